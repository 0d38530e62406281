"""Values as the readers of a language write them. Numbers, units, dates and money are Babel's (CLDR) work."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import singledispatchmethod
from typing import Literal

from babel import dates, numbers

from ..model import values
from ..model.dates import Clock, Day, Decade, Month, Period, Year
from ..model.entries import Language
from ..model.value import BOUNDS, Value
from .cldr import has_words, locale_of, measured, per

Label = Callable[[str], str]
"""The text of a label in the language at hand, by its key."""
_JOINED = {
    "value.to": ("start", "end"), "value.or": ("start", "end"), "value.ratio": ("part", "whole"),
    "cite.mark": ("label",), "cite.partly": ("kinds",), "site.condition": (),
    **{f"value.{name}": ("value",) for name in ("about", "every", "times", "decade", *BOUNDS)},
    **{f"value.money.{name}": ("amount",) for name in ("plain", *values.SCALES)},
    **dict.fromkeys(("value.half", "value.once", *(f"value.{name}" for name in values.MAGNITUDES)), ()),
}  # fmt: skip
LABELS: Mapping[str, frozenset[str]] = {key: frozenset(names) for key, names in _JOINED.items()}
"""The labels that the engine itself uses, and the placeholders that each must have."""


class Unsayable(LookupError):
    """A language has no words for a figure: its label is not translated, or nobody gives the names of a unit."""


class Formatter:
    """Formats values for one language. The patterns that join figures are labels (`value.*`).

    Its methods raise Unsayable, with what is lacking, where the language has no words of its own.
    """

    def __init__(self, language: Language, label: Label) -> None:
        self.locale = locale_of(language)
        self.currencies, self.units, self.months = language.currencies, language.units, language.months
        self.respell = [(re.compile(pattern), text) for pattern, text in language.respell.items()]
        self.label = label
        self.system: Literal["default", "latn"] = "default" if language.digits else "latn"
        self.own_digits = str.maketrans("0123456789", language.digits) if language.digits else {}

    def value(self, value: Value) -> str:
        """The figure with its unit, as it reads in running text."""
        text, bound = self._figure(value), getattr(value, "bound", None)
        text = self.label("value.about").format(value=text) if getattr(value, "approx", False) else text
        text = self.label(f"value.{bound}").format(value=text) if bound else text  # "at least about 3"
        text = self.label("value.every").format(value=text) if getattr(value, "every", False) else text
        for pattern, replacement in self.respell:
            text = pattern.sub(replacement, text)
        return text.translate(self.own_digits)

    def said(self, value: Value | dt.date) -> str:
        """A figure or a day."""
        return self.value(value if isinstance(value, Value) else Day(date=value))

    def number(self, number: Decimal | int) -> str:
        """A bare number with the separators of the language."""
        return self._plain(number).translate(self.own_digits)

    def _plain(self, number: Decimal | int) -> str:
        """Return the number with as many decimals as it has, in the digits 0 to 9, the only ones that Babel has."""
        pattern = _with_decimals(self.locale.decimal_formats[None].pattern, _decimals(number))
        return numbers.format_decimal(number, format=pattern, locale=self.locale, numbering_system=self.system)

    @singledispatchmethod
    def _figure(self, value: Value) -> str:
        raise TypeError(f"no format for {type(value).__name__}")

    @_figure.register
    def _(self, value: values.Number) -> str:
        text, last = self._plain(value.number), value.plus_minus or value.number
        text = self._scaled(f"{text} ± {self._plain(last)}" if value.plus_minus else text, value.scale)
        text = self._with_unit(text, last, value.unit)
        if value.and_number is None:
            return text
        return f"{text} {self._with_unit(self._plain(value.and_number), value.and_number, value.and_unit)}"

    @_figure.register
    def _(self, value: values.Range) -> str:
        start, end = self._plain(value.start), self._scaled(self._plain(value.to), value.scale)
        if value.from_unit:
            start = self._with_unit(start, value.start, value.from_unit)
            end = self._with_unit(end, value.to, value.unit)
        text = self.label(f"value.{value.join}").format(start=start, end=end)
        return text if value.from_unit else self._with_unit(text, value.to, value.unit)

    @_figure.register
    def _(self, value: values.Bound) -> str:
        return self._with_unit(self._scaled(self._plain(value.limit), value.scale), value.limit, value.unit)

    @_figure.register
    def _(self, value: values.Ratio) -> str:
        part, whole = self._plain(value.part), self._plain(value.of)
        if value.sign:
            return self._with_unit(f"{part}{value.sign}{whole}", value.of, value.unit)
        half = value.part == 1 and value.of == 2
        return self.label("value.half" if half else "value.ratio").format(part=part, whole=whole)

    @_figure.register
    def _(self, value: values.Percent) -> str:
        return self._with_unit(self._plain(value.percent), value.percent, "percent")

    @_figure.register
    def _(self, value: values.Money) -> str:
        if value.amount_to is None:
            return self._sum(value, value.amount)
        start, end = self._sum(value, value.amount), self._sum(value, value.amount_to)
        return self.label("value.to").format(start=start, end=end)

    def _sum(self, value: values.Money, amount: Decimal) -> str:
        places = _decimals(amount)
        if not value.scale and any(map(_decimals, value.figures())):  # sums with cents have all of them
            places = max(places, numbers.get_currency_precision(value.currency))
        shown = numbers.format_currency(
            amount,
            value.currency,
            format=_with_decimals(self.locale.currency_formats["standard"].pattern, places),
            locale=self.locale,
            currency_digits=False,
            numbering_system=self.system,
        )
        sign = numbers.get_currency_symbol(value.currency, locale=self.locale)
        shown = shown.replace(sign, self.currencies.get(value.currency, sign))
        return self.label(f"value.money.{value.scale or 'plain'}").format(amount=shown)

    def _scaled(self, text: str, scale: str | None) -> str:
        return self.label(f"value.money.{scale}").format(amount=text) if scale else text

    @_figure.register
    def _(self, value: Day | Month) -> str:
        self._needs("months")
        if isinstance(value, Day):
            return dates.format_date(value.date, "long", locale=self.locale)
        return dates.format_skeleton("yMMMM", value.first_day, locale=self.locale)

    @_figure.register
    def _(self, value: Year) -> str:
        return str(value.year)

    @_figure.register
    def _(self, value: Clock) -> str:
        return dates.format_time(value.of_day, "short", locale=self.locale)

    @_figure.register
    def _(self, value: Decade) -> str:
        return self.label("value.decade").format(value=value.decade)

    @_figure.register
    def _(self, value: Period) -> str:
        start, end = map(self._figure, value.ends)
        return self.label("value.to").format(start=start, end=end)

    @_figure.register
    def _(self, value: values.Magnitude) -> str:
        return self.label(f"value.{value.magnitude}")

    def _with_unit(self, text: str, number: Decimal, unit: str | None) -> str:
        if unit is None:
            return text
        unit, *others = unit.split("/")
        shown = self._with_one_unit(text, number, unit)
        for other in others:
            self._needs(other, f"per.{other}")
            shown = (self.units.get(f"per.{other}") or per(other, self.locale)).replace("{0}", shown)
        return shown

    def _needs(self, unit: str, key: str = "") -> None:
        """Raise Unsayable if neither the site nor CLDR names a length of time, or the months, in the language."""
        given = self.months if unit == "months" else self.units.get(key or unit) or unit not in values.LENGTHS
        if not (given or has_words(self.locale, unit)):
            raise Unsayable(key or unit)

    def _with_one_unit(self, text: str, number: Decimal, unit: str) -> str:
        self._needs(unit)
        if own := self.units.get(unit):
            return own.replace("{0}", text)
        if unit == "time":
            return self.label("value.once") if text == "1" else self.label("value.times").format(value=text)
        if unit == "percent":
            return numbers.format_percent(Decimal("0.01"), locale=self.locale).replace("1", text, 1)
        pattern = measured(number, unit, self.locale)
        if "{0}" in pattern or text == str(abs(number).normalize()):
            return pattern.replace("{0}", text)
        patterns = (measured(Decimal(other), unit, self.locale) for other in range(3, 12))  # fit a range as well
        return next((other for other in patterns if "{0}" in other), f"{{0}} {unit}").replace("{0}", text)


def _decimals(number: Decimal | int) -> int:
    return max(0, -int(Decimal(number).as_tuple().exponent))


def _with_decimals(pattern: str, places: int) -> str:
    """Return CLDR's pattern of a number, such as `#,##0.###`, with this many decimals."""
    return re.sub(r"0(?:\.[0#]+)?(?![0#.,])", f"0{'.' * bool(places)}{'0' * places}", pattern)
