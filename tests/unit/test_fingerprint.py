"""A fingerprint proves the anchors that stand in a document, and says nothing else of it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbook.load import document_text, fingerprint
from factbook.load.fingerprint import MAX_WORDS, MIN_WORDS, Fingerprint
from tests import documents
from tests.helpers import DOCUMENTS, ROOT, every_run

DOCUMENT = """<p>Title</p>
Spasms usually begin between 4 and 8 months &amp; stop by 5 years (<b>in 12.9%</b> of children).
- About 1 in 2,920 babies,
  or 34 babies, has it. Call 612-928-6325.

Accessed June 23, 2023 by U.S. readers at $146.34 million. See https://www.Dots.example/a.htm, www.more.example or
ask@dots.example.org. It ends here.The next begins.
"""
MADE = fingerprint.make(DOCUMENT.encode(), every_run(DOCUMENT))


def run(text: str) -> str:
    return fingerprint.run(document_text.plain(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Spasms usually  begin.", ["spasms", "usually", "begin"]),
        ("1 in 2,920 (12.9%)", ["1", "in", "2,920", "12.9", "%"]),
        ("WEST’s straße", ["west", "s", "strasse"]),
        ("612-928-6325", ["612-928-6325"]),
        ("4 - 8 and 4–8, 120/80, 12·9", ["4\u00a0-\u00a08", "and", "4–8", "120/80", "12·9"]),
        ("12\u202f000 of 2010 500", ["12\u00a0000", "of", "2010", "500"]),
        ("−18 °C at ~5 mg/kg/day", ["−", "18", "°", "c", "at", "~", "5", "mg/kg/day"]),
        ("1½ e\u0301tude co\u00adop", ["1", "1⁄2", "étude", "coop"]),
        ("गर्भावस्था में", ["गर्भावस्था", "में"]),
        ("a_b", ["a", "b"]),
        ("— … “”", []),
    ],
)
def test_words_are_folded_and_numbers_kept_whole(text: str, expected: list[str]) -> None:
    assert document_text.words(text) == expected


HELD = [
    "begin between 4 and 8 months", "BEGIN BETWEEN", "months & stop", "in 12.9% of children",
    "1 in 2,920 babies, or 34", "Title Spasms", "Call 612-928-6325", "of children About 1",
]  # fmt: skip
NOT_HELD = [
    "begin between 4 and 9 months", "between begin", "8 months 4", "12.9 of children", "1 in 2920", "612-928-6324",
    "months amp stop", "seizures", "June 2023", "", "—", "$146.34 billion", "asms usually", "usually beg",
]  # fmt: skip


@pytest.mark.parametrize("anchor", HELD)
def test_what_stands_in_the_document_is_proven(anchor: str) -> None:
    assert MADE.holds(anchor) and run(DOCUMENT).count(run(anchor)) == 1
    assert fingerprint.make(DOCUMENT.encode(), [anchor]).holds(anchor)


@pytest.mark.parametrize("anchor", NOT_HELD)
def test_what_does_not_is_not(anchor: str) -> None:
    assert not MADE.holds(anchor) and not fingerprint.make(DOCUMENT.encode(), [anchor]).holds(anchor)


@pytest.mark.parametrize("word", ["spasms", "4", "2,920"])
def test_a_single_word_is_never_kept(word: str) -> None:
    assert run(word) in run(DOCUMENT) and fingerprint.make(DOCUMENT.encode(), [word]).anchors == frozenset()


WORDS = st.lists(
    st.sampled_from(["spasms", "begin", "at", "4", "8", "2,920", "months", "of", "age", "usually"]), max_size=30
)


@given(WORDS, st.lists(st.sampled_from(["spasms", "begin", "4", "months"]), min_size=MIN_WORDS, max_size=MAX_WORDS))
def test_an_anchor_is_proven_where_it_stands_as_a_whole_and_nowhere_else(words: list[str], anchor: list[str]) -> None:
    document, claim = " ".join(words), " ".join(anchor)
    stands = run(claim) in run(document)
    assert fingerprint.make(document.encode(), [claim]).holds(claim) == stands


@given(WORDS, st.integers(0, 30), st.integers(MIN_WORDS, MAX_WORDS))
def test_only_the_anchors_that_were_compared_are_proven(words: list[str], start: int, length: int) -> None:
    document, anchor = " ".join(words), " ".join(words[start : start + length])
    made = fingerprint.make(document.encode(), [anchor])
    assert [run for run in {*every_run(document)} if made.holds(run) and run != anchor] == []


@given(st.binary(max_size=300))
def test_any_document_has_a_fingerprint_that_reads_as_it_was_written(data: bytes) -> None:
    made = fingerprint.make(data, ["ab cd", data.decode("latin-1")])
    assert fingerprint.loads(fingerprint.dumps(made)) == made


def test_a_changed_byte_changes_every_hash() -> None:
    other = fingerprint.make(DOCUMENT.encode() + b"\n", every_run(DOCUMENT))
    assert other.sha256 != MADE.sha256 and len(other.anchors) == len(MADE.anchors)
    assert other.anchors.isdisjoint(MADE.anchors), "the hash of the document is the key"


def test_hosts_are_those_that_are_written_as_such() -> None:
    """Two sentences that lack the space between them are no host: `here.The`."""
    assert MADE.hosts == ("ask@dots.example.org", "dots.example", "more.example")


def test_one_more_anchor_adds_one_line_to_the_file() -> None:
    few = fingerprint.dumps(fingerprint.make(DOCUMENT.encode(), HELD[:3])).split("\n")
    more = fingerprint.dumps(fingerprint.make(DOCUMENT.encode(), HELD[:4])).split("\n")
    assert len(set(more) - set(few)) <= 2 and len(more) == len(few) + 1, "the comma of the last one may move"


def test_anchors_that_join_are_known_to_do_so() -> None:
    assert list(fingerprint.joined("a b c d e", "d e f g h i")) == ["a b c d e d e f g h i", "a b c d e f g h i"]
    assert list(fingerprint.joined("a b", "c d")) == [], "eight words or fewer may be shown"


# What an attacker has: the fingerprint, the public anchors and a list of words.


def read_back(stored: Fingerprint, anchors: list[str], vocabulary: list[str]) -> set[str]:
    """Extend what is known by each word of the list, on either side, as long as the fingerprint agrees."""
    runs, found = [document_text.words(anchor) for anchor in anchors], set[str]()
    while runs:
        run = runs.pop()
        for size in range(1, min(len(run), MAX_WORDS) + 1):
            longer = [f"{' '.join(run[-size:])} {word}" for word in vocabulary]
            longer += [f"{word} {' '.join(run[:size])}" for word in vocabulary]
            new = {text for text in longer if stored.holds(text)} - found - set(anchors)
            found |= new
            runs += [text.split() for text in new]
    return found


def test_the_attack_reads_a_document_back_from_hashes_of_all_its_runs() -> None:
    """Or what follows would show nothing."""
    vocabulary = sorted({*document_text.words(document_text.plain(DOCUMENT)), "seizures", "dose"})
    short_runs = set(every_run(DOCUMENT, most=3))
    told = read_back(fingerprint.make(DOCUMENT.encode(), short_runs), ["begin between"], vocabulary)
    assert told | {"begin between"} == short_runs


@given(WORDS, WORDS, st.lists(st.sampled_from(HELD), unique=True))
def test_documents_that_hold_the_same_anchors_have_the_same_fingerprint(
    before: list[str], after: list[str], anchors: list[str]
) -> None:
    """But for the hash of the whole, from which the others follow: nothing else of the document is in the file."""
    shown = fingerprint.make(" and so on. ".join(anchors).encode(), anchors)
    whole = fingerprint.make(" and so on. ".join([*before, *anchors, *after]).encode(), anchors)
    assert [shown.holds(anchor) for anchor in HELD] == [whole.holds(anchor) for anchor in HELD]
    assert (shown.hosts, len(shown.anchors)) == (whole.hosts, len(whole.anchors))


def public(source: str) -> list[str]:
    return [
        " ".join(document_text.words(text)) for _, name, text in documents.project().book.anchors() if name == source
    ]


SOURCES = pytest.mark.parametrize("source", sorted(documents.project().book.sources))


@SOURCES
def test_a_stored_fingerprint_follows_from_what_is_public(source: str) -> None:
    """The file can be written from the register, the facts and the hosts alone: so it tells nothing more."""
    stored = documents.project().book.fingerprints[source]
    sha256 = documents.project().book.sources[source].sha256
    known = {fingerprint._digest(sha256, fingerprint.run(anchor)) for anchor in public(source)}
    assert stored == Fingerprint(sha256, stored.hosts, frozenset(known))
    content = (ROOT / f"docs/_facts/fingerprints/{source}.json").read_text("utf-8")
    assert set(json.loads(content)) == {"sha256", "hosts", "anchors"}


@SOURCES
@pytest.mark.parametrize("how", [documents.HOW])
def test_no_word_of_a_document_is_read_back_from_its_anchors(source: str, how: str) -> None:
    """With the best list there is where the documents are at hand: their own words."""
    vocabulary = sorted(set(documents.words(source)))
    assert how == documents.HOW and len(vocabulary) > 100
    anchors = public(source)
    assert read_back(documents.project().book.fingerprints[source], anchors[:60], vocabulary) <= set(anchors)


@SOURCES
def test_no_pair_of_words_is_read_back_from_nothing(source: str) -> None:
    stored, anchors = documents.project().book.fingerprints[source], set(public(source))
    vocabulary = sorted(set(documents.words(source)))[:400]
    told = {f"{first} {then}" for first in vocabulary for then in vocabulary if stored.holds(f"{first} {then}")}
    assert told <= anchors


def test_statements_are_the_sentences_by_line_and_number() -> None:
    found = documents.statements(DOCUMENT)
    assert list(found) == ["1:1", "3:1", "3:2", "6:1", "6:2", "6:3"]
    assert found["1:1"] == "Title Spasms usually begin between 4 and 8 months & stop by 5 years (in 12.9% of children)."
    assert found["3:1"] == "About 1 in 2,920 babies, or 34 babies, has it."
    assert found["6:1"] == "Accessed June 23, 2023 by U.S. readers at $146.34 million."


def test_the_stored_fingerprints_are_of_different_documents() -> None:
    made = documents.project().book.fingerprints
    assert made and len({item.sha256 for item in made.values()}) == len(made)
    assert all(item.anchors for item in made.values())


def test_the_stored_fingerprints_are_those_of_the_documents_that_are_at_hand() -> None:
    """Where the folder of the documents is absent there is nothing to compare with: what is stored is enough then."""
    book = documents.project().book
    known = {item.sha256: item for item in book.fingerprints.values()}
    claims = list(fingerprint.claims(book))
    made = [fingerprint.make(file.read_bytes(), claims) for file in DOCUMENTS.glob("*.txt")] or list(known.values())
    assert {item.sha256 for item in made} == set(known)
    assert all(item == known[item.sha256] for item in made)
