"""Reading printed figures back: what a text states, found without the code that prints figures.

Digits, separators, units, months and currencies are read by CLDR's tables, the other words by `wording` of
languages.yml. So a mistake of the formatter, of a label or of a translation shows in what the text states.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import babel
from babel import numbers

from ..model.dates import Day, Month, Years
from ..model.entries import Language
from ..model.value import Value
from ..model.values import MEASURES, UNITS, Magnitude, Money, Ratio
from .cldr import IDS, cldr_locale
from .text_search import any_of, normal

Item = Decimal | frozenset[str] | str
"""A number; what a word can mean, as keys of `wording`; or what could not be read."""
_FILLER = "date"
"""The meaning of what stands between the parts of a date, such as "de" in "17 de junio"."""
_WITHOUT_DIGITS = {"zero": Decimal(0), "one": Decimal(1), "two": Decimal(2)}
"""The numbers for which languages have forms of units without digits, by CLDR's plural categories."""
_RUN = re.compile(r"\d[\d.,'’\u066b\u066c]*|\w+|\S")
_TAIL = re.compile(r"[.,'’\u066b\u066c]?\d")
_REPEATED = ("join.", "unit.", "currency.")
"""What languages may say twice: "from … to", a unit before and after its figure."""
IN_DOCUMENTS = {"filler", "join.per", "join.between", "join.and", "sign.minus"}
"""The keys of `wording` that say how documents put figures. The site puts its own otherwise."""
_MINUS = "-\u2212"
_RATIO = {"join.ratio": False, "join.ratio_reversed": True}
"""The words of a ratio → whether they say the whole first."""
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Letters of scripts that put no spaces between words."""


class FigureReader:
    """Reads printed figures of a language and compares them with values.

    `also` is the wording of the source language, for a language in which some labels are still to be translated.
    """

    def __init__(self, language: Language, also: Mapping[str, Iterable[str]] | None = None) -> None:
        self.locale = cldr_locale(language.locale)
        self._without_digits: dict[str, tuple[str, Decimal]] = {}
        self._words: dict[str, set[str]] = {}
        for phrase, key in words_of_cldr(self.locale, language, self._without_digits):
            self._words.setdefault(phrase, set()).add(key)
        self._add({key: phrases for key, phrases in language.wording.items() if key not in IN_DOCUMENTS})
        self.judged = {key for meanings in self._words.values() for key in meanings}
        """The keys that the language has words for. How it says what others mean is not known."""
        self._add(
            {key: set(phrases) - self._words.keys() for key, phrases in (also or {}).items() if key not in IN_DOCUMENTS}
        )
        self._word = re.compile(any_of((*self._words, *self._without_digits)))
        self._number, self._point = _number(self.locale, language.digits)

    def _add(self, wording: Mapping[str, Iterable[str]]) -> None:
        """Add words, which mean nothing else then: "a" can be a language's "to", and not the year of CLDR's "2 a"."""
        given: dict[str, set[str]] = {}
        for key, phrases in wording.items():
            for phrase in phrases:
                given.setdefault(_plain(phrase), set()).add(key)
        self._words |= given

    def read(self, shown: str) -> list[Item]:
        """Return what the text states, in its order."""
        text, at, found, negative = _plain(shown), 0, list[Item](), False
        while at < len(text):
            if text[at] == " ":
                at += 1
            elif text[at] in _MINUS and not (found and _ends_figure(found[-1])):
                negative, at = True, at + 1
            elif (number := self._number.match(text, at)) and not _TAIL.match(text, number.end()):
                value = self._decimal(number[0])
                found.append(-value if negative else value)
                negative, at = False, number.end()
            elif (word := self._word.match(text, at)) and not _goes_on(text, at, word.end()):
                found += self._meaning(word[0], found)
                at = word.end()
            else:
                run = _RUN.match(text, at)
                found.append(run[0] if run else text[at])
                at += len(run[0]) if run else 1
        return found

    def _decimal(self, digits: str) -> Decimal:
        whole, _, decimals = digits.partition(self._point)
        whole = re.sub(r"\D", "", whole)
        return Decimal(f"{whole}.{decimals}" if decimals else whole)  # of any script

    def _meaning(self, word: str, before: list[Item]) -> Iterator[Item]:
        """What a word means; a form without digits is one only where no number stands before it."""
        bare = self._without_digits.get(word)
        if bare and not (word in self._words and before and isinstance(before[-1], Decimal)):
            yield from (bare[1], frozenset({bare[0]}))
        else:
            yield frozenset(self._words[word])

    def typed_around(self, before: str, after: str) -> Iterator[str]:
        """Yield what text around a figure says of it, and its value does not: a unit or a scale behind it, a bound."""
        text = _plain(after).lstrip("-\u2010\u2011 ")
        found = self._word.match(text)
        if found and not _goes_on(text, 0, found.end()) and self._says(found[0], "unit.", "per.", "scale."):
            yield found[0]
        text = _plain(before)
        for start in (at for at in range(len(text)) if at == 0 or not text[at - 1].isalnum()):
            found = self._word.fullmatch(text, start)
            if found and self._says(found[0], "bound.less", "bound.more", "bound.at_least", "approx", "currency."):
                yield found[0]

    def _says(self, word: str, *kinds: str) -> bool:
        return any(key.startswith(kinds) for key in self._words.get(word, ()))

    def differences(self, value: Value, shown: str) -> list[str]:
        """Return what the text states otherwise than the value: less, more or in another order.

        What the language has no words for in `wording` is not judged, nor are words that cannot be read beside it.
        """
        items = self.read(shown)
        keys = self._keys(value, items)
        whole = self.judged.issuperset(keys)
        words = [item for item in items if isinstance(item, frozenset)]
        keys = [key for key in keys if key != "join.plus"]  # units that follow each other say it
        lacking, added = _compared(keys, words, dated=isinstance(value, Day | Month))
        lacking = [key for key in lacking if key in self.judged]
        found = [f"{key!r} must be said" for key in lacking]
        found += [f"{key!r} must not be said" for key in added]
        if unread := [item for item in items if isinstance(item, str) and (whole or item[0].isdigit())]:
            found.append(f"{' '.join(unread)!r} cannot be read")
        return found + self._wrong_numbers(value, [key for key in keys if key not in lacking], items)

    def _keys(self, value: Value, items: Iterable[Item]) -> list[str]:
        """What the words of a text must mean for the value, as keys of `wording`."""
        keys = list(value.wording())
        if isinstance(value, Years):
            keys.append("join.to")
        if isinstance(value, Day | Month) and not _names_month(self.locale, value):
            keys = []
        if isinstance(value, Ratio):
            half = value.part == 1 and value.of == 2 and not any(isinstance(item, Decimal) for item in items)
            keys.append(f"join.{value.sign}" if value.sign else "ratio.half" if half else self._ratio)
        return keys

    @property
    def _ratio(self) -> str:
        return next((key for key in reversed(_RATIO) if key in self.judged), "join.ratio")

    def _wrong_numbers(self, value: Value, keys: list[str], items: list[Item]) -> list[str]:
        stated = [item for item in items if isinstance(item, Decimal)]
        wanted = [] if isinstance(value, Magnitude) or "ratio.half" in keys else list(value.figures())
        if isinstance(value, Day | Month):
            wanted = _in_print(self.locale, value)
        if isinstance(value, Ratio) and not value.sign:
            wanted.sort(reverse=_RATIO[self._ratio]) if self._ratio in self.judged else stated.sort()
        places = [max(_decimals(number), _cents(value)) for number in wanted]
        if stated != wanted or [_decimals(number) for number in stated] != places:
            return [f"it must state {_listed(wanted)}, it states {_listed(stated)}"]
        joins = {key for key in keys if key.startswith("join.")} & self.judged
        if joins and len(wanted) == 2 and not joins.intersection(*[_between(items)]):
            return [f"{min(joins)!r} must be said between the figures"]
        return []


def _plain(text: str) -> str:
    return " ".join(normal(text).lower().split())


def _ends_figure(item: Item) -> bool:
    """Whether a hyphen after this joins two figures: after a number or its unit."""
    return isinstance(item, Decimal) or (isinstance(item, frozenset) and any(key.startswith("unit.") for key in item))


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether what stands there is only a part of a word."""
    around = ((text[start - 1 : start], text[start]), (text[end - 1], text[end : end + 1]))
    return any(left.isalpha() and right.isalpha() and not _UNSPACED.search(left + right) for left, right in around)


