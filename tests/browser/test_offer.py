"""The offer of the page in the language of the browser: quiet, once, and never a redirection."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import ADDRESSES, Visit

pytestmark = pytest.mark.browser

PAIRS = list(itertools.permutations(ADDRESSES, 2))
BOTH = pytest.mark.parametrize(("here", "wanted"), PAIRS)
Speaking = Callable[[str], Visit]


@pytest.fixture
def speaking(browser: Browser, base: str) -> Iterator[Speaking]:
    """Opens a window of a browser that is set to a language."""
    contexts = []

    def opened(locale: str) -> Visit:
        contexts.append(
            browser.new_context(locale=locale, viewport={"width": 360, "height": 740}, service_workers="block")
        )
        return Visit(contexts[-1].new_page(), base)

    yield opened
    for context in contexts:
        context.close()


def _offer(visit: Visit) -> Locator:
    return visit.page.locator(".offer:visible")


@BOTH
def test_it_is_made_in_the_language_of_the_browser_and_leads_to_the_same_page(
    speaking: Speaking, here: str, wanted: str
) -> None:
    visit = speaking(wanted).go(ADDRESSES[here][1])
    expect(_offer(visit)).to_have_attribute("lang", wanted)
    assert visit.here() == ADDRESSES[here][1]
    _offer(visit).locator("a").click()
    assert visit.here() == ADDRESSES[wanted][1]
    visit.go(ADDRESSES[here][1])
    expect(_offer(visit)).to_have_count(0)


@BOTH
def test_when_it_is_turned_down_it_does_not_come_again(speaking: Speaking, here: str, wanted: str) -> None:
    visit = speaking(f"{wanted}-419").go(ADDRESSES[here][0])
    _offer(visit).locator("button").click()
    expect(_offer(visit)).to_have_count(0)
    visit.go(ADDRESSES[here][1])
    expect(_offer(visit)).to_have_count(0)
    assert visit.page.context.cookies() == []
    assert visit.page.evaluate("Object.entries(localStorage)") == [["language-chosen", "yes"]]


@pytest.mark.parametrize("here", ADDRESSES)
def test_readers_of_this_language_and_of_one_that_is_not_there_see_none(speaking: Speaking, here: str) -> None:
    for locale in (here, "mt-MT"):
        visit = speaking(locale).go(ADDRESSES[here][0])
        visit.page.wait_for_load_state("networkidle")
        expect(_offer(visit)).to_have_count(0)


@BOTH
@pytest.mark.parametrize("width", [320, 360, 800, 1280])
def test_it_covers_no_text_and_moves_none(speaking: Speaking, here: str, wanted: str, width: int) -> None:
    visit = speaking(wanted)
    visit.look(width=width)
    visit.go(ADDRESSES[here][0])
    box, heading = _offer(visit).bounding_box(), visit.page.locator("h1").bounding_box()
    assert box and heading and box["y"] >= 0 and box["y"] + box["height"] <= heading["y"]
    _offer(visit).locator("button").click()
    assert visit.page.locator("h1").bounding_box() == heading
    for control in (".switch a", ".to-search"):
        expect(visit.page.locator(f"header > div > {control}").first).to_be_visible()
