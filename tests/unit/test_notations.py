"""How journals, agencies and countries print figures: what an anchor proves, and what it does not."""
# ruff: noqa: E501 — a table, one notation on each line

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from factbook.load import document_text
from factbook.locale.anchor_matcher import Prover
from factbook.locale.read_back import FigureReader
from factbook.locale.value_format import Formatter
from factbook.model.value import Value
from factbook.model.values import AnyValue
from tests import documents

_any_value: TypeAdapter[Value] = TypeAdapter(AnyValue)
PROJECT = documents.project()
LANGUAGES = PROJECT.book.languages
EUROPEAN = LANGUAGES["es"].model_copy(update={"locale": "es_ES"})
PROVERS = {
    "en": Prover("en", LANGUAGES["en"]), "es": Prover("es", LANGUAGES["es"]), "es_ES": Prover("es", EUROPEAN),
}  # fmt: skip

# Language; what stands in a document; the values that it proves; some that it does not.
NOTATIONS: list[tuple[str, str, list[dict[str, Any]], list[dict[str, Any]]]] = [
    ("en", "seen in 12·9% of users", [{"percent": "12.9"}], [{"percent": 9}, {"percent": 12}, {"number": "12.9"}]),
    ("en", "sold to 12 000 families", [{"number": 12000}], [{"number": 12}, {"number": 0}]),
    ("en", "sold to 12\u202f000 families", [{"number": 12000}], [{"number": 12}]),
    ("en", "sold to 1'200'000 families", [{"number": 1200000}, {"number": "1.2", "scale": "million"}], [{"number": 1}]),
    ("en", "sold to 12,34,567 families", [{"number": 1234567}], [{"number": 12}, {"number": 567}]),
    ("en", "took 1½ years", [{"number": "1.5", "unit": "year"}], [{"number": 1, "unit": "year"}]),
    ("en", "took 1 1/2 years", [{"number": "1.5", "unit": "year"}], [{"number": 1, "unit": "year"}, {"part": 1, "of": 2}]),
    ("en", "4 million people", [{"number": 4, "scale": "million"}, {"number": 4000000}], [{"number": 4}]),
    ("en", "2.5 billion people", [{"number": "2.5", "scale": "billion"}], [{"number": "2.5", "scale": "million"}]),
    ("en", "٤ months", [{"number": 4, "unit": "month"}], [{"number": 4, "unit": "year"}]),
    ("en", "४ months", [{"number": 4, "unit": "month"}], [{"number": 4}]),
    ("en", "at -18 °C", [{"number": -18, "unit": "Cel"}], [{"number": 18, "unit": "Cel"}, {"number": -18}]),
    ("en", "at −18 °C", [{"number": -18, "unit": "Cel"}], [{"number": 18, "unit": "Cel"}]),
    ("en", "at minus 18 °C", [{"number": -18, "unit": "Cel"}], [{"number": 18, "unit": "Cel"}]),
    ("en", "scored 12 ± 3", [{"number": 12, "plus_minus": 3}], [{"number": 12}, {"number": 3}, {"from": 3, "to": 12, "unit": "month"}]),
    ("en", "aged 4-8 months", [{"from": 4, "to": 8, "unit": "month"}], [{"number": 8, "unit": "month"}, {"number": 4}]),
    ("en", "4 to 8 months", [{"from": 4, "to": 8, "unit": "month"}], [{"number": 8, "unit": "month"}]),
    ("en", "between 4 and 8 months", [{"from": 4, "to": 8, "unit": "month"}], [{"number": 8, "unit": "month"}]),
    ("en", "at 4 and 8 months", [], [{"from": 4, "to": 8, "unit": "month"}, {"number": 8, "unit": "month"}]),
    ("en", "90–95% of users", [{"from": 90, "to": 95, "unit": "percent"}], [{"percent": 95}, {"percent": 90}]),
    ("en", "lowered from 10 to 4 mg", [{"from": 10, "to": 4, "unit": "mg", "falls": True}], [{"from": 4, "to": 10, "unit": "mg"}]),
    ("en", "in > 90% of users", [{"more_than": 90, "unit": "percent"}], [{"percent": 90}, {"at_least": 90, "unit": "percent"}]),
    ("en", "in ≥ 18 people", [{"at_least": 18}], [{"number": 18}, {"more_than": 18}]),
    ("en", "children <2 years", [{"less_than": 2, "unit": "year"}], [{"number": 2, "unit": "year"}]),
    ("en", "children 5 years or older", [{"at_least": 5, "unit": "year"}], [{"number": 5, "unit": "year"}]),
    ("en", "18+ years", [], [{"number": 18, "unit": "year"}, {"number": 18}]),
    ("en", "~70% of shops", [{"percent": 70, "approx": True}], [{"percent": 70}]),
    ("en", "about the first 15 years", [{"number": 15, "unit": "year", "approx": True}], [{"number": 15, "unit": "year"}]),
    ("en", "at least about 3", [{"at_least": 3, "approx": True}], [{"at_least": 3}, {"number": 3}]),
    ("en", "15 mg/kg", [{"number": 15, "unit": "mg/kg"}], [{"number": 15}, {"number": 15, "unit": "mg"}, {"number": 15, "unit": "g/kg"}]),
    ("en", "15 mg per kg per day", [{"number": 15, "unit": "mg/kg/day"}], [{"number": 15, "unit": "mg/kg"}]),
    ("en", "15mg/kg/day", [{"number": 15, "unit": "mg/kg/day"}], [{"number": 15, "unit": "mg/day"}]),
    ("en", "15 mmol/L", [], [{"number": 15}, {"number": 15, "unit": "L"}]),
    ("en", "5 µg of it", [{"number": 5, "unit": "ug"}], [{"number": 5, "unit": "mg"}, {"number": 5}]),
    ("en", "150 IU of it", [{"number": 150, "unit": "IU"}], [{"number": 150}]),
    ("en", "a pressure of 120/80 mmHg", [{"part": 120, "of": 80, "sign": "/", "unit": "mmHg"}], [{"number": 120}, {"number": 80, "unit": "mmHg"}]),
    ("en", "after 1 h 30 min", [{"number": 1, "unit": "hour", "and_number": 30, "and_unit": "minute"}], [{"number": 1, "unit": "hour"}, {"number": 30, "unit": "minute"}]),
    ("en", "2 years and 6 months", [{"number": 2, "unit": "year", "and_number": 6, "and_unit": "month"}], [{"number": 2, "unit": "year"}]),
    ("en", "$100-200 a month", [{"amount": 100, "amount_to": 200, "currency": "USD"}], [{"amount": 100, "currency": "USD"}]),
    ("en", "over USD 2 billion", [{"amount": 2, "scale": "billion", "currency": "USD", "bound": "more_than"}], [{"amount": 2, "scale": "billion", "currency": "USD"}]),
    ("en", "twenty-one babies", [{"number": 21}], [{"number": 20}, {"number": 1}]),
    ("en", "two hundred and fifty babies", [], [{"number": 200}, {"number": 50}, {"number": 2}]),
    ("en", "two thirds of them", [], [{"number": 2}, {"number": 3}]),
    ("en", "COVID-19 and B12", [], [{"number": 19}, {"number": 12}]),
    ("en", "10⁶ cells, 2×10^3", [], [{"number": 10}, {"number": 3}, {"number": 2}]),
    ("en", "call 612-928-6325", [], [{"number": 612}, {"number": 928}, {"from": 612, "to": 928}]),
    ("en", "version 1.2.3", [], [{"number": "1.2"}, {"number": 3}]),
    ("en", "three times a day", [], [{"number": 3}, {"number": 3, "unit": "day"}]),
    ("en", "June 17, 2024", [{"date": "2024-06-17"}], [{"month": "2024-06"}, {"year": 2024}, {"number": 17}]),
    ("es", "12.9 % de los usuarios", [{"percent": "12.9"}], [{"percent": 9}]),
    ("es", "12,9 % de los usuarios", [{"percent": "12.9"}], [{"percent": 12}]),
    ("es", "unas 2.920 familias", [], [{"number": 2920, "approx": True}, {"number": "2.92", "approx": True}]),
    ("es", "1.234.567 familias", [{"number": 1234567}], [{"number": "1.234"}]),
    ("es_ES", "2.920 familias", [{"number": 2920}], [{"number": "2.92"}]),
    ("es_ES", "12,5 mg al día", [{"number": "12.5", "unit": "mg/day"}], [{"number": 12, "unit": "mg"}]),
    ("es", "más de 90 familias", [{"more_than": 90}], [{"number": 90}]),
    ("es", "al menos 3 meses", [{"at_least": 3, "unit": "month"}], [{"number": 3, "unit": "month"}]),
    ("es", "menos de dos años", [{"less_than": 2, "unit": "year"}], [{"number": 2, "unit": "year"}]),
    ("es", "entre 4 y 8 meses", [{"from": 4, "to": 8, "unit": "month"}], [{"number": 8, "unit": "month"}]),
    ("es", "cerca de 70 %", [{"percent": 70, "approx": True}], [{"percent": 70}]),
    ("es", "17 de junio de 2024", [{"date": "2024-06-17"}], [{"year": 2024}]),
    ("es", "4 millones de personas", [{"number": 4, "scale": "million"}], [{"number": 4}]),
    ("es", "treinta y cuatro bebés", [{"number": 34}], [{"number": 30}, {"number": 4}]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "text", "proves", "not_so"), NOTATIONS, ids=[f"{row[0]} {row[1]}" for row in NOTATIONS]
)
def test_an_anchor_proves_the_whole_quantity_and_nothing_else(
    code: str, text: str, proves: list[dict[str, Any]], not_so: list[dict[str, Any]]
) -> None:
    anchor = document_text.plain(text)
    for given in proves:
        assert PROVERS[code].missing(_any_value.validate_python(given), anchor) == [], given
    for given in not_so:
        assert PROVERS[code].missing(_any_value.validate_python(given), anchor), given


