"""The agreed words of a language: found in texts, and demanded of translations."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from factbook.cli.main import main
from factbook.load import tables
from factbook.load.files import Tree
from factbook.model.entries import Language
from factbook.translate import glossary
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
ENGLISH = Language(name="English", locale="en_US", endings=("s",))
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
    assert [term for term, _ in glossary.wanted(ENGLISH, SPANISH, source)] == found


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
    assert [term for term, _ in glossary.lacking(ENGLISH, SPANISH, "A glimmer itch is an itch.", target)] == lacking


@pytest.mark.parametrize("form", ["convulsión", "convulsio\u0301n"])
@pytest.mark.parametrize("target", ["Convulsión", "Convulsio\u0301n"])
def test_forms_are_compared_however_accents_are_encoded(form: str, target: str) -> None:
    language = Language(name="Español", locale="es_US", preferred={"fit": (form,)})
    assert not list(glossary.lacking(ENGLISH, language, "A fit.", target))


@pytest.mark.parametrize("preferred", [{}, {"c++ (x)": ("y",)}])
def test_any_words_can_be_terms_or_none(preferred: Mapping[str, tuple[str, ...]]) -> None:
    language = Language(name="Español", locale="es_US", preferred=preferred)
    assert dict(glossary.wanted(ENGLISH, language, "C++ (x) ")) == preferred


@pytest.mark.parametrize("preferred", [{"itch": []}, {"itch": [""]}, {"itch": "picor"}, ["itch"]])
def test_a_term_without_a_form_is_a_problem(base: Path, tmp_path: Path, preferred: Any) -> None:
    languages = yaml.safe_load((base / "docs/_facts/languages.yml").read_text("utf-8"))
    languages["es"]["preferred"] = preferred
    (tmp_path / "docs/_facts").mkdir(parents=True)
    (tmp_path / "docs/_facts/languages.yml").write_text(yaml.safe_dump(languages, allow_unicode=True), "utf-8")
    _, problems = tables.load(Tree(tmp_path))
    assert "FB106" in {problem.code for problem in problems if problem.file.endswith("languages.yml")}


def test_every_preferred_term_of_the_real_data_is_in_use() -> None:
    for code, bundle in documents.project().bundles.items():
        texts = [text.source for _, text, _ in documents.project().coverages[code].rows]
        used = {
            term
            for text in texts
            for term, _ in glossary.wanted(documents.project().book.languages["en"], bundle.language, text)
        }
        assert set(bundle.language.preferred) == used


# --- the command


def test_a_new_language_is_told_how_to_write(base: Path, tmp_path: Path) -> None:
    done = run(shutil.copytree(base, tmp_path / "site"), "translate", "new", "pt")
    assert done.exit_code == 0 and "How to write: Keep the calls.\n" in done.output
    assert "usted" not in done.output
