"""Locales, units and digits by CLDR."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import babel
from babel import units


def measured(number: Decimal, unit: str, locale: babel.Locale, system: Literal["default", "latn"] = "latn") -> str:
    """Return a number of months, milligrams … Lengths of time are written out, other units are symbols.

    Where CLDR has no form of a language's own, Babel prints the unit's id, and the symbol stands for it.
    """
    lengths: tuple[Literal["long", "short", "narrow"], ...] = ("long", "short", "narrow")
    name = IDS.get(unit, f"duration-{unit}")
    if name not in locale.unit_display_names:
        return f"{number} {unit}"
    shown = (
        units.format_unit(number, name, length, locale=locale, numbering_system=system)
        for length in (lengths[1:] if unit in IDS else lengths)
    )
    return next((text for text in shown if f"{name.partition('-')[0]}-" not in text), f"{number} {unit}")


def per(unit: str, locale: babel.Locale) -> str:
    """Return the pattern of what is said for each unit: "{0} per day", "{0}/kg"."""
    lengths = locale._data["unit_patterns"].get(IDS.get(unit, f"duration-{unit}"), {})
    order = ("short", "narrow") if unit in IDS else ("long", "short", "narrow")
    return next((str(found) for length in order if (found := lengths.get(length, {}).get("per"))), f"{{0}}/{unit}")


IDS = {
    "mg": "mass-milligram", "g": "mass-gram", "ug": "mass-microgram", "kg": "mass-kilogram", "mL": "volume-milliliter",
    "L": "volume-liter", "mm": "length-millimeter", "cm": "length-centimeter", "m": "length-meter",
    "m2": "area-square-meter", "Cel": "temperature-celsius", "degF": "temperature-fahrenheit",
    "lb": "mass-pound", "oz": "mass-ounce", "mmHg": "pressure-millimeter-ofhg", "kcal": "energy-kilocalorie",
    "Hz": "frequency-hertz",
}  # fmt: skip
"""CLDR's names of units that are no lengths of time. It has none for IU."""


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
