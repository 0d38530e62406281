"""Searching: the only thing on the site that needs scripts."""

from __future__ import annotations

import unicodedata

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.browser.conftest import ADDRESSES, PROJECT, Visit

pytestmark = pytest.mark.browser

LANGUAGES = pytest.mark.parametrize("code", ADDRESSES)


def _search(visit: Visit, address: str, words: str) -> None:
    visit.go(address).page.click("header button")
    visit.page.keyboard.type(words)
    expect(visit.page.locator("dialog li a").first).to_be_visible()


def _plain(text: str) -> str:
    """Without accents, as people type on a phone."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


@LANGUAGES
def test_each_title_finds_its_page_with_and_without_accents_in_its_own_language(visit: Visit, code: str) -> None:
    home, *others = ADDRESSES[code]
    wrong = []
    for address in others:
        title = visit.go(address).page.inner_text("h1")
        for words in dict.fromkeys([title, _plain(title)]):
            _search(visit, home, words)
            found = visit.page.eval_on_selector_all("dialog li a", "links => links.map(link => link.href)")
            own = [visit.base + known for known in ADDRESSES[code]]
            wrong += [f"{words!r} must find {address}"] if visit.base + address not in found else []
            wrong += [f"{words!r} finds {link}" for link in found if link.partition("#")[0] not in own]
    assert not wrong, "\n".join(wrong)


@LANGUAGES
def test_enter_goes_to_the_first_result_and_opens_it(visit: Visit, code: str) -> None:
    home, other, *_ = ADDRESSES[code]
    _search(visit, home, visit.go(other).page.inner_text("h1"))
    target = visit.page.get_attribute("dialog li a", "href")
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(lambda url: url.endswith(str(target)))


def test_escape_closes_the_search_and_the_focus_is_back_on_its_button(visit: Visit) -> None:
    visit.go("").page.click("header button")
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("dialog")).to_be_hidden()
    expect(visit.page.locator("header button")).to_be_focused()


@LANGUAGES
def test_axe_finds_nothing_in_the_open_search(visit: Visit, code: str) -> None:
    home, other, *_ = ADDRESSES[code]
    _search(visit, home, visit.go(other).page.inner_text("h1"))
    wrong = findings(visit) + visit.run("stickingOut")
    assert not wrong, "\n".join(wrong)


@LANGUAGES
def test_searching_fails_nowhere_asks_no_other_host_and_stores_nothing(visit: Visit, code: str) -> None:
    home, other, *_ = ADDRESSES[code]
    _search(visit, home, visit.go(other).page.inner_text("h1"))
    assert [*visit.noise, *visit.page.context.cookies(), *visit.run("stored")] == []


def test_nothing_found_is_said(visit: Visit) -> None:
    visit.go("").page.click("header button")
    visit.page.keyboard.type("xyzzyqwrtp")
    expect(visit.page.get_by_role("status")).to_have_text(PROJECT.book.labels["search.none"])
