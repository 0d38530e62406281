"""Figures in running text, in digits and in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property

import num2words
from babel import numbers

from ..model.entries import Language
from .cldr import cldr_locale
from .text_search import any_of, words

_ONE = (Decimal(1),)
_DIGITS = re.compile(r"\d+(?:[.,·'’\u00a0\u202f\u066b\u066c]\d+)*")  # the last two are those of Arabic digits
_GAP = re.compile(r"[ \t\n]+")
_MORE = re.compile(r"[\d\s-]")
"""What the word for one alone does not have."""
_SPELLED = (*range(100), *range(100, 1000, 100), 1000, 1_000_000)
_FRACTIONS = {sign: Decimal(str(unicodedata.numeric(sign))) for sign in "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A numeral in a text, by digits or by word; `start` counts characters from 0."""

    text: str
    start: int
    numbers: tuple[Decimal, ...]


class Numerals:
    """Finds figures in texts of one language."""

    def __init__(self, code: str, language: Language) -> None:
        self.point = numbers.get_decimal_symbol(cldr_locale(language.locale))
        self.words, self.pattern = _numerals(code, tuple(language.numerals.items()))
        self._single = {word for word in language.numerals if " " not in word and "-" not in word} | _spelled(
            code
        ).keys()

    @cached_property
    def whole(self) -> re.Pattern[str]:
        """Finds a numeral in words, without those that have another word in them, such as "one year"."""
        return re.compile(
            rf"(?<!\w){any_of(self._single & self.words.keys())}(?!\w)".replace(r"\ ", r"\s+"), re.IGNORECASE
        )

    def find(self, text: str) -> Iterator[Figure]:
        """Every figure, also those that name the number one."""
        for match in self.pattern.finditer(text):
            found = _GAP.sub(" ", match.group())
            yield Figure(found, match.start(), self.words.get(found.casefold()) or _decimals(found, self.point))

    def loose(self, text: str) -> Iterator[Figure]:
        """The figures that need a fact behind them: all but the word for one, which is an article as well. Phrases of
        `numerals` with it, such as "one year", are figures."""
        return (figure for figure in self.find(text) if figure.numbers != _ONE or _MORE.search(figure.text))

    @cached_property
    def telling(self) -> set[str]:
        """Words of which a text has at least one where it has a loose figure by word."""
        ones = {word for word, number in self.words.items() if number == _ONE and not _MORE.search(word)}
        others = [words(word) for word in self.words.keys() - ones]
        return {max(parts - ones or parts, key=len) for parts in others}


_SIGNS = _FRACTIONS | {
    chr(code): Decimal(str(unicodedata.numeric(chr(code))))
    for first, last in ((0x2160, 0x2188), (0x2460, 0x249B), (0x24EA, 0x24FF), (0x2776, 0x2793), (0x1F100, 0x1F10C))
    for code in range(first, last + 1)
    if unicodedata.category(chr(code)) in ("No", "Nl")
}
"""Single characters that stand for numbers: fractions, Roman numerals, numbers in circles and brackets."""


@cache
def _numerals(
    code: str, own: tuple[tuple[str, tuple[Decimal, ...]], ...]
) -> tuple[Mapping[str, tuple[Decimal, ...]], re.Pattern[str]]:
    """The words for figures, `own` ones among them, and what finds these and digits."""
    given = {**_spelled(code), **dict(own)}
    words = {**_unaccented(given), **given, **{sign: (number,) for sign, number in _SIGNS.items()}}
    spelled = any_of(words).replace(r"\ ", _GAP.pattern)
    return words, re.compile(rf"{_DIGITS.pattern}|(?<!\w){spelled}(?!\w)", re.IGNORECASE)


@cache
def _spelled(code: str) -> dict[str, tuple[Decimal, ...]]:
    try:
        return {num2words.num2words(n, lang=code).casefold(): (Decimal(n),) for n in _SPELLED}
    except NotImplementedError:  # the library does not know the language: its figures are found by digits alone
        return {}


def _unaccented(words: Mapping[str, tuple[Decimal, ...]]) -> dict[str, tuple[Decimal, ...]]:
    """The longer words as they are often mistyped, without their accents ("veintidos"); short ones could be others."""
    plain = ((re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFD", word)), word) for word in words)
    return {typed: words[word] for typed, word in plain if len(typed) >= _LONG}


_LONG = 6


def read_digits(digits: str, point: str, *, ambiguous: bool = False) -> Decimal | None:
    """Return the number that digits with separators mean where `point` begins the decimals; None if it is not certain.

    A number that is none in this notation may be one in another: "12,9" where commas part thousands. `ambiguous` says
    that the language has both notations: then "1.234" is no number for certain.
    """
    plain = re.sub(r"\d", lambda found: str(unicodedata.decimal(found[0])), digits)
    plain = re.sub(r"[\u00a0\u202f\u066c '’]", " ", plain).replace("\u066b", point).replace("·", point)
    other = "." if point == "," else ","
    signs = [sign for sign in plain if not sign.isdigit()]
    if len(signs) == 1 and signs[0] in ",." and ambiguous and re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", plain):
        return None
    for begin, group in ((begin, group) for begin in (point, other) for group in " ,." if group != begin):
        sign = re.escape(group)
        whole = rf"[1-9]\d{{0,2}}(?:{sign}\d{{3}})+|[1-9]\d?(?:{sign}\d\d)+{sign}\d{{3}}|\d*"  # the second is Indian
        if re.fullmatch(rf"(?:{whole})(?:{re.escape(begin)}\d+)?", plain):
            return Decimal(plain.replace(group, "").replace(begin, "."))
    return None


def _decimals(digits: str, point: str) -> tuple[Decimal, ...]:
    number = read_digits(digits, point)
    return () if number is None else (number,)
