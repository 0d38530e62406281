"""Searching: the only thing on the site that needs scripts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, TimeoutError, expect
from selectolax.lexbor import LexborHTMLParser

from factbook.publish import search
from tests.browser.axe import findings
from tests.browser.conftest import ADDRESSES, PROJECT, Visit, window_on
from tests.browser.serving import FOLDER

pytestmark = pytest.mark.browser

STRAY = re.compile(r".{0,30}(?:\s[.,;:!?)]|\(\s).{0,20}")
LANGUAGES = pytest.mark.parametrize("code", ADDRESSES)


@pytest.fixture(scope="module", params=ADDRESSES)
def found(request: pytest.FixtureRequest, profile: BrowserContext, base: str) -> Iterator[tuple[str, Visit]]:
    """A language, and the search in it with what it has found of the title of a page, to be looked at."""
    home, other, *_ = ADDRESSES[request.param]
    with window_on(profile, base) as visit:
        _search(visit, home, visit.go(other).page.inner_text("h1"))
        yield request.param, visit


def _search(visit: Visit, address: str, words: str) -> None:
    visit.go(address).page.click(".to-search")
    visit.page.keyboard.type(words)
    expect(visit.page.locator("dialog li a").first).to_be_visible()


@LANGUAGES
def test_each_title_typed_without_accents_finds_its_page(visit: Visit, host: Path, code: str) -> None:
    titles = {address: _heading(host / FOLDER / address / "index.html") for address in ADDRESSES[code]}
    visit.go(ADDRESSES[code][-1]).page.click(".to-search")
    wrong = []
    for address, title in titles.items():
        visit.page.fill("dialog input", _plain(title))
        wanted = f"{urlsplit(visit.base).path}{address}"
        if not _comes(visit.page.locator(f'dialog li a:is([href="{wanted}"], [href^="{wanted}#"])').first):
            wrong.append(f"{_plain(title)!r} must find {address}")
    assert not wrong, "\n".join(wrong)


def _heading(file: Path) -> str:
    found = LexborHTMLParser(file.read_text("utf-8")).css_first("h1")
    return " ".join(found.text().split()) if found else ""


def _plain(text: str) -> str:
    """Without accents, as people type on a phone."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def _comes(wanted: Locator) -> bool:
    try:
        wanted.wait_for(timeout=10_000)
    except TimeoutError:
        return False
    return True


def test_only_pages_in_the_language_of_the_page_are_found(found: tuple[str, Visit]) -> None:
    code, visit = found
    links = visit.page.eval_on_selector_all("dialog li a", "links => links.map(link => link.href)")
    assert {link.partition("#")[0] for link in links} <= {visit.base + address for address in ADDRESSES[code]}


@LANGUAGES
def test_enter_goes_to_the_first_result_and_opens_it(visit: Visit, code: str) -> None:
    home, other, *_ = ADDRESSES[code]
    _search(visit, home, visit.go(other).page.inner_text("h1"))
    target = visit.page.get_attribute("dialog li a", "href")
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(lambda url: url.endswith(str(target)))


def test_escape_closes_the_search_and_the_focus_is_back_on_its_button(visit: Visit) -> None:
    visit.go("").page.click(".to-search")
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("dialog.search")).to_be_hidden()
    expect(visit.page.locator(".to-search")).to_be_focused()


def test_axe_finds_nothing_in_the_open_search(found: tuple[str, Visit]) -> None:
    _, visit = found
    # The coloured grounds of found words leave axe in doubt about the text between them.
    wrong = [*findings(visit, doubts=False), *visit.run("stickingOut")]
    assert not wrong, "\n".join(wrong)


def test_searching_fails_nowhere_asks_no_other_host_and_stores_nothing(found: tuple[str, Visit]) -> None:
    _, visit = found
    assert [*visit.noise, *visit.page.context.cookies(), *visit.run("stored")] == []


@LANGUAGES
def test_nothing_found_is_said_and_offers_help_and_the_other_languages(visit: Visit, code: str) -> None:
    render, home = PROJECT.renderers[code], ADDRESSES[code][0]
    visit.go(home).page.click(".to-search")
    expect(visit.page.locator(".search-none")).to_be_hidden()
    visit.page.keyboard.type("xyzzyqwrtp")
    expect(visit.page.locator("dialog").get_by_role("status")).to_have_text(render.plain_label("search.none"))
    offered = visit.page.eval_on_selector_all(".search-none a", "links => links.map(link => link.href)")
    assert set(offered) >= {visit.base + homes[0] for other, homes in ADDRESSES.items() if other != code}
    expect(visit.page.locator(".search-none a").first).to_have_text(render.plain_label("site.help"))
    assert not [*findings(visit, doubts=False), *visit.run("stickingOut")]
    visit.page.fill("dialog input", "")
    expect(visit.page.locator(".search-none")).to_be_hidden()


