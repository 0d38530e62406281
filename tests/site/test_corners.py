"""Where a build cannot go on, it says so in a sentence, and readers keep the site that they have."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from factbook.publish import hosting, verify
from tests.helpers import base_project, run_build, write_tree

ADDRESS = "https://glimmer.example/guide/"
MKDOCS = "from mkdocs.__main__ import cli; import sys; sys.argv[1:] = ['build', '--quiet']; cli()"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose site, published before, is one file."""
    folder = base_project(tmp_path / "project")
    settings = folder / "mkdocs.yml"
    text = settings.read_text("utf-8")
    assert ADDRESS in text
    settings.write_text(text.replace(ADDRESS, f"!ENV [SITE_URL, '{ADDRESS}']"), "utf-8")
    return write_tree(folder, {"site/index.html": "published"})


def kept(project: Path, done: subprocess.CompletedProcess[str], said: str) -> None:
    """The build has failed, in a sentence, and has left nothing but the old site."""
    assert done.returncode == 1 and said in done.stdout + done.stderr, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in (project / "site").iterdir()] == ["index.html"]
    assert (project / "site/index.html").read_text("utf-8") == "published" and not list(project.glob(".site*"))


def run(project: Path, code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    known = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=project, env=known, capture_output=True, text=True, check=False)


WRONG = ["", "guide.example", "ftp://guide.example/", "https://gui de.example/", "https://guide.example/?q=1",
         "https://guide.example/#a", "https://guide.example//", "https://me:secret@guide.example/",
         'https://guide.example/"><script>', "javascript:attack()"]  # fmt: skip


@pytest.mark.parametrize("address", WRONG)
def test_a_wrong_address_is_none(address: str) -> None:
    assert not hosting.is_address(address)


@pytest.mark.parametrize("address", ["", "guide.example", 'https://guide.example/"><script>'])
def test_a_build_refuses_a_wrong_address(address: str, project: Path) -> None:
    done = run_build(project, SITE_URL=address)
    said = (
        "mkdocs.yml:3:1 FB521 wrong-site-address: the site's address must be"
        if "://" in address or not address
        else "site_url"
    )
    kept(project, done, said)


def test_an_address_without_its_slash_gets_one(project: Path) -> None:
    assert run_build(project, SITE_URL="https://guide.example/guide").returncode == 0
    assert 'href="https://guide.example/guide/care/"' in (project / "site/care/index.html").read_text("utf-8")


def test_a_full_disk_leaves_the_old_site(project: Path) -> None:
    """As the system has it when files may not grow: writing stops in the middle of the build."""
    for size in (2_000, 12_000, 40_000):
        limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size})); "
        kept(project, run(project, limit + MKDOCS), "The site cannot be written: ")


def test_a_folder_that_cannot_be_written_leaves_the_old_site(project: Path) -> None:
    (project / "file").write_text("no folder", "utf-8")
    code = MKDOCS.replace("'--quiet'", "'--quiet', '--site-dir', 'file/site'")
    kept(project, run(project, code), "The site cannot be written: ")


def test_a_link_stays_one_and_what_it_leads_to_is_replaced(project: Path, tmp_path: Path) -> None:
    (project / "site").rename(tmp_path / "www")
    (project / "site").symlink_to(tmp_path / "www")
    assert run_build(project).returncode == 0
    assert (project / "site").is_symlink() and verify.verify(str(tmp_path / "www"))[1] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["project", "www"]


def test_two_builds_at_once_both_end_well(project: Path) -> None:
    known = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-c", MKDOCS]
    builds = [subprocess.Popen(command, cwd=project, env=known, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [build.communicate()[1] for build in builds]
    assert [build.returncode for build in builds] == [0, 0], said
    assert verify.verify(str(project / "site"))[1] == [] and not list(project.glob(".site*"))
