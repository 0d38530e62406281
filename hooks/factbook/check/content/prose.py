"""The text of pages as it is written: its figures, statements, names, phone numbers and markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from ...load.fingerprint import words
from ...locale import text_search
from ...locale.text_search import INVISIBLE, any_of
from ...model.entries import Term
from ...model.problem import Place
from ...page.calls import Call, blanked, calls_in, is_half_call, without_calls
from ...page.pages import Page
from ...page.segments import statements
from ...page.urls import is_readable
from ...project import Project
from ...translate.glossary import among, phrase
from ..registry import Finding, rule
from .calls import named
from .facts import outdated

_NOT_PROSE = re.compile(
    r"\]\([^)\s]*|<[^<>]*>|\{:[^{}]*\}|(?m:^[ \t]*\d{1,2}[.)](?=[ \t]))", re.DOTALL
)  # the last one is the number of a list item
_ENTITY = re.compile(r"&#?\w+;")
_CITING = {"fact", "when", "cite", "outdated"}
_INK = re.compile(r"\S")
PHONE = re.compile(r"(?<![\w-])\+?\(?\d(?:[\s()./\u2010-\u2015-]{0,3}\d){6,14}(?![\w-])")
"""Finds what may be a phone number, by its digits."""
_DIALLED = re.compile(r"\b(?:tel|callto|sms):", re.IGNORECASE)
_HTML = re.compile(
    r"<(?!/?div\b)(/?[a-zA-Z!?][^\s>]*)|<div\b(?! class=\"[\w -]+\" markdown>)[^<>]*>|javascript:|\bon\w+\s*=\s*[\"']"
)
_ATTRIBUTES = re.compile(r"\{(?!:?[ ]*(?:[.#][\w-]+[ ]*)+\})[^{}\n]*\}")
LINK = re.compile(r"\]\(\s*<?([^)\s>]+)|^ {0,3}\[[^\]]+\]:\s*<?(\S+)", re.MULTILINE)
_SCHEME = re.compile(r"[^/?#]*:|&#?\w+;")
_DEEP = re.compile(r"^[ >]{81}", re.MULTILINE)
_SAFE_SCHEMES = {"http:", "https:", "mailto:"}


@rule("FB306", "content")
def figure_is_bound(project: Project) -> Iterator[Finding]:
    """A figure on a page must be bound to a fact, whether in digits or in words.

    Bad:  The itch usually begins at three to five years of age.
    Good: The itch usually begins at {{ fact('itch-age') }} of age.
    """
    if project.book.lost("glossary"):  # names that have digits in them are not known
        return
    for page in project.pages.values():
        for place, text in texts_of(page):
            prose = _blank(PHONE, project.without_names(prose_of(text)))  # phone numbers have a rule of their own
            for figure in project.numerals.loose(prose):
                hint = "Write {{ fact('…') }}, which prints the figure of a fact; or say it without a figure."
                yield (
                    place_within(place, text, figure.start),
                    f"a figure must be bound to a fact, {figure.text!r} is not",
                    hint,
                )


@rule("FB307", "content")
def prose_is_cited(project: Project) -> Iterator[Finding]:
    """A block of text must cite a fact, or be marked as editorial where it states nothing of the subject.

    Bad:  A cool cloth helps.
    Good: A cool cloth often helps {{ cite('care-cloth') }}.
    """
    for page in project.pages.values():
        for line, text in statements(page.pieces):
            if not any(name in _CITING for name, _ in calls_in(text)):
                hint = "Add {{ cite('…') }}, or put {: .editorial } below a block that is about this page only."
                yield Place(page.file, line, 1), f"a block must cite a fact: {without_calls(text)[:60]!r}", hint


@rule("FB308", "content")
def name_is_in_a_source(project: Project) -> Iterator[Finding]:
    """A drug or gene must be named only on pages that rest on a document which names it.

    Bad:  Calmolin on a page with sources: [leaflet]
    Good: Calmolin on a page with sources: [bulletin]
    """
    book = project.book
    guarded = [(name, term) for name, term in book.glossary.items() if term.kind in ("drug", "gene")]
    searches = [(term, _any_of((term.term, *term.names))) for _, term in guarded]
    names = {name: text_search.words(name) for _, term in guarded for name in (term.term, *term.names)}
    for page in project.pages.values():
        documents = [book.fingerprints[name] for name in page.meta.sources if name in book.fingerprints]
        if len(documents) < len(page.meta.sources):
            continue  # a source or its fingerprint is missing, which is reported there
        for place, text in texts_of(page):
            prose = prose_of(text)
            written = text_search.words(prose)
            here = {name for name, own in names.items() if own <= written}
            for term, pattern in searches:
                found = None if here.isdisjoint((term.term, *term.names)) else pattern.search(prose)
                if found and not any(document.has_name(found[0]) for document in documents):
                    message = f"a source of this page must name {found[0]!r}, none does"
                    yield (
                        place_within(place, text, found.start()),
                        message,
                        f"Cite a fact on {term.term} from a document that names it.",
                    )
        for call, term in _shown_terms(page, dict(guarded)):
            if not any(document.has_name(name) for document in documents for name in (term.term, *term.names)):
                yield named(page, call), f"a source of this page must name {term.term!r}, none does", ""


def _shown_terms(page: Page, guarded: Mapping[str, Term]) -> Iterator[tuple[Call, Term]]:
    """The calls that print the name of a term, as {{ term('calmolin') }} does."""
    for call in page.calls:
        if call.name == "term" and len(call.arguments) == 1 and call.arguments[0] in guarded:
            yield call, guarded[call.arguments[0]]


@rule("FB309", "content")
def phone_is_from_the_hotlines(project: Project) -> Iterator[Finding]:
    """A phone number must come from hotlines.yml; it must not be typed on a page.

    Bad:  Call 800-555-0142.
    Good: {{ hotlines() }}
    """
    for page in project.pages.values():
        for place, text in texts_of(page):
            for found in (*PHONE.finditer(prose_of(text)), *_DIALLED.finditer(text)):
                hint = "Put it into docs/_facts/hotlines.yml with its evidence, and write {{ hotlines() }}."
                yield (
                    place_within(place, text, found.start()),
                    f"a phone number must not be typed on a page: {found[0]!r}",
                    hint,
                )


@rule("FB312", "content")
def page_word_is_current(project: Project) -> Iterator[Finding]:
    """Outdated words must not be used on a page.

    Bad:  the old word that a document uses
    Good: {{ term('glimmer-itch') }}
    """
    for page in project.pages.values():
        for place, text in texts_of(page):
            for old, new in among(outdated(project.book), text_search.folded(text)):
                for found in phrase(old).finditer(text):
                    yield (
                        place_within(place, text, found.start()),
                        f"the outdated word {found[0]!r} must not be used",
                        f"Write {new!r}.",
                    )


@rule("FB313", "content")
def page_is_plain_markdown(project: Project) -> Iterator[Finding]:
    """A page must be plain Markdown: no HTML but `<div class="…" markdown>`, no scripts, no odd links or characters.

    Bad:  <b onclick="…">now</b>, [here](javascript:…)
    Good: **now**, [here](care.md)
    """
    for page in project.pages.values():
        if deep := _DEEP.search(page.body):
            yield page.place(deep.start()), "blocks must not be nested so deep", "Indent at most eighty characters."
        for place, text in texts_of(page):
            for offset, message, hint in _odd(blanked(text)):
                yield place_within(place, text, offset), message, hint


def _odd(text: str) -> Iterator[tuple[int, str, str]]:
    """Offset, message and hint for everything in a Markdown text that is no plain Markdown."""
    for found in _HTML.finditer(text):
        yield found.start(), f"HTML must not be used: {found[0]!r}", "Write Markdown."
    for found in _ATTRIBUTES.finditer(text):
        if is_half_call(found[0]):
            yield (
                found.start(),
                f"a call must have two braces on each side: {found[0]!r}",
                "As in {{ cite('itch-age') }}.",
            )
            continue
        yield found.start(), f"an attribute list must hold classes and ids only: {found[0]!r}", "As in {: .editorial }."
    for link in LINK.finditer(text):
        address = link[1] or link[2]
        scheme = _SCHEME.match(address)
        if not is_readable(address):
            yield link.start(), f"a link must be an address, {address!r} is none", "Copy it anew."
        if scheme and scheme[0].lower() not in _SAFE_SCHEMES:
            yield link.start(), f"a link must be http, https or mailto, not {scheme[0]!r}", ""
    for found in (*INVISIBLE.finditer(text), *_ENTITY.finditer(text)):
        if INVISIBLE.match(html.unescape(found[0])):
            yield found.start(), "invisible or direction-changing characters must not be used", "Type the text anew."


def texts_of(page: Page) -> Iterator[tuple[Place, str]]:
    """The body, and what of the head readers see."""
    yield Place(page.file, page.body_line, 1), page.body
    for key in ("title", "nav", "description"):
        if text := getattr(page.meta, key):
            yield page.meta_place(key), text


def place_within(start: Place, text: str, offset: int) -> Place:
    line = text.count("\n", 0, offset)
    if line == 0 and "\n" not in text:
        return start
    return Place(start.file, start.line + line, offset - text.rfind("\n", 0, offset))


@lru_cache(maxsize=8192)  # three rules ask for that of each page
def prose_of(text: str) -> str:
    """What readers see of a Markdown text; the rest is replaced by spaces, so that offsets stay."""
    text = _ENTITY.sub(lambda found: html.unescape(found[0])[:1].ljust(len(found[0])), text)
    return _blank(_NOT_PROSE, blanked(text, shown=True))


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """The text with what matches replaced by spaces, so that offsets stay."""
    return pattern.sub(lambda found: _INK.sub(" ", found[0]), text)


def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(name for name in names if words(name))}(?!\w)", re.IGNORECASE)
