"""The Markdown source of a page as readers see it."""

import html
import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache, partial

from ...locale.numerals import Numerals
from ...locale.phones import PHONE
from ...locale.text_search import folded
from ...model.problem import Place
from ...page.calls import CITING, blanked, calls_in, without_calls
from ...page.pages import Page
from ...page.segments import statements
from ...project import Project
from ..judgements import JUDGEMENTS, Passage, Telling, of_reader
from ..registry import Finding, page_rule
from .calls import named

ENTITY = re.compile(r"&#?\w+;")
_NOT_PROSE = re.compile(
    r"\]\([^)\s]*|<[^<>]*>|\{:[^{}]*\}|(?m:^[ \t]*\d{1,2}[.)](?=[ \t]))", re.DOTALL
)  # the last one is the number of a list item
_INK = re.compile(r"\S")
_DIALLED = re.compile(r"\b(?:tel|callto|sms):", re.IGNORECASE)


class MarkdownText:
    """The text of a page's Markdown, for the rules of `judgements`."""

    def __init__(self, project: Project, page: Page) -> None:
        self.project, self.page, self.code = project, page, project.book.source_language
        self.names = project.names
        self.numerals: Mapping[str, Numerals] = {self.code: project.numerals}
        known = project.book.sources.keys() >= set(page.meta.sources)  # else that is reported there
        self.sources = list(page.meta.sources) if known else None

    @cached_property
    def folded(self) -> str:
        return "\n".join([folded(passage.text) for passage in self._passages])

    def passages(self, exempt: frozenset[str], telling: Telling) -> Iterator[Passage]:
        """Yield the telling ones of the body, what readers see of the head, and the names that `term()` prints."""
        del exempt  # quotations, code and figures stand in calls, which are blanked
        return (passage for passage in self._passages if telling(folded(passage.text)))

    @cached_property
    def _passages(self) -> list[Passage]:
        glossary, calls = self.project.book.glossary, (call for call in self.page.calls if call.name == "term")
        terms = ((named(self.page, call), call.arguments[0]) for call in calls if len(call.arguments) == 1)
        texts = [(place, text, prose_of(text)) for place, text in texts_of(self.page)]
        texts += [(place, "", glossary[name].term) for place, name in terms if name in glossary]
        return [Passage(prose, (self.code,), partial(place_within, place, text)) for place, text, prose in texts]

    def unproven(self, telling: Telling) -> Iterator[Passage]:
        """Yield the telling passages without phone numbers, which have a rule of their own."""
        if not self.project.book.lost("glossary"):  # or names with digits would be taken for figures
            for passage in self.passages(frozenset(), telling):
                yield passage._replace(text=_blank(PHONE, passage.text))

    def uncited(self) -> Iterator[tuple[Place, str]]:
        for line, text in statements(self.page.pieces):
            if not any(name in (*CITING, "outdated") for name, _ in calls_in(text)):
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


for _judgement, (_code, _) in JUDGEMENTS.items():
    page_rule(_code)(of_reader(_judgement, MarkdownText))
