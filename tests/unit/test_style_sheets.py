"""Style sheets, cut to what pages can use."""

from __future__ import annotations

from pathlib import Path

import pytest

from factbook.load.cache import Cache
from factbook.publish import style_sheets
from factbook.publish.selectors import Names
from tests.helpers import write_tree

PAGE = """<html lang="en" dir="ltr"><body data-md-color-scheme="default"><main id="top" class="wide page">
<a href="x" class='next'>a</a><input type=checkbox></main></body></html>"""
NAMES = Names.of([PAGE], ["element.classList.add('made-later')"])
LINK = '<link rel="stylesheet" href="{up}%s">\n'
HEAD = f"<html><head>{LINK % 'assets/a.css?v=1'}{LINK % 'b.css'}{{more}}</head>"


def rules(css: str, names: Names = NAMES) -> str:
    return "".join(style_sheets._written(style_sheets._without_unasked(style_sheets.cut(css, names), names)))


@pytest.mark.parametrize(
    "selector",
    [
        "main", ".page>a.next", "#top", "*", "a:hover::after", "[dir=ltr] a", "input[type=checkbox]:checked~main",
        ":is(.gone,.wide) a", "a:not(.gone)", ".made-later", "main:has(a)", "[class^=wi]", "a[href]", ":root",
        "main[hidden]",
    ],
)  # fmt: skip
def test_what_can_match_stays(selector: str) -> None:
    assert rules(f"{selector}{{color:red}}") == f"{selector}{{color:red;}}"


@pytest.mark.parametrize(
    "selector",
    [
        "table",
        ".gone",
        "#bottom",
        "a.next.gone",
        "[dir=rtl] a",
        "input[type=radio]",
        ":is(.gone,table) a",
        "main:has(p)",
    ],
)
def test_what_cannot_match_goes(selector: str) -> None:
    assert rules(f"{selector}{{color:red}}") == ""


def test_of_a_list_of_selectors_those_stay_that_can_match_also_in_groups() -> None:
    assert (
        rules("@media print{table,a , .gone{color:red}} @supports (x:y){table{a:b}}") == "@media print{a{color:red;}}"
    )


def test_custom_properties_stay_as_long_as_something_asks_for_them() -> None:
    css = ":root{--a:var(--b);--b:1px;--c:2px;--d:var(--c)} a{margin:var(--a)}"
    assert rules(css) == ":root{--a:var(--b);--b:1px;}a{margin:var(--a);}"


def test_the_dark_scheme_follows_the_system() -> None:
    css = "[data-md-color-scheme=slate]{color:white} [data-md-color-scheme=slate] .gone{color:white}"
    dark = "@media screen and (prefers-color-scheme:dark){[data-md-color-scheme=default]{color:white;}}"
    assert rules(css) == dark
    assert rules(css, Names.of([PAGE], ["'slate'"])) == dark, "also where a script knows the scheme"
    bare = Names.of(["<html><body><p>"], [])
    assert rules(css, bare) == dark.replace("[data-md-color-scheme=default]", ":root")


def test_each_page_gets_one_sheet_with_what_all_pages_of_its_kind_use(tmp_path: Path) -> None:
    site = write_tree(tmp_path, {
        "assets/a.css": "p{color:red}table{color:red}", "b.css": "i{background:url(c.png)}q{color:red}", "c.png": "x",
        "index.html": HEAD.format(up="", more="<style>p{margin:0}</style>") + "<p>",
        "deep/er/index.html": HEAD.format(up="../../", more="<style>p{margin:0}</style>") + "<i>",
        "404.html": HEAD.format(up="/guide/", more="") + "<q>",
        "card/index.html": HEAD.format(up="../", more="").replace("<link ", "<link data-inline ") + "<table>",
    })  # fmt: skip
    style_sheets.write(site, Cache(None))
    assert (site / "assets/style.css").read_text("utf-8") == 'p{color:red;}i{background:url("../c.png");}p{margin:0;}'
    first = (site / "index.html").read_text("utf-8")
    assert first.count("stylesheet") == 1 and 'href="assets/style.css?v=' in first and "<style>" not in first
    assert 'href="../../assets/style.css?v=' in (site / "deep/er/index.html").read_text("utf-8")
    assert 'href="/guide/assets/style-' in (site / "404.html").read_text("utf-8")
    assert "<style>table{color:red;}</style>" in (site / "card/index.html").read_text("utf-8")
    assert not (site / "assets/a.css").exists() and not (site / "b.css").exists()


def test_pictures_in_a_sheet_become_files(tmp_path: Path) -> None:
    svg = "<svg xmlns='http://www.w3.org/2000/svg'/>"
    css = f'p{{mask-image:url("data:image/svg+xml;charset=utf-8,{svg}")}}'
    site = write_tree(tmp_path, {"assets/a.css": css, "b.css": "", "index.html": HEAD.format(up="", more="") + "<p>"})
    style_sheets.write(site, Cache(None))
    (icon,) = (site / "assets/icons").iterdir()
    assert icon.read_text("utf-8") == svg
    assert (site / "assets/style.css").read_text("utf-8") == f"p{{mask-image:url(icons/{icon.name});}}"


def test_the_sheet_of_another_host_is_left_to_the_gates(tmp_path: Path) -> None:
    page = '<html><head><link rel="stylesheet" href="https://other.example/a.css"></head><p>'
    site = write_tree(tmp_path, {"index.html": page})
    style_sheets.write(site, Cache(None))
    assert (site / "index.html").read_text("utf-8") == page


def test_a_kept_sheet_is_the_same_and_other_pages_make_another(tmp_path: Path) -> None:
    def made(body: str, cache: Cache) -> str:
        site = write_tree(tmp_path / body, {"assets/a.css": "p{a:b}i{a:b}", "b.css": "",
                                            "index.html": HEAD.format(up="", more="") + f"<{body}>"})  # fmt: skip
        style_sheets.write(site, cache)
        return (site / "assets/style.css").read_text("utf-8")

    cache = Cache(tmp_path)
    assert made("p", cache) == made("p", Cache(None)) == "p{a:b;}"
    cache.save()
    assert made("p", Cache(tmp_path)) == "p{a:b;}" and made("i", Cache(tmp_path)) == "i{a:b;}"
