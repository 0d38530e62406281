"""Nothing about the condition lives in code: no word that the data give is in the engine, the templates or the starter.

Not for forks: a word of their data ("leaflet") may well be one of the engine's examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import babel
import babel.localedata
import pytest

from factbook.locale import phones
from tests import documents
from tests.helpers import ROOT

BOOK = documents.project().book
MADE = re.compile(r"/__pycache__/|\.egg-info/")


def files() -> Iterator[Path]:
    """Every file of the kit that runs, shapes pages or begins a site, whatever its kind."""
    for pattern in ("hooks/**/*", "overrides/**/*", "starter/**/*", "docs/assets/site.*"):
        found = (path for path in ROOT.glob(pattern) if path.is_file() and not path.is_symlink())
        yield from (path for path in found if not MADE.search(path.as_posix()))


def as_words(text: str) -> str:
    """The text with the words of "someName" and "some_name" apart."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", text)


CODE = {
    name: as_words(f"{name}\n{(ROOT / name).read_text('utf-8')}")
    for name in sorted(path.relative_to(ROOT).as_posix() for path in files())
}
LOCALES = {name.partition("_")[0] for name in babel.localedata.locale_identifiers()}
NAMING = {"condition", "drug", "gene", "test", "organisation"}
"""Kinds of glossary terms that name something; the others are words."""


def condition() -> Iterator[str]:
    name = BOOK.labels["site.condition"]
    yield from (name, BOOK.labels["site.name"], *(word.removesuffix("s") for word in name.split()))


def sources() -> Iterator[str]:
    for name, source in BOOK.sources.items():
        yield from (name, source.title, source.kind, BOOK.labels[f"kind.{source.kind}"])
        yield from (source.publisher, re.split("[ ,]", source.publisher)[0]) if source.publisher else ()


CODES = ("en", "es")
"""Those of the languages that the kit was written with. Others may be words of the code: "id", "no", "is"."""


def languages() -> Iterator[str]:
    names = babel.Locale.parse(BOOK.source_language).languages
    yield from CODES
    for code, language in BOOK.languages.items():
        named = {language.name, names.get(code.replace("-", "_"))} - SCRIPTS
        yield from (name for name in named if name and len(name) > 3)
        yield from (language.locale,) if "_" in language.locale else ()


def hotlines() -> Iterator[str]:
    for hotline in BOOK.hotlines.values():
        yield from (name for name in (hotline.name, hotline.abbreviation) if name)
        for line in hotline.lines:
            yield from (line.number, line.anchor, phones.phone(line.number))


def names() -> Iterator[str]:
    for term in BOOK.glossary.values():
        yield from (*((term.term, *term.names) if term.kind in NAMING else ()), *term.replaces)
    for code in CODES:
        yield from BOOK.languages[code].forbidden


WORDS = {
    "the condition": condition,
    "sources": sources,
    "languages": languages,
    "hotlines": hotlines,
    "names in the glossary": names,
    "facts": lambda: iter(BOOK.facts),
}


ALLOWED = {("hooks/factbook/locale/cldr.py", "en")}
"""What CLDR falls back to until a locale that does not exist is mended."""
SCRIPTS = {"Latin", "Arabic", "Thai"}
"""Names of languages that the code says of letters and digits, or that are codes of scripts."""


def found(
    words: Iterable[str], *, code: Mapping[str, str] = CODE, case: re.RegexFlag = re.IGNORECASE
) -> set[tuple[str, str]]:
    """File and word, for each of the words that stands in the code."""
    longest_first = sorted({as_words(word) for word in words}, key=len, reverse=True)
    assert longest_first
    pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, longest_first))})(?:s|es)?(?![^\W_])", case)
    return {(name, match[0]) for name, text in code.items() for match in pattern.finditer(text)} - ALLOWED


@pytest.mark.parametrize("what", WORDS)
def test_no_word_of_the_data_is_in_the_code(what: str) -> None:
    assert found(WORDS[what]()) == set()


def parts_of_the_name(code: Mapping[str, str]) -> list[tuple[str, str]]:
    """File and part of a word, where the code has a part of the name of the condition."""
    parts = {word.casefold().removesuffix("s") for word in BOOK.labels["site.condition"].split()}
    assert parts
    return [(name, part) for name, text in code.items() for part in parts if part in text.casefold()]


def languages_named(code: Mapping[str, str]) -> set[tuple[str, str]]:
    """File and name, where the code names a language."""
    known = babel.Locale.parse(BOOK.source_language).languages
    own_names = (babel.Locale.parse(code).get_language_name() for code in known if code in LOCALES)
    named = {*known.values(), *filter(None, own_names)}
    assert len(named) > 600
    return {row for row in found(named, code=code, case=re.NOFLAG) if row[1] not in SCRIPTS}


def test_no_part_of_the_name_of_the_condition_is_in_the_code() -> None:
    assert parts_of_the_name(CODE) == []


def test_no_language_is_named_in_the_code_be_it_of_this_site_or_not() -> None:
    assert languages_named(CODE) == set()


def test_all_kinds_of_files_are_looked_at() -> None:
    kinds = {Path(name).suffix for name in CODE}
    assert {"hooks/build.py", "overrides/main.html", "starter/README.md.jinja"} <= set(CODE)
    assert {".py", ".html", ".xml", ".svg", ".jinja", ".css", ".js"} <= kinds


@pytest.mark.parametrize(
    "text",
    ["infantile-spasms", "InfantileSpasms", "INFANTILE_SPASMS", "--spasm-red: #f00", "prespasmodic", "langSpanish"],
)
def test_it_is_not_fooled_by_the_way_in_which_words_are_joined(text: str) -> None:
    assert "spasm" in BOOK.labels["site.condition"]
    code = {"hooks/x.css": as_words(text)}
    assert parts_of_the_name(code) or languages_named(code)
