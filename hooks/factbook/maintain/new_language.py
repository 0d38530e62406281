"""Adding a language: its settings from CLDR, its PO files."""

from collections.abc import Mapping
from pathlib import Path

import polib

from ..load import tables
from ..locale import cldr
from ..project import Project
from ..translate import language
from .translation_update import update


def add_language(project: Project, code: str, locale: str, labels: Mapping[str, str]) -> list[Path]:
    """Adds a language: its entry in languages.yml, and its PO files with the labels that are known already.

    Raises ValueError where the code or the locale is not known to CLDR, or the language is there already.
    """
    if code in project.book.languages:
        raise ValueError(f"{code!r} is in languages.yml already")
    entry = tables.dump({code: language_entry(code, locale)})
    register = project.tree.root / tables.FACTS / "languages.yml"
    register.write_text(f"{register.read_text('utf-8-sig').rstrip()}\n{entry}", encoding="utf-8")
    fresh = Project.load(project.tree.root)
    written = [register, *update(fresh, code).files]
    fill_in(fresh, code, labels)
    return written


def language_entry(code: str, locale: str) -> dict[str, object]:
    """What languages.yml says of a new language, from CLDR. Raises ValueError where that does not know it."""
    if not cldr.fits(code, locale):
        raise ValueError(
            f"{locale!r} is not a locale that CLDR knows for {code!r}. For a language that it does not know: "
            f"--locale {cldr.NO_LOCALE}"
        )
    known = cldr.cldr_locale(locale)
    name = cldr.name_of(code, known)
    content = {"name": name[:1].upper() + name[1:], "locale": locale}
    direction = {"direction": "rtl"} if known.text_direction == "rtl" else {}
    digits = {"digits": own} if (own := cldr.native_digits(locale)) else {}
    return {**content, **direction, **digits, "minimum": 90}


def fill_in(project: Project, code: str, labels: Mapping[str, str]) -> None:
    """Puts known translations of labels, by their original, where a language has none yet."""
    path = project.tree.root / language.catalog_file(code, language.UI)
    po = polib.pofile(str(path), wrapwidth=100)
    for entry in po:
        if not entry.msgstr and (entry.msgctxt or "").startswith("label."):
            entry.msgstr = labels.get(entry.msgid, "")
    path.write_text(f"{po}\n", encoding="utf-8")
