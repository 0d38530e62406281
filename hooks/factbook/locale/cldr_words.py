"""The words, numbers and dates that CLDR has in a language, for reading them."""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import product
from typing import Any

import babel
from babel import numbers
from babel.dates import get_period_id

from ..model.dates import Day, Month
from ..model.entries import Language
from ..model.values import UNITS
from .cldr import IDS
from .text_search import normal

FILLER = "date"
"""The meaning of what stands between the parts of a date, such as "de" in "17 de junio"."""
SIGNS = {
    **dict.fromkeys(("<", "≨", "≲", "⪅"), "bound.less_than"), **dict.fromkeys((">", "≩", "≳", "⪆"), "bound.more_than"),
    **dict.fromkeys(("≤", "<=", "=<", "⩽", "≦"), "bound.at_most"),
    **dict.fromkeys(("≥", ">=", "=>", "⩾", "≧"), "bound.at_least"),
    **dict.fromkeys(("~", "≈", "∼", "≃", "≅", "≒", "∽"), "approx"), "±": "join.plus_minus", "+/-": "join.plus_minus",
    "%": "unit.percent", "‰": "unit.permille", "#": "label", "n°": "label",
}  # fmt: skip
"""What signs mean in every language."""
_SYMBOLS = {
    "%": "unit.percent", "٪": "unit.percent", "±": "join.plus_minus", "iu": "unit.IU", "/": "join./", ":": "join.:",
    **{unit.lower(): f"unit.{unit}" for unit in ("mg", "g", "kg", "mL", "L", "mm", "cm", "m", "m2")},
    "h": "unit.hour", "min": "unit.minute", "mcg": "unit.ug", "ug": "unit.ug", "°c": "unit.Cel", "° c": "unit.Cel",
    "mm hg": "unit.mmHg",
}  # fmt: skip
"""What figures have beside them in every language, as `plain` has it."""
_NOON = 12
_WITHOUT_DIGITS = {"zero": Decimal(0), "one": Decimal(1), "two": Decimal(2)}
"""The numbers for which languages have forms of units without digits, by CLDR's plural categories."""


def plain(text: str) -> str:
    return " ".join(normal(text).lower().split())


def numbers_of(locale: babel.Locale, digits: str) -> tuple[str, str]:
    """Return a pattern for numbers with their groups, and the sign before decimals."""
    system = locale.default_numbering_system if digits else "latn"
    signs = (
        numbers.get_decimal_symbol(locale, numbering_system=system),
        numbers.get_group_symbol(locale, numbering_system=system),
    )
    point, group = (" " if sign.isspace() else sign for sign in signs)
    last, others = locale.decimal_formats[None].grouping
    digit = f"[{digits or '0-9'}]"
    grouped = f"{digit}{{1,{others}}}(?:{re.escape(group)}{digit}{{{others}}})*{re.escape(group)}{digit}{{{last}}}"
    return rf"(?:{grouped}(?!{digit})|{digit}+)(?:{re.escape(point)}{digit}+)?", point


def words_of_cldr(locale: babel.Locale, language: Language) -> Iterator[tuple[str, str]]:
    """Yield each word that CLDR, or the site, has for figures with its meaning."""
    for unit, own in language.units.items():
        key = unit if unit.startswith("per.") else f"unit.{unit}"
        yield from ((plain(part), key) for part in own.split("{0}") if part.strip())
    for unit in UNITS:
        yield f"/{unit.lower()}", f"per.{unit}"
        yield from _unit(locale, IDS.get(unit, ""), unit)
    yield from _SYMBOLS.items()
    for code in map(str, locale.currencies):
        yield plain(language.currencies.get(code) or locale.currency_symbols.get(code, code)), f"currency.{code}"
    for number, names in _months(locale).items():
        for name in names:
            yield (name, f"month.{number}") if not name[0].isdigit() else (name.lstrip("0123456789"), FILLER)
    for kind in ("Day", "Month"):
        yield from _literals(locale, _pattern(locale, kind))


def without_digits(locale: babel.Locale) -> dict[str, tuple[str, Decimal]]:
    """Return the forms of units that say their number, as one word for "two months": the unit's key, the number."""
    return {
        plain(pattern): (f"unit.{unit}", _WITHOUT_DIGITS[category])
        for unit in UNITS
        for category, pattern in _forms(locale, IDS.get(unit, ""))
        if category in _WITHOUT_DIGITS and "{0}" not in pattern
    }


