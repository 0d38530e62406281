"""Telephone numbers, by libphonenumber."""

from __future__ import annotations

import re
from functools import cache

import phonenumbers

PHONE = re.compile(r"(?<![\w-])\+?\(?\d(?:[\s()./\u2010-\u2015-]{0,3}\d){6,14}(?![\w-])")
"""Finds what may be a phone number, by its digits."""


@cache
def phone(number: str) -> str:
    """A telephone number as people of its own country write it, from E.164. Raises ValueError on a bad one."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException as error:
        raise ValueError(str(error)) from error
    if not phonenumbers.is_valid_number(parsed):
        raise ValueError("no such number is in use")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)


def national_digits(number: str) -> str:
    """The digits of a number without its country code, as a document of that country prints them."""
    return phonenumbers.national_significant_number(phonenumbers.parse(number))
