"""How far translations are: per language and per page."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..model.front_matter import Review
from ..page.pages import Page
from ..page.texts import Text
from . import reviews
from .language import Bundle, State, Verdict, catalog_file

Row = tuple[str, Text, Verdict]
"""Name of the catalog (`language.UI` or the path of a page), text, and what the catalog has for it."""


@dataclass(frozen=True)
class PageCoverage:
    """How far the translation of one page (or of the interface) is."""

    name: str
    states: Counter[State]
    file: str = ""
    """Its PO file."""
    review: Review | None = None
    """Of the present translation."""

    @property
    def percent(self) -> int:
        """Translated texts in percent, rounded down."""
        return 100 * self.states["translated"] // self.states.total() if self.states else 100


@dataclass(frozen=True)
class Coverage:
    """How far a language is translated. `minimum` is in percent."""

    code: str
    minimum: int
    rows: tuple[Row, ...]
    offered: bool | None = None
    """What languages.yml says of it."""
    reviews: Mapping[str, Review] = field(default_factory=dict)
    """The pages whose present translation has been reviewed, by path."""

    @cached_property
    def percent(self) -> int:
        """Translated texts in percent, rounded down."""
        done = sum(verdict.state == "translated" for _, _, verdict in self.rows)
        return 100 * done // len(self.rows) if self.rows else 100

    @cached_property
    def open(self) -> tuple[Row, ...]:
        """What readers see in the original language."""
        return tuple(row for row in self.rows if row[2].state != "translated")

    @cached_property
    def stale(self) -> tuple[Row, ...]:
        """What is open of the texts that readers act on: the disclaimer, the hotlines, the urgent boxes."""
        return tuple(row for row in self.open if row[1].urgent)

    @property
    def published(self) -> bool:
        """True where readers are offered the language."""
        return self.percent >= self.minimum and not self.stale and self.offered is not False

    @property
    def withdrawn(self) -> bool:
        """True where readers are not offered the language though they should be: somebody must know."""
        return not self.published and (self.percent >= self.minimum if self.offered is None else self.offered)

    @cached_property
    def counts(self) -> tuple[PageCoverage, ...]:
        """The same, page by page."""
        states: dict[str, Counter[State]] = {}
        for name, _, verdict in self.rows:
            states.setdefault(name, Counter())[verdict.state] += 1
        return tuple(
            PageCoverage(name, found, catalog_file(self.code, name), self.reviews.get(name))
            for name, found in states.items()
        )


def of_language(bundle: Bundle, texts: Iterable[tuple[str, Iterable[Text]]], pages: Mapping[str, Page]) -> Coverage:
    """How far one language is, of all that is to be translated."""
    rows = tuple((name, text, bundle.verdict(name, text)) for name, found in texts for text in found)
    given = ((path, reviews.of_translation(page, bundle.catalog(path))) for path, page in pages.items())
    reviewed = {path: review for path, review in given if review}
    return Coverage(bundle.code, bundle.language.minimum, rows, bundle.language.offered, reviewed)
