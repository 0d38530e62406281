"""Figures in running text, in digits and in words."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property, lru_cache

import num2words
from babel import numbers

from ..model.entries import Language
from .cldr import known_as, locale_of
from .digits import read_digits
from .text_search import any_of, one_form, whole, words

_ONE = (Decimal(1),)
_DIGITS = re.compile(r"\d+(?:[.,·'’\u00a0\u202f\u066b\u066c]\d+)*")  # the last two are those of Arabic digits
_GAP = re.compile(r"[ \t\n]+")
_MORE = re.compile(r"[\d\s-]")
"""What the word for one alone does not have."""
_SPELLED = (*range(100), *range(100, 1000, 100), 1000, 1_000_000)
SCALED = {"thousand": 10**3, "million": 10**6, "billion": 10**9}


@dataclass(frozen=True, slots=True)
class Figure:
    """A numeral in a text, by digits or by word; `start` counts characters from 0."""

    text: str
    start: int
    numbers: tuple[Decimal, ...]


class Numerals:
    """Finds figures in texts of one language."""

    def __init__(self, code: str, language: Language) -> None:
        self.code = code
        self.point = numbers.get_decimal_symbol(locale_of(language))
        self.words, self.pattern = _numerals(code, tuple(language.numerals.items()))
        self._own = language.numerals
        self._idiom = whole(tuple(language.idioms))
        self._own_thing = re.compile(rf"[\s-]+{any_of(language.own_things)}(?!\w)", re.IGNORECASE)
        self._joiners = tuple(language.wording.get("join.and", ()))
        scales = ((key, words) for key, words in language.wording.items() if key.startswith("scale."))
        self._scales = {word: SCALED[key[6:]] for key, words in scales for word in words}

    def spelled_at(self, text: str, at: int, *, article: bool) -> tuple[tuple[Decimal, ...], int] | None:
        """Return what the longest numeral in words means that begins there, and its end; () if it is not certain.

        Two numbers are a fraction; `article` says that a word as in "a hundred" stands before it.
        """
        run = self._run.match(text, at)
        while run:
            numbers = self._composed(_GAP.sub(" ", run[0]).casefold(), article=article)
            if numbers is not None:
                return numbers, run.end()
            shorter = at + max(run[0].rfind(" "), run[0].rfind("-"), 0)
            run = self._run.match(text, at, shorter) if shorter > at else None
        return None

    @cached_property
    def _run(self) -> re.Pattern[str]:
        singles = {part for word in (*_spelled(self.code), *self._scales) for part in re.split(r"[\s-]", word)}
        singles |= {word for word in self._own if " " not in word and "-" not in word}
        fractions = {word for word, numbers in self._own.items() if len(numbers) > 1}
        word = any_of(_unaccented(dict.fromkeys(singles, ())).keys() | singles - {*self._joiners, ""} | fractions)
        joiner = rf"(?:{any_of(self._joiners)}\s+)?"
        return re.compile(rf"(?<!\w){word}(?:(?:-|\s+{joiner}){word})*(?!\w)", re.IGNORECASE)

    def _composed(self, written: str, *, article: bool) -> tuple[Decimal, ...] | None:
        """Return the number that words make up, () for one that they only may mean, None where they make up none."""
        if written in (spelled := _spelled(self.code)):
            return spelled[written]
        own = self._own.get(written, ())
        if len(own) > 1:
            return own
        if own and written not in self._small and written not in self._scales:
            one = next((word for word, number in spelled.items() if number == _ONE), "")
            return own if article and f"{one} {written}" in self._small else ()
        total, parts = Decimal(0), re.split(rf"(?<!\w)({any_of(self._scales)})(?!\w)", written)
        for part, scale in zip(parts[::2], [*parts[1::2], ""], strict=True):
            small = self._small.get(part.strip(" -")) if part.strip(" -") else Decimal(1 if scale else 0)
            if small is None or (written in self._scales and written not in self._small):
                return None
            total += small * self._scales.get(scale, 1)
        return (total,)

    @cached_property
    def _small(self) -> dict[str, Decimal]:
        """The numbers below 1000 as they are written, with and without "and", hyphens and accents; and own forms."""
        found: dict[str, Decimal] = {}
        spelled = _spelled(self.code)
        names = {numbers[0]: word for word, numbers in reversed(spelled.items())}
        own = [(names.get(number[0], ""), word) for word, number in self._own.items() if len(number) == 1]
        own = [(name, word) for name, word in own if name and name.startswith(word[: min(4, max(2, len(word) - 1))])]
        for number in range(1000) if spelled else ():
            word = num2words.num2words(number, lang=_library_code(self.code)).casefold()
            forms = {word, *(re.sub(rf"{re.escape(name)}$|^{re.escape(name)}(?=\s)", form, word) for name, form in own)}
            forms |= {form.replace(f" {joiner} ", " ") for form in forms for joiner in self._joiners if number > 99}
            forms |= {form.replace("-", " ") for form in forms}
            for form in forms | _unaccented(dict.fromkeys(forms, ())).keys():
                found.setdefault(form, Decimal(number))
        return found

    @cached_property
    def _ordinals(self) -> dict[int, str]:
        """What stands behind the digits of a day of the month: "th", "." """
        lang = _library_code(self.code)
        with suppress(NotImplementedError):
            given = {day: str(num2words.num2words(day, lang=lang, to="ordinal_num")) for day in range(1, 32) if lang}
            return {day: one_form(text.removeprefix(str(day))) for day, text in given.items() if text[:1].isdecimal()}
        return {}

    def ordinal_end(self, text: str, end: int, number: Decimal) -> int | None:
        """Return where what makes digits that end there an ordinal ends; None where they are none."""
        suffix = self._ordinals.get(int(number), "") if number == int(number) else ""
        pattern = (
            rf"{re.escape(suffix)}(?=\s*[^\W\d]|\s*[-\u2013])" if suffix == "." else rf"\.?{re.escape(suffix)}(?!\w)"
        )
        found = re.compile(pattern, re.IGNORECASE).match(text, end) if suffix else None
        return found.end() if found else None

    def find(self, text: str) -> Iterator[Figure]:
        """Every figure, also those that name the number one."""
        for match in self.pattern.finditer(text):
            before = text[match.start() - 1 : match.start()]
            if match[0] in _SIGNS and before and unicodedata.category(before)[0] == "M":  # as in "मी²"
                continue
            found = _GAP.sub(" ", match[0])
            meant = self.words.get(found.casefold())
            if meant is None:
                number = read_digits(unicodedata.normalize("NFKC", found), self.point)
                meant = () if number is None else (number,)
            yield Figure(found, match.start(), meant)

    def loose(self, text: str, *, own: bool = False) -> Iterator[Figure]:
        """The figures that need a fact behind them: all but idioms, counts of the site's `own_things` (except with
        `own`), and the word for one, which is an article as well. Phrases of `numerals` with it are figures."""
        idioms = [found.span() for found in self._idiom.finditer(text)]
        for figure in self.find(text):
            spared = any(start <= figure.start < end for start, end in idioms)
            counts = not own and self._own_thing.match(text, figure.start + len(figure.text))
            if (figure.numbers != _ONE or _MORE.search(figure.text)) and not spared and not counts:
                yield figure

    @cached_property
    def telling(self) -> re.Pattern[str]:
        """Finds something in each text, in small letters, that has a loose figure: searching for that takes longer."""
        ones = {word for word, number in self.words.items() if number == _ONE and not _MORE.search(word)}
        others = (words(word) for word in self.words.keys() - ones - _SIGNS.keys())
        return re.compile(rf"{DIGIT}|{any_of(max(parts - ones or parts, key=len) for parts in others)}")


_SIGNS = {
    sign: Decimal(str(unicodedata.numeric(sign)))
    for sign in map(chr, (*range(0x3000), *range(0x10100, 0x10200), *range(0x1D360, 0x1D380), *range(0x1F100, 0x1F110)))
    if unicodedata.category(sign) in ("No", "Nl")
} | {"\U0001f51f": Decimal(10), "\U0001f4af": Decimal(100)}
"""Single characters that stand for numbers: fractions, Roman numerals, numbers in circles, above or below the line."""
DIGIT = rf"[\d{''.join(_SIGNS)}]"


numerals_of = lru_cache(maxsize=64)(Numerals)
"""Kept from one load to the next: to make them anew takes as long as to load a small project."""


@cache
def _numerals(
    code: str, own: tuple[tuple[str, tuple[Decimal, ...]], ...]
) -> tuple[Mapping[str, tuple[Decimal, ...]], re.Pattern[str]]:
    """The words for figures, `own` ones among them, and what finds these and digits."""
    given = {**_spelled(code), **dict(own)}
    words = {**_unaccented(given), **given, **{sign: (number,) for sign, number in _SIGNS.items()}}
    spelled = any_of(words).replace(r"\ ", _GAP.pattern)
    signs = rf"(?<!\w)[{''.join(_SIGNS)}]{{2,}}"
    return words, re.compile(rf"{_DIGITS.pattern}|(?<!\w){spelled}(?!\w)|{signs}", re.IGNORECASE)


def _library_code(code: str) -> str | None:
    """Return the name by which num2words knows a language, or None if it does not."""
    names = (name.replace("-", "_") for name in known_as(code))
    return next((name for name in names if name in num2words.CONVERTER_CLASSES), None)


@cache
def _spelled(code: str) -> dict[str, tuple[Decimal, ...]]:
    lang = _library_code(code)
    if lang is None:  # the library would take another language for it: figures are found by digits alone
        return {}
    return {num2words.num2words(n, lang=lang).casefold(): (Decimal(n),) for n in _SPELLED}


def _unaccented(words: Mapping[str, tuple[Decimal, ...]]) -> dict[str, tuple[Decimal, ...]]:
    """The longer words as they are often mistyped, without their accents ("veintidos"); short ones could be others."""
    plain = ((re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFD", word)), word) for word in words)
    return {typed: words[word] for typed, word in plain if len(typed) >= _LONG}


_LONG = 6
