"""What is locked, and what the repository and the set-up need, fits every machine that is promised."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.helpers import ROOT

LOCKS = sorted(ROOT.glob("requirements*.txt"))
_PINNED = re.compile(r"^([\w.-]+)==([^\s;]+)(?: ; ([^\\]+))?", re.MULTILINE)
LOWEST = next(
    iter(SpecifierSet(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"]))
)
NEWEST = "3.14.0"
INSTALLED = {canonicalize_name(found.name): found for found in metadata.distributions()}


def pinned(lock: Path) -> dict[str, str]:
    """Name → version of what a lock file installs on this machine."""
    rows = _PINNED.findall(lock.read_text("utf-8"))
    return {canonicalize_name(name): version for name, version, mark in rows if not mark or Marker(mark).evaluate()}


def test_what_is_locked_installs_on_the_lowest_and_the_newest_python() -> None:
    """By the metadata of what is installed; `make lock` asks for files that need no compiler, for more machines."""
    wanted = pinned(ROOT / "requirements-test.txt")
    assert len(wanted) > 60 and set(wanted) <= set(INSTALLED)
    refused = [
        f"{name} {python}"
        for name in wanted
        for python in (f"{LOWEST.version}.0", NEWEST)
        if Version(python) not in SpecifierSet(INSTALLED[name].metadata.get("Requires-Python") or "")
    ]
    assert LOWEST.operator == ">=" and refused == []


def test_all_lock_files_agree_and_name_no_place_to_install_from() -> None:
    first = pinned(ROOT / "requirements.txt")
    for lock in LOCKS:
        text, found = lock.read_text("utf-8"), pinned(lock)
        assert first.items() <= found.items() or lock.name == "requirements-tools.txt", lock
        assert "://" not in text and "--index" not in text and "--find-links" not in text


def test_an_address_without_a_scheme_is_named_by_its_variable() -> None:
    """MkDocs would say that its own setting is wrong."""
    done = subprocess.run(
        ["make", "site", "-o", ".venv/.site", "BIN=false"], cwd=ROOT, env=os.environ | {"SITE_URL": "guide.example"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode and "SITE_URL must be a whole address" in done.stdout and "'guide.example'" in done.stdout


def test_the_set_up_is_shielded_from_what_a_shell_says_of_python() -> None:
    foreign = {"PIP_USER": "1", "PIP_TARGET": "/x", "PYTHONPATH": "/x", "PYTHONHOME": "/x", "PYTHONOPTIMIZE": "2",
               "VIRTUAL_ENV": "/x", "PIP_REQUIRE_VIRTUALENV": "1", "PIP_INDEX_URL": "u"}  # fmt: skip
    known = {name: text for name, text in os.environ.items() if not re.match("PIP_|PYTHON|VIRTUAL_ENV|MAKE", name)}
    done = subprocess.run(
        ["make", "-f", "-", "show"], cwd=ROOT, env=known | foreign, input="include Makefile\nshow:\n\t@env\n",
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    seen = dict(line.partition("=")[::2] for line in done.stdout.splitlines())
    assert {name: seen[name] for name in foreign if name in seen} == {
        "PIP_USER": "0",
        "PIP_INDEX_URL": "u",
    }


@pytest.mark.parametrize("setting", ["core.autocrlf=true", "core.eol=crlf"])
def test_every_clone_has_the_same_bytes(setting: str, tmp_path: Path) -> None:
    files = [ROOT / ".gitattributes", ROOT / ".ci/run", ROOT / "docs/index.md", ROOT / "docs/assets/icon-192.png"]
    alone = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}

    def git(*arguments: str) -> None:
        subprocess.run(["git", "-c", setting, "-c", "user.name=x", "-c", "user.email=x@x.example", *arguments],
                       cwd=tmp_path, env=alone, check=True, capture_output=True)  # fmt: skip

    git("init", "-q", "kit")
    for file in files:
        (tmp_path / "kit" / file.name).write_bytes(file.read_bytes())
    git("-C", "kit", "add", "--all")
    git("-C", "kit", "commit", "-q", "-m", "x")
    git("clone", "-q", "kit", "copy")
    for file in files:
        assert (tmp_path / "copy" / file.name).read_bytes() == file.read_bytes(), file.name
