"""What other plugins and hooks of MkDocs hand on is used, what they generate stays, and settings are typed."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from mkdocs.utils import yaml_load

from tests.helpers import build, run_build

HOOK = '''
from mkdocs.structure.files import File

PAGE = """---
title: More
description: A page that a hook has written.
sources: [leaflet]
---
# More

A cool cloth often helps {{ cite('care-cloth') }}.
"""

def on_files(files, config):
    files.append(File.generated(config, "more.md", content=PAGE))
    files.append(File.generated(config, "assets/list.txt", content="kept"))
    return files

def on_page_markdown(markdown, page, config, files):
    page.meta["tags"] = ["cloth"]
    return markdown.replace("This page names no cream", "Altered by a hook: this page names no cream")

def on_page_context(context, page, config, nav):
    context["config"].extra.setdefault("seen", []).append((page.file.src_uri, tuple(page.meta.get("tags", ()))))
    return context

def on_post_build(config):
    import pathlib
    pathlib.Path(config.docs_dir, "..", "seen.txt").write_text(repr(config.extra["seen"]))
'''


def change_settings(root: Path, **changes: object) -> None:
    settings = yaml_load((root / "mkdocs.yml").read_text("utf-8"))
    (root / "mkdocs.yml").write_text(yaml.safe_dump(settings | changes, sort_keys=False), "utf-8")


def test_text_metadata_and_files_of_another_hook_reach_the_site(root: Path) -> None:
    (root / "hooks/more.py").write_text(HOOK, "utf-8")
    change_settings(root, hooks=["hooks/build.py", "hooks/more.py"])
    site = build(root)
    assert "Altered by a hook: this page names no cream" in (site / "care/index.html").read_text("utf-8")
    assert "data-fact" in (site / "care/index.html").read_text("utf-8")
    assert 'href="#note-1"' in (site / "more/index.html").read_text("utf-8")
    assert "cite" in (site / "es/more/index.html").read_text("utf-8")
    assert (site / "assets/list.txt").read_text("utf-8") == "kept"
    assert "('care.md', ('cloth',))" in (root / "seen.txt").read_text("utf-8")


def test_what_another_hook_hands_on_is_judged_like_what_is_written(root: Path) -> None:
    typed = HOOK.replace("Altered by a hook: this page", "It takes 17 days. This page")
    (root / "hooks/more.py").write_text(typed, "utf-8")
    change_settings(root, hooks=["hooks/build.py", "hooks/more.py"])
    done = run_build(root)
    assert done.returncode == 1 and "FB505" in done.stderr and "'17'" in done.stderr


@pytest.mark.parametrize(
    ("given", "message"),
    {
        "{report: [a]}": "the setting 'report' is wrong",
        "{reprot: a}": "the setting 'reprot' is wrong",
        "[a]": "settings must be keys with values",
    }.items(),
)
def test_a_setting_that_is_not_known_or_of_the_wrong_type_is_a_problem(root: Path, given: str, message: str) -> None:
    change_settings(root, extra={"factbook": yaml.safe_load(given)})
    done = run_build(root)
    assert done.returncode == 1 and "FB522" in done.stderr and message in done.stderr
    assert "mkdocs.yml:" in done.stderr and "Traceback" not in done.stderr
