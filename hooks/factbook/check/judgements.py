"""What must hold of any text that readers see: one judgement each of Markdown source and of built HTML.

Two readers give the text: `content.page_text` from Markdown, `html.page_text` from HTML.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, Protocol

from ..locale.numerals import Numerals
from ..model.factbook import Factbook
from ..model.problem import Place
from ..project import Project
from .registry import Finding

Telling = Callable[[str], object]
"""Tells of a text in small letters whether it may hold what is looked for. Most do not, and searching takes longer."""


class Passage(NamedTuple):
    """A text as a reader sees it, the languages that it may be in, and what gives the place of a character of it."""

    text: str
    codes: tuple[str, ...]
    at: Callable[[int], Place]


class PageText(Protocol):
    """The text of a page in one language, as a reader of Markdown or HTML gives it."""

    project: Project
    code: str

    @property
    def numerals(self) -> Mapping[str, Numerals]:
        """What finds figures, by the code of the language."""

    def unproven(self, telling: Telling) -> Iterator[Passage]:
        """Yield the telling texts whose figures nothing vouches for."""

    def uncited(self) -> Iterator[tuple[Place, str]]:
        """Yield place and text of each block that states something and cites no fact."""


def unbound_figure(text: PageText) -> Iterator[Finding]:
    """Every figure that a reader sees must be bound to a fact, whether in digits or in words.

    Bad:  The itch usually begins at three to five years of age.
    Good: The itch usually begins at {{ fact('itch-age') }} of age.
    """
    hint = (
        "Write {{ fact('…') }}, which prints the figure of a fact; or say it without a figure. For what the site has: "
        "{{ count('facts') }} … A phrase that states none is named below `idioms` of the language in languages.yml."
    )
    for passage in text.unproven(lambda part: any(given.telling.search(part) for given in text.numerals.values())):
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


def outdated(book: Factbook) -> list[tuple[str, str]]:
    """Return the outdated words, each with what to write for it."""
    return [(old, term.term) for term in book.glossary.values() for old in term.replaces]
