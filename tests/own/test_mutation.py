"""Whatever is made wrong in the data must be reported: each figure, anchor, source, hash and telephone number.

All mutants of the facts are checked at once, as the facts of one factbook, by the rules that check the real one. They
must find all of them without the documents: a fingerprint proves the anchors that it was made with, and no others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from factbook.check import registry
from factbook.load.files import Tree
from factbook.model.entries import Fact, Hotline, Source, Term
from factbook.model.factbook import Factbook
from factbook.model.problem import Place, Problem
from factbook.project import Project
from tests import documents
from tests.helpers import ROOT
from tools import mutants

REAL = documents.project()
BOOK = REAL.book
KINDS: Mapping[str, Callable[[Fact], Iterable[mutants.Changed]]] = {
    "figures": mutants.of_figures,
    "anchors": mutants.of_anchors,
    "sources": lambda fact: mutants.of_sources(fact, BOOK.sources),
}
Made = list[tuple[str, str, Fact]]
"""Id of the original, what was done to it, and the fact so changed."""
Record = Callable[[str, object], None]


@pytest.fixture
def tell(record_property: Record) -> Callable[..., None]:
    """Prints "killed K of N", and keeps it for the end of the run (see conftest.py)."""

    def print_and_keep(kind: str, killed: int, made: int, note: str = "") -> None:
        assert made
        print(f"{kind}: killed {killed} of {made}{note}")
        record_property("mutants", [kind, killed, made])

    return print_and_keep


def test_the_data_as_they_are_are_not_reported() -> None:
    assert not list(problems(with_facts(BOOK.facts.items())))
    assert not list(problems(without_facts(BOOK)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("how", [documents.HOW])
def test_every_mutant_of_a_fact_is_reported(kind: str, how: str, tell: Callable[..., None]) -> None:
    made = [(name, what, fact) for name, original in BOOK.facts.items() for what, fact in KINDS[kind](original)]
    left = surviving([(name, what, fact) for name, what, fact in made if fact])
    assert how == documents.HOW
    tell(kind, len(made) - len(left), len(made))
    assert not [(name, what, fact.value, fact.when, fact.evidence) for name, what, fact in left]


def test_every_fact_has_mutants() -> None:
    assert all(list(mutants.of_anchors(fact)) for fact in BOOK.facts.values())
    assert all(list(mutants.of_figures(fact)) for fact in BOOK.facts.values() if fact.value or fact.when)


def test_every_changed_hash_is_reported(tell: Callable[..., None]) -> None:
    books = [
        replace(BOOK, sources={**BOOK.sources, name: source.model_copy(update={"sha256": sha256})})
        for name, source in BOOK.sources.items()
        for sha256 in [*mutants.digits_changed(source.sha256), *others(BOOK.sources, source)]
    ]
    books += [
        replace(BOOK, fingerprints={**BOOK.fingerprints, name: replace(held, sha256=sha256)})
        for name, held in BOOK.fingerprints.items()
        for sha256 in mutants.digits_changed(held.sha256)
    ]
    require_reports("hashes", books, tell)


def others(sources: Mapping[str, Source], source: Source) -> list[str]:
    return [other.sha256 for other in sources.values() if other is not source]


def test_every_changed_date_of_a_document_is_reported(tell: Callable[..., None]) -> None:
    books = []
    for name, source in BOOK.sources.items():
        for dated in mutants.of_value(source.dated) if source.dated else ():
            changed = source.model_copy(update={"dated": dated})
            books.append(replace(BOOK, sources={**BOOK.sources, name: changed}))
    require_reports("dates of documents", books, tell)


def test_every_mutant_of_a_telephone_line_is_reported(tell: Callable[..., None]) -> None:
    books = []
    for name, hotline in BOOK.hotlines.items():
        changed = [hotline.model_copy(update={"source": other}) for other in BOOK.sources if other != hotline.source]
        changed += [with_line(hotline, index, fields) for index, fields in lines_changed(hotline)]
        books += [replace(BOOK, hotlines={**BOOK.hotlines, name: other}) for other in changed]
    require_reports("telephone lines", books, tell)


def lines_changed(hotline: Hotline) -> Iterator[tuple[int, dict[str, str | None]]]:
    for index, line in enumerate(hotline.lines):
        yield from ((index, {"number": number}) for number in mutants.digits_changed(line.number))
        yield from ((index, {"anchor": anchor}) for _, anchor in mutants.of_anchor(hotline.source, line.anchor))
        yield from ((index, {"language": code}) for code in ("en", "es", "fr", None) if code != line.language)


def with_line(hotline: Hotline, index: int, fields: Mapping[str, str | None]) -> Hotline:
    changed = hotline.lines[index].model_copy(update=dict(fields))
    return hotline.model_copy(update={"lines": (*hotline.lines[:index], changed, *hotline.lines[index + 1 :])})


def require_reports(kind: str, books: list[Factbook], tell: Callable[..., None]) -> None:
    left = [book for book in map(without_facts, books) if not any(problems(book))]
    tell(kind, len(books) - len(left), len(books))
    assert not [(book.sources, book.hotlines) for book in left]


def problems(book: Factbook) -> Iterator[Problem]:
    """What the rules find in a project of data alone; what costs time to make is borrowed from the real one."""
    project = Project(Tree(ROOT), book, {}, {})
    project.__dict__.update(provers=REAL.provers, numerals=REAL.numerals, figure_readers=REAL.figure_readers)
    for rule in registry.of_scope("content"):
        yield from rule.problems(project)


def surviving(made: Made) -> Made:
    found = {problem.line for problem in problems(with_facts((name, fact) for name, _, fact in made))}
    return [mutant for line, mutant in enumerate(made, 1) if line not in found]


def with_facts(facts: Iterable[tuple[str, Fact]]) -> Factbook:
    """A factbook of these facts (id of the original, fact), each on the line that is its number in the list."""
    numbered = [(f"{name}--{line}", line, name, fact) for line, (name, fact) in enumerate(facts, 1)]
    places = {("facts", key): Place(BOOK.place("facts", name).file, line) for key, line, name, _ in numbered}
    held = {key: fact.model_copy(update={"differs_from": ()}) for key, _, _, fact in numbered}
    return replace(without_facts(BOOK), facts=held, places=places, hotlines={})


def without_facts(book: Factbook) -> Factbook:
    return replace(book, facts={}, pictures={}, search={}, glossary=names_alone(book.glossary))


def names_alone(glossary: Mapping[str, Term]) -> dict[str, Term]:
    """The terms without the meanings that facts must prove; their names hold digits that are no figures."""
    nothing: dict[str, Any] = {"meaning": None, "facts": ()}
    return {name: term.model_copy(update=nothing) for name, term in glossary.items()}
