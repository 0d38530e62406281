"""The Markdown source of a page as readers see it."""

import html
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from itertools import chain, islice

from ...load import document_text
from ...locale.text_search import whole, words
from ...model.problem import Place
from ...page.calls import blanked, calls_in, without_calls
from ...page.pages import Page
from ...page.segments import statements
from ...project import Project
from ...translate.glossary import among, phrase
from ..judgements import Passage, loose_figures, uncited
from ..registry import Finding, page_rule, rule
from .calls import named
from .facts import BOUND, labels, own_texts

ENTITY = re.compile(r"&#?\w+;")
_NOT_PROSE = re.compile(
    r"\]\([^)\s]*|<[^<>]*>|\{:[^{}]*\}|(?m:^[ \t]*\d{1,2}[.)](?=[ \t]))", re.DOTALL
)  # the last one is the number of a list item
_CITING = {"fact", "when", "cite", "outdated"}
_PROVEN = ("drug", "gene")
"""The kinds of terms that a source of the page must name."""
_INK = re.compile(r"\S")


def passages(project: Project, page: Page) -> Iterator[Passage]:
    """Yield what readers see of the body and the head of a page, and the names that `term()` prints."""
    codes, glossary = (project.book.source_language,), project.book.glossary
    for place, text in texts_of(page):
        yield Passage(prose_of(text), codes, partial(place_within, place, text))
    for call in page.calls:
        if call.name == "term" and len(call.arguments) == 1 and call.arguments[0] in glossary:
            yield Passage(glossary[call.arguments[0]].term, codes, partial(place_within, named(page, call), ""))


def in_data(project: Project, texts: Iterable[tuple[Place, str]]) -> Iterator[Passage]:
    """Yield texts of the data as passages, each with its place."""
    for place, text in texts:
        yield Passage(text, (project.book.source_language,), partial(place_within, place, ""))


def said(project: Project) -> Iterator[Passage]:
    """Yield every text of the site's own: of all pages, of the data, and the labels without their placeholders."""
    yield from chain.from_iterable(passages(project, page) for page in project.pages.values())
    bare = ((place, BOUND.sub("", text)) for place, text in labels(project.book))
    yield from in_data(project, chain(own_texts(project.book), bare))


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


@rule("FB306", "content")
def unbound_figure(project: Project) -> Iterator[Finding]:
    """Every figure that a reader sees must be bound to a fact, whether in digits or in words. In a claim, note or
    picture it stands in the value, and `{value}` in the text.

    Bad:  The itch usually begins at three to five years of age.
    Good: The itch usually begins at {{ fact('itch-age') }} of age.
    """
    if project.book.lost("glossary"):  # names that have digits in them are not known
        return
    numerals = {project.book.source_language: project.numerals}
    for page in project.pages.values():
        yield from loose_figures(passages(project, page), project, numerals)
    hint = "Put it into value or when, and {value} or {when} into the claim."
    yield from loose_figures(in_data(project, own_texts(project.book)), project, numerals, hint)


@page_rule("FB307")
def uncited_block(project: Project, page: Page) -> Iterator[Finding]:
    """A block of text must cite a fact, or be marked as editorial where it states nothing of the subject. A picture is
    cited by its figure (FB516).

    Bad:  A cool cloth helps.
    Good: A cool cloth often helps {{ cite('care-cloth') }}.
    """
    for line, text in statements(page.pieces):
        if not any(name in _CITING for name, _ in calls_in(text)):
            yield uncited(Place(page.file, line, 1), without_calls(text))


@page_rule("FB308")
def unsourced_name(project: Project, page: Page) -> Iterator[Finding]:
    """A drug or gene must be named only on pages that rest on a document whose title or an anchor names it.

    Bad:  Calmolin on a page with sources: [leaflet]
    Good: Calmolin on a page with sources: [bulletin]
    """
    book, sources = project.book, page.meta.sources
    if not book.sources.keys() >= {*sources}:  # that is reported there
        return
    texts, terms = list(passages(project, page)), [term for term in book.glossary.values() if term.kind in _PROVEN]
    shown = set().union(*(words(passage.text) for passage in texts))
    for term in terms:
        spelled = tuple(name for name in (term.term, *term.names) if document_text.words(name) and words(name) <= shown)
        for passage in texts if spelled else ():
            found = (found for found in whole(spelled).finditer(passage.text) if not project.named(found[0], sources))
            for name in islice(found, 1):
                hint = f"Cite a fact on {term.term} from a document that names it."
                yield passage.at(name.start()), f"a source of this page must name {name[0]!r}, none does", hint


@rule("FB312", "content")
def outdated_word(project: Project) -> Iterator[Finding]:
    """Outdated words, and those that a language forbids, must not reach readers, on pages and in data, but for the one
    place that explains them and the documents' own words.

    Bad:  the old word that a document uses
    Good: {{ term('glimmer-itch') }}
    """
    book = project.book
    pairs = [(old, term.term) for term in book.glossary.values() for old in term.replaces]
    pairs += book.languages[book.source_language].forbidden.items()
    for passage in said(project):
        for old, new in among(pairs, words(passage.text)):
            for found in phrase(old).finditer(passage.text):
                yield passage.at(found.start()), f"the outdated word {found[0]!r} must not be used", f"Write {new!r}."
