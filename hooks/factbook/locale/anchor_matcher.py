"""Proving that an anchor states a value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache

import babel
from babel import dates, numbers

from ..model.entries import Language
from ..model.value import Value
from ..model.values import BOUNDS, SCALES, UNITS, Bound, Money, Number, Percent, Range, Ratio
from .cldr import cldr_locale, duration
from .numerals import _DIGITS, Numerals


class Prover:
    """Says what a value has that an anchor of a document in this language does not say."""

    def __init__(self, code: str, language: Language) -> None:
        self.numerals = Numerals(code, language)
        self.locale = cldr_locale(language.locale)
        self.own = language.wording

    def missing(self, value: Value, anchor: str) -> list[str]:
        """What the value has that the anchor does not state; empty where it states all of it."""
        words = [f"the {key!r} wording" for key in value.wording() if not self._says(key, anchor)]
        return self._figures(value, anchor) + words + list(self._unstated(value, anchor))

    def against(self, value: Value, anchor: str) -> list[str]:
        """What an anchor that has the value's figures says of them and the value does not."""
        return [] if self._figures(value, anchor) else list(self._unstated(value, anchor))

    def _figures(self, value: Value, anchor: str) -> list[str]:
        """The figures that the anchor does not have, or has in another order than a range does."""
        wanted = list(value.figures())
        stated = [number for figure in self.numerals.find(anchor) for number in figure.numbers]
        lacking = [f"the figure {figure}" for figure in (Counter(wanted) - Counter(stated)).elements()]
        if isinstance(value, Range) and not lacking and not _in_order(wanted, stated):
            return [f"the figures in the order {wanted[0]}, {wanted[1]}"]
        return lacking

    def _unstated(self, value: Value, anchor: str) -> Iterator[str]:
        """What the anchor says of its figure and the value does not."""
        stated = set(value.wording())
        if hasattr(value, "approx") and "approx" not in stated and self._says("approx", anchor):
            yield "the key 'approx: true'"
        for kind, names in _qualities(value):
            own = not any(key.startswith(f"{kind}.") for key in stated)  # "age" is a year where nothing else is given
            for name in names:
                key = f"{kind}.{name}"
                phrases = (*_cldr(self.locale, key), *(self.own.get(key, ()) if own else ()))
                if key not in stated and any(_contains(anchor, phrase) for phrase in phrases):
                    yield f"the {kind} {name!r}, which the anchor has"

    def _says(self, key: str, anchor: str) -> bool:
        return any(_contains(anchor, phrase) for phrase in (*_cldr(self.locale, key), *self.own.get(key, ())))


def _qualities(value: Value) -> Iterator[tuple[str, Iterable[str]]]:
    """What a figure of this kind can have besides its digits, each with its names."""
    if hasattr(value, "unit"):
        yield "unit", UNITS
    if isinstance(value, Number | Bound | Ratio | Percent):
        yield "bound", BOUNDS
    if isinstance(value, Money):
        yield "scale", SCALES


def _in_order(wanted: Iterable[Decimal], stated: Iterable[Decimal]) -> bool:
    rest = iter(stated)
    return all(figure in rest for figure in wanted)


@cache
def _cldr(locale: babel.Locale, key: str) -> tuple[str, ...]:
    kind, _, name = key.partition(".")
    if key == "unit.percent":
        return ("%",)
    if kind == "unit":
        samples = (duration(Decimal(number), name, locale) for number in (1, 2))
        return tuple(_DIGITS.sub("", sample).strip() for sample in samples)
    if kind == "month":
        return (dates.get_month_names("wide", locale=locale)[int(name)],)
    if kind == "currency":
        return (name, numbers.get_currency_symbol(name, locale=locale))
    return ()


def _contains(text: str, phrase: str) -> bool:
    pattern = re.escape(phrase).replace(r"\ ", r"\s+")
    before, after = (r"(?<!\w)" if phrase[0].isalnum() else ""), (r"(?!\w)" if phrase[-1].isalnum() else "")
    return re.search(before + pattern + after, text, re.IGNORECASE) is not None
