"""A site is replaced as a whole or not at all."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from factbook.publish import swap
from tests.helpers import write_tree


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "out" / "site", {"index.html": "old", "gone/index.html": "old"})


def publish(target: Path, files: dict[str, str]) -> None:
    with swap.staging_dir(target) as staging:
        swap.swap(write_tree(Path(staging), files), target)


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_new_site_takes_the_place_of_the_old_one(site: Path) -> None:
    publish(site, {"index.html": "new", "more/index.html": "new"})
    assert names(site) == {"index.html", "more/index.html"}
    assert (site / "index.html").read_text() == "new"


def test_nothing_is_left_beside_it(site: Path) -> None:
    publish(site, {"index.html": "new"})
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_the_first_site_needs_no_old_one(tmp_path: Path) -> None:
    target = tmp_path / "not" / "there" / "site"
    publish(target, {"index.html": "new"})
    assert names(target) == {"index.html"}


def test_the_old_site_stands_until_the_new_one_is_finished(site: Path) -> None:
    staging = swap.staging_dir(site)
    write_tree(Path(staging.name), {"index.html": "half"})
    assert (site / "index.html").read_text() == "old" and names(site) == {"index.html", "gone/index.html"}


def test_the_staging_directory_is_on_the_same_file_system(site: Path) -> None:
    """Only then is a rename all that is needed."""
    assert Path(swap.staging_dir(site).name).stat().st_dev == site.stat().st_dev


def test_what_an_unfinished_build_wrote_goes_with_it(site: Path) -> None:
    staging = swap.staging_dir(site)
    write_tree(Path(staging.name), {"index.html": "half"})
    staging.cleanup()
    assert [path.name for path in site.parent.iterdir()] == ["site"] and (site / "index.html").read_text() == "old"


def test_what_a_killed_build_left_is_removed_a_day_later_and_a_live_one_is_left_alone(site: Path) -> None:
    live = swap.staging_dir(site)
    left = write_tree(site.parent / ".site.left", {"index.html": "half"})
    os.utime(left, (time.time() - 25 * 60 * 60,) * 2)
    swap.staging_dir(site).cleanup()
    assert not left.exists() and Path(live.name).exists()


def test_other_folders_beside_it_are_left_alone(site: Path) -> None:
    write_tree(site.parent, {".sites/a": "", ".siteless/b": "", "site.old/c": "", ".git/d": ""})
    for folder in site.parent.iterdir():
        os.utime(folder, (0, 0))
    swap.staging_dir(site).cleanup()
    assert names(site.parent) >= {".sites/a", ".siteless/b", "site.old/c", ".git/d"}


def test_a_web_server_can_read_the_site(site: Path) -> None:
    """Folders for temporary files are closed to all others."""
    publish(site, {"index.html": "new"})
    assert site.stat().st_mode & 0o777 == 0o755


def test_a_site_that_cannot_be_put_in_place_leaves_the_old_one(site: Path) -> None:
    missing = site.with_name(".site.missing")
    with pytest.raises(OSError):
        swap.swap(missing, site)
    assert names(site) == {"index.html", "gone/index.html"}
