"""A problem of a built page is led back to the line that somebody wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from factbook.check import source_map
from factbook.model.problem import Problem
from factbook.page import segments
from factbook.project import Project
from tests.helpers import base_project, build


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = base_project(tmp_path_factory.mktemp("tracing") / "project")
    build(root)
    return Project.load(root)


def traced(project: Project, name: str, find: str, subject: str = "", message: str = "it must not be so") -> Problem:
    """The problem at the place of a text on a built page, which is about `subject`."""
    site = project.tree.root / "site"
    text = (site / name).read_text("utf-8")
    at = text.index(find)
    place = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    given = Problem(str(site / name), *place, "FB500", message, subject=subject)
    (found,) = source_map.to_sources([given], project, site, Path("site"))
    return found


def line_of(project: Project, problem: Problem) -> str:
    return project.tree.text(problem.file).splitlines()[problem.line - 1]


def test_a_text_of_a_page_is_found_in_the_page(project: Project) -> None:
    page = project.pages["care.md"]
    (*_, heading) = [piece for piece in segments.segments(page.pieces) if piece.kind == "heading"]
    found = traced(project, "care/index.html", f"{heading.text}<", heading.text)
    assert found.file == page.file and heading.text in line_of(project, found)
    assert "It is on the built page care/index.html, line" in found.hint


def test_a_translated_text_is_found_in_its_catalog(project: Project) -> None:
    catalog = project.bundles["es"].catalog("care.md")
    built = (project.tree.root / "site/es/care/index.html").read_text("utf-8")
    entry = next(entry for entry in catalog.entries.values() if f">{entry.text}<" in built)
    found = traced(project, "es/care/index.html", f"{entry.text}<", entry.text)
    assert (found.file, found.line) == (catalog.file, entry.line)


def test_messages_are_not_read(project: Project) -> None:
    first, *_ = (line for line in project.tree.text("docs/care.md").splitlines() if line.startswith("# "))
    told = f"the title must be another one, it is {first!r}"
    assert line_of(project, traced(project, "care/index.html", "<html", first)) == first
    assert traced(project, "care/index.html", "<html", message=told).line == 1


def test_a_text_is_found_however_its_lines_are_wrapped(tmp_path: Path) -> None:
    root = base_project(tmp_path / "project")
    with (root / "docs/care.md").open("a", encoding="utf-8") as page:
        page.write("\nThis page is\nabout care.\n{: .editorial }\n")
    given = Problem(str(root / "site/care/index.html"), 1, 1, "FB500", "no", subject="This page is about care.")
    project = Project.load(root)
    (found,) = source_map.to_sources([given], project, root / "site", Path("site"))
    assert line_of(project, found) == "This page is"


def test_a_dead_link_is_told_once(project: Project) -> None:
    site = project.tree.root / "site"

    def dead(name: str, address: str) -> Problem:
        return Problem(str(site / name), 1, 1, "FB512", f"{address!r} leads nowhere", subject=address)

    given = [dead("es/care/index.html", "no.es.md"), dead("care/index.html", "no.md"), dead("care/index.html", "so.md")]
    found = source_map.to_sources(given, project, site, Path("site"))
    assert [problem.subject for problem in found] == ["no.md", "so.md"]
    known = [Problem("docs/care.md", 1, 1, "FB318", "a link must lead to a page")]
    assert source_map.to_sources(given, project, site, Path("site"), known) == []
    other = [Problem("docs/care.md", 1, 1, "FB307", "a block must cite a fact")]
    assert source_map.to_sources(given, project, site, Path("site"), other) == found
    assert len(source_map.to_sources(given[:1], project, site, Path("site"))) == 1


def test_what_nobody_wrote_there_stands_at_the_head_of_the_page(project: Project) -> None:
    found = traced(project, "care/index.html", "<html")
    assert (found.file, found.line, found.col) == ("docs/care.md", 1, 1)


def test_a_page_of_no_source_is_named_as_it_will_be(project: Project) -> None:
    assert traced(project, "404.html", "<html").file == "site/404.html"


def test_a_problem_of_the_project_stays_where_it_is(project: Project) -> None:
    given = Problem("docs/care.md", 3, 1, "FB500", "it must not be so")
    assert source_map.to_sources([given], project, project.tree.root / "site", Path("site")) == [given]


def test_a_warning_is_left_out_where_a_gate_says_more(project: Project) -> None:
    warning = "Doc file 'care.es.md' contains a link 'none.es.md', but the target is not found."
    (found,) = source_map.warned([warning], project, [])
    assert (found.file, found.code) == ("docs/care.md", "FB520") and "'none.md'" in found.message
    assert list(source_map.warned([warning], project, [found])) == []
