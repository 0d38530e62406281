"""A site that stands is not made again; whatever could change it, or what is said of it, has it made again."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import build_server
from tests.helpers import base_project, commit_all, contents, run_build

pytestmark = pytest.mark.site


def append(path: str, text: str) -> Callable[[Path], object]:
    return lambda root: (root / path).write_text((root / path).read_text("utf-8") + text, "utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a page": append("docs/care.md", "\n"),
    "a translation": append("docs/_translations/es/care.po", "\n"),
    "a template": append("overrides/main.html", "\n"),
    "the settings": append("mkdocs.yml", "\n"),
    "the hook": append("hooks/build.py", "\n"),
    "an empty folder of a language": lambda root: (root / "docs/_translations/zz").mkdir(),
    "a link that leads nowhere": lambda root: (root / "docs/more.md").symlink_to("nowhere.md"),
    "a page in the place of a link to it": lambda root: (
        (root / "docs/words.md").rename(root / "docs/_words.md") and (root / "docs/words.md").symlink_to("_words.md")
    ),
    "a page that cannot be read": lambda root: (root / "docs/care.md").unlink() or (root / "docs/care.md").mkdir(),
    "a page of the site": append("site/index.html", "\n"),
    "a file in the site": lambda root: (root / "site/more.txt").write_text("more"),
    "a file that is gone": lambda root: (root / "site/robots.txt").unlink(),
    "all of the site": lambda root: shutil.rmtree(root / "site"),
    "the commit": lambda root: commit_all(root),
    "a file of no commit": lambda root: (root / "notes.txt").write_text("more"),
}
SURROUNDINGS = {"SITE_URL": "https://else.example/", "SOURCE_DATE_EPOCH": "86400", "GITHUB_ACTIONS": "true"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base project in a repository, built."""
    root = base_project(tmp_path_factory.mktemp("standing") / "project")
    (root / ".gitignore").write_text("/site/\n/.cache/\n__pycache__/\n")
    settings = root / "mkdocs.yml"
    settings.write_text(re.sub("(?m)^site_url: .*$", "site_url: !ENV SITE_URL", settings.read_text("utf-8")), "utf-8")
    commit_all(root)
    assert run_build(root).returncode == 0
    return root


@pytest.fixture
def restored(project: Path, tmp_path: Path) -> Iterator[Path]:
    """The same at the same place, to be changed: where a site lies is part of how it is built."""
    kept = shutil.copytree(project, tmp_path / "kept", symlinks=True)
    yield project
    shutil.rmtree(project)
    shutil.copytree(kept, project, symlinks=True)


def is_made(root: Path, **settings: str) -> bool:
    """Builds; whether the site has been put in the place of another one."""
    site = root / "site"
    before = site.stat().st_ino if site.exists() else 0
    done = run_build(root, **settings)
    return done.returncode != 0 or site.stat().st_ino != before


def test_a_site_that_stands_is_left_as_it_is_and_the_same_is_said(restored: Path) -> None:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": "https://guide.example/"}
    first, second = (build_server.run(restored, "mkdocs", "build", environment=environment) for _ in range(2))
    assert "no problems" in first.stdout and "Left to translate" in first.stderr
    assert (second.returncode, second.stdout) == (0, first.stdout)
    told = [row for row in first.stderr.splitlines() if not row.endswith(" …")]
    assert second.stderr.splitlines() == ["Nothing has changed since this site was built …", *told]
    before = contents(restored / "site")
    assert is_made(restored) and not is_made(restored), "another one says nothing (--quiet): it is made once, too"
    assert contents(restored / "site") == before


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_could_change_it_has_it_made_again(restored: Path, what: str) -> None:
    assert not is_made(restored)
    CHANGES[what](restored)
    assert is_made(restored)


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_so_do_the_surroundings_of_a_build(restored: Path, name: str) -> None:
    assert not is_made(restored)
    assert is_made(restored, **{name: SURROUNDINGS[name]})


def test_a_build_with_a_problem_is_judged_again(restored: Path) -> None:
    append("docs/care.md", "\nIt takes 17 days.\n")(restored)
    assert ["FB306" in run_build(restored).stderr for _ in range(2)] == [True, True]
