"""What a reader could notice on a page of built HTML, item by item, whoever built it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..check.built_page import SPOKEN
from ..check.visible_text import BLOCKS, DIALLING, LOOSE, UNSEEN, squeezed


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
    KIT = "The kit: engine, templates, styles, tests"


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
_OF_BLOCK = (
    BLOCKS | LOOSE | {"td", "th", "button", "label", "nav", "header", "footer", "dialog", "option", "title", "desc"}
)
_MARKS = {".cite", ".back"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_SENTENCE = re.compile(r"(?<=[.!?…。؟।]) +(?=[^a-z])")
_HASH = re.compile(r"(?<![0-9A-Za-z])(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{7,64}(?![0-9A-Za-z])")
"""Digits and letters: what has digits only may be a telephone number."""
_SAID = {
    *SPOKEN,
    "href",
    "id",
    "for",
    "headers",
    "value",
    "content",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
}
"""Attributes that are items themselves, or only tie elements to each other."""
_PLAIN_META = ("viewport", "generator", "color-scheme")


def items(html: str) -> list[Item]:
    """Return all items of a page of HTML, in the order of the page."""
    return list(_Page(LexborHTMLParser(html)).items())


def unhashed(text: str) -> str:
    """Return a text or the name of a file without the hashes in it, which change with every build."""
    return _HASH.sub("…", text)


@dataclass
class _Block:
    names: frozenset[str]
    near: str
    pieces: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)


class _Page:
    def __init__(self, tree: LexborHTMLParser) -> None:
        self.tree = tree
        self._around: dict[int, tuple[LexborNode, frozenset[str], str] | None] = {}

    def items(self) -> Iterator[Item]:
        yield from self._head()
        for block in self._blocks():
            yield from self._sentences(block)
        yield from self._spoken()
        yield from self._links()
        yield from self._drawings()
        yield from self._markup()

    def _head(self) -> Iterator[Item]:
        yield from (Item(Kind.HEADS, squeezed(node.text())) for node in self.tree.css("head > title"))
        for node in self.tree.css("meta"):
            given = node.attributes
            name = given.get("name") or given.get("property") or given.get("http-equiv") or "charset"
            kind = Kind.MARKUP if name in _PLAIN_META or "http-equiv" in given else Kind.HEADS
            yield Item(kind, f"{name}: {unhashed(given.get('content') or given.get('charset') or '')}")
        for node in self.tree.css("link[rel]"):
            given = node.attributes
            named = " ".join(filter(None, (given.get("rel"), given.get("hreflang"), given.get("title"))))
            yield Item(Kind.LINKS, f"{named}: {unhashed(given.get('href') or '')}")
        for node in self.tree.css("script"):
            yield Item(Kind.MARKUP, f"script: {unhashed(node.attributes.get('src') or node.text() or '')}")
        yield from (Item(Kind.MARKUP, f"style: {node.text()}") for node in self.tree.css("style"))

    def _blocks(self) -> Iterator[_Block]:
        """Yield the texts that stand in one paragraph, list item, table cell, button …"""
        found: dict[int, _Block] = {}
        near = ""
        body = self.tree.body
        for node in body.traverse(include_text=True) if body else ():
            around = self._surroundings(node.parent) if node.tag == "-text" and node.parent else None
            if around is None:
                continue
            block, names, mark = around
            if block.mem_id not in found:
                found[block.mem_id] = _Block(names, near)
            if mark:
                found[block.mem_id].marks.append(mark)
            else:
                found[block.mem_id].pieces.append(node.text_content or "")
                found[block.mem_id].names |= names & {"tel:"}
            if block.tag in _HEADINGS:
                near = squeezed("".join(found[block.mem_id].pieces))
        yield from found.values()

    def _surroundings(self, node: LexborNode) -> tuple[LexborNode, frozenset[str], str] | None:
        """Return the block that an element is in, the names of all elements around, and where its mark leads.

        Return None for what no reader sees.
        """
        if node.mem_id not in self._around:
            self._around[node.mem_id] = self._look_up(node)
        return self._around[node.mem_id]

    def _look_up(self, node: LexborNode) -> tuple[LexborNode, frozenset[str], str] | None:
        if node.tag in UNSEEN:
            return None
        above = self._surroundings(node.parent) if node.parent and node.tag != "body" else (node, frozenset(), "")
        if above is None:
            return None
        block, names, mark = above
        given = node.attributes
        own = {str(node.tag), f"#{given.get('id')}", *(f".{name}" for name in (given.get("class") or "").split())}
        if node.tag == "a" and DIALLING.match(given.get("href") or ""):
            own.add("tel:")
        if own & _MARKS:
            mark = given.get("href") or "#"
        begins = node.tag in _OF_BLOCK or (node.tag == "a" and block.tag in LOOSE | {"nav", "header", "footer"})
        return (node if begins and not mark else block), names | own, mark

    def _sentences(self, block: _Block) -> Iterator[Item]:
        text = squeezed("".join(block.pieces))
        if not text:
            return
        kind = next((kind for kind, names in _SURROUNDINGS if names & block.names), None)
        kind = kind or (Kind.OWN if "main" in block.names else Kind.FURNITURE)
        proof = self._proof(block)
        if proof and kind is Kind.OWN and ".editorial" not in block.names:
            kind = Kind.CLAIMS
        for sentence in _SENTENCE.split(text):
            yield Item(kind, unhashed(sentence), proof, block.near)

    def _proof(self, block: _Block) -> tuple[str, ...]:
        """Return the quotations that the marks of a block lead to."""
        if "#sources" in block.names:
            return ()
        targets = (
            self.tree.css_first(f'[id="{mark[1:]}"]') for mark in block.marks if mark[:1] == "#" and '"' not in mark
        )
        return tuple(squeezed(quote.text()) for target in targets if target for quote in target.css("q"))

    def _spoken(self) -> Iterator[Item]:
        for node in self.tree.css(", ".join(f"[{name}]:not(.cite, .back)" for name in SPOKEN)):
            for name in SPOKEN:
                if value := node.attributes.get(name):
                    yield Item(Kind.FURNITURE, f"{name}: {value}")

    def _links(self) -> Iterator[Item]:
        for node in self.tree.css("a[href]:not(.cite, .back), form[action], iframe[src], img[src], source[src]"):
            given = node.attributes
            address = given.get("href") or given.get("action") or given.get("src") or ""
            kind = Kind.PHONES if DIALLING.match(address) else Kind.LINKS
            yield Item(kind, f"→ {unhashed(address)}", near=squeezed(node.text()) or str(node.tag))

    def _drawings(self) -> Iterator[Item]:
        for node in self.tree.css("svg"):
            title = node.css_first("title")
            digest = hashlib.sha256((node.html or "").encode()).hexdigest()[:7]
            yield Item(Kind.DRAWINGS, f"drawing {squeezed(title.text()) if title else ''} ({digest})")

    def _markup(self) -> Iterator[Item]:
        """Yield the elements with attributes that nothing else tells of, by number of occurrences."""
        counts: Counter[str] = Counter()
        for node in self.tree.css("*"):
            if node.tag in ("meta", "link", "script") or self._in_drawing(node):
                continue
            given = "".join(f' {name}="{value}"' for name, value in node.attributes.items() if name not in _SAID)
            if given:
                counts[unhashed(f"<{node.tag}{given}>")] += 1
        yield from (Item(Kind.MARKUP, f"{count} × {tag}") for tag, count in sorted(counts.items()))

    def _in_drawing(self, node: LexborNode) -> bool:
        around = self._surroundings(node)
        return around is not None and "svg" in around[1]
