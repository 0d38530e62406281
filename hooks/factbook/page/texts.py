"""A text that is to be translated."""

from dataclasses import dataclass, field
from functools import partial

from ..model.problem import Place

Key = tuple[str, str]
"""Context (empty for page segments) and source text."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be translated. `context` tells equal texts apart; `place` and `note` are for the translator."""

    source: str
    context: str = ""
    place: Place = field(default_factory=partial(Place, ""))
    note: str = ""
    urgent: bool = False
    """True for what readers act on: a stale translation of it stops the publication of its language."""

    @property
    def key(self) -> Key:
        """How a catalog finds it."""
        return self.context, self.source
