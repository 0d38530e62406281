"""Gettext PO files: reading them, and bringing them in line with the texts that are to be translated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

import polib

from ..load.files import LONGEST
from ..model.problem import ContentError, Problem
from ..page.texts import Key, Text


@dataclass(frozen=True, slots=True)
class Entry:
    """One translation as it stands in a PO file."""

    text: str
    fuzzy: bool
    line: int
    previous: str | None = None


Targets = Mapping[Key, Entry]
"""Translations by the texts that they are of."""


@dataclass(frozen=True)
class Catalog:
    """The translations of one PO file. A missing file is an empty catalog."""

    file: str
    entries: Mapping[Key, Entry] = field(default_factory=dict)
    reviewed: str = ""
    """The record of a review, from the file's header."""

    def get(self, text: Text) -> Entry | None:
        """The entry for exactly this text, translated or not."""
        return self.entries.get(text.key)


def read(content: str, file: str) -> Catalog:
    """Reads a PO file. Raises ContentError (FB401) where it does not parse."""
    po = _parsed(content, file)
    entries = {
        (entry.msgctxt or "", entry.msgid): Entry(entry.msgstr, entry.fuzzy, entry.linenum or 1, entry.previous_msgid)
        for entry in po
        if not entry.obsolete
    }
    return Catalog(file, entries, po.metadata.get(REVIEWED, ""))


def translations(content: str, file: str) -> dict[str, polib.POEntry]:
    """The entries without a context that have a translation, by their text; an obsolete one where no other is."""
    po = _parsed(content, file)
    rows = [*po.obsolete_entries(), *po.fuzzy_entries(), *po.translated_entries()]
    return {entry.msgid: entry for entry in rows if entry.msgstr and not entry.msgctxt}


REVIEWED = "X-Reviewed"


def _parsed(content: str, file: str) -> polib.POFile:
    content = content.removeprefix("\ufeff").replace("\r\n", "\n")
    for number, line in enumerate(content.split("\n"), 1):
        if not _LINE.fullmatch(line):
            raise ContentError(_broken(file, number, f"this line is not: {line[:80]!r}"))
    if lone := _LONE.search(f"{content}\n"):  # the library leaves such an entry out without a word
        number = content.count("\n", 0, lone.start()) + 1
        raise ContentError(_broken(file, number, "msgstr must follow msgid, it is lost"))
    try:
        po = polib.pofile(f"{content}\n")
    except (OSError, ValueError, IndexError, KeyError, UnicodeError) as error:
        found = re.search(r"line (\d+)", str(error))
        raise ContentError(_broken(file, int(found[1]) if found else 1, str(error))) from error
    if problem := next(chain(_too_long(po, file), _repeated(po, file)), None):
        raise ContentError(problem)
    return po


# The library takes any first and last letter for the quotes, and ends lines where editors do not.
_ODD_ENDS = r"\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029"
_TEXT = rf'(?:msg(?:ctxt|id|id_plural|str(?:\[\d+\])?)\s+)?"(?:[^"\\{_ODD_ENDS}]|\\.)*"'
_LONE = re.compile(r'^[ \t]*msgid .*\n(?:[ \t]*".*\n)*(?![ \t]*(?:msgstr|msgid_plural|"))', re.MULTILINE)
_LINE = re.compile(rf"\s*(?:#[^{_ODD_ENDS}]*|{_TEXT}\s*)?")


def _broken(file: str, line: int, message: str) -> Problem:
    hint = 'Each entry is msgid and msgstr in straight double quotes, quotes inside them written \\".'
    if "<<<<<<<" in message:
        hint = "Two versions meet here. Keep one, and delete the other with the lines <<<<<<<, ======= and >>>>>>>."
    elif "“" in message or "”" in message:
        hint = f'The text must begin and end with a straight quote ("), inside it curly ones may stay. {hint}'
    return Problem(file, line, 1, "FB401", f"the file must be valid PO: {message[:160]}", hint)


def _too_long(po: polib.POFile, file: str) -> Iterator[Problem]:
    for entry in po:
        if max(len(entry.msgid), len(entry.msgstr)) > LONGEST:
            message = f"a text must have at most {LONGEST:,} characters"
            yield Problem(file, entry.linenum or 1, 1, "FB112", message, "Split it.")


def _repeated(po: polib.POFile, file: str) -> Iterator[Problem]:
    seen: dict[Key, int] = {}
    for entry in po:
        key = (entry.msgctxt or "", entry.msgid)
        if not entry.obsolete and key in seen:
            message = f"a text must be translated once: it stands on line {seen[key]} too"
            yield Problem(file, entry.linenum or 1, 1, "FB401", message, "Keep one of the two entries.")
        seen[key] = entry.linenum or 1
