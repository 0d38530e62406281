"""Each code has a name, and each code that the engine uses is in the list of rules."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from factbook.check import registry, report, run_checks  # noqa: F401  (run_checks registers all rules)
from factbook.cli.main import main
from factbook.model.problem import NAMES, Problem
from tests.helpers import ROOT


def test_every_code_of_the_engine_is_in_the_list_of_rules() -> None:
    files = (ROOT / "hooks/factbook").rglob("*.py")
    used = {code for file in files for code in re.findall(r"\bFB\d{3}\b", file.read_text("utf-8"))}
    assert used == set(registry.RULES)
    shown = CliRunner().invoke(main, ["rules"]).output
    assert {code for code in used if f"{code} {NAMES[code]}\n" in shown} == used


def test_a_name_is_that_of_one_judgement() -> None:
    pairs = {frozenset(codes) for codes in (("FB306", "FB505"), ("FB307", "FB506"), ("FB318", "FB512"))}
    codes_of = {name: frozenset(code for code in NAMES if NAMES[code] == name) for name in NAMES.values()}
    assert {codes for codes in codes_of.values() if len(codes) > 1} == pairs
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in codes_of)


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        (report.as_text, "docs/x.md:3:1 FB306 unbound-figure: a figure must be bound"),
        (report.as_github, "title=FB306 unbound-figure::a figure must be bound"),
        (report.as_json, '"rule": "unbound-figure"'),
    ],
)
def test_reports_have_the_name_beside_the_code(style: report.Style, shown: str) -> None:
    assert shown in style([Problem("docs/x.md", 3, 1, "FB306", "a figure must be bound")])
