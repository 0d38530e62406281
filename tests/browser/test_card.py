"""The emergency card: one file that asks for nothing, wherever it is opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import axe, serving
from tests.browser.conftest import CARDS, HOMES, PROJECT, Visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CARDS, reason="this site has no page with the layout 'card'"),
]
MOST = 100_000  # bytes
LANGUAGES = pytest.mark.parametrize("code", CARDS)


@pytest.fixture
def saved(host: Path, tmp_path: Path, code: str) -> Path:
    """The card as a reader has saved it: alone in a folder."""
    card = tmp_path / "card.html"
    card.write_bytes((host / serving.FOLDER / CARDS[code] / "index.html").read_bytes())
    return card


@LANGUAGES
def test_from_a_folder_it_shows_all_and_asks_for_nothing(browser: Browser, saved: Path, code: str) -> None:
    asked: list[str] = []
    noise: list[str] = []
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: noise.append(message.text))
    page.goto(saved.as_uri())
    assert asked == [saved.as_uri()] and noise == []
    for selector in ("h1", ".claims li", ".act-now", "a.phone", "#disclaimer", "#sources q", "time:visible"):
        assert page.locator(selector).first.is_visible(), selector
    assert page.evaluate("getComputedStyle(document.querySelector('.act-now')).borderInlineStartStyle") == "solid"
    assert page.get_attribute("html", "lang") == code
    page.close()


@LANGUAGES
def test_it_is_small_and_leads_nowhere_that_a_saved_file_cannot_reach(browser: Browser, saved: Path) -> None:
    assert saved.stat().st_size <= MOST
    page = browser.new_page()
    page.goto(saved.as_uri())
    links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
    assert {link for link in links if not link.startswith(("#", "tel:", "https://guide.example/guide/"))} == set()
    assert page.locator("[src], script, object, iframe").count() == 0
    page.close()


@LANGUAGES
def test_what_to_do_reads_as_on_the_first_page(visit: Visit, code: str) -> None:
    box = "main .act-now"
    without_marks = "(box) => { box.querySelectorAll('.cite').forEach((mark) => mark.remove()); return box.innerText; }"
    home = visit.go(PROJECT.prefix(code)).page.eval_on_selector(box, without_marks)
    assert visit.go(CARDS[code]).page.eval_on_selector(box, without_marks) == home


@pytest.mark.parametrize("home", HOMES)
def test_it_is_offered_to_be_saved_beside_the_numbers(visit: Visit, home: str) -> None:
    with visit.page.expect_download() as download:
        visit.go(home).page.click(".hotlines a[download]")
    assert download.value.suggested_filename.endswith(".html")
    assert b'id="disclaimer"' in Path(download.value.path()).read_bytes()


@LANGUAGES
def test_axe_finds_nothing_in_the_saved_file(browser: Browser, saved: Path) -> None:
    """Its policy lets no script in, that of the test neither: here it is opened without it."""
    text = saved.read_text("utf-8")
    start = text.index("<meta http-equiv")
    saved.write_text(text[:start] + text[text.index(">", start) + 1 :], "utf-8")
    page = browser.new_page()
    page.add_init_script(path=Path(__file__).with_name("in_page.js"))
    page.goto(saved.as_uri())
    assert list(axe.findings(Visit(page, saved.as_uri()))) == []
    page.close()
