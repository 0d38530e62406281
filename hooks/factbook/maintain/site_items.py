"""What a reader could notice on a page of built HTML, item by item, whoever built it."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from ..check.built_page import SPOKEN
from ..check.visible_text import DIALLING, Block, Run, squeezed, stretches
from ..page.sentences import split


class Kind(Enum):
    """The kinds of items in the order of the harm that a wrong one does. The value is a heading of the report."""

    LANGUAGES = "Languages and pages"
    RULES = "Rules, limits and settings"
    PHONES = "Phone lines"
    ACT = "What readers are told to do"
    TRUST = "Disclaimer and reviews"
    FIGURES = "Figures"
    PROOF = "Facts, and the words that prove them"
    CLAIMS = "Sentences with a source"
    HEADS = "Titles, headings and descriptions"
    OWN = "Text without a source"
    FURNITURE = "Menu, buttons and labels"
    LINKS = "Links"
    DRAWINGS = "Drawings"
    MARKUP = "Elements and their classes"
    FILES = "Other files"
    KIT = "The kit: engine, templates, styles, tests, guides"


@dataclass(frozen=True)
class Item:
    """A sentence, number, address or drawing of a page; `near` is the heading above it."""

    kind: Kind
    text: str
    proof: tuple[str, ...] = ()
    """The quotations that its marks lead to."""
    near: str = field(default="", compare=False)


_SURROUNDINGS = (
    (Kind.PHONES, {"tel:", ".hotlines"}),
    (Kind.TRUST, {"#disclaimer", ".trust", ".disclaimer"}),
    (Kind.ACT, {".act-now"}),
    (Kind.PROOF, {"#sources", ".evidence-fact", ".register"}),
    (Kind.DRAWINGS, {"svg"}),
    (Kind.FURNITURE, {"nav", "header", "footer", "button", "dialog", "form"}),
    (Kind.HEADS, {"h1", "h2", "h3", "h4", "h5", "h6", "th", "dt", "caption", "summary"}),
    (Kind.OWN, {".editorial"}),
)
"""What tells the kind of a text, the first first."""
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_NUMBER = re.compile(r"[\[\]\d]+,? ?")
"""The number of a mark, and what parts it from the kind that it names."""
_COUNT = re.compile(r" ?\d+")
_HASH = re.compile(r"(?<![0-9A-Za-z])(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{7,64}(?![0-9A-Za-z])")
"""Digits and letters: what has digits only may be a telephone number."""
_TOLD = {*SPOKEN, "href", "content"}
"""Attributes that are items themselves."""
_TYING = re.compile(r' (?:id|for|headers|value|aria-\w+)="[^"]*"')
"""Attributes that only tie an element to others, or repeat its text."""
_NUMBERED = re.compile(r'(?<= id="note-)\d+')
_CODE = {"script", "style", "template", "svg", "head"}
"""Elements that are items as a whole."""


def items(html: str, name: str) -> list[Item]:
    """Return all items of a page of HTML in its order. `name` is that of its file, below the site's root."""
    return list(_Page(LexborHTMLParser(html), name).items())


def plain(element: str) -> str:
    """Return the start tag of an element without what only ties it to others."""
    return _TYING.sub("", element)


