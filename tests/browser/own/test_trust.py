"""What each page says of itself: what it draws on, how to report a mistake, what it keeps of its readers."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from factbook.page import urls
from tests.browser import serving
from tests.browser.conftest import PROJECT, Visit

pytestmark = pytest.mark.browser

SOURCES = {
    urls.url(path, PROJECT.prefix(code)): page.meta.sources
    for code in PROJECT.published
    for path, page in PROJECT.pages.items()
    if page.meta.layout != "card"  # a file that stands alone: it leads nowhere but to the site
}


def test_it_says_what_the_page_draws_on_and_how_far_to_trust_that(every_page: Visit) -> None:
    if every_page.address not in SOURCES:  # the page for what is not there draws on nothing
        return
    rows = every_page.page.eval_on_selector_all(".documents li", "rows => rows.map(row => [row.id, row.innerText])")
    assert {name for name, _ in rows} == {f"source-{name}" for name in SOURCES[every_page.address]}
    assert all(len(re.split("[:.] ", text)) >= 3 for _, text in rows), "kind, weight and date"


def test_a_mistake_is_reported_to_the_repository_of_the_site_with_the_page_filled_in(every_page: Visit) -> None:
    if every_page.address not in SOURCES:
        return
    link = every_page.page.locator(".report a")
    address = quote(f"https://guide.example/{serving.FOLDER}/{every_page.address}", safe="")
    assert str(link.get_attribute("href")).startswith(f"{serving.REPOSITORY}/issues/new?")
    assert address in str(link.get_attribute("href"))
    code = every_page.page.get_attribute("html", "lang")
    named = PROJECT.renderers[str(code)].language_name(PROJECT.book.source_language)
    assert (named in link.inner_text()) == (code != PROJECT.book.source_language)


def test_the_foot_leads_to_what_it_says_of_privacy(every_page: Visit) -> None:
    if every_page.address not in SOURCES:
        return
    href = every_page.page.evaluate("document.querySelector('footer a').href")
    path, _, fragment = str(href).removeprefix(every_page.base).partition("#")
    assert path in SOURCES and fragment
    assert path.startswith(PROJECT.prefix(str(every_page.page.get_attribute("html", "lang"))))


def test_each_page_ends_with_a_next_step(every_page: Visit) -> None:
    if every_page.address not in SOURCES:
        return
    steps = every_page.page.eval_on_selector_all(
        "article > :last-child.next a", "links => links.map(link => link.href)"
    )
    assert steps and all(step.removeprefix(every_page.base) in SOURCES for step in steps)
