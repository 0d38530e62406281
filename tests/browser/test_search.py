"""Searching: the only thing on the site that needs scripts."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, TimeoutError, expect

from tests.browser.axe import findings
from tests.browser.conftest import ADDRESSES, PROJECT, Visit

pytestmark = pytest.mark.browser

LANGUAGES = pytest.mark.parametrize("code", ADDRESSES)


def _search(visit: Visit, address: str, words: str) -> None:
    visit.go(address).page.click(".to-search")
    visit.page.keyboard.type(words)
    expect(visit.page.locator("dialog li a").first).to_be_visible()


@LANGUAGES
def test_each_title_typed_without_accents_finds_its_page(visit: Visit, code: str) -> None:
    titles = {address: visit.go(address).page.inner_text("h1") for address in ADDRESSES[code]}
    visit.page.click(".to-search")
    wrong = []
    for address, title in titles.items():
        visit.page.fill("dialog input", _plain(title))
        if not _comes(visit.page.locator(f'dialog li a[href="{urlsplit(visit.base).path}{address}"]')):
            wrong.append(f"{_plain(title)!r} must find {address}")
    assert not wrong, "\n".join(wrong)


def _plain(text: str) -> str:
    """Without accents, as people type on a phone."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def _comes(wanted: Locator) -> bool:
    try:
        wanted.wait_for(timeout=10_000)
    except TimeoutError:
        return False
    return True


@LANGUAGES
def test_only_pages_in_the_language_of_the_page_are_found(visit: Visit, code: str) -> None:
    home, other, *_ = ADDRESSES[code]
    _search(visit, home, visit.go(other).page.inner_text("h1"))
    found = visit.page.eval_on_selector_all("dialog li a", "links => links.map(link => link.href)")
    assert {link.partition("#")[0] for link in found} <= {visit.base + address for address in ADDRESSES[code]}


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


@LANGUAGES
def test_axe_finds_nothing_in_the_open_search(visit: Visit, code: str) -> None:
    home, other, *_ = ADDRESSES[code]
    _search(visit, home, visit.go(other).page.inner_text("h1"))
    # The coloured grounds of found words leave axe in doubt about the text between them.
    wrong = [*findings(visit, doubts=False), *visit.run("stickingOut")]
    assert not wrong, "\n".join(wrong)


@LANGUAGES
def test_searching_fails_nowhere_asks_no_other_host_and_stores_nothing(visit: Visit, code: str) -> None:
    home, other, *_ = ADDRESSES[code]
    _search(visit, home, visit.go(other).page.inner_text("h1"))
    assert [*visit.noise, *visit.page.context.cookies(), *visit.run("stored")] == []


def test_nothing_found_is_said(visit: Visit) -> None:
    visit.go("").page.click(".to-search")
    visit.page.keyboard.type("xyzzyqwrtp")
    expect(visit.page.get_by_role("status")).to_have_text(PROJECT.book.labels["search.none"])


@LANGUAGES
def test_how_many_pages_are_found_is_said_in_the_language(visit: Visit, code: str) -> None:
    home, other, *_ = ADDRESSES[code]
    _search(visit, home, visit.go(other).page.inner_text("h1"))
    said = PROJECT.renderers[code].plain_label("search.found", count="")
    expect(visit.page.get_by_role("status")).to_contain_text(said)


@LANGUAGES
def test_nothing_is_loaded_for_it_before_it_is_opened(visit: Visit, code: str) -> None:
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    visit.go(ADDRESSES[code][0]).page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "pagefind" in url or url.endswith(".json")]
    with visit.page.expect_request("**/pagefind.js"):
        visit.page.click(".to-search")


def test_escape_closes_the_search_at_once_even_with_words_in_it(visit: Visit) -> None:
    visit.go("").page.click(".to-search")
    visit.page.keyboard.type("xy")
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("dialog.search")).to_be_hidden()
