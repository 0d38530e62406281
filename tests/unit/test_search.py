"""What the search index is made of; tests/browser/test_search.py searches in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factbook.model.problem import ContentError
from factbook.publish import search
from tests.helpers import write_tree

PAGE = '<html lang="{}"><head><title>Itch</title></head><article data-pagefind-body><p>itch</p></article>'


def test_there_is_an_index_for_each_language(tmp_path: Path) -> None:
    search.index(write_tree(tmp_path, {"index.html": PAGE.format("en"), "es/index.html": PAGE.format("es")}))
    entry = json.loads((tmp_path / "pagefind/pagefind-entry.json").read_text("utf-8"))
    assert set(entry["languages"]) == {"en", "es"}


def test_a_page_that_is_not_utf_8_is_left_to_the_gates(tmp_path: Path) -> None:
    search.index(write_tree(tmp_path, {"index.html": PAGE.format("en"), "x.html": b"<p>caf\xe9</p>"}))
    assert (tmp_path / "pagefind/pagefind-entry.json").exists()


def test_a_language_leads_to_no_other_folder(tmp_path: Path) -> None:
    pages = {"index.html": PAGE.format("en"), "x.html": PAGE.format(tmp_path / "elsewhere")}
    with pytest.raises(OSError, match="Pagefind failed"):
        search.index(write_tree(tmp_path / "site", pages))
    assert not (tmp_path / "elsewhere").exists()


def test_a_site_in_which_nothing_can_be_found_is_a_problem_of_the_template(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"^overrides/main\.html:0:0 FB115 "):
        search.index(write_tree(tmp_path, {"index.html": "<html lang='en'>"}))
