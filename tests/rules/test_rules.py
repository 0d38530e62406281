"""Every rule finds what its docstring promises, at its place, and nothing in the corrected counterpart."""

from __future__ import annotations

import inspect
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from factbook.check import registry, run_checks
from factbook.check.built_site import BuiltSite
from factbook.model.problem import Problem
from factbook.project import Project
from tests.helpers import ROOT, base_project, build
from tests.rules import cases
from tests.rules.cases import Case, lines_of

CASES = {file.stem: cases.load(file) for file in sorted(cases.FOLDER.glob("FB*.yml"))}
GATES = [code for code in CASES if registry.RULES[code].scope in ("html", "site")]
OF_GATES = [case for code in GATES for case in CASES[code]]
OF_CONTENT = [case for code in CASES if code not in GATES for case in CASES[code]]
ELSEWHERE = {code for code, rule in registry.RULES.items() if rule.scope in ("build", "publish")}
"""Rules that are applied by commands; these have tests of their own."""
WITH_TEMPLATES = {"FB115", "FB216", "FB320", "FB321"}
"""Rules of templates, or of pages as these make them. The others need none, and to read them takes most of the time."""
ALONE = {"FB408"}
"""Rules whose cases add a language, all of whose texts other rules would name."""


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
    build(base).rename(target)
    shutil.rmtree(target / "pagefind", ignore_errors=True)
    return target


def test_the_base_project_has_no_problem(project: Project, site: Path) -> None:
    assert run_checks.check_content(project) == run_checks.check_site(site, project) == []


@pytest.mark.parametrize("case", OF_CONTENT, ids=str)
def test_the_content_has_exactly_these_problems(case: Case, base: Path, tmp_path: Path) -> None:
    left_out = shutil.ignore_patterns() if case.code in WITH_TEMPLATES else shutil.ignore_patterns("overrides")
    folder = case.lay_over(shutil.copytree(base, tmp_path / "changed", ignore=left_out))
    assert lines_of(_content_problems(Project.load(folder), case.code), folder) == case.expected(folder)


def _content_problems(project: Project, code: str) -> Iterable[Problem]:
    scope = registry.RULES[code].scope
    if scope == "readability":
        return run_checks.check_text(project).problems
    found = run_checks.to_do(project) if scope == "translation" else run_checks.check_content(project)
    return (problem for problem in found if code not in ALONE or problem.code == code)


@pytest.mark.parametrize("case", OF_GATES, ids=str)
def test_the_gate_finds_exactly_these_problems(case: Case, site: Path, project: Project, tmp_path: Path) -> None:
    folder = case.lay_over(shutil.copytree(site, tmp_path / "changed"))
    assert lines_of(_gate_problems(BuiltSite.read(folder, project), case.code), folder) == case.expected(folder)


def _gate_problems(site: BuiltSite, code: str) -> Iterable[Problem]:
    gate = registry.RULES[code]
    if gate.scope == "site":
        return gate.problems(site)
    return [problem for page in site.pages.values() for problem in gate.problems(site, page)]


@pytest.mark.parametrize("code", GATES)
def test_no_site_is_judged_without_the_gate(code: str, site: Path, project: Project, tmp_path: Path) -> None:
    case = next(case for case in CASES[code] if case.name == "bad")
    folder = case.lay_over(shutil.copytree(site, tmp_path / "changed"))
    found = lines_of(run_checks.check_site(folder, project), folder)
    assert set(case.expected(folder)) <= set(found)


# --- the rules and their cases


def test_every_rule_has_cases_and_every_case_a_rule() -> None:
    assert set(CASES) == set(registry.RULES) - ELSEWHERE


@pytest.mark.parametrize("code", CASES)
def test_a_rule_has_cases_that_it_finds_and_one_that_is_right(code: str) -> None:
    names = [case.name for case in CASES[code]]
    assert {"bad", "good"} <= set(names) and len(set(names)) == len(names)
    for case in CASES[code]:
        assert (f" {code} " in case.expect) == case.name.startswith("bad")
        assert not case.expect or case.name.startswith("bad")


@pytest.mark.parametrize("code", sorted(registry.RULES))
def test_a_rule_says_what_must_hold_and_shows_it(code: str) -> None:
    sentence, _, example = inspect.cleandoc(registry.RULES[code].doc).partition("\n\n")
    assert "must" in sentence.partition(". ")[0].split()
    assert re.fullmatch(r"Bad: +\S.*\nGood: +\S.*", example)


def test_the_page_of_the_rules_is_current() -> None:
    page = (ROOT / "docs/_contributing/rules.md").read_text("utf-8")
    assert page == registry.as_text() + "\n", "Run: factbook rules > docs/_contributing/rules.md"


def test_examples_are_of_the_invented_condition(project: Project) -> None:
    """Every site has these rules, whatever it is about."""
    own, shown = Project.load(ROOT), registry.as_text()
    names = {*own.book.facts, *own.book.sources, *own.pages}
    invented = {*project.book.facts, *project.book.sources, *project.pages}
    terms = {term.term for term in own.book.glossary.values() if term.kind in ("condition", "drug", "gene")}
    wanted = (names - invented) | (terms - {term.term for term in project.book.glossary.values()})
    assert {name for name in wanted if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", shown)} == set()
