"""The kinds of value that a fact can have, and how to tell them apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import Discriminator, Field, Tag, model_validator

from .dates import Day, Month, Year, Years
from .value import Value, join

Unit = Literal["second", "minute", "hour", "day", "week", "month", "year", "percent"]
UNITS: tuple[Unit, ...] = get_args(Unit)
Scale = Literal["thousand", "million", "billion"]
SCALES: tuple[Scale, ...] = get_args(Scale)


class Number(Value):
    """A count, a duration or any plain figure: `{number: 15, unit: year}`."""

    number: Decimal
    unit: Unit | None = None
    approx: bool = False

    def figures(self) -> Iterator[Decimal]:
        yield self.number

    def canonical(self) -> str:
        return join("~" * self.approx + str(self.number), self.unit)


class Range(Value):
    """Two ends: `{from: 4, to: 8, unit: month}`; `from_unit` where the ends differ in unit."""

    start: Decimal = Field(alias="from")
    to: Decimal
    unit: Unit | None = None
    from_unit: Unit | None = None
    join: Literal["to", "or"] = "to"
    approx: bool = False

    @model_validator(mode="after")
    def _rises(self) -> Self:
        first, last = (SECONDS.get(unit, 1) for unit in (self.from_unit or self.unit, self.unit))
        if self.start * first >= self.to * last:
            raise ValueError("the range must rise: 'from' smaller than 'to'")
        return self

    def figures(self) -> Iterator[Decimal]:
        yield from (self.start, self.to)

    def wording(self) -> Iterator[str]:
        yield from super().wording()
        yield f"join.{self.join}"

    def canonical(self) -> str:
        start = join(str(self.start), self.from_unit)
        return join("~" * self.approx + f"{start}..{self.to}", self.unit)


# About how long each unit is: enough to tell which end of a range is the greater one.
SECONDS: Mapping[str | None, int] = {
    "second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800, "month": 2629746, "year": 31556952,
}  # fmt: skip


class Bound(Value):
    """A limit: exactly one of `less_than`, `more_than`, `at_least`, `at_most`."""

    less_than: Decimal | None = None
    more_than: Decimal | None = None
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    unit: Unit | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if len(self._limits()) != 1:
            raise ValueError("exactly one of less_than, more_than, at_least, at_most must be given")
        return self

    def _limits(self) -> list[tuple[str, Decimal]]:
        return [(name, number) for name in BOUNDS if (number := getattr(self, name)) is not None]

    @property
    def limit(self) -> tuple[str, Decimal]:
        """The name of the bound and its figure."""
        return self._limits()[0]

    def figures(self) -> Iterator[Decimal]:
        yield self.limit[1]

    def wording(self) -> Iterator[str]:
        yield from super().wording()
        yield f"bound.{self.limit[0]}"

    def canonical(self) -> str:
        name, number = self.limit
        return join(f"{BOUNDS[name]}{number}", self.unit)


BOUNDS = {"less_than": "<", "more_than": ">", "at_least": ">=", "at_most": "<="}


class Ratio(Value):
    """`{part: 1, of: 2920}` reads "1 in 2,920"; a bound makes it "more than half"."""

    part: Annotated[Decimal, Field(ge=0)]
    of: Annotated[Decimal, Field(gt=0)]
    approx: bool = False
    bound: Literal["less_than", "more_than", "at_least", "at_most"] | None = None

    @model_validator(mode="after")
    def _is_a_share(self) -> Self:
        if self.part > self.of:
            raise ValueError("a share must not be greater than the whole: 'part' at most 'of'")
        return self

    def figures(self) -> Iterator[Decimal]:
        yield from (self.part, self.of)

    def wording(self) -> Iterator[str]:
        yield from super().wording()
        if self.bound:
            yield f"bound.{self.bound}"

    def canonical(self) -> str:
        return f"{BOUNDS.get(self.bound or '', '')}{'~' * self.approx}{self.part}/{self.of}"


class Percent(Value):
    """`{percent: 12.9}`."""

    percent: Decimal
    approx: bool = False

    def figures(self) -> Iterator[Decimal]:
        yield self.percent

    def wording(self) -> Iterator[str]:
        yield from super().wording()
        yield "unit.percent"

    def canonical(self) -> str:
        return f"{'~' * self.approx}{self.percent}%"


class Money(Value):
    """`{amount: 146.34, scale: million, currency: USD}`."""

    amount: Decimal
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$", description="ISO 4217")]
    scale: Scale | None = None

    def figures(self) -> Iterator[Decimal]:
        yield self.amount

    def wording(self) -> Iterator[str]:
        yield f"currency.{self.currency}"
        if self.scale:
            yield f"scale.{self.scale}"

    def canonical(self) -> str:
        return join(f"{self.currency} {self.amount}", self.scale)


class Magnitude(Value):
    """A figure that a document gives only as a word: `{magnitude: hundreds}`."""

    magnitude: Literal["dozens", "hundreds", "thousands"]

    def figures(self) -> Iterator[Decimal]:
        yield MAGNITUDES[self.magnitude]

    def wording(self) -> Iterator[str]:
        yield f"magnitude.{self.magnitude}"

    def canonical(self) -> str:
        return self.magnitude


MAGNITUDES = {"dozens": Decimal(12), "hundreds": Decimal(100), "thousands": Decimal(1000)}


# The key that only one kind of value has decides which kind it is.
KINDS: dict[str, type[Value]] = {
    "number": Number, "from": Range, "less_than": Bound, "more_than": Bound, "at_least": Bound, "at_most": Bound,
    "part": Ratio, "percent": Percent, "amount": Money, "date": Day, "month": Month, "year": Year,
    "from_year": Years, "magnitude": Magnitude,
}  # fmt: skip


def kind_of(value: Any) -> str | None:
    """The name of the kind of a value, or of one that is written as a mapping; None where no key tells it."""
    if isinstance(value, Value):
        return type(value).__name__
    keys = list(value) if isinstance(value, Mapping) else []
    return next((KINDS[key].__name__ for key in keys if key in KINDS), None)


AnyValue = Annotated[
    Annotated[Number, Tag("Number")]
    | Annotated[Range, Tag("Range")]
    | Annotated[Bound, Tag("Bound")]
    | Annotated[Ratio, Tag("Ratio")]
    | Annotated[Percent, Tag("Percent")]
    | Annotated[Money, Tag("Money")]
    | Annotated[Day, Tag("Day")]
    | Annotated[Month, Tag("Month")]
    | Annotated[Year, Tag("Year")]
    | Annotated[Years, Tag("Years")]
    | Annotated[Magnitude, Tag("Magnitude")],
    Discriminator(
        kind_of,
        custom_error_type="value_kind",
        custom_error_message="a value must have one of the keys " + ", ".join(KINDS),
    ),
]
