"""Built HTML, read once: what the gates look at, whoever built it."""

from __future__ import annotations

import gzip
import html
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from . import fingerprint, pages
from .figures import Numerals
from .model import Place
from .patterns import any_of
from .project import Project
from .standing import Standing
from .templating import Renderer

UNSEEN = {"script", "style", "template", "head"}
BLOCKS = {"p", "li", "dd", "dt", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "summary", "caption"}
LOOSE = {"body", "main", "article", "section", "div", "blockquote", "details", "aside", "figure", "pre", "form", "svg"}
"""Elements whose text is a block where it is in none of BLOCKS."""
ALTERNATE = "link[rel~=alternate][hreflang]"
DIALLING = re.compile(r"\s*(?:tel|callto|sms):", re.IGNORECASE)
_META = "meta[name$=description], meta[name$=title], meta[property$=description], meta[property$=title]"
SPOKEN = ("alt", "title", "aria-label", "aria-description", "placeholder")
HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*[0-3](?:\.\d+)?px|color\s*:\s*transparent|scale\w*\(\s*0"
    r"|(?<![\w-])(?:opacity|font-size|(?:max-)?(?:height|width))\s*:\s*(?:0+\.?0*|\.0+)(?:[a-z]+|%)?\s*(?:[!;]|$)"
    r"|(?<![\w-])(?:left|right|top|bottom|inset[\w-]*|text-indent|margin[\w-]*)\s*:\s*-\d{3}|translate\w*\(\s*-\d{3}"
    r"|(?<![\w-])clip(?:-path)?\s*:(?!\s*(?:auto|none))",
    re.IGNORECASE,
)
"""Declarations that keep what they apply to from being seen."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


Guarded = tuple[tuple[str, ...], str, re.Pattern[str]]
"""The names of a drug or gene, its name in the language at hand, and what finds them."""


def squeezed(text: str) -> str:
    """Text as a reader sees it: runs of white space are one space."""
    return " ".join(text.split())


def hiding_selectors(style_sheet: str) -> list[str]:
    """The selectors of a style sheet's rules that hide what they match."""
    found = _CSS_RULE.findall(_COMMENT.sub("", style_sheet))
    return [selector.strip() for selector, declarations in found if HIDING.search(declarations)]


class Run(NamedTuple):
    """A run of text, the language it is marked as, and the names of what it stands in.

    `inside` has the tags, ids ("#id") and classes (".class") of all elements around it; "tel:" in a link that dials.
    """

    text: str
    lang: str
    inside: frozenset[str]
    block: int
    """Equal for runs of the same paragraph, list item, table row …"""


