"""The site in two pseudo languages: long words with accents, and letters and digits that run from right to left."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext
from selectolax.lexbor import LexborHTMLParser

from factbook.project import Project
from tests import pseudo
from tests.browser import axe, serving
from tests.browser.conftest import BUILT, HOMES, PROJECT, Visit, built_once, window_on
from tests.helpers import copy_project

pytestmark = pytest.mark.browser

LONG, RTL = pseudo.free(pseudo.LONG, PROJECT), pseudo.free(pseudo.RTL, PROJECT)
BEGUN = pseudo.free(pseudo.LONG[::-1], PROJECT)
"""A language of which every seventh text is translated."""
SOURCE = PROJECT.book.source_language
ADDRESSES = BUILT[SOURCE]
HELP = PROJECT.index.calling.get("hotlines", "index.md").removesuffix("index.md").replace(".md", "/")
LOOKED_AT = sorted({"", HELP, *(address for address in ADDRESSES if re.search("evidence|translations|signs", address))})
"""Below each language: the first page, the one with the numbers, the longest, the one for translators."""
BOTH = pytest.mark.parametrize("language", [LONG, RTL], ids=lambda language: language.code)


def _build(host: Path) -> None:
    root = copy_project(host / "project")
    for language in (LONG, RTL):
        pseudo.add(root, language)
    pseudo.add(root, BEGUN, every=7)
    serving.build(host, root)


@pytest.fixture(scope="module")
def pseudo_host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_once(tmp_path_factory, "pseudo", _build)


@pytest.fixture
def visit(profile: BrowserContext, pseudo_host: Path) -> Iterator[Visit]:
    with serving.served(pseudo_host) as base, window_on(profile, base) as opened:
        yield opened


def test_both_languages_pass_all_gates_and_are_offered(pseudo_host: Path) -> None:
    """What `make site` checks has stopped no build; and nothing is left in the original."""
    project = Project.load(pseudo_host / "project")
    assert {LONG.code, RTL.code} <= set(project.published)
    assert [project.coverages[language.code].percent for language in (LONG, RTL)] == [100, 100]


def test_a_language_that_is_begun_passes_all_gates_and_is_for_preview_only(pseudo_host: Path) -> None:
    project, site = Project.load(pseudo_host / "project"), pseudo_host / serving.FOLDER
    assert BEGUN.code not in project.published and 5 < project.coverages[BEGUN.code].percent < 30
    page, home = (LexborHTMLParser((site / part / "index.html").read_text("utf-8")) for part in (BEGUN.code, "."))
    assert page.css_first("meta[name=robots][content=noindex]")
    assert page.css_first("main .untranslated") and not home.css_first(f"[hreflang={BEGUN.code}]")


def test_long_words_are_40_percent_longer(visit: Visit) -> None:
    lengths = [len(visit.go(f"{prefix}{HELP}").page.inner_text("article")) for prefix in ("", f"{LONG.code}/")]
    assert lengths[1] >= 1.3 * lengths[0]  # figures, marks and names of organisations stay as they are


@BOTH
@pytest.mark.parametrize("address", LOOKED_AT, ids=lambda address: address or "home")
def test_nothing_sticks_out_or_covers_something_else(visit: Visit, language: pseudo.Pseudo, address: str) -> None:
    visit.go(f"{language.code}/{address}")
    wrong = []
    for width, scheme in itertools.product((320, 360, 1280), ("light", "dark")):
        visit.look(width=width, scheme=scheme)
        for function in ("stickingOut", "crowdedHeader", "badPhones", "turnedPhones", "targetsUnderHead"):
            wrong += [f"{width} {scheme} {finding}" for finding in visit.run(function)]
    assert [*visit.noise, *wrong] == []


@BOTH
@pytest.mark.parametrize("address", ["", HELP], ids=lambda address: address or "home")
def test_axe_finds_nothing(visit: Visit, language: pseudo.Pseudo, address: str) -> None:
    wrong = list(axe.findings(visit.go(f"{language.code}/{address}")))
    assert not wrong, "\n".join(wrong)


def test_text_runs_from_right_to_left_and_boxes_are_mirrored(visit: Visit) -> None:
    visit.go(f"{RTL.code}/").look(width=1280)
    assert visit.page.get_attribute("html", "dir") == "rtl"
    assert visit.page.evaluate("getComputedStyle(document.querySelector('main p')).direction") == "rtl"
    parts = (".md-sidebar .menu", "article", ".to-search", ".brand")
    boxes = {name: visit.page.locator(name).bounding_box() for name in parts}
    assert boxes[".md-sidebar .menu"]["x"] > boxes["article"]["x"] > boxes[".to-search"]["x"]
    assert boxes[".brand"]["x"] + boxes[".brand"]["width"] > 1200


@pytest.mark.parametrize("address", ["", HELP], ids=lambda address: address or "home")
def test_pages_of_a_language_that_is_begun_keep_what_is_linked_out_from_under_the_head(
    visit: Visit, address: str
) -> None:
    """Their head offers another language, beside the switch."""
    visit.go(f"{BEGUN.code}/{address}").look(width=360)
    assert visit.run("targetsUnderHead") == [] and visit.run("stickingOut") == []


def test_printed_addresses_end_with_their_slash(visit: Visit) -> None:
    visit.go(f"{RTL.code}/").page.emulate_media(media="print")
    found = visit.page.locator(".sheet .address").evaluate("address => getComputedStyle(address).direction")
    visit.page.emulate_media(media="null")
    assert found == "ltr"


def test_figures_are_in_the_digits_of_the_language_and_numbers_to_call_are_not(visit: Visit) -> None:
    visit.go(f"{RTL.code}/")
    figures = visit.page.locator("data.fact").all_inner_texts()
    assert figures and not re.search("[0-9]", " ".join(figures)) and re.search(r"\d", " ".join(figures))
    assert all(re.search("[0-9]", number) for number in visit.page.locator("a.phone").all_inner_texts())


def test_a_number_to_call_that_reads_backwards_would_be_found(visit: Visit) -> None:
    visit.go(f"{RTL.code}/").page.eval_on_selector_all("a.phone", "links => links.forEach(link => link.dir = '')")
    assert len(visit.run("turnedPhones")) == visit.page.locator("a.phone").count() > 0


def test_the_search_finds_pages_in_a_language_of_its_own(visit: Visit) -> None:
    visit.go(f"{RTL.code}/").page.click(".to-search")
    visit.page.fill("dialog input", visit.page.inner_text("h1").split()[-1].strip("?؟"))
    visit.page.wait_for_selector(".search-found a")
    found = visit.page.eval_on_selector_all(".search-found a", "links => links.map(link => link.href)")
    assert found and all(link.startswith(f"{visit.base}{RTL.code}/") for link in found)
    assert re.search(r"\d", state := visit.page.inner_text(".search-state")) and not re.search("[0-9]", state)


@pytest.mark.parametrize("home", HOMES, ids=lambda home: home or "home")
def test_readers_of_the_other_languages_find_the_new_ones(visit: Visit, home: str) -> None:
    visit.go(home).page.click(f"footer .switch a[hreflang={RTL.code}]")
    assert visit.here().partition("#")[0] == f"{RTL.code}/"
