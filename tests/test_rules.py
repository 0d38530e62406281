"""Every rule finds what its docstring promises, at its place, and nothing in the corrected counterpart."""

from __future__ import annotations

import inspect
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from factbook.check import registry, run_checks
from factbook.model.problem import Problem
from factbook.project import Project
from tests.helpers import ROOT
from tests.rules.overlay import RULES, base_project, expected, lay_over, lines_of

FIXTURES = sorted(path for path in RULES.glob("FB*/*") if path.is_dir())
OF_SITES = [path for path in FIXTURES if registry.RULES[path.parent.name].scope in ("html", "site")]
ELSEWHERE = {code for code, rule in registry.RULES.items() if rule.scope in ("build", "publish")}
"""Rules that are applied by commands; these have tests of their own."""
OF_CONTENT = [path for path in FIXTURES if path not in OF_SITES]


def _name(fixture: Path) -> str:
    return f"{fixture.parent.name}-{fixture.name}"


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return base_project(tmp_path_factory.mktemp("rules") / "base")


@pytest.fixture(scope="session")
def project(base: Path) -> Project:
    return Project.load(base)


@pytest.fixture(scope="session")
def site(base: Path) -> Path:
    """The base project, built as contributors build theirs, without the search index, which no rule reads."""
    target = base.parent / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(base / "mkdocs.yml"), "-d", str(target)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    shutil.rmtree(target / "pagefind", ignore_errors=True)
    return target


def test_the_base_project_has_no_problem(project: Project, site: Path) -> None:
    assert run_checks.check_content(project) == run_checks.check_site(site, project) == []


@pytest.mark.parametrize("fixture", OF_CONTENT, ids=_name)
def test_content_has_exactly_these_problems(fixture: Path, base: Path, tmp_path: Path) -> None:
    folder = lay_over(fixture, shutil.copytree(base, tmp_path / "damaged"))
    assert lines_of(_content_problems(folder, fixture.parent.name), folder) == expected(fixture, folder)


def _content_problems(folder: Path, code: str) -> list[Problem]:
    project = Project.load(folder)
    scope = registry.RULES[code].scope
    if scope == "readability":
        return run_checks.check_text(project).problems
    return run_checks.to_do(project) if scope == "translation" else run_checks.check_content(project)


@pytest.mark.parametrize("fixture", OF_SITES, ids=_name)
def test_built_html_has_exactly_these_problems(fixture: Path, site: Path, project: Project, tmp_path: Path) -> None:
    folder = lay_over(fixture, shutil.copytree(site, tmp_path / "damaged"))
    assert lines_of(run_checks.check_site(folder, project), folder) == expected(fixture, folder)


@pytest.mark.parametrize("code", sorted(registry.RULES.keys() - ELSEWHERE))
def test_a_rule_has_fixtures_that_it_finds_and_one_that_is_right(code: str) -> None:
    stated = {path.name: path / "expected.txt" for path in FIXTURES if path.parent.name == code}
    assert {"bad", "good"} <= set(stated)
    for name, file in stated.items():
        assert file.exists() == name.startswith("bad")
        assert not file.exists() or f" {code} " in file.read_text("utf-8")


@pytest.mark.parametrize("code", sorted(registry.RULES))
def test_a_rule_says_what_must_hold_and_shows_it(code: str) -> None:
    sentence, _, example = inspect.cleandoc(registry.RULES[code].doc).partition("\n\n")
    assert "must" in sentence.partition(". ")[0].split()
    assert re.fullmatch(r"Bad: +\S.*\nGood: +\S.*", example)


def test_fixtures_are_of_rules_that_exist() -> None:
    assert {path.parent.name for path in FIXTURES} == set(registry.RULES) - ELSEWHERE


def test_the_page_of_the_rules_is_current() -> None:
    page = (ROOT / "docs/_contributing/rules.md").read_text("utf-8")
    assert page == registry.as_markdown() + "\n", "Run: factbook rules --markdown > docs/_contributing/rules.md"


def test_examples_are_of_the_invented_condition(project: Project) -> None:
    """Every site has these rules, whatever it is about."""
    own, shown = Project.load(ROOT), registry.as_text()
    names = {*own.book.facts, *own.book.sources, *own.pages}
    invented = {*project.book.facts, *project.book.sources, *project.pages}
    terms = {term.term for term in own.book.glossary.values() if term.kind in ("condition", "drug", "gene")}
    wanted = (names - invented) | (terms - {term.term for term in project.book.glossary.values()})
    assert {name for name in wanted if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", shown)} == set()
