"""Searching where no spaces part the words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser import serving
from tests.browser.conftest import window_on
from tests.helpers import base_project

pytestmark = pytest.mark.browser

TEXTS = {
    "chinese": "婴儿痉挛症是一种罕见的癫痫，请马上就医。",
    "japanese": "赤ちゃんの発作を動画に撮って、すぐに医者に見せてください。",
    "thai": "โปรดพาลูกไปพบแพทย์ทันที",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    host = tmp_path_factory.mktemp("unspaced")
    root = base_project(host / "project")  # the letters count, whatever the language is said to be
    page = root / "docs/care.md"
    added = "".join(f"\n## {name.title()}\n\n{text}\n{{: .editorial }}\n" for name, text in TEXTS.items())
    page.write_text(f"{page.read_text('utf-8')}{added}", "utf-8")
    languages = root / "docs/_facts/languages.yml"
    languages.write_text(languages.read_text("utf-8").replace("dictionary: true", "dictionary: false"), "utf-8")
    serving.build(host, root)
    with serving.served(host) as base:
        yield base


@pytest.mark.parametrize(
    ("name", "typed", "shown"),
    [
        ("chinese", "痉挛", "婴儿痉挛症是一种罕见的癫痫"),
        ("chinese", "罕见 癫痫", "罕见的癫痫"),
        ("japanese", "医者", "すぐに医者に見せて"),
        ("thai", "แพทย์", "ลูกไปพบแพทย์ทันที"),
    ],
)
def test_words_inside_a_sentence_are_found_and_shown_as_written(
    profile: BrowserContext, address: str, name: str, typed: str, shown: str
) -> None:
    with window_on(profile, address) as visit:
        visit.go("").page.click(".to-search")
        visit.page.fill("dialog input", typed)
        found = visit.page.locator("dialog li", has=visit.page.locator(f'a[href$="care/#{name}"]')).first
        expect(found).to_contain_text(shown)


def test_letters_that_no_page_has_find_nothing(profile: BrowserContext, address: str) -> None:
    with window_on(profile, address) as visit:
        visit.go("").page.click(".to-search")
        visit.page.fill("dialog input", "火車站")
        expect(visit.page.locator("dialog .search-none")).to_be_visible()