@dataclass(frozen=True)
class Block:
    """The text of one paragraph, list item, table row or heading, or a stretch of text that is in none of them."""

    all_runs: tuple[Run, ...]

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Its runs without the marks of citations."""
        return tuple(run for run in self.all_runs if ".cite" not in run.inside)

    @cached_property
    def text(self) -> str:
        """The text of `runs`."""
        return squeezed("".join(run.text for run in self.runs))

    @cached_property
    def inside(self) -> frozenset[str]:
        """What all its runs stand in."""
        return frozenset.intersection(*(run.inside for run in self.all_runs))

    @property
    def tag(self) -> str:
        """The element that makes it a block; empty for text that is in none."""
        return next((name for name in ("tr", "li", "dd", "dt", "p", *BLOCKS) if name in self.inside), "")

    @property
    def cited(self) -> bool:
        """True where it carries a citation that is a link."""
        return any({"a", ".cite"} <= run.inside for run in self.all_runs)


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

    def forget(self) -> None:
        """Frees what can be read again: the trees and texts of 400 pages took 600 MB."""
        for name in ("html", "tree", "runs", "stretches", "blocks", "spoken"):
            self.__dict__.pop(name, None)

    @property
    def path(self) -> str:
        """The file, below the site's root."""
        return f"{self.url}index.html" if self.url.endswith("/") or not self.url else self.url

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed document."""
        return LexborHTMLParser(self.html)

    @cached_property
    def runs(self) -> list[Run]:
        """All text that a reader can see, in order."""
        body, root = self.tree.body, self.tree.root
        return _runs(body, str(root.attributes.get("lang") or "")) if body and root else []

    @cached_property
    def stretches(self) -> list[list[Run]]:
        """The runs in groups that follow each other within one block and language."""
        return [list(group) for _, group in groupby(self.runs, lambda run: (run.block, run.lang))]

    @cached_property
    def blocks(self) -> list[Block]:
        """The runs, joined to blocks."""
        groups: dict[int, list[Run]] = {}
        for run in self.runs:
            groups.setdefault(run.block, []).append(run)
        return [Block(tuple(group)) for number, group in groups.items() if number]

    @cached_property
    def spoken(self) -> list[str]:
        """What reaches readers besides the text: title, description, texts in place of images, labels."""
        head = [node.text() for node in self.tree.css("title")]
        head += [node.attributes.get("content") or "" for node in self.tree.css(_META)]
        nodes = self.tree.css(", ".join(f"[{name}]:not(.cite, .back)" for name in SPOKEN))
        return head + [value for node in nodes for name in SPOKEN if (value := node.attributes.get(name))]

    @cached_property
    def alternates(self) -> dict[str, str]:
        """The addresses of its counterparts, by the code of their language."""
        nodes = self.tree.css(ALTERNATE)
        return {str(node.attributes["hreflang"]): node.attributes.get("href") or "" for node in nodes}

    @cached_property
    def ids(self) -> set[str]:
        """What links can lead to. Pages ask for that of others too: it is kept, and leaves nothing else behind."""
        tree = self.__dict__.get("tree") or LexborHTMLParser(self.read())
        return {str(node.attributes["id"]) for node in tree.css("[id]")} | {
            str(node.attributes["name"]) for node in tree.css("a[name]")
        }

    def place(self, *needles: str) -> Place:
        """Where the first of the needles that the file has stands in it; the beginning where it has none."""
        forms = (form for needle in needles for form in (needle, html.escape(needle, quote=False)))
        found = (self.html.find(form) for form in forms)
        return self._place(next((at for at in found if at >= 0), 0))

    def place_of(self, run: Run) -> Place:
        """Where a run of text stands."""
        at = self.html.find(f">{run.text}")
        text = run.text.strip()
        return self._place(self.html.index(text, at)) if at >= 0 else self.place(text)

    def _place(self, at: int) -> Place:
        return Place(self.file, self.html.count("\n", 0, at) + 1, at - self.html.rfind("\n", 0, at))


@dataclass
class BuiltSite:
    """A built site and the project that it was built from."""

    root: Path
    project: Project
    pages: Mapping[str, BuiltPage] = field(default_factory=dict)
    """By address."""

    @classmethod
    def read(cls, root: Path, project: Project) -> BuiltSite:
        """Reads every HTML file below the folder."""
        known = {
            pages.url(path, project.prefix(code)): (page, code)
            for code in project.book.languages
            for path, page in project.pages.items()
        }
        found = {}
        for file in sorted(root.rglob("*.html")):
            url = file.relative_to(root).as_posix().removesuffix("index.html")
            source, code = known.get(url, (None, _code(url, project)))
            found[url] = BuiltPage(str(file), url, partial(file.read_text, "utf-8", "replace"), code, source)
        return cls(root, project, found)

    @cached_property
    def numerals(self) -> dict[str, Numerals]:
        """Per language, what finds figures."""
        return {code: Numerals(code, language) for code, language in self.project.book.languages.items()}

    @cached_property
    def register(self) -> dict[str, set[str]]:
        """What may hold figures that are no fact's, by the tag or class that it stands in."""
        book, renderers = self.project.book, self.project.renderers.values()
        standings = self.project.standings.values()
        counts = [number for standing in standings for number in _counts(standing)]
        files = (count.file for standing in standings for count in standing.counts)
        days = [day for source in book.sources.values() for day in (source.read, source.dated) if day]
        days += [day for render in renderers for day in render.changed.values()]
        days += [page.meta.reviewed.date for page in self.project.pages.values() if page.meta.reviewed]
        days += [review.date for standing in standings for review in standing.reviews.values()]
        return {
            "time": {squeezed(render.day(day)) for render in renderers for day in days},
            "cite": {source.title for source in book.sources.values()},
            "code": {*book.facts, *files, *(source.sha256 for source in book.sources.values())},
            ".count": {squeezed(render.format.number(count)) for render in renderers for count in counts},
        }

    @cached_property
    def quotations(self) -> dict[str, set[str]]:
        """What a page may quote, by source; under "" what it may quote elsewhere than in the list of sources."""
        book = self.project.book
        quoted = {"": {old for term in book.glossary.values() for old in term.replaces}}
        for _, source, anchor in book.anchors():
            quoted.setdefault(source, set()).add(anchor)
            quoted[""].add(anchor)
        return quoted

    @cached_property
    def guarded(self) -> dict[str, tuple[list[Guarded], re.Pattern[str]]]:
        """Per language, the drugs and genes, and what finds the name of any of them (as its group)."""
        return {code: self._guarded(render) for code, render in self.project.renderers.items()}

    def _guarded(self, render: Renderer) -> tuple[list[Guarded], re.Pattern[str]]:
        terms = [
            ((term.term, *term.names), render.text(term.term, f"term.{name}.term")[0])
            for name, term in self.project.book.glossary.items()
            if term.kind in ("drug", "gene")
        ]
        each = [(own, shown, re.compile(_any_name(*own, shown), re.IGNORECASE)) for own, shown in terms]
        everything = _any_name(*(name for own, shown in terms for name in (*own, shown)))
        return each, re.compile(rf"(?=({everything}))", re.IGNORECASE)

    @cached_property
    def furniture(self) -> dict[str, set[str]]:
        """Per language, the labels: words of the site itself."""
        renderers = self.project.renderers
        return {
            code: {squeezed(render.raw_label(key)) for key in self.project.book.labels}
            for code, render in renderers.items()
        }

    def hidden_by_style(self, page: BuiltPage) -> dict[int, str]:
        """The elements (by `mem_id`) that the page's style sheets hide, its own and the linked ones, and by what."""
        sheets = [node.text() for node in page.tree.css("style")]
        links = [node.attributes.get("href") or "" for node in page.tree.css("link[rel~=stylesheet]")]
        names = {posixpath.normpath(posixpath.join(posixpath.dirname(page.url), href)) for href in links}
        selectors = [selector for sheet in sheets for selector in hiding_selectors(sheet)]
        selectors += [selector for name in sorted(names & self.files) for selector in self._hiding_of(name)]
        return {node.mem_id: selector for selector in selectors for node in _matching(page.tree, selector)}

    def _hiding_of(self, name: str) -> list[str]:
        if name not in self._sheets:
            self._sheets[name] = hiding_selectors((self.root / name).read_text("utf-8", "replace"))
        return self._sheets[name]

    def zipped(self, name: str) -> int:
        """Bytes of a file as it goes through the net."""
        if name not in self._zipped:
            self._zipped[name] = len(gzip.compress((self.root / name).read_bytes(), 6))
        return self._zipped[name]

    @cached_property
    def _zipped(self) -> dict[str, int]:
        return {}

    @cached_property
    def _sheets(self) -> dict[str, list[str]]:
        return {}

    @cached_property
    def files(self) -> set[str]:
        """All files, relative to the root."""
        return {file.relative_to(self.root).as_posix() for file in self.root.rglob("*") if file.is_file()}


