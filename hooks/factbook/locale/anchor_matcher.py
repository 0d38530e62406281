"""Proving that an anchor states a value: all of it, and nothing else of its figures."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache, partial

from ..model.entries import Language
from ..model.value import Value
from . import quantities
from .numerals import SCALED
from .quantities import Quantity, of_value
from .quantity_tokens import Lexer
from .text_search import one_form


class Prover:
    """Says what a value has that an anchor of a document in this language does not say."""

    def __init__(self, code: str, language: Language) -> None:
        self.read = lru_cache(maxsize=4096)(partial(quantities.read, Lexer(code, language)))

    def missing(self, value: Value, anchor: str) -> list[str]:
        """Return what keeps the anchor from stating the value; empty where it states the whole of it."""
        wanted = of_value(value)
        stated, unread = self.read(one_form(anchor))
        if any(quantity.key == wanted.key for quantity in stated):
            return []
        near = min((_differences(wanted, quantity) for quantity in stated), key=len, default=["a figure"])
        return near + unread

    def is_among(self, value: Value, stated: Iterable[Quantity]) -> bool:
        """Return whether the value is one of the quantities, whatever is said of them from afar."""
        wanted = replace(of_value(value), said=of_value(value).said - {"approx"})
        return any(quantity.key in (wanted.key, of_value(value).key) for quantity in stated)

    def against(self, value: Value, anchor: str) -> list[str]:
        """Return what an anchor that has the value's figures says of them and the value does not."""
        wanted = of_value(value)
        stated, _ = self.read(one_form(anchor))
        same = [quantity for quantity in stated if quantity.numbers == wanted.numbers]
        if not same or any(quantity.key == wanted.key for quantity in same):
            return []
        return _differences(wanted, same[0])


def _differences(wanted: Quantity, stated: Quantity) -> list[str]:
    """Return how what is stated differs from what is wanted."""
    lacking = Counter(wanted.numbers) - Counter(stated.numbers)
    found = [f"the figure {figure}" for figure in lacking.elements()]
    scales = (name for name, by in SCALED.items() if tuple(number * by for number in wanted.numbers) == stated.numbers)
    if lacking and wanted.numbers and (scale := next(scales, None)):
        found = [f"the scale {scale!r}, which the anchor has"]
    if not found and len(wanted.numbers) == len(stated.numbers) and wanted.numbers != stated.numbers:
        found = [f"the figures in the order {', '.join(map(str, wanted.numbers))}"]
    if not found and len(wanted.numbers) < len(stated.numbers):
        found = [f"it alone: the anchor states {', '.join(map(str, stated.numbers))}"]
    needs, says = ((*quantity.units, *sorted(quantity.said)) for quantity in (wanted, stated))
    found += [f"the {key!r} wording" for key in needs if key not in says]
    for kind, _, name in (key.partition(".") for key in says if key not in needs):
        found.append("the key 'approx: true'" if kind == "approx" else f"the {kind} {name!r}, which the anchor has")
    return found or ["the units in this order"]
