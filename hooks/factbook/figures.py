"""Figures in running text: finding them, and proving that an anchor states a value."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property

import babel
import num2words
from babel import dates, numbers

from .localize import cldr_locale, duration
from .model import Language
from .patterns import any_of, words
from .values import BOUNDS, SCALES, UNITS, Bound, Money, Number, Percent, Range, Ratio, Value

_ONE = (Decimal(1),)
_DIGITS = re.compile(r"\d+(?:[.,\u00a0\u202f\u066b\u066c]\d+)*")  # the last two are those of Arabic digits
_GAP = re.compile(r"[ \t\n]+")
_MORE = re.compile(r"[\d\s-]")
"""What the word for one alone does not have."""
_SPELLED = (*range(100), *range(100, 1000, 100), 1000, 1_000_000)
_BY_LABELS = ("approx", "bound", "join", "magnitude", "scale")
"""What labels say of a figure; the words for units and months are those of CLDR."""
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

    def misprinted(self, value: Value, shown: str) -> list[str]:
        """What a figure, as it is printed in this language, says otherwise than the value: of what `wording` has words
        for, and the order of a range."""
        stated = set(value.wording())
        judged = {key: phrases for key, phrases in self.own.items() if key.partition(".")[0] in _BY_LABELS}
        found = {phrase: key for key, phrases in judged.items() for phrase in phrases if _contains(shown, phrase)}
        said = {
            key
            for phrase, key in found.items()
            if not any(_contains(other, phrase) for other in found.keys() - {phrase})
        }
        lacking = [f"{key!r} must be said" for key in sorted(stated & judged.keys() - said)]
        added = [f"{key!r} must not be said" for key in sorted(said - stated) if not key.startswith("join.")]
        order = [f"it must have {wrong}" for wrong in self._figures(value, shown) if "order" in wrong]
        return lacking + added + order

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


@cache
def _numerals(
    code: str, own: tuple[tuple[str, tuple[Decimal, ...]], ...]
) -> tuple[Mapping[str, tuple[Decimal, ...]], re.Pattern[str]]:
    """The words for figures, `own` ones among them, and what finds these and digits."""
    given = {**_spelled(code), **dict(own)}
    words = {**_unaccented(given), **given, **{sign: (number,) for sign, number in _FRACTIONS.items()}}
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


def _decimals(digits: str, point: str) -> tuple[Decimal, ...]:
    """The number that the digits mean where `point` begins the decimals; else as it is written elsewhere; else none."""
    plain = re.sub(r"[\u00a0\u202f\u066c]", "", digits).replace("\u066b", point)
    plain = re.sub(r"\d", lambda found: str(unicodedata.decimal(found[0])), plain)
    for begin, group in (",.", ".,") if point == "," else (".,", ",."):
        if re.fullmatch(rf"(?:[1-9]\d{{0,2}}(?:[{group}]\d{{2,3}})*[{group}]\d{{3}}|\d+)(?:[{begin}]\d+)?", plain):
            return (Decimal(plain.replace(group, "").replace(begin, ".")),)
    return ()
