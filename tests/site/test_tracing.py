"""A problem of a built page is led back to the line that somebody wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from factbook import segments, tracing
from factbook.project import Project
from factbook.report import Problem
from tests.helpers import base_project, build


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = base_project(tmp_path_factory.mktemp("tracing") / "project")
    build(root)
    return Project.load(root)


def traced(project: Project, name: str, find: str, message: str = "it must not be so") -> Problem:
    """The problem at the place of a text on a built page."""
    site = project.tree.root / "site"
    text = (site / name).read_text("utf-8")
    at = text.index(find)
    place = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    (found,) = tracing.to_sources([Problem(str(site / name), *place, "FB500", message)], project, site, Path("site"))
    return found


def line_of(project: Project, problem: Problem) -> str:
    return project.tree.text(problem.file).splitlines()[problem.line - 1]


def test_a_text_of_a_page_is_found_in_the_page(project: Project) -> None:
    page = project.pages["care.md"]
    (*_, heading) = [piece for piece in segments.segments(page.pieces) if piece.kind == "heading"]
    found = traced(project, "care/index.html", f"{heading.text}<")
    assert found.file == page.file and heading.text in line_of(project, found)
    assert "It is on the built page care/index.html, line" in found.hint


def test_a_translated_text_is_found_in_its_catalog(project: Project) -> None:
    catalog = project.bundles["es"].catalog("care.md")
    built = (project.tree.root / "site/es/care/index.html").read_text("utf-8")
    entry = next(entry for entry in catalog.entries.values() if f">{entry.text}<" in built)
    found = traced(project, "es/care/index.html", f"{entry.text}<")
    assert (found.file, found.line) == (catalog.file, entry.line)


def test_what_a_message_quotes_comes_first(project: Project) -> None:
    first = next(line for line in project.tree.text("docs/care.md").splitlines() if line.startswith("# "))
    found = traced(project, "care/index.html", "<html", f"the title must be another one, it is {first!r}")
    assert line_of(project, found) == first


def test_what_nobody_wrote_there_stands_at_the_head_of_the_page(project: Project) -> None:
    found = traced(project, "care/index.html", "<html")
    assert (found.file, found.line, found.col) == ("docs/care.md", 1, 1)


def test_a_page_of_no_source_is_named_as_it_will_be(project: Project) -> None:
    assert traced(project, "404.html", "<html").file == "site/404.html"


def test_a_problem_of_the_project_stays_where_it_is(project: Project) -> None:
    given = Problem("docs/care.md", 3, 1, "FB500", "it must not be so")
    assert tracing.to_sources([given], project, project.tree.root / "site", Path("site")) == [given]


def test_a_warning_is_left_out_where_a_gate_says_more(project: Project) -> None:
    warning = "Doc file 'care.es.md' contains a link 'none.es.md', but the target is not found."
    (found,) = tracing.warned([warning], project, [])
    assert (found.file, found.code) == ("docs/care.md", "FB520") and "'none.md'" in found.message
    assert list(tracing.warned([warning], project, [found])) == []
