"""Reading without a network: the whole language after one visit, whole versions only, nobody held at an old page."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from factbook.page import urls
from factbook.publish import manifest, offline
from factbook.render.page_functions import ROOT_HASH_PLACEHOLDER
from tests.browser import serving
from tests.browser.conftest import ADDRESSES, BUILT, CARDS, PROJECT, Visit
from tests.helpers import copy_project

pytestmark = pytest.mark.browser

LANGUAGES = pytest.mark.parametrize("code", ADDRESSES)
DOWNLOAD = 720_000
"""Bytes, compressed, that the copy of one language may cost a reader."""
NEW = "This is the next version."


def cards(code: str) -> list[str]:
    """The address of the card in a language, where the site has one."""
    return [CARDS[code]] if code in CARDS else []


@contextmanager
def reader(browser: Browser, base: str) -> Iterator[Visit]:
    """A reader's browser, in which the service worker may work; the other tests do without it."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    visit = Visit(context.new_page(), base)
    visit.page.on("requestfailed", lambda request: visit.noise.append(f"{request.failure}: {request.url}"))
    yield visit
    context.close()


def whole(page: Page) -> dict[str, str]:
    """Language → version, of the languages that are kept whole."""
    names: list[str] = page.evaluate(
        """async () => {
          const names = await caches.keys();
          const whole = await Promise.all(names.map(async (name) => {
            const keys = await (await caches.open(name)).keys();
            return keys.some((key) => key.url.endsWith("?whole"));
          }));
          return names.filter((_, index) => whole[index]);
        }"""
    )
    return {name.split(" ")[1]: name.split(" ")[2] for name in names}


def wait_for(page: Page, wanted: dict[str, str]) -> None:
    """Waits until exactly these versions are kept whole."""
    for _ in range(100):
        if (found := whole(page)) == wanted:
            return
        page.wait_for_timeout(100)
    assert found == wanted


def versions(site: Path, *codes: str) -> dict[str, str]:
    """What the service worker of a built site wants to keep."""
    known = known_to_worker(site)
    return {code: f"{known['languages'][code]['version']}-{known['root'][:16]}" for code in codes}


def known_to_worker(site: Path) -> dict[str, Any]:
    found = re.search(r"const SITE = (\{.*\});\n", (site / offline.WORKER).read_text("utf-8"))
    assert found
    return dict(json.loads(found[1]))


# --- one visit


@LANGUAGES
def test_after_one_visit_each_page_of_the_language_and_the_search_open_without_a_network(
    browser: Browser, host: Path, code: str
) -> None:
    home, other, *_ = ADDRESSES[code]
    with serving.served(host) as base, reader(browser, base) as visit:
        visit.go(home)
        wait_for(visit.page, versions(host / serving.FOLDER, code))
        with reader(browser, base) as online:
            titles = {address: online.go(address).page.title() for address in [*ADDRESSES[code], *cards(code)]}
        visit.page.context.set_offline(True)
        assert {address: visit.go(address).page.title() for address in titles} == titles
        # The browser gives up the icon of a page that it leaves at once.
        assert [line for line in visit.noise if not line.startswith("net::ERR_ABORTED")] == []
        _search_finds(visit, home, titles[other])


def _search_finds(visit: Visit, home: str, title: str) -> None:
    visit.go(home).page.click("header .to-search")
    visit.page.keyboard.type(title.split(" – ")[0])
    expect(visit.page.locator("dialog li a").first).to_be_visible()


@LANGUAGES
def test_the_numbers_and_the_styles_are_there_without_a_network(browser: Browser, host: Path, code: str) -> None:
    with serving.served(host) as base, reader(browser, base) as visit:
        visit.go(ADDRESSES[code][-1])
        wait_for(visit.page, versions(host / serving.FOLDER, code))
        visit.page.context.set_offline(True)
        visit.go(ADDRESSES[code][0]).page.click("a.help")
        assert visit.page.locator("a[href^='tel:']").first.is_visible()
        assert visit.page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") == "sticky"


