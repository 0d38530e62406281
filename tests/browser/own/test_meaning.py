"""The meaning of a word: in a box on the page, or in the glossary where no script runs."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import findings
from tests.browser.conftest import ADDRESSES, Visit

pytestmark = pytest.mark.browser

LANGUAGES = pytest.mark.parametrize("code", ADDRESSES)


def _to_a_word(visit: Visit, code: str) -> tuple[str, str]:
    """Goes to the first page that explains a word; gives the address of the word's entry and its text there."""
    for address in ADDRESSES[code]:
        if visit.go(address).page.locator("article a.term").count():
            target = str(visit.page.evaluate("document.querySelector('a.term').href"))
            visit.page.goto(target)
            text = visit.page.locator(f"[id='{target.partition('#')[2]}'] dt").inner_text()
            visit.go(address)
            return target, text
    pytest.fail(f"no page in {code} explains a word")


@LANGUAGES
def test_enter_opens_the_meaning_and_escape_leads_back_to_the_word(visit: Visit, code: str) -> None:
    _, word = _to_a_word(visit, code)
    here = visit.here()
    visit.page.locator("a.term").first.focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("dialog", name=word, exact=True)).to_be_visible()
    assert visit.page.evaluate("Boolean(document.activeElement.closest('dialog.meaning'))")
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("dialog.meaning")).to_be_hidden()
    expect(visit.page.locator("a.term").first).to_be_focused()
    assert visit.here() == here


@LANGUAGES
def test_a_tap_opens_it_and_a_tap_beside_it_closes_it(visit: Visit, code: str) -> None:
    target, _ = _to_a_word(visit, code)
    visit.page.locator("a.term").first.click()
    expect(visit.page.locator("dialog.meaning .meaning-text")).not_to_be_empty()
    assert visit.page.evaluate("document.querySelector('.meaning-more').href") == target
    visit.page.mouse.click(5, 5)
    expect(visit.page.locator("dialog.meaning")).to_be_hidden()


@LANGUAGES
def test_axe_finds_nothing_in_it_and_its_links_lead_somewhere(visit: Visit, code: str) -> None:
    _to_a_word(visit, code)
    visit.page.locator("a.term").first.click()
    expect(visit.page.locator("dialog.meaning")).to_be_visible()
    wrong = [*findings(visit, doubts=False), *visit.run("stickingOut")]
    assert not wrong, "\n".join(wrong)
    for link in visit.page.eval_on_selector_all("dialog.meaning a", "links => links.map(link => link.href)"):
        visit.page.goto(link)
        assert visit.page.locator(f"[id='{link.partition('#')[2]}']").count() == 1
    assert visit.noise == []


@LANGUAGES
def test_nothing_is_loaded_for_it_before(visit: Visit, code: str) -> None:
    target, _ = _to_a_word(visit, code)
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    visit.page.reload()
    visit.page.wait_for_load_state("networkidle")
    assert target.partition("#")[0] not in asked
    visit.page.locator("a.term").first.click()
    expect(visit.page.locator("dialog.meaning")).to_be_visible()
    assert target.partition("#")[0] in asked


@LANGUAGES
def test_without_scripts_the_link_leads_to_the_entry(visit: Visit, scriptless: Page, code: str) -> None:
    target, word = _to_a_word(visit, code)
    scriptless.goto(visit.page.url)
    scriptless.locator("a.term").first.click()
    assert scriptless.url == target
    expect(scriptless.locator(":target dt")).to_have_text(word)
