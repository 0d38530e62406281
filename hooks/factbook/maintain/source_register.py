"""Registering a document: its fingerprint and its entry in sources.yml."""

import re
from collections.abc import Iterator
from pathlib import Path

from ..check import audit
from ..load import document_text, fingerprint, tables, yaml_document
from ..load.files import Tree, decoded
from ..model.entry import Id
from ..model.problem import ContentError, Problem


def add_source(root: Path, name: str, document: Path) -> list[Path]:
    """Compare a document with the anchors; write its fingerprint, and its sha256 or a new entry into the register.

    Returns the files written. Raises ContentError where the id is none, or the document or a data file
    cannot be read.
    """
    if tables.validate(Id, yaml_document.Document(), (), name)[1]:
        message = f"an id must be lower-case words joined by hyphens, {name!r} is not"
        hint = "For example: clinic-leaflet"
        raise ContentError(Problem(_REGISTER, 0, 0, "FB106", message, hint))
    book, problems = tables.load(Tree(root))
    if unread := [problem for problem in problems if problem.code in ("FB101", "FB112", "FB113")]:
        raise ContentError(unread[0])  # its anchors would not be compared
    data = _read(document)
    cut = {anchor for _, anchor in audit.cut_figures(name, data.decode("utf-8", "replace"), book)}
    made = fingerprint.make(data, (claim for claim in fingerprint.claims(book) if claim not in cut))
    before = Tree(root).text(_REGISTER) if (root / _REGISTER).exists() else ""
    skeleton = _SKELETON.format(name=name, language=book.source_language, sha256=made.sha256)
    after = _renewed(before, name, made.sha256) or f"{before.rstrip()}\n{skeleton}".lstrip()
    written = {root / tables.FINGERPRINTS / f"{name}.json": fingerprint.dumps(made)}
    written |= {root / _REGISTER: after} if after != before else {}
    for file, text in written.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return list(written)


def unproven(root: Path, name: str) -> Iterator[str]:
    """Yield file and line of each anchor that is not in the registered edition of a document, what it is of, and its
    words."""
    book = tables.load(Tree(root))[0]
    owners = {place: path[1] for path, place in book.places.items() if path[-1] in ("anchor", "dated_anchor")}
    known = book.fingerprints.get(name)
    for place, source, anchor in book.anchors():
        if source == name and known and not known.holds(anchor):
            yield f"{place.file}:{place.line} {owners.get(place, name)}: {anchor!r}"


_REGISTER = f"{tables.FACTS}/sources.yml"


def _renewed(register: str, name: str, sha256: str) -> str:
    """The register with another sha256 in an entry; empty where it has no such entry."""
    entry = re.search(rf"^{re.escape(name)}:.*\n(?:[ \t]+.*\n?|\n)*", register, re.MULTILINE)
    if entry is None:
        return ""
    text = re.sub(r"^([ \t]+sha256:[ \t]*).*$", rf"\g<1>{sha256}", entry[0], count=1, flags=re.MULTILINE)
    return f"{register[: entry.start()]}{text}{register[entry.end() :]}"


def _read(document: Path) -> bytes:
    """The document as received, of which the text must be readable: a fingerprint of anything else proves nothing."""
    try:
        data = document.read_bytes()
    except OSError as error:
        message = f"the file must be readable: {error.strerror}"
        raise ContentError(Problem(str(document), 0, 0, "FB111", message, "Give the path of the document.")) from error
    decoded(str(document), data)
    if not document_text.words(document_text.plain(data.decode("utf-8", "replace"))):
        hint = "A scanned document has to be typed, or read by a program for that, first."
        raise ContentError(Problem(str(document), 0, 0, "FB112", "the document must hold words, it holds none", hint))
    return data


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
