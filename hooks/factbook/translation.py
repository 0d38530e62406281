"""A language: its catalogs, which of their translations can be trusted, and what is left to do.

A translation counts only when it is for exactly the original text at hand, is not fuzzy and has lost nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from .catalog import Catalog, Entry, Key, Text, read
from .figures import Numerals
from .files import Tree
from .model import Factbook, Language, Picture
from .report import ContentError, Problem

FOLDER = "docs/_translations"
UI = "ui.po"
State = Literal["translated", "fuzzy", "missing", "broken"]

_CALL = re.compile(r"\{\{\s*(\w+)\(\s*((?:(?:'[^']*'|\"[^\"]*\")\s*(?:,\s*)?)*)\)\s*\}\}")
_ARGUMENT = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_PLACEHOLDER = re.compile(r"(?<!\{)\{([\w-]+)\}(?!\})")
_LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\(\s*([^()\s]*(?:\([^()]*\))?[^()\s]*)(\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
_BRACKET = re.compile(r"[{}]|\]\(")
_STATEMENT = re.compile(r"\{%|%\}|\{#|#\}")
_BLOCK_START = re.compile(r"\s*(#{1,6}\s|[-*+]\s|\d+[.)]\s|>|\||!!!|\?\?\?|===|```|~~~|:\s)")
# The joiners U+200C and U+200D belong to the spelling of some scripts; beside Latin letters they only hide things.
_INVISIBLE = re.compile(
    r"[\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f]"
    r"|(?<=[\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[\x00-\u024f])"
)


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
    _verdicts: dict[tuple[str, Key], Verdict] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Three rules and the renderer ask for each, and finding damages takes 20 microseconds."""

    @cached_property
    def numerals(self) -> Numerals:
        """Finds figures in this language's texts."""
        return Numerals(self.code, self.language)

    def catalog(self, name: str) -> Catalog:
        """The catalog of a page ("care.md") or of the interface (`UI`)."""
        file = catalog_file(self.code, name)
        return self.catalogs.get(file, Catalog(file))

    def verdict(self, name: str, text: Text) -> Verdict:
        """What the catalog `name` has for the text."""
        found = self._verdicts.get((name, text.key))
        if found is None:
            found = self._verdicts[(name, text.key)] = self._judged(name, text)
        return found

    def _judged(self, name: str, text: Text) -> Verdict:
        entry = self.catalog(name).get(text)
        if entry is None or not entry.text.strip():
            return Verdict("missing", entry=entry)
        if entry.fuzzy:
            return Verdict("fuzzy", entry=entry)
        if damages := tuple(self.damages(text.source, entry.text)):
            return Verdict("broken", entry=entry, damages=damages)
        return Verdict("translated", entry.text, entry)

    def damages(self, source: str, target: str) -> Iterator[str]:
        """What a translation has lost, added or bent, each as a phrase for the translator."""
        for what, (sign, found) in _MUST_AGREE.items():
            if sign in source or sign in target:
                yield from _differences(what, found(source), found(target))
        wanted = Counter(figure.numbers for figure in self.source_numerals.loose(prose(source)))
        given = Counter(figure.numbers for figure in self.numerals.loose(prose(target)))
        yield from _differences("the figure", _shown(wanted), _shown(given))
        if _STATEMENT.search(target):
            yield "template statements must not be used"
        if _INVISIBLE.search(target):
            yield "invisible or direction-changing characters must not be used"
        if _BLOCK_START.match(target) and not _BLOCK_START.match(source):
            yield f"it must not begin with {target.split()[0]!r}, which starts a new block"
        if target.count("\n") != source.count("\n"):
            yield "line breaks must be the same as in the original"
        if target.count("**") % 2 or target.count("`") % 2:
            yield "every ** and ` must be closed"


def catalog_file(code: str, name: str) -> str:
    """The PO file of a page or of the interface, relative to the project."""
    return f"{FOLDER}/{code}/{name.removesuffix('.md').removesuffix('.po')}.po"


def load(tree: Tree, book: Factbook, code: str) -> tuple[Bundle, list[Problem]]:
    """Reads every PO file of a language."""
    catalogs, problems = {}, []
    for file in tree.names(f"{FOLDER}/{code}", "**/*.po"):
        try:
            catalogs[file] = read(tree.text(file), file)
        except ContentError as error:
            problems.append(error.problem)
    source = book.source_language
    return Bundle(code, book.languages[code], Numerals(source, book.languages[source]), catalogs), problems