def elements(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return each stretch of text and each empty element of a page, with the start tags around it, in order.

    Nothing is said of what is an item itself, or in a citation's mark.
    """
    found: list[tuple[str, tuple[str, ...]]] = []
    root = LexborHTMLParser(html).root
    around: dict[int, tuple[str, ...]] = {}
    for node in root.traverse(include_text=True) if root else ():
        above = around.get(node.parent.mem_id) if node.parent and node.parent.tag != "-document" else ()
        if above is None or node.tag in _CODE or (node.tag or "").startswith(("-comment", "!")):
            continue
        if node.tag == "-text":
            found += [(text, above)] if (text := squeezed(node.text_content or "")) else []
            continue
        given = node.attributes
        if {"cite", "back"} & {*(given.get("class") or "").split()}:
            continue
        said = (f'{key}="{value or ""}"' for key, value in given.items() if key not in _TOLD)
        around[node.mem_id] = (*above, _NUMBERED.sub("…", unhashed(f"<{' '.join((node.tag or '', *said))}>")))
        if node.child is None:
            found.append((f"<{node.tag}>", around[node.mem_id]))
    return found


def unhashed(text: str) -> str:
    """Return a text or the name of a file without the hashes in it, which change with every build."""
    return _HASH.sub("…", text)


class _Page:
    def __init__(self, tree: LexborHTMLParser, name: str) -> None:
        self.tree = tree
        self.name = name

    def items(self) -> Iterator[Item]:
        yield from self._head()
        near = ""
        for block in self._blocks():
            if not block.inside.isdisjoint(_HEADINGS):
                near = block.text
            yield from self._sentences(block, near)
        yield from self._spoken()
        yield from self._links()
        yield from self._drawings()

    def _head(self) -> Iterator[Item]:
        kinds = {"title": Kind.HEADS, "meta": Kind.HEADS, "link": Kind.LINKS}
        for node in self.tree.css("head > title, meta, link[rel], script, style"):
            given = node.attributes
            named = " ".join(filter(None, map(given.get, ("name", "property", "http-equiv", "rel", "hreflang"))))
            address = given.get("href") or given.get("src")
            said = self._address(address) if address else given.get("content") or node.text()
            kind = Kind.MARKUP if "http-equiv" in given else kinds.get(node.tag or "", Kind.MARKUP)
            yield Item(kind, f"{named or node.tag}: {unhashed(squeezed(said))}")

    def _blocks(self) -> Iterator[Block]:
        """Yield the texts that stand in one paragraph, list item, table row …, and those in none by themselves."""
        found: dict[int, list[Run]] = {}
        body = self.tree.body
        for number, stretch in enumerate(stretches(body, "") if body else ()):
            found.setdefault(stretch[0].block or -1 - number, []).extend(stretch)
        return map(Block, found.values())

    def _sentences(self, block: Block, near: str) -> Iterator[Item]:
        if not block.text:
            return
        names = block.inside.union(*(run.inside & {"tel:"} for run in block.runs))
        proof = self._proof(block)
        kind = next((kind for kind, around in _SURROUNDINGS if around & names), None)
        kind = kind or (Kind.FURNITURE if "main" not in names else Kind.CLAIMS if proof else Kind.OWN)
        for sentence in split(block.text):
            yield Item(kind, unhashed(sentence), proof, near)

    def _proof(self, block: Block) -> tuple[str, ...]:
        """Return the quotations that the marks of a block lead to, and the kinds of sources that the marks name."""
        if "#sources" in block.inside:
            return ()
        names = {name for mark in block.marks for name in mark.inside if name.startswith("#") and '"' not in name}
        targets = (self.tree.css_first(f'[id="{name[1:]}"]') for name in sorted(names))
        said = (_NUMBER.sub("", mark.text) for mark in block.marks)
        quotes = (squeezed(quote.text()) for target in targets if target for quote in target.css("q"))
        return (*quotes, *filter(None, said))

    def _spoken(self) -> Iterator[Item]:
        nodes = self.tree.css(", ".join(f"[{name}]:not(.cite, .back)" for name in SPOKEN))
        said = ((name, node.attributes.get(name)) for node in nodes for name in SPOKEN)
        yield from (Item(Kind.FURNITURE, f"{name}: {value}") for name, value in said if value)
        marks = (node.attributes.get("aria-label") or "" for node in self.tree.css(".cite[aria-label]"))
        yield from (Item(Kind.CLAIMS, f"mark: {said}") for said in sorted({_COUNT.sub("", said) for said in marks}))

    def _links(self) -> Iterator[Item]:
        for node in self.tree.css("a[href]:not(.cite, .back), form[action], iframe[src], img[src], source[src]"):
            given = node.attributes
            address = given.get("href") or given.get("action") or given.get("src") or ""
            kind = Kind.PHONES if DIALLING.match(address) else Kind.LINKS
            yield Item(kind, f"{squeezed(node.text()) or node.tag} → {self._address(address)}")

    def _address(self, given: str | None) -> str:
        """Return an address as seen from the site's root, so that it is the same on all pages."""
        try:
            return unhashed(urljoin(f"/{self.name}", given or "").replace("index.html#", "#"))
        except ValueError:  # brackets that hold no address
            return given or ""

    def _drawings(self) -> Iterator[Item]:
        for node in self.tree.css("svg"):
            title = node.css_first("title")
            digest = hashlib.sha256((node.html or "").encode()).hexdigest()[:7]
            beside = squeezed(node.parent.text())[:60] if node.parent else ""
            yield Item(Kind.DRAWINGS, f"drawing {squeezed(title.text()) if title else ''} ({digest})", near=beside)
