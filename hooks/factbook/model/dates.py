"""The kinds of value that say when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from .value import Value


class Day(Value):
    """`{date: 2024-06-17}`."""

    date: dt.date

    def figures(self) -> Iterator[Decimal]:
        yield from (Decimal(self.date.year), Decimal(self.date.day))

    def wording(self) -> Iterator[str]:
        yield f"month.{self.date.month}"

    def canonical(self) -> str:
        return self.date.isoformat()


class Month(Value):
    """`{month: 2024-10}`."""

    month: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]

    @property
    def first_day(self) -> dt.date:
        """The month as the date of its first day."""
        return dt.date.fromisoformat(f"{self.month}-01")

    def figures(self) -> Iterator[Decimal]:
        yield Decimal(self.month[:4])

    def wording(self) -> Iterator[str]:
        yield f"month.{self.first_day.month}"

    def canonical(self) -> str:
        return self.month


class Year(Value):
    """`{year: 2024}`."""

    year: Annotated[int, Field(ge=1000, le=2999)]

    def figures(self) -> Iterator[Decimal]:
        yield Decimal(self.year)

    def canonical(self) -> str:
        return str(self.year)


class Years(Value):
    """`{from_year: 2010, to_year: 2014}`."""

    from_year: Annotated[int, Field(ge=1000, le=2999)]
    to_year: Annotated[int, Field(ge=1000, le=2999)]

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.from_year >= self.to_year:
            raise ValueError("from_year must be before to_year")
        return self

    def figures(self) -> Iterator[Decimal]:
        yield from (Decimal(self.from_year), Decimal(self.to_year))

    def canonical(self) -> str:
        return f"{self.from_year}/{self.to_year}"


DATES = (Day, Month, Year, Years)
"""The kinds of value that say when."""
