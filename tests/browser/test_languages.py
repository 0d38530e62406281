"""Moving between languages, and what each of them puts first."""

from __future__ import annotations

import itertools

import pytest

from factbook.project import Project
from tests.browser.conftest import ADDRESSES, Visit
from tests.helpers import ROOT

pytestmark = pytest.mark.browser

HOTLINES = Project.load(ROOT).book.hotlines.values()
SAME_PAGE = [dict(zip(ADDRESSES, same, strict=True)) for same in zip(*ADDRESSES.values(), strict=True)]


@pytest.mark.parametrize("same", SAME_PAGE, ids=lambda same: next(iter(same.values())) or "home")
def test_the_switch_leads_to_the_same_page_in_the_other_language_and_back(visit: Visit, same: dict[str, str]) -> None:
    for one, other in itertools.permutations(same, 2):
        visit.go(same[one]).page.click(f"header a[hreflang={other}]")
        assert visit.here() == same[other]
        assert visit.page.get_attribute("html", "lang") == other
        visit.page.click(f"header a[hreflang={one}]")
        assert visit.here() == same[one]


@pytest.mark.parametrize("code", ADDRESSES)
def test_the_numbers_in_the_language_of_the_page_come_first(visit: Visit, code: str) -> None:
    lines = [line for hotline in HOTLINES for line in hotline.lines]
    own = {f"tel:{line.number}" for line in lines if line.language == code}
    assert own
    for address in ADDRESSES[code]:
        shown = visit.go(address).page.eval_on_selector_all("a[href^='tel:']", "all => all.map(a => a.href)")
        if shown:
            assert (set(shown[: len(own)]), len(shown)) == (own, len(lines)), address
