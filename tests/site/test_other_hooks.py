"""A fault of another hook or plugin is blamed on it, by name, and not on the page or the engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import base_project, run_build
from tests.site.test_other_plugins import change_settings

EVENTS = {
    "on_config": "config", "on_files": "files, config", "on_nav": "nav, config, files", "on_env": "env, config, files",
    "on_page_markdown": "markdown, page, config, files", "on_page_content": "html, page, config, files",
    "on_page_context": "context, page, config, nav", "on_post_page": "output, page, config", "on_post_build": "config",
}  # fmt: skip


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return base_project(tmp_path_factory.mktemp("hooks") / "project")


def said(root: Path, code: str, order: tuple[str, str] = ("hooks/build.py", "hooks/more.py")) -> str:
    """What a build says that has a hook with this code."""
    (root / "hooks/more.py").write_text(code, "utf-8")
    for compiled in root.glob("hooks/__pycache__/more.*"):  # Python takes one of the same second and size for this one
        compiled.unlink()
    change_settings(root, hooks=list(order))
    done = run_build(root)
    assert done.returncode == 1 and not (root / "site").exists()
    return done.stderr


@pytest.mark.parametrize("event", EVENTS)
def test_a_hook_that_fails_is_named_with_its_line(base: Path, event: str) -> None:
    found = said(base, f"def {event}({EVENTS[event]}):\n    empty = []\n    return empty[1]\n")
    assert "hooks/more.py:3:1 FB527 failed-plugin: a hook or plugin must not fail, 'hooks/more.py' does in" in found
    assert f"{event}: IndexError: list index out of range" in found and "Traceback" not in found


def test_one_that_comes_before_ours_is_named_too(base: Path) -> None:
    code = "def on_page_markdown(markdown, **_):\n    raise KeyError('x')\n"
    assert "hooks/more.py:2:1 FB527" in said(base, code, ("hooks/more.py", "hooks/build.py"))


def test_one_that_stops_the_build_with_words_of_its_own_is_named(base: Path) -> None:
    code = (
        "from mkdocs.exceptions import PluginError\n\n"
        "def on_page_content(html, **_):\n    raise PluginError('the cloth is wet')\n"
    )
    assert "PluginError: the cloth is wet" in said(base, code)


@pytest.mark.parametrize(("event", "kind"), [("page_markdown", "str"), ("page_content", "str"), ("files", "Files")])
def test_one_that_hands_on_something_else_is_named(base: Path, event: str, kind: str) -> None:
    order = ("hooks/more.py", "hooks/build.py")
    found = said(base, f"def on_{event}(given, **_):\n    return 17\n", order)
    assert f"the event {event} must hand on {kind}, got 17 from 'hooks/more.py'" in found


def test_what_it_writes_into_a_page_is_judged_and_said_to_be_from_it(base: Path) -> None:
    code = "def on_page_markdown(markdown, page, **_):\n    return markdown + '\\n\\nIt takes 17 days.\\n'\n"
    found = said(base, code)
    assert "FB505" in found and "The text of this page was changed by 'hooks/more.py'." in found


def test_what_it_writes_into_the_built_site_is_judged_before_that_is_published(base: Path) -> None:
    code = (
        "import pathlib\n\n"
        "def on_post_build(config):\n    page = pathlib.Path(config.site_dir, 'care/index.html')\n"
        "    text = page.read_text('utf-8').replace('</article>', '<p>It takes 17 days.</p></article>')\n"
        "    page.write_text(text, 'utf-8')\n"
    )
    assert "FB505" in said(base, code)
