"""The Markdown source of a page as readers see it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache, wraps

from ...locale.numerals import Numerals
from ...locale.phones import PHONE
from ...locale.text_search import folded, words
from ...model.problem import Place
from ...page.calls import blanked, calls_in, without_calls
from ...page.pages import Page
from ...page.segments import statements
from ...project import Project
from ..judgements import JUDGEMENTS, Guarded, Judgement, Passage, Telling
from ..registry import Check, Finding, rule
from .calls import named

ENTITY = re.compile(r"&#?\w+;")
_NOT_PROSE = re.compile(
    r"\]\([^)\s]*|<[^<>]*>|\{:[^{}]*\}|(?m:^[ \t]*\d{1,2}[.)](?=[ \t]))", re.DOTALL
)  # the last one is the number of a list item
_CITING = {"fact", "when", "cite", "outdated"}
_INK = re.compile(r"\S")
_DIALLED = re.compile(r"\b(?:tel|callto|sms):", re.IGNORECASE)


class MarkdownText:
    """The text of a page's Markdown, for the rules of `judgements`."""

    def __init__(self, project: Project, page: Page) -> None:
        self.project, self.page, self.code = project, page, project.book.source_language

    @property
    def sources(self) -> list[str] | None:
        """The sources that the page declares; None if one of them is missing, which is reported there."""
        wanted = self.page.meta.sources
        return list(wanted) if self.project.book.sources.keys() >= set(wanted) else None

    @property
    def guarded(self) -> list[Guarded]:
        """The drugs and genes of the glossary, by their names in the source language."""
        terms = self.project.book.glossary.values()
        return [Guarded((term.term, *term.names)) for term in terms if term.kind in Guarded.KINDS]

    @property
    def numerals(self) -> Mapping[str, Numerals]:
        """What finds figures in the source language."""
        return {self.code: self.project.numerals}

    @cached_property
    def words(self) -> set[str]:
        """The words of all passages."""
        return set().union(*(words(passage.text) for passage in self._passages))

    def passages(self, exempt: frozenset[str], telling: Telling) -> Iterator[Passage]:
        """Yield the telling ones of the body, what readers see of the head, and the names that `term()` prints."""
        del exempt  # quotations, code and figures stand in calls, which are blanked
        return (passage for passage in self._passages if telling(folded(passage.text)))

    @cached_property
    def _passages(self) -> list[Passage]:
        return list(self._all_passages())

    def _all_passages(self) -> Iterator[Passage]:
        for place, text in texts_of(self.page):
            yield self._passage(place, text, prose_of(text))
        glossary = self.project.book.glossary
        for call in self.page.calls:
            if call.name == "term" and len(call.arguments) == 1 and call.arguments[0] in glossary:
                yield self._passage(named(self.page, call), "", glossary[call.arguments[0]].term)

    def unproven(self, telling: Telling) -> Iterator[Passage]:
        """Yield the telling passages without phone numbers, which have a rule of their own."""
        if not self.project.book.lost("glossary"):  # or names with digits would be taken for figures
            for passage in self.passages(frozenset(), telling):
                yield passage._replace(text=_blank(PHONE, passage.text))

    def _passage(self, place: Place, text: str, prose: str) -> Passage:
        return Passage(prose, (self.code,), lambda offset: place_within(place, text, offset))

    def uncited(self) -> Iterator[tuple[Place, str]]:
        """Yield place and text of each block that states something and cites no fact."""
        for line, text in statements(self.page.pieces):
            if not any(name in _CITING for name, _ in calls_in(text)):
                yield Place(self.page.file, line, 1), without_calls(text)

    def phone_links(self) -> Iterator[Finding]:
        """Yield a finding for each address that dials."""
        for place, text in texts_of(self.page):
            for found in _DIALLED.finditer(text):
                message = f"a phone number must not be typed on a page: {found[0]!r}"
                yield place_within(place, text, found.start()), message, "Write {{ hotlines() }}."


def texts_of(page: Page) -> Iterator[tuple[Place, str]]:
    """Yield the body of a page, and what of its head readers see."""
    yield Place(page.file, page.body_line, 1), page.body
    for key in ("title", "nav", "description"):
        if text := getattr(page.meta, key):
            yield page.meta_place(key), text


def place_within(start: Place, text: str, offset: int) -> Place:
    """Return the place of a character in a text that begins at `start`; of a single line, the start."""
    line = text.count("\n", 0, offset)
    if line == 0 and "\n" not in text:
        return start
    return Place(start.file, start.line + line, offset - text.rfind("\n", 0, offset))


@lru_cache(maxsize=8192)  # five rules ask for that of each page
def prose_of(text: str) -> str:
    """Return what readers see of a Markdown text; spaces replace the rest, so that offsets stay."""
    text = ENTITY.sub(lambda found: html.unescape(found[0])[:1].ljust(len(found[0])), text)
    return _blank(_NOT_PROSE, blanked(text, shown=True))


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """Return the text with spaces in place of what matches, so that offsets stay."""
    return pattern.sub(lambda found: _INK.sub(" ", found[0]), text)


def _in_markdown(judgement: Judgement) -> Check:
    @wraps(judgement)
    def check(project: Project) -> Iterator[Finding]:
        for page in project.pages.values():
            yield from judgement(MarkdownText(project, page))

    return check


for _judgement, (_code, _) in JUDGEMENTS.items():
    rule(_code, "content")(_in_markdown(_judgement))