def _compared(keys: list[str], words: Iterable[frozenset[str]], *, dated: bool) -> tuple[list[str], list[str]]:
    """Return the keys that no word means, and what words mean besides; units count in their order."""
    left, added = list(keys), list[str]()
    for meanings in words:
        next_unit = next((key for key in left if key.startswith("unit.")), None)
        open_keys = [key for key in left if key in meanings and (not key.startswith("unit.") or key == next_unit)]
        if open_keys:
            left.remove(open_keys[0])
        elif not (dated and _FILLER in meanings) and not any(map(_may_repeat, meanings & {*keys})):
            added.append(min(meanings))
    return left, added


def _may_repeat(key: str) -> bool:
    return key.startswith(_REPEATED) and key.removeprefix("unit.") not in MEASURES


def _between(items: list[Item]) -> set[str]:
    """What the words between the first number and the next one mean."""
    first, second = [at for at, item in enumerate(items) if isinstance(item, Decimal)][:2]
    return {key for item in items[first:second] if isinstance(item, frozenset) for key in item}


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.as_tuple().exponent))


def _cents(value: Value) -> int:
    """How many decimals a sum with decimals has at least: those of its currency, unless it is in millions."""
    if not isinstance(value, Money) or value.scale or not _decimals(value.amount):
        return 0
    return numbers.get_currency_precision(value.currency)


