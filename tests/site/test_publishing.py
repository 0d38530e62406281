"""What a build for readers needs: a public address, a repository, a history; and where it says what is missing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from factbook.check import run_checks
from factbook.project import Project
from tests.helpers import base_project, build, commit_all, run_build, write_tree

LOCAL = "http://127.0.0.1:8000/"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose address and repository are set from outside."""
    folder = base_project(tmp_path / "mi guía con espacios")
    settings = folder / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("https://glimmer.example/guide/", f"!ENV [SITE_URL, '{LOCAL}']")
    text = text.replace("font: false,", "font: false, features: [content.action.edit],")
    factbook = "  factbook: {repository: !ENV [REPO_URL, ''], branch: trunk}\n"
    settings.write_text(text.replace("  generator: false\n", f"  generator: false\n{factbook}"), "utf-8")
    return folder


def said(done: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def shallow(project: Path) -> Path:
    commit_all(project)
    with (project / "docs/index.md").open("a", encoding="utf-8") as page:
        page.write("\n")
    commit_all(project)
    target = project.with_name("shallow")
    subprocess.run(["git", "clone", "-q", "--depth", "1", project.as_uri(), str(target)], check=True)
    return target


def test_a_site_for_readers_is_not_built_from_a_shallow_clone(project: Path) -> None:
    clone = shallow(project)
    done = run_build(clone)
    assert done.returncode == 1 and "FB531 missing-history" in said(done) and "git fetch --unshallow" in done.stderr
    here = run_build(clone, SITE_URL=LOCAL)
    assert here.returncode == 0 and "the clone is shallow" in said(here) and "set SITE_URL" in here.stderr


def test_from_an_archive_it_is_built_and_says_what_it_lacks(project: Path) -> None:
    done = run_build(project)
    assert done.returncode == 0 and "rule for removed pages (FB316) are left out" in said(done)


@pytest.mark.parametrize("host", ["NETLIFY", "CF_PAGES", "VERCEL"])
def test_a_host_that_publishes_what_it_builds_needs_the_address(host: str, project: Path) -> None:
    done = run_build(project, SITE_URL=LOCAL, **{host: "1"})
    assert done.returncode == 1 and "FB521" in said(done) and "Set SITE_URL" in done.stderr


def test_gh_deploy_needs_the_address(project: Path) -> None:
    commit_all(project)
    command = [sys.executable, "-m", "mkdocs", "gh-deploy", "--no-history"]
    known = {name: text for name, text in os.environ.items() if name != "SITE_URL"}
    done = subprocess.run(command, cwd=project, env=known, capture_output=True, text=True)
    assert done.returncode == 1 and "gh-deploy publishes it" in said(done) and not (project / "site").exists()


@pytest.mark.parametrize(
    ("address", "written", "copied", "edit", "report"),
    [
        ("https://bücher.example/guía/", "https://xn--bcher-kva.example/gu%C3%ADa/", "git@github.com:group/guide.git",
         "github.com/group/guide/edit/trunk/docs/", "issues/new?template="),
        ("https://[2001:db8::1]/guide/", "https://[2001:db8::1]/guide/", "https://gitlab.com/a/b/guide.git",
         "gitlab.com/a/b/guide/-/edit/trunk/docs/", "-/issues/new?issue%5B"),
        ("https://guide.example:8443/a/b/", "https://guide.example:8443/a/b/", "ssh://git@codeberg.org/group/guide/",
         "codeberg.org/group/guide/_edit/trunk/docs/", "issues/new?title="),
    ],
)  # fmt: skip
def test_any_address_and_any_forge_is_written_as_machines_and_forges_want_it(
    address: str, written: str, copied: str, edit: str, report: str, project: Path
) -> None:
    site = build(project, SITE_URL=address, REPO_URL=copied)
    assert run_checks.check_site(site, Project.load(project)) == []
    for name in ("sitemap.xml", "robots.txt", "index.html", "es/care/index.html"):
        text = (site / name).read_text("utf-8")
        assert written in text and "bücher" not in text and "/guía/" not in text
    html = (site / "care/index.html").read_text("utf-8")
    assert f'rel="canonical" href="{written}care/"' in html
    assert f'href="https://{edit}care.md"' in html
    repository = edit.partition("/edit/")[0].partition("/-")[0].partition("/_edit")[0]
    assert f'href="https://{repository}/{report}'.replace("&", "&amp;") in html.replace("&#39;", "'")


def test_a_repository_without_an_address_is_refused_in_a_sentence(project: Path) -> None:
    done = run_build(project, REPO_URL="/srv/git/guide.git")
    assert done.returncode == 1 and re.search(
        r"mkdocs.yml:\d+:1 FB522 .*the repository must have an address", said(done)
    )


def test_a_clock_that_is_none_is_said_and_an_empty_one_is_as_none(project: Path) -> None:
    assert run_build(project, SOURCE_DATE_EPOCH="").returncode == 0
    for wrong in ("x", "-5", "1.5", "9" * 20):
        done = run_build(project, SOURCE_DATE_EPOCH=wrong)
        assert done.returncode == 1 and "SOURCE_DATE_EPOCH must be a time" in said(done)


def test_a_file_in_the_place_of_the_site_stays(project: Path) -> None:
    write_tree(project, {"site": "mine"})
    done = run_build(project)
    assert done.returncode == 1 and "move it away" in said(done)
    assert (project / "site").read_text("utf-8") == "mine"


def test_another_folder_for_the_site_is_honoured(project: Path) -> None:
    settings = project / "mkdocs.yml"
    settings.write_text(f"site_dir: public\n{settings.read_text('utf-8')}", "utf-8")
    assert run_build(project).returncode == 0
    assert (project / "public/index.html").exists() and not (project / "site").exists()
