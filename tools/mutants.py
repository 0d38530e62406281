"""Facts with one thing made wrong. Each function yields what was done to the fact and the fact so changed.

None stands for a change that the schema refuses: such a file is not even read (FB106).
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import combinations, pairwise
from typing import Any

from pydantic import TypeAdapter, ValidationError

from factbook.load import document_text
from factbook.model.entries import Evidence, Fact
from factbook.model.value import BOUNDS, Value
from factbook.model.values import MAGNITUDES, SCALES, UNITS, AnyValue, Range, Ratio
from tests import documents

Changed = tuple[str, Fact | None]
Fields = dict[str, Any]
NUMBERS = ("number", "from", "to", *BOUNDS, "part", "of", "percent", "amount", "year", "from_year", "to_year")
ENDS = (("from", "to"), ("part", "of"), ("from_year", "to_year"), ("from_unit", "unit"))
CURRENCIES = ("EUR", "CAD", "MXN", "AUD")
_any_value: TypeAdapter[Value] = TypeAdapter(AnyValue)


def of_figures(fact: Fact) -> Iterator[Changed]:
    """Each figure of the value and of the date, with another number, unit, bound, hedge, joining word, scale …"""
    for part in ("value", "when"):
        if value := getattr(fact, part):
            for what, changed in _values(value):
                yield f"{part}: {what}", fact.model_copy(update={part: changed}) if changed else None


def of_value(value: Value) -> Iterator[Value]:
    """The same for a value alone, without those that the schema refuses."""
    return (changed for _, changed in _values(value) if changed)


def of_anchors(fact: Fact) -> Iterator[Changed]:
    """Each anchor, with a word replaced, left out or moved, or a digit changed. What its document says is no mutant."""
    for index, item in enumerate(fact.evidence):
        for what, anchor in of_anchor(item.source, item.anchor):
            yield what, _with_evidence(fact, index, item.source, anchor)


def of_anchor(source: str, anchor: str) -> Iterator[tuple[str, str]]:
    """The same for the words of an anchor alone."""
    for what, changed in sorted(set(_anchors(source, anchor))):
        if len(changed) >= 3 and not documents.stands(source, changed):  # what is shorter is refused when it is read
            yield what, changed


def of_sources(fact: Fact, sources: Iterable[str]) -> Iterator[Changed]:
    """Each piece of evidence, said to be from each of the other documents."""
    for index, item in enumerate(fact.evidence):
        for source in sources:
            if source != item.source:
                yield "source", _with_evidence(fact, index, source, item.anchor)


def digits_changed(text: str) -> Iterator[str]:
    """The text with one of its digits the next one, for each digit."""
    for at, sign in enumerate(text):
        if sign.isdigit():
            yield f"{text[:at]}{(int(sign) + 1) % 10}{text[at + 1 :]}"


def _values(value: Value) -> Iterator[tuple[str, Value | None]]:
    fields = value.model_dump(by_alias=True, exclude_none=True)
    for what, changed in _all_changes(value, fields):
        try:
            made = _any_value.validate_python(changed)
        except ValidationError:
            made = None
        if made != value:
            yield what, made


def _all_changes(value: Value, fields: Fields) -> Iterator[tuple[str, Fields]]:
    for change in (_numbers, _ends, _units, _bounds, _hedges, _money, _days):
        yield from change(fields)
    fits = type(value).model_fields
    if "unit" in fits and "unit" not in fields:
        yield from (("unit added", {**fields, "unit": unit}) for unit in UNITS)
    if "approx" in fits:
        yield "approx toggled", {**fields, "approx": not fields["approx"]}
    if isinstance(value, Ratio):
        yield from (("bound added", {**fields, "bound": bound}) for bound in BOUNDS)
    if isinstance(value, Range):
        yield from (("join changed", {**fields, "join": join}) for join in ("to", "or"))


def _numbers(fields: Fields) -> Iterator[tuple[str, Fields]]:
    for key in fields.keys() & set(NUMBERS):
        number = fields[key]
        for step in (-1, 1):
            yield "off by one", {**fields, key: number + step}
        for digits in digits_changed(str(number)):
            yield "digit changed", {**fields, key: digits}
        if isinstance(number, Decimal):
            yield from (("point moved", {**fields, key: number * factor}) for factor in (10, Decimal("0.1")))


def _ends(fields: Fields) -> Iterator[tuple[str, Fields]]:
    for first, second in ENDS:
        if first in fields and second in fields:
            yield "ends swapped", {**fields, first: fields[second], second: fields[first]}


def _units(fields: Fields) -> Iterator[tuple[str, Fields]]:
    for key in ("unit", "from_unit"):
        if key in fields:
            yield from (("unit changed", {**fields, key: unit}) for unit in UNITS)
            yield "unit dropped", _without(fields, key)


def _bounds(fields: Fields) -> Iterator[tuple[str, Fields]]:
    for key in fields.keys() & {"number", "percent", *BOUNDS}:
        rest, unit = _without(fields, key, "approx"), {"unit": "percent"} if key == "percent" else {}
        yield from (("bound changed", {**rest, **unit, bound: fields[key]}) for bound in BOUNDS)
        if key in BOUNDS:
            yield "bound dropped", {**rest, "number": fields[key]}
    if "bound" in fields:
        yield "bound dropped", _without(fields, "bound")


def _hedges(fields: Fields) -> Iterator[tuple[str, Fields]]:
    if "magnitude" in fields:
        yield from (("magnitude changed", {"magnitude": magnitude}) for magnitude in MAGNITUDES)


def _money(fields: Fields) -> Iterator[tuple[str, Fields]]:
    if "amount" in fields:
        yield from (("scale changed", {**fields, "scale": scale}) for scale in SCALES)
        yield from (("currency changed", {**fields, "currency": currency}) for currency in CURRENCIES)
        yield "scale dropped", _without(fields, "scale")


def _days(fields: Fields) -> Iterator[tuple[str, Fields]]:
    if isinstance(day := fields.get("date"), dt.date):
        for other in (day + dt.timedelta(days=step) for step in (-366, -30, -10, -1, 1, 10, 30, 366)):
            yield "day, month or year changed", {"date": other}
    if isinstance(month := fields.get("month"), str):
        year = int(month[:4])
        yield from (("month changed", {"month": f"{year}-{number:02}"}) for number in range(1, 13))
        yield from (("year changed", {"month": f"{other}{month[4:]}"}) for other in (year - 1, year + 1))


def _without(fields: Mapping[str, Any], *keys: str) -> Fields:
    return {key: value for key, value in fields.items() if key not in keys}


def _with_evidence(fact: Fact, index: int, source: str, anchor: str) -> Fact:
    changed = Evidence(source=source, anchor=anchor)
    return fact.model_copy(update={"evidence": (*fact.evidence[:index], changed, *fact.evidence[index + 1 :])})


def _anchors(source: str, anchor: str) -> Iterator[tuple[str, str]]:
    found = [(start, end, anchor[start:end]) for _, start, end in document_text.spans(anchor)]
    for number, (start, end, word) in enumerate(found):
        before, after = anchor[:start], anchor[end:]
        yield from (("a digit changed", before + digits + after) for digits in digits_changed(word))
        yield from (("a word replaced", before + other + after) for other in _others(source, anchor, number))
        if 0 < number < len(found) - 1:
            yield "a word dropped", before + after
    for (start, end, word), (start2, end2, word2) in combinations(found, 2):
        yield "two words swapped", anchor[:start] + word2 + anchor[end:start2] + word + anchor[end2:]


def _others(source: str, anchor: str, number: int) -> list[str]:
    """Words of the document for one of the anchor: three that fit their neighbours there, and one that need not."""
    given = document_text.words(anchor)
    after, before = _neighbours(source)
    fitting = (after.get(given[number - 1], set()) if number else set()) | (
        before.get(given[number + 1], set()) if number + 1 < len(given) else set()
    )
    chance = random.Random(f"{source} {anchor} {number}")
    fits = sorted(fitting - {given[number]})
    return [*chance.sample(fits, min(3, len(fits))), chance.choice(documents.words(source))]


@cache
def _neighbours(source: str) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Per word of the document, those that follow it somewhere, and those that stand before it."""
    after: dict[str, set[str]] = {}
    before: dict[str, set[str]] = {}
    words = documents.words(source)
    for first, second in pairwise(words):
        after.setdefault(first, set()).add(second)
        before.setdefault(second, set()).add(first)
    return after, before
