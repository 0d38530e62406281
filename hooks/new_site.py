"""Give a new site its languages: a task of copier.yml, run there with the locales, the one of its pages first."""

import sys
from pathlib import Path

import polib
import yaml

from factbook.load import tables
from factbook.locale.theme_words import theme_texts
from factbook.maintain import source_register, translation_update
from factbook.project import Project

KIT = Path(__file__).parents[1]
KEPT = ("numerals", "idioms", "own_things", "wording", "negations", "dictionary", "words", "small_words", "alphabet")
"""What a site has of the settings of a language that the kit has too."""


def write_languages(site: Path, locales: list[str]) -> None:
    """Write the settings of the languages, from CLDR and the kit. Raises ValueError if CLDR does not know a locale."""
    known = yaml.safe_load((KIT / tables.FACTS / "languages.yml").read_text("utf-8"))
    entries = {}
    for locale in locales:
        code = locale.partition("_")[0]
        if code in entries:
            raise ValueError(f"{code!r} must be given once: add {locale!r} later on, with factbook translate new")
        kept = {key: value for key, value in known.get(code, {}).items() if key in KEPT}
        entries[code] = {**translation_update.language_entry(code, locale), **kept}
    del entries[next(iter(entries))]["minimum"]
    with (site / tables.FACTS / "languages.yml").open("a", encoding="utf-8") as file:
        yaml.safe_dump(entries, file, allow_unicode=True, default_flow_style=None, sort_keys=False, width=120)


def write_catalogs(site: Path) -> None:
    """Write the PO files of each further language, with the labels that the theme or the kit has in it."""
    project = Project.load(site)
    for code in project.bundles:
        translation_update.update(project, code)
        file = KIT / f"docs/_translations/{code}/ui.po"
        known = polib.pofile(str(file)).translated_entries() if file.exists() else []
        ours = {entry.msgid: entry.msgstr for entry in known}
        translation_update.fill_in(project, code, {**theme_texts(project.book.source_language, code), **ours})


if __name__ == "__main__":
    try:
        write_languages(Path(), sys.argv[1:])
    except ValueError as error:
        sys.exit(str(error))
    source_register.add_source(Path(), "example", Path("documents/example.txt"))
    write_catalogs(Path())
