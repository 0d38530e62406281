"""When a page was last changed, as git has it."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from pathlib import Path

import pytest

from factbook.load import git as history
from factbook.project import Project
from tests.helpers import base_project


def git(folder: Path, *arguments: str, day: str = "2026-01-01") -> None:
    identity = {"GIT_AUTHOR_DATE": f"{day}T23:30:00+0000", "GIT_COMMITTER_DATE": f"{day}T23:30:00+0000"}
    command = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@x.example", *arguments]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | identity)


def commit(folder: Path, day: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", day, day=day)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    base_project(folder)
    git(folder.parent, "init", "-q", str(folder))
    commit(folder, "2026-02-03")
    return folder


def test_a_page_has_the_day_of_the_last_commit_that_changed_it(repository: Path) -> None:
    page = repository / "docs/care.md"
    page.write_text(f"{page.read_text('utf-8')}\n", "utf-8")
    commit(repository, "2026-04-05")
    changed = Project.load(repository).changed("en")
    assert (changed["care.md"], changed["words.md"]) == (dt.date(2026, 4, 5), dt.date(2026, 2, 3))


def test_a_translated_page_changes_with_either_of_its_texts(repository: Path) -> None:
    catalog = repository / "docs/_translations/es/care.po"
    catalog.write_text(f"{catalog.read_text('utf-8')}\n", "utf-8")
    commit(repository, "2026-04-05")
    project = Project.load(repository)
    assert project.changed("es")["care.md"] == dt.date(2026, 4, 5)
    assert project.changed("en")["care.md"] == dt.date(2026, 2, 3)
    shown = {code: project.rendered(code, project.pages["care.md"]).trust for code in project.renderers}
    assert "5 de abril de 2026" in shown["es"] and "February 3, 2026" in shown["en"]


def test_the_day_does_not_depend_on_when_the_site_is_built(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = history.last_changes(repository, "docs")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert history.last_changes(repository, "docs") == before != {}


def test_where_history_is_missing_nothing_is_claimed(repository: Path, tmp_path: Path) -> None:
    commit_again = repository / "docs/new.txt"
    commit_again.write_text("x", "utf-8")
    commit(repository, "2026-04-05")
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", repository.as_uri(), str(tmp_path / "shallow")],
        check=True, capture_output=True,
    )  # fmt: skip
    assert history.last_changes(tmp_path / "shallow", "docs") == {}
    bare = base_project(tmp_path / "bare")
    assert history.last_changes(bare, "docs") == {}
    project = Project.load(bare)
    assert "last changed" not in project.rendered("en", project.pages["care.md"]).trust


@pytest.mark.parametrize("how", ["removed", "renamed", "committed"])
def test_a_page_that_is_gone_is_known_at_once(how: str, repository: Path) -> None:
    if how == "removed":
        (repository / "docs/care.md").unlink()
    else:
        git(repository, "mv", "docs/care.md", "docs/what-to-do.md")
    if how == "committed":
        commit(repository, "2026-04-05")
    assert Project.load(repository).departed == ("care.md",)


SIGNER = """#!/bin/sh
case "$*" in
*--verify*) echo '[GNUPG:] GOODSIG x y'; echo 'gpg: Good signature' >&2 ;;
*) cat > /dev/null; echo '[GNUPG:] SIG_CREATED ' >&2
   printf -- '-----BEGIN PGP SIGNATURE-----\\n\\nx\\n-----END PGP SIGNATURE-----\\n' ;;
esac
"""


def test_how_somebody_likes_git_to_show_things_changes_nothing(repository: Path, tmp_path: Path) -> None:
    """Signatures between the lines, or a first commit without its files."""
    (tmp_path / "signer").write_text(SIGNER, "utf-8")
    (tmp_path / "signer").chmod(0o755)
    plain = history.last_changes(repository, "docs")
    for name, value in {
        "gpg.program": str(tmp_path / "signer"),
        "log.showSignature": "true",
        "log.showRoot": "false",
    }.items():
        git(repository, "config", name, value)
    git(repository, "commit", "-q", "--amend", "--no-edit", "-S", day="2026-02-03")
    found = history.commit(repository)
    assert found and len(found.name) == 40
    assert history.last_changes(repository, "docs") == plain
