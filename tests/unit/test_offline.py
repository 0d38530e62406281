"""What a language keeps on a device: the list, its limits, the manifest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factbook.page import urls
from factbook.project import Project
from factbook.publish import offline
from tests.helpers import ROOT, write_tree

PAGE = (
    '<link rel="stylesheet" href="{up}assets/a.css?v=1"><link rel="alternate" href="{up}x/">'
    '<a href="{up}y/">y</a>{more}'
)
ENTRY = {"languages": {"pt": {"hash": "pt_1", "wasm": "pt"}, "pl": {"hash": "pl_1", "wasm": None}}}
SEARCH = [
    "pagefind.js", "pagefind-worker.js", "wasm.pt.pagefind", "wasm.unknown.pagefind", "pagefind.pt_1.pf_meta",
    "pagefind.pl_1.pf_meta", "index/pt_2.pf_index", "index/pl_2.pf_index", "fragment/pt_3.pf_fragment",
]  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_tree(
        tmp_path,
        {
            "index.html": PAGE.format(up="", more='<img src="assets/a.svg"><img src="https://elsewhere.example/b.png">'
                                      '<script src="assets/a.svg" data-search="assets/late.js?v=2"></script>'),
            "care/index.html": PAGE.format(up="../", more='<a href="sheet.pdf" download>save</a>'),
            "care/sheet.pdf": "%PDF", "pl/index.html": PAGE.format(up="../", more=""), "404.html": "no",
            "assets/a.css": "a { background: url('b.svg') }", "assets/a.svg": "", "assets/b.svg": "",
            "assets/late.js": "", "assets/forgotten.js": "", "assets/picture.png": "", "facts.json": "{}",
            "pagefind/pagefind-entry.json": json.dumps(ENTRY), **{f"pagefind/{name}": name for name in SEARCH},
        },
    )  # fmt: skip


def test_a_language_keeps_its_pages_what_they_show_and_its_search(site: Path) -> None:
    copy = offline.copies(site, {"pt": ["", "care/"]})["pt"]
    assert set(copy.files) == {
        "", "care/", "care/sheet.pdf", "404.html", "assets/a.css?v=1", "assets/a.svg", "assets/b.svg",
        "assets/late.js?v=2", urls.named_by_content(site, "pagefind/pagefind.js"),
        "pagefind/pagefind-worker.js", "pagefind/pagefind-entry.json",
        "pagefind/wasm.pt.pagefind", "pagefind/pagefind.pt_1.pf_meta", "pagefind/index/pt_2.pf_index",
        "pagefind/fragment/pt_3.pf_fragment",
    }  # fmt: skip
    assert copy.left_out == []


def test_a_language_that_the_search_has_no_grammar_for_keeps_the_common_one(site: Path) -> None:
    files = offline.copies(site, {"pl": ["pl/"]})["pl"].files
    assert {"pagefind/wasm.unknown.pagefind", "pagefind/pagefind.pl_1.pf_meta"} <= set(files)
    assert not [name for name in files if "pt" in name.split("/")[-1]]


def test_where_there_is_no_room_the_later_pages_are_left_out_and_the_first_stay(site: Path) -> None:
    write_tree(site, {"care/index.html": "x" * offline.BUDGET})
    copy = offline.copies(site, {"pt": ["", "care/"]})["pt"]
    assert "" in copy.files and copy.left_out == ["care/"] and copy.size <= offline.BUDGET


def test_the_version_changes_with_any_byte_and_with_nothing_else(site: Path) -> None:
    def version() -> object:
        return offline.copies(site, {"pt": ["", "care/"]})["pt"].data("")["version"]

    first = version()
    (site / "facts.json").write_text("{ }")
    assert version() == first
    (site / "assets/b.svg").write_text("<svg/>")
    assert version() != first


def test_the_worker_has_the_data_and_nothing_left_to_fill_in(site: Path) -> None:
    template = (ROOT / "overrides/partials/factbook" / offline.TEMPLATE).read_text("utf-8")
    copies = offline.copies(site, {"pt": ["", "care/"]})
    text = offline.worker(template, {"pt": ("", copies["pt"])})
    assert "{{" not in text and '"care/sheet.pdf"' in text


def test_the_manifest_speaks_the_language_and_has_the_colours_of_the_brand() -> None:
    project = Project.load(ROOT)
    brand = project.tree.text(offline.BRAND)
    for code, render in project.renderers.items():
        content = json.loads(offline.manifest(render, brand, ROOT / "docs", help_address="help/"))
        assert (content["lang"], content["name"]) == (code, render.raw_label("site.name"))
        assert f"--md-primary-fg-color: {content['theme_color']};" in brand
        assert all("?v=" in icon["src"] for icon in content["icons"])
        assert {icon["purpose"] for icon in content["icons"]} == {"any", "maskable"}
