"""The gates judge a site, whoever built it; and the pages can leave MkDocs as plain Markdown."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import markdown
import pytest
import yaml
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser

from factbook.check import run_checks
from factbook.cli import main
from factbook.project import Project
from factbook.publish import markdown_export
from tests.helpers import base_project, build, contents


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return base_project(tmp_path_factory.mktemp("builders") / "project")


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    settings = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run([sys.executable, "-m", *command], cwd=folder, env=settings, capture_output=True, text=True)


def test_properdocs_builds_the_same_site(project: Path) -> None:
    """All is the same but what names the builder, and what has hashes of that."""
    mine = pages_and_files(build(project))
    shutil.rmtree(project / ".cache")
    done = run(project, "properdocs", "build", "--quiet", "-f", "mkdocs.yml", "-d", str(project / "other"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert run_checks.check_site(project / "other", Project.load(project)) == []
    assert pages_and_files(project / "other") == mine


def pages_and_files(site: Path) -> dict[str, bytes]:
    found = contents(site)
    generator = re.compile(rb"<meta name=\"?generator\"? content=\"[^\"]*\">")
    return {name: generator.sub(b"", data) for name, data in found.items() if name not in ("manifest.sha256", "sw.js")}


def test_a_build_that_drops_the_hooks_is_condemned(project: Path) -> None:
    """Zensical leaves hooks out without a word. It refuses this project's templates, so these are left out too."""
    settings = yaml.safe_load((project / "mkdocs.yml").read_text("utf-8"))
    del settings["theme"]["custom_dir"], settings["plugins"], settings["hooks"]
    (project / "zensical.yml").write_text(yaml.safe_dump(settings | {"site_dir": "bare", "strict": False}), "utf-8")
    done = run(project, "zensical", "build", "-f", "zensical.yml")
    assert done.returncode == 0 and (project / "bare/index.html").exists(), done.stdout + done.stderr
    found = run_checks.check_site(project / "bare", Project.load(project))
    codes = {problem.code for problem in found}
    assert {"FB501", "FB502", "FB510", "FB513"} <= codes, "no disclaimer, no sources, no translation, raw templates"
    said = CliRunner().invoke(main.main, ["check", str(project / "bare"), "--root", str(project)])
    assert said.exit_code == 1 and "FB501" in said.output


# --- plain Markdown


@pytest.fixture(scope="module")
def pages(project: Path) -> dict[str, str]:
    return dict(markdown_export.render(Project.load(project)))


def test_each_page_is_there_in_each_language(pages: dict[str, str], project: Path) -> None:
    loaded = Project.load(project)
    assert set(pages) == {f"{prefix}{path}" for prefix in ("", "es/") for path in loaded.pages}


def test_nothing_is_left_that_only_this_project_reads(pages: dict[str, str]) -> None:
    for text in pages.values():
        assert not re.search(r"\{\{|\{%|\{:|^!!!", text, re.M)


def test_any_markdown_makes_a_page_of_it_with_figures_disclaimer_and_sources(pages: dict[str, str]) -> None:
    text = pages["es/index.md"]
    head = yaml.safe_load(text.split("---")[1])
    assert head["lang"] == "es" and head["title"]
    tree = LexborHTMLParser(markdown.markdown(text.split("---", 2)[2]))
    assert tree.css_first("#disclaimer") and tree.css_first("#sources") and tree.css("data.fact[value]")
    assert tree.css_first("h1")


def test_a_box_becomes_a_quotation(pages: dict[str, str]) -> None:
    tree = LexborHTMLParser(markdown.markdown(pages["care.md"].split("---", 2)[2]))
    box = tree.css_first("blockquote")
    assert box and box.css_first("strong") and box.css_first(".cite")


def test_the_command_writes_them_and_overwrites_nothing(project: Path, tmp_path: Path) -> None:
    command = ["render", str(tmp_path / "out"), "--root", str(project)]
    first, second = CliRunner().invoke(main.main, command), CliRunner().invoke(main.main, command)
    assert first.exit_code == 0 and (tmp_path / "out/es/index.md").exists()
    assert second.exit_code == 2 and "must be empty" in second.output


def test_another_generator_makes_pages_of_them_that_keep_what_readers_need(project: Project, tmp_path: Path) -> None:
    """MkDocs without hooks, in its own theme, which knows one language: that the gates condemn, and not the text."""
    CliRunner().invoke(main.main, ["render", str(tmp_path / "docs"), "--root", str(project)])
    settings = {"site_name": "Plain", "site_url": "https://plain.example/", "theme": "mkdocs", "strict": True}
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    done = run(tmp_path, "mkdocs", "build", "--quiet")
    assert done.returncode == 0, done.stderr
    found = run_checks.check_site(tmp_path / "site", Project.load(project))
    assert {"FB502", "FB512", "FB513"}.isdisjoint({row.code for row in found}), "sources, links, no templates"
    lacking = {row.message for row in found if row.code == "FB501" and "404.html" not in row.file}
    assert lacking == {"the disclaimer must be marked as 'es', it is marked as 'en'"}
