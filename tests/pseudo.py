"""Pseudo languages: made from the original by rule, they show what real translations will do to pages.

Python knows no locales for them (CLDR's en_XA and ar_XB), so real ones are taken that the project does not have: one
with the letters of English, accented and 40 % longer, and one that runs from right to left, with letters, digits and
plurals of its own.
"""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polib
import yaml
from click.testing import CliRunner

from factbook.cli.main import main
from factbook.load.tables import FACTS
from factbook.project import Project
from factbook.translate.language import FOLDER

KEPT = re.compile(
    r"\{\{\s*term\('[^']*',\s*'|'\)\s*\}\}|\{\{.*?\}\}|\{[^{}]*\}|\]\([^)]*\)|<[^>]*>|`[^`]*`|[\w-]*\d[\w-]*"
)
"""What a translator leaves as it is: calls (but for the words of a term), placeholders, addresses, tags, code, and
names with digits in them."""
_WORD = re.compile(r"[^\W\d_]+")
_ACCENTED = str.maketrans("aeiouycnszAEIOUYCNSZ", "äéïöůýçñšžÅÉÎÖŨÝÇÑŠŽ")
_ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


@dataclass(frozen=True)
class Pseudo:
    """A pseudo language: `letters` writes a word of the original in it."""

    code: str
    locale: str
    letters: Callable[[str], str]

    def text(self, original: str) -> str:
        """The original in this language, with all that must be kept."""
        parts, at = [], 0
        for kept in [*KEPT.finditer(original), None]:
            end = kept.start() if kept else len(original)
            parts.append(_WORD.sub(lambda word: self.letters(word[0]), original[at:end]))
            parts.append(kept[0] if kept else "")
            at = kept.end() if kept else end
        return "".join(parts)


def accented(word: str) -> str:
    """Readable, with accents, and 40 % longer or more."""
    is_latin = word[-1] < "\u0250"  # such as no α, which is a word of its own
    return word.translate(_ACCENTED) + "ő" * math.ceil(0.4 * len(word)) * is_latin


def arabic(word: str) -> str:
    """Arabic letters, one for each letter of the original."""
    return "".join(_ARABIC[ord(letter.lower()) % len(_ARABIC)] for letter in word)


LONG = [Pseudo("mt", "mt_MT", accented), Pseudo("cy", "cy_GB", accented)]
RTL = [Pseudo("ar", "ar_EG", arabic), Pseudo("fa", "fa_IR", arabic)]


UNITS = ("second", "minute", "hour", "day", "week", "month", "year")


def free(among: list[Pseudo], project: Project) -> Pseudo:
    """The first one whose language the project does not have itself."""
    return next(pseudo for pseudo in among if pseudo.code not in project.book.languages)


def add(root: Path, pseudo: Pseudo, *, every: int = 1) -> None:
    """Adds the language to a project as contributors do, and translates every text, or every third …"""
    command = ["translate", "new", pseudo.code, "--locale", pseudo.locale, "--root", str(root)]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    book = Project.load(root).book
    words = book.languages[book.source_language].numerals
    numerals = {pseudo.text(word): [int(number) for number in numbers] for word, numbers in words.items()}
    with (root / FACTS / "languages.yml").open("a", encoding="utf-8") as file:  # the new language stands last
        own = {"numerals": numerals, "units": {unit: f"{{0}} {pseudo.text(unit)}" for unit in UNITS}}  # CLDR lacks some
        file.write(textwrap.indent(yaml.safe_dump(own, allow_unicode=True), "  "))
    for path in sorted((root / FOLDER / pseudo.code).rglob("*.po")):
        po = polib.pofile(str(path), wrapwidth=100)
        for entry in po[::every]:
            entry.msgstr = pseudo.text(entry.msgid)
        po.save()
