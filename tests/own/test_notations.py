"""How journals, agencies and countries print figures in the languages of this site, and how the site does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from factbook.locale.anchor_matcher import Prover
from factbook.locale.read_back import FigureReader
from tests import documents, notations

FOLDER = Path(__file__).parent / "notations"
PRINTED, DOCUMENTS = notations.rows(FOLDER, "printed"), notations.rows(FOLDER, "documents")
PROJECT = documents.project()
EUROPEAN = PROJECT.book.languages["es"].model_copy(update={"locale": "es_ES"})
READERS = {code: FigureReader(language) for code, language in PROJECT.book.languages.items()}
PROVERS = {code: Prover(code, language) for code, language in PROJECT.book.languages.items()}


@pytest.mark.parametrize(("code", "given", "shown"), PRINTED, ids=[f"{row[0]} {row[2]}" for row in PRINTED])
def test_a_value_is_printed_and_read_back(code: str, given: dict[str, Any], shown: str) -> None:
    notations.check_print(PROJECT.renderers[code].format, READERS[code], given, shown)


@pytest.mark.parametrize("row", DOCUMENTS, ids=[f"{row[0]} {row[1]}" for row in DOCUMENTS])
def test_a_document_proves_the_whole_quantity_and_nothing_else(row: tuple[Any, ...]) -> None:
    notations.check_document(PROVERS[row[0]], *row[1:])


@pytest.mark.parametrize(
    ("text", "given"), [("2.920 familias", {"number": 2920}), ("12,5 mg al día", {"number": "12.5", "unit": "mg/day"})]
)
def test_a_country_with_one_notation_is_certain(text: str, given: dict[str, Any]) -> None:
    notations.check_document(Prover("es", EUROPEAN), text, [given], [{"number": "2.92"}])


def test_what_cannot_be_read_for_certain_is_named() -> None:
    told = PROVERS["en"].missing(notations.value({"number": 10}), "some 10⁶ cells")
    assert "the figure '10' cannot be read for certain" in told
