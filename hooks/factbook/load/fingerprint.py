"""Fingerprints: they prove that a document holds an anchor without holding the document.

A fingerprint is two sets of hashes, of the single words and of all runs of two and of three words. An anchor of n
words is proven when each of its n - 2 runs of three is in the second set (or the whole of it, where it is shorter).
An anchor made up of pieces that overlap by two words passes: only the document itself can tell (`factbook audit`).
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

MAX_WORDS = 8
RUN = 3
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[%‰$€£¥<>≤≥±½¼¾]")  # signs that change what a figure means are words
_TAG = re.compile(r"<[^<>]*>")
_BULLET = re.compile(r"(?:[-•|§]|o )\s*")
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+(?=[A-Z“\"])")
_ABBREVIATION = re.compile(r"\b(?:U\.S|Co|Inc|Ltd|vs|Ste)\.$")


def words(text: str) -> list[str]:
    """Case-folded words; a number with its separators ("2,920", "12.9") is one word; punctuation is dropped."""
    return _WORD.findall(text.casefold())


def plain_lines(document: str) -> list[str]:
    """The document's lines without HTML tags and entities."""
    return [html.unescape(_TAG.sub("", line)).strip() for line in document.splitlines()]


def plain(document: str) -> str:
    """The document as one run of text, as anchors are compared with it."""
    return " ".join(plain_lines(document))


@dataclass(frozen=True)
class Fingerprint:
    """What is kept of a document. `sha256` is of its bytes; `size` counts its words."""

    sha256: str
    size: int
    words: frozenset[str]
    runs: frozenset[str]

    def holds(self, anchor: str) -> bool:
        """True where the document has these words, in this order."""
        given = words(anchor)
        if len(given) < 2:
            return bool(given) and self.has_word(given[0])
        return all(_digest(run) in self.runs for run in _runs(given, min(RUN, len(given))))

    def has_word(self, word: str) -> bool:
        """True where the document has this word."""
        return _digest((word.casefold(),)) in self.words

    def has_name(self, name: str) -> bool:
        """True where the document has each word of the name, of which there must be one."""
        given = words(name)
        return bool(given) and all(map(self.has_word, given))


def make(data: bytes) -> Fingerprint:
    """The fingerprint of a document as received."""
    found = words(plain(data.decode("utf-8", "replace")))
    return Fingerprint(
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(found),
        words=frozenset(_digest((word,)) for word in found),
        runs=frozenset(_digest(run) for size in range(2, RUN + 1) for run in _runs(found, size)),
    )


def dumps(fingerprint: Fingerprint) -> str:
    """JSON, one hash a line so that a change shows as one."""
    content = {
        "sha256": fingerprint.sha256,
        "size": fingerprint.size,
        "words": sorted(fingerprint.words),
        "runs": sorted(fingerprint.runs),
    }
    return json.dumps(content, indent=0) + "\n"


def loads(text: str) -> Fingerprint:
    """The reverse of `dumps`. Raises ValueError where the text is not a fingerprint."""
    try:
        content = json.loads(text)
        return Fingerprint(
            str(content["sha256"]), int(content["size"]), frozenset(content["words"]), frozenset(content["runs"])
        )
    except KeyError as error:
        raise ValueError(f"the key {error} is missing") from error
    except (TypeError, OverflowError, RecursionError) as error:
        raise ValueError(f"it holds something else: {error}") from error


def occurrences(anchor: str, document: str) -> int:
    """How often the whole anchor stands in the document itself."""
    given, found = words(anchor), words(plain(document))
    return sum(found[start : start + len(given)] == given for start in range(len(found) - len(given) + 1))


def statements(document: str) -> dict[str, str]:
    """The sentences of a document; the key "6:2" is the second that begins on line 6.

    A line that does not end a sentence goes on in the next one, unless that is empty or begins a list item.
    """
    found: dict[str, str] = {}
    for line, text in _unwrapped(plain_lines(document)):
        for number, sentence in enumerate(_sentences(text), 1):
            found[f"{line}:{number}"] = sentence
    return found


def _unwrapped(lines: Iterable[str]) -> list[tuple[int, str]]:
    blocks: list[tuple[int, str]] = []
    open_block = False
    for number, line in enumerate(lines, 1):
        bullet = _BULLET.match(line)
        text = line[bullet.end() :] if bullet else line
        if open_block and text and not bullet and not _ends(blocks[-1][1]):
            blocks[-1] = (blocks[-1][0], f"{blocks[-1][1]} {text}")
        elif text:
            blocks.append((number, text))
        open_block = bool(text)
    return blocks


def _ends(text: str) -> bool:
    return text[-1] in ".!?:" and not _ABBREVIATION.search(text)


def _sentences(text: str) -> list[str]:
    parts: list[str] = []
    for part in _SENTENCE_END.split(text):
        if parts and _ABBREVIATION.search(parts[-1]):
            parts[-1] += f" {part}"
        else:
            parts.append(part)
    return parts


def _runs(found: list[str], size: int) -> Iterable[tuple[str, ...]]:
    return zip(*(found[start:] for start in range(size)), strict=False)


def _digest(run: tuple[str, ...]) -> str:
    return hashlib.sha256(" ".join(run).encode()).hexdigest()[:12]
