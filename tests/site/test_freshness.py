"""What was read long ago is reported, and a site is told in figures."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from factbook.check import audit, readability
from factbook.cli import main
from factbook.project import Project
from factbook.publish import summary
from tests.helpers import base_project, build


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project.load(base_project(tmp_path_factory.mktemp("freshness") / "project"))


def stale(project: Project, days: int) -> list[str]:
    first = min(source.read for source in project.book.sources.values())
    return [str(row) for row in audit.stale(project.book, first + dt.timedelta(days=days), 365)]


def test_what_was_read_within_the_year_is_fresh(project: Project) -> None:
    assert stale(project, 365) == []


def test_what_is_older_is_named_with_its_place_and_age(project: Project) -> None:
    rows = stale(project, 366)
    assert any(row.startswith("docs/_facts/sources.yml:") and "366 days ago" in row for row in rows)
    assert any(row.startswith("docs/_facts/hotlines.yml:") for row in rows)


def test_the_command_fails_when_something_is_to_be_looked_at(project: Project) -> None:
    root = ["--root", str(project.tree.root)]
    register = project.tree.root / "docs/_facts/sources.yml"
    register.write_text(re.sub(r"read: .*", "read: 2026-01-31", register.read_text("utf-8")), "utf-8")
    assert CliRunner().invoke(main.main, ["freshness", "--days", "36500", *root]).exit_code == 0
    done = CliRunner().invoke(main.main, ["freshness", "--days", "1", *root])
    assert done.exit_code == 1 and "FB602" in done.output


def test_the_summary_has_what_a_reviewer_asks_first(project: Project) -> None:
    site = build(project.tree.root)
    rows = dict(line.strip("| ").split(" | ") for line in summary.as_markdown(project, site).splitlines()[2:])
    assert (
        rows["Facts"] == str(len(project.book.facts))
        and rows["Translated: es"] == f"{project.coverages['es'].percent} %"
    )
    assert rows["Pages"] == f"{len(project.pages)} × 2 languages"
    assert rows["Files"].split(",")[0].isdigit()
    limits = project.book.limits
    weight, requests = rows["Heaviest first visit, gzip"], rows["Most files of a first visit"]
    assert re.fullmatch(rf"[1-9]\d*\.\d of {limits.page_kilobytes} KB: \S+\.html", weight)
    assert re.fullmatch(rf"[1-9]\d* of {limits.page_requests}: \S+\.html", requests)
    for code, wanted in limits.reading.items():
        assert rows[f"Reading: {code}"].endswith(f"({readability.limit(wanted)})")


def test_the_summary_needs_no_site(project: Project) -> None:
    done = CliRunner().invoke(main.main, ["summary", "--root", str(project.tree.root)])
    assert done.exit_code == 0 and "Heaviest" not in done.output


def test_preview_languages_are_told_from_the_others(tmp_path: Path) -> None:
    folder = base_project(tmp_path / "project")
    languages = folder / "docs/_facts/languages.yml"
    languages.write_text(languages.read_text("utf-8") + "pl:\n  name: Polski\n  locale: pl\n  minimum: 80\n", "utf-8")
    assert "| Translated: pl | 0 % (preview only, minimum 80 %) |" in summary.as_markdown(Project.load(folder), None)
