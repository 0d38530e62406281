"""What pages speak of: how many of their sentences have a document as their subject, and how many marks they carry."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from types import MappingProxyType

from ..load.cache import Cache
from ..locale.text_search import any_of
from ..model.entries import DocumentWords
from ..page.pages import Page
from ..page.sentences import split
from ..project import Project
from .readability import KIND, Key, blocks, converted_html, page_of

_WORD = re.compile(r"\w+")
_SHORTEST = 3
"""Words of a sentence; "See there." is none that could speak of a document."""
_UNSEEN = {"details", "svg", ".same-kind"}


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


def shares(
    project: Project,
    known: Cache,
    key: Key | None = None,
    converted: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> tuple[Share, ...]:
    """Return the share of each page in each language that has words for documents; see `readability.scores`."""
    codes = [code for code in project.renderers if project.book.languages[code].documents]
    return tuple(
        _share(project, page, code, known, key, converted) for code in codes for page in project.pages.values()
    )


def _share(
    project: Project, page: Page, code: str, known: Cache, key: Key | None, converted: Mapping[tuple[str, str], str]
) -> Share:
    kept = f"subjects {key(page.path, code)}" if key else ""
    if key and (stored := known.get(KIND, kept)) is not None:
        sentences, about, marks = json.loads(stored)
        return Share(page.path, code, sentences, tuple(about), marks)
    html = converted.get((page.path, code)) or converted_html(project, page, code)
    language = project.book.languages[code]
    assert language.documents is not None
    found = [text for block in blocks(project, page, code, html) for text in split(block, language.abbreviations)]
    found = [text for text in found if len(text.split()) >= _SHORTEST]
    about = [text for text in found if _pattern(language.documents).search(text)]
    made = Share(page.path, code, len(found), tuple(about), _marks(page, code, html))
    if key:
        known.put(KIND, kept, json.dumps([made.sentences, about, made.marks]).encode())
    return made


@cache
def _pattern(given: DocumentWords) -> re.Pattern[str]:
    """Return what finds a sentence that begins with a document and its verb, or with one of the given beginnings.

    Up to four words may stand before the name of the document ("Another part of the study"), two words or a clause
    between it and the verb ("The study, which …, says"; "does not say").
    """
    word, names, verbs = r"[\w’'-]+", any_of(given.names), any_of(given.verbs)
    named = rf"(?:{word} ){{0,4}}?{names}(?:, [^,]*,)?(?: {word}){{0,2}}? {verbs}"
    return re.compile(rf"^\W*(?:{any_of(given.starts)}|{named})\b", re.IGNORECASE)


def _marks(page: Page, code: str, html: str) -> float:
    """Return the marks per 100 words, without what is folded away or drawn."""
    runs = [run for run in page_of(page, code, html).runs if run.block and not run.inside & _UNSEEN]
    marks = sum(".cite" in run.inside for run in runs)
    words = sum(len(_WORD.findall(run.text)) for run in runs if ".cite" not in run.inside)
    return 100 * marks / words if words else 0


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
