"""The cases of the rules: `FB203.yml` has those of FB203, each a change of the base project, or of its built site.

- `files`: path → the whole file; `bytes`: the same in hex, for what is not text;
- `replace`: path → pairs of old and new text; the old text must stand in the file exactly once;
- `remove`: paths; `symlink`: path → target; `size`: path → bytes to fill the file up to; `noise`: path → bytes that no
  compression makes fewer; `history`: paths of files that were committed once and are gone;
- `expect`: the exact findings, `file:line:col CODE message`, one a line. In built HTML, whose lines move with every
  change of a template, `{some text}` may stand for the line and column at which this text first stands in the file.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from factbook.model.problem import Problem, ordered
from tests.helpers import commit_all, write_tree

FOLDER = Path(__file__).parent
_TEXT_FOR_PLACE = re.compile(r"^([^:]+):\{(.+?)\} (FB\d+)")


@dataclass(frozen=True)
class Case:
    """One case of a rule."""

    code: str
    name: str
    expect: str
    files: dict[str, str] = field(default_factory=dict)
    bytes: dict[str, str] = field(default_factory=dict)
    replace: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    remove: list[str] = field(default_factory=list)
    symlink: dict[str, str] = field(default_factory=dict)
    size: dict[str, int] = field(default_factory=dict)
    noise: dict[str, int] = field(default_factory=dict)
    history: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.code}-{self.name}"

    def lay_over(self, folder: Path) -> Path:
        """Changes a project or a site, and returns its folder."""
        write_tree(folder, self.files | {path: bytes.fromhex(given) for path, given in self.bytes.items()})
        for path, pairs in self.replace.items():
            for old, new in pairs:
                _replace(folder / path, old, new)
        for path in self.remove:
            _remove(folder / path)
        for path, target in self.symlink.items():
            (folder / path).unlink(missing_ok=True)
            (folder / path).symlink_to(target)
        for path, size in self.size.items():
            (folder / path).write_text((folder / path).read_text("utf-8").ljust(size), "utf-8")
        for path, size in self.noise.items():
            (folder / path).write_bytes(random.Random(size).randbytes(size))
        if self.history:
            write_tree(folder, dict.fromkeys(self.history, "gone"))
            commit_all(folder)
            for path in self.history:
                _remove(folder / path)
            commit_all(folder)
        return folder

    def expected(self, folder: Path) -> list[str]:
        """The findings that the case states, at their places in the changed folder."""
        return [_placed(line, folder) for line in self.expect.splitlines()]


def load(file: Path) -> list[Case]:
    """The cases of the rule that the file is named after."""
    return [Case(file.stem, **given) for given in yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)]


def lines_of(problems: Iterable[Problem], folder: Path) -> list[str]:
    """The findings as `expect` has them, files relative to the folder."""
    lines = (f"{row.file}:{row.line}:{row.col} {row.code} {row.message}" for row in ordered(problems))
    return [line.removeprefix(f"{folder}/") for line in lines]


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} must stand in {file.name} once, it stands there {text.count(old)} times"
    file.write_text(text.replace(old, new), "utf-8")


def _remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def _placed(line: str, folder: Path) -> str:
    if not (found := _TEXT_FOR_PLACE.match(line)):
        return line
    text = (folder / found[1]).read_text("utf-8")
    at = text.index(found[2])
    place = f"{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"
    return f"{found[1]}:{place} {line[found.start(3) :]}"
