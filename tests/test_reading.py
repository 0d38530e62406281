"""How hard the pages are to read. `python -m tests.reading` shows all of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from factbook.model import Reading
from factbook.project import Project
from tests import reading
from tests.helpers import ROOT, copy_project

PROJECT = Project.load(ROOT)
CODES = list(PROJECT.book.limits.reading)


@pytest.mark.parametrize("code", CODES)
def test_every_page_is_plain(code: str, record_property: pytest.RecordProperty) -> None:
    found = reading.scores(PROJECT, code)
    easiest_first = PROJECT.book.limits.reading[code].at_most is not None
    worst = sorted(found, key=lambda score: score.value, reverse=easiest_first)[0]
    record_property("reading", (worst.path, code, worst.value, worst.hardest[0]))
    assert [(score.path, score.value, score.hardest) for score in found if not score.within] == []


def test_every_language_has_its_limit() -> None:
    assert set(CODES) == set(PROJECT.book.languages)
    assert all(limit.at_most or limit.at_least for limit in PROJECT.book.limits.reading.values())


def test_a_hard_page_is_found_with_the_place_of_its_hardest_sentence(tmp_path: Path) -> None:
    copy_project(tmp_path)
    page = tmp_path / "docs/outlook.md"
    hard = "Neurodevelopmental comorbidities necessitate multidisciplinary pharmacotherapeutic individualization."
    lines = page.read_text("utf-8").split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith("## "))
    page.write_text("\n".join([*lines[:at], *[f"{hard}\n"] * 9, *lines[at:]]), "utf-8")
    score = next(found for found in reading.scores(Project.load(tmp_path), "en") if found.path == "outlook.md")
    assert not score.within
    assert score.hardest[0] == f"docs/outlook.md:{at + 1} {hard}"


@pytest.mark.parametrize("code", CODES)
def test_the_hardest_sentences_have_places_that_are_there(code: str) -> None:
    for score in reading.scores(PROJECT, code):
        for row in score.hardest:
            file, line = re.match(r"(\S+):(\d+) ", row).groups()  # type: ignore[union-attr]
            assert len((ROOT / file).read_text("utf-8").split("\n")) >= int(line)


def test_limits_work_both_ways() -> None:
    most, least = Reading(measure="x", at_most=8), Reading(measure="x", at_least=55)
    assert [reading.within(value, most) for value in (7.9, 8.1)] == [True, False]
    assert [reading.within(value, least) for value in (54.9, 55)] == [False, True]