@LANGUAGES
def test_notes_open_on_the_spot_without_a_network(browser: Browser, host: Path, code: str) -> None:
    with serving.served(host) as base, reader(browser, base) as visit:
        visit.go(ADDRESSES[code][0])
        wait_for(visit.page, versions(host / serving.FOLDER, code))
        visit.page.context.set_offline(True)
        visit.go(ADDRESSES[code][0]).page.locator('article a.cite[href^="#note-"]').first.click()
        expect(visit.page.locator(".open-note")).to_be_visible()
        assert visit.here() == ADDRESSES[code][0]


def test_a_second_language_is_kept_once_it_is_opened(browser: Browser, host: Path) -> None:
    with serving.served(host) as base, reader(browser, base) as visit:
        for count, code in enumerate(ADDRESSES, 1):
            visit.go(ADDRESSES[code][0])
            wait_for(visit.page, versions(host / serving.FOLDER, *list(ADDRESSES)[:count]))


def test_without_a_network_a_wrong_address_is_answered_and_leads_home(browser: Browser, host: Path) -> None:
    code, addresses = next(iter(ADDRESSES.items()))
    with serving.served(host) as base, reader(browser, base) as visit:
        visit.go(addresses[0])
        wait_for(visit.page, versions(host / serving.FOLDER, code))
        visit.page.context.set_offline(True)
        answer = visit.page.goto(base + "no/such/page/")
        assert answer and answer.status == 404
        assert PROJECT.book.labels["missing.unstored"] in visit.page.inner_text("main")
        visit.page.click(f"section[lang={code}] li a >> nth=0")
        assert visit.here() == addresses[0]


@pytest.mark.parametrize("written", ["{}", "{}/index.html", "{}/?from=somewhere"])
def test_other_spellings_of_an_address_lead_there_too(browser: Browser, host: Path, written: str) -> None:
    address = next(iter(ADDRESSES.values()))[1]
    with serving.served(host) as base, reader(browser, base) as visit:
        title = visit.go(address).page.title()
        wait_for(visit.page, versions(host / serving.FOLDER, next(iter(ADDRESSES))))
        visit.page.context.set_offline(True)
        assert visit.go(written.format(address.rstrip("/"))).page.title() == title
        assert visit.page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") == "sticky"


def test_nothing_is_stored_but_the_copy(browser: Browser, host: Path) -> None:
    code = next(iter(ADDRESSES))
    with serving.served(host) as base, reader(browser, base) as visit:
        visit.page.add_init_script(path=Path(__file__).with_name("in_page.js"))
        visit.go("")
        wait_for(visit.page, versions(host / serving.FOLDER, code))
        stored = visit.run("stored")
        assert [line for line in stored if not line.startswith(("cache: /guide/ ", "service worker: "))] == []
        assert visit.page.context.cookies() == []


def test_the_copy_starts_only_when_the_page_is_there(browser: Browser, host: Path) -> None:
    """What a first view costs is in its budget: the worker is asked for after the load event."""
    with serving.served(host) as base, reader(browser, base) as visit:
        visit.page.add_init_script("""
          const register = navigator.serviceWorker.register.bind(navigator.serviceWorker);
          navigator.serviceWorker.register = (...given) => {
            window.state = document.readyState;
            return register(...given);
          };
        """)
        visit.go("").page.wait_for_function("window.state")
        assert visit.page.evaluate("window.state") == "complete"


def test_a_phone_that_saves_data_keeps_nothing(browser: Browser, host: Path) -> None:
    with serving.served(host) as base, reader(browser, base) as visit:
        visit.page.add_init_script("Object.defineProperty(navigator.connection, 'saveData', { value: true })")
        visit.go("").page.wait_for_timeout(500)
        assert visit.page.evaluate("navigator.serviceWorker.getRegistrations().then((found) => found.length)") == 0


# --- updates


