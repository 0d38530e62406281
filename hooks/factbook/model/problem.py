"""One problem, where it stands, and the exception that carries it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

UNREADABLE = "FB1"
"""How the codes of rules on reading begin."""


@dataclass(frozen=True, order=True)
class Problem:
    """One finding of one rule. Lines and columns count from 1; a line of 0 means the whole file."""

    file: str
    line: int
    col: int
    code: str
    message: str
    hint: str = field(default="", compare=False)

    def __str__(self) -> str:
        hint = f"\n    hint: {self.hint}" if self.hint else ""
        return f"{self.file}:{self.line}:{self.col} {self.code} {self.message}{hint}"


class ContentError(Exception):
    """Content that cannot be used, carried to the report as a problem and never shown as a traceback."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once: first what cannot be read, for the rest may come of it; by file, line, column and code."""
    return sorted(set(problems), key=lambda row: (not row.code.startswith(UNREADABLE), row))


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file relative to the project, a line and a column, both from 1."""

    file: str
    line: int = 0
    col: int = 0
