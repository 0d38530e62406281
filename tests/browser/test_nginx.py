"""The recipe for nginx, run as it is written: every page, all headers, no violation of the policy."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from factbook.publish import hosting, verify
from tests.browser import nginx, packaged, serving
from tests.browser.conftest import IN_PAGE, PAGES, Visit

pytestmark = pytest.mark.browser

VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.effectiveDirective} ${event.blockedURI}`);
});
"""


@pytest.fixture(scope="module")
def site(host: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site with compressed files beside the others, as the guide has it."""
    copy = shutil.copytree(host / serving.FOLDER, tmp_path_factory.mktemp("served") / "site")
    for path in [path for path in copy.rglob("*") if path.suffix in {".html", ".css", ".js", ".json", ".svg"}]:
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    return copy


@pytest.fixture(scope="module")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assert packaged.find("nginx"), packaged.missing("nginx")
    with nginx.served(site, tmp_path_factory.mktemp("nginx")) as address:
        yield address


def test_every_page_loads_without_a_word_from_the_browser(browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.add_init_script(VIOLATIONS)
    context.add_init_script(path=IN_PAGE)
    visit = Visit(context.new_page(), address)
    visit.listen()
    for page in PAGES:
        visit.go(page)
    title = visit.go("").page.inner_text("h1")
    visit.page.click(".to-search")  # loads the search engine, and its WebAssembly
    visit.page.fill("#search-words", title)
    visit.page.wait_for_selector(".search-found li")
    context.close()
    assert visit.noise == []


def test_a_violation_would_be_heard(browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.add_init_script(VIOLATIONS)
    visit = Visit(context.new_page(), address)
    visit.listen()
    visit.go("")
    visit.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    visit.page.wait_for_timeout(200)
    context.close()
    assert any("policy: style-src" in line for line in visit.noise)


def test_each_answer_has_the_headers_that_protect_readers(address: str, site: Path) -> None:
    expected = hosting.headers(site)
    for path in ("", "assets/site.css", "facts.json", "no/such/page/"):
        answer = packaged.get(f"{address}{path}")
        assert {name: answer.headers[name] for name in expected} == expected, path


def test_pages_are_sent_compressed(address: str, site: Path) -> None:
    answer = packaged.get(address, {"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.body) == (site / "index.html").read_bytes()


def test_what_is_served_is_what_was_built(address: str, host: Path) -> None:
    expected = verify.manifest_of(str(host / serving.FOLDER))
    assert verify.verify(address, expected)[1] == []
