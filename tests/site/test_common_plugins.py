"""Common plugins of MkDocs: each does what its documentation says, or is refused with what to use instead.

Those that are not installed have stand-ins with the events that they use.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.utils import yaml_load

from factbook.mkdocs import settings
from tests.helpers import build, run_build, write_tree
from tests.site.test_other_plugins import change_settings

PLUGIN = "plugins."
REFUSED = {name.removeprefix(PLUGIN): entry.instead for name, entry in settings.known().items()
           if name.startswith(PLUGIN) and entry.instead}  # fmt: skip
OF_MATERIAL = {"search", "tags", "social", "privacy", "offline", "meta", "blog"}
STAND_IN = """
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File

PAGE = '''---
title: More
description: A page that a script has written.
sources: [leaflet]
---
# More

A cool cloth often helps {{ cite('care-cloth') }}.
'''

class Refused(BasePlugin):
    pass

class GenFiles(BasePlugin):
    def on_files(self, files, config):  # as mkdocs-gen-files does: a file in another folder
        import tempfile, pathlib
        folder = pathlib.Path(tempfile.mkdtemp())
        (folder / "more.md").write_text(PAGE, encoding="utf-8")
        files.append(File("more.md", str(folder), config["site_dir"], config["use_directory_urls"]))
        return files
"""


@pytest.fixture(scope="module")
def stand_ins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the plugins can be found that the tests' environment does not have."""
    names = [f"{name} = stand_in:Refused" for name in sorted(REFUSED.keys() - OF_MATERIAL)]
    entries = "\n".join(["[mkdocs.plugins]", *names, "gen-files = stand_in:GenFiles"])
    files = {"stand_in.py": STAND_IN, "stand_ins-1.0.dist-info/entry_points.txt": entries,
             "stand_ins-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: stand-ins\nVersion: 1.0\n"}  # fmt: skip
    return write_tree(tmp_path_factory.mktemp("plugins"), files)


def with_plugins(root: Path, *names: str) -> None:
    own = yaml_load((root / "mkdocs.yml").read_text("utf-8"))["plugins"]
    change_settings(root, plugins=[*own, *names])


def test_each_plugin_that_is_refused_stops_a_build_and_says_what_to_use_instead(root: Path, stand_ins: Path) -> None:
    assert len(REFUSED) > 12 and REFUSED.keys() >= OF_MATERIAL
    with_plugins(root, *sorted(REFUSED))
    done = run_build(root, PYTHONPATH=str(stand_ins))
    assert done.returncode == 1 and "Traceback" not in done.stderr
    silent = [
        name
        for name, instead in REFUSED.items()
        if f"plugins.{name} must not be set here\n    hint: {instead}" not in done.stderr
    ]
    assert silent == [], done.stderr


EXTENSIONS = {name.removeprefix("markdown_extensions."): entry.instead for name, entry in settings.known().items()
              if name.startswith("markdown_extensions.") and entry.instead}  # fmt: skip


def with_extensions(root: Path, *more: object) -> None:
    own = yaml_load((root / "mkdocs.yml").read_text("utf-8"))["markdown_extensions"]
    change_settings(root, markdown_extensions=[*own, *more])


def test_each_extension_that_is_refused_stops_a_build_and_says_what_to_use_instead(root: Path) -> None:
    fence = {"name": "mermaid", "class": "mermaid"}
    given = {"pymdownx.superfences": {"custom_fences": [fence]}}
    with_extensions(root, *({name: given.get(name, {})} for name in sorted(EXTENSIONS)))
    done = run_build(root)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert [name for name, instead in EXTENSIONS.items() if f"hint: {instead}" not in done.stderr] == [], done.stderr


def test_what_folds_is_translated_cited_and_judged(root: Path) -> None:
    with_extensions(root, "pymdownx.details", "pymdownx.superfences")
    page = root / "docs/care.md"
    text = page.read_text("utf-8")
    page.write_text(f"{text}\n??? note \"More\"\n    A cool cloth often helps {{{{ cite('care-cloth') }}}}.\n", "utf-8")
    html = (build(root) / "es/care/index.html").read_text("utf-8")
    assert '<details class="note"' in html and 'class="cite"' in html.split('<details class="note"')[1]
    page.write_text(f'{text}\n??? note "More"\n    It takes 17 days.\n', "utf-8")
    done = run_build(root)
    assert done.returncode == 1 and "FB306" in done.stderr and "FB307" in done.stderr


def test_a_page_that_a_script_writes_is_translated_cited_and_judged(root: Path, stand_ins: Path) -> None:
    with_plugins(root, "gen-files")
    site = build(root, PYTHONPATH=str(stand_ins))
    for page in ("more/index.html", "es/more/index.html"):
        html = (site / page).read_text("utf-8")
        assert 'id="note-1"' in html and 'id="disclaimer"' in html
