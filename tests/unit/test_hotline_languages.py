"""The language that the anchor of a telephone line names, also where CLDR's name of it has brackets."""

from __future__ import annotations

from pathlib import Path

import pytest

from factbook.check import registry, run_checks  # noqa: F401  (run_checks registers all rules)
from factbook.project import Project
from tests.helpers import base_project


@pytest.mark.parametrize(("language", "wrong"), [("hi_Latn", False), ("es", True)])
def test_a_name_with_brackets_is_a_text_and_no_pattern(tmp_path: Path, language: str, wrong: bool) -> None:
    root = base_project(tmp_path / "project", templates=False)
    file = root / "docs/_facts/hotlines.yml"
    text = file.read_text("utf-8").replace("in Spanish", "in Hindi (Latin)")
    file.write_text(text.replace("language: es", f"language: {language}"), "utf-8")
    found = registry.RULES["FB209"].problems(Project.load(root))
    assert [problem.line for problem in found] == ([9] if wrong else [])
