"""What is printed is read back by code that prints nothing: a mistake of the formatter is a difference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from factbook.locale import cldr
from factbook.locale.read_back import FigureReader
from factbook.locale.value_format import Formatter
from factbook.model.entries import Language
from factbook.model.value import Value
from factbook.model.values import KINDS, LENGTHS, SCALES, UNITS, AnyValue

_any_value: TypeAdapter[Value] = TypeAdapter(AnyValue)
ENGLISH = {
    "value.about": "about {value}", "value.to": "{start} to {end}", "value.or": "{start} or {end}",
    "value.less_than": "under {value}", "value.more_than": "more than {value}", "value.at_least": "at least {value}",
    "value.at_most": "up to {value}", "value.ratio": "{part} in {whole}", "value.half": "half",
    "value.every": "every {value}", "value.once": "once", "value.times": "{value} times", "value.decade": "{value}s",
    "value.dozens": "dozens", "value.hundreds": "hundreds", "value.thousands": "thousands",
    "value.money.plain": "{amount}", "value.money.thousand": "{amount} thousand",
    "value.money.million": "{amount} million", "value.money.billion": "{amount} billion",
}  # fmt: skip
SPANISH = {
    **ENGLISH, "value.about": "aproximadamente {value}", "value.to": "{start} a {end}", "value.or": "{start} o {end}",
    "value.less_than": "menos de {value}", "value.more_than": "más de {value}", "value.at_least": "al menos {value}",
    "value.at_most": "hasta {value}", "value.ratio": "{part} de cada {whole}", "value.half": "la mitad",
    "value.every": "cada {value}", "value.once": "una vez", "value.times": "{value} veces",
    "value.decade": "los años {value}",
    "value.dozens": "docenas", "value.hundreds": "cientos", "value.thousands": "miles",
    "value.money.thousand": "{amount} mil", "value.money.million": "{amount} millones",
    "value.money.billion": "{amount} mil millones",
}  # fmt: skip
KEYS = {
    "value.about": "approx", "value.to": "join.to", "value.or": "join.or", "value.ratio": "join.ratio",
    "value.half": "ratio.half", "value.every": "every", "value.once": "times", "value.times": "unit.time",
    "value.decade": "decade", "value.money.thousand": "scale.thousand", "value.money.million": "scale.million",
    "value.money.billion": "scale.billion",
    **{f"value.{name}": f"bound.{name}" for name in ("less_than", "more_than", "at_least", "at_most")},
    **{f"value.{name}": f"magnitude.{name}" for name in ("dozens", "hundreds", "thousands")},
}  # fmt: skip
FILLED = ("{value}", "{start}", "{end}", "{part}", "{whole}", "{amount}")


def wording(labels: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """The words of the labels, without their placeholders."""
    found = {}
    for label, key in KEYS.items():
        text = labels[label]
        for name in FILLED:
            text = text.replace(name, "")
        found[key] = (text.strip(),)
    return found


def language(locale: str, labels: dict[str, str], **more: Any) -> Language:
    return Language.model_validate({"name": locale, "locale": locale, "wording": wording(labels), **more})


RESPELL = {r"\bo(?= (8|11\b))": "u"}
LANGUAGES = {
    "en": (language("en_US", ENGLISH, currencies={"USD": "US$"}), ENGLISH),
    "es": (language("es_US", SPANISH), SPANISH),
    "ar": (language("ar_EG", ENGLISH, digits=cldr.native_digits("ar_EG")), ENGLISH),
    **{
        locale: (language(locale, ENGLISH), ENGLISH)
        for locale in ("de", "fr", "hi", "he", "ja", "lt", "pl", "ru", "sw", "th", "vi", "zh")
    },
}


def value(**given_as: Any) -> Value:
    return _any_value.validate_python(given_as)


def printed(code: str, given_as: Value) -> str:
    spoken, labels = LANGUAGES[code]
    return Formatter(spoken, labels.__getitem__).value(given_as)


reader = cache(lambda code: FigureReader(LANGUAGES[code][0]))
NUMBERS = st.decimals(0, 10**9, places=3).map(lambda number: Decimal(f"{number:f}".rstrip("0").rstrip(".")))
APPROX, UNIT = st.booleans(), st.sampled_from(UNITS)
DAYS = st.dates(dt.date(1000, 1, 1), dt.date(2990, 12, 31))


def ranges(start: Decimal, more: Decimal, unit: str, join: str, approx: bool) -> Value:
    return value(**{"from": start, "to": start + more + 1, "unit": unit, "join": join, "approx": approx})


BOUNDS = ("less_than", "more_than", "at_least", "at_most")
VALUES = st.one_of(
    st.builds(lambda n, unit, approx: value(number=n, unit=unit, approx=approx), NUMBERS, UNIT, APPROX),
    st.builds(lambda n, negative: value(number=-n if negative else n), NUMBERS, APPROX),
    st.builds(ranges, NUMBERS, NUMBERS, UNIT, st.sampled_from(["to", "or"]), APPROX),
    st.builds(lambda n: value(**{"from": n, "from_unit": "week", "to": n + 1, "unit": "month"}), NUMBERS),
    st.builds(lambda name, n, unit: value(**{name: n, "unit": unit}), st.sampled_from(BOUNDS), NUMBERS, UNIT),
    st.builds(
        lambda part, more, bound: value(part=part, of=part + more + 1, bound=bound),
        NUMBERS, NUMBERS, st.sampled_from([None, *BOUNDS]),
    ),
    st.builds(lambda n, approx: value(percent=n, approx=approx), NUMBERS, APPROX),
    st.builds(
        lambda n, currency, scale: value(amount=n, currency=currency, scale=scale),
        NUMBERS, st.sampled_from(["USD", "EUR", "JPY", "KWD"]), st.sampled_from([None, *SCALES]),
    ),
    st.builds(lambda day: value(date=day), DAYS),
    st.builds(lambda day: value(month=f"{day:%Y-%m}"), DAYS),
    st.builds(lambda day: value(year=day.year), DAYS),
    st.builds(lambda year: value(from_year=year, to_year=year + 3), st.integers(1000, 2990)),
    st.builds(lambda n, unit: value(number=n, unit=unit, every=True), NUMBERS, st.sampled_from(LENGTHS)),
    st.builds(lambda n, unit: value(number=n, unit=f"time/{unit}"), NUMBERS, st.sampled_from(LENGTHS)),
    st.builds(lambda day, more: value(from_date=day, to_date=day + dt.timedelta(more)), DAYS, st.integers(1, 400)),
    st.builds(
        lambda day, more: value(from_month=f"{day:%Y-%m}", to_month=f"{day + dt.timedelta(more):%Y-%m}"),
        DAYS, st.integers(32, 400),
    ),
    st.builds(lambda hour, minute: value(time=f"{hour:02}:{minute:02}"), st.integers(0, 23), st.integers(0, 59)),
    st.builds(lambda hour: value(from_time=f"{hour:02}:05", to_time=f"{hour + 1:02}:00"), st.integers(0, 22)),
    st.builds(lambda decade: value(decade=decade * 10), st.integers(100, 299)),
    st.builds(lambda name: value(magnitude=name), st.sampled_from(["dozens", "hundreds", "thousands"])),
)  # fmt: skip


@pytest.mark.parametrize("code", LANGUAGES)
@given(given_as=VALUES)
@settings(deadline=None, max_examples=60)
def test_what_is_printed_is_what_is_read(code: str, given_as: Value) -> None:
    assert reader(code).differences(given_as, printed(code, given_as)) == []


@given(VALUES, VALUES, st.sampled_from(sorted(LANGUAGES)))
@settings(deadline=None, max_examples=300)
def test_another_value_is_another_text(one: Value, other: Value, code: str) -> None:
    shown = printed(code, other)
    assert (reader(code).differences(one, shown) == []) == (shown == printed(code, one))


def test_every_kind_of_value_is_drawn() -> None:
    drawn = set()

    @given(VALUES)
    @settings(max_examples=400, database=None, derandomize=True)
    def draw(given_as: Value) -> None:
        drawn.add(type(given_as))

    draw()
    assert drawn == set(KINDS.values())


MONTHS = {"en": ("June", "July"), "es": ("junio", "julio"), "ar": ("يونيو", "يوليو")}
SPAN = value(**{"from": 4, "to": 8, "unit": "month"})
BROKEN: dict[str, tuple[Value, Callable[[str, str], str]]] = {
    "a decimal comma": (value(number="12.9"), lambda _, text: text.translate({ord("."): ",", ord("٫"): "٬"})),
    "a group point": (value(number=2920), lambda _, text: text.translate({ord(","): ".", ord("٬"): "٫"})),
    "a lost group": (value(number=1234567), lambda _, text: text.replace(text[1], "", 1)),
    "swapped ends": (SPAN, lambda _, text: text.translate(str.maketrans("48٤٨", "84٨٤"))),
    "another unit": (SPAN, lambda code, _: printed(code, SPAN.model_copy(update={"unit": "week"}))),
    "no unit": (SPAN, lambda code, _: printed(code, SPAN.model_copy(update={"unit": None}))),
    "no less than": (
        value(less_than=20, unit="minute"), lambda code, _: printed(code, value(number=20, unit="minute"))),
    "more than": (value(less_than=20), lambda code, _: printed(code, value(more_than=20))),
    "no about": (value(percent=70, approx=True), lambda code, _: printed(code, value(percent=70))),
    "another month": (value(date="2024-06-17"), lambda code, text: text.replace(*MONTHS[code])),
    "day and year swapped": (
        value(date="2024-06-17"), lambda _, text: text.translate(str.maketrans("17١٧", "71٧١")),
    ),
    "another currency": (
        value(amount=5, currency="USD"), lambda code, _: printed(code, value(amount=5, currency="EUR"))),
    "no scale": (
        value(amount=5, currency="USD", scale="million"),
        lambda code, _: printed(code, value(amount=5, currency="USD"))),
    "invented cents": (
        value(amount=5, currency="USD"), lambda code, _: printed(code, value(amount="5.00", currency="USD"))),
    "a digit of another script": (value(year=2024), lambda _, text: text.replace("4", "٤") if "4" in text else "2٠٢٤"),
    "another word": (SPAN, lambda _, text: f"{text} daily"),
    "another figure": (SPAN, lambda _, text: f"{text} {text[0]}"),
}  # fmt: skip


@pytest.mark.parametrize("code", ["en", "es", "ar"])
@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_formatter_is_caught(what: str, code: str) -> None:
    given_as, breaks = BROKEN[what]
    sound = printed(code, given_as)
    broken = breaks(code, sound)
    assert broken != sound
    assert reader(code).differences(given_as, sound) == []
    assert reader(code).differences(given_as, broken)


@pytest.mark.parametrize(
    ("given_as", "shown"),
    [
        ({"from": 7, "to": 8, "join": "or", "unit": "week"}, "7 u 8 semanas"),
        ({"from": 70, "to": 80, "join": "or"}, "70 u 80"),
        ({"from": 10, "to": 11, "join": "or", "unit": "day"}, "10 u 11 días"),
        ({"from": 5, "to": 8000, "join": "or"}, "5 u 8,000"),
        ({"from": 9, "to": 11000, "join": "or"}, "9 u 11,000"),
        ({"from": 100, "to": 110, "join": "or"}, "100 o 110"),
        ({"from": 4, "to": 5, "join": "or"}, "4 o 5"),
    ],
)
def test_spanish_says_u_before_eight_and_eleven(given_as: dict[str, Any], shown: str) -> None:
    spoken = language("es_US", SPANISH, respell=RESPELL).model_copy(
        update={"wording": {**wording(SPANISH), "join.or": ("o", "u")}}
    )
    assert Formatter(spoken, SPANISH.__getitem__).value(value(**given_as)) == shown
    assert FigureReader(spoken).differences(value(**given_as), shown) == []


@pytest.mark.parametrize(
    ("given_as", "shown"),
    [
        ({"number": 1.0, "unit": "year"}, "1.0 years"),
        ({"number": 1, "unit": "year"}, "1 year"),
        ({"amount": 37000, "currency": "USD"}, "US$37,000"),
        ({"amount": "12.5", "currency": "USD"}, "US$12.50"),
        ({"amount": "2.5", "scale": "million", "currency": "USD"}, "US$2.5 million"),
    ],
)
def test_a_figure_has_as_many_decimals_as_its_value(given_as: dict[str, Any], shown: str) -> None:
    assert printed("en", value(**given_as)) == shown


def test_units_before_figures_stand_before_each_end() -> None:
    mixed = value(**{"from": 6, "from_unit": "week", "to": 3, "unit": "month"})
    assert printed("sw", mixed) == "wiki 6 to miezi 3"


def test_a_word_without_digits_is_read_as_its_number() -> None:
    assert reader("ar").differences(value(number=2, unit="month"), "شهران") == []
    assert reader("ar").differences(value(number=3, unit="month"), "شهران")


def test_what_a_language_has_no_words_for_is_not_judged() -> None:
    bare = FigureReader(Language(name="French", locale="fr"))
    assert bare.differences(SPAN, "4 à 8 mois") == []
    assert bare.differences(SPAN, "4 à 8 ans") == ["'unit.month' must be said", "'unit.year' must not be said"]


def test_the_whole_may_come_first_where_the_language_says_so() -> None:
    reader = FigureReader(Language(name="日本語", locale="ja", wording={"join.ratio_reversed": ("人に",)}))
    assert reader.differences(value(part=1, of=2920), "2,920人に1") == []
    assert reader.differences(value(part=1, of=2920), "1人に2,920")


def test_a_pattern_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="regular expression"):
        Language(name="A", locale="en", respell={"(": ""})
