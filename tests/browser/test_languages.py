"""Moving between languages."""

from __future__ import annotations

import itertools

import pytest

from tests.browser.conftest import ADDRESSES, Visit

pytestmark = pytest.mark.browser

SAME_PAGE = [dict(zip(ADDRESSES, same, strict=True)) for same in zip(*ADDRESSES.values(), strict=True)]


@pytest.mark.parametrize("same", SAME_PAGE, ids=lambda same: next(iter(same.values())) or "home")
def test_the_switch_leads_to_the_same_page_in_the_other_language_and_back(visit: Visit, same: dict[str, str]) -> None:
    for one, other in itertools.permutations(same, 2):
        visit.go(same[one]).page.click(f"header a[hreflang={other}]")
        assert visit.here() == same[other]
        assert visit.page.get_attribute("html", "lang") == other
        visit.page.click(f"header a[hreflang={one}]")
        assert visit.here() == same[one]
