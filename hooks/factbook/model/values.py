"""The kinds of value that a fact can have, and how to tell them apart."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import Discriminator, Field, Tag, model_validator

from .dates import Clock, Day, Decade, Month, Period, Year
from .value import BOUNDS, Value

LENGTHS = ("second", "minute", "hour", "day", "week", "month", "year")
MEASURES = (
    "mg", "g", "ug", "kg", "mL", "L", "mm", "cm", "m", "m2", "IU", "Cel", "degF", "lb", "oz", "mmHg", "kcal", "Hz",
)  # fmt: skip
"""UCUM's codes, but for those that have brackets there, such as [IU], [degF], [lb_av] and mm[Hg]."""
UNITS = (*LENGTHS, "percent", "time", *MEASURES)
"""`time` counts occurrences: three times a day are 3 time/day."""
_ONE_OF = "|".join(UNITS)
Unit = Annotated[str, Field(pattern=rf"^(?:{_ONE_OF})(?:/(?:{_ONE_OF})){{0,2}}$", description="month, mg, mg/kg/day …")]
Scale = Literal["thousand", "million", "billion"]
BoundName = Literal["less_than", "more_than", "at_least", "at_most"]
MagnitudeName = Literal["dozens", "hundreds", "thousands"]
MAGNITUDES: tuple[MagnitudeName, ...] = get_args(MagnitudeName)
SCALES: tuple[Scale, ...] = get_args(Scale)


class Number(Value):
    """A count, a duration or any plain figure: `{number: 15, unit: year}`."""

    NUMBERS = ("number", "plus_minus", "and_number")

    number: Decimal
    plus_minus: Annotated[Decimal, Field(gt=0)] | None = None
    """How far it may be off: 12 ± 3."""
    and_number: Annotated[Decimal, Field(gt=0)] | None = None
    """Of the smaller unit `and_unit`: 2 years 6 months."""
    and_unit: Literal["second", "minute", "hour", "day", "week", "month"] | None = None
    unit: Unit | None = None
    scale: Scale | None = None
    approx: bool = False
    every: bool = False
    """Whether it is how long it takes until something comes again: every 6 hours."""

    @model_validator(mode="after")
    def _falls(self) -> Self:
        if (self.and_number is None) != (self.and_unit is None):
            raise ValueError("and_number and and_unit must be given together")
        if self.and_unit and (self.scale or self.plus_minus or SECONDS[self.and_unit] >= SECONDS.get(self.unit, 0)):
            raise ValueError("and_unit must be a smaller length of time than unit")
        return self

    def wording(self) -> Iterator[str]:
        yield from super().wording()
        if self.and_unit:
            yield "join.plus"
        if self.plus_minus:
            yield "join.plus_minus"

    def canonical(self) -> str:
        number = f"{self.number}±{self.plus_minus}" if self.plus_minus else self.number
        return self._signed(number, self.scale, self.unit, self.and_number, self.and_unit)


class Range(Value):
    """Two ends: `{from: 4, to: 8, unit: month}`; `from_unit` where the ends differ in unit."""

    NUMBERS = ("start", "to")

    start: Decimal = Field(alias="from")
    to: Decimal
    unit: Unit | None = None
    from_unit: Unit | None = None
    scale: Scale | None = None
    join: Literal["to", "or"] = "to"
    falls: bool = False
    """Whether it goes down, as a dose that is lowered does."""
    approx: bool = False
    every: bool = False

    @model_validator(mode="after")
    def _rises(self) -> Self:
        first, last = (SECONDS.get(unit, 1) for unit in (self.from_unit or self.unit, self.unit))
        if self.start * first == self.to * last or (self.start * first > self.to * last) != self.falls:
            raise ValueError("the range must rise, 'from' smaller than 'to', or have 'falls: true'")
        return self

    def wording(self) -> Iterator[str]:
        yield from super().wording()
        yield f"join.{self.join}"

    def canonical(self) -> str:
        start = f"{self.start} {self.from_unit}" if self.from_unit else self.start
        return self._signed(f"{start}..{self.to}", self.scale, self.unit)


# About how long each unit is: enough to tell which end of a range is the greater one.
SECONDS: Mapping[str | None, int] = {
    "second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800, "month": 2629746, "year": 31556952,
}  # fmt: skip


