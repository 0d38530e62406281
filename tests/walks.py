"""Walking a guide: what its code blocks say, done in a copy of the project, in their order.

- A block of `sh` is run line by line. Each section (##) begins in the project's folder.
- A block of another kind is put into the file that the sentence before it names last, if that sentence ends in a
  colon: added to its end, or, where its first line is there already, laid over the lines below that.

Everything is as on a newcomer's computer but that `.venv` is this one, linked, to save setting it up.
"""

from __future__ import annotations

import compileall
import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.helpers import ROOT, made_once

_BLOCK = re.compile(
    r"^(?P<indent> *)```(?P<kind>\w+)\n(?P<text>.*?)^(?P=indent)```$|^## (?P<section>[^\n]+)$", re.M | re.S
)
_FILE = re.compile(r"`([^`\s]+\.(?:yml|md|txt))`")
_MAKE = """#!/bin/sh
[ -e .venv ] || { cp -RP "$VENV_TO_LINK" .venv && touch .venv/.site .venv/.test .venv/.fork; }
exec "$REAL_MAKE" "$@"
"""


@dataclass(frozen=True)
class Step:
    """The begin of a section, a command to run, or a text to put into a file."""

    section: str = ""
    command: str = ""
    file: str = ""
    text: str = ""


@dataclass(frozen=True)
class Done:
    """A command that was run: its status and what it printed."""

    command: str
    status: int
    output: str


def steps(guide: Path) -> Iterator[Step]:
    """What a guide says to do."""
    content = guide.read_text("utf-8")
    for block in _BLOCK.finditer(content):
        text = textwrap.dedent(block["text"] or "")
        before = content[: block.start()].rstrip().rpartition("\n\n")[2]
        files = _FILE.findall(before) if before.endswith(":") else []
        if block["section"]:
            yield Step(section=block["section"])
        elif block["kind"] == "sh":
            yield from (Step(command=line.partition("  #")[0].strip()) for line in text.splitlines() if line.strip())
        elif files:
            yield Step(file=files[-1], text=text)


@dataclass
class Walk:
    """A copy of the project, and where in it one stands."""

    root: Path
    folder: Path = field(init=False)
    done: list[Done] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder = self.root

    def follow(self, guide: str, *sections: str, then: Mapping[str, Callable[[Done], object]] = {}) -> dict[str, Done]:
        """Does what a guide says, or some of its sections; returns each command with what came of it.

        `then` has what a person does upon the output of a command.
        """
        start, here = len(self.done), ""
        for step in steps(self.root / guide):
            if step.section:
                here, self.folder = step.section, self.root
            elif not sections or here in sections:
                self.take(step, then)
        return {row.command: row for row in self.done[start:]}

    def take(self, step: Step, then: Mapping[str, Callable[[Done], object]]) -> None:
        """Does what one step says."""
        if step.file:
            _put(self.folder / step.file, step.text)
            return
        done = self.run(step.command)
        if step.command in then:
            then[step.command](done)

    def run(self, command: str) -> Done:
        """Runs one command as typed into a shell, with the engine of the folder that one stands in."""
        if command.startswith("cd "):
            self.folder = (self.folder / command.removeprefix("cd ")).resolve(strict=True)
            return Done(command, 0, "")
        found = subprocess.run(
            ["bash", "-c", command], cwd=self.folder, env=self._environment(), capture_output=True, text=True
        )
        self.done.append(Done(command, found.returncode, found.stdout + found.stderr))
        return self.done[-1]

    def _environment(self) -> dict[str, str]:
        someone = {
            f"GIT_{who}_{what}": "someone@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        here = {
            "PYTHONPATH": "hooks",
            "MAKEFLAGS": "-- FOREIGN=",
            "PATH": f"{self.root.parent / 'bin'}{os.pathsep}{os.environ['PATH']}",
        }
        venv = {"VENV_TO_LINK": str(self.root.parent / "venv"), "REAL_MAKE": shutil.which("make") or "make"}
        return {key: text for key, text in os.environ.items() if key != "GITHUB_ACTIONS"} | someone | here | venv


def _put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_text("utf-8") if file.exists() else ""
    first, _, rest = text.partition("\n")
    head, found, tail = f"\n{before}".partition(f"\n{first}\n")
    if not found:
        file.write_text(f"{before.rstrip()}\n\n{text}".lstrip(), "utf-8")
        return
    for line in rest.splitlines():
        key = line.partition(":")[0]
        tail, count = re.subn(rf"^{re.escape(key)}:.*$", line.replace("\\", r"\\"), tail, count=1, flags=re.M)
        assert count, f"{file.name} has no line {key}: below {first}"
    file.write_text(f"{head}{found}{tail}".removeprefix("\n"), "utf-8")


def clone(folder: Path) -> None:
    """Makes a clean clone of the project, of the files that are under version control, as they are now.

    It has been built once: a walk renders what it changes.
    """
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in (name for name in listed.split("\0") if name and (ROOT / name).exists()):
        (folder / "project" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / "project" / name, follow_symlinks=False)
    compileall.compile_dir(folder / "project/hooks", quiet=1)  # once, and not in each copy
    link_venv(folder / "venv")
    (folder / "bin").mkdir()
    (folder / "bin/make").write_text(_MAKE, "utf-8")
    (folder / "bin/make").chmod(0o755)
    walk = Walk(folder / "project")
    for command in ("git init --quiet", "git add .", "git commit --quiet -m start", "make site"):
        assert walk.run(command).status == 0, walk.done[-1]
    shutil.rmtree(walk.root / "site")
    shutil.rmtree(walk.root / ".venv")


def fresh(factory: pytest.TempPathFactory) -> Path:
    """The clone that all walks of this run begin with. Nobody may change it."""
    return made_once(factory.getbasetemp(), "clone", clone)


def set_up(fresh: Path, folder: Path) -> Walk:
    """A walk in a copy of a clone, with its packages there: nobody else walks in it."""
    copy = shutil.copytree(fresh, folder / "walk", symlinks=True)
    shutil.copytree(copy / "venv", copy / "project/.venv", symlinks=True)
    for stamp in (".site", ".test", ".fork"):
        (copy / "project/.venv" / stamp).touch()
    return Walk(copy / "project")


def link_venv(folder: Path) -> None:
    """Makes a virtual environment that has the packages of this one."""
    folder.mkdir()
    for name in ("bin", "lib", "pyvenv.cfg"):
        (folder / name).symlink_to(Path(sys.prefix) / name)


# -- links


def dead_links(file: Path) -> Iterator[str]:
    """The links of a Markdown file that lead to no file, or to no heading of it."""
    text = re.sub(r"^ *```.*?^ *```$|`[^`\n]*`", "", file.read_text("utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^()\s]+)\)", text):
        path, _, anchor = target.partition("#")
        there = file.parent / path if path else file
        if "://" not in target and not (there.exists() and (not anchor or anchor in _anchors(there))):
            yield f"{file.name}: {target}"


def _anchors(file: Path) -> set[str]:
    """The addresses of headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
