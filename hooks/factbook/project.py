"""A project as it is on disk: everything that rules, translators and builds look at."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from jinja2 import BytecodeCache

from .load import fingerprint, git, tables, yaml_document
from .load.files import Tree
from .load.git import Commit, Gap
from .locale.anchor_matcher import Prover
from .locale.numerals import Numerals, numerals_of
from .locale.read_back import FigureReader
from .model.factbook import Factbook
from .model.problem import Problem
from .page import pages, urls
from .page.pages import Index, Page
from .page.texts import Text
from .render import templates
from .render.render_page import Rendered, render_page
from .render.renderer import Renderer
from .translate import coverage, language
from .translate.coverage import Coverage
from .translate.glossary import Names
from .translate.language import Bundle

SETTINGS = "mkdocs.yml"
_HASH = "[0-9a-f]{64}|[0-9a-f]{40}"
_prover, _figure_reader = lru_cache(maxsize=64)(Prover), lru_cache(maxsize=64)(FigureReader)
"""Kept from one load to the next, as the server makes many: to make them takes longer than to load a small project."""


@dataclass(frozen=True)
class Project:
    """Facts, pages and translations. `problems` are those of reading them; the rules find the others."""

    tree: Tree
    book: Factbook
    pages: Mapping[str, Page]
    bundles: Mapping[str, Bundle]
    problems: tuple[Problem, ...] = field(repr=False, default=())
    compiled: BytecodeCache | None = field(repr=False, compare=False, default=None)
    """What may know the templates of an earlier build."""

    @classmethod
    def load(cls, root: Path, compiled: BytecodeCache | None = None) -> "Project":
        """Read the factbook, the pages and the translations below `root`; `compiled` may know templates."""
        tree = Tree(root)
        book, problems = tables.load(tree)
        problems += tree.unusable(pages.DOCS)
        gone = [name for name in templates.NEEDED if not tree.exists(name)] if tree.exists(templates.FOLDER) else []
        problems += map(templates.missing, gone)
        if given := tree.remains(SETTINGS):
            problems += yaml_document.parse(given, SETTINGS, foreign=True).problems
        parser, found = templates.page_environment(), {}
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
            bundles[code], wrong = language.load(tree, book, code)
            problems += wrong
        return cls(tree, book, found, bundles, tuple(problems), compiled)

    @cached_property
    def settings(self) -> Mapping[str, list[str]]:
        """The values in mkdocs.yml as they are written, by the path of their keys."""
        return yaml_document.leaves(self.tree.remains(SETTINGS))

    @cached_property
    def commit(self) -> Commit | None:
        """What the project is built from, where it is in a repository of its own."""
        return git.commit(self.tree.root)

    @cached_property
    def gap(self) -> Gap | None:
        """Why it is not known when pages were changed and which were removed; None where it is."""
        return git.gap(self.tree.root)

    @cached_property
    def departed(self) -> tuple[str, ...]:
        """Paths of pages that were there at some commit and are not any more."""
        names = git.departed(self.tree.root, f"{pages.DOCS}/**/*.md")
        return tuple(name for name in pages.public(names) if not self.tree.exists(f"{pages.DOCS}/{name}"))

    @cached_property
    def moved(self) -> dict[str, str]:
        """Path of a page that is gone → that of the page which says so."""
        return {old: path for path, page in self.pages.items() for old in page.meta.moved_from}

    def stubs(self) -> Iterator[tuple[str, str, str]]:
        """In each language, address of a page that has moved and the one where it is now, below the site's root."""
        for code in self.book.languages:
            for old, path in self.moved.items():
                yield code, urls.url(old, self.prefix(code)), urls.url(path, self.prefix(code))

    @property
    def usable(self) -> bool:
        """False where so much is missing that no page could be shown at all."""
        book = self.book
        return bool(book.labels and book.languages and book.sources and book.disclaimer)

    @property
    def judgeable(self) -> bool:
        """False where nothing can be judged, for all would look wrong. Why is in `problems`."""
        book = self.book
        there = all(getattr(book, table) or book.lost(table) for table in ("languages", "labels", "sources"))
        return there and not book.lost("languages")

    @cached_property
    def index(self) -> Index:
        """What pages know of each other."""
        return Index.of(self.pages, self.book)

    @cached_property
    def renderers(self) -> dict[str, Renderer]:
        """One renderer per language, the source language first."""
        root, book = self.tree.root, self.book
        partials = templates.partial_environment(root, self.compiled)
        return {
            code: Renderer(book, code, self.bundles.get(code), self.index, root, partials, prefix=self.prefix(code),
                           coverages=lambda: self.coverages, changed=self.changed(code))
            for code in book.languages
        }  # fmt: skip

    def rendered(self, code: str, page: Page) -> Rendered:
        """Render a page in a language."""
        return render_page(self.renderers[code], page)

    def changed(self, code: str) -> dict[str, dt.date]:
        """Path of a page → the day on which it, or its translation into the language, was last changed."""
        found = {}
        for path, page in self.pages.items():
            files = [page.file, language.catalog_file(code, path)]
            days = [self._history[file] for file in files if file in self._history]
            found.update({path: max(days)} if days else {})
        return found

    @cached_property
    def _history(self) -> Mapping[str, dt.date]:
        return git.last_changes(self.tree.root, pages.DOCS)

    @cached_property
    def _quoted(self) -> dict[str, str]:
        """Source → what of its document is public, its title and its anchors, a run of words on each line."""
        titles = ((name, source.title) for name, source in self.book.sources.items())
        anchors = ((source, anchor) for _, source, anchor in self.book.anchors())
        found: dict[str, str] = {}
        for source, text in (*titles, *anchors):
            found[source] = f"{found.get(source, '')}{fingerprint.run(text)}\n"
        return found

    def named(self, name: str, sources: Iterable[str]) -> bool:
        """Tell whether the title or an anchor of one of the sources has this name, word for word."""
        return any(fingerprint.run(name) in self._quoted.get(source, "") for source in sources)

    def prefix(self, code: str) -> str:
        """Where a language's pages are below the site's root: "" for the source language, else "pt/"."""
        return "" if code == self.book.source_language else f"{code}/"

    @cached_property
    def addresses(self) -> dict[str, tuple[Page, str]]:
        """Address of a page below the site's root → the page and its language there."""
        return {
            urls.url(path, self.prefix(code)): (page, code)
            for code in self.book.languages
            for path, page in self.pages.items()
        }

    @cached_property
    def coverages(self) -> dict[str, Coverage]:
        """Per language that is translated into, how far that is."""
        return {code: coverage.of_language(bundle, self.texts(), self.pages) for code, bundle in self.bundles.items()}

    @cached_property
    def published(self) -> tuple[str, ...]:
        """The languages that readers are offered; the others are built for preview."""
        ready = (code for code, found in self.coverages.items() if found.published)
        return (self.book.source_language, *ready)

    def texts(self) -> Iterator[tuple[str, list[Text]]]:
        """Per catalog (`language.UI` or the path of a page), what is to be translated."""
        yield language.UI, list(language.interface_texts(self.book))
        for path, page in self.pages.items():
            yield path, list(page.texts())

    @cached_property
    def numerals(self) -> Numerals:
        """Finds figures in the language that the pages are written in."""
        code = self.book.source_language
        return numerals_of(code, self.book.languages[code])

    @cached_property
    def provers(self) -> dict[str, Prover]:
        """Per language, what proves values by anchors in that language."""
        return {code: _prover(code, language) for code, language in self.book.languages.items()}

    @cached_property
    def figure_readers(self) -> dict[str, FigureReader]:
        """Per language, what reads its printed figures back."""
        return {code: _figure_reader(language) for code, language in self.book.languages.items()}

    @cached_property
    def names(self) -> Names:
        """Finds drugs, genes and organisations in the language that the pages are written in."""
        return Names(self.book)

    def without_names(self, text: str) -> str:
        """The text with names that contain digits (genes, trial drugs, hashes) blanked out, its length kept."""
        return self._digit_names.sub(lambda found: " " * len(found[0]), text)

    @cached_property
    def _digit_names(self) -> re.Pattern[str]:
        terms = self.book.glossary.values()
        names = {name for term in terms for name in (term.term, *term.names) if re.search(r"\d", name)}
        joined = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{f'{joined}|' if joined else ''}{_HASH})(?!\w)")
