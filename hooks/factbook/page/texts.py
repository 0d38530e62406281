"""A text that is to be translated."""

from dataclasses import dataclass

Key = tuple[str, str]
"""Context (empty for page segments) and source text."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be translated. `context` tells equal texts apart; `place` and `note` are for the translator."""

    source: str
    context: str = ""
    place: str = ""
    note: str = ""
    urgent: bool = False
    """True for what readers act on: a stale translation of it stops the publication of its language."""

    @property
    def key(self) -> Key:
        """How a catalog finds it."""
        return self.context, self.source

    @property
    def file(self) -> str:
        """The file of `place`. PO files name no lines: a new paragraph would change those of all after it."""
        return self.place.rpartition(":")[0]
