"""What commands tell translators, and those who keep the register: slips first, values, what a new edition lacks."""

from __future__ import annotations

import difflib
import hashlib
import json
import shutil
from pathlib import Path

import markdown
import polib
import pytest
from click.testing import CliRunner, Result
from selectolax.lexbor import LexborHTMLParser

from factbook.check import run_checks
from factbook.cli.main import main
from factbook.project import Project
from tests.helpers import base_project

BEGINS = "Suele empezar a la edad de {{ fact('itch-age') }}."


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = base_project(tmp_path_factory.mktemp("commands") / "base")
    run(root, "translate", "update")
    return root


@pytest.fixture
def root(base: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(base, tmp_path / "project"))


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--root", str(root)], env={"GITHUB_ACTIONS": ""}, catch_exceptions=False)


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    file.write_text(text.replace(old, new), "utf-8")


def catalog(root: Path, name: str) -> Path:
    return root / f"docs/_translations/es/{name}.po"


# -- what is published


def test_signs_of_a_translation_are_published_as_they_are_written(root: Path) -> None:
    replace(catalog(root, "care"), 'msgid "How long"\nmsgstr "Cuánto"', 'msgid "How long"\nmsgstr "Cuánto | dura"')
    replace(catalog(root, "index"), BEGINS, f"# {BEGINS} [y] más: > algo & más")
    project = Project.load(root)
    assert run_checks.check_content(project) == []
    extensions = ["abbr", "admonition", "attr_list", "def_list", "md_in_html", "tables", "toc"]
    pages = [project.rendered("es", project.pages[name]) for name in ("care.md", "index.md")]
    html = [page.restored(markdown.markdown(page.text, extensions=extensions)) for page in pages]
    care, index = map(LexborHTMLParser, html)
    assert [node.text() for node in care.css("th")] == ["Qué", "Cuánto | dura"]
    assert len(care.css("table td")) == 2
    (item,) = [node.text() for node in index.css("li") if "Suele empezar" in node.text()]
    assert item.startswith("# Suele empezar a la edad de ") and "[y] más: > algo & más" in item


# -- translate check


def test_slips_come_first_and_what_is_not_translated_is_a_line_for_each_file(root: Path) -> None:
    assert run(root, "translate", "check", "es").output.startswith("docs/_translations/es/care.po: 1 text to translate")
    replace(catalog(root, "index"), BEGINS, "Suele empezar.")
    for entry in (words := polib.pofile(str(catalog(root, "words")), wrapwidth=100)):
        entry.msgstr = ""
    words.save()
    told = run(root, "translate", "check", "es")
    lines = told.output.splitlines()
    assert told.exit_code == 1 and "FB402" in lines[0] and "FB403" not in lines[-2]
    left = f"docs/_translations/es/words.po: {len(words)} texts to translate"
    assert f"{left} (factbook translate check es --page words.md)" in lines
    assert sum("this one is missing" in line for line in lines) == 0


def test_a_page_is_listed_text_by_text(root: Path) -> None:
    told = run(root, "translate", "check", "es", "--page", "care.md")
    assert (
        told.exit_code == 1 and told.output.count("FB403") == 1 and "Original: This page names no cream" in told.output
    )
    sound = run(root, "translate", "check", "es", "--page", "index.md", "--page", "ui")
    assert sound.exit_code == 0 and sound.output.startswith("no problems")
    unknown = run(root, "translate", "check", "es", "--page", "caer.md")
    assert unknown.exit_code == 2 and "care.md" in unknown.output


def test_programs_get_every_text(root: Path) -> None:
    rows = json.loads(run(root, "translate", "check", "es", "--format", "json").output)
    assert [(row["file"], row["code"]) for row in rows] == [("docs/_translations/es/care.po", "FB403")]


# -- values beside placeholders


def comment(root: Path, name: str, source: str) -> str:
    (entry,) = [entry for entry in polib.pofile(str(catalog(root, name))) if entry.msgid.startswith(source)]
    return str(entry.comment)


def test_each_figure_stands_beside_its_text_as_the_language_has_it(root: Path) -> None:
    assert comment(root, "index", "It usually begins") == "item\nitch-age is: 3 a 5 años"
    assert comment(root, "ui", "An itch often lasts") == "fact itch-length claim\n{value} is: menos de 20 minutos"
    for code, placeholders in (("value", 0), ("when", 0)):
        for entry in polib.pofile(str(catalog(root, "ui"))):
            if (entry.msgctxt or "").startswith("fact.") and f"{{{code}}}" in entry.msgid:
                placeholders += 1
                assert f"{{{code}}} is: " in entry.comment
        assert placeholders


def test_a_changed_value_changes_its_comment_and_no_other_line(root: Path) -> None:
    before = catalog(root, "index").read_text("utf-8")
    replace(root / "docs/_facts/facts/itch.yml", "{from: 3, to: 5, unit: year}", "{from: 3, to: 6, unit: year}")
    assert run(root, "translate", "update", "es").exit_code == 0
    after = catalog(root, "index").read_text("utf-8")
    changed = [row for row in difflib.ndiff(before.splitlines(), after.splitlines()) if row[0] in "+-"]
    assert changed == ["- #. itch-age is: 3 a 5 años", "+ #. itch-age is: 3 a 6 años"]
    assert run(root, "translate", "update", "es").output == "es: nothing to change\n"


def test_a_language_that_cannot_say_it_gets_the_figure_all_the_same(root: Path) -> None:
    assert run(root, "translate", "new", "fr").exit_code == 0
    text = (root / "docs/_translations/fr/index.po").read_text("utf-8")
    assert "#. itch-age is: 3 to 5 years" in text  # "to" is a label, which nobody has translated yet


# -- a new edition of a document


def test_a_new_edition_is_one_command_that_names_what_it_does_not_prove(root: Path) -> None:
    document, register = root / "documents/leaflet.txt", root / "docs/_facts/sources.yml"
    before = register.read_text("utf-8")
    replace(document, "It usually begins between 3 and 5", "It mostly begins between 3 and 6")
    told = run(root, "source", "add", "leaflet", str(document))
    sha256 = hashlib.sha256(document.read_bytes()).hexdigest()
    changed = [
        row for row in difflib.ndiff(before.splitlines(), register.read_text("utf-8").splitlines()) if row[0] in "+-"
    ]
    assert told.exit_code == 0 and [row.split(":")[0] for row in changed] == ["-   sha256", "+   sha256"]
    assert sha256 in changed[1] and Project.load(root).book.fingerprints["leaflet"].sha256 == sha256
    named = [line.partition(" ")[0] for line in told.output.splitlines() if line.startswith("docs/_facts/facts/")]
    lost = {f"{row.file}:{row.line}" for row in run_checks.check_content(Project.load(root)) if row.code == "FB201"}
    assert named and set(named) == lost and "itch-age" in told.output


def test_an_edition_that_proves_all_names_nothing(root: Path) -> None:
    document = root / "documents/leaflet.txt"
    document.write_text(f"{document.read_text('utf-8')}\nSecond edition\n", "utf-8")
    told = run(root, "source", "add", "leaflet", str(document))
    assert told.exit_code == 0 and "not in" not in told.output and "mend `read`" in told.output
    assert run_checks.check_content(Project.load(root)) == []
