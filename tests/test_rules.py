"""Every rule finds what its docstring promises, at its place, and nothing in the corrected counterpart."""

from __future__ import annotations

import inspect
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from factbook import rules, session
from factbook.project import Project
from factbook.report import Problem
from tests.helpers import ROOT
from tests.rules.overlay import RULES, base_project, expected, lay_over, lines_of

FIXTURES = sorted(path for path in RULES.glob("FB*/*") if path.is_dir())


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return base_project(tmp_path_factory.mktemp("rules") / "base")


@pytest.fixture(scope="session")
def site(project: Path) -> Path:
    """The base project, built as contributors build theirs."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(project / "mkdocs.yml")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "site"


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_exactly_these_findings(fixture: Path, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    of_site = rules.RULES[fixture.parent.name].scope in ("html", "site")
    undamaged = request.getfixturevalue("site" if of_site else "project")
    folder = lay_over(fixture, shutil.copytree(undamaged, tmp_path / "damaged", symlinks=True))
    problems = _check_site(folder, undamaged.parent) if of_site else session.check_content(Project.load(folder))
    assert lines_of(problems, folder) == expected(fixture, folder)


def _check_site(folder: Path, project: Path) -> list[Problem]:
    return session.check_site(folder, Project.load(project))


@pytest.mark.parametrize("code", sorted(rules.RULES))
def test_a_rule_has_fixtures(code: str) -> None:
    names = {path.name for path in FIXTURES if path.parent.name == code}
    assert {"bad", "good"} <= names
    bad = [RULES / code / name / "expected.txt" for name in names if name.startswith("bad")]
    assert all(f" {code} " in file.read_text("utf-8") for file in bad)
    assert not [name for name in names if name.startswith("good") and (RULES / code / name / "expected.txt").exists()]


@pytest.mark.parametrize("code", sorted(rules.RULES))
def test_a_rule_says_what_must_hold_and_shows_it(code: str) -> None:
    sentence, _, example = inspect.cleandoc(rules.RULES[code].doc).partition("\n\n")
    assert "must" in sentence.split()
    assert re.fullmatch(r"Bad: +\S.*\nGood: +\S.*", example)


def test_fixtures_are_of_rules_that_exist() -> None:
    assert {path.parent.name for path in FIXTURES} == set(rules.RULES)


def test_the_page_of_the_rules_is_current() -> None:
    page = (ROOT / "contributing/rules.md").read_text("utf-8")
    assert page == rules.as_markdown() + "\n", "Run: factbook rules --markdown > contributing/rules.md"
