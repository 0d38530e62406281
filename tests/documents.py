"""The real documents where they are at hand, as sequences of words; only their fingerprints where they are not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from factbook.check import audit
from factbook.load import document_text
from factbook.project import Project
from tests.helpers import DOCUMENTS, ROOT

_BULLET = re.compile(r"(?:[-•|§]|o )\s*")
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+(?=[A-Z“\"])")
_ABBREVIATION = re.compile(r"\b(?:U\.S|Co|Inc|Ltd|vs|Ste)\.$")
HOW = "documents" if DOCUMENTS.is_dir() else "fingerprints"
"""What tests of the real content compare with; for the names of their parametrizations."""


@cache
def project() -> Project:
    """The real project, read once a process. Nobody may change it."""
    return Project.load(ROOT)


@cache
def documents() -> Mapping[str, str]:
    """Source → document; empty where the documents are not at hand. A document that is missing is an error."""
    if HOW == "fingerprints":
        return {}
    found = audit.find_documents(DOCUMENTS, project().book)
    assert found.keys() == project().book.sources.keys()
    return {name: data.decode("utf-8", "replace") for name, data in found.items()}


@cache
def words(source: str) -> tuple[str, ...]:
    """The words of a document; where it is not at hand, those of the anchors that are known to stand in it."""
    if HOW == "documents":
        return tuple(document_text.words(document_text.plain(documents()[source])))
    anchors = (anchor for _, name, anchor in project().book.anchors() if name == source)
    return tuple(word for anchor in anchors for word in document_text.words(anchor))


def stands(source: str, anchor: str) -> bool:
    """True where the words stand in the document one after the other, as far as that can be known."""
    if HOW == "documents":
        return any(spans(source, anchor))
    return bool(project().book.fingerprints[source].holds(anchor))


def spans(source: str, anchor: str) -> Iterator[range]:
    """Where the anchor stands in the words of the document, at each of its occurrences."""
    given = tuple(document_text.words(anchor))
    for start in _starts(source).get(given[:1], ()):
        if words(source)[start : start + len(given)] == given:
            yield range(start, start + len(given))


@cache
def _starts(source: str) -> Mapping[tuple[str, ...], list[int]]:
    found: dict[tuple[str, ...], list[int]] = {}
    for at, word in enumerate(words(source)):
        found.setdefault((word,), []).append(at)
    return found


@cache
def statement_at(source: str) -> Mapping[int, str]:
    """Which statement each word of the document belongs to; the letters that mark list items belong to none."""
    found: dict[int, str] = {}
    at = 0
    for key, text in statements(documents()[source]).items():
        given = tuple(document_text.words(text))
        while words(source)[at : at + len(given)] != given:
            assert words(source)[at] == "o", f"{source} {key}"
            at += 1
        found |= dict.fromkeys(range(at, at + len(given)), key)
        at += len(given)
    return found


def statements(document: str) -> dict[str, str]:
    """The sentences of a document; the key "6:2" is the second that begins on line 6.

    A line that does not end a sentence goes on in the next one, unless that is empty or begins a list item.
    """
    found: dict[str, str] = {}
    for line, text in _unwrapped(document_text.plain_lines(document)):
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


def write_keys(file: Path) -> None:
    """Writes the keys of every statement, and no text: what the coverage tables are held to without the documents."""
    keys = {source: list(statements(text)) for source, text in documents().items()}
    rows = (f" {json.dumps(source)}: {json.dumps(found)}" for source, found in sorted(keys.items()))
    file.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    write_keys(ROOT / "tests/own/coverage/keys.json")
