"""Names of telephone lines that have figures in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from factbook.check.built_page import BuiltPage
from factbook.check.built_site import BuiltSite
from factbook.check.registry import RULES
from factbook.check.run_checks import check_site  # noqa: F401  (it registers the rules)
from factbook.project import Project
from tests.helpers import base_project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = base_project(tmp_path_factory.mktemp("names") / "project")
    file = root / "docs/_facts/hotlines.yml"
    file.write_text(
        file.read_text("utf-8").replace("name: Elbow Circle", "name: Line 3114\n  abbreviation: L31"), "utf-8"
    )
    return Project.load(root)


def unbound(project: Project, html: str) -> list[str]:
    code = project.book.source_language
    text = f"<html lang='{code}'><body><main>{html}</main></body></html>"
    page = BuiltPage("x.html", "x/", lambda: text, code, next(iter(project.pages.values())))
    return [problem.message for problem in RULES["FB505"].problems(BuiltSite(Path("site"), project), page)]


def test_a_figure_in_the_name_of_a_line_is_no_fact(project: Project) -> None:
    shown = str(project.renderers[project.book.source_language].phone_list())
    assert "Line 3114 (L31)" in shown and unbound(project, shown) == []


@pytest.mark.parametrize("html", ["<p>Line 3114 helps</p>", '<p class="who">Line 3115</p>', '<p class="who">31</p>'])
def test_nor_does_it_vouch_for_another_figure(project: Project, html: str) -> None:
    assert len(unbound(project, html)) == 1