def test_a_result_leads_to_the_section_that_was_found(visit: Visit) -> None:
    home, other, *_ = ADDRESSES[PROJECT.book.source_language]
    heading = visit.go(other).page.locator("article h2[id]").first
    words, ident = heading.inner_text(), heading.get_attribute("id")
    _search(visit, home, words)
    expect(visit.page.locator(f'dialog li a[href$="{other}#{ident}"]').first).to_be_visible()


def test_excerpts_have_no_stray_spaces(host: Path) -> None:
    pages = [page for code in ADDRESSES for page in search._indexed(host / FOLDER, code)]
    stray = [f"{page['url']}: {found[0]}" for page in pages for found in STRAY.finditer(page["content"])]
    assert len(pages) >= len(ADDRESSES) and not stray, "\n".join(stray)


def test_that_it_cannot_be_loaded_is_said(visit: Visit) -> None:
    visit.page.route("**/search.js*", lambda route: route.abort())
    visit.go("").page.click(".to-search")
    expect(visit.page.locator("dialog").get_by_role("status")).to_have_text(PROJECT.book.labels["search.failed"])


def test_in_a_folder_of_files_it_says_that_it_does_not_work(visit: Visit, host: Path) -> None:
    visit.page.goto((host / FOLDER / "index.html").as_uri())
    visit.page.click(".to-search")
    expect(visit.page.locator("dialog").get_by_role("status")).to_have_text(PROJECT.book.labels["search.failed"])


def test_enter_leaves_it_open_also_before_it_is_loaded(visit: Visit) -> None:
    visit.page.route("**/search.js*", lambda route: route.abort())
    visit.go("").page.click(".to-search")
    visit.page.keyboard.type("xy")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("dialog.search")).to_be_visible()
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("dialog.search")).to_be_hidden()


def test_one_escape_closes_one_thing(visit: Visit) -> None:
    visit.go("").page.locator('article a.cite[href^="#note-"]').first.click()
    note = visit.page.locator(".open-note")
    expect(note).to_be_visible()
    for opener, box in ((".to-search", "dialog.search"), (".drawer > summary", ".drawer__panel")):
        visit.page.click(opener)
        expect(visit.page.locator(box)).to_be_visible()
        visit.page.keyboard.press("Escape")
        expect(visit.page.locator(box)).to_be_hidden()
        expect(note).to_be_visible()
    visit.page.keyboard.press("Escape")
    expect(note).to_be_hidden()


def test_a_tap_beside_it_closes_it_and_one_in_it_does_not(visit: Visit) -> None:
    visit.go("").page.click(".to-search")
    box = visit.page.locator("dialog.search").bounding_box()
    assert box
    visit.page.mouse.click(box["x"] + 3, box["y"] + 3)
    expect(visit.page.locator("dialog.search")).to_be_visible()
    visit.page.mouse.click(box["x"] + 3, box["y"] + box["height"] + 30)
    expect(visit.page.locator("dialog.search")).to_be_hidden()
    expect(visit.page.locator(".to-search")).to_be_focused()


@LANGUAGES
def test_results_are_clear_in_forced_colours_and_on_small_screens(visit: Visit, code: str) -> None:
    home, other, *_ = ADDRESSES[code]
    title = visit.go(other).page.inner_text("h1")
    visit.page.set_viewport_size({"width": 320, "height": 600})
    visit.page.emulate_media(forced_colors="active")
    _search(visit, home, title)
    visit.page.keyboard.press("Enter")
    focus = "getComputedStyle(document.activeElement).outlineStyle"
    assert visit.run("stickingOut") == [] and visit.page.evaluate(focus) != "none"
    visit.page.emulate_media(forced_colors="none")


def test_how_many_pages_are_found_is_said_in_the_language(found: tuple[str, Visit]) -> None:
    code, visit = found
    said = PROJECT.renderers[code].plain_label("search.found", count="")
    expect(visit.page.locator("dialog").get_by_role("status")).to_contain_text(said)


@LANGUAGES
def test_nothing_is_loaded_for_it_before_it_is_opened(visit: Visit, code: str) -> None:
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    visit.go(ADDRESSES[code][0]).page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "pagefind" in url or "search" in url or url.endswith(".json")]
    with visit.page.expect_request("**/pagefind.js?v=*"):
        visit.page.click(".to-search")


def test_escape_closes_the_search_at_once_even_with_words_in_it(visit: Visit) -> None:
    visit.go("").page.click(".to-search")
    visit.page.keyboard.type("xy")
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("dialog.search")).to_be_hidden()
