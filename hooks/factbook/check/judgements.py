"""What must hold of any text that readers see, as it is written in Markdown and as it is built."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from ..locale.numerals import Numerals
from ..locale.text_search import folded
from ..model.problem import Place
from ..project import Project
from .registry import Finding


class Passage(NamedTuple):
    """A text as a reader sees it, the languages that it may be in, and what gives the place of a character of it."""

    text: str
    codes: tuple[str, ...]
    at: Callable[[int], Place]


_BIND = (
    "Write {{ fact('…') }}, which prints the figure of a fact; or say it without a figure. Telephone numbers are "
    "in {{ hotlines() }}, numbers of what the site has in {{ count('facts') }} … A phrase that states no figure "
    "is named below `idioms` of the language in languages.yml."
)


def loose_figures(
    passages: Iterable[Passage], project: Project, numerals: Mapping[str, Numerals], hint: str = _BIND
) -> Iterator[Finding]:
    """Yield the figures of texts that no fact vouches for; `numerals` finds them, by the code of the language."""
    for passage in passages:
        known = folded(passage.text)
        for code in (code for code in passage.codes if numerals[code].telling.search(known)):
            for figure in numerals[code].loose(project.without_names(passage.text)):
                place = passage.at(figure.start)
                context = f", in {place.subject[:60]!r}" if place.subject else ""
                yield place, f"a figure must be bound to a fact, {figure.text!r} is not{context}", hint


def uncited(place: Place, block: str) -> Finding:
    """Return the finding of a block that states something and cites nothing."""
    hint = "Add {{ cite('…') }}, or put {: .editorial } below a block that is about this page only."
    return place, f"a block must cite a fact: {block[:60]!r}", hint
