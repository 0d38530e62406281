"""Values as the readers of a language write them. Numbers, units, dates and money are Babel's (CLDR) work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache, singledispatchmethod
from typing import Literal

import babel
import phonenumbers
from babel import dates, numbers, units

from . import model

Label = Callable[[str], str]
"""The text of a label in the language at hand, by its key."""
_JOINED = {
    "value.to": ("start", "end"), "value.or": ("start", "end"), "value.ratio": ("part", "whole"),
    "cite.mark": ("label",), "site.condition": (),
    **{f"value.{name}": ("value",) for name in ("about", *model.BOUNDS)},
    **{f"value.money.{name}": ("amount",) for name in ("plain", *model.SCALES)},
    **dict.fromkeys(("value.half", *(f"value.{name}" for name in model.MAGNITUDES)), ()),
}  # fmt: skip
LABELS: Mapping[str, frozenset[str]] = {key: frozenset(names) for key, names in _JOINED.items()}
"""The labels that the engine itself uses, and the placeholders that each must have."""


class Formatter:
    """Formats values for one language. The patterns that join figures are labels (`value.*`)."""

    def __init__(self, locale: str, label: Label) -> None:
        self.locale = cldr_locale(locale)
        self.label = label

    def value(self, value: model.Value) -> str:
        """The figure with its unit, as it reads in running text."""
        text = self._figure(value)
        return self.label("value.about").format(value=text) if getattr(value, "approx", False) else text

    def date(self, date: dt.date) -> str:
        """A day, written out."""
        return dates.format_date(date, "long", locale=self.locale)

    def number(self, number: Decimal | int) -> str:
        """A bare number with the separators of the language."""
        return numbers.format_decimal(number, locale=self.locale, decimal_quantization=False)

    @singledispatchmethod
    def _figure(self, value: model.Value) -> str:
        raise TypeError(f"no format for {type(value).__name__}")

    @_figure.register
    def _(self, value: model.Number) -> str:
        return self._with_unit(self.number(value.number), value.number, value.unit)

    @_figure.register
    def _(self, value: model.Range) -> str:
        start = self._with_unit(self.number(value.start), value.start, value.from_unit)
        text = self.label(f"value.{value.join}").format(start=start, end=self.number(value.to))
        return self._with_unit(text, value.to, value.unit)

    @_figure.register
    def _(self, value: model.Bound) -> str:
        name, number = value.limit
        return self.label(f"value.{name}").format(value=self._with_unit(self.number(number), number, value.unit))

    @_figure.register
    def _(self, value: model.Ratio) -> str:
        half = value.part == 1 and value.of == 2
        pattern = self.label("value.half" if half else "value.ratio")
        text = pattern.format(part=self.number(value.part), whole=self.number(value.of))
        return self.label(f"value.{value.bound}").format(value=text) if value.bound else text

    @_figure.register
    def _(self, value: model.Percent) -> str:
        return self._with_unit(self.number(value.percent), value.percent, "percent")

    @_figure.register
    def _(self, value: model.Money) -> str:
        amount = numbers.format_currency(value.amount, value.currency, locale=self.locale, decimal_quantization=False)
        return self.label(f"value.money.{value.scale or 'plain'}").format(amount=amount)

    @_figure.register
    def _(self, value: model.Day) -> str:
        return self.date(value.date)

    @_figure.register
    def _(self, value: model.Month) -> str:
        return dates.format_skeleton("yMMMM", value.first_day, locale=self.locale)

    @_figure.register
    def _(self, value: model.Year) -> str:
        return str(value.year)

    @_figure.register
    def _(self, value: model.Years) -> str:
        return self.label("value.to").format(start=value.from_year, end=value.to_year)

    @_figure.register
    def _(self, value: model.Magnitude) -> str:
        return self.label(f"value.{value.magnitude}")

    def _with_unit(self, text: str, number: Decimal, unit: str | None) -> str:
        if unit is None:
            return text
        if unit == "percent":
            return numbers.format_percent(Decimal("0.01"), locale=self.locale).replace(self.number(1), text, 1)
        # Babel takes one number only, and some languages have a word without digits for "two months": what it makes of
        # another number fits a range as well.
        for sample in (number, *map(Decimal, range(3, 12))):
            shown, digits = duration(sample, unit, self.locale), self.number(sample)
            if digits in shown:
                return shown.replace(digits, text, 1)
            if text == digits and not any(map(str.isdigit, shown)):
                return shown
        return f"{text} {unit}"


def duration(number: Decimal, unit: str, locale: babel.Locale) -> str:
    """A number of months, years … Where CLDR has no long form of its own for a language, Babel prints the unit's id."""
    lengths: tuple[Literal["long", "short", "narrow"], ...] = ("long", "short", "narrow")
    shown = (units.format_unit(number, f"duration-{unit}", length, locale=locale) for length in lengths)
    return next((text for text in shown if "duration-" not in text), f"{number} {unit}")


def cldr_locale(name: str) -> babel.Locale:
    """The locale of this name; English where there is none, so that checking goes on (rule FB214 reports it)."""
    try:
        return babel.Locale.parse(name)
    except (ValueError, babel.UnknownLocaleError):
        return babel.Locale.parse("en")


@cache
def phone(number: str) -> str:
    """A telephone number as people of its own country write it, from E.164. Raises ValueError on a bad one."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException as error:
        raise ValueError(str(error)) from error
    if not phonenumbers.is_valid_number(parsed):
        raise ValueError("no such number is in use")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)


def national_digits(number: str) -> str:
    """The digits of a number without its country code, as a document of that country prints them."""
    return phonenumbers.national_significant_number(phonenumbers.parse(number))
