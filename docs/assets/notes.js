// What opens on the spot: the note of a mark, below the sentence that it belongs to, and the meaning of a word, in a dialog. Without
// a script their links lead there. site.js loads this when the first of them is asked for.
const sources = document.querySelector("#sources");
const meaning = document.querySelector("dialog.meaning");
const marks = [...document.querySelectorAll('a.cite[href^="#note-"]')];
let open; // { mark, box }

const close = (focus) => {
  if (!open) return;
  const { mark, box } = open;
  open = undefined;
  box.remove();
  mark.setAttribute("aria-expanded", "false");
  if (focus) mark.focus();
};

// What a mark stands for: the text of its block, back to the mark before it.
const passage = (mark, block) => {
  const range = document.createRange();
  const before = marks.filter((one) => block.contains(one) && one.compareDocumentPosition(mark) === Node.DOCUMENT_POSITION_FOLLOWING).at(-1);
  if (before) range.setStartAfter(before);
  else range.setStart(block, 0);
  range.setEndBefore(mark);
  return range.toString();
};

const push = (text, action) => {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.addEventListener("click", () => action(button));
  return button;
};

// The note without its number, its way back and its ids, in a box with a button that closes it.
const boxed = (mark, note, block) => {
  const box = document.createElement("aside");
  const text = document.createElement("div");
  const copy = note.cloneNode(true);
  copy.querySelectorAll(".mark, .back").forEach((part) => part.remove());
  const words = copy.cloneNode(true);
  words.querySelectorAll("q").forEach((quote) => quote.replaceWith(`“${quote.textContent}”`));
  text.append(...copy.childNodes);
  box.className = "open-note";
  box.lang = document.documentElement.lang;
  box.tabIndex = -1;
  box.setAttribute("aria-label", mark.getAttribute("aria-label"));
  const told = [passage(mark, block), words.textContent, `${document.title}, ${location.href.split("#")[0]}`];
  box.append(text, push(sources.dataset.close, () => close(true)));
  if (navigator.clipboard) {
    box.append(" ", push(sources.dataset.copy, async (button) => {
      await navigator.clipboard.writeText(told.map((part) => part.replace(/\s+/g, " ").trim()).join("\n"));
      button.textContent = sources.dataset.copied;
    }));
  }
  return box;
};

const toggle = (mark) => {
  if (open?.mark === mark) return close(true);
  close();
  const note = document.getElementById(mark.hash.slice(1));
  const block = mark.closest("p, li, dd, td, th, h1, h2, h3, h4, figcaption") ?? mark.parentElement;
  const box = boxed(mark, note, block);
  if (block.matches("li, dd, td, th, figcaption")) block.append(box);
  else block.after(box);
  mark.setAttribute("aria-expanded", "true");
  open = { mark, box };
  box.focus({ preventScroll: true });
  box.scrollIntoView({ block: "nearest" });
};

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !open || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  close(open.box.contains(document.activeElement) || document.activeElement === open.mark);
});

let glossary;
const entry = async (link) => {
  glossary ??= fetch(link.pathname).then((answer) => answer.text());
  const found = new DOMParser().parseFromString(await glossary, "text/html").getElementById(link.hash.slice(1));
  found.querySelectorAll("a[href]").forEach((inner) => (inner.href = new URL(inner.getAttribute("href"), link.href)));
  found.querySelectorAll("[id]").forEach((inner) => inner.removeAttribute("id"));
  return found;
};

const explain = async (link) => {
  const found = await entry(link);
  meaning.querySelector(".meaning-word").replaceChildren(...found.querySelector("dt").childNodes);
  meaning.querySelector(".meaning-text").replaceChildren(...found.querySelector("dd").childNodes);
  meaning.querySelector(".meaning-more").href = link.href;
  meaning.showModal();
};

export const show = (link) => (link.matches(".term") ? explain(link) : toggle(link));
