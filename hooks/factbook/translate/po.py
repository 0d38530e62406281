"""The translations of a PO file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polib

from ..model.problem import Problem
from ..page.texts import Key, Text
from .po_text import parsed, sound


@dataclass(frozen=True, slots=True)
class Entry:
    """One translation as it stands in a PO file."""

    text: str
    fuzzy: bool
    line: int
    previous: str | None = None


@dataclass(frozen=True)
class Catalog:
    """The translations of one PO file. A missing file is an empty catalog."""

    file: str
    entries: Mapping[Key, Entry] = field(default_factory=dict)
    reviewed: str = ""
    """The record of a review, from the file's header."""
    problems: tuple[Problem, ...] = ()
    """Of the entries that cannot be read."""

    def get(self, text: Text) -> Entry | None:
        """The entry for exactly this text, translated or not."""
        return self.entries.get(text.key)


def read(content: str, file: str) -> Catalog:
    """Read a PO file; what cannot be read is left out, and a problem of the catalog."""
    po, problems = parsed(content, file)
    entries = {
        (entry.msgctxt or "", entry.msgid): Entry(entry.msgstr, entry.fuzzy, entry.linenum or 1, entry.previous_msgid)
        for entry in po
        if not entry.obsolete
    }
    return Catalog(file, entries, po.metadata.get(REVIEWED, ""), tuple(problems))


def translations(content: str, file: str) -> dict[str, polib.POEntry]:
    """The entries without a context that have a translation, by their text; an obsolete one where no other is."""
    po = sound(content, file)
    rows = [*po.obsolete_entries(), *po.fuzzy_entries(), *po.translated_entries()]
    return {entry.msgid: entry for entry in rows if entry.msgstr and not entry.msgctxt}


REVIEWED = "X-Reviewed"
