"""How hard the pages are to read. `make reading` shows all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from factbook.check import readability, run_checks
from factbook.load.cache import Cache
from factbook.model.entries import Reading
from factbook.project import Project
from tests import documents
from tests.helpers import ROOT, copy_project

PROJECT = documents.project()
CODES = list(PROJECT.book.limits.reading)


@pytest.fixture(scope="module")
def scores() -> tuple[readability.Score, ...]:
    return readability.scores(PROJECT, Cache(None))


def test_every_page_is_plain(record_property: pytest.RecordProperty) -> None:
    found = run_checks.check_text(PROJECT)
    problems, scores = found.problems, found.scores
    for code in CODES:
        hardest, value = readability.ranked(PROJECT, scores, code)[-1]
        _, sentence = next(readability.hardest(PROJECT, hardest))
        record_property("reading", (hardest.path, code, value, sentence))
    assert problems == []


def test_each_page_is_measured_in_each_language_but_those_that_are_exempt(
    scores: tuple[readability.Score, ...],
) -> None:
    exempt = {path for path in PROJECT.pages if path == "market.md" or path.startswith("evidence/")}
    measured = {(score.path, score.code) for score in scores if score.value is not None}
    assert measured == {(path, code) for path in PROJECT.pages for code in CODES if path not in exempt}


def test_limits_are_of_languages_of_the_site_and_the_pages_have_one() -> None:
    assert PROJECT.book.source_language in CODES and set(CODES) <= set(PROJECT.book.languages)
    assert all(limit.at_most or limit.at_least for limit in PROJECT.book.limits.reading.values())


def test_a_hard_page_is_found_with_the_place_of_its_hardest_sentence(tmp_path: Path) -> None:
    copy_project(tmp_path)
    page = tmp_path / "docs/outlook.md"
    hard = "Neurodevelopmental comorbidities necessitate multidisciplinary pharmacotherapeutic individualization."
    lines = page.read_text("utf-8").split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith("## "))
    page.write_text("\n".join([*lines[:at], *[f"{hard}\n{{: .editorial }}\n"] * 9, *lines[at:]]), "utf-8")
    problems = run_checks.check_text(Project.load(tmp_path)).problems
    hard_ones = [found for found in problems if found.code == "FB320"]
    assert [(found.file, found.line) for found in hard_ones] == [("docs/outlook.md", at + 1)]
    assert f"docs/outlook.md:{at + 1} {hard}" in hard_ones[0].hint


def test_a_hard_claim_is_found_in_the_file_of_facts(scores: tuple[readability.Score, ...]) -> None:
    shown = [place.file for score in scores for place, _ in readability.hardest(PROJECT, score)]
    assert any(file.startswith("docs/_facts/facts/") for file in shown)


def test_the_hardest_sentences_have_places_that_are_there(scores: tuple[readability.Score, ...]) -> None:
    for score in scores:
        for place, _ in readability.hardest(PROJECT, score):
            assert len((ROOT / place.file).read_text("utf-8").split("\n")) >= place.line


def test_text_left_in_another_language_does_not_count(tmp_path: Path) -> None:
    copy_project(tmp_path)
    (tmp_path / "docs/_translations/es/outlook.po").unlink()
    project = Project.load(tmp_path)
    assert readability.text_of(project, "outlook.md", "en")[0]
    left = " ".join(readability.text_of(project, "outlook.md", "es")[0])
    assert "spasms" not in left and "Siguiente paso" not in left


def test_limits_work_both_ways() -> None:
    most, least = Reading(measure="x", at_most=8), Reading(measure="x", at_least=55)
    assert [readability.within(value, most) for value in (7.9, 8.1)] == [True, False]
    assert [readability.within(value, least) for value in (54.9, 55)] == [False, True]
    assert [readability.within(value, Reading(measure="x", at_least=0)) for value in (-0.1, 0)] == [False, True]


@pytest.mark.parametrize("measure", ["text_standard", "set_lang", "__name__", "no_such_measure"])
def test_what_gives_no_number_is_no_measure(measure: str) -> None:
    assert measure in readability.unusable("en", measure)
