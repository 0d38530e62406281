"""What must hold on each page of the site, in each language, and on the page for addresses that are not there."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser import serving
from tests.browser.conftest import PAGES, Visit

pytestmark = pytest.mark.browser

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations", "incomplete"]}


def test_every_built_page_is_looked_at(host: Path) -> None:
    site = host / serving.FOLDER
    built = {file.relative_to(site).as_posix().removesuffix("index.html") for file in site.rglob("*.html")}
    assert built == {*PAGES, "404.html"}


def test_loading_fails_nowhere_asks_no_other_host_and_stores_nothing(every_page: Visit) -> None:
    cookies = [f"cookie: {cookie.get('name')}" for cookie in every_page.page.context.cookies()]
    assert [*every_page.noise, *cookies, *every_page.run("stored")] == []


def test_nothing_sticks_out_at_the_side_of_a_small_phone(every_page: Visit) -> None:
    wrong = []
    for width in (320, 360):
        every_page.look(width=width)
        wrong += every_page.run("stickingOut")
    assert wrong == []


def test_axe_finds_nothing_and_is_in_doubt_about_nothing(every_page: Visit) -> None:
    wrong = []
    for width, scheme in itertools.product((360, 1280), ("light", "dark")):
        every_page.look(width=width, scheme=scheme)
        answer = Axe().run(every_page.page, options=OPTIONS).response
        wrong += [f"{width} {scheme} {finding}" for finding in _findings(answer)]
    assert wrong == []


def _findings(answer: dict[str, Any]) -> list[str]:
    return [
        f"{rule['id']}: {node['target']} {(node['any'] or node['all'] or node['none'])[0]['message']}"
        for rule in answer["violations"] + answer["incomplete"]
        for node in rule["nodes"]
    ]


def test_axe_judges_contrast_and_the_size_of_targets(visit: Visit) -> None:
    options = OPTIONS | {"resultTypes": ["passes"]}
    answer = Axe().run(visit.go(PAGES[0]).page, options=options).response
    assert {"color-contrast", "target-size"} <= {rule["id"] for rule in answer["passes"]}


def test_the_text_is_the_same_without_scripts(every_page: Visit, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False, viewport=every_page.page.viewport_size)
    page.goto(every_page.page.url)
    text = page.inner_text("body")
    page.close()
    assert text == every_page.page.inner_text("body")


def test_phone_links_show_their_number_and_have_room_for_a_thumb(every_page: Visit) -> None:
    every_page.look(width=360)
    assert every_page.run("badPhones") == []


def test_each_citation_leads_to_its_source_and_back(every_page: Visit) -> None:
    assert every_page.run("badCitations") == []


def test_the_keyboard_focus_is_seen_everywhere(every_page: Visit) -> None:
    wrong = []
    for width, scheme in ((360, "light"), (1280, "dark")):
        every_page.look(width=width, scheme=scheme)
        every_page.page.keyboard.press("Tab")  # from here on the browser shows the focus
        wrong += every_page.run("badFocus")
    assert wrong == []


def test_the_help_button_covers_no_text_at_the_end_of_the_page(every_page: Visit) -> None:
    every_page.look(width=360)
    assert every_page.run("textUnderHelpAtEnd") == []