def _counts(standing: Standing) -> Iterator[int]:
    """The figures of a translation: they are the site's own, and no fact's."""
    yield from (standing.percent, standing.minimum, len(standing.reviews))
    for count in standing.counts:
        yield from count.states.values()


def _any_name(*names: str) -> str:
    return rf"(?<!\w){any_of(name for name in names if fingerprint.words(name))}(?!\w)"


def _matching(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    try:
        return tree.css(selector)
    except (SelectolaxError, ValueError):  # a selector that the parser does not know, like one of a single browser
        return []


def _code(url: str, project: Project) -> str:
    first = url.split("/")[0]
    return first if first in project.book.languages else project.book.source_language


def _runs(body: LexborNode, lang: str) -> list[Run]:
    """One walk over all nodes in their order; what a node hands down to those within is found by its `mem_id`.

    Calls that pass the runs of each level on to the one above took three times as long, 3.4 ms a page.
    """
    found: list[Run] = []
    handed = {body.mem_id: (lang, frozenset[str](), 0)}
    known: dict[tuple[frozenset[str], str, str | None, str | None, bool], frozenset[str]] = {}
    count, gap = 0, False  # `gap`: after white space between two tags, which parts the words beside it
    for node in body.traverse(include_text=True):
        around = handed.get(node.parent.mem_id) if node.parent else None
        if around is None:  # the body itself, or something within what is not seen
            continue
        lang, inside, block = around
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            if text.strip():
                found.append(Run(f"{' ' * gap}{text}", lang, inside, block))
            gap = bool(text) and not text.strip()
        elif tag not in UNSEEN and not tag.startswith(("-", "!", "_")):
            own = node.attributes
            begins = tag in BLOCKS or (tag in LOOSE and inside.isdisjoint(BLOCKS))
            if begins and not (block and tag == "p" and "tr" in inside):
                count = block = count + 1
            dials = tag == "a" and DIALLING.match(own.get("href") or "") is not None
            key = (inside, tag, own.get("class"), own.get("id"), dials)
            if key not in known:
                known[key] = inside.union(_names(*key[1:]))
            handed[node.mem_id] = (str(own.get("lang") or lang), known[key], block)
    return found


def _names(tag: str, classes: str | None, ident: str | None, dials: bool) -> Iterator[str]:
    yield tag
    yield from (f".{name}" for name in (classes or "").split())
    if ident:
        yield f"#{ident}"
    if dials:
        yield "tel:"
