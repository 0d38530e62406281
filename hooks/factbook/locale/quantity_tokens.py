"""The words and signs of a text as the grammar of quantities takes them: each one letter, by what it means."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from babel.numbers import get_currency_symbol

from ..model.entries import Language
from ..model.values import UNITS
from .cldr import FALLBACK, cldr_locale, locale_of
from .cldr_words import SIGNS, leading_units, words_in_documents, words_of_cldr
from .digits import kind_of_sign, read_date, read_digits, read_power
from .numerals import Numerals
from .text_search import EDGE, UNSPACED, one_form

_KINDS = {
    "unit": "U", "per": "P", "currency": "K", "scale": "S", "month": "M", "magnitude": "G", "approx": "a", "bound": "b",
    "join.to": "t", "join.or": "o", "join.and": "d", "join.between": "w", "join.ratio": "r", "join.per": "p",
    "join.plus_minus": "±", "sign.minus": "m", "filler": "f", "date": "f", "every": "v", "decade": "e", "time": "A",
    "time.at": "@", "odds": "R", "times": "U", "ratio.half": "H", "label": "l", "age": "g", "part": "q",
}  # fmt: skip
"""What a word means → the letter that stands for it in the grammar."""
_BETWEEN, _BEFORE, _ELSE = "trod±vp", "HvlqbawmfR@", "HSKMUGpPbalqgwteAR@mfvrod±z"
"""Of several meanings of a word, the first counts: between two figures, before one, and elsewhere."""
_GROUPS = re.compile(r"\d+(?:[.,·'’\u066b\u066c]\d+|(?<!\d{4})[ ](?=\d{3}(?!\d))\d+)*|(?<![\w.,·%)\]])[.·]\d+")
_MIXED = re.compile(r"(?:(\d+)[ ])?(\d+)(\u2044|/)(\d+)(?![\w/])")
_CLOCK = re.compile(r"(\d{1,2})(?:([:.h])([0-5]\d)(?![\d:]))?(?![\d:])")
_BRACKETS = re.compile(r"\(\s*(?:±|\+/-)\s*[\d.,·]+\s*\)")
_CITATION = re.compile(r"\[\s*\d+(?:\s*[,;–-]\s*\d+)*\s*\]")
"""What a journal puts for "see number 7 of the references"."""
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f'’-](?=\w))*(?:-?\d+\w*)*|[^\W_]")
_ABBREVIATED = re.compile(
    r"[A-Z]|[b-df-hj-np-tv-z]{1,4}|[a-zμ]+[A-Z]\w*|\w{0,3}mol|(?:μ|micro|milli|kilo|nano|mega)\w+", re.ASCII
)
"""What stands for a unit and not for a thing that is counted, where it follows a number: "mEq", "cc", "U"."""
_INVERSE = re.compile(r"[ ·⋅]?([^\W\d_]+)(?:[⁻−]¹|[-−]1(?!\d))")
_DAY = {"d": "unit.day"}
UNSURE = "unit.unsure"
"""The meaning of a word that stands for several units."""
_DASH = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_AFTER_WORD = re.compile(r"(?:[^\W\d][,;:]|[%‰)\]][.,;:]?)$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign: the letter of its kind, what it means as a key of `wording`, where it stands."""

    kind: str
    means: str
    start: int
    end: int
    numbers: tuple[Decimal, ...] = ()