def test_what_cannot_be_read_for_certain_is_named() -> None:
    told = PROVERS["en"].missing(_any_value.validate_python({"number": 10}), "some 10⁶ cells")
    assert "the figure '10' cannot be read for certain" in told


# Value; in English; in Spanish.
PRINTED: list[tuple[dict[str, Any], str, str]] = [
    ({"number": 15, "unit": "mg/kg/day"}, "15 mg/kg per day", "15 mg/kg por día"),
    ({"number": -18, "unit": "Cel"}, "-18°C", "-18 °C"),
    ({"number": 150, "unit": "IU"}, "150 IU", "150 UI"),
    ({"number": "2.5", "scale": "million"}, "2.5 million", "2.5 millones"),
    ({"number": 12, "plus_minus": 3, "unit": "month"}, "12 ± 3 months", "12 ± 3 meses"),
    ({"number": 1, "unit": "hour", "and_number": 30, "and_unit": "minute"}, "1 hour 30 minutes", "1 hora 30 minutos"),
    ({"at_least": 3, "approx": True}, "at least about 3", "al menos aproximadamente 3"),
    ({"from": 10, "to": 4, "unit": "mg", "falls": True}, "10 to 4 mg", "10 a 4 mg"),
    ({"from": 2, "to": 3, "scale": "million"}, "2 to 3 million", "2 a 3 millones"),
    ({"part": 120, "of": 80, "sign": "/", "unit": "mmHg"}, "120/80 mmHg", "120/80 mmHg"),
    ({"amount": 100, "amount_to": 200, "currency": "USD"}, "US$100 to US$200", "US$100 a US$200"),
    ({"amount": 2, "scale": "billion", "currency": "USD", "bound": "more_than"}, "more than US$2 billion",
     "más de US$2 mil millones"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "english", "spanish"), PRINTED, ids=[row[1] for row in PRINTED])
def test_a_value_is_printed_and_read_back(given: dict[str, Any], english: str, spanish: str) -> None:
    value = _any_value.validate_python(given)
    for code, expected in (("en", english), ("es", spanish)):
        shown = PROJECT.renderers[code].format.value(value).replace("\u00a0", " ")
        assert shown == expected
        assert FigureReader(LANGUAGES[code]).differences(value, shown) == []
        for wrong in (shown.replace("mg", "g"), shown.replace("-", ""), f"{shown} mg", shown.replace(" ± ", " ")):
            assert wrong == shown or FigureReader(LANGUAGES[code]).differences(value, wrong), wrong
    assert isinstance(PROJECT.renderers["en"].format, Formatter)
