"""Pages as they are written."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from .. import patterns
from ..fingerprint import words
from ..loading import did_you_mean
from ..model import Factbook, Place, Term
from ..pages import DOCS, FUNCTIONS, Call, Page, is_readable, shown_facts, sources_of, url
from ..patterns import INVISIBLE, any_of
from ..project import Project
from ..segments import statements, urgent_box
from ..terms import among, phrase
from . import Finding, rule
from .evidence import outdated

_CALL = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_NOT_PROSE = re.compile(
    r"\{\{.*?\}\}|\]\([^)\s]*|<[^<>]*>|\{:[^{}]*\}|(?m:^[ \t]*\d{1,2}[.)](?=[ \t]))", re.DOTALL
)  # the last one is the number of a list item
_SHOWN = re.compile(r"(\{\{\s*term\([^,(){}]*,\s*['\"])([^'\"{}]*)(['\"]\s*\)\s*\}\})")
_ENTITY = re.compile(r"&#?\w+;")
_CITED = re.compile(r"\{\{\s*(?:fact|when|cite|outdated)\(")
_INK = re.compile(r"\S")
_PHONE = re.compile(r"(?<![\w-])\+?\(?\d(?:[\s()./\u2010-\u2015-]{0,3}\d){6,14}(?![\w-])")
_DIALLED = re.compile(r"\b(?:tel|callto|sms):", re.IGNORECASE)
_HTML = re.compile(
    r"<(?!/?div\b)(/?[a-zA-Z!?][^\s>]*)|<div\b(?! class=\"[\w -]+\" markdown>)[^<>]*>|javascript:|\bon\w+\s*=\s*[\"']"
)
_ATTRIBUTES = re.compile(r"\{(?!:?[ ]*(?:[.#][\w-]+[ ]*)+\})[^{}\n]*\}")
_HALF_CALL = re.compile(rf"\{{\s*(?:{'|'.join(FUNCTIONS)})\(")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)|^ {0,3}\[[^\]]+\]:\s*<?(\S+)", re.MULTILINE)
_SCHEME = re.compile(r"[^/?#]*:|&#?\w+;")
_FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_FIRST_LEVEL = re.compile(r"^[ >]*#(?!#)[ \t]*(.+?)[ \t]*$|^[ >]*(\S.*)\n[ >]*=+[ \t]*$", re.MULTILINE)
_DEEP = re.compile(r"^[ >]{81}", re.MULTILINE)
_SAFE_SCHEMES = {"http:", "https:", "mailto:"}
WITHOUT_FACTS = {"term": "glossary", "outdated": "glossary", "picture": "pictures", "evidence": "topics"}


def _named(page: Page, call: Call) -> Place:
    return Place(page.file, call.line, call.col)


@rule("FB302", "content")
def declared_source_is_used(project: Project) -> Iterator[Finding]:
    """A page must rest on each source that it declares.

    Bad:  sources: [leaflet, bulletin], and no fact from bulletin
    Good: sources: [leaflet]
    """
    for page in project.pages.values():
        used = sources_of(page.calls, project.book)
        for index, name in enumerate(page.meta.sources):
            place = page.meta_place("sources", index)
            if not project.book.knows("sources", name):
                yield (
                    place,
                    f"a source must be in sources.yml, {name!r} is not",
                    did_you_mean(name, project.book.sources),
                )
            elif name not in used and not _rests_on_unread(page, project.book):
                yield (
                    place,
                    f"a declared source must be used, no fact of this page is from {name!r}",
                    "Cite a fact from it, or drop it.",
                )


def _rests_on_unread(page: Page, book: Factbook) -> bool:
    """Whether it cannot be told on which sources the page rests."""
    for call in page.calls:
        table = WITHOUT_FACTS.get(call.name, "facts")
        named = [(table, name) for name in call.arguments] + [("facts", name) for name in shown_facts(call, book)]
        shown = "facts" if call.name == "evidence" else call.name
        if book.lost(shown) or any(book.unusable(*name) for name in named):
            return True
    return False


@rule("FB303", "content")
def used_source_is_declared(project: Project) -> Iterator[Finding]:
    """A page must declare each source that its facts rest on.

    Bad:  sources: [leaflet], and a fact from bulletin
    Good: sources: [leaflet, bulletin]
    """
    for page in project.pages.values():
        missing = [
            name
            for name in sources_of(page.calls, project.book)
            if name in project.book.sources and name not in page.meta.sources
        ]
        known = [name for name in page.meta.sources if project.book.knows("sources", name)]
        for name in missing:
            message = f"a source that is used must be declared, {name!r} is not"
            yield page.meta_place("sources"), message, f"Write sources: [{', '.join([*known, *missing])}]."


@rule("FB304", "content")
def name_is_known(project: Project) -> Iterator[Finding]:
    """A call must be one of the functions, with known ids.

    Bad:  {{ fact('itch-aeg') }}
    Good: {{ fact('itch-age') }}
    """
    book = project.book
    for page in project.pages.values():
        for call in page.calls:
            if call.name not in FUNCTIONS:
                yield (
                    _named(page, call),
                    f"a call must be a known function, {call.name!r} is not",
                    did_you_mean(call.name, FUNCTIONS),
                )
                continue
            known, table = _known_to(call, project), WITHOUT_FACTS.get(call.name, "facts")
            shown = call.arguments[:1] if call.name in _WITH_TEXT else call.arguments
            for name in shown:
                if name not in known and not book.unusable("facts" if table == "topics" else table, name):
                    yield (
                        _named(page, call),
                        f"{call.name}() must name something known, {name!r} is not",
                        did_you_mean(name, known),
                    )


def _known_to(call: Call, project: Project) -> Collection[str]:
    if call.name == "urgent":
        unread = {path for path in call.arguments if project.tree.exists(f"{DOCS}/{path}")} - project.pages.keys()
        return [*(path for path, page in project.pages.items() if urgent_box(page.body)), *unread]
    known: Collection[str] = getattr(project.book, WITHOUT_FACTS.get(call.name, "facts"))
    return known


_ARGUMENTS = {
    "fact": (1, 1),
    "when": (1, 1),
    "cite": (1, 99),
    "term": (1, 2),
    "outdated": (1, 1),
    "claims": (1, 99),
    "compare": (2, 99),
    "timeline": (2, 99),
    "urgent": (1, 1),
    "picture": (1, 1),
    "evidence": (0, 99),
}
_WITH_TEXT = ("term",)
"""Calls with an id and then words to show."""


@rule("FB305", "content")
def call_fits(project: Project) -> Iterator[Finding]:
    """A call must have the arguments that it needs, and the fact the figure that it shows.

    Bad:  {{ fact('care-cloth') }}, a fact without a value
    Good: {{ cite('care-cloth') }}
    """
    book = project.book
    for page in project.pages.values():
        for call in page.calls:
            least, most = _ARGUMENTS.get(call.name, (0, 0))
            if call.name in FUNCTIONS and not least <= len(call.arguments) <= most:
                yield (
                    _named(page, call),
                    f"{call.name}() must have {least} to {most} arguments, it has {len(call.arguments)}",
                    "",
                )
                continue
            part = {"fact": "value", "when": "when"}.get(call.name)
            fact = book.facts.get(call.arguments[0]) if part else None
            if part and fact and getattr(fact, part) is None:
                yield (
                    _named(page, call),
                    f"the fact must have a {part}, {call.arguments[0]!r} has none",
                    "Write cite() for a fact without a figure.",
                )
            if (
                call.name == "outdated"
                and call.arguments[0] in book.glossary
                and not book.glossary[call.arguments[0]].replaces
            ):
                yield _named(page, call), "the term must replace an outdated word, it replaces none", "Use term()."


@rule("FB319", "content")
def no_topic_is_left_out(project: Project) -> Iterator[Finding]:
    """Where pages show the evidence by topic, every topic must be on one of them.

    Bad:  {{ evidence('itch') }}, and facts/care.yml on no such page
    Good: {{ evidence('itch', 'care') }}
    """
    calls = [call for page in project.pages.values() for call in page.calls if call.name == "evidence"]
    if not all(call.arguments for call in calls):  # one page has all of it
        return
    shown = {topic for call in calls for topic in call.arguments}
    for topic, names in project.book.topics.items() if calls else ():
        if topic not in shown:
            place = Place(project.book.place("facts", names[0]).file, 1, 1)
            hint = f"Write {{{{ evidence({topic!r}) }}}} on a page."
            yield place, f"the facts of {topic!r} must be on a page that shows their anchors", hint


@rule("FB306", "content")
def figure_is_bound(project: Project) -> Iterator[Finding]:
    """A figure on a page must be bound to a fact, whether in digits or in words.

    Bad:  The itch usually begins at three to five years of age.
    Good: The itch usually begins at {{ fact('itch-age') }} of age.
    """
    if project.book.lost("glossary"):  # names that have digits in them are not known
        return
    for page in project.pages.values():
        for place, text in _texts(page):
            prose = _blank(_PHONE, project.without_names(_prose(text)))  # phone numbers have a rule of their own
            for figure in project.numerals.loose(prose):
                hint = "Write {{ fact('…') }}, which prints the figure of a fact; or say it without a figure."
                yield (
                    _within(place, text, figure.start),
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
            if not _CITED.search(text):
                hint = "Add {{ cite('…') }}, or put {: .editorial } below a block that is about this page only."
                yield Place(page.file, line, 1), f"a block must cite a fact: {_CALL.sub('', text)[:60]!r}", hint


@rule("FB308", "content")
def name_is_in_a_source(project: Project) -> Iterator[Finding]:
    """A drug or gene must be named only on pages that rest on a document which names it.

    Bad:  Calmolin on a page with sources: [leaflet]
    Good: Calmolin on a page with sources: [bulletin]
    """
    book = project.book
    guarded = [(name, term) for name, term in book.glossary.items() if term.kind in ("drug", "gene")]
    searches = [(term, _any_of((term.term, *term.names))) for _, term in guarded]
    names = {name: patterns.words(name) for _, term in guarded for name in (term.term, *term.names)}
    for page in project.pages.values():
        documents = [book.fingerprints[name] for name in page.meta.sources if name in book.fingerprints]
        if len(documents) < len(page.meta.sources):
            continue  # a source or its fingerprint is missing, which is reported there
        for place, text in _texts(page):
            prose = _prose(text)
            written = patterns.words(prose)
            here = {name for name, own in names.items() if own <= written}
            for term, pattern in searches:
                found = None if here.isdisjoint((term.term, *term.names)) else pattern.search(prose)
                if found and not any(document.has_name(found[0]) for document in documents):
                    message = f"a source of this page must name {found[0]!r}, none does"
                    yield (
                        _within(place, text, found.start()),
                        message,
                        f"Cite a fact on {term.term} from a document that names it.",
                    )
        for call, term in _shown_terms(page, dict(guarded)):
            if not any(document.has_name(name) for document in documents for name in (term.term, *term.names)):
                yield _named(page, call), f"a source of this page must name {term.term!r}, none does", ""


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
        for place, text in _texts(page):
            for found in (*_PHONE.finditer(_prose(text)), *_DIALLED.finditer(text)):
                hint = "Put it into docs/_facts/hotlines.yml with its evidence, and write {{ hotlines() }}."
                yield (
                    _within(place, text, found.start()),
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
        for place, text in _texts(page):
            for old, new in among(outdated(project.book), patterns.folded(text)):
                for found in phrase(old).finditer(text):
                    yield (
                        _within(place, text, found.start()),
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
        for place, text in _texts(page):
            for offset, message, hint in _odd(_blank(_CALL, text)):
                yield _within(place, text, offset), message, hint


def _odd(text: str) -> Iterator[tuple[int, str, str]]:
    """Offset, message and hint for everything in a Markdown text that is no plain Markdown."""
    for found in _HTML.finditer(text):
        yield found.start(), f"HTML must not be used: {found[0]!r}", "Write Markdown."
    for found in _ATTRIBUTES.finditer(text):
        if _HALF_CALL.match(found[0]):
            yield (
                found.start(),
                f"a call must have two braces on each side: {found[0]!r}",
                "As in {{ cite('itch-age') }}.",
            )
            continue
        yield found.start(), f"an attribute list must hold classes and ids only: {found[0]!r}", "As in {: .editorial }."
    for link in _LINK.finditer(text):
        address = link[1] or link[2]
        scheme = _SCHEME.match(address)
        if not is_readable(address):
            yield link.start(), f"a link must be an address, {address!r} is none", "Copy it anew."
        if scheme and scheme[0].lower() not in _SAFE_SCHEMES:
            yield link.start(), f"a link must be http, https or mailto, not {scheme[0]!r}", ""
    for found in (*INVISIBLE.finditer(text), *_ENTITY.finditer(text)):
        if INVISIBLE.match(html.unescape(found[0])):
            yield found.start(), "invisible or direction-changing characters must not be used", "Type the text anew."


@rule("FB314", "content")
def title_is_the_heading(project: Project) -> Iterator[Finding]:
    """A page must have one first-level heading, the same as its title.

    Bad:  title: Outlook, and # The outlook
    Good: title: Outlook, and # Outlook
    """
    for page in project.pages.values():
        headings = [found[1] or found[2] for found in _FIRST_LEVEL.finditer(_FENCED.sub("", page.body))]
        if headings != [page.meta.title]:
            message = f"the page must have one # heading that equals its title {page.meta.title!r}, it has {headings}"
            yield page.meta_place("title"), message, ""


@rule("FB315", "content")
def address_is_free(project: Project) -> Iterator[Finding]:
    """A page must have an address of its own, which is not that of a translation.

    Bad:  docs/pt/care.md, docs/care.pt.md
    Good: docs/_translations/pt/care.po
    """
    taken: dict[str, str] = {}
    for path, page in project.pages.items():
        names = {path.split("/")[0], path.removesuffix(".md").rpartition(".")[2]}
        for code in names.intersection(project.bundles):
            hint = f"Translations are in docs/_translations/{code}. Run: factbook translate update {code}"
            yield Place(page.file, 1, 1), f"a page must not stand where the pages in {code!r} are built", hint
        if first := taken.get(url(path)):
            yield Place(page.file, 1, 1), f"a page must have an address of its own, this one is that of {first}", ""
        taken[url(path)] = page.file


@rule("FB316", "content")
def moved_page_leads_on(project: Project) -> Iterator[Finding]:
    """A page that was published must stay, or another page's head must say that it has moved there.

    Bad:  docs/itch.md removed
    Good: moved_from: [itch.md] in the head of docs/care.md
    """
    for path in project.departed:
        if path not in project.moved:
            hint = f"Write `moved_from: [{path}]` in the head of the page that its readers should find instead."
            yield Place(f"{DOCS}/{path}"), "a page that was published must lead to where it went, it is gone", hint
    for page in project.pages.values():
        for number, old in enumerate(page.meta.moved_from):
            place = page.meta_places.get(("moved_from", number), page.meta_place("moved_from"))
            if old in project.pages:
                yield place, f"a page that has moved must be gone, {old!r} is there", "Take it out of moved_from."
            elif project.moved[old] != page.path:
                yield place, f"a page must have moved to one page, {old!r} is also in {project.moved[old]!r}", ""


def _texts(page: Page) -> Iterator[tuple[Place, str]]:
    """The body, and what of the head readers see."""
    yield Place(page.file, page.body_line, 1), page.body
    for key in ("title", "nav", "description"):
        if text := getattr(page.meta, key):
            yield page.meta_place(key), text


def _within(start: Place, text: str, offset: int) -> Place:
    line = text.count("\n", 0, offset)
    if line == 0 and "\n" not in text:
        return start
    return Place(start.file, start.line + line, offset - text.rfind("\n", 0, offset))


@lru_cache(maxsize=8192)  # three rules ask for that of each page
def _prose(text: str) -> str:
    """What readers see of a Markdown text; the rest is replaced by spaces, so that offsets stay."""
    text = _ENTITY.sub(lambda found: html.unescape(found[0])[:1].ljust(len(found[0])), text)
    shown = {found.start(2): found[2] for found in _SHOWN.finditer(text)}
    text = _blank(_NOT_PROSE, text)
    for start, words_shown in shown.items():
        text = text[:start] + words_shown + text[start + len(words_shown) :]
    return text


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """The text with what matches replaced by spaces, so that offsets stay."""
    return pattern.sub(lambda found: _INK.sub(" ", found[0]), text)


def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(name for name in names if words(name))}(?!\w)", re.IGNORECASE)
