"""The menu: beside the text where there is room, else in a drawer that needs no script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import findings
from tests.browser.conftest import ADDRESSES, SWITCHED, Visit

pytestmark = pytest.mark.browser

LANGUAGES = pytest.mark.parametrize("code", ADDRESSES)


@LANGUAGES
def test_without_a_script_the_drawer_opens_by_keyboard_and_leads_to_every_page(
    visit: Visit, scriptless: Page, code: str
) -> None:
    scriptless.set_viewport_size({"width": 360, "height": 740})
    scriptless.goto(visit.base + ADDRESSES[code][0])
    links = scriptless.locator(".drawer .menu a")
    expect(links.first).to_be_hidden()
    scriptless.locator(".drawer > summary").focus()
    scriptless.keyboard.press("Enter")
    expect(links.first).to_be_visible()
    wide = visit.go(ADDRESSES[code][0]).page
    visit.look(width=1280)
    beside = wide.eval_on_selector_all(".md-sidebar .menu a", "links => links.map((link) => link.href)")
    assert links.evaluate_all("links => links.map((link) => link.href)") == beside and len(beside) > 3
    expect(wide.locator(".drawer > summary")).to_be_hidden()


@LANGUAGES
def test_escape_and_a_tap_beside_it_close_the_drawer(visit: Visit, code: str) -> None:
    page, panel = visit.go(ADDRESSES[code][0]).page, visit.page.locator(".drawer__panel")
    page.click(".drawer > summary")
    expect(panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator(".drawer > summary")).to_be_focused()
    page.click(".drawer > summary")
    page.mouse.click(8, 400)
    expect(panel).to_be_hidden()
    assert visit.here() == ADDRESSES[code][0]


@LANGUAGES
def test_the_page_stays_where_it_is_while_the_focus_is_in_the_head(visit: Visit, code: str) -> None:
    page = visit.go(ADDRESSES[code][0]).page
    page.evaluate("scrollTo(0, 500)")
    page.click(".drawer > summary")
    page.keyboard.press("Escape")
    places = [page.evaluate("scrollY")]
    for control in page.locator(".md-header :is(a, button, summary)").all():
        if control.is_visible():
            control.evaluate("control => control.focus()")
            places.append(page.evaluate("scrollY"))
    assert len(places) > 3 and set(places) == {500}


@LANGUAGES
def test_the_drawer_shows_the_words_of_all_it_leads_to(visit: Visit, code: str) -> None:
    for width in (320, 360, 600, 900):
        visit.look(width=width)
        visit.go(ADDRESSES[code][0]).page.click(".drawer > summary")
        visit.page.locator(".drawer .menu details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
        boxes = visit.page.locator(".drawer__panel :is(a, summary)").evaluate_all(
            "all => all.map((one) => [one.innerText, (one.firstElementChild ?? one).getBoundingClientRect().width])"
        )
        assert len(boxes) > 3 and [text for text, across in boxes if not text.strip() or across < 20] == []


@pytest.mark.parametrize("code", SWITCHED)
def test_the_languages_are_in_the_drawer_and_at_the_foot_and_keep_the_place(visit: Visit, code: str) -> None:
    other = next(one for one in ADDRESSES if one != code)
    for place in (".drawer", "footer"):
        visit.go(ADDRESSES[code][1])
        if place == ".drawer":
            visit.page.click(".drawer > summary")
        visit.page.click(f"{place} .languages a[hreflang={other}]")
        assert visit.here().partition("#")[0] == ADDRESSES[other][1]


@LANGUAGES
def test_axe_finds_nothing_in_the_open_drawer(visit: Visit, code: str) -> None:
    visit.go(ADDRESSES[code][0]).page.click(".drawer > summary")
    wrong = [*findings(visit, doubts=False), *visit.run("stickingOut")]
    assert not wrong, "\n".join(wrong)
