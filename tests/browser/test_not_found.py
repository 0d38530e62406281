"""An address that is not there, deep inside the site."""

from __future__ import annotations

import pytest

from tests.browser.conftest import ADDRESSES, HOMES, Visit

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
