"""Locales, units and digits by CLDR."""

import pickle
import re
from collections.abc import Iterator
from copy import copy, deepcopy
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import babel
from babel import localedata
from babel.core import get_global

from ..model.entries import Language
from ..model.values import LENGTHS


def measured(number: Decimal, unit: str, locale: babel.Locale) -> str:
    """Return the pattern of a number of months, milligrams …: "{0} months", or one word where it says the number.

    Lengths of time are written out, other units are symbols. Babel's `format_unit` takes no range.
    """
    name, plural = IDS.get(unit, ""), locale.plural_form(abs(number))
    forms, names = locale._data["unit_patterns"].get(name, {}), locale.unit_display_names.get(name, {})
    for length in _lengths(unit):
        if found := forms.get(length, {}).get(plural):
            return str(found)
        if length in names:
            return f"{{0}} {names[length]}"
    return f"{{0}} {unit}"


def _lengths(unit: str) -> tuple[str, ...]:
    return ("long", "short", "narrow") if unit in LENGTHS else ("short", "narrow")


def per(unit: str, locale: babel.Locale) -> str:
    """Return the pattern of what is said for each unit: "{0} per day", "{0}/kg"."""
    forms = locale._data["unit_patterns"].get(IDS.get(unit), {})
    found = (forms.get(length, {}).get("per") for length in _lengths(unit))
    return next((str(pattern) for pattern in found if pattern), f"{{0}}/{unit}")


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


def parsed(name: str, sep: str = "-") -> babel.Locale | None:
    """Return the locale of a language tag (BCP 47), such as zh-Hant, or None if CLDR has none."""
    try:
        return babel.Locale.parse(name, sep=sep)
    except (ValueError, babel.UnknownLocaleError):
        return None


def fits(tag: str, locale: str) -> bool:
    """Return whether CLDR has a locale, and it is of the language, script and country that a tag names."""
    found, wanted = parsed(locale, "_"), parsed(tag)
    if not found or not wanted:  # a language that CLDR does not know has the locale of none
        return found is not None and locale == NO_LOCALE
    same_country = wanted.territory in (None, found.territory)
    return found.language == wanted.language and _script(found) == _script(wanted) and same_country


NO_LOCALE = "root"
"""What CLDR has for all languages: figures without words."""


def known_as(tag: str) -> Iterator[str]:
    """Yield the tags under which programs may know a language, the nearest first: zh-Hans-SG, zh-Hans, zh-SG, zh."""
    yield tag
    if locale := parsed(tag):
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
    name, known = locale.languages.get(tag.replace("-", "_")), parsed(tag)
    return str(name or (known and known.get_display_name(locale)) or tag)


IDS = {
    "mg": "mass-milligram", "g": "mass-gram", "ug": "mass-microgram", "kg": "mass-kilogram", "mL": "volume-milliliter",
    "L": "volume-liter", "mm": "length-millimeter", "cm": "length-centimeter", "m": "length-meter",
    "m2": "area-square-meter", "Cel": "temperature-celsius", "degF": "temperature-fahrenheit",
    "lb": "mass-pound", "oz": "mass-ounce", "mmHg": "pressure-millimeter-ofhg", "kcal": "energy-kilocalorie",
    "Hz": "frequency-hertz", "percent": "concentr-percent", **{unit: f"duration-{unit}" for unit in LENGTHS},
}  # fmt: skip
"""CLDR's names of units. It has none for IU."""


FALLBACK = babel.Locale.parse("en")
"""What stands for a locale that CLDR does not know, and has signs for all currencies."""


@cache
def cldr_locale(name: str) -> babel.Locale:
    """Return the locale of this name, or a fallback if CLDR has none: rule FB214 reports it."""
    return _apart(parsed(name, "_") or FALLBACK)


def _apart(locale: babel.Locale) -> babel.Locale:
    """Give a locale data of its own. Else Babel writes what it finds for one into what others inherit: the months of
    one language became those of another.
    """
    data: Any = deepcopy(localedata.load(str(locale)))
    vars(locale)["_Locale__data"] = localedata.LocaleDataDict(data)
    return locale


def locale_of(language: Language) -> babel.Locale:
    """Return the locale of a language of the site, with the site's own names of months where it gives them."""
    locale, names = cldr_locale(language.locale), dict(enumerate(language.months, 1))
    if names:
        locale = _apart(copy(locale))
        locale._data["months"] = dict.fromkeys(("format", "stand-alone"), dict.fromkeys(("wide", "abbreviated"), names))
    return locale


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
