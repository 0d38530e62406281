"""An address that is not there, deep inside the site."""

from __future__ import annotations

import pytest

from tests.browser.conftest import ADDRESSES, HOMES, PROJECT, Visit

pytestmark = pytest.mark.browser

NOWHERE = "es/no/such/page/"


def test_a_wrong_address_is_answered_in_every_language(visit: Visit) -> None:
    answer = visit.page.goto(visit.base + NOWHERE)
    assert answer is not None and answer.status == 404
    for code in ADDRESSES:
        part = visit.page.locator(f"section[lang={code}]")
        assert part.get_by_role("heading").first.is_visible() and part.get_by_role("note").is_visible()
    wrong = [line for line in visit.noise if NOWHERE not in line and not line.startswith("console: Failed to load")]
    assert wrong == []


@pytest.mark.parametrize(("code", "home"), list(zip(ADDRESSES, HOMES, strict=True)))
def test_from_there_a_link_leads_to_the_first_page_of_each_language(visit: Visit, code: str, home: str) -> None:
    visit.go(NOWHERE).page.click(f"section[lang={code}] li a >> nth=0")
    assert visit.here() == home


@pytest.mark.parametrize("code", ADDRESSES)
def test_it_has_the_phones_and_what_to_do_now_in_each_language(visit: Visit, code: str) -> None:
    part = visit.go(NOWHERE).page.locator(f"section[lang={code}]")
    wanted = {f"tel:{line.number}" for entry in PROJECT.book.hotlines.values() for line in entry.lines}
    assert set(part.locator("a.phone").evaluate_all("links => links.map((link) => link.href)")) == wanted
    named = part.get_by_role("link", name=str(PROJECT.renderers[code].label("site.help")))
    (named if named.count() else part.locator("li a").first).click()  # the first page may be what helps
    assert visit.page.get_attribute("html", "lang") == code
    assert visit.page.locator("a.phone").first.is_visible()
