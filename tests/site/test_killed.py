"""A build that dies leaves the old site or the new one, whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from factbook.publish import swap, verify
from tests.helpers import base_project, build, write_tree

FILES, KILLS = 300, 60
SWAPS = """
import pathlib, sys
from factbook.publish import swap
target = pathlib.Path(sys.argv[1])
for number in range(1, 10**6):
    with swap.staging_dir(target) as name:
        built = pathlib.Path(name)
        for name in range(int(sys.argv[2])):
            (built / str(name)).write_text(str(number))
        swap.swap(built, target)
    print(number, flush=True)
"""


def killed(command: list[str], folder: Path, seconds: float) -> None:
    """Starts the command and kills it, and all that it has started, after so many seconds."""
    child = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": "https://guide.example/"},
    )  # fmt: skip
    time.sleep(seconds)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def test_swapping_is_never_caught_half_way(tmp_path: Path) -> None:
    draw, seen = random.Random(1), set()
    target = write_tree(tmp_path / "site", {str(name): "0" for name in range(FILES)})
    for _ in range(KILLS):
        killed([sys.executable, "-c", SWAPS, str(target), str(FILES)], tmp_path, draw.uniform(0.1, 0.4))
        contents = {file.read_text() for file in target.iterdir()}
        assert len(contents) == 1 and len(list(target.iterdir())) == FILES
        seen |= contents
    assert len(seen) > 1, "the kills must come between swaps"


def test_an_old_site_that_lost_its_place_is_put_back(tmp_path: Path) -> None:
    """As it is where a build died between two renames, on a system that cannot exchange folders."""
    old = write_tree(tmp_path / ".site.made.old", {"a": "old"})
    swap.staging_dir(tmp_path / "site").cleanup()
    assert not old.exists() and (tmp_path / "site/a").read_text() == "old"


def test_without_exchange_a_failed_rename_puts_the_old_site_back(tmp_path: Path) -> None:
    target = write_tree(tmp_path / "site", {"a": "old"})
    with pytest.raises(FileNotFoundError):
        swap._rename_twice(tmp_path / ".site.missing", target)
    assert (target / "a").read_text() == "old" and len(list(tmp_path.iterdir())) == 1


def test_without_exchange_the_new_site_takes_the_place(tmp_path: Path) -> None:
    target = write_tree(tmp_path / "site", {"a": "old"})
    swap._rename_twice(write_tree(tmp_path / ".site.new", {"a": "new"}), target)
    assert (target / "a").read_text() == "new" and len(list(tmp_path.iterdir())) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no renameat2")
def test_on_linux_there_is_no_moment_without_a_site(tmp_path: Path) -> None:
    """Two renames would fail here: a folder stands where the first of them would put the old site."""
    target = write_tree(tmp_path / "site", {"a": "old"})
    built = write_tree(tmp_path / ".site.new", {"a": "new"})
    write_tree(tmp_path / ".site.new.old", {"in": "the way"})
    with pytest.raises(OSError):
        swap._rename_twice(built, target)
    swap.swap(built, target)
    assert (target / "a").read_text() == "new" and not built.exists()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return base_project(tmp_path_factory.mktemp("killed") / "project")


def test_a_build_killed_at_any_moment_leaves_a_whole_site(project: Path) -> None:
    started = time.monotonic()
    roots = {verify.manifest_of(str(build(project))).root}
    took = time.monotonic() - started
    labels, draw, kept = project / "docs/_facts/labels.yml", random.Random(2), 0
    for share in sorted(draw.uniform(0.05, 1.2) for _ in range(15)):
        # A site of which nothing has changed would not be made again.
        labels.write_text(labels.read_text("utf-8").replace("site.footer: ", "site.footer: Anew. "), "utf-8")
        killed([sys.executable, "-m", "mkdocs", "build", "--quiet"], project, share * took)
        expected, problems = verify.verify(str(project / "site"))
        assert problems == []
        kept += expected.root in roots
    assert kept, "some of the kills must come before the swap"
    assert verify.manifest_of(str(build(project))).root not in roots, "the new site differs, so a mixture would show"
