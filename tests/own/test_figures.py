"""Figures are found however they are written, and an anchor proves a value only when it states all of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words
from pydantic import TypeAdapter

from factbook.locale.anchor_matcher import Prover
from factbook.locale.numerals import Numerals
from factbook.model.value import Value
from factbook.model.values import AnyValue
from tests import documents

BOOK = documents.project().book
NUMERALS = {code: Numerals(code, language) for code, language in BOOK.languages.items()}
PROVER = Prover("en", BOOK.languages["en"])
_any_value: TypeAdapter[Value] = TypeAdapter(AnyValue)


def value(given_as: dict[str, Any]) -> Value:
    return _any_value.validate_python(given_as)


FOUND = {
    "en": {
        "at 4 to 8 months": ["4", "8"], "1 in 2,920 (12.9%)": ["1", "2,920", "12.9"], "Twenty-one": ["Twenty-one"],
        "four or five": ["four", "five"], "HALF of them": ["HALF"], "one hundred": ["one hundred"], "½": ["½"],
        "hundreds and dozens": ["hundreds", "dozens"], "someone, often, weight": [], "a one-off": ["one"],
        "$146.34 million": ["146.34", "million"], "COVID-19 in 2020": ["19", "2020"], "zero": ["zero"], "": [],
        "nothing": [], "٤ months": ["٤"],
    },
    "es": {
        "de 4 a 8 meses": ["4", "8"], "veintidós o veintidos": ["veintidós", "veintidos"], "la mitad": ["mitad"],
        "mil millones": ["mil millones"], "un niño, una niña": ["un", "una"], "cientos y miles": ["cientos", "miles"],
        "el doble": ["doble"], "algunos, ninguno, onceava": [], "treinta y cuatro": ["treinta y cuatro"],
    },
}  # fmt: skip


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, table in FOUND.items() for text in table])
def test_figures_in_digits_and_in_words_are_found(code: str, text: str) -> None:
    found = list(NUMERALS[code].find(text))
    assert [figure.text for figure in found] == FOUND[code][text]
    assert all(text[figure.start :].startswith(figure.text) for figure in found)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("2,920", ["2920"]), ("12.9", ["12.9"]), ("12,9", ["12.9"]), ("1.234.567", ["1234567"]), ("2\u202f920", ["2920"]),
     ("half", ["1", "2"]), ("twenty-one", ["21"]), ("½", ["0.5"]), ("1,000.5.2", []),
     ("1,234.5", ["1234.5"]), ("1.234", ["1.234"]),
     ("1.234.567,89", ["1234567.89"]), ("0.123", ["0.123"]), ("million", ["1000000"])],
)  # fmt: skip
def test_a_figure_is_read_as_its_number(text: str, numbers: list[str]) -> None:
    (figure,) = NUMERALS["en"].find(text)
    assert list(figure.numbers) == [Decimal(number) for number in numbers]


@pytest.mark.parametrize(("code", "text"), [("en", "one child"), ("es", "un niño y una niña")])
def test_the_article_needs_no_fact_but_its_digit_does(code: str, text: str) -> None:
    assert [figure.text for figure in NUMERALS[code].loose(f"{text} 1 2")] == ["1", "2"]


@given(st.integers(0, 99), st.sampled_from(["en", "es"]))
def test_every_small_number_is_found_when_it_is_written_out(number: int, code: str) -> None:
    (figure,) = NUMERALS[code].find(f"({num2words(number, lang=code)})")
    assert figure.numbers == (Decimal(number),)


@given(st.text(), st.sampled_from(["en", "es"]))
def test_no_decimal_digit_of_any_text_is_overlooked(text: str, code: str) -> None:
    found = "".join(figure.text for figure in NUMERALS[code].find(text))
    assert [letter for letter in text if letter.isdecimal()] == [letter for letter in found if letter.isdecimal()]


# Value and anchor; then what the anchor does not state, or states and the value does not.
PROVEN: list[tuple[dict[str, Any], str]] = [
    ({"number": 15, "unit": "year"}, "for 15 years"), ({"number": 5, "unit": "year"}, "by age 5"),
    ({"number": 4, "unit": "month"}, "four months"), ({"number": 34, "approx": True}, "about 34 babies"),
    ({"from": 4, "to": 8, "unit": "month"}, "between ages 4 and 8 months"),
    ({"from": 1, "to": 2, "unit": "second", "join": "or"}, "one or two seconds"),
    ({"from": 6, "to": 3, "from_unit": "week", "unit": "month"}, "6 weeks to 3 months"),
    ({"less_than": 2, "unit": "year"}, "younger than 2 years"), ({"more_than": 100}, "more than a 100 of them"),
    ({"part": 1, "of": 2920}, "one in 2,920"), ({"part": 1, "of": 2, "bound": "more_than"}, "more than half"),
    ({"percent": "12.9"}, "12.9% of children"), ({"percent": 70, "approx": True}, "approximately 70%"),
    ({"amount": "146.34", "scale": "million", "currency": "USD"}, "USD 146.34 million"),
    ({"amount": "146.34", "scale": "million", "currency": "USD"}, "$146.34 Million"),
    ({"date": "2024-06-17"}, "on June 17, 2024"), ({"month": "2024-10"}, "October 2024"), ({"year": 2024}, "in 2024"),
    ({"from_year": 2010, "to_year": 2014}, "from 2010 to 2014"), ({"magnitude": "dozens"}, "dozens of seizures"),
]  # fmt: skip
UNPROVEN: list[tuple[dict[str, Any], str]] = [
    ({"number": 15, "unit": "year"}, "for 16 years"), ({"number": 15, "unit": "year"}, "for 15 months"),
    ({"number": 15}, "for 15 years"), ({"number": 34}, "about 34 babies"), ({"number": 34, "approx": True}, "34 of"),
    ({"from": 4, "to": 8, "unit": "month"}, "ages 4 and 9 months"), ({"from": 4, "to": 8}, "8 and 4"),
    ({"from": 1, "to": 2, "unit": "second", "join": "or"}, "one to two seconds"),
    ({"less_than": 2, "unit": "year"}, "2 years"), ({"more_than": 2, "unit": "year"}, "less than 2 years"),
    ({"number": 2, "unit": "year"}, "less than 2 years"), ({"part": 1, "of": 2920}, "one in 2,921"),
    ({"part": 2, "of": 2}, "in 2 of them"), ({"part": 1, "of": 2}, "more than half"), ({"percent": "1.9"}, "1.9 of"),
    ({"percent": "12.9"}, "129%"), ({"amount": "146.34", "currency": "USD"}, "$146.34 million"),
    ({"amount": "146.34", "scale": "billion", "currency": "USD"}, "$146.34 million"),
    ({"amount": "146.34", "scale": "million", "currency": "EUR"}, "$146.34 million"),
    ({"date": "2024-06-17"}, "on July 17, 2024"), ({"date": "2024-06-17"}, "June 2024"), ({"month": "2024-10"}, "2024"),
    ({"year": 2024}, "in 2023"), ({"from_year": 2010, "to_year": 2014}, "2014"), ({"magnitude": "dozens"}, "tens of"),
]  # fmt: skip


@pytest.mark.parametrize(("given_as", "anchor"), PROVEN, ids=[anchor for _, anchor in PROVEN])
def test_an_anchor_that_states_the_whole_value_proves_it(given_as: dict[str, Any], anchor: str) -> None:
    assert PROVER.missing(value(given_as), anchor) == []


@pytest.mark.parametrize(("given_as", "anchor"), UNPROVEN, ids=[f"{row[0]} {row[1]}" for row in UNPROVEN])
def test_an_anchor_that_states_less_or_other_does_not(given_as: dict[str, Any], anchor: str) -> None:
    assert PROVER.missing(value(given_as), anchor)


@pytest.mark.parametrize(
    ("given_as", "anchor", "lacking"),
    [
        ({"number": 15, "unit": "year"}, "for 16 months", ["the figure 15", "the 'unit.year' wording"]),
        ({"from": 4, "to": 8}, "8 to 4", ["the figures in the order 4, 8"]),
        ({"number": 34}, "about 34 babies", ["the key 'approx: true'"]),
        ({"amount": 5, "currency": "USD"}, "$5 million", ["the scale 'million', which the anchor has"]),
    ],
)
def test_what_is_lacking_is_named(given_as: dict[str, Any], anchor: str, lacking: list[str]) -> None:
    assert PROVER.missing(value(given_as), anchor)[: len(lacking)] == lacking


def test_an_anchor_speaks_against_a_value_only_with_its_figures() -> None:
    assert PROVER.against(value({"number": 34}), "about 34 babies") == ["the key 'approx: true'"]
    assert PROVER.against(value({"number": 34}), "about 35 babies") == []
