"""Moving about with the keyboard, in high contrast, and without motion."""

from __future__ import annotations

import pytest

from tests.browser.conftest import HOMES, PAGES, Visit

pytestmark = pytest.mark.browser

FRAMED = [".md-header button", ".md-header summary", ".help", ".phone", ".act-now", ".next", ".topics li"]
"""What is told apart by its ground, which high contrast takes away."""


@pytest.mark.parametrize("address", PAGES, ids=lambda address: address or "home")
def test_tab_reaches_every_control_and_brings_each_into_view(window: Visit, address: str) -> None:
    window.look(width=360)
    controls = window.go(address).run("controls")
    window.run("startWalk")
    for _ in range(len(controls) + 2):
        window.page.keyboard.down("Tab")  # held down, it goes on by itself
    window.page.keyboard.up("Tab")
    assert window.run("endWalk") == []


@pytest.mark.parametrize("home", HOMES)
def test_in_forced_colours_what_can_be_tapped_has_a_border(visit: Visit, home: str) -> None:
    visit.go(home).page.emulate_media(forced_colors="active")
    assert visit.run("lacksBorder", FRAMED) == []


@pytest.mark.parametrize("home", HOMES)
def test_nothing_moves_for_those_who_ask_for_that(visit: Visit, home: str) -> None:
    assert visit.go(home).run("moving") == []
    visit.page.emulate_media(reduced_motion="no-preference")
    assert visit.run("moving") != [], "without the wish, scrolling is smooth"