@pytest.fixture(scope="module")
def next_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second build, in which every page and the style sheet differ."""
    project = copy_project(tmp_path_factory.mktemp("next"))
    labels = project / "docs/_facts/labels.yml"
    text = labels.read_text("utf-8")
    labels.write_text(re.sub(r"(?m)^site\.footer: .*$", f"site.footer: {NEW}", text), "utf-8")
    sheet = project / "docs/assets/site.css"
    sheet.write_text(sheet.read_text("utf-8") + ".md-footer { letter-spacing: 3px; }\n", "utf-8")
    return serving.build(project / "host", root=project)


@pytest.fixture
def street(host: Path, tmp_path: Path) -> Path:
    """A host whose site can be exchanged while it is served."""
    _publish(tmp_path, host / serving.FOLDER)
    return tmp_path


def _publish(street: Path, site: Path) -> None:
    link = street / "next"
    link.symlink_to(site)
    link.rename(street / serving.FOLDER)


def _footer(visit: Visit, address: str) -> tuple[bool, bool]:
    """Whether a page's text, and its style, are of the next version."""
    page = visit.go(address).page
    spacing = page.evaluate("getComputedStyle(document.querySelector('.md-footer')).letterSpacing")
    return NEW in page.inner_text(".md-footer"), spacing == "3px"


