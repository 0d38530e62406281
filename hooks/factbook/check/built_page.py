"""One page of built HTML, read once: its text, its places and what it is marked with."""

import html
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..locale import text_search
from ..model.problem import Place
from ..page import pages
from . import visible_text
from .visible_text import Block, Run

ALTERNATE = "link[rel~=alternate][hreflang]"
_META = "meta[name$=description], meta[name$=title], meta[property$=description], meta[property$=title]"
SPOKEN = ("alt", "title", "aria-label", "aria-description", "placeholder")
_KEPT = {"file", "url", "read", "code", "source", "alternates", "ids"}


@dataclass
class BuiltPage:
    """One HTML file of a built site. `code` is the language that its address stands for."""

    file: str
    """As shown in reports."""
    url: str
    """Below the site's root, like "pt/care/"."""
    read: Callable[[], str]
    """Gives the content of the file."""
    code: str
    source: pages.Page | None
    """The page that it was rendered from; None for 404.html."""

    @cached_property
    def html(self) -> str:
        """The content of the file."""
        return self.read()

    def forget(self, keep: Set[str] = frozenset()) -> None:
        """Frees what can be read again: the trees and texts of 400 pages took 600 MB."""
        for name in self.__dict__.keys() - _KEPT - keep:
            del self.__dict__[name]

    def around(self, node: LexborNode) -> Iterator[LexborNode]:
        """Yield an element and those around it, from the inside out."""
        at: LexborNode | None = node
        while at is not None:
            yield at
            at = at.parent

    def lang_of(self, node: LexborNode) -> str:
        """Return the language that an element is marked as, by itself or by what is around it."""
        return next((lang for at in self.around(node) if (lang := at.attributes.get("lang"))), self.code)

    @property
    def path(self) -> str:
        """The file, below the site's root."""
        return f"{self.url}index.html" if self.url.endswith("/") or not self.url else self.url

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed document."""
        return LexborHTMLParser(self.html)

    @cached_property
    def sources(self) -> set[str]:
        """The ids of the entries in its list of sources."""
        section = self.tree.css_first("#sources")
        return {str(node.attributes["id"]) for node in section.css("li[id]")} if section else set()

    @cached_property
    def notes(self) -> dict[str, tuple[str, ...]]:
        """The facts of each note in its list of sources, by the note's id."""
        nodes = self.tree.css("#sources li[data-facts]")
        return {node.attributes.get("id") or "": tuple((node.attributes["data-facts"] or "").split()) for node in nodes}

    def cited_by(self, mark: LexborNode) -> tuple[str, ...]:
        """Return the facts of the note that a mark leads to."""
        return self.notes.get((mark.attributes.get("href") or "").removeprefix("#"), ())

    @cached_property
    def stretches(self) -> list[list[Run]]:
        """All text that a reader can see, in order: the runs that follow each other in one block and language."""
        root, body = self.tree.root, self.tree.body
        return visible_text.stretches(body, root.attributes.get("lang") or "") if root and body else []

    @cached_property
    def runs(self) -> list[Run]:
        """All of them one by one."""
        return list(chain.from_iterable(self.stretches))

    @cached_property
    def folded(self) -> list[str]:
        """The text of each stretch in small letters: quick to search for what it may hold."""
        return [text_search.folded(text_search.normal("".join([run.text for run in runs]))) for runs in self.stretches]

    @cached_property
    def surroundings(self) -> set[frozenset[str]]:
        """What runs stand in, each kind once: a page has some fifty."""
        return {run.inside for run in self.runs}

    @cached_property
    def blocks(self) -> list[Block]:
        """The runs, joined to blocks."""
        groups: dict[int, list[Run]] = {}
        for stretch in self.stretches:
            groups.setdefault(stretch[0].block, []).extend(stretch)
        return [Block(group) for number, group in groups.items() if number]

    @cached_property
    def spoken(self) -> list[str]:
        """What reaches readers besides the text: title, description, texts in place of images, labels."""
        head = [node.text() for node in self.tree.css("title")]
        head += [node.attributes.get("content") or "" for node in self.tree.css(_META)]
        return head + [text for _, text in self.labels]

    @cached_property
    def labels(self) -> list[tuple[LexborNode, str]]:
        """The texts in attributes that reach readers, each with its element; the marks of citations have their own."""
        nodes = self.tree.css(", ".join(f"[{name}]:not(.cite, .back, .md-social *)" for name in SPOKEN))
        return [(node, text) for node in nodes for name in SPOKEN if (text := node.attributes.get(name))]

    @cached_property
    def alternates(self) -> dict[str, str]:
        """The addresses of its counterparts, by the code of their language."""
        nodes = self.tree.css(ALTERNATE)
        return {str(node.attributes["hreflang"]): node.attributes.get("href") or "" for node in nodes}

    @cached_property
    def ids(self) -> set[str]:
        """What links can lead to. Pages ask for that of others too: then nothing else is left behind."""
        tree = self.__dict__.get("tree") or LexborHTMLParser(self.read())
        named = [node.attributes["name"] for node in tree.css("a[name]")]
        return {str(name) for name in (*named, *(node.attributes["id"] for node in tree.css("[id]")))}

    def place(self, *needles: str, about: str = "") -> Place:
        """Return the place of the first of the needles that the file has, or else its beginning.

        The subject is `about`, or else the first needle.
        """
        forms = (form for needle in needles for form in (needle, html.escape(needle, quote=False)))
        found = (self.html.find(form) for form in forms)
        return self._place(next((at for at in found if at >= 0), 0), about or next(iter(needles), ""))

    def place_of(self, run: Run) -> Place:
        """Return the place of a run of text, with the text as its subject."""
        at = self.html.find(f">{run.text}")
        text = run.text.strip()
        about = visible_text.squeezed(text)
        return self._place(self.html.index(text, at), about) if at >= 0 else self.place(text, about=about)

    def _place(self, at: int, about: str) -> Place:
        return Place(self.file, self.html.count("\n", 0, at) + 1, at - self.html.rfind("\n", 0, at), about)
