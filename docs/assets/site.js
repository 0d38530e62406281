// What needs a script. All of it waits until it is used.
const { documentElement: root } = document;
const find = (selector, within = document) => within.querySelector(selector);
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// --- search: Pagefind, loaded when it is opened for the first time. It looks only at pages in the language of this one.
const dialog = find("dialog.search");
const opener = find(".to-search");
const words = find("input", dialog);
const state = find(".search-state", dialog);
const list = find(".search-found", dialog);
const site = new URL("..", import.meta.url);
const home = find(".meaning-more").href;
let engine;

const load = () => (engine ??= Promise.all([
  import(new URL("pagefind/pagefind.js", site)),
  fetch(new URL("search-words.json", home)).then((answer) => answer.json()),
]).then(async ([found, others]) => {
  await found.options({ baseUrl: site.pathname });
  return { found, others };
}));

// What was typed, with the name that this site uses in the place of another one.
const otherwise = (typed, others) => {
  const simple = ` ${plain(typed).trim()} `;
  const known = Object.keys(others).filter((name) => simple.includes(` ${name} `));
  return known.map((name) => simple.replace(` ${name} `, ` ${others[name]} `).trim());
};

const results = async () => {
  const { found, others } = await load();
  const answer = await found.debouncedSearch(words.value, {}, 150);
  if (!answer) return null; // a newer search is under way
  const more = otherwise(words.value, others).map((query) => found.search(query));
  const answers = [...(await Promise.all(more)), answer];
  const unique = new Map(answers.flatMap((each) => each.results).map((result) => [result.id, result]));
  return [...unique.values()];
};

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

const said = (count) => (count ? dialog.dataset.found.replace("{count}", count.toLocaleString(root.lang)) : dialog.dataset.none);

const search = async () => {
  try {
    const found = await results();
    if (!found) return;
    const pages = await Promise.all(found.slice(0, 10).map((result) => result.data()));
    list.replaceChildren(...pages.map(row));
    state.textContent = words.value.trim() ? said(found.length) : "";
  } catch {
    engine = undefined;
    state.textContent = dialog.dataset.failed;
  }
};

opener.disabled = false; // until now it only kept its place, so that nothing jumps
opener.addEventListener("click", () => {
  dialog.showModal();
  words.focus();
  load().catch(() => {});
});
words.addEventListener("input", search);
words.addEventListener("keydown", (event) => {
  if (event.key === "Escape") dialog.close(); // at once, not only after the words are gone
  if (event.key !== "Enter") return;
  event.preventDefault(); // Enter would close the dialog
  find("a", list)?.focus();
});
list.addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());

// --- the note of a mark and the meaning of a word, on the spot: by a script that is loaded when one is asked for.
const MARK = 'a.cite[href^="#note-"]';
find("#sources")?.classList.add("in-place");
for (const mark of document.querySelectorAll(MARK)) mark.setAttribute("aria-expanded", "false");
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.(`${MARK}, a.term`);
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  try {
    const { show } = await import(new URL(find("script[data-notes]").dataset.notes, document.baseURI));
    await show(link);
  } catch {
    location.assign(link.href);
  }
});

// --- the menu is a <details>: a tap beside it and Escape close it too.
const drawer = find(".drawer");
const closeDrawer = () => { drawer.open = false; };
document.addEventListener("click", ({ target }) => drawer.open && !target.closest(".drawer summary, .drawer__panel") && closeDrawer());
drawer.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || !drawer.open) return;
  closeDrawer();
  find("summary", drawer).focus();
});

// --- languages: a link to one leads to the same place of the page; one that the browser asks for is offered once.
const CHOSEN = "language-chosen";
const remembered = () => { try { return localStorage.getItem(CHOSEN); } catch { return "no store"; } };
const remember = () => { try { localStorage.setItem(CHOSEN, "yes"); } catch { /* then it is offered again */ } };

const place = () => {
  const passed = [...document.querySelectorAll("main :is(h2, h3)[id]")].filter((heading) => heading.getBoundingClientRect().top < 100);
  return scrollY && passed.at(-1) ? `#${passed.at(-1).id}` : "";
};
for (const link of document.querySelectorAll(".switch a[hreflang], .offer a")) {
  link.addEventListener("click", () => {
    remember();
    link.hash = place();
  });
}

const asked = navigator.languages.map((name) => name.toLowerCase().split("-")[0]);
const offers = [...document.querySelectorAll(".offer")];
const wanted = asked.find((code) => code === root.lang || offers.some((offer) => offer.lang === code));
const offer = offers.find(({ lang }) => lang === wanted);
if (offer && !remembered()) {
  offer.hidden = false;
  find("button", offer).addEventListener("click", () => {
    remember();
    offer.hidden = true;
  });
}

// --- sending the page to somebody: by the device's own sheet, or else as a copied address. And printing it.
const share = find(".share");
const send = async () => {
  if (navigator.share) return navigator.share({ title: document.title, url: location.href }).catch(() => {});
  await navigator.clipboard.writeText(location.href);
  find("[role=status]", share).textContent = share.dataset.copied;
};
if (share && (navigator.share ?? navigator.clipboard)) {
  if (!navigator.share) find("button", share).textContent = share.dataset.copy;
  find("button", share).addEventListener("click", send);
  share.hidden = false;
}
for (const button of document.querySelectorAll("button.print")) {
  button.addEventListener("click", () => print());
  button.hidden = false;
}

// --- reading without a network: the worker keeps this language on the device. It has time until the page is there.
const worker = document.querySelector("link[rel=manifest]")?.dataset.worker; // not while the site is being written
const keep = () => navigator.serviceWorker.register(worker).catch(() => {}); // as where storage is full or switched off
if (worker && navigator.serviceWorker && !navigator.connection?.saveData) {
  if (document.readyState === "complete") keep();
  else addEventListener("load", keep);
}