def _listed(figures: Iterable[Decimal]) -> str:
    return ", ".join(map(str, figures)) or "no figure"


# -- what CLDR says


def _number(locale: babel.Locale, digits: str) -> tuple[re.Pattern[str], str]:
    """Return what finds a number with its groups, and the sign before its decimals."""
    system = locale.default_numbering_system if digits else "latn"
    signs = (
        numbers.get_decimal_symbol(locale, numbering_system=system),
        numbers.get_group_symbol(locale, numbering_system=system),
    )
    point, group = (" " if sign.isspace() else sign for sign in signs)
    last, others = locale.decimal_formats[None].grouping
    digit = f"[{digits or '0-9'}]"
    grouped = f"{digit}{{1,{others}}}(?:{re.escape(group)}{digit}{{{others}}})*{re.escape(group)}{digit}{{{last}}}"
    return re.compile(rf"(?:{grouped}(?!{digit})|{digit}+)(?:{re.escape(point)}{digit}+)?"), point


def words_of_cldr(
    locale: babel.Locale, language: Language, without_digits: dict[str, tuple[str, Decimal]] | None = None
) -> Iterator[tuple[str, str]]:
    """Each word that CLDR has for figures with its meaning; forms of units without digits go into the mapping."""
    currencies = language.currencies
    yield from (
        ("%", "unit.percent"),
        ("٪", "unit.percent"),
        ("±", "join.plus_minus"),
        ("iu", "unit.IU"),
        ("/", "join./"),
        (":", "join.:"),
    )
    for unit, own in language.units.items():
        yield from ((_plain(part), f"unit.{unit}") for part in own.split("{0}") if part.strip())
    for unit in UNITS:
        yield f"/{unit.lower()}", f"per.{unit}"
        yield from _unit(locale, unit, without_digits if without_digits is not None else {})
    for unit in ("mg", "g", "kg", "mL", "L", "mm", "cm", "m"):
        yield unit.lower(), f"unit.{unit}"
    yield from (("h", "unit.hour"), ("min", "unit.minute"), ("mcg", "unit.ug"), ("°c", "unit.Cel"), ("° c", "unit.Cel"))
    for code in map(str, locale.currencies):
        yield _plain(currencies.get(code) or locale.currency_symbols.get(code, code)), f"currency.{code}"
    for number, names in _months(locale).items():
        for name in names:
            yield (name, f"month.{number}") if not name[0].isdigit() else (name.lstrip("0123456789"), _FILLER)
    for pattern in (_pattern(locale, "Day"), _pattern(locale, "Month")):
        yield from _literals(locale, pattern)


