"""From a claim to the words of its document and back: in place with a script, at the foot of the page without one."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import HOMES, PAGES, Visit

pytestmark = pytest.mark.browser

SOME = [*HOMES, PAGES[-1]]
MARKS = 'a.cite[href^="#note-"]'
FIRST = f"main article {MARKS}[id]"


@pytest.mark.parametrize("address", SOME, ids=lambda address: address or "home")
def test_without_a_script_a_tap_on_a_mark_shows_its_note_and_one_there_leads_back(
    browser: Browser, visit: Visit, address: str
) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 780}, reduced_motion="reduce"
    )
    page = context.new_page()
    start = visit.go(address).page.url
    page.goto(start)
    marks = [(mark.get_attribute("id"), mark.get_attribute("href")) for mark in page.query_selector_all(FIRST)]
    assert marks
    for mark, note in marks:
        page.click(f"#{mark}")
        assert page.url == f"{start}{note}"
        assert page.is_visible(f"#sources {note} q")
        page.click(f'#sources {note} a.back[href="#{mark}"]')
        assert page.url == f"{start}#{mark}"
    context.close()


@pytest.mark.parametrize("address", HOMES, ids=lambda address: address or "home")
def test_a_note_opens_in_place_names_its_source_and_closes_by_key_and_button(visit: Visit, address: str) -> None:
    page = visit.go(address).page
    for mark in page.query_selector_all(FIRST):
        mark.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".open-note")).to_be_focused()
        assert mark.get_attribute("aria-expanded") == "true"
        assert page.locator(".open-note strong").first.inner_text()
        assert page.locator(".open-note q").count() == page.locator(f"{mark.get_attribute('href')} q").count()
        page.keyboard.press("Escape")
        assert page.locator(".open-note").count() == 0
        assert page.evaluate("mark => document.activeElement === mark", mark)
    assert not visit.run("stickingOut")
    page.click(FIRST)
    page.click(".open-note button")
    assert page.locator(".open-note").count() == 0
    assert page.evaluate(f"document.activeElement.matches('{MARKS}')")
    assert visit.here() == visit.address, "the address must stay as it was"


def test_one_note_is_open_at_a_time_and_none_is_printed(visit: Visit) -> None:
    page = visit.go(SOME[0]).page
    first, second = page.query_selector_all(FIRST)[:2]
    first.click()
    expect(page.locator(".open-note")).to_be_visible()
    second.click()
    expect(page.locator(f"{MARKS}[aria-expanded=true]")).to_have_attribute("id", str(second.get_attribute("id")))
    assert page.locator(".open-note").count() == 1
    assert first.get_attribute("aria-expanded") == "false"
    page.emulate_media(media="print")
    assert not page.is_visible(".open-note")
    assert page.is_visible("#sources .notes q")
    page.emulate_media(media="null")
    second.click()
    expect(page.locator(".open-note")).to_have_count(0)  # a second tap on a mark closes its note


COPIED = """() => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector("article"));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  const figures = [...document.querySelectorAll("article data.fact")].filter((figure) => figure.checkVisibility());
  return [getSelection().toString(), figures.map((figure) => figure.innerText)];
}"""


@pytest.mark.parametrize("address", PAGES, ids=lambda address: address or "home")
def test_a_figure_that_is_copied_is_the_figure(visit: Visit, address: str) -> None:
    text, figures = visit.go(address).page.evaluate(COPIED)
    text = re.sub(r"\s+", " ", text)
    for figure in figures:
        shown = re.escape(re.sub(r"\s+", " ", figure))
        assert re.search(rf"(?<![\w.,]){shown}(?!\w|[.,]\d)", text), f"{figure!r} must be in what is copied"
