"""Gettext PO files: reading them, and bringing them in line with the texts that are to be translated."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

import polib

from .files import LONGEST
from .report import ContentError, Problem

Key = tuple[str, str]
"""Context (empty for page segments) and source text."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be translated. `context` tells equal texts apart; `place` and `note` are for the translator."""

    source: str
    context: str = ""
    place: str = ""
    note: str = ""
    urgent: bool = False
    """True for what readers act on: a stale translation of it stops the publication of its language."""

    @property
    def key(self) -> Key:
        """How a catalog finds it."""
        return self.context, self.source

    @property
    def file(self) -> str:
        """The file of `place`. PO files name no lines: a new paragraph would change those of all after it."""
        return self.place.rpartition(":")[0]


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


Keeps = Callable[[str, str], bool]
"""Earlier and present wording of a text → True where its translation still holds."""
Recall = Callable[[str], polib.POEntry | None]
"""A text → its translation in other PO files, as an entry that is fuzzy where somebody must look at it."""
Respell = Callable[[str], str]
"""A text or a translation → the same with links to where the pages are now."""


def updated(
    content: str,
    texts: Iterable[Text],
    *,
    language: str,
    file: str,
    keeps: Keeps | None = None,
    recall: Recall | None = None,
    respell: Respell | None = None,
) -> str:
    """The PO file brought in line with the texts, in their order.

    A text without a context that has no translation takes what `recall` gives. A text that changed keeps the
    translation of the one most like it, marked fuzzy and with the earlier text (`#| msgid`) unless `keeps` says that
    it still holds; where `respell` makes the earlier text the present one, the translation is respelled too, and holds.
    A text that is gone becomes obsolete. Doing it again changes nothing.
    """
    old = _parsed(content, file) if content else polib.POFile()
    fresh = polib.POFile(wrapwidth=100)
    fresh.metadata = {**_HEADER, **old.metadata, "Language": language}
    fresh.header = old.header
    wanted = {text.key: text for text in texts}
    if respell:
        _respell(old, wanted, respell)
    by_life = sorted(old, key=lambda entry: not entry.obsolete)  # a living entry counts more than an obsolete one
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in by_life}
    vanished = {key: entry for key, entry in known.items() if key not in wanted and entry.msgstr}
    for text in wanted.values():
        fresh.append(_entry(text, known, vanished, keeps, recall))
    kept = {(entry.msgctxt, entry.msgstr) for entry in fresh if entry.msgstr}
    for entry in vanished.values():
        if (entry.msgctxt, entry.msgstr) not in kept:
            entry.obsolete, entry.occurrences, entry.previous_msgid = True, [], None
            fresh.append(entry)
    return str(fresh) + "\n"


def with_review(content: str, record: str, file: str) -> str:
    """The PO file with the record of a review in its header."""
    po = _parsed(content, file)
    po.wrapwidth, po.metadata[REVIEWED] = 100, record
    return f"{po}\n"


def with_targets(content: str, targets: Targets, file: str) -> str:
    """The PO file with these translations of its texts. Texts that it does not have are left out."""
    po = _parsed(content, file)
    po.wrapwidth = 100
    for entry in po:
        if given := targets.get((entry.msgctxt or "", entry.msgid)):
            entry.msgstr, entry.previous_msgid = given.text, given.previous
            entry.flags = ["fuzzy"] * given.fuzzy + [flag for flag in entry.flags if flag != "fuzzy"]
    return f"{po}\n"


REVIEWED = "X-Reviewed"
_HEADER = {"MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}
_SIMILAR = 0.6


def _respell(po: polib.POFile, wanted: Mapping[Key, Text], respell: Respell) -> None:
    """Respells the entries whose text is not wanted but for that."""
    present = {(entry.msgctxt or "", entry.msgid) for entry in po}
    for entry in po:
        context, now = entry.msgctxt or "", respell(entry.msgid)
        if (context, now) in wanted and (context, now) not in present:
            entry.msgid, entry.msgstr = now, respell(entry.msgstr)
            entry.previous_msgid = entry.previous_msgid and respell(entry.previous_msgid)


def _entry(
    text: Text,
    known: Mapping[Key, polib.POEntry],
    vanished: Mapping[Key, polib.POEntry],
    keeps: Keeps | None,
    recall: Recall | None,
) -> polib.POEntry:
    fresh = polib.POEntry(msgid=text.source, msgctxt=text.context or None, comment=text.note)
    fresh.occurrences = [(text.file, "")] if text.place else []
    old = known.get(text.key)
    if old is not None:
        fresh.msgstr, fresh.tcomment, fresh.flags = old.msgstr, old.tcomment, list(old.flags)
        fresh.previous_msgid = old.previous_msgid if old.fuzzy else None
    if recall and not text.context and not fresh.msgstr and (given := recall(text.source)):
        fresh.msgstr, fresh.flags, fresh.previous_msgid = given.msgstr, list(given.flags), given.previous_msgid
    elif old is None and (near := _nearest(text, vanished)):
        holds = keeps is not None and not near.fuzzy and keeps(near.msgid, text.source)
        fresh.msgstr, fresh.tcomment, fresh.flags = near.msgstr, near.tcomment, [] if holds else ["fuzzy"]
        was = near.previous_msgid if near.fuzzy and near.previous_msgid else near.msgid
        fresh.previous_msgid = None if holds else was
    return fresh


def _nearest(text: Text, vanished: Mapping[Key, polib.POEntry]) -> polib.POEntry | None:
    if text.context:  # the context says what the text is: only an entry for the same thing can be its earlier form
        return next((entry for (context, _), entry in vanished.items() if context == text.context), None)
    sources = [source for context, source in vanished if not context]
    near = difflib.get_close_matches(text.source, sources, n=1, cutoff=_SIMILAR)
    return vanished[("", near[0])] if near else None


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
