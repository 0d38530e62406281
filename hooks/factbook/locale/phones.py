"""Telephone numbers, by libphonenumber."""

import re
from functools import cache

import phonenumbers
from phonenumbers import shortnumberinfo

from ..model.entries import Line
from .text_search import one_form

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_LETTERS = re.compile(r"(?<!\w)\+?\d[\d() .]*-(?:\d+-?)?[A-Z][A-Z\d-]+(?!\w)")
"""Numbers whose digits are letters: 1-800-4-CANCER."""
_SHORT = re.compile(r"(?<![\w.,$€£¥+-])(?<!\d )(\d+(?:[ -]\d+)*)(?!\w|[ -]\d|[.,]\d|[ ]?[%‰°$€£¥])")


@cache
def phone(number: str, country: str | None = None, region: str | None = None) -> str:
    """Return a telephone number as people write it: in the national form, or with its country code elsewhere.

    `number` is in E.164, or short and of a `country`; `region` is that of the readers, None where it is the number's.
    Raises ValueError if no such number is in use.
    """
    parsed = _parsed(number, country)
    if country:
        if not shortnumberinfo.is_valid_short_number_for_region(parsed, country):
            raise ValueError(f"{country} has no such short number")
        plain = number if len(number) < 6 else f"{number[:3]} {number[3:]}"
        return plain if region in (None, country) else f"{plain} ({country})"
    if not phonenumbers.is_valid_number(parsed):
        raise ValueError("no such number is in use")
    abroad = region is not None and phonenumbers.country_code_for_region(region) != parsed.country_code
    form = phonenumbers.PhoneNumberFormat.INTERNATIONAL if abroad else phonenumbers.PhoneNumberFormat.NATIONAL
    return phonenumbers.format_number(parsed, form)


def shown(line: Line, region: str | None = None) -> str:
    """Return the number of a line for readers of a region, with its extension."""
    number = phone(line.number, line.country, region or "001")  # the world: who reads it may be anywhere
    return f"{number} ext. {line.extension}" if line.extension else number


def address(line: Line) -> str:
    """Return the address that dials a line, or writes to it. A comma waits before the extension."""
    extension = f",{line.extension}" if line.extension else ""
    return f"{'sms' if line.sms else 'tel'}:{line.number}{extension}"


def end(line: Line, words: str) -> int:
    """Return where the number of a line ends last in the words of a document, whole and with its extension; else 0."""
    text = re.sub(r"\(0\)|\((?=e?x)", "", re.sub(r"(?<=\d{4}) / ", ", ", _DASHES.sub("-", one_form(words))))
    if line.country:
        return max((found.end() for found in _SHORT.finditer(text) if line.number == _whole(found[1])), default=0)
    text = _LETTERS.sub(lambda found: phonenumbers.convert_alpha_characters_in_number(found[0]), text)
    try:
        region = phonenumbers.region_code_for_number(_parsed(line.number, None))
    except ValueError:
        return 0
    found = phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.POSSIBLE)
    e164, wanted = phonenumbers.PhoneNumberFormat.E164, (line.number, line.extension)
    written = {match.end: (phonenumbers.format_number(match.number, e164), match.number.extension) for match in found}
    return max((end for end, number in written.items() if number == wanted), default=0)


def _whole(written: str) -> str:
    """Return the digits of a short number; nothing where its groups are of different lengths: "11 2" is not 112."""
    groups = re.split("[ -]", written)
    return "".join(groups) if len({len(group) for group in groups}) == 1 else ""


def _parsed(number: str, country: str | None) -> phonenumbers.PhoneNumber:
    try:
        return phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException as error:
        raise ValueError(str(error)) from error
