"""Fingerprints: they prove the anchors that were compared with a document, and hold nothing else of it.

A fingerprint is the hash of the document, the hosts that it names, and a keyed hash of each anchor of the factbook that
stands in it. All of these are public, so that nobody can read, extend or guess the document with its help.

Whatever answers for words that are no anchor tells more than that, however it is keyed or blurred: Bloom filters of all
runs of two to five words, 10 bits for each word at an edge, gave back 59 of 60 gaps between the anchors of one document
to a word list. What proves a word says more than a language leaves open about it.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations

from ..model.factbook import Factbook
from .document_text import length, plain, words

MIN_WORDS = 2
MAX_WORDS = 8
_HOST = re.compile(r"(?:://(?:www\.)?|\bwww\.)([\w-]+(?:\.[\w-]+)+)|([\w.+-]+@[\w-]+(?:\.[\w-]+)+)")


def run(text: str) -> str:
    """Return the words with a space around each: a run stands in another where it is a part of it."""
    return f" {' '.join(words(text))} "


@dataclass(frozen=True)
class Fingerprint:
    """What is kept of a document."""

    sha256: str
    """Of its bytes. It is the key of the other hashes."""
    hosts: tuple[str, ...]
    """Hosts and mail addresses that the document names, without "www."."""
    anchors: frozenset[str]

    def holds(self, anchor: str) -> bool:
        """Tell whether these words, in this order, were found in the document when the fingerprint was made."""
        return _digest(self.sha256, run(anchor)) in self.anchors


def make(data: bytes, claims: Iterable[str]) -> Fingerprint:
    """Return the fingerprint of a document as received, with those of the claims that stand in it."""
    sha256, text = hashlib.sha256(data).hexdigest(), plain(data.decode("utf-8", "replace"))
    whole = run(text)
    runs = {run(claim) for claim in claims if length(words(claim)) >= MIN_WORDS}
    return Fingerprint(
        sha256=sha256,
        hosts=tuple(sorted({(found[1] or found[2]).casefold() for found in _HOST.finditer(text)})),
        anchors=frozenset(_digest(sha256, claim) for claim in runs if claim in whole),
    )


def claims(book: Factbook) -> Iterator[str]:
    """Yield what the rules ask fingerprints for: every anchor, and what two anchors of a fact may join to."""
    yield from (anchor for _, _, anchor in book.anchors())
    for fact in book.facts.values():
        for first, then in permutations(fact.evidence, 2):
            yield from joined(first.anchor, then.anchor) if first.source == then.source else ()


def joined(first: str, then: str) -> Iterator[str]:
    """Yield the runs of more than MAX_WORDS words that two anchors may make up together, the longest first."""
    start, end = words(first), words(then)
    for size in range(min(len(start), len(end)) + 1):
        if start[len(start) - size :] == end[:size] and length(start) + length(end[size:]) > MAX_WORDS:
            yield " ".join(start + end[size:])


def dumps(fingerprint: Fingerprint) -> str:
    """Return JSON, one hash a line so that a change shows as one."""
    content = {"sha256": fingerprint.sha256, "hosts": fingerprint.hosts, "anchors": sorted(fingerprint.anchors)}
    return json.dumps(content, indent=0) + "\n"


def loads(text: str) -> Fingerprint:
    """Return the fingerprint that `dumps` wrote. Raises ValueError where the text is not one."""
    try:
        content = json.loads(text)
        return Fingerprint(str(content["sha256"]), tuple(content["hosts"]), frozenset(content["anchors"]))
    except KeyError as error:
        raise ValueError(f"the key {error} is missing") from error
    except (TypeError, OverflowError, RecursionError) as error:
        raise ValueError(f"it holds something else: {error}") from error


def _digest(sha256: str, claim: str) -> str:
    return hashlib.blake2b(claim.encode(), key=sha256.encode("utf-8", "replace")[:64], digest_size=8).hexdigest()
