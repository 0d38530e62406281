// What needs a script. All of it waits until it is used: buttons are disabled until then, and only keep their place.
// It is no module: browsers load none from a folder of files, where the rest of it works.
{
const { notes, search } = document.currentScript.dataset; // addresses of scripts that are loaded when they are used
const load = (address) => import(new URL(address, document.baseURI));
const { documentElement: root } = document;
const find = (selector, within = document) => within.querySelector(selector);

// --- search: its script is loaded when it is opened for the first time. Until it is there, Enter must not close the dialog.
const dialog = find("dialog.search");
const opener = find(".to-search");
const failed = () => { find(".search-state", dialog).textContent = dialog.dataset.failed; };

opener.disabled = false;
opener.addEventListener("click", () => {
  dialog.showModal();
  find("input", dialog).focus();
  load(search).catch(failed);
});
find("input", dialog).addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault();
  if (event.key !== "Escape") return;
  event.stopPropagation(); // an open note stays
  dialog.close(); // at once, not only after the words are gone
});

// --- the note of a mark and the meaning of a word, on the spot: by a script that is loaded when one is asked for.
const MARK = 'a.cite[href^="#note-"]';
find("#sources")?.classList.add("in-place");
for (const mark of document.querySelectorAll(MARK)) mark.setAttribute("aria-expanded", "false");
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.(`${MARK}, a.term`);
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  try {
    await (await load(notes)).show(link);
  } catch {
    location.assign(link.href);
  }
});

// --- the menu is a <details>: a tap beside it and Escape close it too.
const drawer = find(".drawer");
const closeDrawer = () => { drawer.open = false; };
document.addEventListener("click", ({ target }) => drawer.open && !target.closest(".drawer > summary, .drawer__panel") && closeDrawer());
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !drawer.open) return;
  event.stopImmediatePropagation(); // an open note stays
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

// Languages fit by script, so that "zh-TW" is offered zh-Hant and not zh-Hans; where one is here for the country as well, that.
const written = (tag) => { try { const { language, script } = new Intl.Locale(tag).maximize(); return `${language}-${script}`; } catch { return tag; } };
const offers = [...document.querySelectorAll(".offer")];
const here = [root.lang, ...offers.map(({ lang }) => lang)];
const fitting = (name) => here.find((lang) => lang.toLowerCase() === name.toLowerCase()) ?? here.find((lang) => written(lang) === written(name));
const wanted = navigator.languages.map(fitting).find(Boolean);
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
  find("button", share).disabled = false;
}
find("button.print")?.addEventListener("click", () => print());
find("button.print")?.removeAttribute("disabled");

// --- reading without a network: the worker keeps this language on the device. It has time until the page is there.
const worker = document.querySelector("link[rel=manifest]")?.dataset.worker; // not while the site is being written
const keep = () => navigator.serviceWorker.register(worker).catch(() => {}); // as where storage is full or switched off
if (worker && navigator.serviceWorker && !navigator.connection?.saveData) {
  if (document.readyState === "complete") keep();
  else addEventListener("load", keep);
}
}
