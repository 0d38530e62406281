"""Bringing PO files in line with the texts that are to be translated."""

import difflib
from collections.abc import Callable, Iterable, Mapping

import polib

from ..page.texts import Key, Text
from .po import REVIEWED, sound, written

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
    old = sound(content, file)
    fresh = polib.POFile(wrapwidth=old.wrapwidth)
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
    return written(fresh, content)


def with_review(content: str, record: str, file: str) -> str:
    """The PO file with the record of a review in its header."""
    po = sound(content, file)
    po.metadata[REVIEWED] = record
    return written(po, content)


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
    fresh.occurrences = [(text.place.file, "")] if text.place.file else []  # no line: a new paragraph would change many
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
