"""A record of a review that cannot be read is none."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from factbook.check import run_checks
from factbook.maintain import translation_update
from factbook.project import Project
from tests.helpers import base_project


@pytest.mark.parametrize(("day", "counts"), [("2026-02-28", True), ("2026-02-31", False), ("2026-13-01", False)])
def test_a_day_that_is_none_makes_no_review(day: str, counts: bool, tmp_path: Path) -> None:
    project = Project.load(base_project(tmp_path / "project", templates=False))
    file = translation_update.record_review(project, "care.md", "es", by="N", role="tester", date=dt.date(2026, 2, 28))
    file.write_text(file.read_text("utf-8").replace("2026-02-28", day), "utf-8")
    loaded = Project.load(project.tree.root)
    assert run_checks.check_content(loaded) == [] and bool(loaded.coverages["es"].reviews) == counts
