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


def _one(own: list[Token], kind: str = "n", means: str = "", numbers: tuple[Decimal, ...] = ()) -> list[Token]:
    """Return one token in the place of several: if nothing else is said, a figure that is not certain."""
    return [Token(kind, means, own[0].start, own[-1].end, numbers)]


def _date(own: list[Token]) -> list[Token]:
    """A date or a period: what the first day leaves out is in the last one, or the other way round."""
    kinds = "".join(token.kind for token in own)
    joined = re.search("[-td]", kinds)
    sides = [_day(side) for side in ((own[: joined.start()], own[joined.end() :]) if joined else (own,))]
    sides = [(a[0] or b[0], a[1] or b[1], a[2]) for a, b in zip(sides, reversed(sides), strict=True)]
    sound = all(year and month and (not day or day <= 31) for year, month, day in sides)
    rises = len(sides) == 1 or (sides[0] < sides[1] and len({tuple(map(bool, side)) for side in sides}) == 1)
    if not sound or not rises or ("w" in kinds) != ("d" in kinds):
        return _one(own, "n", "" if any(side[0] for side in sides) else "date")
    return _one(own, "D", "join.to" if joined else "", tuple(Decimal(part) for side in sides for part in side if part))


def _day(own: list[Token]) -> tuple[int, int, int]:
    """Return year, month and day, 0 for each that is not said."""
    year = next((int(token.numbers[0]) for token in own if token.kind == "Y"), 0)
    day = next((int(token.numbers[0]) for token in own if token.kind in "NO"), 0)
    return year, next((int(token.means[6:]) for token in own if token.kind == "M"), 0), day


def _and_half(own: list[Token]) -> list[Token]:
    """ "one and a half years", "a year and a half" """
    number = next((token.numbers[0] for token in own if token.kind in "NY"), Decimal(1))
    part, of = next(token.numbers for token in own if token.kind == "H")
    scale = next((by for by in reversed(SCALED.values()) if number % by == 0), 1)  # two million and a half
    return [*_one(own, "N", numbers=(number + part / of * scale,)), *(token for token in own if token.kind in "US")]


def _part_of_unit(own: list[Token]) -> list[Token]:
    """ "half a year", "½ mg", "half a million"; "fifth month" is an ordinal."""
    half = next(token for token in own if token.kind == "H")
    part, of = half.numbers
    return [*_one(own, "N", numbers=(part / of,)), own[-1]] if of == 2 or half.means == "exact" else _one(own)


def _fraction(own: list[Token]) -> list[Token]:
    """ "two thirds", "half", "a third of": one word alone, "third", may be an ordinal."""
    part, of = next(token.numbers for token in own if token.kind == "H")
    times = next((token.numbers[0] for token in own if token.kind == "N"), None)
    sure = times or of == 2 or own[0].kind in "ap" or own[-1].means == "exact"
    return _one(own, "F", numbers=((times or 1) * part, of)) if sure else _one(own)


def _each_time(own: list[Token]) -> list[Token]:
    """ "once every": it is the same as "every" """
    if not own[1].means.startswith("unit.time"):
        return own
    return [own[-1]] if own[0].numbers[0] == 1 else _one(own)


def _decade(own: list[Token]) -> list[Token]:
    """ "1990s": not the 90s, which may be of any century"""
    year = next(token.numbers[0] for token in own if token.kind in "YN")
    return _one(own, "C", "decade", (year,)) if year >= 1000 and year % 10 == 0 else _one(own)


def _mixed(own: list[Token]) -> list[Token]:
    """ "2 years 6 months"; "8 lb 3 oz" has no value"""
    units = [token.means for token in own if token.kind == "U"]
    lengths = [LENGTHS.index(unit[5:]) if unit[5:] in LENGTHS else -1 for unit in units]
    falls = all(first > then >= 0 for first, then in pairwise(lengths))
    measures = len(own) == len("NUNU") and {unit[5:] for unit in units} <= {*MEASURES}
    if measures or UNSURE in units or (falls and len(units) > 2):
        return _one(own)
    numbers = tuple(token.numbers[0] for token in own if token.kind in "NY")
    return _one(own, "Q", " ".join(units), numbers) if falls else own


def _years(own: list[Token]) -> list[Token]:
    """ "2010–15" """
    first, last = own[0].numbers[0], own[2].numbers[0]
    if own[2].end - own[2].start != 2 or last <= first % 100:
        return own
    return [*own[:2], replace(own[2], numbers=(first - first % 100 + last,))]


def _measure(own: list[Token]) -> list[Token]:
    """ "8 lb 3": of what measures, the rest may follow"""
    return own if own[1].means[5:].partition("/")[0] in (*LENGTHS, "percent", "time") else _one(own)


def _odds(own: list[Token]) -> list[Token]:
    """ "a ratio of 3 to 1" """
    return [replace(token, kind="r", means="join.ratio") if token.kind in "-t" else token for token in own]


_RULES: tuple[tuple[re.Pattern[str], Callable[[list[Token]], list[Token]]], ...] = (
    (_DATES, _date),
    (re.compile("(?<!w)(?<!wf)[NY]U(?:,?d?[NY]U)+"), _mixed),
    (re.compile("Y-N(?![-U])"), _years),
    (re.compile("e[f]*[YN]|[YN]e"), _decade),
    (re.compile("v[pf]?H|@f*Nd[pf]?H|N(?=m)mH|(?<=H)N"), _one),
    (re.compile("[NY]S?-?d-?(?:[pf]-?)?H-?[US]?|(?:[NY]U|p?[US])d[pf]?H(?!f)[US]?"), _and_half),
    (re.compile("p?Hp?[US]"), _part_of_unit),
    (re.compile("(?:[NY]-?)?H|pH(?=f)"), _fraction),
    (re.compile("NUv(?=[af]*N)"), _each_time),
    (re.compile("pS(?!S)"), lambda own: [*_one(own, "N", numbers=(Decimal(1),)), own[1]]),
    (re.compile("F[fr]+Y|q[-,f]*[YDC]|[YD][-/,f]*q"), _one),  # half of 2020, Q1 2020, mid-2020
    (re.compile("[NY]U[NY](?![-/,.()SUfdto])"), _measure),
    (re.compile("Rf*[NY](?:-t|[-t])f*[NY](?![NUS])"), _odds),
)


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
