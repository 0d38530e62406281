"""A built site and what its pages may have, by the project: what the gates look at, whoever built it."""

import gzip
import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from ..locale.numerals import Numerals, numerals_of
from ..page import urls
from ..page.calls import COUNTED
from ..project import Project
from ..translate.coverage import Coverage
from .built_page import BuiltPage
from .visible_text import hiding_selectors, squeezed

_LEVEL = 6


@dataclass
class BuiltSite:
    """A built site and the project that it was built from."""

    root: Path
    project: Project
    pages: Mapping[str, BuiltPage] = field(default_factory=dict)
    """By address."""
    _hidden: tuple[BuiltPage | None, dict[int, str]] = (None, {})
    """The answer of `hidden_by_style` for the page that it was last asked for."""
    unwritten: dict[str, Callable[[str], str]] = field(default_factory=dict)
    """Per language, what gives the words of a text that the site has not written."""

    @classmethod
    def read(cls, root: Path, project: Project) -> "BuiltSite":
        """Reads every HTML file below the folder."""
        found = {}
        for file in sorted(root.rglob("*.html")):
            url = file.relative_to(root).as_posix().removesuffix("index.html")
            source, code = project.addresses.get(url, (None, _code(url, project)))
            found[url] = BuiltPage(str(file), url, partial(file.read_text, "utf-8", "replace"), code, source)
        return cls(root, project, found)

    @cached_property
    def numerals(self) -> dict[str, Numerals]:
        """Per language, what finds figures."""
        return {code: numerals_of(code, language) for code, language in self.project.book.languages.items()}

    @cached_property
    def register(self) -> dict[str, set[str]]:
        """What may hold figures that are no fact's, by the tag or class that it stands in."""
        book, renderers = self.project.book, self.project.renderers.values()
        coverages = self.project.coverages.values()
        counts = [number for coverage in coverages for number in _counts(coverage)]
        counts += [len(getattr(book, table)) for table in COUNTED]
        files = (count.file for coverage in coverages for count in coverage.counts)
        days = [day for source in book.sources.values() for day in (source.read, source.dated) if day]
        days += [day for render in renderers for day in render.changed.values()]
        days += [page.meta.reviewed.date for page in self.project.pages.values() if page.meta.reviewed]
        days += [review.date for coverage in coverages for review in coverage.reviews.values()]
        return {
            "time": {squeezed(render.said(day)[0]) for render in renderers for day in days},
            "cite": {source.title for source in book.sources.values()},
            "code": {*book.facts, *files, *(source.sha256 for source in book.sources.values())},
            ".address": self._addresses(),
            ".who": {
                squeezed(name)
                for line in book.hotlines.values()
                for name in (line.name, f"{line.name} ({line.abbreviation})")
            },
            ".count": {squeezed(render.format.number(count)) for render in renderers for count in counts},
        }

    def _addresses(self) -> set[str]:
        """Where the pages say that they are: below the address that a first page gives itself."""
        found = set()
        for prefix in map(self.project.prefix, self.project.book.languages):
            node = self.pages[prefix].tree.css_first("link[rel=canonical]") if prefix in self.pages else None
            root = ((node.attributes.get("href") if node else "") or "").removesuffix(prefix)
            found |= {f"{root}{address}" for address in self.pages if root}
        return found

    @cached_property
    def quotations(self) -> dict[str, set[str]]:
        """What a page may quote, by source; under "" what it may quote elsewhere than in the list of sources."""
        book = self.project.book
        quoted = {"": {old for term in book.glossary.values() for old in term.replaces}}
        for _, source, anchor in book.anchors():
            quoted.setdefault(source, set()).add(anchor)
            quoted[""].add(anchor)
        return quoted

    def hidden_by_style(self, page: BuiltPage) -> dict[int, str]:
        """The elements (by `mem_id`) that the page's style sheets hide, its own and the linked ones, and by what."""
        if self._hidden[0] is page:
            return self._hidden[1]
        sheets = [node.text() for node in page.tree.css("style")]
        links = [
            urls.parts_of(node.attributes.get("href") or "").path for node in page.tree.css("link[rel~=stylesheet]")
        ]
        names = {posixpath.normpath(posixpath.join(posixpath.dirname(page.url), href)) for href in links}
        selectors = [selector for sheet in sheets for selector in hiding_selectors(sheet)]
        for name in sorted(names & self.files):
            selectors += hiding_selectors(self.style_sheet(name))
        hidden = {node.mem_id: selector for selector in selectors for node in _matching(page.tree, selector)}
        self._hidden = (page, hidden)
        return hidden

    @cached_property
    def style_sheet(self) -> Callable[[str], str]:
        """Gives the text of a style sheet by its name. All pages ask for the same few."""
        return cache(lambda name: (self.root / name).read_text("utf-8", "replace"))

    @cached_property
    def zipped(self) -> Callable[[str], int]:
        """Gives the bytes of a file as it goes through the net: with gzip, at the level that servers mostly use."""
        return cache(lambda name: len(gzip.compress((self.root / name).read_bytes(), _LEVEL)))

    @cached_property
    def files(self) -> set[str]:
        """All files, relative to the root."""
        return {file.relative_to(self.root).as_posix() for file in self.root.rglob("*") if file.is_file()}


def _counts(coverage: Coverage) -> Iterator[int]:
    """The figures of a translation: they are the site's own, and no fact's."""
    yield from (coverage.percent, coverage.minimum, len(coverage.reviews))
    for count in coverage.counts:
        yield from count.states.values()


def _matching(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    try:
        return tree.css(selector)
    except (SelectolaxError, ValueError):  # a selector that the parser does not know, like one of a single browser
        return []


def _code(url: str, project: Project) -> str:
    first = url.split("/")[0]
    return first if first in project.book.languages else project.book.source_language
