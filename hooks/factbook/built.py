"""Built HTML, read once: what the gates look at, whoever built it."""

from __future__ import annotations

import gzip
import html
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from . import fingerprint, pages, patterns, visible
from .figures import Numerals
from .model import Place
from .patterns import any_of
from .project import Project
from .standing import Standing
from .visible import Block, Run, squeezed

ALTERNATE = "link[rel~=alternate][hreflang]"
_META = "meta[name$=description], meta[name$=title], meta[property$=description], meta[property$=title]"
SPOKEN = ("alt", "title", "aria-label", "aria-description", "placeholder")
HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*[0-3](?:\.\d+)?px|(?:(?<![\w-])|text-fill-)color\s*:\s*transparent|scale\w*\(\s*0"
    r"|(?<![\w-])(?:opacity|font-size|(?:max-)?(?:height|width))\s*:\s*(?:0+\.?0*|\.0+)(?:[a-z]+|%)?\s*(?:[!;]|$)"
    r"|(?<![\w-])(?:left|right|top|bottom|inset[\w-]*|text-indent|margin[\w-]*)\s*:\s*-\d{3}|translate\w*\(\s*-\d{3}"
    r"|(?<![\w-])clip(?:-path)?\s*:(?!\s*(?:auto|none))",
    re.IGNORECASE,
)
"""Declarations that keep what they apply to from being seen."""
_LEVEL = 6
_KEPT = {"file", "url", "read", "code", "source", "alternates"}
_DIGIT = re.compile(r"\d")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


