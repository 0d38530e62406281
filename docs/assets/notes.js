// The note of a mark, opened below the sentence that it belongs to. Without a script the mark leads to the note at the foot.
const sources = document.querySelector("#sources");
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
  text.append(...copy.childNodes);
  box.className = "open-note";
  box.lang = document.documentElement.lang;
  box.tabIndex = -1;
  box.setAttribute("aria-label", mark.getAttribute("aria-label"));
  const told = [passage(mark, block), text.textContent, `${document.title}, ${location.href.split("#")[0]}`];
  box.append(text, push(sources.dataset.close, () => close(true)));
  if (navigator.clipboard) {
    box.append(" ", push(sources.dataset.copy, async (button) => {
      await navigator.clipboard.writeText(told.map((part) => part.replace(/\s+/g, " ").trim()).join("\n"));
      button.textContent = sources.dataset.copied;
    }));
  }
  return box;
};

const show = (mark, note) => {
  close();
  const block = mark.closest("p, li, dd, td, th, h1, h2, h3, h4, figcaption") ?? mark.parentElement;
  const box = boxed(mark, note, block);
  if (block.matches("li, dd, td, th, figcaption")) block.append(box);
  else block.after(box);
  mark.setAttribute("aria-expanded", "true");
  open = { mark, box };
  box.focus({ preventScroll: true });
  box.scrollIntoView({ block: "nearest" });
};

for (const mark of marks) mark.setAttribute("aria-expanded", "false");
sources?.classList.add("in-place");
document.addEventListener("click", (event) => {
  const mark = event.target.closest?.('a.cite[href^="#note-"]');
  const note = mark && document.getElementById(mark.hash.slice(1));
  if (!note || !marks.includes(mark) || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (open?.mark === mark) close(true);
  else show(mark, note);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !open || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  close(open.box.contains(document.activeElement) || document.activeElement === open.mark);
});
