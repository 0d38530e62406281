"""Nothing in the engine or the repository needs one kind of system: also what is imported late, or seldom run."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers import ROOT, base_project, build

POSIX = {"fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "spwd", "syslog", "termios", "tty"}
EVERYWHERE = {"cpu_count", "environ", "fsdecode", "fsencode", "sep", "walk"}
"""What the engine takes of `os`, and Windows has too; `sched_getaffinity` is asked for before it is used."""
RESERVED = re.compile(r'[<>:"\\|?*\x00-\x1f]|[ .]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)', re.IGNORECASE)


def calls_and_imports() -> Iterator[tuple[str, ast.AST]]:
    for file in ROOT.glob("hooks/**/*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            yield f"{file.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}", node


def test_no_module_that_only_some_systems_have_is_imported_anywhere() -> None:
    named = [
        (place, name.partition(".")[0])
        for place, node in calls_and_imports()
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
        )
    ]  # fmt: skip
    assert len(named) > 200 and [(place, name) for place, name in named if name in POSIX] == []


def test_only_what_every_system_has_is_taken_of_os() -> None:
    taken = {
        node.attr
        for _, node in calls_and_imports()
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os"
    }
    assert taken - EVERYWHERE <= {"sched_getaffinity"}
    text = "".join(file.read_text("utf-8") for file in ROOT.glob("hooks/**/*.py"))
    assert text.count("os.sched_getaffinity") == text.count('hasattr(os, "sched_getaffinity")') == 1


def test_every_text_is_read_and_written_with_its_encoding() -> None:
    """By Python's own warning of calls that leave it to the system, for a check, an update and a new language."""
    code = (
        "import sys, warnings\n"
        "warnings.filterwarnings('error', category=EncodingWarning, module=r'factbook')\n"
        "from factbook.cli.main import main\n"
        "main(sys.argv[1:])"
    )
    for words in (["rules"], ["check", "--root", str(ROOT / "tests/rules/base")]):
        done = subprocess.run(
            [sys.executable, "-X", "warn_default_encoding", "-c", code, *words],
            cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert "EncodingWarning" not in done.stderr, done.stderr


def test_text_of_other_programs_is_decoded_as_they_write_it() -> None:
    plain = [
        place
        for place, node in calls_and_imports()
        if isinstance(node, ast.Call) and any(word.arg in ("text", "universal_newlines") for word in node.keywords)
        and isinstance(node.func, ast.Attribute) and node.func.attr in ("run", "Popen", "check_output")
    ]  # fmt: skip
    assert plain == []


def names_that_clash(names: list[str]) -> list[str]:
    """Names that Windows refuses, or that a system which ignores case takes for another."""
    refused = [name for name in names if any(RESERVED.search(part) for part in name.split("/"))]
    low = [name.casefold() for name in names]
    return refused + [name for name in names if low.count(name.casefold()) > 1]


def test_all_systems_can_have_the_files_of_the_repository() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout
    names = [os.fsdecode(name) for name in listed.split(b"\0") if name]
    assert len(names) > 200 or not (ROOT / ".git").exists()
    assert names_that_clash(names) == []


def test_all_systems_and_hosts_can_have_the_files_of_a_site(tmp_path: Path) -> None:
    site = build(base_project(tmp_path / "project"))
    names = [path.relative_to(site).as_posix() for path in site.rglob("*")]
    assert len(names) > 30 and names_that_clash(names) == []


@pytest.mark.parametrize("names", [["a:b.txt"], ["docs/AUX.md"], ["a./b"], ["A.md", "a.md"]], ids=str)
def test_names_that_clash_would_be_found(names: list[str]) -> None:
    assert names_that_clash(names)
