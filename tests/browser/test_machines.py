"""What machines read: each page as Markdown, and llms.txt. No browser is needed for it, but the whole built site is."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin

import markdown
import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from factbook.page import urls
from factbook.publish import built_markdown, verify
from tests.browser.conftest import PROJECT
from tests.browser.serving import FOLDER

pytestmark = pytest.mark.browser

LANGUAGES = pytest.mark.parametrize("code", PROJECT.published)


@pytest.fixture
def site(host: Path) -> Path:
    return host / FOLDER


def pages(code: str) -> list[str]:
    return [urls.url(path, PROJECT.prefix(code)) for path in PROJECT.pages]


def said(html: str, selector: str = "body", without: str = built_markdown.UNSAID) -> str:
    """Every letter, figure and sign that stands in the page, without spaces and the marks of quotations."""
    tree = LexborHTMLParser(html)
    for node in tree.css(without):
        node.decompose()
    return re.sub(r"[\s“”]", "", "".join(node.text() for node in tree.css(selector)))


@LANGUAGES
def test_the_markdown_of_every_page_says_exactly_what_the_page_says(site: Path, code: str) -> None:
    wrong = []
    for address in pages(code):
        html, text = ((site / address / name).read_text("utf-8") for name in ("index.html", "index.md"))
        head, body = text.removeprefix("---\n").split("---\n\n", 1)
        shown = said(markdown.markdown(body, extensions=["tables"]))
        if shown != said(html, built_markdown.SAID) or yaml.safe_load(head)["lang"] != code:
            wrong.append(address)
    assert wrong == []


@LANGUAGES
def test_the_markdown_has_the_disclaimer_and_every_note_of_the_page(site: Path, code: str) -> None:
    disclaimer = said(str(PROJECT.renderers[code].disclaimer))
    for address in pages(code):
        tree = LexborHTMLParser((site / address / "index.html").read_text("utf-8"))
        text = (site / address / "index.md").read_text("utf-8")
        assert disclaimer in re.sub(r"[\s“”*>]", "", text), address
        notes = [node.text() for node in tree.css("#sources .mark")]
        assert re.findall(r"^- (\[[^\]]+\]) \*\*", text, re.M) == notes, address


@LANGUAGES
def test_each_page_names_its_markdown_and_no_list_of_pages_does(site: Path, code: str) -> None:
    for address in pages(code):
        tree = LexborHTMLParser((site / address / "index.html").read_text("utf-8"))
        assert [node.attributes["href"] for node in tree.css("link[type='text/markdown']")] == ["index.md"], address
    assert ".md" not in (site / "sitemap.xml").read_text("utf-8")
    assert "Disallow" not in (site / "robots.txt").read_text("utf-8")


@LANGUAGES
def test_llms_txt_names_the_site_its_disclaimer_its_sources_and_every_page_of_the_menu(site: Path, code: str) -> None:
    prefix, render = PROJECT.prefix(code), PROJECT.renderers[code]
    text = (site / prefix / built_markdown.LLMS).read_text("utf-8")
    assert text.startswith(f"# {render.plain_label('site.name')}\n\n> {render.plain_label('site.description')}\n")
    assert said(str(render.disclaimer)) in re.sub(r"[\s“”*>]", "", text)
    kinds = {render.plain_label(f"kind.{source.kind}") for source in PROJECT.book.sources.values()}
    assert all(f"- {kind}: *" in text for kind in kinds)
    links = re.findall(r"^- \[[^\]]+\]\(([^)]+)\): \S", text, re.M)
    assert len(links) == len(set(links)) and all((site / prefix / link).is_file() for link in links)
    menu = LexborHTMLParser((site / prefix / "index.html").read_text("utf-8")).css("nav.menu a.md-nav__link[href]")
    listed = {urljoin(f"/{prefix}", node.attributes["href"] or "") for node in menu}
    assert listed == {urljoin(f"/{prefix}", link).removesuffix("index.md") for link in links if link.endswith(".md")}


def test_languages_that_readers_are_not_offered_have_none(site: Path) -> None:
    hidden = [code for code in PROJECT.renderers if code not in PROJECT.published]
    assert not [file for code in hidden for file in (site / PROJECT.prefix(code)).rglob("*.md")]


def test_the_manifest_proves_them(site: Path) -> None:
    digests = verify.manifest_of(str(site)).digests
    assert {"index.md", "llms.txt"} <= digests.keys() and verify.verify(str(site))[1] == []
