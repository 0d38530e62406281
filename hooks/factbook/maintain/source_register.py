"""Registering a document: its fingerprint and its entry in sources.yml."""

from __future__ import annotations

from pathlib import Path

from ..check import audit
from ..load import document_text, fingerprint, tables, yaml_document
from ..load.files import Tree, decoded
from ..model.entry import Id
from ..model.problem import ContentError, Problem


def add_source(root: Path, name: str, document: Path) -> list[Path]:
    """Compare a document with the anchors; write its fingerprint and, where there is none yet, its register's entry.

    Returns the files written. Raises ContentError where the id is none, or the document or the register
    cannot be read as text.
    """
    if tables.validate(Id, yaml_document.Document(), (), name)[1]:
        message = f"an id must be lower-case words joined by hyphens, {name!r} is not"
        hint = "For example: clinic-leaflet"
        raise ContentError(Problem(f"{tables.FACTS}/sources.yml", 0, 0, "FB106", message, hint))
    book = tables.load(Tree(root))[0]
    data = _read(document)
    cut = {anchor for _, anchor in audit.cut_figures(name, data.decode("utf-8", "replace"), book)}
    made = fingerprint.make(data, (claim for claim in fingerprint.claims(book) if claim not in cut))
    register = root / tables.FACTS / "sources.yml"
    before = Tree(root).text(f"{tables.FACTS}/sources.yml") if register.exists() else ""
    prints = root / tables.FINGERPRINTS / f"{name}.json"
    prints.parent.mkdir(parents=True, exist_ok=True)
    prints.write_text(fingerprint.dumps(made), encoding="utf-8")
    if f"\n{name}:" in f"\n{before}":
        return [prints]
    register.write_text(
        f"{before.rstrip()}\n{_SKELETON.format(name=name, language=book.source_language, sha256=made.sha256)}".lstrip(),
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
    if not document_text.words(document_text.plain(data.decode("utf-8", "replace"))):
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
