"""Where git cannot tell the whole history of a project, that is said, with why and the cure."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from factbook.load import git
from factbook.project import Project
from tests.helpers import base_project, commit_all


def run(folder: Path, *arguments: str) -> None:
    known = {"GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@x.example", "GIT_COMMITTER_NAME": "x",
             "GIT_COMMITTER_EMAIL": "x@x.example", "GIT_CONFIG_GLOBAL": os.devnull}  # fmt: skip
    subprocess.run(["git", *arguments], cwd=folder, env=os.environ | known, check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of two commits, the second of which has removed a page."""
    folder = base_project(tmp_path / "project", templates=False)
    (folder / "docs/gone.md").write_text("gone", "utf-8")
    commit_all(folder)
    run(folder, "rm", "-q", "docs/gone.md")
    run(folder, "commit", "-q", "-m", "second")
    return folder


def whole(folder: Path) -> bool:
    """Whether all is known that the history tells."""
    return git.gap(folder) is None and git.departed(folder, "docs/*.md") == ("docs/gone.md",) and bool(
        git.last_changes(folder, "docs")
    )  # fmt: skip


def test_a_clone_a_detached_head_and_a_work_tree_have_it(project: Path, tmp_path: Path) -> None:
    run(tmp_path, "clone", "-q", str(project), "clone")
    run(tmp_path / "clone", "checkout", "-q", "--detach")
    run(project, "worktree", "add", "-q", str(tmp_path / "tree"))
    assert whole(project) and whole(tmp_path / "clone") and whole(tmp_path / "tree")


def test_a_submodule_has_it(project: Path, tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    outer.mkdir()
    run(outer, "init", "-q", "-b", "main")
    run(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(project), "guide")
    assert whole(outer / "guide")


def test_a_hook_of_another_repository_changes_nothing(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    commit_all(other)
    for name, value in {"GIT_DIR": ".git", "GIT_WORK_TREE": ".", "GIT_INDEX_FILE": "index", "GIT_PREFIX": ""}.items():
        monkeypatch.setenv(name, str(other / value))
    found = git.commit(project)
    assert whole(project) and found and not found.changed


def shallow(project: Path) -> Path:
    run(project.parent, "clone", "-q", "--depth", "1", project.as_uri(), "shallow")
    return project.parent / "shallow"


def archive(project: Path) -> Path:
    shutil.rmtree(project / ".git")
    return project


def within(project: Path) -> Path:
    shutil.rmtree(project / ".git")
    commit_all(project.parent)
    return project


def empty(project: Path) -> Path:
    shutil.rmtree(project / ".git")
    run(project, "init", "-q")
    return project


def damaged(project: Path) -> Path:
    (project / ".git/HEAD").unlink()
    return project


@pytest.mark.parametrize(
    ("made", "why", "cure", "curable"),
    [
        (shallow, "the clone is shallow", "git fetch --unshallow", True),
        (archive, "in no repository", "git clone", False),
        (within, "the repository is that of", "one of its own", False),
        (empty, "nothing is committed", "git commit", False),
        (damaged, "git cannot read it", "Clone it anew", True),
    ],
)
def test_what_is_missing_is_said_with_the_cure(
    made: Callable[[Path], Path], why: str, cure: str, curable: bool, project: Path
) -> None:
    gap = git.gap(made(project))
    assert gap and why in gap.why and cure in gap.cure and gap.in_repository == curable


def test_a_folder_of_another_user_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)

    def as_another(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        switch = {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1", "LC_ALL": "C"}  # git's own, for such tests
        return subprocess.run(["git", *arguments], cwd=root, env=os.environ | switch, capture_output=True, check=False)

    monkeypatch.setattr(git, "_run", as_another)
    gap = git.gap(project)
    assert gap and "another user" in gap.why and f"safe.directory {project.resolve()}" in gap.cure and gap.in_repository


def test_without_git_that_is_said(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    gap = Project.load(project).gap
    assert gap and gap.why == "git is not installed" and Project.load(project).commit is None
