"""Figures and their marks in text that runs from right to left."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.helpers import ROOT

pytestmark = pytest.mark.browser

TEXT = """<html lang="ar" dir="rtl"><body style="font: 16px sans-serif; width: 340px">
<p>كلفة العلاج <data class="fact" id="sum">25.50 US$</data>.<a class="cite" id="mark" href="#note-1">[1]</a> ثم
<data class="fact" id="range">4 – 8</data><a class="cite" id="second" href="#note-2">[2]</a> أشهر</p></body></html>"""
"""Letters of both directions, a sum whose sign is Latin, and marks that touch figures."""
BOXES = """() => Object.fromEntries(["sum", "mark", "range", "second"].map((id) => {
  const range = document.createRange(); range.selectNodeContents(document.getElementById(id));
  return [id, [...range.getClientRects()].map(({ left, right, top }) => ({ left, right, top }))];
}))"""


@pytest.fixture
def page(profile: BrowserContext) -> Iterator[Page]:
    opened = profile.new_page()
    opened.set_content(TEXT)
    yield opened
    opened.close()


def _boxes(page: Page) -> dict[str, tuple[float, float]]:
    return {name: (min(row["left"] for row in rows), max(row["right"] for row in rows))
            for name, rows in page.evaluate(BOXES).items()}  # fmt: skip


def test_a_mark_stands_after_its_figure_and_not_inside_it(page: Page) -> None:
    page.evaluate("style => document.head.append(Object.assign(document.createElement('style'), {textContent: style}))",
                  (ROOT / "docs/assets/notes.css").read_text("utf-8"))  # fmt: skip
    boxes = _boxes(page)
    for figure, mark in (("sum", "mark"), ("range", "second")):
        assert boxes[mark][1] <= boxes[figure][0] + 1, f"the mark is to the left of its figure: {boxes}"


def test_without_the_style_sheet_they_would_run_into_each_other(page: Page) -> None:
    boxes = _boxes(page)
    assert boxes["mark"][1] > boxes["sum"][0] + 1