class Bound(Value):
    """A limit: exactly one of `less_than`, `more_than`, `at_least`, `at_most`."""

    NUMBERS = tuple(BOUNDS)

    less_than: Decimal | None = None
    more_than: Decimal | None = None
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    unit: Unit | None = None
    scale: Scale | None = None
    approx: bool = False

    @model_validator(mode="after")
    def _one(self) -> Self:
        if len(list(self.figures())) != 1:
            raise ValueError("exactly one of less_than, more_than, at_least, at_most must be given")
        return self

    @property
    def bound(self) -> str:
        """The name of the bound."""
        return next(name for name in BOUNDS if getattr(self, name) is not None)

    @property
    def limit(self) -> Decimal:
        """Its figure."""
        return next(self.figures())

    def canonical(self) -> str:
        return self._signed(self.limit, self.scale, self.unit)


class Ratio(Value):
    """`{part: 1, of: 2920}` reads "1 in 2,920"; a bound makes it "more than half"; a sign, "120/80" or "3:1"."""

    NUMBERS = ("part", "of")

    part: Annotated[Decimal, Field(ge=0)]
    of: Annotated[Decimal, Field(gt=0)]
    sign: Literal["/", ":"] | None = None
    """What stands between two figures of which one is no part of the other."""
    unit: Unit | None = None
    approx: bool = False
    bound: BoundName | None = None

    @model_validator(mode="after")
    def _is_a_share(self) -> Self:
        if self.part > self.of and not self.sign:
            raise ValueError(
                "a share must not be greater than the whole: 'part' at most 'of', or with a sign, '/' or ':'"
            )
        if self.unit and not self.sign:
            raise ValueError("only a ratio with a sign can have a unit")
        return self

    def canonical(self) -> str:
        return self._signed(f"{self.part}{self.sign or '/'}{self.of}", self.unit)


class Percent(Value):
    """`{percent: 12.9}`."""

    NUMBERS = ("percent",)

    percent: Decimal
    approx: bool = False

    def wording(self) -> Iterator[str]:
        yield from (*super().wording(), "unit.percent")

    def canonical(self) -> str:
        return self._signed(f"{self.percent}%")


class Money(Value):
    """`{amount: 146.34, scale: million, currency: USD}`; a range with `amount_to`."""

    NUMBERS = ("amount", "amount_to")

    amount: Decimal
    amount_to: Decimal | None = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$", description="ISO 4217")]
    scale: Scale | None = None
    approx: bool = False
    bound: BoundName | None = None

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.amount_to is not None and (self.bound or self.amount >= self.amount_to):
            raise ValueError("a range of money must rise, and have no bound")
        return self

    def wording(self) -> Iterator[str]:
        yield from super().wording()
        if self.amount_to is not None:
            yield "join.to"

    def canonical(self) -> str:
        amount = self.amount if self.amount_to is None else f"{self.amount}..{self.amount_to}"
        return self._signed(self.currency, amount, self.scale)


class Magnitude(Value):
    """A figure that a document gives only as a word: `{magnitude: hundreds}`."""

    magnitude: MagnitudeName

    def wording(self) -> Iterator[str]:
        yield f"magnitude.{self.magnitude}"

    def canonical(self) -> str:
        return self.magnitude


# The key that only one kind of value has decides which kind it is.
KINDS: dict[str, type[Value]] = {
    "number": Number, "from": Range, "less_than": Bound, "more_than": Bound, "at_least": Bound, "at_most": Bound,
    "part": Ratio, "percent": Percent, "amount": Money, "date": Day, "month": Month, "year": Year,
    "from_date": Period, "from_month": Period, "from_year": Period, "from_time": Period, "time": Clock,
    "decade": Decade, "magnitude": Magnitude,
}  # fmt: skip


def kind_of(value: Any) -> str | None:
    """The name of the kind of a value, or of one that is written as a mapping; None where no key tells it."""
    if isinstance(value, Value):
        return type(value).__name__
    return next((KINDS[key].__name__ for key in value if key in KINDS), None) if isinstance(value, Mapping) else None


AnyValue = Annotated[
    Annotated[Number, Tag("Number")] | Annotated[Range, Tag("Range")] | Annotated[Bound, Tag("Bound")]
    | Annotated[Ratio, Tag("Ratio")] | Annotated[Percent, Tag("Percent")] | Annotated[Money, Tag("Money")]
    | Annotated[Day, Tag("Day")] | Annotated[Month, Tag("Month")] | Annotated[Year, Tag("Year")]
    | Annotated[Period, Tag("Period")] | Annotated[Clock, Tag("Clock")] | Annotated[Decade, Tag("Decade")]
    | Annotated[Magnitude, Tag("Magnitude")],
    Discriminator(
        kind_of,
        custom_error_type="value_kind",
        custom_error_message="a value must have one of the keys " + ", ".join(KINDS),
    ),
]  # fmt: skip
