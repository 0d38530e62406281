"""A whole second site, about an invented condition: what holds for one holds for the other.

It is the project of the rules' fixtures, with the one sentence translated that is left open there.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import polib
import pytest
from selectolax.lexbor import LexborHTMLParser

from factbook.check import run_checks
from factbook.page import urls
from factbook.project import Project
from tests import build_server
from tests.helpers import ROOT, base_project

pytestmark = pytest.mark.site

OPEN = {
    "This page names no cream and gives no advice of its own.": "Esta página no nombra cremas ni da consejos propios."
}
CODE = "es"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The second site, built by one plain `mkdocs build --strict`."""
    root = base_project(tmp_path_factory.mktemp("second") / "site")
    catalog = polib.pofile(str(root / f"docs/_translations/{CODE}/care.po"))
    for text, translation in OPEN.items():
        catalog.find(text).msgstr = translation
    catalog.save()
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = build_server.run(root, "mkdocs", "build", "--strict", "--quiet", environment=quiet)
    said = [line for line in (done.stdout + done.stderr).splitlines() if line and not line.startswith("note: ")]
    assert (done.returncode, said) == (0, [])
    return Project.load(root)


@pytest.fixture(scope="module")
def site(project: Project) -> Path:
    return project.tree.root / "site"


def html(site: Path, address: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / address).read_text("utf-8"))


def test_all_gates_hold(project: Project, site: Path) -> None:
    assert run_checks.check_content(project) == run_checks.check_site(site, project) == []


def test_it_has_two_languages_and_both_are_whole(project: Project) -> None:
    assert len(project.book.languages) == 2 and project.published == tuple(project.book.languages)
    assert run_checks.to_do(project) == [] and {row.percent for row in project.coverages.values()} == {100}


def test_each_page_is_there_in_each_language_with_its_disclaimer_and_sources(project: Project, site: Path) -> None:
    titles = set()
    for code in project.published:
        for path in project.pages:
            page = html(site, f"{urls.url(path, project.prefix(code))}index.html")
            assert page.css_first("html").attributes["lang"] == code
            assert page.css_first("#disclaimer") and page.css("#sources li")
            titles.add(page.css_first("title").text())
    assert len(titles) == 2 * len(project.pages)


def test_search_knows_each_page_in_its_language(project: Project, site: Path) -> None:
    found = json.loads((site / "pagefind/pagefind-entry.json").read_text("utf-8"))["languages"]
    assert {code: entry["page_count"] for code, entry in found.items()} == dict.fromkeys(
        project.published, len(project.pages)
    )


def test_an_address_that_is_not_there_leads_home_in_each_language(project: Project, site: Path) -> None:
    parts = {part.attributes["lang"]: part for part in html(site, "404.html").css("section[lang]")}
    homes = {code: part.css_first("a").attributes["href"] for code, part in parts.items()}
    assert homes == {code: f"/guide/{project.prefix(code) or '.'}" for code in project.published}


def test_machines_find_the_pages_and_facts_in_each_language(project: Project, site: Path) -> None:
    addresses = (site / "sitemap.xml").read_text("utf-8")
    for code in project.published:
        assert all(f"/guide/{urls.url(path, project.prefix(code))}<" in addresses for path in project.pages)
        facts = json.loads((site / project.prefix(code) / "facts.json").read_text("utf-8"))
        assert set(project.book.facts) <= {*str(facts).replace("'", " ").split()}


def test_nothing_of_the_first_site_is_in_it(project: Project, site: Path) -> None:
    ours = Project.load(ROOT).book
    words = {ours.labels["site.condition"], ours.labels["site.name"], *(row.title for row in ours.sources.values())}
    assert words and not words & {source.title for source in project.book.sources.values()}
    for file in site.rglob("*.html"):
        text = file.read_text("utf-8").casefold()
        assert not [word for word in words if word.casefold() in text], file
