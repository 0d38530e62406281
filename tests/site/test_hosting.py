"""What hosts are told: headers, robots.txt, security.txt, pages that have moved."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

from factbook.check import run_checks
from factbook.page import urls
from factbook.project import Project
from factbook.publish import hosting
from tests.helpers import base_project, build, commit_all, write_tree

ADDRESS, REPOSITORY = "https://guide.example/kit/", "https://repository.example/kit"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = base_project(tmp_path_factory.mktemp("hosting") / "project")
    commit_all(folder)
    (folder / "docs/words.md").rename(folder / "docs/glossary.md")
    (folder / "docs/_translations/es/words.po").rename(folder / "docs/_translations/es/glossary.po")
    page = folder / "docs/glossary.md"
    page.write_text(page.read_text("utf-8").replace("\nsources:", "\nmoved_from: [words.md]\nsources:", 1), "utf-8")
    for file in (folder / "docs").rglob("*.md"):
        file.write_text(file.read_text("utf-8").replace("(words.md", "(glossary.md"), "utf-8")
    for file in (folder / "docs").rglob("*.po"):
        file.write_text(file.read_text("utf-8").replace("(words.md", "(glossary.md"), "utf-8")
    settings = folder / "mkdocs.yml"
    text = (
        settings.read_text("utf-8")
        .replace("words.md", "glossary.md")
        .replace("https://glimmer.example/guide/", ADDRESS)
    )
    settings.write_text(f"{text}\nrepo_url: {REPOSITORY}\n", "utf-8")
    commit_all(folder)
    return folder


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    return build(project)


def test_a_page_that_has_moved_leads_to_its_new_place_in_each_language(site: Path) -> None:
    for folder in (site, site / "es"):
        tree = LexborHTMLParser((folder / "words/index.html").read_text("utf-8"))
        link, refresh = tree.css_first("main a"), tree.css_first("meta[http-equiv=refresh]")
        assert link and refresh and refresh.attributes["content"] == f"0; url={link.attributes['href']}"
        assert (folder / "words" / str(link.attributes["href"]) / "index.html").exists()


def test_the_gates_take_it_as_a_page_of_the_site(site: Path, project: Path) -> None:
    assert run_checks.check_site(site, Project.load(project)) == []


def test_robots_find_the_site_map(site: Path) -> None:
    assert (site / "robots.txt").read_text("utf-8").splitlines()[-1] == f"Sitemap: {ADDRESS}sitemap.xml"
    assert "words/" not in (site / "sitemap.xml").read_text("utf-8")


def test_whom_to_tell_of_a_weakness(site: Path) -> None:
    lines = dict(line.split(": ", 1) for line in (site / hosting.SECURITY).read_text("utf-8").splitlines())
    assert lines == {
        "Contact": REPOSITORY,
        "Expires": "2027-01-31T12:00:00Z",
        "Preferred-Languages": "en, es",
        "Canonical": f"{ADDRESS}.well-known/security.txt",
    }


def test_nobody_is_named_where_nobody_is_known(project: Path) -> None:
    assert hosting.SECURITY not in hosting.files(Project.load(project), ADDRESS, "")


def test_a_page_may_run_and_load_only_what_the_site_has(site: Path) -> None:
    policy = hosting.headers(site)["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe-inline" not in policy and "'unsafe-eval'" not in policy and "http" not in policy
    for page in site.rglob("*.html"):
        own = LexborHTMLParser(page.read_text("utf-8")).css_first("meta[http-equiv=Content-Security-Policy]")
        assert own is not None, f"{page} must carry the policy, for hosts that send no headers"
        card = page.parent.name == "emergency-card"  # one file that stands alone: it may load nothing at all
        policy = hosting.policy() if not card else "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        assert own.attributes["content"] == policy


def test_what_stands_in_a_page_is_allowed_by_its_hash(tmp_path: Path) -> None:
    script, style = "let a = 1;", "p { color: red }"
    data = '<script type="application/ld+json">{}</script>'
    html = f"<html><head><style>{style}</style><script>{script}</script>{data}</head></html>"
    policy = hosting.headers(write_tree(tmp_path, {"a/index.html": html}))["Content-Security-Policy"]
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (script, style)]
    assert f"script-src 'self' 'wasm-unsafe-eval' 'sha256-{hashes[0]}';" in policy
    assert f"style-src 'self' 'sha256-{hashes[1]}';" in policy and policy.count("sha256-") == 2


def test_each_kind_of_server_gets_all_headers(site: Path) -> None:
    rows = hosting.headers(site)
    for text in (hosting.as_file(rows, style) for style in hosting.STYLES):
        assert all(name in text and value in text for name, value in rows.items())


def test_the_site_brings_its_headers_along(site: Path) -> None:
    assert (site / "_headers").read_text("utf-8") == hosting.as_file(hosting.headers(site), "static")


@pytest.mark.parametrize(("code", "prefix"), [("en", ""), ("es", "es/")])
def test_each_language_has_a_feed_of_its_changes(site: Path, project: Path, code: str, prefix: str) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.fromstring((site / prefix / hosting.FEED).read_text("utf-8"))
    assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == code
    assert feed.findtext(f"{atom}updated") == "2026-01-31T00:00:00Z"
    found = {entry.findtext(f"{atom}id"): entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")}
    loaded = Project.load(project)
    assert found == {
        f"{ADDRESS}{urls.url(path, prefix)}": loaded.renderers[code].head(page, "title")
        for path, page in loaded.pages.items()
    }
    link = LexborHTMLParser((site / prefix / "care/index.html").read_text("utf-8")).css_first("link[type*=atom]")
    assert link and (site / prefix / "care" / str(link.attributes["href"])).resolve() == site / prefix / hosting.FEED


def test_there_is_no_feed_where_nobody_knows_when_pages_were_changed(tmp_path: Path) -> None:
    files = hosting.files(Project.load(base_project(tmp_path / "project")), ADDRESS, "")
    assert not [name for name in files if name.endswith(hosting.FEED)]
