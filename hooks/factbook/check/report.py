"""Renderings of a report: text, JSON and GitHub's annotations.

All problems are collected and shown at once: nobody mends errors one build at a time.
"""

import io
import json
import sys
from collections.abc import Callable, Iterable

from ..model.problem import Problem, ordered

Style = Callable[[Iterable[Problem]], str]
_FIELDS = ("file", "line", "col", "code", "rule", "message", "hint")


def as_text(problems: Iterable[Problem]) -> str:
    """Return the report for people: the problems, then their number."""
    rows = ordered(problems)
    if not rows:
        return "no problems"
    files = len({row.file for row in rows})
    count = f"{counted(len(rows), 'problem')} in {counted(files, 'file')}"
    return "\n".join([*map(str, rows), count])


def show_all_languages() -> None:
    """Let output that takes letters of a few languages only, as to a file on Windows, have "?" for the others."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def counted(number: int, what: str) -> str:
    """Return a number with its noun: "1 file", "2 files"."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def cut(text: str, length: int) -> str:
    """Return a text cut to `length` characters, the last of which is then "…"."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


def as_notes(notes: Iterable[str]) -> str:
    """Return the lines for what people should know though it is no problem."""
    return "\n".join(f"note: {note}" for note in notes)


def as_json(problems: Iterable[Problem]) -> str:
    """Return a JSON array of objects: file, line, col, code, rule, message, hint."""
    rows = [{name: getattr(row, name) for name in _FIELDS} for row in ordered(problems)]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem], level: str = "error") -> str:
    """Return workflow commands that annotate the lines of a change; `level` is error or warning.

    Escaping: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
    """
    return "\n".join(_annotation(row, level) for row in ordered(problems))


def _annotation(row: Problem, level: str) -> str:
    place = f"file={_property(row.file)},line={max(row.line, 1)},col={max(row.col, 1)}"
    text = f"{row.message}\n{row.hint}" if row.hint else row.message
    return f"::{level} {place},title={_property(row.title)}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Style] = {"text": as_text, "json": as_json, "github": as_github}
