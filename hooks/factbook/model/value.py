"""The base of all typed figures."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ClassVar

from .entry import Entry

BOUNDS = {"less_than": "<", "more_than": ">", "at_least": ">=", "at_most": "<="}


class Value(Entry):
    """A typed figure. Evidence must have its `figures` and `wording`; `canonical` is its spelling in `<data value>`."""

    NUMBERS: ClassVar[tuple[str, ...]] = ()
    """The fields that have its figures, in the order in which they are said."""

    def figures(self) -> Iterator[Decimal]:
        """The numbers that it states, in their order; of a date, year, month and day."""
        yield from (Decimal(number) for name in self.NUMBERS if (number := getattr(self, name)) is not None)

    def wording(self) -> Iterator[str]:
        """What else the evidence has to say, as keys of `Language.wording`: units, bounds, months …"""
        for field_name in ("from_unit", "unit", "and_unit"):
            if unit := getattr(self, field_name, None):
                first, *others = unit.split("/")
                yield f"unit.{first}"
                yield from (f"per.{other}" for other in others)
        named = ((kind, getattr(self, kind, None)) for kind in ("scale", "currency", "bound"))
        yield from (f"{kind}.{name}" for kind, name in named if name)
        yield from (flag for flag in ("approx", "every") if getattr(self, flag, False))

    def canonical(self) -> str:
        """The same in every language: ASCII digits, ISO 8601 dates, ISO 4217 currencies."""
        raise NotImplementedError

    def _signed(self, *parts: Any) -> str:
        """Return the parts that there are, with what is said of the whole before them."""
        sign = BOUNDS.get(getattr(self, "bound", None) or "", "") + "~" * getattr(self, "approx", False)
        every = "every " * getattr(self, "every", False)
        return every + sign + " ".join(str(part) for part in parts if part is not None)