@dataclass(frozen=True)
class Guarded:
    """The names of a drug or gene, and its name in the language at hand."""

    names: tuple[str, ...]
    translated: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds any of the names."""
        found = any_of(self.words_of)
        return re.compile(rf"(?<!\w){found}(?!\w)", re.IGNORECASE)

    @cached_property
    def words_of(self) -> dict[str, set[str]]:
        """Each name that has words, and these."""
        return {name: patterns.words(name) for name in (*self.names, self.translated) if fingerprint.words(name)}


def hiding_selectors(style_sheet: str) -> list[str]:
    """The selectors of a style sheet's rules that hide what they match."""
    found = _CSS_RULE.findall(_COMMENT.sub("", style_sheet))
    return [selector.strip() for selector, declarations in found if HIDING.search(declarations)]


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

    @property
    def path(self) -> str:
        """The file, below the site's root."""
        return f"{self.url}index.html" if self.url.endswith("/") or not self.url else self.url

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed document."""
        return LexborHTMLParser(self.html)

    @cached_property
    def markup(self) -> str:
        """The document as the parser writes it: names in small letters, every attribute in double quotes."""
        return self.tree.html or ""

    def css(self, selector: str, *marks: str) -> list[LexborNode]:
        """What the selector matches, in a document that has one of these marks, without which nothing can match: most
        have none, and to search the tree in vain takes twenty times as long as to search the text."""
        return self.tree.css(selector) if any(mark in self.markup for mark in marks) else []

    @cached_property
    def sources(self) -> set[str]:
        """The ids of the entries in its list of sources."""
        section = self.tree.css_first("#sources")
        return {str(node.attributes["id"]) for node in section.css("li[id]")} if section else set()

    @cached_property
    def body(self) -> str:
        """The body as the parser writes it: every tag closed, every attribute in double quotes."""
        return (self.tree.body.html if self.tree.body else None) or ""

    @cached_property
    def stretches(self) -> list[list[Run]]:
        """All text that a reader can see, in order: the runs that follow each other in one block and language."""
        return visible.stretches(self.body, str(self.tree.root.attributes.get("lang") or "") if self.tree.root else "")

    @cached_property
    def runs(self) -> list[Run]:
        """All of them one by one."""
        return list(chain.from_iterable(self.stretches))

    @cached_property
    def folded(self) -> list[str]:
        """The text of each stretch in small letters: quick to search for what it may hold."""
        return [patterns.folded(patterns.normal("".join([run.text for run in runs]))) for runs in self.stretches]

    @cached_property
    def words(self) -> set[str]:
        """The words of its text, those too that tags part: see `patterns.words`."""
        parted = "\n".join(chain.from_iterable(visible.pieces(runs) for runs in self.stretches if len(runs) > 1))
        return patterns.words("\n".join(self.folded)) | patterns.words(patterns.normal(parted))

    @cached_property
    def with_digits(self) -> list[Run]:
        """The runs that have a digit."""
        return [run for run in self.runs if _DIGIT.search(run.text)]

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
        nodes = self.tree.css(", ".join(f"[{name}]:not(.cite, .back)" for name in SPOKEN))
        return head + [value for node in nodes for name in SPOKEN if (value := node.attributes.get(name))]

    @cached_property
    def alternates(self) -> dict[str, str]:
        """The addresses of its counterparts, by the code of their language."""
        nodes = self.tree.css(ALTERNATE)
        return {str(node.attributes["hreflang"]): node.attributes.get("href") or "" for node in nodes}

    @cached_property
    def ids(self) -> set[str]:
        """What links can lead to. Pages ask for that of others too: then nothing else is left behind."""
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
    _hidden: tuple[BuiltPage | None, dict[int, str]] = (None, {})
    """The answer of `hidden_by_style` for the page that it was last asked for."""

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
            ".address": self._addresses(),
            ".count": {squeezed(render.format.number(count)) for render in renderers for count in counts},
        }

    def _addresses(self) -> set[str]:
        """Where the site says that it is: the addresses that its first pages give themselves."""
        homes = [self.pages.get(self.project.prefix(code)) for code in self.project.book.languages]
        nodes = [home.tree.css_first("link[rel=canonical]") for home in homes if home]
        return {node.attributes.get("href") or "" for node in nodes if node}

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
    def untranslatable(self) -> re.Pattern[str]:
        """Finds names of publishers and organisations, which are the same in every language."""
        names = [source.publisher for source in self.project.book.sources.values() if source.publisher]
        names += [hotline.name for hotline in self.project.book.hotlines.values()]
        return re.compile(any_of(names), re.IGNORECASE)

    @cached_property
    def guarded(self) -> dict[str, list[Guarded]]:
        """Per language, the drugs and genes."""
        terms = [(name, term) for name, term in self.project.book.glossary.items() if term.kind in ("drug", "gene")]
        return {
            code: [
                Guarded((term.term, *term.names), render.text(term.term, f"term.{name}.term")[0])
                for name, term in terms
            ]
            for code, render in self.project.renderers.items()
        }

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
        if self._hidden[0] is page:
            return self._hidden[1]
        sheets = [node.text() for node in page.css("style", "<style")]
        links = [
            pages.parts_of(node.attributes.get("href") or "").path for node in page.tree.css("link[rel~=stylesheet]")
        ]
        names = {posixpath.normpath(posixpath.join(posixpath.dirname(page.url), href)) for href in links}
        selectors = [selector for sheet in sheets for selector in hiding_selectors(sheet)]
        selectors += [selector for name in sorted(names & self.files) for selector in self._hiding_of(name)]
        hidden = {node.mem_id: selector for selector in selectors for node in _matching(page.tree, selector)}
        self._hidden = (page, hidden)
        return hidden

    def style_sheet(self, name: str) -> str:
        """The text of a style sheet. All pages ask for the same few."""
        if name not in self._sheets:
            self._sheets[name] = (self.root / name).read_text("utf-8", "replace")
        return self._sheets[name]

    def _hiding_of(self, name: str) -> list[str]:
        if name not in self._hiding:
            self._hiding[name] = hiding_selectors(self.style_sheet(name))
        return self._hiding[name]

    def zipped(self, name: str) -> int:
        """Bytes of a file as it goes through the net: with gzip, at the level that servers mostly use."""
        if name not in self._zipped:
            self._zipped[name] = len(gzip.compress((self.root / name).read_bytes(), _LEVEL))
        return self._zipped[name]

    @cached_property
    def _zipped(self) -> dict[str, int]:
        return {}

    @cached_property
    def _sheets(self) -> dict[str, str]:
        return {}

    @cached_property
    def _hiding(self) -> dict[str, list[str]]:
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


def _matching(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    try:
        return tree.css(selector)
    except (SelectolaxError, ValueError):  # a selector that the parser does not know, like one of a single browser
        return []


def _code(url: str, project: Project) -> str:
    first = url.split("/")[0]
    return first if first in project.book.languages else project.book.source_language
