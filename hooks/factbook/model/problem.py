"""A problem, its place, the hint to a slip of the pen, and the exception that carries it."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

NAMES: dict[str, str] = {}
"""The names of the rules by their codes, as reports print them beside these; `check.registry` enters them.

The first digit of a code says what it is about: 1 files, 2 data, 3 pages, 4 translations, 5 the built site, 6 the
published one. Where one judgement looks at both Markdown and built HTML, its two codes have one name.
"""
UNREADABLE = "FB1"
"""The first characters of the codes of rules on reading files."""


@dataclass(frozen=True, order=True)
class Problem:
    """One finding of one rule. Lines and columns count from 1; a line of 0 means the whole file.

    Its `str` is its entry in a report: `file:line:col CODE name: message`, and the hint on a line of its own.
    """

    file: str
    line: int
    col: int
    code: str
    message: str
    hint: str = field(default="", compare=False)
    subject: str = field(default="", compare=False)
    """The text, address or id that the problem is about. Reports do not print it; `source_map` looks for it."""

    @property
    def rule(self) -> str:
        """The name of the rule, such as "unbound-figure"; empty if no rule has the code."""
        return NAMES.get(self.code, "")

    @property
    def title(self) -> str:
        """The code and the name of the rule."""
        return f"{self.code} {self.rule}".rstrip()

    def __str__(self) -> str:
        said = f"{self.title}: {self.message}" if self.rule else f"{self.code} {self.message}"
        hint = f"\n    hint: {self.hint}" if self.hint else ""
        return f"{self.file}:{self.line}:{self.col} {said}{hint}"


class ContentError(Exception):
    """Raised for content that cannot be used; its problem goes into the report in place of a traceback."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Return each problem once, sorted by file, line, column and code; those of reading come first, as causes."""
    return sorted(set(problems), key=lambda row: (not row.code.startswith(UNREADABLE), row))


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a file: its path relative to the project, a line and a column, both from 1."""

    file: str
    line: int = 0
    col: int = 0
    subject: str = field(default="", compare=False)
    """The text, address or id at this position, where that is known."""

    def problem(self, code: str, message: str, hint: str = "") -> Problem:
        """Return a problem of a rule at this place."""
        return Problem(self.file, self.line, self.col, code, message, hint, self.subject)


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """A hint with the nearest known names, or with all of them where they are few."""
    names = sorted(known)
    near = difflib.get_close_matches(given, names, n=3, cutoff=0.6)
    if near:
        return "Did you mean " + " or ".join(map(repr, near)) + "?"
    return "Known: " + ", ".join(names) + "." if 0 < len(names) <= 25 else ""
