"""Every sentence of every document is told by a fact, or there is a reason why it is none.

The tables are `coverage/<source>.yml`: for each statement (`line:number`, see `documents.statements`) the facts that
tell it and the telephone numbers that it gives, or "not a fact" and why. Where the documents are not at hand, the rows
are compared with `coverage/keys.json`, which holds the keys of their statements and no text, and the facts with the
fingerprints.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests import documents

TABLES = Path(__file__).parent / "coverage"
KEYS: dict[str, list[str]] = json.loads((TABLES / "keys.json").read_text("utf-8"))
BOOK = documents.project().book
SOURCES = pytest.mark.parametrize("source", sorted(KEYS), ids=lambda name: f"{name}-by-{documents.HOW}")
NOT_A_FACT = "not a fact: "

# Why a statement may be no fact, and what such a statement looks like.
REASONS = {
    "heading": r"(?:[^\W\d_]+ ?){1,4}[.:]?",
    "question heading": r"[^.!?]+\?",
    "sign-up line": r"Sign Up [^.]+",
    "invitation to read on": r"[^.]+, read on\.",
    "invitation to contact the publisher": r"[^.]{,40}\?",
    "sales contact": r".+ contact us at \S+@\S+",
    "publisher's own name": r"\S+, LLC",
    "publisher's own address": r"\d+ .+ \d{5}-\d{4}",
    "publisher's own phone number": r"[^:]+: [-+\d]+",
    "publisher's own serial number": r"ISSN: [-\d]+",
    "byline with no name": r"author",
    "navigation": r"Back to Top",
}


@cache
def table(source: str) -> dict[str, list[str] | str]:
    loaded = yaml.safe_load((TABLES / f"{source}.yml").read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def told(source: str) -> Iterator[tuple[str, str]]:
    """Statement and fact (or "hotline:" and number), for every row that lists some."""
    for key, row in table(source).items():
        for item in row if isinstance(row, list) else ():
            yield key, item


@cache
def anchors(source: str) -> dict[str, list[str]]:
    """Per fact, and per "hotline:" and number, the anchors in the document."""
    found: dict[str, list[str]] = {}
    for name, fact in BOOK.facts.items():
        for item in fact.evidence:
            if item.source == source:
                found.setdefault(name, []).append(item.anchor)
    for hotline in BOOK.hotlines.values():
        if hotline.source == source:
            found |= {f"hotline:{line.number}": [line.anchor] for line in hotline.lines}
    return found


@cache
def listing(source: str, item: str) -> set[str]:
    """The statements in whose rows a fact is listed."""
    return {key for key, other in told(source) if other == item}


def places(source: str, item: str, anchor: str) -> set[str]:
    """The statements that share a word with the anchor; without the document, those that list its fact if it stands."""
    if documents.HOW == "fingerprints":
        return listing(source, item) if documents.stands(source, anchor) else set()
    statement_at = documents.statement_at(source)
    return {statement_at[at] for span in documents.spans(source, anchor) for at in span if at in statement_at}


def test_every_table_has_keys_and_is_of_a_source() -> None:
    """A source that is added later may have no table: it may be there for a single fact."""
    assert {file.stem for file in TABLES.glob("*.yml")} == set(KEYS) <= set(BOOK.sources)
    assert len(KEYS) >= 4


@SOURCES
def test_the_rows_are_the_statements_of_the_document(source: str) -> None:
    assert list(table(source)) == KEYS[source]
    if documents.HOW == "documents":
        anew = "Run: python -m tests.documents"
        assert KEYS[source] == list(documents.statements(documents.documents()[source])), anew


@SOURCES
def test_a_row_lists_facts_or_gives_a_real_reason(source: str) -> None:
    for key, row in table(source).items():
        if isinstance(row, list):
            assert row and len(set(row)) == len(row), f"{source} {key}: {row}"
        else:
            assert row.startswith(NOT_A_FACT), f"{source} {key}: {row}"
            assert looks_like(row.removeprefix(NOT_A_FACT), source, key), f"{source} {key}: {row}"


def looks_like(reason: str, source: str, key: str) -> bool:
    """True for a known reason, and, where the document is at hand, a statement of that kind."""
    if documents.HOW == "fingerprints":
        return reason in REASONS
    statement = documents.statements(documents.documents()[source])[key]
    return re.fullmatch(REASONS[reason], statement.strip()) is not None


@SOURCES
def test_what_a_row_lists_has_evidence_in_the_document(source: str) -> None:
    assert {item for _, item in told(source)} <= anchors(source).keys()
    assert all(documents.stands(source, anchor) for found in anchors(source).values() for anchor in found)


@SOURCES
def test_every_fact_and_every_hotline_is_in_a_row(source: str) -> None:
    missing = anchors(source).keys() - {item for _, item in told(source)}
    assert not missing, f"Name them in tests/own/coverage/{source}.yml, at the line of the document: {sorted(missing)}"


@SOURCES
def test_every_fact_of_a_row_has_an_anchor_in_the_statement(source: str) -> None:
    for key, item in told(source):
        assert any(key in places(source, item, anchor) for anchor in anchors(source)[item]), f"{key}: {item}"


@SOURCES
def test_an_anchor_stands_in_a_row_that_lists_its_fact(source: str) -> None:
    for item, found in anchors(source).items():
        for anchor in found:
            assert places(source, item, anchor) & listing(source, item), f"{item}: {anchor}"


@SOURCES
def test_no_anchor_stands_in_what_is_not_a_fact(source: str) -> None:
    none = {key for key, row in table(source).items() if isinstance(row, str)}
    for item, found in anchors(source).items():
        for anchor in found:
            assert not places(source, item, anchor) & none, f"{item}: {anchor}"
