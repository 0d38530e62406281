"""Each kind of value reads as people of the language write it, and loses no digit on the way."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import babel
import pytest
from babel.numbers import parse_decimal
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from factbook.locale import cldr, phones, value_format
from factbook.locale.numerals import Numerals
from factbook.locale.value_format import Formatter
from factbook.model.entries import Language
from factbook.model.value import Value
from factbook.model.values import KINDS, UNITS, AnyValue
from tests import documents

_any_value: TypeAdapter[Value] = TypeAdapter(AnyValue)
PROJECT = documents.project()
NUMERALS = {code: Numerals(code, language) for code, language in PROJECT.book.languages.items()}
# Those for preview have not all words yet: what they cannot say, readers see in the original language (FB408).
FORMATS = {code: PROJECT.renderers[code].format for code in PROJECT.published}


def smoke(locale: str) -> Formatter:
    """A language without translated labels."""
    return Formatter(Language(name=locale, locale=locale), PROJECT.book.labels.__getitem__)


def value(**given_as: Any) -> Value:
    return _any_value.validate_python(given_as)


def span(start: Any, to: Any, **more: Any) -> Value:
    return value(**{"from": start, "to": to, **more})


# Canonical form, in English (en_US), in Spanish (es_US).
GOLDEN: dict[str, tuple[Value, str, str]] = {
    "2920": (value(number=2920), "2,920", "2,920"),
    "1 year": (value(number=1, unit="year"), "1 year", "1 año"),
    "15 year": (value(number=15, unit="year"), "15 years", "15 años"),
    "~0.5 day": (value(number="0.5", unit="day", approx=True), "about 0.5 days", "aproximadamente 0.5 días"),
    "0.1234 month": (value(number="0.1234", unit="month"), "0.1234 months", "0.1234 meses"),
    "4..8 month": (span(4, 8, unit="month"), "4 to 8 months", "4 a 8 meses"),
    "1..2 second": (span(1, 2, unit="second"), "1 to 2 seconds", "1 a 2 segundos"),
    "4..5 week": (span(4, 5, unit="week", join="or"), "4 or 5 weeks", "4 o 5 semanas"),
    "6 week..3 month": (span(6, 3, from_unit="week", unit="month"), "6 weeks to 3 months", "6 semanas a 3 meses"),
    "~1500..2000": (span(1500, 2000, approx=True), "about 1,500 to 2,000", "aproximadamente 1,500 a 2,000"),
    "<2 year": (value(less_than=2, unit="year"), "under 2 years", "menos de 2 años"),
    ">1000": (value(more_than=1000), "more than 1,000", "más de 1,000"),
    ">=18 year": (value(at_least=18, unit="year"), "at least 18 years", "al menos 18 años"),
    "<=90 percent": (value(at_most=90, unit="percent"), "up to 90%", "hasta 90%"),
    "1/2920": (value(part=1, of=2920), "1 in 2,920", "1 de cada 2,920"),
    "~2/3": (value(part=2, of=3, approx=True), "about 2 in 3", "aproximadamente 2 de cada 3"),
    "1/2": (value(part=1, of=2), "half", "la mitad"),
    ">1/2": (value(part=1, of=2, bound="more_than"), "more than half", "más de la mitad"),
    "12.9%": (value(percent="12.9"), "12.9%", "12.9%"),
    "~70%": (value(percent=70, approx=True), "about 70%", "aproximadamente el 70%"),
    "0.05%": (value(percent="0.05"), "0.05%", "0.05%"),
    "USD 146.34 million": (
        value(amount="146.34", currency="USD", scale="million"), "US$146.34 million", "US$146.34 millones"),
    "USD 1.234 billion": (
        value(amount="1.234", currency="USD", scale="billion"), "US$1.234 billion", "US$1.234 mil millones"),
    "USD 37000": (value(amount=37000, currency="USD"), "US$37,000", "US$37,000"),
    "2024-06-17": (value(date="2024-06-17"), "June 17, 2024", "17 de junio de 2024"),
    "2024-10": (value(month="2024-10"), "October 2024", "octubre de 2024"),
    "2024": (value(year=2024), "2024", "2024"),
    "2010/2014": (value(from_year=2010, to_year=2014), "2010 to 2014", "2010 a 2014"),
    "2021-05-03/2021-05-05": (
        value(from_date="2021-05-03", to_date="2021-05-05"), "May 3, 2021 to May 5, 2021",
        "3 de mayo de 2021 a 5 de mayo de 2021"),
    "2020-05/2020-07": (
        value(from_month="2020-05", to_month="2020-07"), "May 2020 to July 2020", "mayo de 2020 a julio de 2020"),
    "1990s": (value(decade=1990), "1990s", "los años 1990"),
    "20:00": (value(time="20:00"), "8:00\u202fPM", "8:00\u202fp.m."),
    "08:00/20:00": (
        value(from_time="08:00", to_time="20:00"), "8:00\u202fAM to 8:00\u202fPM", "8:00\u202fa.m. a 8:00\u202fp.m."),
    "dozens": (value(magnitude="dozens"), "dozens", "docenas"),
    "hundreds": (value(magnitude="hundreds"), "hundreds", "cientos"),
    "thousands": (value(magnitude="thousands"), "thousands", "miles"),
}  # fmt: skip


@pytest.mark.parametrize("canonical", GOLDEN)
def test_each_kind_in_english_and_spanish(canonical: str) -> None:
    given_as, english, spanish = GOLDEN[canonical]
    assert given_as.canonical() == canonical
    assert FORMATS["en"].value(given_as) == english
    assert FORMATS["es"].value(given_as) == spanish


def test_every_kind_of_value_is_in_the_table() -> None:
    assert {type(given_as) for given_as, _, _ in GOLDEN.values()} == set(KINDS.values())


@pytest.mark.parametrize(
    ("canonical", "french", "arabic"),
    [
        ("2920", "2\u202f920", "2,920"),
        ("15 year", "15 ans", "15 سنة"),
        ("4..8 month", "4 to 8\u00a0mois", "4 to 8 أشهر"),
        ("1..2 second", "1 to 2\u00a0secondes", "1 to 2 ثوان"),
        ("<2 year", "under 2 ans", "under سنتان"),
        ("12.9%", "12,9\u00a0%", "12.9%"),
        ("2024-06-17", "17 juin 2024", "17 يونيو 2024"),
        ("2024-10", "octobre 2024", "أكتوبر 2024"),
    ],
)
def test_french_and_arabic(canonical: str, french: str, arabic: str) -> None:
    marks = re.compile(r"[\u200e\u200f\u061c]")
    assert smoke("fr_FR").value(GOLDEN[canonical][0]) == french
    assert marks.sub("", smoke("ar_EG").value(GOLDEN[canonical][0])) == arabic


LOCALES = ["ar", "de", "en_US", "es_US", "fa", "fr", "he", "hi", "it", "ja", "ko", "pl", "pt", "so", "vi", "zh"]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("unit", UNITS)
def test_no_language_shows_the_names_of_units_in_cldr(locale: str, unit: str) -> None:
    """Babel prints "8 duration-month" for languages that take the long form from another."""
    for start, to in ((1, 2), (2, 5), (3, 11), (20, 100)):
        shown = smoke(locale).value(span(start, to, unit=unit))
        assert "duration" not in shown and f"{start} to {to}" in shown


_SHOWN = re.compile(r"\d[\d.,\u00a0\u202f]*\d|\d")
NUMBERS = st.decimals(0, 10**8, places=2).map(lambda number: number.normalize() + 0)


@given(NUMBERS, NUMBERS, st.sampled_from(UNITS), st.sampled_from(sorted(FORMATS)))
def test_no_digit_of_a_range_is_lost(start: Decimal, to: Decimal, unit: str, code: str) -> None:
    start, to = sorted((start, to + 1))
    shown = FORMATS[code].value(span(start, to, unit=unit)) if start < to else ""
    found = [number for figure in NUMERALS[code].find(shown) for number in figure.numbers]
    assert not shown or found == [start, to]


@given(st.decimals(0, 10**6, places=4), st.sampled_from(["en_US", "es_US", "fr_FR", "ar_EG"]))
def test_no_digit_of_money_or_percent_or_duration_is_rounded_away(number: Decimal, locale: str) -> None:
    money = value(amount=number, currency="USD", scale="million")
    for given_as in (money, value(percent=number), value(number=number, unit="week")):
        digits = _SHOWN.findall(smoke(locale).value(given_as))
        assert not digits or parse_decimal(digits[0], locale=locale) == number


def test_a_date_of_the_site_is_written_out() -> None:
    day = dt.date(2026, 3, 1)
    assert [FORMATS[code].said(day) for code in ("en", "es")] == ["March 1, 2026", "1 de marzo de 2026"]


def test_a_locale_that_is_none_is_taken_for_english_until_it_is_mended() -> None:
    assert cldr.cldr_locale("xx_YY") == cldr.cldr_locale("@@") == babel.Locale.parse("en")


@pytest.mark.parametrize(("number", "shown"), [("+18003321000", "(800) 332-1000"), ("+442079460018", "020 7946 0018")])
def test_a_phone_number_reads_as_in_its_country(number: str, shown: str) -> None:
    assert phones.phone(number) == shown


@pytest.mark.parametrize("number", ["+1911", "+1", "8003321000", "", "+18003321", "+10003321000", "call me"])
def test_what_is_no_phone_number_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        phones.phone(number)


def test_the_labels_of_the_project_fit_the_engine() -> None:
    assert set(value_format.LABELS) <= set(PROJECT.book.labels)


def test_every_value_of_the_real_facts_reads_in_every_language() -> None:
    values = [given_as for fact in PROJECT.book.facts.values() for given_as in (fact.value, fact.when) if given_as]
    assert values and all(FORMATS[code].value(given_as).strip() for given_as in values for code in FORMATS)


def test_a_kind_that_has_no_format_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError):
        smoke("en_US").value(Value())


def test_an_unknown_language_finds_figures_by_digits() -> None:
    nowhere = Numerals("zz", Language(name="Z", locale="en"))
    assert [figure.text for figure in nowhere.find("seven or 8")] == ["8"]


# --- digits of other scripts

NATIVE = {"ar_EG": "٢٬٩٢٠", "fa": "۲٬۹۲۰", "mr": "२,९२०", "bn": "২,৯২০", "my": "၂,၉၂၀", "dz": "༢,༩༢༠"}


def native(locale: str) -> Language:
    return Language(name=locale, locale=locale, digits=cldr.native_digits(locale))


def in_native_digits(locale: str, given_as: Value) -> str:
    return Formatter(native(locale), PROJECT.book.labels.__getitem__).value(given_as)


@pytest.mark.parametrize("locale", NATIVE)
def test_figures_are_written_in_the_digits_of_the_language(locale: str) -> None:
    assert in_native_digits(locale, value(number=2920)) == NATIVE[locale]
    shown = [in_native_digits(locale, given_as) for given_as, _, _ in GOLDEN.values()]
    assert len(shown) > 30 and not re.search("[0-9]", " ".join(shown))


@given(NUMBERS, st.sampled_from(UNITS), st.sampled_from(sorted(NATIVE)))
def test_a_figure_in_other_digits_is_read_as_its_number(number: Decimal, unit: str, locale: str) -> None:
    shown = in_native_digits(locale, span(number, number + 1, unit=unit))
    numerals = Numerals(babel.Locale.parse(locale).language, native(locale))
    assert [found for figure in numerals.find(shown) for found in figure.numbers] == [number, number + 1]


def test_every_locale_of_cldr_has_digits() -> None:
    systems = {babel.Locale.parse(name).default_numbering_system for name in babel.localedata.locale_identifiers()}
    assert systems == {"latn", *cldr._ZEROS}


@pytest.mark.parametrize("digits", ["0123", "٠١٢٣٤٥٦٧٨٨", "٠۱٢٣٤٥٦٧٨٩x", "abcdefghij"])
def test_digits_are_the_ten_of_a_script(digits: str) -> None:
    with pytest.raises(ValueError, match="ten digits of one script"):
        Language(name="A", locale="ar", digits=digits)
