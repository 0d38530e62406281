"""The agreed words of a language: found in texts, demanded of translations, and listed for agencies."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from translate.storage.tbx import tbxfile

from factbook import loading, termlist, terms
from factbook.cli import main
from factbook.files import Tree
from factbook.model import Language
from factbook.project import Project
from tests import documents
from tests.helpers import base_project

PREFERRED = {
    "itch": ("picor", "comez"),
    "glimmer": ("destello",),
    "glimmer itch": ("picor crepuscular",),
    "home visits": ("visita",),
}
SETTINGS = {
    "preferred": {"glimmer itch": ["picor crepuscular"], "sales bulletin": ['boletín "de ventas"', "b, c"]},
    "forbidden": {"locura del anochecer": "picor crepuscular", "tú": "usted"},
    "style": ["Write as one speaks, & plainly.", "Say usted, not <i>tú</i>."],
}
SPANISH = Language(name="Español", locale="es_US", preferred=PREFERRED)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base project with agreed words."""
    root = base_project(tmp_path_factory.mktemp("terms") / "base")
    register = root / "docs/_facts/languages.yml"
    languages = yaml.safe_load(register.read_text("utf-8"))
    languages["en"]["style"] = ["Keep the calls."]
    languages["es"].update(SETTINGS)
    register.write_text(yaml.safe_dump(languages, allow_unicode=True, sort_keys=False), "utf-8")
    return root


@pytest.fixture(scope="module")
def project(base: Path) -> Project:
    return Project.load(base)


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--root", str(root)])


# --- terms in texts


@pytest.mark.parametrize(
    ("source", "found"),
    {
        "An itch.": ["itch"],
        "ITCHES itch, Itchs": ["itch"],
        "Two itchs": ["itch"],
        "itching, twitch, an-itch-like": ["itch"],
        "itching, twitch": [],
        "A **glimmer** *itch*": ["glimmer itch"],
        "Glimmer-itch and\nglimmer\nitchs": ["glimmer itch"],
        "A glimmer itch is an itch.": ["itch", "glimmer itch"],
        "a glimmer": ["glimmer"],
        "a home visit": ["home visits"],
        "no home": [],
        "See {{ cite('itch') }} {{ fact('itch-age') }}.": [],
        "See {{ term('rash', 'an itch') }}.": ["itch"],
        "See [there](itch.md#itch).": [],
        "See [the itch](there.md).": ["itch"],
    }.items(),
)
def test_a_term_is_found_as_a_whole_word_of_the_prose(source: str, found: list[str]) -> None:
    assert [term for term, _ in terms.wanted(SPANISH, source)] == found


@pytest.mark.parametrize(
    ("target", "lacking"),
    {
        "El picor crepuscular": [],
        "El PICOR Crepuscular": [],
        "Unas comezones": ["glimmer itch"],
        "Una molestia": ["itch", "glimmer itch"],
        "{{ cite('picor') }}": ["itch", "glimmer itch"],
        "{{ term('x', 'picor crepuscular') }}": [],
    }.items(),
)
def test_a_translation_must_hold_a_form_of_each_term(target: str, lacking: list[str]) -> None:
    assert [term for term, _ in terms.lacking(SPANISH, "A glimmer itch is an itch.", target)] == lacking


@pytest.mark.parametrize("form", ["convulsión", "convulsio\u0301n"])
@pytest.mark.parametrize("target", ["Convulsión", "Convulsio\u0301n"])
def test_forms_are_compared_however_accents_are_encoded(form: str, target: str) -> None:
    language = Language(name="Español", locale="es_US", preferred={"fit": (form,)})
    assert not list(terms.lacking(language, "A fit.", target))


@pytest.mark.parametrize("preferred", [{}, {"c++ (x)": ("y",)}])
def test_any_words_can_be_terms_or_none(preferred: Mapping[str, tuple[str, ...]]) -> None:
    language = Language(name="Español", locale="es_US", preferred=preferred)
    assert dict(terms.wanted(language, "C++ (x) ")) == preferred


@pytest.mark.parametrize("preferred", [{"itch": []}, {"itch": [""]}, {"itch": "picor"}, ["itch"]])
def test_a_term_without_a_form_is_a_problem(base: Path, tmp_path: Path, preferred: Any) -> None:
    languages = yaml.safe_load((base / "docs/_facts/languages.yml").read_text("utf-8"))
    languages["es"]["preferred"] = preferred
    (tmp_path / "docs/_facts").mkdir(parents=True)
    (tmp_path / "docs/_facts/languages.yml").write_text(yaml.safe_dump(languages, allow_unicode=True), "utf-8")
    _, problems = loading.load(Tree(tmp_path))
    assert "FB106" in {problem.code for problem in problems if problem.file.endswith("languages.yml")}


