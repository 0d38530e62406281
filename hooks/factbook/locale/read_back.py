"""Reading printed figures back: what a text states, found without the code that prints figures.

Digits, separators, units, months and currencies are read by CLDR's tables, the other words by `wording` of
languages.yml. So a mistake of the formatter, of a label or of a translation shows in what the text states.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from babel import numbers

from ..model.dates import Day, Month, Period
from ..model.entries import Language
from ..model.value import Value
from ..model.values import MEASURES, Money, Ratio
from .cldr import locale_of
from .cldr_words import FILLER, day_periods, in_print, names_month, numbers_of, plain, without_digits, words_of_cldr
from .text_search import EDGE, any_of

Item = Decimal | frozenset[str] | str
"""A number; what a word can mean, as keys of `wording`; or what could not be read."""
_RUN, _NO_TAIL = r"\d[\d.,'’\u066b\u066c]*|\w+|\S", r"(?![.,'’\u066b\u066c]?\d)"
_REPEATED, _MEASURED = ("join.", "unit.", "currency.", "scale."), {f"unit.{unit}" for unit in MEASURES}
"""What languages may say twice: "from … to", a unit before and after its figure."""
IN_DOCUMENTS = {
    "filler", "join.per", "join.between", "join.and", "sign.minus", "time.at", "time.am", "time.pm", "odds", "times",
    "unit.other", "per.other", "label", "part", "age",
}  # fmt: skip
"""The keys of `wording` that say how documents put figures. The site puts its own otherwise."""
_MINUS, _TOLD_BEFORE = "-\u2212", ("bound.less", "bound.more", "bound.at_least", "approx", "currency.")
_RATIO = {"join.ratio": False, "join.ratio_reversed": True}
"""The words of a ratio → whether they say the whole first."""


class FigureReader:
    """Reads printed figures of a language and compares them with values."""

    def __init__(self, language: Language) -> None:
        self.locale = locale_of(language)
        self._without_digits = without_digits(self.locale)
        own = ((key, phrases) for key, phrases in language.wording.items() if key not in IN_DOCUMENTS)
        given = _by_word((plain(phrase), key) for key, phrases in own for phrase in phrases)
        self._words = _by_word(words_of_cldr(self.locale, language)) | given
        """A word that the site gives means nothing else then: "a" can be a language's "to", and not CLDR's year."""
        self.judged = {key for meanings in self._words.values() for key in meanings}
        """The keys that the language has words for. How it says what others mean is not known."""
        for times, phrase in enumerate(language.wording.get("times", ()), 1):
            self._without_digits[plain(phrase)] = ("unit.time", Decimal(times))
        edge, word = f"(?:{EDGE.pattern})", any_of((*self._words, *self._without_digits))
        self._word = re.compile(f"{edge}{word}{edge}")
        number, self._point = numbers_of(self.locale, language.digits)
        self._halves = day_periods(self.locale)
        half = any_of(self._halves)
        sign = re.search("[Hh]([^a-zA-Z]+)mm", self.locale.time_formats["short"].pattern)
        colon = re.escape(sign[1] if sign else ":")
        clock = rf"(?:({half})\s*)?(?P<hour>\d\d?){colon}(?P<minute>\d\d)(?![\d.,:])(?:\s*({half})(?!\w))?"
        self._token = re.compile(rf"{clock}|(?P<number>{number}){_NO_TAIL}|(?P<word>{self._word.pattern})|{_RUN}")

    def read(self, shown: str) -> list[Item]:
        """Return what the text states, in its order."""
        found, negative = list[Item](), False
        for token in self._token.finditer(plain(shown)):
            if token["hour"]:
                found += self._time(token)
            elif token["number"]:
                value = self._decimal(token["number"])
                found.append(-value if negative else value)
                negative = False
            elif token[0] in _MINUS and not (found and (isinstance(found[-1], Decimal) or _tells(found[-1], "unit."))):
                negative = True
            else:
                found += self._meaning(token["word"], found) if token["word"] else [token[0]]
        return found

    def _time(self, clock: re.Match[str]) -> Iterator[Item]:
        """Yield hour and minute of a time of the day, which may be a ratio where no half of the day is said."""
        hour, half = int(clock["hour"]), self._halves.get(clock[1] or clock[4] or "")
        yield Decimal(half.get(hour % 12, hour) if half else hour)
        yield from (frozenset({"time"} if half else {"time", "join.:"}), Decimal(int(clock["minute"])))

    def _decimal(self, digits: str) -> Decimal:
        whole, _, decimals = digits.partition(self._point)
        whole = re.sub(r"\D", "", whole)
        return Decimal(f"{whole}.{decimals}" if decimals else whole)  # of any script

    def _meaning(self, word: str, before: list[Item]) -> Iterator[Item]:
        """What a word means; a form without digits is one only where no number stands before it."""
        bare = self._without_digits.get(word)
        counted = (item for item in reversed(before) if not _tells(item, "scale."))
        if bare and not (word in self._words and isinstance(next(counted, None), Decimal)):
            yield from (bare[1], frozenset({bare[0]}))
        else:
            yield frozenset(self._words[word])

    def typed_around(self, before: str, after: str) -> Iterator[str]:
        """Yield what text around a figure says of it, and its value does not: a unit or a scale behind it, a bound."""
        text = plain(after).lstrip("-\u2010\u2011 ")
        found = self._word.match(text)
        if found and _tells(self._words.get(found[0], ()), "unit.", "per.", "scale."):
            yield found[0]
        text = plain(before)
        for start in (at for at in range(len(text)) if at == 0 or not text[at - 1].isalnum()):
            found = self._word.fullmatch(text, start)
            if found and _tells(self._words.get(found[0], ()), *_TOLD_BEFORE):
                yield found[0]

    def differences(self, value: Value, shown: str) -> list[str]:
        """Return what the text states otherwise than the value: less, more or in another order.

        What the language has no words for in `wording` is not judged, nor are words that cannot be read beside it.
        """
        items = self.read(shown)
        keys = self._keys(value, items)
        whole = self.judged.issuperset(keys)
        words = [item for item in items if isinstance(item, frozenset)]
        keys = [key for key in keys if key != "join.plus"]  # units that follow each other say it
        lacking, added = _compared(keys, words, dated=bool(_days(value)))
        lacking = [key for key in lacking if key in self.judged]
        found = [f"{key!r} must be said" for key in lacking]
        found += [f"{key!r} must not be said" for key in added]
        if unread := [item for item in items if isinstance(item, str) and (whole or item[0].isdigit())]:
            found.append(f"{' '.join(unread)!r} cannot be read")
        return found + self._wrong_numbers(value, [key for key in keys if key not in lacking], items)

    def _keys(self, value: Value, items: Iterable[Item]) -> list[str]:
        """What the words of a text must mean for the value, as keys of `wording`."""
        keys = list(value.wording())
        if not all(names_month(self.locale, date) for date in _days(value)):
            keys = [key for key in keys if not key.startswith("month.")]
        if isinstance(value, Ratio):
            half = value.part == 1 and value.of == 2 and not any(isinstance(item, Decimal) for item in items)
            keys.append(f"join.{value.sign}" if value.sign else "ratio.half" if half else self._ratio)
        return keys

    @property
    def _ratio(self) -> str:
        return next((key for key in reversed(_RATIO) if key in self.judged), "join.ratio")

    def _wrong_numbers(self, value: Value, keys: list[str], items: list[Item]) -> list[str]:
        stated = [item for item in items if isinstance(item, Decimal)]
        wanted = [] if "ratio.half" in keys else list(value.figures())
        if dates := _days(value):
            wanted = [number for date in dates for number in in_print(self.locale, date)]
        if isinstance(value, Ratio) and not value.sign:
            wanted.sort(reverse=_RATIO[self._ratio]) if self._ratio in self.judged else stated.sort()
        places = [max(_decimals(number), _cents(value)) for number in wanted]
        if stated != wanted or [_decimals(number) for number in stated] != places:
            return [f"it must state {_listed(wanted)}, it states {_listed(stated)}"]
        joins = {key for key in keys if key.startswith("join.")} & self.judged
        first, second, *_ = [*(at for at, item in enumerate(items) if isinstance(item, Decimal)), 0, 0]
        if joins and len(wanted) == 2 and not any(_tells(item, *joins) for item in items[first:second]):
            return [f"{min(joins)!r} must be said between the figures"]
        return []


def _by_word(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for word, key in pairs:
        found.setdefault(word, set()).add(key)
    return found


def _days(value: Value) -> list[Day | Month]:
    """Return the days and months that a value consists of."""
    return [end for end in (value.ends if isinstance(value, Period) else (value,)) if isinstance(end, Day | Month)]


def _tells(item: Item | Iterable[str], *kinds: str) -> bool:
    return not isinstance(item, Decimal | str) and any(key.startswith(kinds) for key in item)


def _compared(keys: list[str], words: Iterable[frozenset[str]], *, dated: bool) -> tuple[list[str], list[str]]:
    """Return the keys that no word means, and what words mean besides; units count in their order."""
    left, added = list(keys), list[str]()
    for meanings in words:
        next_unit = next((key for key in left if key.startswith("unit.")), None)
        open_keys = [key for key in left if key in meanings and (not key.startswith("unit.") or key == next_unit)]
        if open_keys:
            left.remove(open_keys[0])
        elif not (dated and FILLER in meanings) and not _tells(meanings & {*keys} - _MEASURED, *_REPEATED):
            added.append(min(meanings))
    return left, added


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.as_tuple().exponent))


def _cents(value: Value) -> int:
    """How many decimals sums of which one has decimals have at least: those of the currency, unless in millions."""
    if isinstance(value, Money) and not value.scale and any(map(_decimals, value.figures())):
        return numbers.get_currency_precision(value.currency)
    return 0


def _listed(figures: Iterable[Decimal]) -> str:
    return ", ".join(map(str, figures)) or "no figure"
