"""Figures in languages that this site has not: how they are printed and read back, and what documents prove."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from factbook.locale.anchor_matcher import Prover
from factbook.locale.read_back import FigureReader
from factbook.locale.value_format import Formatter
from factbook.model.entries import Language
from tests import notations

FOLDER = Path(__file__).parent / "notations"
PRINTED, DOCUMENTS = notations.rows(FOLDER, "printed"), notations.rows(FOLDER, "documents")


@cache
def tools(code: str) -> tuple[Formatter, FigureReader, Prover]:
    table = notations.read(FOLDER / f"{code}.yml")
    language = Language.model_validate(table["language"])
    labels = {"value.money.plain": "{amount}", **table["labels"]}
    return Formatter(language, labels.__getitem__), FigureReader(language), Prover(code, language)


@pytest.mark.parametrize(("code", "given", "shown"), PRINTED, ids=[f"{row[0]} {row[2]}" for row in PRINTED])
def test_a_value_is_printed_and_read_back(code: str, given: dict[str, Any], shown: str) -> None:
    formatter, reader, _ = tools(code)
    notations.check_print(formatter, reader, given, shown)


@pytest.mark.parametrize("row", DOCUMENTS, ids=[f"{row[0]} {row[1]}" for row in DOCUMENTS])
def test_a_document_proves_the_whole_quantity_and_nothing_else(row: tuple[Any, ...]) -> None:
    notations.check_document(tools(row[0])[2], *row[1:])
