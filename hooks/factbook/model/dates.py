"""The kinds of value that say when."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from .value import Value


class _OfMonth(Value):
    def figures(self) -> Iterator[Decimal]:
        yield from map(Decimal, self.canonical().split("-"))

    def wording(self) -> Iterator[str]:
        yield f"month.{int(self.canonical().split('-')[1])}"


class Day(_OfMonth):
    """`{date: 2024-06-17}`."""

    date: dt.date

    def canonical(self) -> str:
        return self.date.isoformat()


class Month(_OfMonth):
    """`{month: 2024-10}`."""

    month: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]

    @property
    def first_day(self) -> dt.date:
        """The month as the date of its first day."""
        return dt.date.fromisoformat(f"{self.month}-01")

    def canonical(self) -> str:
        return self.month


class Year(Value):
    """`{year: 2024}`."""

    NUMBERS = ("year",)

    year: Annotated[int, Field(ge=1000, le=2999)]

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

    NUMBERS = ("decade",)

    decade: Annotated[int, Field(ge=1000, le=2990, multiple_of=10)]

    def wording(self) -> Iterator[str]:
        yield "decade"

    def canonical(self) -> str:
        return f"{self.decade}s"


class Period(Value):
    """`{from_date: 2021-05-03, to_date: 2021-05-05}`; so too with `_month`, `_year` and `_time`."""

    from_date: dt.date | None = None
    to_date: dt.date | None = None
    from_month: str | None = None
    to_month: str | None = None
    from_year: int | None = None
    to_year: int | None = None
    from_time: str | None = None
    to_time: str | None = None

    @property
    def ends(self) -> tuple[Value, Value]:
        """What it begins and ends with."""
        name = next(name.removeprefix("from_") for name, given in self if given is not None)
        first, last = (_ENDS[name].model_validate({name: getattr(self, f"{side}_{name}")}) for side in ("from", "to"))
        return first, last

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if len(self.model_fields_set) != len(self.ends) or self.ends[0].canonical() >= self.ends[1].canonical():
            raise ValueError("a period must have two dates or times of one kind, the first before the second")
        return self

    def figures(self) -> Iterator[Decimal]:
        yield from (number for end in self.ends for number in end.figures())

    def wording(self) -> Iterator[str]:
        yield from (*(key for end in self.ends for key in end.wording()), "join.to")

    def canonical(self) -> str:
        return "/".join(end.canonical() for end in self.ends)


_ENDS: dict[str, type[Value]] = {"date": Day, "month": Month, "year": Year, "time": Clock}
DATES = (Day, Month, Year, Period)
"""The kinds of value that say when."""
