"""How often a reader without a mouse must press Tab: a page for families stays short, with scripts and without."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

import pytest
from playwright.sync_api import Browser

from factbook.page import urls
from tests.browser.conftest import PROJECT, Visit

pytestmark = pytest.mark.browser

MOST = {"evidence/*": 420, "market.md": 150, "glossary.md": 120, "research.md": 100, "differences.md": 105,
        "questions.md": 120, "approvals.md": 95, "treatment.md": 60, "*": 80}  # fmt: skip
"""Page → the most stops; the first pattern that fits counts. Lists of facts link each one to the pages that show it."""
EACH = {urls.url(path, PROJECT.prefix(code)): path for code in PROJECT.published for path in PROJECT.pages}


def most(path: str) -> int:
    return next(limit for pattern, limit in MOST.items() if fnmatchcase(path, pattern))


def test_stops_are_few(every_page: Visit) -> None:
    if every_page.address not in EACH:  # the page for what is not there
        return
    found = {}
    for width in (360, 1280):
        every_page.look(width=width, height=900)
        found[width] = len(every_page.run("controls"))
    assert 0 < max(found.values()) <= most(EACH[every_page.address]), found


@pytest.mark.parametrize("code", PROJECT.published)
def test_without_scripts_there_is_one_arrow_back_for_each_note(browser: Browser, base: str, code: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(base + urls.url("treatment.md", PROJECT.prefix(code)))
    assert page.locator(".back:visible").count() == page.locator(".notes > li").count()
    numbers = [re.sub(r"\D", "", mark) for mark in page.locator("a.cite[id]").all_inner_texts()]
    assert len(numbers) == len(set(numbers))
    page.close()
