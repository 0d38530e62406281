"""A site is replaced as a whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from factbook import publish
from tests.helpers import write_tree

AT_ONCE = """
import pathlib, sys
from factbook import publish
for _ in range(300):
    assert publish.workshop(pathlib.Path(sys.argv[1])).exists()
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "out" / "site", {"index.html": "old", "gone/index.html": "old"})


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_new_site_takes_the_place_of_the_old_one(site: Path) -> None:
    built = write_tree(publish.workshop(site), {"index.html": "new", "more/index.html": "new"})
    publish.swap(built, site)
    assert names(site) == {"index.html", "more/index.html"}
    assert (site / "index.html").read_text() == "new"


def test_nothing_is_left_beside_it(site: Path) -> None:
    publish.swap(write_tree(publish.workshop(site), {"index.html": "new"}), site)
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_the_first_site_needs_no_old_one(tmp_path: Path) -> None:
    target = tmp_path / "not" / "there" / "site"
    publish.swap(write_tree(publish.workshop(target), {"index.html": "new"}), target)
    assert names(target) == {"index.html"}


def test_the_old_site_stands_until_the_new_one_is_finished(site: Path) -> None:
    write_tree(publish.workshop(site), {"index.html": "half"})
    assert (site / "index.html").read_text() == "old" and names(site) == {"index.html", "gone/index.html"}


def test_the_workshop_is_on_the_same_file_system(site: Path) -> None:
    """Only then is a rename all that is needed."""
    assert publish.workshop(site).stat().st_dev == site.stat().st_dev


def test_what_broken_builds_left_is_cleared_away(site: Path) -> None:
    left = write_tree(publish.workshop(site), {"index.html": "half"})
    fresh = publish.workshop(site)
    assert not left.exists() and fresh.exists()
    publish.discard(site)
    assert not fresh.exists() and site.exists()


def test_other_folders_beside_it_are_left_alone(site: Path) -> None:
    write_tree(site.parent, {".sites/a": "", ".siteless/b": "", "site.old/c": "", ".git/d": ""})
    publish.discard(site)
    assert names(site.parent) >= {".sites/a", ".siteless/b", "site.old/c", ".git/d"}


def test_builds_at_the_same_moment_leave_each_other_alone(site: Path) -> None:
    """Each clears away what broken builds have left; what another has just begun is not that."""
    command = [sys.executable, "-c", AT_ONCE, str(site)]
    builds = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    assert [build.communicate(timeout=60)[1] for build in builds] == ["", "", ""]


def test_nothing_is_held_when_the_site_is_in_its_place(site: Path) -> None:
    publish.swap(publish.workshop(site), site)
    assert not {path for path in publish._held if path.is_relative_to(site.parent)}


def test_a_web_server_can_read_the_site(site: Path) -> None:
    """Folders for temporary files are closed to all others."""
    publish.swap(write_tree(publish.workshop(site), {"index.html": "new"}), site)
    assert site.stat().st_mode & 0o777 == 0o755


def test_a_site_that_cannot_be_put_in_place_leaves_the_old_one(site: Path) -> None:
    missing = site.with_name(".site.missing")
    with pytest.raises(OSError):
        publish.swap(missing, site)
    assert names(site) == {"index.html", "gone/index.html"}
