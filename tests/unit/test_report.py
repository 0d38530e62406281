"""A problem is told in one way to people, to programs and to GitHub."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbook.check import report
from factbook.model import problem
from factbook.model.problem import ContentError, Problem

FIRST = Problem("docs/a.md", 3, 5, "FB304", "a fact must be known, 'x' is not", "Did you mean 'y'?")
WHOLE_FILE = Problem("docs/a.md", 0, 0, "FB112", "the file must be text")
LATER = Problem("docs/b.md", 12, 1, "FB101", "the file must be valid YAML")


def test_text_has_what_cannot_be_read_then_the_rest_by_place_and_the_count() -> None:
    assert report.as_text([LATER, FIRST, WHOLE_FILE]).split("\n") == [
        "docs/a.md:0:0 FB112 unsuitable-file: the file must be text",
        "docs/b.md:12:1 FB101 invalid-yaml: the file must be valid YAML",
        "docs/a.md:3:5 FB304 unknown-name: a fact must be known, 'x' is not",
        "    hint: Did you mean 'y'?",
        "3 problems in 2 files",
    ]


def test_one_problem_is_counted_as_one() -> None:
    assert report.as_text([LATER]).endswith("\n1 problem in 1 file")


def test_lines_are_sorted_as_numbers() -> None:
    second, tenth = Problem("a", 2, 1, "FB101", "m"), Problem("a", 10, 1, "FB101", "m")
    assert problem.ordered([tenth, second]) == [second, tenth]


def test_the_same_finding_is_shown_once() -> None:
    assert report.as_text([FIRST, FIRST]).count("FB304") == 1


def test_nothing_wrong_is_said_so_in_each_form() -> None:
    assert report.as_text([]) == "no problems"
    assert json.loads(report.as_json([])) == []
    assert report.as_github([]) == ""


def test_json_has_every_field() -> None:
    assert json.loads(report.as_json([FIRST])) == [
        {
            "file": "docs/a.md",
            "line": 3,
            "col": 5,
            "code": "FB304",
            "rule": "unknown-name",
            "message": FIRST.message,
            "hint": FIRST.hint,
        }
    ]


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (LATER, "::error file=docs/b.md,line=12,col=1,title=FB101 invalid-yaml::the file must be valid YAML"),
        (
            FIRST,
            "::error file=docs/a.md,line=3,col=5,title=FB304 unknown-name::"
            "a fact must be known, 'x' is not%0ADid you mean 'y'?",
        ),
        (WHOLE_FILE, "::error file=docs/a.md,line=1,col=1,title=FB112 unsuitable-file::the file must be text"),
        (
            Problem("a,b:c%.md", 1, 1, "FB101", "50% of: a, b\r\nc::d"),
            "::error file=a%2Cb%3Ac%25.md,line=1,col=1,title=FB101 invalid-yaml::50%25 of: a, b%0D%0Ac::d",
        ),
    ],
    ids=["plain", "hint", "whole file", "escapes"],
)
def test_github_gets_one_escaped_line(problem: Problem, line: str) -> None:
    assert report.as_github([problem]) == line


@given(st.lists(st.builds(Problem, st.text(), st.integers(0, 9), st.integers(0, 9), st.text(), st.text(), st.text())))
def test_no_text_can_break_out_of_a_form(problems: list[Problem]) -> None:
    shown = report.as_github(problems).split("\n") if problems else []
    assert len(shown) == len(set(problems)) == len(json.loads(report.as_json(problems)))
    assert all(line.startswith("::error file=") for line in shown)


def test_an_error_carries_its_problem() -> None:
    assert ContentError(FIRST).problem is FIRST and "FB304" in str(ContentError(FIRST))


def test_a_text_that_is_cut_says_that_it_goes_on() -> None:
    assert (report.cut("short", 5), report.cut("longer", 5)) == ("short", "long…")
    assert [report.counted(number, "file") for number in (0, 1, 2)] == ["0 files", "1 file", "2 files"]
