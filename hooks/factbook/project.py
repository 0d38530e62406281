"""A project as it is on disk: everything that rules, translators and builds look at."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from . import history, loading, pages, translation
from .catalog import Text
from .figures import Numerals, Prover
from .files import Tree
from .model import Factbook
from .pages import Page
from .report import Problem
from .templating import Index, Renderer, page_environment
from .translation import Bundle, Verdict

Row = tuple[str, Text, Verdict]
"""Name of the catalog, text, and what the catalog has for it."""


@dataclass(frozen=True)
class Standing:
    """How far a language is translated. `minimum` is in percent."""

    minimum: int
    rows: tuple[Row, ...]

    @cached_property
    def percent(self) -> int:
        """Translated texts in percent, rounded down."""
        done = sum(verdict.state == "translated" for _, _, verdict in self.rows)
        return 100 * done // len(self.rows) if self.rows else 100

    @cached_property
    def open(self) -> tuple[Row, ...]:
        """What readers see in the original language."""
        return tuple(row for row in self.rows if row[2].state != "translated")

    @cached_property
    def stale(self) -> tuple[Row, ...]:
        """What is open of the texts that readers act on: the disclaimer, the hotlines, the urgent boxes."""
        return tuple(row for row in self.open if row[1].urgent)

    @property
    def published(self) -> bool:
        """True where readers are offered the language."""
        return self.percent >= self.minimum and not self.stale


@dataclass(frozen=True)
class Project:
    """Facts, pages and translations. `problems` are those of reading them; the rules find the others."""

    tree: Tree
    book: Factbook
    pages: Mapping[str, Page]
    bundles: Mapping[str, Bundle]
    problems: tuple[Problem, ...] = field(repr=False, default=())

    @classmethod
    def load(cls, root: Path) -> Project:
        """Reads the factbook, the pages and the translations below `root`."""
        tree = Tree(root)
        book, problems = loading.load(tree)
        problems += tree.links_outside(pages.DOCS)
        parser, found = page_environment(), {}
        for path in pages.paths(tree):
            page, wrong = pages.load(tree, path, parser)
            problems += wrong
            if page:
                found[path] = page
        if not tree.exists(f"{pages.DOCS}/index.md"):
            hint = "It is the first page, to which others lead."
            problems.append(Problem(f"{pages.DOCS}/index.md", 0, 0, "FB111", "the file must be there", hint))
        bundles = {}
        for code in list(book.languages)[1:]:
            bundles[code], wrong = translation.load(tree, book, code)
            problems += wrong
        return cls(tree, book, found, bundles, tuple(problems))

    @property
    def usable(self) -> bool:
        """False where so much is missing that no page could be shown at all."""
        book = self.book
        return bool(book.labels and book.languages and book.sources and book.disclaimer)

    @cached_property
    def index(self) -> Index:
        """What pages know of each other."""
        return Index.of(self.pages, self.book)

    @cached_property
    def renderers(self) -> dict[str, Renderer]:
        """One renderer per language, the source language first."""
        root, book = self.tree.root, self.book
        return {
            code: Renderer(
                book,
                code,
                self.bundles.get(code),
                self.index,
                root,
                prefix=self.prefix(code),
                changed=self.changed(code),
            )
            for code in book.languages
        }

    def changed(self, code: str) -> dict[str, dt.date]:
        """Path of a page → the day on which it, or its translation into the language, was last changed."""
        found = {}
        for path, page in self.pages.items():
            files = [page.file, f"{translation.FOLDER}/{code}/{path.removesuffix('.md')}.po"]
            days = [self._history[file] for file in files if file in self._history]
            found.update({path: max(days)} if days else {})
        return found

    @cached_property
    def _history(self) -> Mapping[str, dt.date]:
        return history.last_changes(self.tree.root, pages.DOCS)

    def prefix(self, code: str) -> str:
        """Where a language's pages are below the site's root: "" for the source language, else "pt/"."""
        return "" if code == self.book.source_language else f"{code}/"

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """Per language that is translated into, how far that is."""
        return {
            code: Standing(bundle.language.minimum, self._verdicts(bundle)) for code, bundle in self.bundles.items()
        }

    def _verdicts(self, bundle: Bundle) -> tuple[Row, ...]:
        return tuple((name, text, bundle.verdict(name, text)) for name, texts in self.texts() for text in texts)

    @cached_property
    def published(self) -> tuple[str, ...]:
        """The languages that readers are offered; the others are built for preview."""
        ready = (code for code, standing in self.standings.items() if standing.published)
        return (self.book.source_language, *ready)

    def texts(self) -> Iterator[tuple[str, list[Text]]]:
        """Per catalog ("ui" or the path of a page), what is to be translated."""
        yield "ui", list(translation.interface_texts(self.book))
        for path, page in self.pages.items():
            yield path, list(page.texts())

    @cached_property
    def numerals(self) -> Numerals:
        """Finds figures in the language that the pages are written in."""
        code = self.book.source_language
        return Numerals(code, self.book.languages[code])

    @cached_property
    def provers(self) -> dict[str, Prover]:
        """Per language, what proves values by anchors in that language."""
        return {code: Prover(code, language) for code, language in self.book.languages.items()}

    def without_names(self, text: str) -> str:
        """The text with the names that contain digits (genes, trial drugs) blanked out, its length kept."""
        return self._digit_names.sub(lambda found: " " * len(found[0]), text)

    @cached_property
    def _digit_names(self) -> re.Pattern[str]:
        terms = self.book.glossary.values()
        names = {name for term in terms for name in (term.term, *term.names) if re.search(r"\d", name)}
        joined = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{joined})(?!\w)" if names else r"(?!)")
