"""Locales, units and digits by CLDR."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

import babel
from babel import localedata, units
from babel.core import get_global

from ..model.entries import Language


def measured(number: Decimal, unit: str, locale: babel.Locale, system: Literal["default", "latn"] = "latn") -> str:
    """Return a number of months, milligrams … Lengths of time are written out, other units are symbols.

    Where CLDR has no form of a symbol, Babel prints the unit's id, and the symbol stands for it.
    """
    name = IDS.get(unit, f"duration-{unit}")
    if name not in locale.unit_display_names:
        return f"{number} {unit}"
    lengths: tuple[Literal["long", "short", "narrow"], ...] = ("short", "narrow") if unit in IDS else ("long", "short")
    shown = (units.format_unit(number, name, length, locale=locale, numbering_system=system) for length in lengths)
    return next((text for text in shown if f"{name.partition('-')[0]}-" not in text), f"{number} {unit}")


def per(unit: str, locale: babel.Locale) -> str:
    """Return the pattern of what is said for each unit: "{0} per day", "{0}/kg"."""
    lengths = locale._data["unit_patterns"].get(IDS.get(unit, f"duration-{unit}"), {})
    order = ("short", "narrow") if unit in IDS else ("long", "short", "narrow")
    return next((str(found) for length in order if (found := lengths.get(length, {}).get("per"))), f"{{0}}/{unit}")


def has_words(locale: babel.Locale, unit: str) -> bool:
    """Return whether CLDR has words of the language's own for a length of time, or for months by name (`months`).

    Where it has none, Babel gives those of another language or an abbreviation: "8 m".
    """
    own = _own_data(str(locale))
    if unit == "months":
        return any(data.get("months", {}).get("format", {}).get("wide") for data in own)
    lengths = [data.get("unit_patterns", {}).get(f"duration-{unit}", {}) for data in own]
    short = [pattern for found in lengths for pattern in (found.get("short") or {}).values()]  # CLDR's `long`, if alike
    return any(found.get("long") for found in lengths) or any(map(_WORD.search, short))


_WORD = re.compile(r"\w{2}|[^\W\x00-\u02ff]")
"""What is no abbreviation of one Latin letter."""


@cache
def _own_data(name: str) -> tuple[Any, ...]:
    """Return what CLDR has for a locale and for those that it inherits from, as far as they are of its language."""
    found, parents, language = [], get_global("parent_exceptions"), name.partition("_")[0]
    while name and (name.partition("_")[0] == language or (language in ("nb", "nn") and name == "no")):
        if localedata.exists(name) and name != NO_LOCALE:
            found.append(pickle.loads(Path(localedata.resolve_locale_filename(name)).read_bytes()))
        name = parents.get(name, name.rpartition("_")[0])
    return tuple(found)


def parsed(tag: str) -> babel.Locale:
    """Return the locale of a language tag (BCP 47), such as zh-Hant. Raises ValueError if CLDR has none."""
    try:
        return babel.Locale.parse(tag, sep="-")
    except (ValueError, babel.UnknownLocaleError) as error:
        raise ValueError(str(error)) from error


def fits(tag: str, locale: str) -> bool:
    """Return whether CLDR has a locale, and it is of the language, script and country that a tag names."""
    try:
        found = babel.Locale.parse(locale)
    except (ValueError, babel.UnknownLocaleError):
        return False
    try:
        wanted = parsed(tag)
    except ValueError:  # a language that CLDR does not know has the locale of none
        return locale == NO_LOCALE
    same_country = wanted.territory in (None, found.territory)
    return found.language == wanted.language and _script(found) == _script(wanted) and same_country


NO_LOCALE = "root"
"""What CLDR has for all languages: figures without words."""


def known_as(tag: str) -> Iterator[str]:
    """Yield the tags under which programs may know a language, the nearest first: zh-Hans-SG, zh-Hans, zh-SG, zh."""
    yield tag
    try:
        locale = parsed(tag)
    except ValueError:
        return
    script, usual = _script(locale), _likely(locale.language)[1]
    yield f"{locale.language}-{script}"
    yield f"{locale.language}-{territory(locale)}"
    if script == usual:
        yield locale.language


def territory(locale: babel.Locale) -> str:
    """Return the country of a locale, or the one where most of those live who read it."""
    return locale.territory or _likely(f"{locale.language}_{locale.script}")[2] or _likely(locale.language)[2]


def og_locale(locale: babel.Locale) -> str:
    """Return a locale as Open Graph names it, language and country: zh_TW."""
    return "_".join(filter(None, (locale.language, territory(locale))))


def _script(locale: babel.Locale) -> str:
    near = locale.territory and _likely(f"{locale.language}_{locale.territory}")[1]
    return locale.script or near or _likely(locale.language)[1]


def _likely(name: str) -> tuple[str, str, str]:
    """Return language, script and country, as CLDR takes them to be where only some are said."""
    parts = get_global("likely_subtags").get(name, "__").split("_")
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else ("", "", "")


def name_of(tag: str, locale: babel.Locale) -> str:
    """Return what the language of a tag is called in the language of a locale; the tag itself if CLDR has no name."""
    if name := locale.languages.get(tag.replace("-", "_")):
        return str(name)
    try:
        return parsed(tag).get_display_name(locale) or tag
    except ValueError:
        return tag


IDS = {
    "mg": "mass-milligram", "g": "mass-gram", "ug": "mass-microgram", "kg": "mass-kilogram", "mL": "volume-milliliter",
    "L": "volume-liter", "mm": "length-millimeter", "cm": "length-centimeter", "m": "length-meter",
    "m2": "area-square-meter", "Cel": "temperature-celsius", "degF": "temperature-fahrenheit",
    "lb": "mass-pound", "oz": "mass-ounce", "mmHg": "pressure-millimeter-ofhg", "kcal": "energy-kilocalorie",
    "Hz": "frequency-hertz",
}  # fmt: skip
"""CLDR's names of units that are no lengths of time. It has none for IU."""


FALLBACK = babel.Locale.parse("en")
"""What stands for a locale that CLDR does not know, and has signs for all currencies."""


def cldr_locale(name: str) -> babel.Locale:
    """Return the locale of this name, or a fallback if CLDR has none: rule FB214 reports it."""
    try:
        return babel.Locale(NO_LOCALE) if name == NO_LOCALE else babel.Locale.parse(name)
    except (ValueError, babel.UnknownLocaleError):
        return FALLBACK


def locale_of(language: Language) -> babel.Locale:
    """Return the locale of a language of the site, with the site's own names of months where it gives them."""
    locale = cldr_locale(language.locale)
    return _WithMonths(locale, language.months) if language.months else locale


class _WithMonths(babel.Locale):
    def __init__(self, locale: babel.Locale, months: Sequence[str]) -> None:
        super().__init__(locale.language, locale.territory, locale.script, locale.variant)
        self._names = {number: name for number, name in enumerate(months, 1)}

    @property
    def months(self) -> Any:
        return {context: dict.fromkeys(("wide", "abbreviated"), self._names) for context in ("format", "stand-alone")}


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
