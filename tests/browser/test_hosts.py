"""The site as each kind of host serves it: links, 404, search, and reading without a network."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

import pytest
from playwright.sync_api import Browser, expect

from factbook.page import urls
from factbook.publish import offline
from tests.browser import serving
from tests.browser.conftest import ADDRESSES, CARDS, PROJECT, Visit
from tests.browser.test_offline import known_to_worker, reader, versions, wait_for

pytestmark = pytest.mark.browser

FIRST, *OTHERS = ADDRESSES
STUCK = "getComputedStyle(document.querySelector('.md-header')).position"
HELP = offline.essential(PROJECT)[1:]
FOLDERS = {"project": "guide", "clean": "", "bare": "", "strict": ""}
"""Kind of host → the folder that the site is in.

- project: a folder below the host's root, no headers of our own, as the pages of GitHub and GitLab are
- clean: /x.html leads to /x, and /404.html to /404, as on Cloudflare Pages and Netlify
- bare: slashes at the end are taken away, as on Vercel with `trailingSlash: false`
- strict: one file is always answered with another one, as by a filter
"""


class Host(SimpleHTTPRequestHandler):
    """Files without any header of ours, and 404.html with its status for what is not there."""

    kind, root = "", ""

    def send_head(self) -> BinaryIO | None:
        path, _, query = self.path.partition("?")
        asked = f"?{query}" if query else ""
        if self.kind == "clean" and path.endswith(".html"):
            return self._lead(path.removesuffix("index.html").removesuffix(".html") + asked)
        if self.kind == "bare" and path.endswith("/") and path != "/":
            return self._lead(path.rstrip("/") + asked)
        file = Path(self.translate_path(path))
        if self.kind in ("clean", "bare"):
            file = next((each for each in (file, Path(f"{file}.html"), file / "index.html") if each.is_file()), file)
            if file.is_file():
                return self._answer(200, file)
        if self.kind == "strict" and path.endswith("/search-words.json"):
            return self._answer(200, Path(self.directory, self.root, "robots.txt"))
        return super().send_head()

    def _lead(self, address: str) -> None:
        self.send_response(308)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, status: int, file: Path) -> BinaryIO:
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Length", str(file.stat().st_size))
        self.end_headers()
        return file.open("rb")

    def send_error(self, code: int, *_: str | None) -> None:
        with self._answer(code, Path(self.directory, self.root, "404.html")) as file:
            shutil.copyfileobj(file, self.wfile)

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing."""


@contextmanager
def hosted(folder: Path, kind: str) -> Iterator[str]:
    handler = type("Handler", (Host,), {"kind": kind, "root": FOLDERS[kind]})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/{FOLDERS[kind]}".rstrip("/") + "/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def at_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site for the root of a host: addresses in 404.html are those of the site."""
    return serving.build(tmp_path_factory.mktemp("root"), address="https://guide.example/")


@pytest.fixture(params=FOLDERS)
def place(request: pytest.FixtureRequest, host: Path) -> Iterator[tuple[str, Path, str]]:
    """The kind of host, the folder with the site, and its address."""
    kind = str(request.param)
    folder = host if FOLDERS[kind] else request.getfixturevalue("at_root")
    with hosted(folder, kind) as base:
        yield kind, folder / FOLDERS[kind], base


def test_links_search_and_404_work(place: tuple[str, Path, str], browser: Browser) -> None:
    kind, _, base = place
    context = browser.new_context(service_workers="block", viewport={"width": 1280, "height": 800})
    visit = Visit(context.new_page(), base)
    visit.listen()
    for address in (*ADDRESSES[FIRST][:3], *(ADDRESSES[code][1] for code in OTHERS)):
        title = visit.go(address).page.title()
        assert (
            title and visit.page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") == "sticky"
        )
        for link in visit.page.eval_on_selector_all("nav a[href]", "links => links.map((link) => link.href)")[:8]:
            assert link.startswith(base) and visit.page.request.get(link).status == 200
    visit.go(ADDRESSES[FIRST][0]).page.click("header .to-search")
    visit.page.keyboard.type(PROJECT.renderers[FIRST].head(PROJECT.pages["index.md"], "title").split()[0])
    if kind != "strict":  # there, a filter keeps a file of the search from readers, and the dialog says that it failed
        expect(visit.page.locator("dialog li a").first).to_be_visible()
    assert visit.noise == []
    answer = visit.page.goto(f"{base}no/such/page/")
    assert answer and answer.status == 404
    visit.page.click(f"section[lang={FIRST}] li a >> nth=0")
    assert visit.here() == ADDRESSES[FIRST][0]
    context.close()


def test_a_language_is_kept_and_what_is_not_stored_is_said(place: tuple[str, Path, str], browser: Browser) -> None:
    _, site, base = place
    labels = PROJECT.book.labels
    with reader(browser, base) as visit:
        visit.go(ADDRESSES[FIRST][0])
        wait_for(visit.page, versions(site, FIRST))
        visit.page.context.set_offline(True)
        for address in ADDRESSES[FIRST]:
            assert visit.go(address).page.locator("#disclaimer").is_visible(), address
        for code in OTHERS:
            for path in HELP:
                visit.go(urls.url(path, PROJECT.prefix(code)))
                assert visit.page.get_attribute("html", "lang") == code
            unstored = next(address for address in ADDRESSES[code][::-1] if address not in stored(site, FIRST))
            said = visit.go(unstored).page.inner_text("main")
            assert labels["missing.unstored"] in said and labels["missing.title"] not in said
            links = visit.page.eval_on_selector_all("section > ul a", "links => links.map((link) => link.href)")
            assert len(links) == len(ADDRESSES) * (1 + len(HELP))
            for link in links:
                visit.page.goto(link)
                assert visit.page.locator("#disclaimer, .disclaimer").first.is_visible()
                assert labels["missing.unstored"] not in visit.page.inner_text("body")


def test_from_a_folder_pages_can_be_read_and_the_card_is_whole(host: Path, browser: Browser) -> None:
    page = browser.new_page()
    for address in (ADDRESSES[FIRST][0], *CARDS.values()):
        page.goto((host / serving.FOLDER / address / "index.html").as_uri())
        assert page.locator("#disclaimer").is_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") != "400"
    page.close()


def stored(site: Path, code: str) -> set[str]:
    return {address for address, _ in known_to_worker(site)["languages"][code]["files"]}
