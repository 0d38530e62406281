"""Nothing on a page moves while it loads: neither for what a script adds nor for the offer of another language."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Route

from tests.browser.conftest import ADDRESSES, HANDOUTS, Visit

pytestmark = pytest.mark.browser

WATCH = """
window.shifts = [];
const note = ({ sources }) => sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? node?.textContent);
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().flatMap(note)))
  .observe({ type: "layout-shift", buffered: true });
"""
SCRIPT = "**/site.js*"


@pytest.mark.parametrize("width", [320, 360, 412, 800, 1280])
@pytest.mark.parametrize("locale", [*ADDRESSES, "mt"])
def test_the_script_moves_nothing_however_late_it_comes(browser: Browser, base: str, width: int, locale: str) -> None:
    context = browser.new_context(
        locale=locale, viewport={"width": width, "height": 823}, service_workers="block", reduced_motion="reduce"
    )
    context.add_init_script(WATCH)
    visit = Visit(context.new_page(), base)
    held: list[Route] = []
    visit.page.route(SCRIPT, lambda route: held.append(route))
    for address in [*(first for first, *_ in ADDRESSES.values()), *HANDOUTS.values()]:
        visit.page.goto(base + address, wait_until="commit")
        visit.page.locator("h1").wait_for()
        _painted(visit)
        held.pop().continue_()
        visit.page.locator(".to-search:enabled").wait_for()
        _painted(visit)
        assert visit.page.evaluate("window.shifts") == [], address
    context.close()


def _painted(visit: Visit) -> None:
    """Wait until what is there has been painted."""
    visit.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
