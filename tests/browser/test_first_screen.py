"""What a frightened parent sees before scrolling, on a phone of 360 × 740 px."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import HOMES, Visit

pytestmark = pytest.mark.browser

PARTS = ["h1", "h1 + *", ".act-now :is(li:first-child, .admonition-title + p)", "a.help"]


@pytest.mark.parametrize("home", HOMES)
def test_what_it_is_and_what_to_do_are_on_the_first_screen(visit: Visit, home: str) -> None:
    assert visit.go(home).run("notOnFirstScreen", PARTS) == []


@pytest.mark.parametrize("home", HOMES)
def test_the_help_button_leads_to_phone_numbers(visit: Visit, home: str) -> None:
    visit.go(home).page.click("a.help")
    assert visit.page.locator("a[href^='tel:']").first.is_visible()
    assert visit.here().startswith(home)


@pytest.mark.parametrize("home", HOMES)
def test_on_the_page_that_it_leads_to_it_leads_back_up(visit: Visit, home: str) -> None:
    visit.go(home).page.click("a.help")
    visit.page.evaluate("scrollTo(0, document.documentElement.scrollHeight); window.sameDocument = true")
    visit.page.click("a.help")
    expect(visit.page.locator("h1")).to_be_in_viewport()
    assert visit.page.evaluate("window.sameDocument"), "without loading it anew"


@pytest.mark.parametrize("home", HOMES)
def test_the_first_tab_offers_to_skip_to_the_text(visit: Visit, home: str) -> None:
    keyboard = visit.go(home).page.keyboard
    keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.matches('a.md-skip')")
    assert visit.run("notOnFirstScreen", ["a.md-skip"]) == []
    keyboard.press("Enter")
    keyboard.press("Tab")
    assert visit.page.evaluate("Boolean(document.activeElement.closest('article'))")
    heading = visit.page.get_attribute("h1", "id")
    assert visit.here() == f"{home}#{heading}"


@pytest.mark.parametrize("home", HOMES)
def test_paper_gets_the_text_and_the_numbers_without_navigation(visit: Visit, home: str) -> None:
    visit.go(home).page.emulate_media(media="print", color_scheme="dark")
    assert visit.page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    for selector in ("nav", "button", ".md-skip", ".drawer", ".help"):
        assert visit.page.locator(f"{selector}:visible").count() == 0, selector
    for selector in ("h1", ".act-now", "a.phone", "#disclaimer", "#sources"):
        assert visit.page.locator(selector).first.is_visible(), selector
