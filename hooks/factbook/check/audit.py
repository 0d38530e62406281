"""Comparing the register with the real documents, where they are at hand."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ..load import document_text, fingerprint
from ..locale.anchor_matcher import Prover
from ..model.factbook import Factbook
from ..model.problem import ContentError, Place, Problem

_COMPARE = "Compare with the document."


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
    """Yield the sources without their document, fingerprints that lack what it says, and anchors that it has not.

    A fingerprint may keep more anchors than there are: somebody without the documents can remove a fact.
    """
    for name in book.sources:
        place = book.place("sources", name)
        if name not in documents:
            message = f"the document of {name!r} must be among the documents, none has its sha256"
            yield place.problem("FB205", message, _COMPARE)
        elif not _is_of(book.fingerprints.get(name), documents[name], book):
            yield place.problem("FB205", f"the fingerprint of {name!r} must be that of its document", _COMPARE)
    texts = {name: data.decode("utf-8", "replace") for name, data in documents.items()}
    for name, text in texts.items():
        for place, anchor in cut_figures(name, text, book):
            message = f"an anchor must have the whole figure of its document, {anchor!r} cuts it"
            yield place.problem("FB203", message, _COMPARE)
    runs = {name: fingerprint.run(document_text.plain(text)) for name, text in texts.items()}
    for place, source, anchor in book.anchors():
        if source in runs and fingerprint.run(anchor) not in runs[source]:
            message = f"an anchor must stand in its document as a whole, {anchor!r} does not"
            yield place.problem("FB201", message, _COMPARE)


def cut_figures(source: str, text: str, book: Factbook) -> Iterator[tuple[Place, str]]:
    """Yield place and words of each anchor that states a value only because it leaves out a part of its figure."""
    language = book.languages.get(book.sources[source].language) if source in book.sources else None
    if language is None:
        return
    prover, plain = Prover(book.sources[source].language, language), document_text.plain(text)
    spans = document_text.spans(plain)
    stated, _ = prover.read(plain, near=True)
    for name, fact in book.facts.items():
        for index, item in enumerate(fact.evidence):
            values = [value for value in (fact.value, fact.when) if value and not prover.missing(value, item.anchor)]
            if item.source != source or not values:
                continue
            ranges = document_text.found(document_text.words(item.anchor), spans)
            said = [[each for each in stated if each.start < end and each.end > start] for start, end in ranges]
            if said and not any(all(prover.is_among(value, near) for value in values) for near in said):
                yield book.place("facts", name, "evidence", index, "anchor"), item.anchor


def _is_of(stored: fingerprint.Fingerprint | None, data: bytes, book: Factbook) -> bool:
    made = fingerprint.make(data, fingerprint.claims(book))
    return stored is not None and stored == replace(made, anchors=made.anchors | stored.anchors)
