"""The same commit gives the same bytes, wherever and whenever it is built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from factbook.publish import verify
from tests.helpers import base_project, build, commit_all, copy_project

ELSEWHERE = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "LANG": "tr_TR.UTF-8",
    "PYTHONHASHSEED": "4711",
    "PYTHONUTF8": "0",
    "COLUMNS": "40",
    "HOME": "/nonexistent",
}
STRANGE = """
import os, random, subprocess, sys, time
os.umask(0o077)
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
sys.argv = ["mkdocs", "build", "--quiet"]
real, ahead = time.time, 40 * 24 * 60 * 60
time.time = lambda: real() + ahead
from mkdocs.__main__ import cli
cli()
"""
"""One core, a strict umask, a clock that is 40 days ahead."""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    here = copy_project(tmp_path_factory.mktemp("here") / "project")
    commit_all(here)
    there = shutil.copytree(here, tmp_path_factory.mktemp("there") / "much longer" / "päth", symlinks=True)
    settings = ELSEWHERE | {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": "https://guide.example/"}
    done = subprocess.run([sys.executable, "-c", STRANGE], cwd=there, env=os.environ | settings, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return build(here), there / "site"


def test_the_same_commit_gives_the_same_bytes(sites: tuple[Path, Path]) -> None:
    here, there = sites
    expected, problems = verify.verify(str(there), verify.manifest_of(str(here)))
    assert problems == [] and len(expected.digests) > len(list(here.rglob("*.html")))


def test_files_may_be_read_whatever_the_umask(sites: tuple[Path, Path]) -> None:
    for site in sites:
        modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in [site, *site.rglob("*")]}
        assert modes == {(True, 0o755), (False, 0o644)}


def test_another_commit_gives_another_root_hash(tmp_path: Path) -> None:
    project, roots = base_project(tmp_path / "project"), set()
    for text in ("\n{{ origin() }}\n", "\n"):
        with (project / "docs/words.md").open("a", encoding="utf-8") as page:
            page.write(text)
        commit_all(project)
        roots.add(verify.manifest_of(str(build(project))).root)
    assert len(roots) == 2