def _unit(locale: babel.Locale, unit: str, without_digits: dict[str, tuple[str, Decimal]]) -> Iterator[tuple[str, str]]:
    name = IDS.get(unit, f"duration-{unit}")
    if shown := locale.unit_display_names.get(name, {}).get("long"):
        yield _plain(shown), f"unit.{unit}"
    lengths = locale._data["unit_patterns"].get(name, {})
    for category, pattern in (pair for length in ("long", "short") for pair in lengths.get(length, {}).items()):
        before, digits, after = pattern.partition("{0}")
        if digits:
            key = f"per.{unit}" if category == "per" else f"unit.{unit}"
            yield from ((_plain(part), key) for part in (before, after) if part.strip())
        elif category in _WITHOUT_DIGITS:
            without_digits[_plain(pattern)] = (f"unit.{unit}", _WITHOUT_DIGITS[category])


def _months(locale: babel.Locale) -> dict[int, set[str]]:
    """The names of each month, from 1 to 12, beside a day and alone."""
    return {n: {_plain(locale.months[form]["wide"][n]) for form in ("format", "stand-alone")} for n in range(1, 13)}


def _pattern(locale: babel.Locale, kind: str) -> list[tuple[str, str]]:
    """The parts of CLDR's pattern of a day or a month, in turn: a field, such as MMMM, or a literal text."""
    pattern: Any = locale.date_formats["long"] if kind == "Day" else locale.datetime_skeletons["yMMMM"]
    found = re.finditer(r"([a-zA-Z]+)|((?:'[^']*'|[^a-zA-Z'])+)", pattern.pattern)
    return [(part[1] or "", (part[2] or "").replace("'", "")) for part in found]


def _literals(locale: babel.Locale, parts: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """What a pattern of dates has beside its fields; what touches the name of a month is one word with it."""
    for before, (field, literal), after in zip([("", ""), *parts], parts, [*parts[1:], ("", "")], strict=False):
        if field.startswith("G"):
            yield from ((_plain(era), _FILLER) for width in locale.eras.values() for era in width.values())
        elif field.startswith(("MMM", "LLL")):
            first, last = re.search(r"\S*$", before[1]), re.match(r"\S*", after[1])
            around = (first[0] if first else "", last[0] if last else "")
            for number, names in _months(locale).items():
                yield from ((_plain(name.join(around)), f"month.{number}") for name in names)
        elif literal.strip():
            yield from ((_plain(part), _FILLER) for part in (literal, literal.strip(), *literal.split()))


def _names_month(locale: babel.Locale, value: Day | Month) -> bool:
    """Whether the language writes the month of a date as a word."""
    fields = [field for field, _ in _pattern(locale, type(value).__name__)]
    named = any(field.startswith(("MMM", "LLL")) for field in fields)
    return named and not any(name[0].isdigit() for names in _months(locale).values() for name in names)


def _in_print(locale: babel.Locale, value: Day | Month) -> list[Decimal]:
    """The numbers of a date in the order in which the language writes them."""
    day = value.date if isinstance(value, Day) else value.first_day
    numbered = {"y": day.year, "d": day.day}
    if not _names_month(locale, value):
        numbered |= {"M": day.month, "L": day.month}
    fields = [field[0] for field, _ in _pattern(locale, type(value).__name__) if field]
    return [Decimal(numbered[field]) for field in fields if field in numbered]