def words_in_documents(locale: babel.Locale) -> Iterator[tuple[str, str]]:
    """Yield what figures of documents have besides: units that the site has not, short names of months, "a.m."."""
    codes = {name: unit for unit, name in IDS.items()}
    for name in locale._data["unit_patterns"]:
        yield from _unit(locale, name, codes.get(name, name))
    for form in ("format", "stand-alone"):
        for number, name in locale.months[form]["abbreviated"].items():
            yield from ((f"{plain(name).removesuffix('.')}{dot}", f"month.{number}") for dot in ("", "."))
    yield from ((plain(name), "part") for names in locale.quarters["format"].values() for name in names.values())
    for name, hours in day_periods(locale).items():
        if len(halves := {hour >= _NOON for hour in hours.values()}) == 1:
            yield name, "time.pm" if halves.pop() else "time.am"


def leading_units(locale: babel.Locale) -> frozenset[str]:
    """Return the keys of the units that the language puts before their figure: "wiki 3", "%5"."""
    forms = ((unit, form) for unit in UNITS for _, form in _forms(locale, IDS.get(unit, "")))
    return frozenset(f"unit.{unit}" for unit, form in forms if form.find("{0}") > 0)


@cache
def day_periods(locale: babel.Locale) -> dict[str, dict[int, int]]:
    """Return how the language says a part of the day → hours of a clock (0 to 11) in it → hours of the day."""
    found: dict[str, dict[int, int]] = {}
    for hour, width in product(range(24), ("abbreviated", "wide")):
        kinds = {get_period_id(dt.time(hour, minute), locale=locale) for minute in (0, 30)}
        for name in kinds | {"pm" if hour >= _NOON else "am"}:
            if shown := locale.day_periods["format"].get(width, {}).get(name):
                found.setdefault(plain(shown), {}).setdefault(hour % _NOON, hour)
    return found


def _forms(locale: babel.Locale, name: str) -> Iterator[tuple[str, str]]:
    """Yield CLDR's patterns of a unit by their plural categories, and the one of what is said for each (`per`)."""
    lengths = locale._data["unit_patterns"].get(name, {})
    yield from (pair for length in ("long", "short") for pair in lengths.get(length, {}).items())


def _unit(locale: babel.Locale, name: str, unit: str) -> Iterator[tuple[str, str]]:
    if shown := locale.unit_display_names.get(name, {}).get("long"):
        yield plain(shown), f"unit.{unit}"
    for category, pattern in _forms(locale, name):
        key = f"per.{unit}" if category == "per" else f"unit.{unit}"
        yield from ((plain(part), key) for part in pattern.split("{0}") if part.strip() and part != pattern)


def _months(locale: babel.Locale) -> dict[int, set[str]]:
    """The names of each month, from 1 to 12, beside a day and alone."""
    return {n: {plain(locale.months[form]["wide"][n]) for form in ("format", "stand-alone")} for n in range(1, 13)}


def _pattern(locale: babel.Locale, kind: str) -> list[tuple[str, str]]:
    """The parts of CLDR's pattern of a day or a month, in turn: a field, such as MMMM, or a literal text."""
    pattern: Any = locale.date_formats["long"] if kind == "Day" else locale.datetime_skeletons["yMMMM"]
    found = re.finditer(r"([a-zA-Z]+)|((?:'[^']*'|[^a-zA-Z'])+)", pattern.pattern)
    return [(part[1] or "", (part[2] or "").replace("'", "")) for part in found]


def _literals(locale: babel.Locale, parts: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """What a pattern of dates has beside its fields; what touches the name of a month is one word with it."""
    for before, (field, literal), after in zip([("", ""), *parts], parts, [*parts[1:], ("", "")], strict=False):
        if field.startswith("G"):
            yield from ((plain(era), FILLER) for width in locale.eras.values() for era in width.values())
        elif field.startswith(("MMM", "LLL")):
            first, last = re.search(r"\S*$", before[1]), re.match(r"\S*", after[1])
            around = (first[0] if first else "", last[0] if last else "")
            for number, names in _months(locale).items():
                yield from ((plain(name.join(around)), f"month.{number}") for name in names)
        elif literal.strip():
            yield from ((plain(part), FILLER) for part in (literal, literal.strip(), *literal.split()))


def names_month(locale: babel.Locale, value: Day | Month) -> bool:
    """Whether the language writes the month of a date as a word."""
    fields = [field for field, _ in _pattern(locale, type(value).__name__)]
    named = any(field.startswith(("MMM", "LLL")) for field in fields)
    return named and not any(name[0].isdigit() for names in _months(locale).values() for name in names)


def in_print(locale: babel.Locale, value: Day | Month) -> list[Decimal]:
    """The numbers of a date in the order in which the language writes them."""
    day = value.date if isinstance(value, Day) else value.first_day
    numbered = {"y": day.year, "d": day.day} | ({} if names_month(locale, value) else dict.fromkeys("ML", day.month))
    fields = [field[0] for field, _ in _pattern(locale, type(value).__name__) if field]
    return [Decimal(numbered[field]) for field in fields if field in numbered]
