"""A fingerprint proves what a document holds, and does not hold the document."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from factbook import fingerprint
from factbook.fingerprint import MAX_WORDS
from tests.helpers import DOCUMENTS, ROOT

DOCUMENT = """<p>Title</p>
Spasms usually begin between 4 and 8 months &amp; stop by 5 years (<b>in 12.9%</b> of children).
- About 1 in 2,920 babies,
  or 34 babies, has it. Call 612-928-6325.

Accessed June 23, 2023 by U.S. readers at $146.34 million.
"""
MADE = fingerprint.make(DOCUMENT.encode())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Spasms usually  begin.", ["spasms", "usually", "begin"]),
        ("1 in 2,920 (12.9%)", ["1", "in", "2,920", "12.9", "%"]),
        ("WEST’s straße", ["west", "s", "strasse"]),
        ("612-928-6325", ["612", "928", "6325"]),
        ("a_b", ["a", "b"]),
        ("— … “”", []),
    ],
)
def test_words_are_folded_and_numbers_kept_whole(text: str, expected: list[str]) -> None:
    assert fingerprint.words(text) == expected


HELD = [
    "begin between 4 and 8 months", "BEGIN BETWEEN", "months & stop", "in 12.9% of children",
    "1 in 2,920 babies, or 34", "Title Spasms", "612-928-6325", "spasms", "of children About 1",
]  # fmt: skip
NOT_HELD = [
    "begin between 4 and 9 months", "between begin", "8 months 4", "12.9 of children", "1 in 2920", "612-928-6324",
    "months amp stop", "seizures", "June 2023", "", "—", "$146.34 billion",
]  # fmt: skip


@pytest.mark.parametrize("anchor", HELD)
def test_what_stands_in_the_document_is_proven(anchor: str) -> None:
    assert MADE.holds(anchor) and fingerprint.occurrences(anchor, DOCUMENT) == 1


@pytest.mark.parametrize("anchor", NOT_HELD)
def test_what_does_not_is_not(anchor: str) -> None:
    assert not MADE.holds(anchor)
    assert not anchor or not fingerprint.words(anchor) or not fingerprint.occurrences(anchor, DOCUMENT)


WORDS = st.lists(
    st.sampled_from(["spasms", "begin", "at", "4", "8", "2,920", "months", "of", "age", "usually"]), max_size=30
)


@given(WORDS, st.integers(0, 30), st.integers(1, MAX_WORDS))
def test_every_run_of_a_document_is_proven(words: list[str], start: int, length: int) -> None:
    assume(words[start : start + length])
    anchor = " ".join(words[start : start + length])
    assert fingerprint.make(" ".join(words).encode()).holds(anchor)


@given(WORDS, st.lists(st.sampled_from(["spasms", "begin", "4", "months"]), min_size=1, max_size=3))
def test_up_to_three_words_are_proven_only_where_they_stand(words: list[str], anchor: list[str]) -> None:
    document = " ".join(words)
    stands = fingerprint.occurrences(" ".join(anchor), document) > 0
    assert fingerprint.make(document.encode()).holds(" ".join(anchor)) == stands


@given(WORDS, st.sampled_from(["dose", "9", "40"]), st.integers(0, MAX_WORDS - 1))
def test_an_anchor_with_a_word_that_the_document_lacks_is_never_proven(words: list[str], other: str, at: int) -> None:
    anchor = [*words[:at], other, *words[at : MAX_WORDS - 1]]
    assert not fingerprint.make(" ".join(words).encode()).holds(" ".join(anchor))


@given(st.binary(max_size=300))
def test_any_document_has_a_fingerprint_that_reads_as_it_was_written(data: bytes) -> None:
    made = fingerprint.make(data)
    assert fingerprint.loads(fingerprint.dumps(made)) == made


def test_a_changed_byte_changes_the_hash_of_the_document() -> None:
    assert fingerprint.make(DOCUMENT.encode() + b"\n").sha256 != MADE.sha256


def test_nothing_of_the_document_can_be_read_in_its_fingerprint() -> None:
    stored = fingerprint.dumps(MADE).casefold()
    long_words = [word for word in fingerprint.words(DOCUMENT) if len(word) > 3 and word.isalpha()]
    assert long_words and not [word for word in long_words if word in stored]


def test_the_order_of_words_is_not_in_the_file() -> None:
    content = json.loads(fingerprint.dumps(MADE))
    assert content["words"] == sorted(content["words"]) and content["runs"] == sorted(content["runs"])


def test_one_more_sentence_changes_few_lines_of_the_file() -> None:
    before = set(fingerprint.dumps(MADE).split("\n"))
    after = set(fingerprint.dumps(fingerprint.make(f"{DOCUMENT}One more line.".encode())).split("\n"))
    assert len(after - before) < 15 and len(before - after) < 5


def test_a_name_is_known_by_its_words() -> None:
    assert MADE.has_name("U.S. readers") and MADE.has_word("JUNE") and not MADE.has_name("U.K. readers")
    assert not MADE.has_name("–")


def test_statements_are_the_sentences_by_line_and_number() -> None:
    assert fingerprint.statements(DOCUMENT) == {
        "1:1": "Title Spasms usually begin between 4 and 8 months & stop by 5 years (in 12.9% of children).",
        "3:1": "About 1 in 2,920 babies, or 34 babies, has it.",
        "3:2": "Call 612-928-6325.",
        "6:1": "Accessed June 23, 2023 by U.S. readers at $146.34 million.",
    }


def stored() -> dict[str, fingerprint.Fingerprint]:
    files = (ROOT / "docs/_facts/fingerprints").glob("*.json")
    return {file.stem: fingerprint.loads(file.read_text("utf-8")) for file in files}


def test_the_stored_fingerprints_are_of_different_documents() -> None:
    made = stored()
    assert made and len({item.sha256 for item in made.values()}) == len(made)
    assert all(item.size and item.words and item.runs for item in made.values())


def test_the_stored_fingerprints_are_those_of_the_documents_that_are_at_hand() -> None:
    """Where the folder of the documents is absent there is nothing to compare with: what is stored is enough then."""
    known = {item.sha256: item for item in stored().values()}
    made = [fingerprint.make(file.read_bytes()) for file in DOCUMENTS.glob("*.txt")] or list(known.values())
    assert {item.sha256 for item in made} == set(known)
    assert all(item == known[item.sha256] for item in made)
