"""The kinds of value that say when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, ClassVar, Self

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


class Clock(Value):
    """`{time: '20:00'}`."""

    time: Annotated[str, Field(pattern=r"^(?:[01]\d|2[0-3]):[0-5]\d$", description="'08:00', with the quotation marks")]

    @property
    def of_day(self) -> dt.time:
        """The time as what Babel formats."""
        return dt.time.fromisoformat(self.time)

    def figures(self) -> Iterator[Decimal]:
        yield from (Decimal(self.of_day.hour), Decimal(self.of_day.minute))

    def wording(self) -> Iterator[str]:
        yield "time"

    def canonical(self) -> str:
        return self.time


class Decade(Value):
    """`{decade: 1990}`."""

    decade: Annotated[int, Field(ge=1000, le=2990, multiple_of=10)]

    def figures(self) -> Iterator[Decimal]:
        yield Decimal(self.decade)

    def wording(self) -> Iterator[str]:
        yield "decade"

    def canonical(self) -> str:
        return f"{self.decade}s"


class Period(Value):
    """Two dates or times, the first before the second: fields `from_…` and `to_…` of one kind of end."""

    END: ClassVar[type[Value]]

    @property
    def ends(self) -> tuple[Value, Value]:
        """What it begins and ends with."""
        field = next(iter(self.END.model_fields))
        first, last = (self.END.model_validate({field: getattr(self, f"{side}_{field}")}) for side in ("from", "to"))
        return first, last

    @model_validator(mode="after")
    def _rises(self) -> Self:
        first, last = (end.canonical() for end in self.ends)
        if first >= last:
            raise ValueError("the first must be before the second")
        return self

    def figures(self) -> Iterator[Decimal]:
        for end in self.ends:
            yield from end.figures()

    def wording(self) -> Iterator[str]:
        for end in self.ends:
            yield from end.wording()
        yield "join.to"

    def canonical(self) -> str:
        return "/".join(end.canonical() for end in self.ends)


class Days(Period):
    """`{from_date: 2021-05-03, to_date: 2021-05-05}`."""

    END = Day
    from_date: dt.date
    to_date: dt.date


class Months(Period):
    """`{from_month: 2020-05, to_month: 2020-07}`."""

    END = Month
    from_month: str
    to_month: str


class Years(Period):
    """`{from_year: 2010, to_year: 2014}`."""

    END = Year
    from_year: int
    to_year: int


class Times(Period):
    """`{from_time: '08:00', to_time: '20:00'}`."""

    END = Clock
    from_time: str
    to_time: str


DATES = (Day, Month, Year, Years)
"""The kinds of value that say when."""
