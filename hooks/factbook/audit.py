"""Comparing the register with the real documents, where they are at hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from . import fingerprint, loading, yamldoc
from .files import Tree, decoded
from .model import Factbook, Place
from .report import ContentError, Problem
from .values import Id


def find_documents(folder: Path, book: Factbook) -> dict[str, bytes]:
    """Source → document as received, for the files of the folder whose sha256 the register knows.

    Raises ContentError where the folder is missing.
    """
    if not folder.is_dir():
        raise ContentError(Problem(str(folder), 0, 0, "FB111", "the folder of the documents must be there", ""))
    by_hash = {source.sha256: name for name, source in book.sources.items()}
    found = {}
    for file in sorted(folder.iterdir()):
        data = file.read_bytes() if file.is_file() else b""
        if name := by_hash.get(hashlib.sha256(data).hexdigest()):
            found[name] = data
    return found


def audit(documents: Mapping[str, bytes], book: Factbook) -> Iterator[Problem]:
    """Every source has its document, every fingerprint is its document's, every anchor stands in it as a whole."""
    for name in book.sources:
        place = book.place("sources", name)
        if name not in documents:
            yield _problem(place, "FB205", f"the document of {name!r} must be among the documents, none has its sha256")
        elif fingerprint.make(documents[name]) != book.fingerprints.get(name):
            yield _problem(place, "FB205", f"the fingerprint of {name!r} must be that of its document")
    texts = {name: data.decode("utf-8", "replace") for name, data in documents.items()}
    for place, source, anchor in book.anchors():
        if source in texts and not fingerprint.occurrences(anchor, texts[source]):
            yield _problem(place, "FB201", f"an anchor must stand in its document as a whole, {anchor!r} does not")


def _problem(place: Place, code: str, message: str) -> Problem:
    return Problem(place.file, place.line, place.col, code, message, "Compare with the document.")


def add_source(root: Path, name: str, document: Path) -> list[Path]:
    """Writes the fingerprint of a document, and its entry in the register where there is none yet.

    Returns the files written. Raises ContentError where the id is none, or the document or the register
    cannot be read as text.
    """
    if loading.validate(Id, yamldoc.Document(), (), name)[1]:
        message = f"an id must be lower-case words joined by hyphens, {name!r} is not"
        hint = "For example: clinic-leaflet"
        raise ContentError(Problem(f"{loading.FACTS}/sources.yml", 0, 0, "FB106", message, hint))
    made = fingerprint.make(_read(document))
    register = root / loading.FACTS / "sources.yml"
    before = Tree(root).text(f"{loading.FACTS}/sources.yml") if register.exists() else ""
    prints = root / loading.FINGERPRINTS / f"{name}.json"
    prints.parent.mkdir(parents=True, exist_ok=True)
    prints.write_text(fingerprint.dumps(made), encoding="utf-8")
    if f"\n{name}:" in f"\n{before}":
        return [prints]
    language = loading.load(Tree(root))[0].source_language
    register.write_text(
        f"{before.rstrip()}\n{_SKELETON.format(name=name, language=language, sha256=made.sha256)}".lstrip(),
        encoding="utf-8",
    )
    return [prints, register]


def _read(document: Path) -> bytes:
    """The document as received, of which the text must be readable: a fingerprint of anything else proves nothing."""
    try:
        data = document.read_bytes()
    except OSError as error:
        message = f"the file must be readable: {error.strerror}"
        raise ContentError(Problem(str(document), 0, 0, "FB111", message, "Give the path of the document.")) from error
    decoded(str(document), data)
    if not fingerprint.words(fingerprint.plain(data.decode("utf-8", "replace"))):
        raise ContentError(
            Problem(str(document), 0, 0, "FB112", "the document must hold words, it holds none", _NO_WORDS)
        )
    return data


_NO_WORDS = "A scanned document has to be typed, or read by a program for that, first."

# What is in angle brackets is for a person to fill in: the checks refuse the entry until that is done.
_SKELETON = """{name}:
  title: <the title that the document gives itself>
  publisher: <who published it, or leave this line out>
  kind: <what kind of document it is, one of the labels kind.…>
  reliability: <how far a reader can trust it, in a plain sentence>
  language: {language}
  read: <the day on which you read it, like 2026-11-20>
  sha256: {sha256}
"""
