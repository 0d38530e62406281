"""Each language built alone and then joined is the site of one build, byte for byte, or nothing at all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from factbook.cli import main
from factbook.model.problem import Problem
from factbook.project import Project
from factbook.publish import shards, verify
from tests import build_server
from tests.helpers import base_project, build, commit_all, contents, write_tree

KNOWN = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": "https://guide.example/"}


def run(root: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return build_server.run(root, "factbook", *arguments, environment=KNOWN | settings)


def built(root: Path, folder: Path, **settings: str) -> list[Path]:
    """A part for each language."""
    made = []
    for code in Project.load(root).book.languages:
        done = run(root, "part", code, str(folder / code), **settings)
        assert done.returncode == 0, done.stdout + done.stderr
        made.append(folder / code)
    return made


@pytest.mark.site
def test_the_parts_make_the_site_of_one_build(tmp_path: Path) -> None:
    """Of a small site; test_runner.py does the same with this one."""
    here = base_project(tmp_path / "here")
    (here / ".gitignore").write_text("site/\n.cache/\n*.egg-info/\n__pycache__/\n", "utf-8")
    commit_all(here)
    there = shutil.copytree(here, tmp_path / "an other machine", symlinks=True)
    write_tree(there / "hooks", {"guide.egg-info/PKG-INFO": "made by pip", "factbook/__pycache__/x.pyc": "by Python"})
    whole = contents(build(here))
    folders = built(there, tmp_path / "parts")
    done = run(here, "merge", *map(str, reversed(folders)), str(tmp_path / "joined"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert contents(tmp_path / "joined") == whole and len(whole) > 20
    assert verify.verify(str(tmp_path / "joined"), verify.manifest_of(str(here / "site")))[1] == []


# -- what makes no site


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = base_project(tmp_path_factory.mktemp("parts") / "project")
    return write_tree(folder, {"site/index.html": "published"})


@pytest.fixture(scope="module")
def undamaged(project: Path) -> list[Path]:
    return built(project, project.parent / "parts")


@pytest.fixture
def folders(undamaged: list[Path], tmp_path: Path) -> list[Path]:
    return [shutil.copytree(folder, tmp_path / folder.name) for folder in undamaged]


def merged(project: Path, folders: list[Path], site: Path) -> list[Problem]:
    return shards.merge(folders, Project.load(project), site)[1]


def said_of(folder: Path, **changes: str) -> None:
    file = folder / shards.NAME
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | changes), "utf-8")


def test_a_part_has_the_pages_of_its_language_alone(folders: list[Path]) -> None:
    english, spanish = folders
    assert (english / "care/index.html").exists() and not (english / "es").exists()
    assert (spanish / "es/care/index.html").exists() and not (spanish / "care").exists()
    assert not any((folder / "manifest.sha256").exists() for folder in folders)


def test_a_part_is_no_site(folders: list[Path], project: Path) -> None:
    done = run(project, "check", str(folders[1]))
    assert done.returncode == 1 and "FB510" in done.stdout


DAMAGES: dict[str, tuple[Callable[[list[Path]], object], str]] = {
    "a language is missing": (lambda given: given.pop(), "got ['en']"),
    "a language is there twice": (
        lambda given: given.append(shutil.copytree(given[0], given[0].with_name("again"))),
        "got ['en', 'en', 'es']",
    ),
    "a language is unknown": (lambda given: said_of(given[1], language="pl"), "got ['en', 'pl']"),
    "other files": (lambda given: said_of(given[1], built_from="0" * 64), "built from the same files"),
    "another address": (lambda given: said_of(given[1], address="https://other.example/"), "'https://other.example/'"),
    "no part": (lambda given: (given[0] / shards.NAME).unlink(), "must be a part of a site"),
    "a part with other keys": (lambda given: (given[0] / shards.NAME).write_text("{}"), "must be a part of a site"),
    "a link": (lambda given: (given[1] / "es/x.html").symlink_to("/etc/passwd"), "must not hold links"),
    "a page is missing": (lambda given: (given[1] / "es/care/index.html").unlink(), "es/care/"),
    "a page has no disclaimer": (
        lambda given: (given[0] / "care/index.html").write_text(
            (given[0] / "care/index.html").read_text("utf-8").replace('id="disclaimer"', 'id="x"'), "utf-8"
        ),
        "must carry the medical disclaimer",
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_parts_that_do_not_fit_leave_the_site_as_it_was(name: str, folders: list[Path], project: Path) -> None:
    damage, expected = DAMAGES[name]
    damage(folders)
    found = merged(project, folders, project / "site")
    assert any(expected in problem.message for problem in found), found
    assert contents(project / "site") == {"index.html": b"published"} and not list(project.glob(".site*"))


def test_other_facts_are_other_files(folders: list[Path], project: Path, tmp_path: Path) -> None:
    changed = shutil.copytree(project, tmp_path / "changed")
    labels = changed / "docs/_facts/labels.yml"
    labels.write_text(labels.read_text("utf-8") + "\n", "utf-8")
    found = merged(changed, folders, changed / "site")
    assert [problem.file for problem in found] == list(map(str, folders))


def test_the_command_joins_or_reports(folders: list[Path], project: Path, tmp_path: Path) -> None:
    command = ["merge", *map(str, folders), str(tmp_path / "joined"), "--root", str(project)]
    done = CliRunner().invoke(main.main, command)
    assert done.exit_code == 0 and done.output.startswith("no problems\n")
    (folders[1] / shards.NAME).unlink()
    done = CliRunner().invoke(main.main, command)
    assert done.exit_code == 1 and "FB603" in done.output


def test_what_only_the_joined_site_needs_is_reported_too(folders: list[Path], project: Path, tmp_path: Path) -> None:
    damaged = shutil.copytree(project, tmp_path / "damaged")
    (damaged / "overrides/partials/factbook/service-worker.js").unlink()
    for folder in folders:
        said_of(folder, built_from=shards.inputs_hash(Project.load(damaged)))
    done = CliRunner().invoke(main.main, ["merge", *map(str, folders), str(damaged / "site"), "--root", str(damaged)])
    assert done.exit_code == 1 and done.output.startswith("overrides/partials/factbook/service-worker.js:0:0 FB111 "), (
        done.exception
    )
    assert contents(damaged / "site") == {"index.html": b"published"} and not list(damaged.glob(".site*"))


def test_a_part_never_takes_the_place_of_a_site(project: Path) -> None:
    done = CliRunner().invoke(main.main, ["part", "es", str(project / "site"), "--root", str(project)])
    assert done.exit_code == 2 and "must be a part, empty or not there yet" in done.output
    done = CliRunner().invoke(main.main, ["part", "xx", str(project / "new"), "--root", str(project)])
    assert done.exit_code == 2 and "'xx' is not a language of the site" in done.output


def test_content_with_a_problem_makes_no_part(project: Path, tmp_path: Path) -> None:
    damaged = shutil.copytree(project, tmp_path / "damaged")
    page = damaged / "docs/care.md"
    page.write_text(page.read_text("utf-8") + "\nThere are 99 of them.\n", "utf-8")
    done = run(damaged, "part", "es", str(tmp_path / "part"))
    assert done.returncode == 1 and "FB307" in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "part").exists()
