"""What stands in a segment that is left in the source language is in that language, to its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from factbook.project import Project
from factbook.render.page_functions import PageFunctions
from factbook.translate import damages
from factbook.translate.language import UI
from tests.helpers import base_project

CLAIM = "An itch often lasts {value}."


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return base_project(tmp_path_factory.mktemp("foreign") / "base")


def filled(root: Path, template: str, *, translated: bool) -> str:
    catalog = root / "docs/_translations/es/ui.po"
    before = catalog.read_text("utf-8")
    if not translated:
        catalog.write_text(before.replace('msgstr "Un picor suele durar {value}."', 'msgstr ""'), "utf-8")
    try:
        project = Project.load(root)
    finally:
        catalog.write_text(before, "utf-8")
    functions = PageFunctions(project.renderers["es"], project.pages["care.md"])
    text, held = functions.fill(template)
    assert held
    return "".join(held) + text


AROUND = "{{ foreign() }}{{ claims('itch-length') }} {{ fact('itch-length') }}{{ native() }} {{ fact('itch-age') }}"


@pytest.mark.parametrize("translated", [True, False])
def test_a_figure_after_a_claim_is_in_the_language_of_its_segment(root: Path, *, translated: bool) -> None:
    shown = filled(root, AROUND, translated=translated)
    assert shown.count("under 20 minutes</data>") == 2 and "minutos" not in shown
    assert "3 a 5 años</data>" in shown


def test_a_claim_that_is_not_translated_leaves_the_figures_after_it_alone(root: Path) -> None:
    shown = filled(root, "{{ claims('itch-length') }} {{ fact('itch-length') }}", translated=False)
    assert shown.count("under 20 minutes</data>") == 1 and shown.count("menos de 20 minutos</data>") == 1


def test_words_of_the_original_beside_a_translation_are_marked_as_such(root: Path) -> None:
    shown = filled(root, "{{ original('It <usually> begins') }} {{ fact('itch-age') }}", translated=True)
    assert '<span class="original" lang="en" dir="ltr" translate="no">It &lt;usually&gt; begins</span>' in shown
    assert "3 a 5 años</data>" in shown


def test_the_interface_has_one_name_and_is_judged_once(root: Path) -> None:
    project = Project.load(root)
    names = [name for name, _ in project.texts()]
    assert names == [UI, *project.pages]
    coverage = project.coverages["es"]
    judged = damages.damages.cache_info().misses
    renderer = project.renderers["es"]
    assert [renderer.text(text.source, text.context) for name, text, _ in coverage.rows if name == UI]
    assert damages.damages.cache_info().misses == judged
