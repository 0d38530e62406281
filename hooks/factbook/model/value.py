"""The base of all typed figures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from .entry import Entry


class Value(Entry):
    """A typed figure. `figures` must stand in the evidence; `canonical` is its spelling in `<data value>`."""

    def figures(self) -> Iterator[Decimal]:
        """The numbers that an anchor has to contain."""
        raise NotImplementedError

    def wording(self) -> Iterator[str]:
        """What else the evidence has to say, as keys of `Language.wording`: units, bounds, months …"""
        for field_name in ("from_unit", "unit"):
            if unit := getattr(self, field_name, None):
                first, *others = unit.split("/")
                yield f"unit.{first}"
                yield from (f"per.{other}" for other in others)
        if scale := getattr(self, "scale", None):
            yield f"scale.{scale}"
        yield from (flag for flag in ("approx", "every") if getattr(self, flag, False))

    def canonical(self) -> str:
        """The same in every language: ASCII digits, ISO 8601 dates, ISO 4217 currencies."""
        raise NotImplementedError


def join(*parts: str | None) -> str:
    """Return the parts that there are, with a space between them."""
    return " ".join(part for part in parts if part)
