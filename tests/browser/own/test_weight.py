"""What a first visit to the translations of this site costs: those of others may need more."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import ADDRESSES, PROJECT
from tests.browser.test_light import LIMITS, costs_of

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("code", [code for code in ADDRESSES if code != PROJECT.book.source_language])
def test_a_translation_is_no_heavier_than_the_original_may_be(browser: Browser, base: str, code: str) -> None:
    costs = costs_of(browser, base, ADDRESSES[code])
    assert len(costs) > 20 and {a: c for a, c in costs.items() if c[0] > LIMITS.page_kilobytes} == {}
