"""From a claim to the words of its document and back: in place with a script, at the foot of the page without one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import HOMES, PAGES, Visit

pytestmark = pytest.mark.browser

SOME = [*HOMES, PAGES[-1]]
MARKS = 'a.cite[href^="#note-"]'
FIRST = f"main article {MARKS}[id]"


TAPPED = """(first) => {
  const wrong = [];
  const tap = (link, from) => {
    link.scrollIntoView({ block: "center" });
    const [{ left, top, width, height }] = link.getClientRects();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    if (!link.contains(hit)) wrong.push(`${from} ${link.hash} is covered by ${hit?.outerHTML}`);
    link.click();
    if (location.hash !== link.getAttribute("href")) wrong.push(`${from} leads to ${location.hash}`);
  };
  const marks = [...document.querySelectorAll(first)];
  for (const mark of marks) {
    tap(mark, mark.id);
    const note = document.querySelector(`#sources ${mark.hash}`);
    if (!note.querySelector("q").checkVisibility()) wrong.push(`${mark.hash} is not seen`);
    tap(note.querySelector(`a.back[href="#${mark.id}"]`), mark.hash);
  }
  return [marks.length, wrong];
}"""


@pytest.mark.parametrize("address", SOME, ids=lambda address: address or "home")
def test_without_a_script_a_tap_on_a_mark_shows_its_note_and_one_there_leads_back(
    scriptless: Page, base: str, address: str
) -> None:
    scriptless.set_viewport_size({"width": 360, "height": 780})
    scriptless.goto(base + address)
    count, wrong = scriptless.evaluate(TAPPED, FIRST)
    assert count and wrong == []
    mark = scriptless.locator(FIRST).first  # and as readers do it
    mark.click()
    assert scriptless.url == f"{base}{address}{mark.get_attribute('href')}"


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
