"""The Markdown source of a page as readers see it."""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache, wraps
from itertools import islice

from ...load import document_text
from ...locale.numerals import Numerals
from ...locale.phones import PHONE
from ...locale.text_search import folded, whole, words
from ...model.problem import Place
from ...page.calls import blanked, calls_in, without_calls
from ...page.pages import Page
from ...page.segments import statements
from ...project import Project
from ...translate.glossary import among, phrase
from ..judgements import Passage, Telling, outdated, unbound_figure, uncited_block
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
    def numerals(self) -> Mapping[str, Numerals]:
        """What finds figures in the source language."""
        return {self.code: self.project.numerals}

    @cached_property
    def words(self) -> set[str]:
        """The words of all passages."""
        return set().union(*(words(passage.text) for passage in self.passages))

    @cached_property
    def passages(self) -> list[Passage]:
        """The body, what readers see of the head, and the names that `term()` prints."""
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
            for passage in self.passages:
                if telling(folded(passage.text)):
                    yield passage._replace(text=_blank(PHONE, passage.text))

    def _passage(self, place: Place, text: str, prose: str) -> Passage:
        return Passage(prose, (self.code,), lambda offset: place_within(place, text, offset))

    def uncited(self) -> Iterator[tuple[Place, str]]:
        """Yield place and text of each block that states something and cites no fact."""
        for line, text in statements(self.page.pieces):
            if not any(name in _CITING for name, _ in calls_in(text)):
                yield Place(self.page.file, line, 1), without_calls(text)


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


def _in_markdown(judgement: Callable[[MarkdownText], Iterator[Finding]]) -> Check:
    @wraps(judgement)
    def check(project: Project) -> Iterator[Finding]:
        for page in project.pages.values():
            yield from judgement(MarkdownText(project, page))

    return check


def unsourced_name(text: MarkdownText) -> Iterator[Finding]:
    """A drug or gene must be named only on pages that rest on a document whose title or an anchor names it.

    Bad:  Calmolin on a page with sources: [leaflet]
    Good: Calmolin on a page with sources: [bulletin]
    """
    book, sources = text.project.book, text.page.meta.sources
    if not book.sources.keys() >= {*sources}:  # that is reported there
        return
    terms = [(term.term, *term.names) for term in book.glossary.values() if term.kind in ("drug", "gene")]
    for names in terms:
        spelled = [name for name in names if document_text.words(name) and words(name) <= text.words]
        pattern = whole(tuple(spelled))
        for passage in text.passages if spelled else ():
            found = (found for found in pattern.finditer(passage.text) if not text.project.named(found[0], sources))
            for name in islice(found, 1):
                hint = f"Cite a fact on {names[0]} from a document that names it."
                yield passage.at(name.start()), f"a source of this page must name {name[0]!r}, none does", hint


def typed_phone_number(text: MarkdownText) -> Iterator[Finding]:
    """A phone number must come from hotlines.yml; it must not be typed on a page.

    Bad:  Call 800-555-0142.
    Good: {{ hotlines() }}
    """
    hint = "Put it into docs/_facts/hotlines.yml with its evidence, and write {{ hotlines() }}."
    for place, body in texts_of(text.page):
        for found in _DIALLED.finditer(body):
            message = f"a phone number must not be typed on a page: {found[0]!r}"
            yield place_within(place, body, found.start()), message, "Write {{ hotlines() }}."
    for passage in text.passages:
        for found in PHONE.finditer(passage.text):
            yield passage.at(found.start()), f"a phone number must not be typed on a page: {found[0]!r}", hint


def outdated_word(text: MarkdownText) -> Iterator[Finding]:
    """Outdated words, and those that a language forbids, must not reach readers, but for the one place that explains
    them and the documents' own words.

    Bad:  the old word that a document uses
    Good: {{ term('glimmer-itch') }}
    """
    book = text.project.book
    pairs = among([*outdated(book), *book.languages[text.code].forbidden.items()], text.words)
    for passage in text.passages if pairs else ():
        for old, new in pairs:
            for found in phrase(old).finditer(passage.text):
                yield passage.at(found.start()), f"the outdated word {found[0]!r} must not be used", f"Write {new!r}."


for _code, _judgement in (
    ("FB306", unbound_figure), ("FB307", uncited_block), ("FB308", unsourced_name), ("FB309", typed_phone_number),
    ("FB312", outdated_word),
):  # fmt: skip
    rule(_code, "content")(_in_markdown(_judgement))
