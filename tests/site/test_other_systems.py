"""Commands and builds on systems that lack what POSIX has, and where texts are not UTF-8 unless one says so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from factbook.publish import verify
from tests.helpers import base_project, build

LACKING = """
import multiprocessing, os, signal, sys
for name in ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog"):
    sys.modules[name] = None
for name in ("fork", "forkpty", "O_DIRECTORY", "O_NOFOLLOW", "sched_getaffinity", "getuid", "geteuid", "getgid",
             "chown", "fchown", "lchown", "fchmod", "mkfifo", "killpg", "setsid", "wait3", "wait4", "uname",
             "statvfs", "sendfile"):
    vars(os).pop(name, None)
for name in ("SIGKILL", "SIGHUP", "SIGALRM", "alarm", "setitimer"):
    vars(signal).pop(name, None)
multiprocessing.get_all_start_methods = lambda: ["spawn"]
"""
FACTBOOK = """
from factbook.cli.main import main
for words in sys.argv[1:]:
    try:
        main(words.split())
    except SystemExit as ended:
        assert not ended.code, words
"""
MKDOCS = "from mkdocs.__main__ import cli; cli(sys.argv[1:])"
ADDRESS = {"SITE_URL": "https://guide.example/", "NO_MKDOCS_2_WARNING": "1"}
PLAIN = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""Then `open` without an encoding takes ASCII, as it takes a code page on Windows."""


def run(project: Path, code: str, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    known = os.environ | ADDRESS | PLAIN | settings
    command = [sys.executable, "-c", LACKING + code, *words]
    return subprocess.run(
        command, cwd=project, env=known, capture_output=True, text=True, errors="replace", check=False
    )


@pytest.mark.parametrize("output", ["utf-8", "cp1252"])
def test_commands_work(output: str, tmp_path: Path) -> None:
    project = base_project(tmp_path / "mi guía")
    new = "translate new ar --locale ar_EG"
    commands = ("--help", "rules", "check", new, "translate status", "translate update", "doctor", "check")
    done = run(project, FACTBOOK, *commands, PYTHONIOENCODING=output)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    assert done.stdout.count("no problems") >= 2


def test_a_build_makes_the_same_site(tmp_path: Path) -> None:
    one, other = (base_project(tmp_path / name) for name in ("one", "mi guía"))
    done = run(one, MKDOCS, "build", "--quiet")
    assert done.returncode == 0, done.stdout + done.stderr
    build(other, SITE_URL=ADDRESS["SITE_URL"])
    assert verify.manifest_of(str(one / "site")).root == verify.manifest_of(str(other / "site")).root
