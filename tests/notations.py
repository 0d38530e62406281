"""Tables of notations: how values are printed in a language, and what its documents prove.

A file has `printed` (a value, how it reads) and `documents` (what stands there, the values that it proves, some that it
does not; `partly` where it states something that no value can say). `python -m tests.notations` prints the tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from factbook.load import document_text
from factbook.locale.anchor_matcher import Prover
from factbook.locale.quantities import of_value
from factbook.locale.read_back import FigureReader
from factbook.locale.text_search import normal, one_form
from factbook.locale.value_format import Formatter
from factbook.model.value import Value
from factbook.model.values import AnyValue

Given = dict[str, Any]
_any_value: TypeAdapter[Value] = TypeAdapter(AnyValue)
_NUMBERS = ("number", "from", "to", "percent", "amount", "part", "of", "at_least", "less_than")


def read(file: Path) -> dict[str, Any]:
    """Return a table, its numbers as they are written."""
    table: dict[str, Any] = yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)
    return table


def rows(folder: Path, name: str) -> list[tuple[Any, ...]]:
    """Return the rows of all tables of a folder, each with the code of its language."""
    return [(file.stem, *row) for file in sorted(folder.glob("*.yml")) for row in read(file)[name]]


def value(given: Given) -> Value:
    return _any_value.validate_python(given)


def neighbours(given: Given) -> Iterator[Given]:
    """A value without each of its parts, and with each of its numbers one higher, negative and a thousandfold."""
    for key, told in given.items():
        yield {name: other for name, other in given.items() if name != key}
        for other in (Decimal(told) + 1, -Decimal(told), Decimal(told) * 1000) if key in _NUMBERS else ():
            yield {**given, key: other}
    yield {**given, "approx": "approx" not in given}
    yield {**given, "unit": "IU" if given.get("unit") != "IU" else "mg"}


def values(given: Iterable[Given]) -> Iterator[Value]:
    for each in given:
        try:
            yield value(each)
        except ValueError:  # no value without this part
            continue


def check_document(prover: Prover, text: str, proves: list[Given], refused: list[Given], but: str = "") -> None:
    """Hold what stands in a document to the values that it proves, and to no other value."""
    anchor = document_text.plain(text)
    true = {of_value(value(given)).key for given in proves}
    for given in proves:
        assert prover.missing(value(given), anchor) == [], given
    for given in refused:
        assert prover.missing(value(given), anchor), given
    for near in values(near for given in proves for near in neighbours(given)):
        assert of_value(near).key in true or prover.missing(near, anchor), near
    stated, unread = prover.read(one_form(anchor))
    assert {quantity.key for quantity in stated} == true or but == "partly"
    assert proves or unread or but, "what cannot be read must be named"


def check_print(formatter: Formatter, reader: FigureReader, given: Given, shown: str) -> None:
    """Hold a printed value to what it reads as, by code that prints nothing; its neighbours read otherwise."""
    assert spaced(formatter.value(value(given))) == shown
    assert reader.differences(value(given), shown) == []
    for near in values(neighbours(given)):
        other = spaced(formatter.value(near))
        assert other == shown or reader.differences(value(given), other), other


def spaced(text: str) -> str:
    """Return the text as it is typed: without marks that cannot be seen, with plain spaces."""
    return normal(text).replace("\u00a0", " ").replace("\u202f", " ")


if __name__ == "__main__":
    for folder in ("own", "unit"):
        for code, text, *sides in rows(Path(__file__).parent / folder / "notations", "documents"):
            shown = ("; ".join(value(given).canonical() for given in side) for side in sides[:2])
            print(f"| {code} | {text} | {' | '.join(shown)} |".replace("\n", " "))