def test_every_preferred_term_of_the_real_data_is_in_use() -> None:
    for code, bundle in documents.project().bundles.items():
        texts = [text.source for _, text, _ in documents.project().standings[code].rows]
        used = {term for text in texts for term, _ in terms.wanted(bundle.language, text)}
        assert set(bundle.language.preferred) == used


# --- lists for agencies


def table(project: Project) -> tuple[list[str], dict[str, dict[str, str]]]:
    """The comments of the CSV, and its rows by term or, where they have none, by translation."""
    lines = list(csv.reader(termlist.as_csv(project, "es").splitlines()))
    comments = [line[0] for line in lines if line[0].startswith("# ")]
    head, *rows = lines[len(comments) :]
    return comments, {row[0] or row[3]: dict(zip(head, row, strict=True)) for row in rows}


def test_the_table_begins_with_how_to_write(project: Project) -> None:
    assert table(project)[0] == [f"# {line}" for line in ("Keep the calls.", *SETTINGS["style"])]


def test_the_table_has_each_term_with_all_that_is_agreed(project: Project) -> None:
    _, rows = table(project)
    assert rows["glimmer itch"] == {
        "term": "glimmer itch",
        "also": "; ".join(project.book.glossary["glimmer-itch"].names),
        "definition": "A mild itch of the elbows that comes at dusk.",
        "translation": "picor crepuscular",
        "definition translated": "Un picor leve de los codos que llega al anochecer.",
        "preferred": "picor crepuscular",
        "forbidden": "locura del anochecer",
    }
    assert set(rows) == {*(term.term for term in project.book.glossary.values()), "sales bulletin", "usted"}


def test_the_table_has_what_is_agreed_beyond_the_glossary(project: Project) -> None:
    _, rows = table(project)
    assert rows["sales bulletin"]["preferred"] == 'boletín "de ventas"; b, c'
    assert (rows["usted"]["term"], rows["usted"]["forbidden"]) == ("", "tú")


def tbx(project: Project) -> Any:
    return tbxfile.parsestring(termlist.as_tbx(project, "es"), "en", "es")


def test_tools_read_the_terms_and_their_status(project: Project) -> None:
    units = {unit.getid(): unit for unit in tbx(project).units}
    unit = units["term-glimmer-itch"]
    target = [(term.text, term.administrative_status) for term in unit.get_target_terms()]
    assert unit.source == "glimmer itch"
    assert target == [
        ("picor crepuscular", "preferredTerm-admn-sts"),
        ("locura del anochecer", "deprecatedTerm-admn-sts"),
    ]
    assert unit.getnotes("definition").splitlines() == [
        "A mild itch of the elbows that comes at dusk.",
        "Un picor leve de los codos que llega al anochecer.",
    ]
    assert units["preferred-sales-bulletin"].getnotes() == 'A translation must hold one of: boletín "de ventas", b, c'


def test_every_concept_has_an_id_of_its_own_that_xml_allows(project: Project) -> None:
    ids = [unit.xmlelement.get("id") for unit in tbx(project).units]
    assert len(ids) == len(set(ids)) == len(list(termlist.rows(project, "es")))
    assert all(re.fullmatch(r"[^\W\d][\w.-]*", name) for name in ids)


def test_text_in_the_exchange_file_is_escaped(project: Project) -> None:
    content = termlist.as_tbx(project, "es")
    assert "<p>Say usted, not &lt;i&gt;tú&lt;/i&gt;.</p>" in content
    assert [node.text for node in tbx(project).document.iter("p")][1:4] == ["Keep the calls.", *SETTINGS["style"]]


# --- the command


@pytest.mark.parametrize("style", ["csv", "tbx"])
def test_the_command_writes_what_it_shows(base: Path, project: Project, tmp_path: Path, style: str) -> None:
    shown = run(base, "translate", "terms", "es", "--format", style)
    written = run(base, "translate", "terms", "es", str(tmp_path / "terms"), "--format", style)
    assert (shown.exit_code, written.exit_code, written.output) == (0, 0, "")
    assert (tmp_path / "terms").read_text("utf-8") == shown.output == termlist.FORMATS[style](project, "es")


def test_a_language_that_is_not_translated_into_is_wrong_use(base: Path) -> None:
    done = run(base, "translate", "terms", "en")
    assert done.exit_code == 2 and "'en' is not a language to translate into" in done.output


def test_a_new_language_is_told_how_to_write(base: Path, tmp_path: Path) -> None:
    done = run(shutil.copytree(base, tmp_path / "site"), "translate", "new", "pt")
    assert done.exit_code == 0 and "How to write: Keep the calls.\n" in done.output
    assert "usted" not in done.output