def interface_texts(book: Factbook) -> Iterator[Text]:
    """Everything outside the pages that readers see: labels, claims, notes, glossary, disclaimer."""
    for key, text in book.labels.items():
        yield _text(book, text, "label", key)
    if book.disclaimer:
        yield _text(book, book.disclaimer.title, "disclaimer", "title")
        for index, sentence in enumerate(book.disclaimer.text):
            yield _text(book, sentence, "disclaimer", "text", str(index))
    for name, source in book.sources.items():
        yield _text(book, source.reliability, "source", name, "reliability")
    for name, term in book.glossary.items():
        yield _text(book, term.term, "term", name, "term")
        if term.meaning:
            yield _text(book, term.meaning, "term", name, "meaning")
    for name, fact in book.facts.items():
        yield _text(book, fact.claim, "fact", name, "claim")
        if fact.note:
            yield _text(book, fact.note, "fact", name, "note")
    for name, picture in book.pictures.items():
        yield from (_text(book, text, "picture", name, *path) for path, text in picture_texts(picture))


def picture_texts(picture: Picture) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The texts of a picture, each with the keys under which it stands."""
    texts: dict[tuple[str | int, ...], str | None]
    texts = {("title",): picture.title, ("text",): picture.text, ("note",): picture.note, ("start",): picture.start}
    texts |= {("legend", look): text for look, text in picture.legend.items()}
    for index, mark in enumerate(picture.marks):
        texts |= {("marks", index, "name"): mark.name, ("marks", index, "label"): mark.label}
        texts |= {("marks", index, "along", at): text for at, text in enumerate(mark.along)}
    return ((path, text) for path, text in texts.items() if text)


_URGENT = ("disclaimer.", "label.hotlines.", "label.site.help")
_TABLES = {"label": "labels", "source": "sources", "term": "glossary", "fact": "facts", "picture": "pictures"}


def _text(book: Factbook, text: str, kind: str, *path: str | int) -> Text:
    place = book.place(_TABLES.get(kind, kind), *path)
    keys = (kind, *map(str, path))
    context = ".".join(keys)
    return Text(text, context, f"{place.file}:{place.line}", " ".join(keys), context.startswith(_URGENT))


def calls(text: str) -> list[str]:
    """The calls of a text, spelled alike; the words that a term shows may differ between languages."""
    found = []
    for name, inside in _CALL.findall(text):
        arguments = [single or double for single, double in _ARGUMENT.findall(inside)]
        found.append(f"{name}({', '.join(arguments[:1] if name == 'term' else arguments)})")
    return found


def _brackets(text: str) -> list[str]:
    text = _CALL.sub(" ", text)
    return _BRACKET.findall(_without(text, _PLACEHOLDER, _LINK)) if _BRACKET.search(text) else []


_MUST_AGREE: dict[str, tuple[str, Callable[[str], list[str]]]] = {
    "the call": ("{{", calls),
    "the placeholder": ("{", _PLACEHOLDER.findall),
    "the link to": ("](", lambda text: [target for _, target, _ in _LINK.findall(text)]),
    "the tag": ("<", _TAG.findall),
    "the bracket": ("", _brackets),
}
"""What must be the same in a translation: a sign without which a text has none, and what finds them."""


def _differences(what: str, wanted: list[str], given: list[str]) -> Iterator[str]:
    if wanted == given:
        return
    lost, added = Counter(wanted) - Counter(given), Counter(given) - Counter(wanted)
    yield from (f"{what} {item} must be kept, it is lost" for item in sorted(lost.elements()))
    yield from (f"{what} {item} must not be added" for item in sorted(added.elements()))


def _shown(figures: Counter[tuple[Decimal, ...]]) -> list[str]:
    return ["/".join(map(str, numbers)) for numbers in figures.elements()]


def prose(text: str) -> str:
    """The text without calls (but for the words that a term shows), placeholders, tags and link targets."""
    if "{{" in text:
        text = _CALL.sub(lambda call: f" {' '.join(_words_of(call))} ", text)
    if "](" in text:
        text = _LINK.sub(r"\1\3", text)
    return _without(text, _PLACEHOLDER, _TAG) if "{" in text or "<" in text else text


def _words_of(call: re.Match[str]) -> list[str]:
    return [single or double for single, double in _ARGUMENT.findall(call[2])[1:]] if call[1] == "term" else []


def _without(text: str, *patterns: re.Pattern[str]) -> str:
    for pattern in patterns:
        text = pattern.sub(" ", text)
    return text
