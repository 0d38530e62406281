// Search: Pagefind, loaded when it is opened for the first time. It looks only at pages in the language of this one.
const dialog = document.querySelector("dialog.search");
const opener = document.querySelector(".to-search");
const words = dialog.querySelector("input");
const state = dialog.querySelector(".search-state");
const list = dialog.querySelector(".search-found");
const site = new URL("..", import.meta.url);
let engine;

const load = () => (engine ??= import(new URL("pagefind/pagefind.js", site)).then(async (found) => {
  await found.options({ baseUrl: site.pathname });
  return found;
}));

const row = ({ url, meta, excerpt }) => {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = url;
  link.textContent = meta.title;
  const text = document.createElement("p");
  text.innerHTML = excerpt; // made by Pagefind from this site's own text: escaped, with <mark>
  item.append(link, text);
  return item;
};

const search = async () => {
  try {
    const found = await (await load()).debouncedSearch(words.value, {}, 150);
    if (!found) return; // a newer search is under way
    const pages = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
    list.replaceChildren(...pages.map(row));
    state.textContent = words.value.trim() && !pages.length ? dialog.dataset.none : "";
  } catch {
    engine = undefined;
    state.textContent = dialog.dataset.failed;
  }
};

opener.hidden = false;
opener.addEventListener("click", () => {
  dialog.showModal();
  words.focus();
  load().catch(() => {});
});
words.addEventListener("input", search);
words.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault(); // Enter would close the dialog
  list.querySelector("a")?.focus();
});
list.addEventListener("click", () => dialog.close());

// Reading without a network: the worker keeps this language on the device. It has time until the page is there.
const worker = document.querySelector("link[rel=manifest]")?.dataset.worker; // not while the site is being written
const keep = () => navigator.serviceWorker.register(worker).catch(() => {}); // as where storage is full or switched off
if (worker && navigator.serviceWorker && !navigator.connection?.saveData) {
  if (document.readyState === "complete") keep();
  else addEventListener("load", keep);
}
