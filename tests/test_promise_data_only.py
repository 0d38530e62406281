"""Nothing about the condition lives in code: no word that the data give is in the engine or in the templates.

Not for forks: a word of their data ("leaflet") may well be one of the engine's examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import babel
import pytest

from factbook import localize
from tests import documents
from tests.helpers import ROOT

BOOK = documents.project().book
CODE = sorted(
    path
    for folder in ("hooks", "overrides")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".html", ".xml", ".svg"}
)
NAMING = {"condition", "drug", "gene", "test", "organisation"}
"""Kinds of glossary terms that name something; the others are words."""


def condition() -> Iterator[str]:
    name = BOOK.labels["site.condition"]
    yield from (name, BOOK.labels["site.name"], *(word.removesuffix("s") for word in name.split()))


def sources() -> Iterator[str]:
    for name, source in BOOK.sources.items():
        yield from (name, source.title, source.kind, BOOK.labels[f"kind.{source.kind}"])
        yield from (source.publisher, re.split("[ ,]", source.publisher)[0]) if source.publisher else ()


def languages() -> Iterator[str]:
    names = babel.Locale.parse(BOOK.source_language).languages
    for code, language in BOOK.languages.items():
        yield from (code, language.name, language.locale, names[code])


def hotlines() -> Iterator[str]:
    for hotline in BOOK.hotlines.values():
        yield from (name for name in (hotline.name, hotline.abbreviation) if name)
        for line in hotline.lines:
            yield from (line.number, line.anchor, localize.phone(line.number))


def names() -> Iterator[str]:
    for term in BOOK.glossary.values():
        yield from (*((term.term, *term.names) if term.kind in NAMING else ()), *term.replaces)
    for language in BOOK.languages.values():
        yield from language.forbidden


WORDS = {
    "the condition": condition,
    "sources": sources,
    "languages": languages,
    "hotlines": hotlines,
    "names in the glossary": names,
    "facts": lambda: iter(BOOK.facts),
}


ALLOWED = {("hooks/factbook/localize.py", "English"), ("hooks/factbook/localize.py", "en")}
"""What CLDR falls back to until a locale that does not exist is mended."""


@pytest.mark.parametrize("what", WORDS)
def test_no_word_of_the_data_is_in_the_code(what: str) -> None:
    words = sorted(set(WORDS[what]()), key=len, reverse=True)
    pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, words))})(?:s|es)?(?![^\W_])", re.IGNORECASE)
    texts = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in CODE}
    found = {(name, match[0]) for name, text in texts.items() for match in pattern.finditer(text)}
    assert words and found - ALLOWED == set()


def test_there_is_code_to_look_at() -> None:
    assert {Path("hooks/build.py"), Path("overrides/main.html")} <= {path.relative_to(ROOT) for path in CODE}
