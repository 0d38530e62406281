"""A build that knows of an earlier one makes the same bytes as one that does not, and finds the same problems."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

from factbook.load.cache import FILE, Cache
from tests.helpers import base_project, build, contents, run_build

EDITS: dict[str, Mapping[str, tuple[str, str]]] = {
    "nothing": {},
    "a sentence": {"docs/care.md": ("gives no advice", "never gives advice")},
    "a heading that others lead to": {"docs/words.md": ("# Words", "# Words and more"), "docs/index.md": ("x", "x")},
    "a translation": {"docs/_translations/es/care.po": ("Un paño fresco", "Un paño frío")},
    "the value of a fact": {"docs/_facts/facts/care.yml": ("often", "very often")},
    "a label": {"docs/_facts/labels.yml": ("site.skip: ", "site.skip: Please ")},
    "a template": {"overrides/main.html": ('<div class="md-content ', '<div class="md-content hop ')},
    "the look": {"docs/assets/site.css": ("body", "body, body.wide")},
    "the menu": {"mkdocs.yml": ("  - care.md\n  - words.md", "  - words.md\n  - care.md")},
    "an urgent box that another page repeats": {"docs/care.md": ("A cool cloth on", "A cold cloth on")},
}
"""What is edited, and for each file what is replaced; where the text is not there, nothing is."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base project after a build."""
    root = base_project(tmp_path_factory.mktemp("base") / "project")
    build(root)
    return root


@pytest.mark.parametrize("what", EDITS)
def test_warm_and_cold_builds_make_the_same_bytes(built: Path, tmp_path: Path, what: str) -> None:
    root = shutil.copytree(built, tmp_path / "project")
    for file, (old, new) in EDITS[what].items():
        text = (root / file).read_text("utf-8")
        (root / file).write_text(text.replace(old, new), "utf-8")
    assert (root / FILE).exists()
    warm = run_build(root)
    warm_site = contents(root / "site")
    (root / FILE).unlink()
    cold = run_build(root)
    assert (warm.returncode, warm.stderr) == (cold.returncode, cold.stderr)
    assert warm_site == contents(root / "site")


def test_an_unchanged_page_is_taken_from_the_cache(built: Path, tmp_path: Path) -> None:
    """A page that is altered in the cache, and only there, shows that it was not made anew."""
    root = shutil.copytree(built, tmp_path / "project")
    with sqlite3.connect(root / FILE) as database:
        rows = database.execute("SELECT key, value FROM kept WHERE kind = 'page'").fetchall()
        for key, value in rows:
            marked = value + b"<!-- kept -->"
            database.execute("UPDATE kept SET value = ? WHERE kind = 'page' AND key = ?", (marked, key))
    database.close()
    site = build(root)
    pages = [path for path in site.rglob("*.html") if path.name != "404.html"]
    assert len(rows) == len(pages) and all("<!-- kept -->" in path.read_text("utf-8") for path in pages)


def test_a_link_to_a_place_that_is_gone_is_found_on_a_page_that_has_not_changed(built: Path, tmp_path: Path) -> None:
    root = shutil.copytree(built, tmp_path / "project")
    page = root / "docs/care.md"
    page.write_text(page.read_text("utf-8").replace("words.md#term-calmolin", "words.md#gone"), "utf-8")
    first = run_build(root)
    assert first.returncode == 1 and "FB512" in first.stderr
    again = run_build(root)
    assert again.stderr == first.stderr


def test_a_project_with_problems_leaves_nothing_sound_behind(built: Path, tmp_path: Path) -> None:
    root = shutil.copytree(built, tmp_path / "project")
    page = root / "docs/care.md"
    page.write_text(page.read_text("utf-8") + "\nIt takes 17 days.\n", "utf-8")
    assert ["FB306" in run_build(root).stderr for _ in range(2)] == [True, True]


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\x00" + b"\x00" * 200])
def test_a_damaged_cache_is_an_empty_one(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE).parent.mkdir()
    (tmp_path / FILE).write_bytes(damage)
    cache = Cache(tmp_path)
    assert cache.get("page", "a") is None
    cache.put("page", "a", b"1")
    cache.save()
    assert Cache(tmp_path).get("page", "a") in (b"1", None)
    cache.save()
    assert Cache(tmp_path).get("page", "a") == b"1"


def test_what_is_not_used_any_more_goes(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("page", "a", b"1")
    cache.put("page", "b", b"2")
    cache.save()
    later = Cache(tmp_path)
    assert later.get("page", "a") == b"1"
    later.save()
    assert Cache(tmp_path).get("page", "b") is None
