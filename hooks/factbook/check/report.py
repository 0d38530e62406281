"""One problem, all of them, and the ways to show them.

Everything wrong is collected and shown at once: nobody mends errors one build at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from ..model.problem import Problem, ordered


def as_text(problems: Iterable[Problem]) -> str:
    """The report a person reads: a problem a paragraph, then the count."""
    rows = ordered(problems)
    if not rows:
        return "no problems"
    files = len({row.file for row in rows})
    count = f"{counted(len(rows), 'problem')} in {counted(files, 'file')}"
    return "\n".join([*map(str, rows), count])


def counted(number: int, what: str) -> str:
    """A number with its noun: "1 file", "2 files"."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def cut(text: str, length: int) -> str:
    """A text for one line of a report; "…" says that it goes on."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


def as_notes(notes: Iterable[str]) -> str:
    """What a person should know though nothing is wrong."""
    return "\n".join(f"note: {note}" for note in notes)


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON array of objects with the fields of `Problem`."""
    return json.dumps([asdict(row) for row in ordered(problems)], ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem], level: str = "error") -> str:
    """Workflow commands that annotate the lines of a change; the level is error or warning.

    Escaping: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
    """
    return "\n".join(_annotation(row, level) for row in ordered(problems))


def _annotation(row: Problem, level: str) -> str:
    place = f"file={_property(row.file)},line={max(row.line, 1)},col={max(row.col, 1)}"
    text = f"{row.message}\n{row.hint}" if row.hint else row.message
    return f"::{level} {place},title={_property(row.code)}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS = {"text": as_text, "json": as_json, "github": as_github}
