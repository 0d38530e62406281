"""Quantities as documents state them: numbers with all that is said of them, or none where that is not certain."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ..model.value import Value
from ..model.values import Ratio
from .numerals import SCALED
from .quantity_rules import composed
from .quantity_tokens import UNSURE, Lexer, Token

_TERM = "[KfU]*m?N[Sf]*(?:-?U)?[KS]*"
_JOIN = "-t|[-tod±]"
_PLAIN = rf"(?P<one>{_TERM})(?:f*(?P<join>{_JOIN})f*(?P<two>{_TERM}))?"
_RATIO = "(?P<ratio>Nf*(?:r|p+)f*N|N[/:]N|F)(?P<of>U?)"
_TIME = "(?P<time>T(?:f*(?:-t|[-td])f*@?T)?|Nf*(?:-t|[-t])f*T)"
_QUANTITY = re.compile(
    rf"(?P<before>(?:[abfwUvzPR@]|g:?)*)(?:(?P<date>D)|{_TIME}|(?P<decade>C)|{_RATIO}|(?P<mixed>Q)|(?P<magnitude>G)|"
    rf"{_PLAIN})(?P<after>,?b(?!f*[Nm])U?)?"
)
_UNCERTAIN = re.compile(
    r"N(?:[-/:]?N){2,}|N[-/:]?S?N(?=[-/:]N)|N[SfO]*(?=[NnO])|(?<=[NnFS])S?N|N(?=x[/pP])|N(?=[*^yu])|(?<=[*^y])N"
    r"|l[f-]?N(?:(?:-t|[-tod,])N)*|N(?=m[NnH])|(?<=[Nn]m)N|N(?=bx?b?[Nm])|bxbN|N-(?=[xM])|N(?:-t|[-t])NR|MrN|(?<=xp)N|N(?=[,.]n|lN|xU(?!f*[Nm]))"
    r"|(?<![NS])K-N"
    r"|(?<![NUKS)%DT])-N|N(?:,f*N)+(?=,?[dot]f*N)|(?<=,)N(?=[dot]f*N)|(?<=N[dot])f*N(?<=,N[dot]N)|O"
    r"|N-[do]N|N[.(][^.()U]*[.)](?=U)|N(?=-,|abN)|N(?=am?N)|(?<=[Nn]a)N|[nO]x?f*D|(?<=u)N(?=U)"
)
_NO_END = re.compile(
    r"[/:±^y*]|(?<=[KNSU])-?P|(?<=[KNS])p+f*U|,?f*(?:-t-?|[-tod±])[abfq]*m?[nNDTCFQu]|(?<=[Nf])(?:r|p+)[abf]*m?[nNF]"
    r"|(?<=F)(?:-|f*p?[nNUS])|(?<=U)(?:p+f*N|rpU|,?dp?U)|\([^()]*\)[frp]+N"
)
_NO_START = re.compile(
    r"[/±^yn]$|[nNDTCFQu][SUK]*f*(?:-t|[-tod±])f*$|[nNF]f*(?:r|p+)f*$|Up+f*$"
    r"|U\([xfl]?$|N\([^()]*\)[frp]*$"
)
"""What shows that a quantity goes on beyond what could be read."""
_RATE = re.compile(r"[xf]{1,4}(?=P)")
_WITHIN = re.compile(r"U\([^()]*$")
_UNREAD = (
    "the figure {!r} cannot be read for certain",
    "the year of {!r}: a date without one proves nothing, so take words that have it or say it without a figure",
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """Numbers in their order, the units, each once in their order, and what else is said, as keys of `wording`."""

    numbers: tuple[Decimal, ...]
    units: tuple[str, ...] = ()
    said: frozenset[str] = frozenset()
    start: int = 0
    end: int = 0

    @property
    def key(self) -> tuple[object, ...]:
        """What is equal where two quantities are the same."""
        return self.numbers, self.units, self.said


def of_value(value: Value) -> Quantity:
    """Return what a value states, its scale multiplied out; a date as year, month and day."""
    keys = list(value.wording())
    scale = next((SCALED[key[6:]] for key in keys if key.startswith("scale.")), 1)
    numbers = tuple(number * scale for number in value.figures())
    units = list[str]()
    for key in keys:
        kind, _, name = key.partition(".")
        if kind == "per":
            units[-1] += f"/{name}"
        elif kind == "unit":
            units.append(key)
    said = {"date" if key.startswith("month.") else key for key in keys}
    said = {key for key in said if not key.startswith(("unit.", "per.", "scale."))}
    return Quantity(numbers, tuple(units), frozenset(said | ({"join.ratio"} if isinstance(value, Ratio) else set())))


def read(lexer: Lexer, text: str, *, near: bool = False) -> tuple[list[Quantity], list[str]]:
    """Return the quantities that a text in one form states, and what is wrong with its other figures.

    "About", "less than" … that touch no figure are said of the next one of the sentence, else of the last;
    with `near`, of none.
    """
    tokens = composed(lexer.tokens(text))
    kinds = _UNCERTAIN.sub(lambda found: re.sub("[NOD]", "n", found[0]), "".join(token.kind for token in tokens))
    uncertain = (token for token, kind in zip(tokens, kinds, strict=True) if kind == "n")
    unread = [_UNREAD[token.means == "date"].format(text[token.start : token.end]) for token in uncertain]
    quantities, at, loose = list[Quantity](), 0, frozenset[str]()
    for found in _QUANTITY.finditer(kinds):
        loose = _loose(tokens[at : found.start()], loose)
        at = found.end()
        quantity = _quantity(found, tokens[found.start() : at])
        rate, before = _RATE.match(kinds, at), kinds[max(0, found.start() - 30) : found.start()]
        if (
            quantity is None
            or _NO_END.match(kinds, at)
            or _NO_START.search(before)
            or (rate and quantity.numbers and " " in text[tokens[rate.end()].start : tokens[rate.end()].end])
            or (quantity.said == {"join.to"} and not quantity.units and _WITHIN.search(before))
        ):
            unread.append(_UNREAD[False].format(text[tokens[found.start()].start : tokens[at - 1].end]))
            continue
        quantities.append(quantity if near else replace(quantity, said=quantity.said | loose))
        loose = frozenset()
    if quantities and not near and not re.search(r"[.()]", kinds[at:]):
        quantities[-1] = replace(quantities[-1], said=quantities[-1].said | _loose(tokens[at:], frozenset()))
    return quantities, unread


def _loose(tokens: list[Token], before: frozenset[str]) -> frozenset[str]:
    """Return what is said of the next figure by words that do not touch it."""
    for token in tokens:
        before = frozenset() if token.kind in ".()" else before | {token.means} if token.kind in ("a", "b") else before
    return before


def _quantity(found: re.Match[str], own: list[Token]) -> Quantity | None:
    """Return what a match of the grammar states, or None if that is not certain."""
    before = found["before"]
    units = [token.means for token in own if token.kind == "U"]
    if found["mixed"]:
        units = next(token.means.split() for token in own if token.kind == "Q")
    numbers = _times(own) if found["time"] else [] if found["magnitude"] else _numbers(own)
    paid = any(token.kind == "K" for token in own)
    if "z" in before or ("w" in before) != ("d" in (found["join"] or found["time"] or "")):
        return None
    if (paid and units) or ("P" in before and not units) or not (numbers or found["magnitude"]):
        return None
    if paid and any(number.as_tuple().exponent == -len("000") for number in numbers):  # "€37.000" may be thousands
        return None
    if "P" in before:
        units[-1] += f"/{next(token.means for token in own if token.kind == 'P')[4:]}"
    said = {token.means for token in own if token.kind in "abvKGD" and token.means} | set(_shape(found, numbers))
    units = units or ["unit.year"] * ("g" in before)
    certain = [unit for unit in dict.fromkeys(units) if unit not in (UNSURE, "unit.temperature-generic")]  # 2° to 8 °C
    return Quantity(tuple(numbers), tuple(certain or dict.fromkeys(units)), frozenset(said), own[0].start, own[-1].end)


def _shape(found: re.Match[str], numbers: list[Decimal]) -> Iterator[str]:
    """Yield what is said by how numbers stand together."""
    named = {"date": "date", "decade": "decade", "time": "time", "mixed": "join.plus", "ratio": "join.ratio"}
    yield from (key for name, key in named.items() if found[name])
    if found["join"] or (found["time"] and len(numbers) > len(("hour", "minute"))):
        yield {"o": "join.or", "±": "join.plus_minus"}.get(found["join"] or "", "join.to")


def _times(own: list[Token]) -> list[Decimal]:
    """Return hours and minutes; a bare hour before a time is of the same half of the day. Empty if not certain."""
    times = [token for token in own if token.kind == "T"]
    bare = [token.numbers[0] for token in own if token.kind == "N"]
    if bare:
        hour = bare[0] % 12 + (12 if times[0].means == "time.pm" else 0)
        if not times[0].means or not hour < times[0].numbers[0] or not 1 <= bare[0] <= 12:
            return []
        return [hour, Decimal(0), *times[0].numbers]
    return [number for token in times for number in token.numbers]


def _numbers(own: list[Token]) -> list[Decimal]:
    """Return the numbers with their signs and scales; one scale holds for both ends of a range."""
    numbers, scales = list[Decimal](), list[int]()
    for before, token in zip([None, *own], own, strict=False):
        if token.kind in "NFDCQ":
            numbers += [-number if before and before.kind == "m" else number for number in token.numbers]
            scales += [0] * len(token.numbers)
        elif token.kind == "S" and numbers:
            scales[-1] = SCALED[token.means[6:]]
    return [
        number * (scale or (scales[-1] if scales else 0) or 1) for number, scale in zip(numbers, scales, strict=True)
    ]
