"""What parts of a quantity make up together: dates, fractions, compounds. Each rule replaces tokens by fewer ones."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from ..model.values import LENGTHS, MEASURES
from .numerals import SCALED
from .quantity_tokens import UNSURE, Token

_FULL = "(?:Nf*)?M[f,]*Y|MN[f,]*Y"
_DATES = re.compile(rf"(?:(?:wf*)?(?:{_FULL}|Nf*M|MN|[MN])f*(?:-t|[-td])f*)?(?:{_FULL}|(?<=[-td])N[f,]*Y)|Nf*M|MN")


def _date(own: list[Token]) -> list[Token]:
    """A date or a period: what the first day leaves out is in the last one, or the other way round."""
    kinds = "".join(token.kind for token in own)
    joined = re.search("[-td]", kinds)
    sides = [_day(side) for side in ((own[: joined.start()], own[joined.end() :]) if joined else (own,))]
    if len(sides) == 2:
        sides = [_filled(side, other) for side, other in zip(sides, reversed(sides), strict=True)]
    numbers = [number for side in sides for number in side if number]
    places = {tuple(bool(number) for number in side) for side in sides}
    sound = all(year and month and (not day or day <= 31) for year, month, day in sides) and len(places) == 1
    rises = len(sides) == 1 or sides[0] < sides[1]
    if not sound or not rises or ("w" in kinds) != ("d" in kinds):
        return [Token("n", "" if any(side[0] for side in sides) else "date", own[0].start, own[-1].end)]
    return [Token("D", "join.to" if joined else "", own[0].start, own[-1].end, tuple(map(Decimal, numbers)))]


def _day(own: list[Token]) -> tuple[int, int, int]:
    """Return year, month and day, 0 for each that is not said."""
    year = next((int(token.numbers[0]) for token in own if token.kind == "Y"), 0)
    day = next((int(token.numbers[0]) for token in own if token.kind in "NO"), 0)
    return year, next((int(token.means[6:]) for token in own if token.kind == "M"), 0), day


def _filled(side: tuple[int, int, int], other: tuple[int, int, int]) -> tuple[int, int, int]:
    return side[0] or other[0], side[1] or other[1], side[2]


def _and_half(own: list[Token]) -> list[Token]:
    """ "one and a half years", "a year and a half" """
    number = next((token.numbers[0] for token in own if token.kind in "NY"), Decimal(1))
    part, of = next(token.numbers for token in own if token.kind == "H")
    scale = next((by for by in reversed(SCALED.values()) if number % by == 0), 1)  # two million and a half
    more = part / of * scale
    return [Token("N", "", own[0].start, own[-1].end, (number + more,)), *(t for t in own if t.kind in "US")]


def _part_of_unit(own: list[Token]) -> list[Token]:
    """ "half a year", "½ mg", "half a million"; "fifth month" is an ordinal."""
    half = next(token for token in own if token.kind == "H")
    part, of = half.numbers
    if of != 2 and half.means != "exact":
        return [Token("n", "", own[0].start, own[-1].end)]
    return [Token("N", "", own[0].start, own[-1].end, (part / of,)), own[-1]]


def _fraction(own: list[Token]) -> list[Token]:
    """ "two thirds", "half", "a third of": one word alone, "third", may be an ordinal."""
    part, of = next(token.numbers for token in own if token.kind == "H")
    times = next((token.numbers[0] for token in own if token.kind == "N"), None)
    sure = times or of == 2 or own[0].kind in "ap" or own[-1].means == "exact"
    numbers = ((times or 1) * part, of)
    return [Token("F" if sure else "n", "", own[0].start, own[-1].end, numbers if sure else ())]


def _each_time(own: list[Token]) -> list[Token]:
    """ "once every": it is the same as "every" """
    if not own[1].means.startswith("unit.time"):
        return own
    once = own[0].numbers[0] == 1
    return [own[-1]] if once else [Token("n", "", own[0].start, own[-1].end)]


def _decade(own: list[Token]) -> list[Token]:
    """ "1990s": not the 90s, which may be of any century"""
    year = next(token.numbers[0] for token in own if token.kind in "YN")
    sure = year >= 1000 and year % 10 == 0
    return [Token("C" if sure else "n", "decade", own[0].start, own[-1].end, (year,) if sure else ())]


def _mixed(own: list[Token]) -> list[Token]:
    """ "2 years 6 months" """
    units = [token.means for token in own if token.kind == "U"]
    if len(own) == len("NUNU") and {unit[5:] for unit in units} <= {*MEASURES}:  # 8 lb 3 oz
        return [Token("n", "", own[0].start, own[-1].end)]
    if UNSURE in units:
        return [Token("n", "", own[0].start, own[-1].end)]
    if not all(_falls([first, then]) for first, then in pairwise(units)):
        return own
    if len(units) > 2:
        return [Token("n", "", own[0].start, own[-1].end)]
    numbers = tuple(token.numbers[0] for token in own if token.kind in "NY")
    return [Token("Q", " ".join(units), own[0].start, own[-1].end, numbers)]


def _years(own: list[Token]) -> list[Token]:
    """ "2010–15" """
    first, last = own[0].numbers[0], own[2].numbers[0]
    if own[2].end - own[2].start != 2 or last <= first % 100:
        return own
    return [*own[:2], replace(own[2], numbers=(first - first % 100 + last,))]


def _part(own: list[Token]) -> list[Token]:
    """ "first half of 2020", "Q1 2020", "mid-2020", "half of 2020"; "8 lb 3" """
    kinds = "".join(token.kind for token in own)
    whole = kinds == "NUN" and own[1].means[5:].partition("/")[0] in (*LENGTHS, "percent", "time")
    return own if whole else [Token("n", "", own[0].start, own[-1].end)]


def _odds(own: list[Token]) -> list[Token]:
    """ "a ratio of 3 to 1" """
    return [replace(token, kind="r", means="join.ratio") if token.kind in "-t" else token for token in own]


_RULES: tuple[tuple[re.Pattern[str], Callable[[list[Token]], list[Token]]], ...] = (
    (_DATES, _date),
    (re.compile("(?<!w)(?<!wf)[NY]U(?:,?d?[NY]U)+"), _mixed),
    (re.compile("Y-N(?![-U])"), _years),
    (re.compile("e[f]*[YN]|[YN]e"), _decade),
    (re.compile("v[pf]?H|@f*Nd[pf]?H|N(?=m)mH|(?<=H)N"), lambda own: [Token("n", "", own[0].start, own[-1].end)]),
    (re.compile("[NY]S?-?d-?(?:[pf]-?)?H-?[US]?|(?:[NY]U|p?[US])d[pf]?H(?!f)[US]?"), _and_half),
    (re.compile("p?Hp?[US]"), _part_of_unit),
    (re.compile("(?:[NY]-?)?H|pH(?=f)"), _fraction),
    (re.compile("NUv(?=[af]*N)"), _each_time),
    (re.compile("pS(?!S)"), lambda own: [Token("N", "", own[0].start, own[1].end, (Decimal(1),)), own[1]]),
    (re.compile("F[fr]+Y|q[-,f]*[YDC]|[YD][-/,f]*q|[NY]U[NY](?![-/,.()SUfdto])"), _part),
    (re.compile("Rf*[NY](?:-t|[-t])f*[NY](?![NUS])"), _odds),
)


def _falls(units: list[str]) -> bool:
    """Return whether both are lengths of time, the second one smaller."""
    first, second = (LENGTHS.index(unit[5:]) if unit[5:] in LENGTHS else -1 for unit in units)
    return first > second >= 0


def composed(tokens: list[Token]) -> list[Token]:
    """Return the tokens with what makes up one quantity joined."""
    for pattern, build in _RULES:
        tokens = _rewritten(tokens, pattern, build)
    return tokens


def _rewritten(
    tokens: list[Token], pattern: re.Pattern[str], build: Callable[[list[Token]], list[Token]]
) -> list[Token]:
    """Return the tokens with what the pattern finds in their kinds replaced; `Y` is a number that may be a year."""
    kinds = "".join("Y" if _may_be_year(token) else token.kind for token in tokens).replace("O", "N")
    found, at = list[Token](), 0
    for match in pattern.finditer(kinds):
        own = [
            replace(token, kind="Y") if kind == "Y" else token
            for token, kind in zip(tokens[match.start() : match.end()], match[0], strict=True)
        ]
        found += [*tokens[at : match.start()], *(replace(t, kind="N") if t.kind == "Y" else t for t in build(own))]
        at = match.end()
    return [*found, *tokens[at:]]


def _may_be_year(token: Token) -> bool:
    return token.kind == "N" and token.end - token.start == 4 and 1000 <= token.numbers[0] < 3000
