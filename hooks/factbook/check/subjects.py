"""What pages speak of: how many of their sentences have a document as their subject, and how many marks they carry."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from ..load.cache import Cache
from ..locale.text_search import any_of
from ..model.entries import DocumentWords
from ..page.sentences import split
from ..project import Project
from .readability import KIND, Key, Texts

_SHORTEST = 3
"""Words of a sentence; "See there." is none that could speak of a document."""


@dataclass(frozen=True)
class Share:
    """A page in a language: its number of sentences, those whose subject is a document, and its marks per 100 words."""

    path: str
    code: str
    sentences: int
    about_documents: tuple[str, ...]
    marks: float

    @property
    def percent(self) -> float:
        """How many of its sentences have a document as their subject, in percent."""
        return 100 * len(self.about_documents) / self.sentences if self.sentences else 0


def shares(project: Project, known: Cache, key: Key | None = None, texts: Texts | None = None) -> tuple[Share, ...]:
    """Return the share of each page in each language that has words for documents; see `readability.scores`."""
    read = texts or Texts(project)
    codes = [code for code in project.renderers if project.book.languages[code].documents]
    return tuple(_share(project, path, code, known, key, read) for code in codes for path in project.pages)


def _share(project: Project, path: str, code: str, known: Cache, key: Key | None, texts: Texts) -> Share:
    kept = f"subjects {key(path, code)}" if key else ""
    if key and (stored := known.get(KIND, kept)) is not None:
        sentences, about, marks = json.loads(stored)
        return Share(path, code, sentences, tuple(about), marks)
    language, text = project.book.languages[code], texts.of(path, code)
    assert language.documents is not None
    found = [sentence for block in text.blocks for sentence in split(block, language.abbreviations)]
    found = [sentence for sentence in found if len(sentence.split()) >= _SHORTEST]
    about = [sentence for sentence in found if _pattern(language.documents).search(sentence)]
    if key:
        known.put(KIND, kept, json.dumps([len(found), about, text.marks]).encode())
    return Share(path, code, len(found), tuple(about), text.marks)


@cache
def _pattern(given: DocumentWords) -> re.Pattern[str]:
    """Return what finds a sentence that begins with a document and its verb, or with one of the given beginnings.

    Up to four words may stand before the name of the document ("Another part of the study"), two words or a clause
    between it and the verb ("The study, which …, says"; "does not say").
    """
    word, names, verbs = r"[\w’'-]+", any_of(given.names), any_of(given.verbs)
    named = rf"(?:{word} ){{0,4}}?{names}(?:, [^,]*,)?(?: {word}){{0,2}}? {verbs}"
    return re.compile(rf"^\W*(?:{any_of(given.starts)}|{named})\b", re.IGNORECASE)


def most(project: Project, share: Share) -> int:
    """Return how many percent limits.yml allows: what the first pattern says that the path of the page fits."""
    limits = project.book.limits.documents_as_subject
    return next((percent for pattern, percent in limits.items() if fnmatchcase(share.path, pattern)), 100)


def report(project: Project, found: tuple[Share, ...]) -> Iterator[str]:
    """Yield a row per page and language."""
    yield "sentences with a document as their subject, at most; marks per 100 words"
    for share in found:
        limit = most(project, share)
        yield (
            f"{share.percent:5.0f} %{limit:5} %{share.marks:7.1f}  {share.code}  {share.path}"
            f"{'  TOO MANY' if share.percent > limit else ''}"
        )
