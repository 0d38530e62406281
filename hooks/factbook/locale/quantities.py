"""Quantities as documents state them: numbers with all that is said of them, or none where that is not certain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

import babel
from babel.numbers import get_currency_symbol

from ..model.dates import Years
from ..model.entries import Language
from ..model.value import Value
from ..model.values import LENGTHS, Magnitude, Ratio
from .cldr import locale_of
from .cldr_words import words_of_cldr
from .numerals import Numerals, read_digits
from .text_search import any_of, one_form

_KINDS = {
    "unit": "U", "currency": "K", "scale": "S", "month": "M", "magnitude": "G", "approx": "a", "bound": "b",
    "join.to": "t", "join.or": "o", "join.and": "d", "join.between": "w", "join.ratio": "r", "join.per": "p",
    "join.plus_minus": "±", "sign.minus": "m", "filler": "f", "date": "f",
}  # fmt: skip
"""What a word means → the letter that stands for it in the grammar."""
_ORDER = "SbawodtrpKUMG±mf"
"""Of several meanings of a word, the first counts."""
SIGNS = {
    "<": "bound.less_than", ">": "bound.more_than", "≤": "bound.at_most", "≥": "bound.at_least", "<=": "bound.at_most",
    ">=": "bound.at_least", "~": "approx", "≈": "approx", "∼": "approx", "≃": "approx", "±": "join.plus_minus",
    "+/-": "join.plus_minus", "%": "unit.percent", "‰": "unit.permille",
}  # fmt: skip
"""What signs mean in every language."""
_DIGITS = re.compile(r"\d+(?:[.,·'’]\d+|(?<!\d{4})[ ](?=\d{3}(?!\d))\d+)*|(?<![\w.,·])[.·]\d+")
_MIXED = re.compile(r"(?:(\d+)[ ])?(\d+)(\u2044|/)(\d+)(?![\w/])")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f'’-](?=\w))*(?:-?\d+\w*)*|\w")
_DASH = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_TERM = "[KfU]*m?N[Sf]*(?:-?U)?[KS]*"
_PLAIN = rf"(?P<one>{_TERM})(?:f*(?P<join>[-todw±])f*(?P<two>{_TERM}))?"
_DATE = "(?P<day>Nf*M[f,]*N|MN[f,]*N)|(?P<month>Mf*,?f*N)"
_RATIO = "(?P<ratio>Nf*rf*N|N[/:]N|H)(?P<of>U?)"
_QUANTITY = re.compile(
    rf"(?P<before>[abfwU]*)(?:{_DATE}|{_RATIO}|(?P<mixed>NU[dfc,]?NU)|(?P<magnitude>G)|{_PLAIN})(?P<after>,?b(?!f*N))?"
)
_UNCERTAIN = re.compile(r"N(?:[-/:]?N){2,}|N[-/:]?S?N(?=[-/:]N)|N[Sf]*(?=N)|(?<=N)S?N|N(?=x[/p])|N(?=[*^])|(?<=[*^])N")
_NO_END = re.compile(r"[/:±^]")
_NO_START = re.compile(r"[/±^]$")
"""What shows that a quantity goes on beyond what could be read."""
SCALED = {"thousand": 10**3, "million": 10**6, "billion": 10**9}


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


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    means: str
    start: int
    end: int
    numbers: tuple[Decimal, ...] = ()


def of_value(value: Value) -> Quantity:
    """Return what a value states, its scale multiplied out."""
    keys = list(value.wording())
    scale = next((SCALED[key[6:]] for key in keys if key.startswith("scale.")), 1)
    numbers = () if isinstance(value, Magnitude) else tuple(number * scale for number in value.figures())
    units = list[str]()
    for key in keys:
        kind, _, name = key.partition(".")
        if kind == "per":
            units[-1] += f"/{name}"
        elif kind == "unit":
            units.append(key)
    said = {key for key in keys if not key.startswith(("unit.", "per.", "scale."))}
    said |= {"join.ratio"} if isinstance(value, Ratio) else {"join.to"} if isinstance(value, Years) else set()
    return Quantity(numbers, tuple(units), frozenset(said))


class QuantityReader:
    """Reads the quantities in texts of one language."""

    def __init__(self, code: str, language: Language) -> None:
        self.code, self.language = code, language
        self.locale = locale_of(language)
        self.numerals = Numerals(code, language)

    @cached_property
    def _words(self) -> dict[str, tuple[str, str]]:
        """Word → kind and meaning."""
        found: dict[str, list[tuple[str, str]]] = {}
        given = [(phrase, key) for key, phrases in self.language.wording.items() for phrase in phrases]
        own = {one_form(phrase).casefold() for phrase, _ in given}
        known = [pair for pair in self._usual() if pair[0] not in own]
        for phrase, key in (*known, *SIGNS.items(), *given):
            if kind := _KINDS.get(key) or _KINDS.get(key.partition(".")[0]):
                found.setdefault(one_form(phrase).casefold(), []).append((kind, key))
        return {phrase: min(pairs, key=lambda pair: _ORDER.index(pair[0])) for phrase, pairs in found.items() if phrase}

    def _usual(self) -> Iterator[tuple[str, str]]:
        """Yield what CLDR has for figures, but for punctuation."""
        yield from (
            pair for pair in words_of_cldr(self.locale, self.language) if pair[1] != "date" or pair[0].isalpha()
        )
        for code in map(str, self.locale.currencies):
            yield from (
                (one_form(sign).casefold(), f"currency.{code}")
                for sign in (code, get_currency_symbol(code, self.locale))
            )

    @cached_property
    def _word(self) -> re.Pattern[str]:
        return re.compile(any_of(self._words), re.IGNORECASE)

    @cached_property
    def ambiguous(self) -> bool:
        """Whether the countries of the language disagree on what begins decimals, so that 1.234 may be 1234."""
        usual = babel.Locale.parse(self.locale.language)
        return bool(usual.number_symbols["latn"]["decimal"] != self.locale.number_symbols["latn"]["decimal"])

    def read(self, text: str, *, near: bool = False) -> tuple[list[Quantity], list[str]]:
        """Return the quantities that a text in one form states, and its figures that are not certain.

        "About", "less than" … that touch no figure are said of the next one of the sentence, else of the last;
        with `near`, of none.
        """
        tokens = list(self._tokens(text))
        kinds = _UNCERTAIN.sub(lambda found: found[0].replace("N", "n"), "".join(token.kind for token in tokens))
        unread = [text[token.start : token.end] for token, kind in zip(tokens, kinds, strict=True) if kind == "n"]
        quantities, at, loose = list[Quantity](), 0, frozenset[str]()
        for found in _QUANTITY.finditer(kinds):
            loose = _loose(tokens[at : found.start()], loose)
            at = found.end()
            quantity = _quantity(found, tokens[found.start() : at])
            if quantity is None or _NO_END.match(kinds, at) or _NO_START.search(kinds[: found.start()]):
                unread.append(text[tokens[found.start()].start : tokens[at - 1].end])
                continue
            quantities.append(quantity if near else replace(quantity, said=quantity.said | loose))
            loose = frozenset()
        if quantities and not near and "." not in kinds[at:]:
            quantities[-1] = replace(quantities[-1], said=quantities[-1].said | _loose(tokens[at:], frozenset()))
        return quantities, unread

    def _tokens(self, text: str) -> Iterator[_Token]:
        at, last = 0, ""
        while at < len(text):
            token = self._token(text, at, last)
            at = token.end if token else at + 1
            if token and token.kind:
                last = token.kind
                yield token

    def _token(self, text: str, at: int, last: str) -> _Token | None:
        """Return what stands at a place of a text; None for a space."""
        sign = text[at]
        if sign.isspace():
            return None
        if sign.isdigit() or (sign in ".·" and text[at + 1 : at + 2].isdecimal()):
            return self._number(text, at)
        if sign in _DASH and text[at : at + 3] != "+/-":
            return _dash(text, at, last)
        if (unit := self._known(text, at)) is not None:
            return unit
        if numeral := self.numerals.whole.match(text, at):
            numbers = self.numerals.words[re.sub(r"\s+", " ", numeral[0]).casefold()]
            return _Token("N" if len(numbers) == 1 else "H", "", at, numeral.end(), numbers)
        if word := _WORD.match(text, at):
            return _Token("x", "", at, word.end())
        kind = sign if sign in "/:,^*" else "*" if sign in "×·+" else "." if sign in ".;!?()[]\x1f" else "x"
        return _Token(kind, "", at, at + 1)

    def _known(self, text: str, at: int) -> _Token | None:
        """Return a word that means something, units with all that they are per."""
        found = self._word.match(text, at)
        if not found or _goes_on(text, found):
            return None
        kind, means = self._words[found[0].casefold()]
        token = _Token(kind, means, at, found.end())
        if kind != "U":
            return token
        end = found.end()
        while divided := re.match(r"\s*/\s*|\s+", text[end:]):
            begin = end + divided.end()
            if "/" not in divided[0]:
                per = self._word.match(text, begin)
                if not per or self._words[per[0].casefold()][0] != "p" or _goes_on(text, per):
                    break
                begin = per.end() + (1 if text[per.end() : per.end() + 1] == " " else 0)
            unit = self._word.match(text, begin)
            if not unit or _goes_on(text, unit) or self._words[unit[0].casefold()][0] != "U":
                break
            means, end = f"{means}/{self._words[unit[0].casefold()][1][5:]}", unit.end()
        return _Token("U", means, at, end)

    def _number(self, text: str, at: int) -> _Token:
        mixed = _MIXED.match(text, at)
        if mixed and (mixed[3] == "\u2044" or mixed[1]) and 0 < int(mixed[2]) < int(mixed[4]) <= 100:
            whole = Decimal(mixed[1] or 0) + Decimal(mixed[2]) / Decimal(mixed[4])
            return _Token("N", "", at, mixed.end(), (whole,))
        found = _DIGITS.match(text, at)
        if not found:
            return _Token("n", "", at, at + 1)
        number = read_digits(found[0], self.numerals.point, ambiguous=self.ambiguous)
        rest = text[found.end() : found.end() + 1]
        glued = (rest.isalnum() and self._known(text, found.end()) is None) or re.match(
            r"[.,·'’\u2044]\d", text[found.end() :]
        )
        return _Token("n" if number is None or glued else "N", "", at, found.end(), () if number is None else (number,))


def _loose(tokens: list[_Token], before: frozenset[str]) -> frozenset[str]:
    """Return what is said of the next figure by words that do not touch it."""
    for token in tokens:
        before = frozenset() if token.kind == "." else before | {token.means} if token.kind in "ab" else before
    return before


def _quantity(found: re.Match[str], own: list[_Token]) -> Quantity | None:
    """Return what a match of the grammar states, or None if that is not certain."""
    said = {token.means for token in own if token.kind in "abKMG"}
    units = [token.means for token in own if token.kind == "U"]
    numbers = _numbers(own)
    if found["magnitude"]:
        numbers = []
    elif found["day"] or found["month"]:
        numbers.sort(reverse=True)  # the year first
        if numbers[0] < 1000 or not all(1 <= day <= 31 for day in numbers[1:]):
            return None
    elif found["mixed"]:
        if not _falls(units[-2:]):
            return None
        said.add("join.plus")
    elif join := ("r" if found["ratio"] else found["join"]):
        if ("w" in found["before"]) != (join == "d"):
            return None
        said.add({"o": "join.or", "±": "join.plus_minus", "r": "join.ratio"}.get(join, "join.to"))
    elif "w" in found["before"]:
        return None
    return Quantity(tuple(numbers), _once(units, found["before"]), frozenset(said), own[0].start, own[-1].end)


def _once(units: list[str], before: str) -> tuple[str, ...]:
    """Return each unit once; "age" before a figure says that it is in years where nothing else is given."""
    aged = len(units) > 1 and units[0] == "unit.year" and "U" in before
    return tuple(dict.fromkeys(units[1:] if aged else units))


def _falls(units: list[str]) -> bool:
    """Return whether both are lengths of time, the second one smaller."""
    first, second = (LENGTHS.index(unit[5:]) if unit[5:] in LENGTHS else -1 for unit in units)
    return first > second >= 0


def _numbers(own: list[_Token]) -> list[Decimal]:
    """Return the numbers with their signs and scales; one scale holds for both ends of a range."""
    numbers, scales = list[Decimal](), list[int]()
    for before, token in zip([None, *own], own, strict=False):
        if token.kind in "NH":
            numbers += [-number if before and before.kind == "m" else number for number in token.numbers]
            scales += [0] * len(token.numbers)
        elif token.kind == "S" and numbers:
            scales[-1] = SCALED[token.means[6:]]
    return [number * (scale or scales[-1] or 1) for number, scale in zip(numbers, scales, strict=True)]


def _goes_on(text: str, found: re.Match[str]) -> bool:
    """Whether a word is only a part of one."""
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    return (found[0][0].isalpha() and before.isalpha()) or (found[0][-1].isalnum() and after.isalnum())


def _dash(text: str, at: int, last: str) -> _Token:
    """Return a minus where a dash touches only the digit behind it and follows no figure; else what joins."""
    touches = text[at + 1 : at + 2].isdecimal() and (at == 0 or text[at - 1] in " (\x1f<>≤≥~≈±=")
    if not touches:
        return _Token("-", "", at, at + 1)
    return _Token("n" if last in ("N", "U") else "m", "", at, at + 1)
