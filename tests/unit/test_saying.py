"""Every kind of value, in every combination of its parts, is printed and read back by code that prints nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from factbook.locale import cldr
from factbook.locale.read_back import FigureReader
from factbook.locale.value_format import Formatter
from factbook.model.value import Value
from tests.unit.test_read_back import ENGLISH, SPANISH, language, value

TOLD = {
    "en": (language("en_US", ENGLISH, currencies={"USD": "US$"}), ENGLISH),
    "es": (language("es_US", SPANISH), SPANISH),
    "fr": (language("fr_FR", ENGLISH), ENGLISH),
    "ar": (language("ar_EG", ENGLISH, digits=cldr.native_digits("ar_EG")), ENGLISH),
    "vi": (language("vi", ENGLISH), ENGLISH),
    "zh-Hant": (language("zh_Hant", ENGLISH), ENGLISH),
}
NUMBERS = ("0", "1", "2", "-1", "-18", "0.5", "1.0", "12.25", "2920", "1234567", "-1000.5")
UNITS = (
    None, "second", "hour", "month", "year", "percent", "mg", "ug", "mL", "IU", "Cel", "degF", "mmHg", "mg/kg",
    "mg/kg/day", "IU/m2", "kcal/day", "time/day",
)  # fmt: skip
SCALES = (None, "thousand", "million", "billion")
BOUNDS = ("less_than", "more_than", "at_least", "at_most")
CURRENCIES = ("USD", "EUR", "JPY", "KWD", "CHF")
PARTS = ("0", "1", "3.5", "120"), ("1", "2", "80", "2920"), (None, "/", ":")


def given() -> Iterator[dict[str, Any]]:
    """What data can say: some of it is no value, such as a range that does not rise."""
    for number, unit, approx, every in product(NUMBERS, UNITS, (False, True), (False, True)):
        yield {"number": number, "unit": unit, "approx": approx, "every": every}
    for number, scale, unit in product(NUMBERS, SCALES, (None, "mg", "day")):
        yield {"number": number, "scale": scale, "unit": unit}
    for number, by, unit, scale in product(NUMBERS, ("1", "0.25", "3000"), UNITS, (None, "million")):
        yield {"number": number, "plus_minus": by, "unit": unit, "scale": scale}
    for (unit, and_unit), approx in product((("year", "month"), ("hour", "minute"), ("week", "day")), (False, True)):
        for first, second in product(("1", "2", "1200"), ("1", "6", "11")):
            yield {"number": first, "unit": unit, "and_number": second, "and_unit": and_unit, "approx": approx}
    for start, to, unit, join in product(NUMBERS[1:6], NUMBERS[4:], UNITS, ("to", "or")):
        yield {"from": start, "to": to, "unit": unit, "join": join}
        yield {"from": start, "to": to, "unit": unit, "join": join, "falls": True, "approx": True}
    for start, to, every in product(("1", "2", "6"), ("1", "3", "18"), (False, True)):
        yield {"from": start, "from_unit": "week", "to": to, "unit": "month", "every": every}
    for name, number, unit, scale, approx in product(BOUNDS, NUMBERS, UNITS, (None, "million"), (False, True)):
        yield {name: number, "unit": unit, "scale": scale, "approx": approx}
    for part, of, sign, bound in product(
        ("0", "1", "3.5", "120"), ("1", "2", "80", "2920"), (None, "/", ":"), (None, *BOUNDS)
    ):
        yield {"part": part, "of": of, "sign": sign, "bound": bound}
    yield from ({"part": 120, "of": 80, "sign": "/", "unit": "mmHg", "approx": approx} for approx in (False, True))
    yield from ({"percent": number, "approx": approx} for number, approx in product(NUMBERS, (False, True)))


def money_and_dates() -> Iterator[dict[str, Any]]:
    for amount, currency, scale, bound in product(
        NUMBERS, ("USD", "EUR", "JPY", "KWD", "CHF"), SCALES, (None, *BOUNDS)
    ):
        yield {"amount": amount, "currency": currency, "scale": scale, "bound": bound}
        yield {"amount": amount, "amount_to": "2000000", "currency": currency, "scale": scale, "approx": True}
    yield from ({"date": f"2024-{month:02}-{day}"} for month, day in product(range(1, 13), ("01", "17", "28")))
    yield from ({"month": f"2024-{month:02}"} for month in range(1, 13))
    yield from ({"decade": decade} for decade in range(1000, 3000, 10))
    yield from ({"time": f"{hour:02}:{minute}"} for hour, minute in product(range(24), ("00", "05", "30")))
    yield from ({"from_time": f"{hour:02}:30", "to_time": "23:59"} for hour in range(24))
    yield from ({"from_month": f"2023-{month:02}", "to_month": "2024-05"} for month in range(1, 13))
    yield from ({"from_date": f"2024-{month:02}-17", "to_date": "2024-12-31"} for month in range(1, 13))
    yield from ({"from_year": 1990, "to_year": year} for year in range(1991, 2100, 9))
    yield from ({"magnitude": name} for name in ("dozens", "hundreds", "thousands"))


def values() -> Iterator[Value]:
    for each in (*given(), *money_and_dates()):
        try:
            yield value(**each)
        except ValueError:
            continue


VALUES = list(values())


@pytest.mark.parametrize("code", TOLD)
def test_what_is_said_is_what_is_read(code: str) -> None:
    spoken, labels = TOLD[code]
    formatter, reader = Formatter(spoken, labels.__getitem__), FigureReader(spoken)
    texts = ((each, formatter.value(each)) for each in VALUES)
    wrong = [(each.canonical(), text, told) for each, text in texts if (told := reader.differences(each, text))]
    assert not wrong, f"{len(wrong)} of {len(VALUES)}: {wrong[:: max(1, len(wrong) // 20)]}"
