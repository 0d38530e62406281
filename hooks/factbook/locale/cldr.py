"""Locales, units and digits by CLDR."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import babel
from babel import units


def duration(number: Decimal, unit: str, locale: babel.Locale, system: Literal["default", "latn"] = "latn") -> str:
    """A number of months, years … Where CLDR has no long form of its own for a language, Babel prints the unit's id."""
    lengths: tuple[Literal["long", "short", "narrow"], ...] = ("long", "short", "narrow")
    shown = (
        units.format_unit(number, f"duration-{unit}", length, locale=locale, numbering_system=system)
        for length in lengths
    )
    return next((text for text in shown if "duration-" not in text), f"{number} {unit}")


def cldr_locale(name: str) -> babel.Locale:
    """Return the locale of this name, or a fallback if CLDR has none: rule FB214 reports it."""
    try:
        return babel.Locale.parse(name)
    except (ValueError, babel.UnknownLocaleError):
        return babel.Locale.parse("en")


def native_digits(locale: str) -> str:
    """The digits that CLDR says are usual in a locale, from zero to nine; empty where these are 0 to 9."""
    zero = ord(_ZEROS.get(cldr_locale(locale).default_numbering_system, "0"))
    return "" if zero == ord("0") else "".join(map(chr, range(zero, zero + 10)))


_ZEROS = {
    "adlm": "\U0001e950", "arab": "\u0660", "arabext": "\u06f0", "beng": "\u09e6", "cakm": "\U00011136",
    "deva": "\u0966", "hmnp": "\U0001e140", "mtei": "\uabf0", "mymr": "\u1040", "nkoo": "\u07c0",
    "olck": "\u1c50", "tibt": "\u0f20",
}  # fmt: skip
"""The zero of each numbering system that CLDR has as the usual one of a locale. Babel has no digits."""
