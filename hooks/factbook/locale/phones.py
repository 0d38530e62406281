"""Telephone numbers, by libphonenumber."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache

import phonenumbers
from phonenumbers import shortnumberinfo

from ..model.entries import Line

PHONE = re.compile(r"(?<![\w-])\+?\(?\d(?:[\s()./\u2010-\u2015-]{0,3}\d){6,14}(?![\w-])")
"""Finds what may be a phone number, by its digits."""


_TOKEN = re.compile(
    r"\+?\(?\d(?:[\s()./\u2010-\u2015-]{0,3}\d)*(?:-(?=[\d-]*[A-Z])[\dA-Z-]+)?(?![\w])(?:[,;]?\s*(?:ext\.?|x|#)\s*(\d+))?"
)
"""Finds the numbers in the words of a document, letters as digits and extensions with them."""


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


def stands(line: Line, words: str) -> bool:
    """Return whether the words of a document have the number of a line, whole and with its extension."""
    wanted = _parsed(line.number, line.country)
    for found in _TOKEN.finditer(words):
        digits, before = found[0][: found.start(1) - found.start()] if found[1] else found[0], words[: found.start()]
        if (found[1] or "") != (line.extension or "") or before[-1:].isalnum():
            continue
        plain = phonenumbers.convert_alpha_characters_in_number(re.sub(r"[^\dA-Z+]+$|(?:ext|x|#).*$", "", digits))
        if line.country and re.sub(r"\D", "", plain) == line.number:
            return True
        with suppress(phonenumbers.NumberParseException):
            region = phonenumbers.region_code_for_number(wanted)
            if not line.country and phonenumbers.parse(plain, region) == wanted:
                return True
    return False


def _parsed(number: str, country: str | None) -> phonenumbers.PhoneNumber:
    try:
        return phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException as error:
        raise ValueError(str(error)) from error


def national_digits(number: str, country: str | None = None) -> str:
    """Return the digits of a number without its country code, as a document of that country prints them."""
    return number if country else phonenumbers.national_significant_number(phonenumbers.parse(number))
