"""The real documents where they are at hand, as sequences of words; only their fingerprints where they are not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from factbook import audit, fingerprint
from factbook.project import Project
from tests.helpers import DOCUMENTS, ROOT

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
        return tuple(fingerprint.words(fingerprint.plain(documents()[source])))
    anchors = (anchor for _, name, anchor in project().book.anchors() if name == source)
    return tuple(word for anchor in anchors for word in fingerprint.words(anchor))


def stands(source: str, anchor: str) -> bool:
    """True where the words stand in the document one after the other, as far as that can be known."""
    if HOW == "documents":
        return any(spans(source, anchor))
    return bool(project().book.fingerprints[source].holds(anchor))


def spans(source: str, anchor: str) -> Iterator[range]:
    """Where the anchor stands in the words of the document, at each of its occurrences."""
    given = tuple(fingerprint.words(anchor))
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
    for key, text in fingerprint.statements(documents()[source]).items():
        given = tuple(fingerprint.words(text))
        while words(source)[at : at + len(given)] != given:
            assert words(source)[at] == "o", f"{source} {key}"
            at += 1
        found |= dict.fromkeys(range(at, at + len(given)), key)
        at += len(given)
    return found


def write_keys(file: Path) -> None:
    """Writes the keys of every statement, and no text: what the coverage tables are held to without the documents."""
    keys = {source: list(fingerprint.statements(text)) for source, text in documents().items()}
    rows = (f" {json.dumps(source)}: {json.dumps(found)}" for source, found in sorted(keys.items()))
    file.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    write_keys(ROOT / "tests/own/coverage/keys.json")
