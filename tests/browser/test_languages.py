"""Moving between languages."""

from __future__ import annotations

import itertools
import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import ADDRESSES, SWITCHED, Visit

pytestmark = pytest.mark.browser

SWITCH = "header > div > .switch" if len(ADDRESSES) < 4 else "#languages"
"""Where the languages are: with more of them, the head leads to all at the foot."""


def test_the_switch_leads_to_the_same_page_in_the_other_languages_and_back(visit: Visit) -> None:
    wrong = []
    for one, other in itertools.combinations(ADDRESSES, 2):
        for here, there in zip(ADDRESSES[one], ADDRESSES[other], strict=True):
            visit.go(here).page.click(f"{SWITCH} a[hreflang={other}]")
            wrong += _not_at(visit, there, other)
            visit.page.click(f"{SWITCH} a[hreflang={one}]")
            wrong += _not_at(visit, here, one)
    assert not wrong, "\n".join(wrong)


def _not_at(visit: Visit, address: str, code: str) -> list[str]:
    found = visit.here(), visit.page.get_attribute("html", "lang")
    return [] if found == (address, code) else [f"from {visit.address}: {found} must be {(address, code)}"]


def test_the_switch_keeps_the_place_in_the_page(visit: Visit) -> None:
    for one, other in itertools.combinations(ADDRESSES, 2):
        here, there = ADDRESSES[one][1], ADDRESSES[other][1]
        first, *_, last = visit.go(here).page.eval_on_selector_all("main h2[id]", "found => found.map(one => one.id)")
        visit.go(f"{here}#{first}").page.click(f"{SWITCH} a[hreflang={other}]")
        assert visit.here() == f"{there}#{first}"
        visit.go(here).page.evaluate("id => document.getElementById(id).scrollIntoView()", last)
        visit.page.locator(f"{SWITCH} a[hreflang={other}]").first.dispatch_event("click")
        visit.page.wait_for_url(f"**/{there}#*")
        assert visit.here() == f"{there}#{last}"


@pytest.mark.parametrize("code", SWITCHED)
def test_the_place_is_the_last_heading_passed_on_every_page(visit: Visit, code: str) -> None:
    other, wrong = next(one for one in ADDRESSES if one != code), []
    for here, there in zip(ADDRESSES[code], ADDRESSES[other], strict=True):
        headings = visit.go(here).page.eval_on_selector_all("main h2[id]", "found => found.map(one => one.id)")
        if len(headings) < 3:
            continue
        middle = headings[len(headings) // 2]
        visit.page.evaluate("id => { document.getElementById(id).scrollIntoView(); scrollBy(0, 1); }", middle)
        visit.page.locator(f"footer .switch a[hreflang={other}]").dispatch_event("click")
        visit.page.wait_for_url(re.compile(rf"{re.escape(visit.base + there)}(#|$)"))
        wrong += [] if visit.here() == f"{there}#{middle}" else [f"{here}#{middle} leads to {visit.here()}"]
        wrong += visit.run("notInView", f"#{middle}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("code", SWITCHED)
def test_without_a_script_each_switch_leads_to_the_same_page(visit: Visit, scriptless: Page, code: str) -> None:
    other = next(one for one in ADDRESSES if one != code)
    here, there = ADDRESSES[code][1], ADDRESSES[other][1]
    for place in ("header > div > .switch", ".drawer", "footer"):
        scriptless.set_viewport_size({"width": 360, "height": 740})
        scriptless.goto(visit.base + here)
        if place == ".drawer":
            scriptless.click(".drawer > summary")
        scriptless.click(f"{place} a[hreflang={other}]")
        assert scriptless.url == visit.base + there
