"""Numbers, powers of ten and dates in digits, and the signs beside them."""

import re
import unicodedata
from decimal import Decimal

_POWER = re.compile(
    r"(?:(\d[\d.,·]*)[ ]?[×x·*⋅][ ]?10(?:\^|(?=[⁻−]?[⁰-⁹¹²³]))|10\^)([-−⁻]?)([\d⁰-⁹¹²³]{1,2})(?!\w)"
    r"|(\d+(?:\.\d+)?)[eE]([+-]?\d\d?)(?!\w)"
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?![\d-])|(\d{1,2})([./-])(\d{1,2})\5(\d{4})(?!\d)")


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


def read_power(text: str, at: int, point: str) -> tuple[Decimal, int] | None:
    """Return the number that stands there as a power of ten, "2×10³", "10^3" or "1e-3", and where it ends.

    "10³" alone may be 10 with the mark of a note.
    """
    found = _POWER.match(text, at)
    if not found:
        return None
    if found[4]:
        return Decimal(f"{found[4]}e{found[5]}"), found.end()
    factor = read_digits(found[1], point) if found[1] else Decimal(1)
    exponent = int(found[3].translate(_RAISED)) * (-1 if found[2] else 1)
    return None if factor is None else (factor.scaleb(exponent), found.end())


def read_date(text: str, at: int) -> tuple[tuple[Decimal, ...], int] | None:
    """Return year, month and day of the date in digits that stands there, and where it ends.

    There are no numbers where day and month could be the other way round.
    """
    found = _DATE.match(text, at)
    if not found:
        return None
    if found[1]:
        year, month, day = map(int, found.groups()[:3])
    else:
        first, second, year = int(found[4]), int(found[6]), int(found[7])
        day, month = (second, first) if second > _MONTHS else (first, second)
        if found[5] != "." and first <= _MONTHS and second <= _MONTHS and first != second:
            return (), found.end()
    sound = 1 <= month <= _MONTHS and 1 <= day <= 31
    return tuple(map(Decimal, (year, month, day))) if sound else (), found.end()


_MONTHS = 12
_CUT_YEAR = re.compile(r"\d\d(?![\d.,])")
_PLAIN_SIGNS = "/:,()^.-"
_BRACKETED = {"[": "(", "]": ")"}


def kind_of_sign(text: str, at: int, last: str) -> str:
    """Return the kind of a sign: `y` where it is unknown and says something of the figure that it touches."""
    sign = _BRACKETED.get(text[at], text[at])
    if text.startswith("..", at) or (sign in "'’" and last != "N" and _CUT_YEAR.match(text, at + 1)):
        return "y"
    if sign in _PLAIN_SIGNS:
        return sign
    if sign in "×·+*⋅":
        return "x" if sign == "*" and last == "U" else "*"
    if sign in ";!?\x1f":
        return "."
    if sign.isdigit():  # above or below the line: a note's mark, but for what follows a number or a short unit
        return "y" if last in ("N", "n", "y") or text[max(0, at - 3) : at].strip(" %")[-2:].islower() else "x"
    if sign in "\"'’" and last == "N" and text[at - 1].isdecimal() and text.count(sign, 0, at) % 2 == 0:
        return "y"  # feet and inches, unless quotation marks
    if unicodedata.category(sign) == "Sm" and last in ("N", "U") and sign not in "=|":
        return "y"
    if not sign.isalnum() and sign not in "=|\"'“”‘’…†‡§¶•":
        touches = (
            text[at + 1 : at + 2].isdecimal() or text[at - 1 : at].isdecimal() or (last == "N" and sign in "€£¥₹¢°")
        )
        return "y" if touches else "x"
    return "x"
