"""A language: its catalogs, which of their translations can be trusted, and what is left to do.

A translation counts only when it is for exactly the original text at hand, is not fuzzy and has lost nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Literal

from ..load.files import Tree
from ..locale.numerals import Numerals, numerals_of
from ..model.entries import Language
from ..model.factbook import Factbook
from ..model.pictures import Picture
from ..model.problem import ContentError, Problem
from ..page.texts import Text
from . import damages
from .po import Catalog, Entry, read

FOLDER = "docs/_translations"
UI = "ui"
"""The name of the catalog of all texts outside the pages, whose own catalogs have their paths: "care.md"."""
State = Literal["translated", "fuzzy", "missing", "broken"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a catalog has for a text: the text to show, or None and why not."""

    state: State
    text: str | None = None
    entry: Entry | None = None
    damages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bundle:
    """All that is known of one target language."""

    code: str
    language: Language
    source_numerals: Numerals
    catalogs: Mapping[str, Catalog] = field(default_factory=dict)

    @cached_property
    def numerals(self) -> Numerals:
        """Finds figures in this language's texts."""
        return numerals_of(self.code, self.language)

    def catalog(self, name: str) -> Catalog:
        """The catalog of a page ("care.md") or of the interface (`UI`)."""
        file = catalog_file(self.code, name)
        return self.catalogs.get(file, Catalog(file))

    def verdict(self, name: str, text: Text) -> Verdict:
        """What the catalog `name` has for the text."""
        entry = self.catalog(name).get(text)
        if entry is None or not entry.text.strip():
            return Verdict("missing", entry=entry)
        if entry.fuzzy:
            return Verdict("fuzzy", entry=entry)
        if damages := self.damages(text.source, entry.text, plain=bool(text.context)):
            return Verdict("broken", entry=entry, damages=damages)
        return Verdict("translated", entry.text, entry)

    def damages(self, source: str, target: str, *, plain: bool = False) -> tuple[str, ...]:
        """What a translation has lost, added or bent, each as a phrase for the translator.

        A `plain` text is shown as it is; others are Markdown.
        """
        return damages.damages(source, target, self.source_numerals, self.numerals, plain=plain)


def catalog_file(code: str, name: str) -> str:
    """The PO file of a page or of the interface, relative to the project."""
    return f"{FOLDER}/{code}/{name.removesuffix('.md')}.po"


def load(tree: Tree, book: Factbook, code: str) -> tuple[Bundle, list[Problem]]:
    """Reads every PO file of a language."""
    catalogs, problems = {}, list[Problem]()
    for file in tree.names(f"{FOLDER}/{code}", "**/*.po"):
        try:
            catalogs[file] = read(tree.text(file), file)
            problems += catalogs[file].problems
        except ContentError as error:
            problems.append(error.problem)
    source = book.source_language
    return Bundle(code, book.languages[code], numerals_of(source, book.languages[source]), catalogs), problems


def interface_texts(book: Factbook) -> Iterator[Text]:
    """Everything outside the pages that readers see: labels, claims, notes, glossary, disclaimer."""
    for key, text in book.labels.items():
        yield _text(book, text, "label", key)
    if book.disclaimer:
        yield _text(book, book.disclaimer.title, "disclaimer", "title")
        for index, sentence in enumerate(book.disclaimer.text):
            yield _text(book, sentence, "disclaimer", "text", index)
    for kind, keys in _TEXTS.items():
        for (name, entry), key in product(getattr(book, _TABLES[kind]).items(), keys):
            if text := getattr(entry, key):
                yield _text(book, text, kind, name, key)
    for name, picture in book.pictures.items():
        yield from (_text(book, text, "picture", name, *path) for path, text in picture_texts(picture))


def picture_texts(picture: Picture) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The texts of a picture, each with the keys under which it stands."""
    texts: dict[tuple[str | int, ...], str | None]
    texts = {("title",): picture.title, ("text",): picture.text, ("note",): picture.note, ("start",): picture.start}
    texts |= {("legend", look): text for look, text in picture.legend.items()}
    for index, mark in enumerate(picture.marks):
        texts |= {("marks", index, "name"): mark.name, ("marks", index, "label"): mark.label}
    return ((path, text) for path, text in texts.items() if text)


_URGENT = ("disclaimer.", "label.hotlines.", "label.site.help")
_TEXTS = {"source": ("reliability",), "term": ("term", "meaning"), "fact": ("claim", "note")}
_TABLES = {"label": "labels", "source": "sources", "term": "glossary", "fact": "facts", "picture": "pictures"}


def _text(book: Factbook, text: str, kind: str, *path: str | int) -> Text:
    keys = (kind, *map(str, path))
    context, place = ".".join(keys), book.place(_TABLES.get(kind, kind), *path)
    return Text(text, context, place, " ".join(keys), context.startswith(_URGENT))
