"""A language that readers are offered does not vanish unseen."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from factbook.check import run_checks
from factbook.maintain import diagnosis, project_diff
from factbook.maintain.site_items import Kind
from factbook.project import Project
from tests.helpers import base_project, commit_all, run_build

LANGUAGES, CARE = "docs/_facts/languages.yml", "docs/care.md"


def change(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text("utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project in which one word of the box that tells readers to act is new."""
    folder = base_project(tmp_path / "project")
    assert run_checks.withdrawn(Project.load(folder)) == []
    commit_all(folder)
    change(folder, CARE, "What to do now", "What to do today")
    return folder


def test_the_texts_are_named_first_of_all(root: Path) -> None:
    project = Project.load(root)
    (problem,) = run_checks.withdrawn(project)
    assert problem.code == "FB445" and "What to do today" in problem.message and "offered: false" in problem.hint
    assert "es IS NOT OFFERED" in diagnosis.in_a_line(project)
    assert "language    es: NOT OFFERED to readers, " in diagnosis.as_text(project, dt.date(2026, 6, 1), "", "")
    first = next(project_diff.changes(root, "HEAD"))
    assert first.kind is Kind.LANGUAGES and first.new and "What to do today" in first.new.text


@pytest.mark.site
def test_such_a_site_is_built_to_look_at_and_not_to_be_published(root: Path) -> None:
    change(root, "mkdocs.yml", "site_url: https://glimmer.example/guide/", "site_url: !ENV SITE_URL")
    looked_at = run_build(root, SITE_URL="http://127.0.0.1:8000/")
    assert looked_at.returncode == 0 and "NOT OFFERED" in looked_at.stderr and "FB445" in looked_at.stderr
    published = run_build(root, SITE_URL="https://guide.example/")
    assert published.returncode != 0 and "FB445 withdrawn-language" in published.stderr
    change(root, LANGUAGES, "  minimum: 90", "  minimum: 90\n  offered: false")
    told = run_build(root, SITE_URL="https://guide.example/")
    assert told.returncode == 0 and "NOT OFFERED" not in told.stderr, told.stderr


def test_a_language_that_must_be_offered_may_not_fall_below_its_minimum(root: Path) -> None:
    change(root, CARE, "What to do today", "What to do now")
    change(root, LANGUAGES, "  minimum: 90", "  minimum: 90\n  offered: true")
    (root / "docs/_translations/es/care.po").unlink()
    assert run_checks.withdrawn(Project.load(root))
    change(root, LANGUAGES, "  offered: true", "")
    change(root, CARE, "!!! act-now", "!!! note")
    assert run_checks.withdrawn(Project.load(root)) == [], "it was never said to be offered"
