"""A list of dated facts is in the order of their dates, whichever of the two places a fact has its date in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import permutations

import pytest
from selectolax.lexbor import LexborHTMLParser

from factbook.project import Project
from factbook.render.page_functions import PageFunctions
from tests.helpers import base_project

DATES: dict[str, dict[str, dict[str, object]]] = {
    "over-years": {"when": {"from_year": 2019, "to_year": 2021}},
    "in-month": {"when": {"month": "2021-06"}},
    "on-day": {"value": {"date": "2021-06-04"}},
    "with-figure": {"value": {"percent": 12.5}, "when": {"month": "2022-01"}},
    "in-year": {"when": {"year": 2023}},
    "value-month": {"value": {"month": "2024-03"}},
}
"""In the order in which they must be shown: a month comes before a day in it."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = base_project(tmp_path_factory.mktemp("dates") / "site")
    evidence = [{"source": "leaflet", "anchor": "a mild itch of the elbows"}]
    facts = {name: {"claim": name, "evidence": evidence, **dated} for name, dated in DATES.items()}
    (root / "docs/_facts/facts/dates.yml").write_text(json.dumps(facts), "utf-8")
    project = Project.load(root)
    assert not project.problems, project.problems
    return project


def shown(project: Project, names: Sequence[str]) -> list[str]:
    render = project.renderers[project.book.source_language]
    made = PageFunctions(render, next(iter(project.pages.values()))).timeline(*names)
    return [item.text(deep=False) for item in LexborHTMLParser(made).css(".claim")]


@pytest.mark.parametrize("names", [tuple(reversed(DATES)), *list(permutations(DATES))[::97]])
def test_the_earliest_date_comes_first(project: Project, names: Sequence[str]) -> None:
    assert shown(project, names) == list(DATES)
