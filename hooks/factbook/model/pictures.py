"""Pictures that are drawn from facts."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from .entry import Entry, Id, Sentence
from .values import Range

Look = Literal["strong", "soft", "open"]
"""How a mark of a picture is drawn: full, pale or as an outline. Its words must say the same."""


class Stroke(Entry):
    """A line of a drawing. With a `width` it is a limb: drawn as a tube with an outline."""

    path: Annotated[str, Field(pattern=r"^M[MLHVCSQTAZmlhvcsqtaz0-9 ,.-]*$", max_length=600)]
    """An SVG path, in units of which the drawing has 130 across and 110 down."""
    width: Decimal | None = None
    """Of a limb."""


class Mark(Entry):
    """One thing that a picture shows: a bar, a point in time, a drawing … and the words beside it."""

    name: Sentence | None = None
    """What stands above the figure, in bold."""
    label: Sentence
    """The words beside it."""
    facts: tuple[Id, ...] = ()
    """What proves it. The figure of the first one is printed, and where the kind of picture asks for it, drawn."""
    span: Range | None = None
    """Where to draw what a fact without a figure says in words ("the first year": `{from: 0, to: 1, unit: year}`)."""
    look: Look = "strong"
    """`strong`, `soft` (pale) or `open` (an outline)."""
    drawing: tuple[tuple[Stroke, ...], ...] = ()
    """Layers, the hindmost first; limbs of the same layer merge into one outline."""


class Picture(Entry):
    """A picture that the build draws from facts."""

    kind: Literal["dots", "spans", "dates", "bars", "poses"]
    """How it is drawn: see the table in the guide."""
    title: Sentence
    """What stands above it."""
    text: Sentence
    """What there is to see, for people who do not see it. `{fact-id}` stands where a figure goes."""
    note: Sentence | None = None
    """What a reader must know in order not to be misled."""
    start: Sentence | None = None
    """What a scale measures; it stands below its beginning."""
    legend: Mapping[Look, Sentence] = Field(default_factory=dict)
    """What each `look` of its marks means."""
    marks: Annotated[tuple[Mark, ...], Field(min_length=1, max_length=9)]
    """What it shows, in order."""

    def facts(self) -> tuple[str, ...]:
        """Ids of the facts, each once, in the order of the marks."""
        return tuple(dict.fromkeys(name for mark in self.marks for name in mark.facts))
