"""A build writes nothing into the content and the templates: they may be read-only."""

import time
from pathlib import Path

from tests.helpers import base_project, build


def changed(root: Path) -> dict[str, int]:
    """When each file and folder of the content and the templates was changed."""
    found = [path for name in ("docs", "overrides") for path in (root / name).rglob("*")]
    return {path.relative_to(root).as_posix(): path.stat().st_mtime_ns for path in found}


def test_a_build_writes_nothing_into_what_it_is_made_of(tmp_path: Path) -> None:
    root = base_project(tmp_path / "project")
    (root / "docs/care.md").touch()  # which is rendered anew
    before = changed(root)
    time.sleep(0.02)
    build(root)
    assert len(before) > 30 and changed(root) == before