def _update(page: Page) -> None:
    """What browsers do by themselves on a visit: they look for a new worker, and wait until it works or gives up."""
    page.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.getRegistration();
          await registration.update().catch(() => {});
          const worker = registration.installing;
          if (worker) await new Promise((done) => worker.addEventListener("statechange", () =>
            ["activated", "redundant"].includes(worker.state) && done()));
        }"""
    )


def test_an_update_is_taken_as_a_whole(browser: Browser, host: Path, street: Path, next_site: Path) -> None:
    code, addresses = next(iter(ADDRESSES.items()))
    with serving.served(street) as base, reader(browser, base) as visit:
        visit.go(addresses[0])
        wait_for(visit.page, versions(host / serving.FOLDER, code))
        _publish(street, next_site)
        assert _footer(visit, addresses[0]) == (True, True)  # with a network, at once
        wait_for(visit.page, versions(next_site, code))
        visit.page.context.set_offline(True)
        assert {_footer(visit, address) for address in addresses} == {(True, True)}


def test_without_a_network_the_old_version_stays_whole(
    browser: Browser, host: Path, street: Path, next_site: Path
) -> None:
    code, addresses = next(iter(ADDRESSES.items()))
    with serving.served(street) as base, reader(browser, base) as visit:
        visit.go(addresses[0])
        wait_for(visit.page, versions(host / serving.FOLDER, code))
        visit.page.context.set_offline(True)
        _publish(street, next_site)
        assert {_footer(visit, address) for address in addresses} == {(False, False)}


@pytest.mark.parametrize("how", ["missing", "older"])
def test_an_update_that_breaks_off_leaves_the_old_version_and_goes_on_later(
    browser: Browser, host: Path, street: Path, next_site: Path, tmp_path: Path, how: str
) -> None:
    """A file that is not there yet, or still the old one, as while a site is being copied to its host."""
    code, addresses = next(iter(ADDRESSES.items()))
    broken = shutil.copytree(next_site, tmp_path / "broken")
    late = f"{addresses[-1]}index.html"
    (broken / late).unlink() if how == "missing" else shutil.copy(host / serving.FOLDER / late, broken / late)
    old, new = versions(host / serving.FOLDER, code), versions(next_site, code)
    with serving.served(street) as base, reader(browser, base) as visit:
        visit.go(addresses[0])
        wait_for(visit.page, old)
        _publish(street, broken)
        _update(visit.page)
        assert whole(visit.page) == old
        visit.page.context.set_offline(True)
        assert {_footer(visit, address) for address in addresses} == {(False, False)}
        visit.page.context.set_offline(False)
        _publish(street, next_site)
        _update(visit.page.goto(base) and visit.page)
        wait_for(visit.page, new)


def test_an_update_fetches_only_what_has_changed(browser: Browser, host: Path, street: Path, next_site: Path) -> None:
    """The programs of the search are the same in both versions, and are 100 KB."""
    code = next(iter(ADDRESSES))
    with serving.served(street) as base, reader(browser, base) as visit:
        visit.go("")
        wait_for(visit.page, versions(host / serving.FOLDER, code))
        stripped = shutil.copytree(next_site, street / "stripped")
        (stripped / "pagefind/pagefind.js").unlink()
        _publish(street, stripped)
        _update(visit.page)
        wait_for(visit.page, versions(next_site, code))


def test_where_the_network_hangs_the_kept_page_is_shown(browser: Browser, host: Path) -> None:
    code, addresses = next(iter(ADDRESSES.items()))
    with serving.served(host) as base, reader(browser, base) as visit:
        title = visit.go(addresses[-1]).page.title()
        wait_for(visit.page, versions(host / serving.FOLDER, code))
        with serving.hanging():
            visit.go(addresses[-1])
            assert visit.page.title() == title


# --- what it costs, and installing


def test_the_worker_knows_each_file_as_it_is_published(host: Path) -> None:
    """Also the page that shows the hash of the whole site, which is put in last."""
    site = host / serving.FOLDER
    known = known_to_worker(site)
    root = known["root"].encode()
    assert known["root"] == manifest.parse((site / manifest.NAME).read_text("utf-8")).root
    shown = 0
    for address, wanted in (row for language in known["languages"].values() for row in language["files"]):
        path = address.partition("?")[0]
        content = (site / (f"{path}index.html" if path.endswith("/") or not path else path)).read_bytes()
        shown += root in content
        assert urls.version(content.replace(root, ROOT_HASH_PLACEHOLDER.encode())) == wanted, address
    showing = sum("origin" in {call.name for call in page.calls} for page in PROJECT.pages.values())
    assert shown == showing * len(known["languages"])


@LANGUAGES
def test_the_copy_of_a_language_keeps_to_its_budget_and_nothing_is_left_out(host: Path, code: str) -> None:
    site, addresses = host / serving.FOLDER, ADDRESSES[code]
    copy = offline.copies(site, {code: addresses})[code]
    names = (re.sub(r"\?.*", "", name) for name in copy.files)
    files = [site / (f"{name}index.html" if name.endswith("/") or not name else name) for name in names]
    download = sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)
    print(f"{code}: {len(files)} files, {copy.size:,} bytes, {download:,} compressed")
    assert copy.left_out == [] and copy.size <= offline.BUDGET and download <= DOWNLOAD


def test_each_language_keeps_its_own_pages_and_the_essential_ones_of_the_others(host: Path) -> None:
    pages = {
        code: {address for address, _ in row["files"] if address.endswith("/") or not address}
        for code, row in known_to_worker(host / serving.FOLDER)["languages"].items()
    }
    essential = {
        urls.url(path, PROJECT.prefix(code)) for path in offline.essential(PROJECT) for code in PROJECT.published
    }
    assert len(essential) > 1
    assert pages == {code: {*addresses, *cards(code), *essential} for code, addresses in BUILT.items()}


@LANGUAGES
def test_browsers_find_nothing_wrong_with_installing(visit: Visit, code: str) -> None:
    session = visit.go(ADDRESSES[code][0]).page.context.new_cdp_session(visit.page)
    found = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {error["errorId"] for error in found} <= {"in-incognito"}  # as all windows of tests are
    answer = session.send("Page.getAppManifest")
    assert answer["errors"] == []
    content = json.loads(answer["data"])
    assert content["name"] == PROJECT.renderers[code].raw_label("site.name") and content["lang"] == code


def test_the_icons_are_pictures_of_the_logo(visit: Visit) -> None:
    """Drawn by the browser too: the corners and the middle have the same colours."""
    page = visit.go("").page
    drawn = page.evaluate(
        """async () => {
          const manifest = await (await fetch(document.querySelector("link[rel=manifest]").href)).json();
          const logo = document.querySelector(".brand img").src;
          const pixels = async (address, side) => {
            const image = new Image(side, side);
            image.src = address;
            await image.decode();
            const canvas = new OffscreenCanvas(side, side).getContext("2d");
            canvas.drawImage(image, 0, 0, side, side);
            return [[image.naturalWidth, image.naturalHeight], [...canvas.getImageData(0, 0, side, side).data]];
          };
          return Promise.all(manifest.icons.filter((icon) => icon.purpose === "any").map(async (icon) => {
            const side = Number(icon.sizes.split("x")[0]);
            const [size, found] = await pixels(icon.src, side);
            const [, wanted] = await pixels(logo, side);
            const off = found.filter((value, index) => Math.abs(value - wanted[index]) > 48).length;
            return [size[0] === side && size[1] === side, off / found.length];
          }));
        }"""
    )
    assert len(drawn) == 2 and all(right and share < 0.01 for right, share in drawn), drawn