class Lexer:
    """Finds the tokens in texts of one language."""

    def __init__(self, code: str, language: Language) -> None:
        self.language, self.locale = language, locale_of(language)
        self.numerals = Numerals(code, language)
        usual = cldr_locale(self.locale.language)
        decimals = {locale.number_symbols["latn"]["decimal"] for locale in (usual, self.locale)}
        self._ambiguous = len(decimals) > 1
        """Whether the countries of the language disagree on what begins decimals, so that 1.234 may be 1234."""
        self._leading = leading_units(self.locale)
        self._months_are_names = all(name[0].isupper() for name in self.locale.months["format"]["wide"].values())
        """Whether months have capitals, so that "may" is none."""

    @cached_property
    def _words(self) -> dict[str, dict[str, str]]:
        """Word → the letters of the kinds that it can be of, and what it means as each."""
        found: dict[str, dict[str, str]] = {}
        given = [(phrase, key) for key, phrases in self.language.wording.items() for phrase in phrases]
        own = {one_form(phrase).casefold() for phrase, _ in given}
        usual = [(one_form(phrase).casefold(), key) for phrase, key in self._usual()]
        for phrase, key in (*given, *SIGNS.items(), *(pair for pair in usual if pair[0] not in own)):
            if kind := _KINDS.get(key) or _KINDS.get(key.partition(".")[0]):
                first = found.setdefault(one_form(phrase).casefold(), {}).setdefault(kind, key)
                if kind == "U" and first != key and {first[5:], key[5:]} <= {*UNITS} and phrase not in own:
                    found[one_form(phrase).casefold()][kind] = UNSURE  # "6 m" may be months or metres
        for word in self.language.negations:
            found.setdefault(one_form(word).casefold(), {}).setdefault("z", "")
        found.pop("", None)
        for kinds in found.values():
            if len(kinds) > 1 and kinds.get("U", "unit.day")[5:] not in UNITS:
                del kinds["U"]
        return found

    def _usual(self) -> Iterator[tuple[str, str]]:
        """Yield what CLDR has for figures, but for punctuation; units that the site has not are units all the same."""
        words = words_of_cldr(self.locale, self.language)
        yield from (pair for pair in words if pair[1] != "date" or pair[0].isalpha())
        for locale in (self.locale, FALLBACK):
            for code in map(str, self.locale.currencies):
                yield from ((sign, f"currency.{code}") for sign in (code, get_currency_symbol(code, locale)))
        names = self.locale._data["currency_names_plural"]
        yield from ((name, f"currency.{code}") for code in names for name in names[code].values())
        words = words_in_documents(self.locale)
        yield from (pair for pair in words if pair[1] != "part" or pair[0] not in self.language.numerals)

    @cached_property
    def _lengths(self) -> dict[str, list[int]]:
        """First letter → how long the words are that begin with it, the longest first; a pattern takes 0.3 s."""
        found: dict[str, set[int]] = {}
        for word in self._words:
            found.setdefault(word[0], set()).add(len(word))
        return {letter: sorted(lengths, reverse=True) for letter, lengths in found.items()}

    def _means(self, text: str, at: int) -> tuple[dict[str, str], int] | None:
        """Return what the longest word that begins there means as each kind that it can be of, and where it ends."""
        for length in self._lengths.get(text[at : at + 1].casefold(), ()):
            word, end = text[at : at + length].casefold(), at + length
            if not (kinds := self._words.get(word)) or not EDGE.match(text, at) or not EDGE.match(text, end):
                continue
            if unicodedata.category(word[0]) == "Sc" and text[at - 1 : at].isalpha():  # AU$
                continue
            if kinds.get("K") == f"currency.{word.upper()}" and not text[at:end].isupper():  # "all 5", "try 5"
                continue
            named = word[-1].isalpha() and text[end : end + 1].isdecimal() and "K" not in kinds
            if not named or UNSPACED.match(word[-1]):
                return kinds, end
        return None

    def tokens(self, text: str) -> list[Token]:
        """Return the tokens of a text in one form, each word with the one meaning that it has in its place."""
        text = _BRACKETS.sub(lambda found: found[0].replace("(", " ").replace(")", " "), text)
        found, at = list[Token](), 0
        while at < len(text):
            for token in self._at(text, at, found[-1] if found else None):
                at = max(at, token.end)
                found += [token] if token.kind else []
        kinds = [token.kind for token in found]
        for place, token in enumerate(found):
            if token.kind == "U" and token.means not in self._leading and kinds[place + 1 : place + 2] == ["N"]:
                year = token.means == "unit.year" and found[place + 1].end - found[place + 1].start == 4
                if not re.search(r"[NSHnTDC]-?$", "".join(kinds[max(0, place - 2) : place])):  # "day 14" is no length
                    kinds[place] = "f" if year else "l"
                    found[place] = replace(token, kind=kinds[place])
            if len(token.kind) > 1:
                kinds[place] = _chosen(token.kind, "".join(kinds[:place]), kinds[place + 1 :])
                means = self._words[text[token.start : token.end].casefold()][kinds[place]]
                found[place] = Token(kinds[place], means, token.start, token.end)
        return found

    def _at(self, text: str, at: int, last: Token | None) -> Iterator[Token]:
        """Yield what stands at a place of a text, at least one token; a space is one of no kind."""
        sign, kind = text[at], last.kind if last else ""
        if sign.isspace() and sign != "\x1f":
            yield Token("", "", at, at + 1)
        elif sign.isdecimal() or (sign in ".·" and text[at + 1 : at + 2].isdecimal()):
            yield self._number(text, at, last)
        elif sign in _DASH and text[at : at + 3] != "+/-":
            yield _dash(text, at, kind)
        elif sign == "[" and (cited := _CITATION.match(text, at)):
            yield Token("n", "", at, cited.end())
        else:
            yield from self._word_at(text, at, kind)

    def _word_at(self, text: str, at: int, before: str) -> Iterator[Token]:
        known = self._known(text, at, before)
        numeral = self.numerals.spelled_at(text, at, article="p" in before)
        article = known and known[0].kind == "f" and text[known[0].end : known[0].end + 2].strip().isdecimal()
        label = article or (known and known[0].kind in "lq")
        first = known and (before == "N" or known[0].kind == "G" or known[0].numbers)
        if numeral is not None and not label and (not first or len(numeral[0]) > 1):
            exact = "exact" if " " in text[at : numeral[1]] else ""
            yield Token("nNH"[len(numeral[0])], exact, at, numeral[1], numeral[0])
        elif known:
            yield from known
        elif UNSPACED.match(text[at]):
            yield Token("x", "", at, at + 1)
        elif word := _WORD.match(text, at):
            short = _ABBREVIATED.fullmatch(word[0]) and word[0] not in ("I", "A")
            marked = self._words.get(word[0].rstrip("0123456789").casefold(), {})  # "months3": the mark of a note
            unit = before in ("N", "S") and (short or "U" in marked or text[word.end() : word.end() + 2] == "-\n")
            kind = "*" if word[0] == "x" and before == "N" else "u" if unit else "x"
            yield Token(kind, "", at, word.end())
        else:
            yield Token(kind_of_sign(text, at, before), "", at, at + 1)

    def _known(self, text: str, at: int, before: str) -> list[Token]:
        """Return a word that means something, units with all that they are per."""
        found = self._means(text, at)
        if not found:
            return []
        (meanings, end), glued = found, text[at - 1 : at].isdecimal()
        kinds = "".join(meanings)
        if "e" in kinds and "U" in kinds:  # 1990s; 20 s
            kinds = "e" if glued else kinds.replace("e", "")
        if "M" in kinds and not text[at].isupper() and self._months_are_names:
            kinds = kinds.replace("M", "") or "x"
        if meanings.get("U") == "times":  # once, twice …
            number = Decimal(self.language.wording["times"].index(text[at:end].casefold()) + 1)
            return [Token("N", "", at, end, (number,)), self._with_per("unit.time", text, end)]
        if kinds == "U" or ("U" in kinds and glued):
            means = meanings["U"]
            if means[5:] not in UNITS and before not in ("N", "S", "-"):
                return []
            if text[at:end] in ("M", "MM") or (means == "unit.m" and glued):  # or is it million, or minutes
                return [Token("u", "", at, end)]
            unit = self._with_per(means, text, end)
            return [Token("U", unit.means, at, unit.end)]
        half = (Decimal(1), Decimal(2)) if kinds == "H" else ()
        return [Token(kinds, meanings.get(kinds, ""), at, end, half)]

    def _with_per(self, means: str, text: str, end: int) -> Token:
        """Return a unit that ends there with all that it is per: "mg/kg", "mg per kg a day", "times daily"."""
        while True:
            inverse, ahead = _INVERSE.match(text, end), text[end : end + 3]
            begin = end + len(ahead) - len(ahead.lstrip(" /\n-"))
            found, divided = self._means(text, begin), re.search("[/-]", text[end:begin])
            if inverse and (unit := self._words.get(inverse[1].casefold(), {"U": _DAY.get(inverse[1], "")}).get("U")):
                found = {"U": unit}, inverse.end()
            elif found and "P" in found[0] and not (divided and divided[0] == "/"):
                found = {"U": f"unit.{found[0]['P'][4:]}"}, found[1]
            elif not divided or divided[0] == "-":
                per = found[1] + (text[found[1] : found[1] + 1] == " ") if found and "p" in found[0] else len(text)
                found = self._means(text, per)
            if not found or "U" not in found[0]:
                return Token("U", means, end, end)
            means, end = f"{means}/{found[0]['U'][5:]}", found[1]

    def _number(self, text: str, at: int, last: Token | None) -> Token:
        before = last.kind if last else ""
        if date := read_date(text, at):
            return Token("D" if date[0] else "n", "", at, date[1], date[0])
        if clock := self._clock(text, at, before):
            return clock
        if power := read_power(text, at, self.numerals.point):
            return Token("N", "", at, power[1], (power[0],))
        mixed = _MIXED.match(text, at)
        if mixed and (mixed[3] == "\u2044" or mixed[1]) and 0 < int(mixed[2]) < int(mixed[4]) <= 100:
            part, of = Decimal(mixed[2]), Decimal(mixed[4])
            if not mixed[1]:
                return Token("H", "exact", at, mixed.end(), (part, of))
            return Token("N", "", at, mixed.end(), (int(mixed[1]) + part / of,))
        found = _GROUPS.match(text, at)
        if not found:
            return Token("n", "", at, at + 1)
        number = read_digits(found[0], self.numerals.point, ambiguous=self._ambiguous)
        if number is not None and (ordinal := self.numerals.ordinal_end(text, found.end(), number)):
            return Token("O", "", at, ordinal, (number,))
        after = text[found.end() : found.end() + 2]
        known = UNSPACED.match(after) or self._known(text, found.end(), "N")
        glued = (after[:1].isalnum() and not known) or re.match(r"[.,·'’\u2044]\d", after)
        glued = glued or _AFTER_WORD.search(text, max(0, at - 2), at)  # "months,3": the mark of a note
        padded = found[0][0] == "0" and found[0][1:2].isdecimal()
        unsure = number is None or glued or padded
        return Token("n" if unsure else "N", "", at, found.end(), () if number is None else (number,))

    def _clock(self, text: str, at: int, before: str) -> Token | None:
        """Return a time of the day where it is certain to be one; an uncertain number where it may be a ratio too."""
        found = _CLOCK.match(text, at)
        if not found or int(found[1]) > 23:
            return None
        hour, minute = int(found[1]), int(found[3] or 0)
        end = found.end() + (text[found.end() : found.end() + 1] == " ")
        after = self._means(text, end)
        half, hours = (after[0].get("A", ""), after[0].get("U") == "unit.hour") if after else ("", False)
        if found[2] == "." and hours and hour and minute % 5 == 0:  # "8.30 h": or is it 8 h 18 min
            return Token("n", "", at, found.end())
        sure = found[2] == ":" and (found[3] == "00" or found[1][0] == "0" or (hours and hour > 12))
        if not half and not sure and not (found[2] in (":", "h") and "@" in before):
            return Token("n", "", at, found.end()) if found[2] == ":" and before != "R" else None
        if half in ("time.am", "time.pm"):
            if not 1 <= hour <= 12:
                return Token("n", "", at, found.end())
            hour = hour % 12 + 12 * (half == "time.pm")
        return Token("T", half, at, after[1] if half and after else found.end(), (Decimal(hour), Decimal(minute)))


def _chosen(kinds: str, before: str, after: list[str]) -> str:
    """Return which of its kinds a word is of, by what stands before and after it."""
    follows = next((kind for kind in after if kind != "f" and kind not in ("fr", "rf")), "")
    figure = re.search(r"(?:[NHTDM][SUK]*|K)f*-?$", before)
    if figure and follows[:1] in tuple("NKmHTDM"):
        order = _BETWEEN + _BEFORE
    else:
        order = _BEFORE if follows[:1] in tuple("NKmHTD") else ""
    return min(kinds, key=lambda kind: (order + _ELSE).index(kind))


def _dash(text: str, at: int, last: str) -> Token:
    """Return a minus where a dash touches only the digit behind it and follows no figure; else what joins."""
    if unicodedata.category(text[at + 1 : at + 2] or " ") == "Sc" and last not in ("N", "S"):
        return Token("n", "", at, at + 1)
    touches = text[at + 1 : at + 2].isdecimal() and (at == 0 or text[at - 1] in " (\x1f<>≤≥~≈±=\n")
    if not touches:
        return Token("-", "", at, at + 1)
    return Token("n" if last in ("N", "U") or text[at] in "\u2014\u2015" else "m", "", at, at + 1)
