"""What must hold of any text that readers see: one judgement each of Markdown source and of built HTML.

Two readers give the text: `content.page_text` from Markdown, `html.page_text` from HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import ClassVar, NamedTuple, Protocol

from ..load import document_text
from ..locale import text_search
from ..locale.numerals import Numerals
from ..locale.phones import PHONE
from ..model.factbook import Factbook
from ..model.problem import Place
from ..project import Project
from ..translate.glossary import among, phrase
from .registry import Finding

_DIGIT = re.compile(r"\d")
_PHONE_DIGITS = 7
"""The fewest that a phone number has."""
_QUOTED = frozenset(("q", "code"))
_DIALLED = _QUOTED | {"a", "data", "time"}
_OTHERS_WORDS = _QUOTED | {"pre", "cite", "data", "time", ".cite", "#sources", "nav", "header", "footer"}


Telling = Callable[[str], object]
"""Tells of a text in small letters whether it may hold what is looked for. Most do not, and searching takes longer."""


class Passage(NamedTuple):
    """A text as a reader sees it, the languages that it may be in, and what gives the place of a character of it."""

    text: str
    codes: tuple[str, ...]
    at: Callable[[int], Place]


@dataclass(frozen=True)
class Guarded:
    """The names of a drug or gene in the source language, and the one in the language at hand."""

    KINDS: ClassVar = ("drug", "gene")
    names: tuple[str, ...]
    translated: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds any of the names."""
        return _any_of(tuple(self.words_of))

    @cached_property
    def words_of(self) -> dict[str, set[str]]:
        """Each name that has words, and these."""
        return {name: text_search.words(name) for name in (*self.names, self.translated) if document_text.words(name)}

    def unnamed_in(self, text: str, named: Callable[[str], bool]) -> re.Match[str] | None:
        """Return the first name in a text that is not `named`. For a translated name, any of the term's will do."""
        for found in self.pattern.finditer(text):
            names = self.names if found[0].casefold() == self.translated.casefold() else (found[0],)
            if not any(map(named, names)):
                return found
        return None


@cache
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){text_search.any_of(names)}(?!\w)", re.IGNORECASE)


class PageText(Protocol):
    """The text of a page in one language, as a reader of Markdown or HTML gives it."""

    project: Project
    code: str

    @property
    def sources(self) -> list[str] | None:
        """The sources that the page rests on; None if that cannot be told."""

    @property
    def guarded(self) -> list[Guarded]:
        """The drugs and genes."""

    @property
    def words(self) -> set[str]:
        """The words of all passages, in small letters."""

    @property
    def numerals(self) -> Mapping[str, Numerals]:
        """What finds figures, by the code of the language."""

    def passages(self, exempt: frozenset[str], telling: Telling) -> Iterator[Passage]:
        """Yield the telling texts that are in none of the tags, classes and ids of `exempt`."""

    def unproven(self, telling: Telling) -> Iterator[Passage]:
        """Yield the telling texts whose figures nothing vouches for."""

    def uncited(self) -> Iterator[tuple[Place, str]]:
        """Yield place and text of each block that states something and cites no fact."""

    def phone_links(self) -> Iterator[Finding]:
        """Yield what is wrong with addresses that dial."""


def unbound_figure(text: PageText) -> Iterator[Finding]:
    """Every figure that a reader sees must be bound to a fact, whether in digits or in words.

    Bad:  The itch usually begins at three to five years of age.
    Good: The itch usually begins at {{ fact('itch-age') }} of age.
    """
    hint = (
        "Write {{ fact('…') }}, which prints the figure of a fact; or say it without a figure. For what the site has: "
        "{{ count('facts') }}, {{ count('sources') }} …"
    )
    said = {word for numerals in text.numerals.values() for word in numerals.telling & text.words}
    for passage in text.unproven(lambda part: _DIGIT.search(part) or any(word in part for word in said)):
        prose = text.project.without_names(passage.text)
        for code in passage.codes:
            for figure in text.numerals[code].loose(prose):
                place = passage.at(figure.start)
                context = f", in {place.subject[:60]!r}" if place.subject else ""
                yield place, f"a figure must be bound to a fact, {figure.text!r} is not{context}", hint


def uncited_block(text: PageText) -> Iterator[Finding]:
    """A block of text must cite a fact, or be marked as editorial where it states nothing of the subject. A picture is
    cited by its figure (FB516).

    Bad:  A cool cloth helps.
    Good: A cool cloth often helps {{ cite('care-cloth') }}.
    """
    hint = "Add {{ cite('…') }}, or put {: .editorial } below a block that is about this page only."
    for place, block in text.uncited():
        yield place, f"a block must cite a fact: {block[:60]!r}", hint


def unsourced_name(text: PageText) -> Iterator[Finding]:
    """A drug or gene must be named only on pages that rest on a document whose title or an anchor names it.

    Bad:  Calmolin on a page with sources: [leaflet]
    Good: Calmolin on a page with sources: [bulletin]
    """
    if text.sources is None:
        return
    named = partial(text.project.named, sources=text.sources)
    for term in text.guarded:
        here = [own for own in term.words_of.values() if own <= text.words]
        telling = partial(_has_all_of_any, here)
        for passage in text.passages(_OTHERS_WORDS, telling) if here else ():
            if found := term.unnamed_in(passage.text, named):
                hint = f"Cite a fact on {term.names[0]} from a document that names it."
                yield passage.at(found.start()), f"a source of this page must name {found[0]!r}, none does", hint


def _has_all_of_any(groups: list[set[str]], text: str) -> bool:
    return any(all(map(text.__contains__, group)) for group in groups)


def unlisted_phone_number(text: PageText) -> Iterator[Finding]:
    """A phone number must come from hotlines.yml, as a link that dials it and shows it, beside the name of its
    organisation and of no other; it must not be typed on a page.

    Bad:  Call 800-555-0142.
    Good: {{ hotlines() }}
    """
    yield from text.phone_links()
    hint = "Put it into docs/_facts/hotlines.yml with its evidence, and write {{ hotlines() }}."
    for passage in text.passages(_DIALLED, lambda part: len(_DIGIT.findall(part)) >= _PHONE_DIGITS):
        for found in PHONE.finditer(passage.text):
            yield passage.at(found.start()), f"a phone number must not be typed on a page: {found[0]!r}", hint


def outdated_word(text: PageText) -> Iterator[Finding]:
    """Outdated words, and those that a language forbids, must not reach readers, but for the one place that explains
    them and the documents' own words.

    Bad:  the old word that a document uses
    Good: {{ term('glimmer-itch') }}
    """
    book = text.project.book
    pairs = among([*outdated(book), *book.languages[text.code].forbidden.items()], text.words)
    for passage in text.passages(_QUOTED, partial(among, pairs)) if pairs else ():
        for old, new in pairs:
            for found in phrase(old).finditer(passage.text):
                yield passage.at(found.start()), f"the outdated word {found[0]!r} must not be used", f"Write {new!r}."


def outdated(book: Factbook) -> list[tuple[str, str]]:
    """Return the outdated words, each with what to write for it."""
    return [(old, term.term) for term in book.glossary.values() for old in term.replaces]


Judgement = Callable[[PageText], Iterator[Finding]]
JUDGEMENTS: Mapping[Judgement, tuple[str, str]] = {
    unbound_figure: ("FB306", "FB505"),
    uncited_block: ("FB307", "FB506"),
    unsourced_name: ("FB308", "FB515"),
    unlisted_phone_number: ("FB309", "FB508"),
    outdated_word: ("FB312", "FB514"),
}
"""Each judgement, and its codes in Markdown and in HTML."""
