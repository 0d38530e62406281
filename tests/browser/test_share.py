"""Sending a page to somebody, and copying what it says with where that is from."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import HOMES, PROJECT

pytestmark = pytest.mark.browser

EACH = pytest.mark.parametrize(("code", "home"), list(zip(PROJECT.published, HOMES, strict=True)))
SHARES = "navigator.share = (what) => { window.shared = what; return Promise.resolve(); };"
SHARES_NOT = "Object.defineProperty(navigator, 'share', { value: undefined });"


@EACH
def test_the_sheet_of_the_device_gets_title_and_address(browser: Browser, base: str, code: str, home: str) -> None:
    page = browser.new_page()
    page.add_init_script(SHARES)
    page.goto(base + home)
    expect(page.locator(".share button")).to_have_text(PROJECT.renderers[code].plain_label("share.send"))
    page.click(".share button")
    assert page.evaluate("window.shared") == {"title": page.title(), "url": base + home}
    page.close()


@EACH
def test_without_one_the_address_is_copied(browser: Browser, base: str, code: str, home: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page, render = context.new_page(), PROJECT.renderers[code]
    page.add_init_script(SHARES_NOT)
    page.goto(base + home)
    expect(page.locator(".share button")).to_have_text(render.plain_label("share.copy"))
    page.click(".share button")
    expect(page.locator(".share [role=status]")).to_have_text(render.plain_label("share.copied"))
    assert page.evaluate("navigator.clipboard.readText()") == base + home
    context.close()


@EACH
def test_what_is_copied_has_sentence_source_and_address(browser: Browser, base: str, code: str, home: str) -> None:
    context = browser.new_context(
        permissions=["clipboard-read", "clipboard-write"], viewport={"width": 360, "height": 740}
    )
    page, render = context.new_page(), PROJECT.renderers[code]
    page.goto(base + home)
    mark = page.locator('article a.cite[href^="#note-"]').first
    sentence = mark.evaluate("mark => mark.previousSibling.textContent")
    note = mark.get_attribute("href")
    mark.click()
    page.get_by_role("button", name=render.plain_label("notes.copy")).click()
    expect(page.locator(".open-note button").last).to_have_text(render.plain_label("share.copied"))
    said, sources, address = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert " ".join(sentence.split()) in said
    for quote in page.locator(f"{note} q").all_text_contents():
        assert " ".join(quote.split()) in sources
    assert address.endswith(base + home)
    context.close()


@pytest.mark.parametrize("home", HOMES)
def test_a_browser_that_can_do_neither_sees_no_button(browser: Browser, base: str, home: str) -> None:
    page = browser.new_page()
    page.add_init_script(f"{SHARES_NOT} Object.defineProperty(navigator, 'clipboard', {{ value: undefined }});")
    page.goto(base + home)
    expect(page.locator(".share button")).to_be_hidden()
    page.close()
