"""One built site for all workers, one browser and one profile in it per worker, one visit per page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

from tests import documents
from tests.browser import serving
from tests.helpers import made_once

PROJECT = documents.project()
BUILT = serving.addresses(PROJECT)
CARDS, HANDOUTS = serving.with_layout(PROJECT, "card"), serving.with_layout(PROJECT, "handout")
# Those built for preview too.
PAGES = [*(address for addresses in BUILT.values() for address in addresses), *CARDS.values()]
ADDRESSES = {code: BUILT[code] for code in PROJECT.published}
SWITCHED = list(ADDRESSES) if len(ADDRESSES) > 1 else []
"""The languages that readers can change for another."""
HOMES = [addresses[0] for addresses in ADDRESSES.values()]
BLOCKED = "Service Worker registration blocked by Playwright"
IN_PAGE = Path(__file__).with_name("in_page.js")

expect.set_options(timeout=10_000)  # milliseconds: workers on a busy machine are slow


@dataclass
class Visit:
    """An open page and what went wrong while it loaded. `address` is relative to the site's root, `base`."""

    page: Page
    base: str
    address: str = ""
    noise: list[str] = field(default_factory=list)

    def go(self, address: str) -> Visit:
        """Opens an address of the site."""
        self.address = address
        self.page.goto(self.base + address)
        return self

    def look(self, *, width: int, height: int = 740, scheme: str = "light") -> None:
        """Sets the size of the window and the colour scheme."""
        if self.page.viewport_size != {"width": width, "height": height}:  # else the page would be laid out anew
            self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(color_scheme=scheme)

    def here(self) -> str:
        """The address now shown, relative to the site's root."""
        return self.page.url.removeprefix(self.base)

    def run(self, function: str, argument: object = None) -> list[str]:
        """Calls a function of in_page.js: it returns what is wrong."""
        return self.page.evaluate(f"(argument) => inPage.{function}(argument)", argument)

    def listen(self) -> None:
        """From now on keeps console messages, errors, failed requests and requests to other hosts."""
        self.page.on("console", self._note_message)
        self.page.on("pageerror", lambda error: self.noise.append(f"error: {error}"))
        self.page.on("requestfailed", self._note_failure)
        self.page.on("request", self._note_stranger)
        self.page.on("response", self._note_refusal)

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.text != BLOCKED:
            self.noise.append(f"console: {message.text}")

    def _note_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # given up, as the next page was opened
            self.noise.append(f"failed: {request.url}")

    def _note_stranger(self, request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.base).netloc:
            self.noise.append(f"another host: {request.url}")

    def _note_refusal(self, response: Response) -> None:
        if response.status >= 400:
            self.noise.append(f"{response.status}: {response.url}")


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the built site in it."""
    return built_once(tmp_path_factory, "host", serving.build)


def built_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], object]) -> Path:
    """A folder that all workers share, with the site in it that the first of them builds."""
    try:
        return made_once(factory.getbasetemp(), name, build)
    except RuntimeError as error:
        pytest.fail(str(error)[:1000], pytrace=False)  # hundreds of tests say this when it fails


@pytest.fixture(scope="session")
def base(host: Path) -> Iterator[str]:
    """The address of the served site."""
    with serving.served(host) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium per worker."""
    with sync_playwright() as playwright:
        started = serving.start(playwright)
        yield started
        started.close()


@pytest.fixture(scope="session")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """What windows share: a profile of its own for each one would take a second of work."""
    # Without smooth scrolling, the tests need not wait for it.
    # Without the service worker, what one test keeps does not answer another one; test_offline.py has its own windows.
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, reduced_motion="reduce", service_workers="block"
    )
    context.add_init_script(path=IN_PAGE)
    yield context
    context.close()


@pytest.fixture
def visit(profile: BrowserContext, base: str) -> Iterator[Visit]:
    """A fresh window; `go` opens a page of the site in it."""
    with window_on(profile, base) as opened:
        yield opened


@pytest.fixture(scope="session")
def window(profile: BrowserContext, base: str) -> Iterator[Visit]:
    """A window in which tests open one page after the other: a new window costs more than a new page."""
    with window_on(profile, base) as opened:
        yield opened


@pytest.fixture(scope="session")
def window_of_pages(profile: BrowserContext, base: str) -> Iterator[Visit]:
    """The same for `every_page` alone, between whose tests others may come."""
    with window_on(profile, base) as opened:
        yield opened


@pytest.fixture(scope="session", params=[*PAGES, "404.html"], ids=lambda address: address or "home")
def every_page(request: pytest.FixtureRequest, window_of_pages: Visit) -> Visit:
    """Each page of the site, loaded once for all its tests, whatever their module: they leave it as it was."""
    window_of_pages.noise.clear()
    return window_of_pages.go(request.param)


@pytest.fixture(scope="session")
def scriptless(browser: Browser) -> Page:
    """A window that runs no scripts."""
    return browser.new_page(java_script_enabled=False, reduced_motion="reduce")


@contextmanager
def window_on(profile: BrowserContext, base: str) -> Iterator[Visit]:
    """A window whose console, requests and errors are kept. What the site has stored in it goes with it."""
    opened = Visit(profile.new_page(), base)
    opened.listen()
    yield opened
    profile.clear_cookies()
    profile.new_cdp_session(opened.page).send(
        "Storage.clearDataForOrigin", {"origin": base.removesuffix(f"/{serving.FOLDER}/"), "storageTypes": "all"}
    )
    opened.page.close()
