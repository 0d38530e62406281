"""What a page can take from others: the box that tells to act, and facts in their own words."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from factbook.check import run_checks
from factbook.page.segments import urgent_box
from factbook.project import Project
from tests.helpers import base_project, build

PAGE = """---
title: More
description: More about the itch.
sources: [leaflet]
layout: card
---
# More

{{ urgent('care.md') }}

{{ claims('care-cloth') }}
"""
BOX = "A cool cloth on the elbow often helps {{ cite('care-cloth') }}."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    base_project(tmp_path / "base")
    (tmp_path / "base/docs/more.md").write_text(PAGE, "utf-8")
    return tmp_path / "base"


def text(folder: Path, code: str) -> str:
    project = Project.load(folder)
    return project.rendered(code, project.pages["more.md"]).markdown


def test_the_box_of_another_page_comes_with_its_citations_and_its_translation(folder: Path) -> None:
    assert run_checks.check_content(Project.load(folder)) == []
    english, spanish = text(folder, "en"), text(folder, "es")
    assert '!!! act-now "What to do now"\n\n    A cool cloth on the elbow often helps.<a class="cite"' in english
    assert "!!! act-now" in spanish and "A cool cloth" not in spanish.split("claims")[0].split("!!!")[1]


def test_its_links_to_pages_are_left_out_for_a_card_stands_alone(folder: Path) -> None:
    care = folder / "docs/care.md"
    care.write_text(care.read_text("utf-8").replace(BOX, f"{BOX} See [Words](words.md#term-calmolin)."), "utf-8")
    assert " See Words." in text(folder, "en") and "words.md" not in text(folder, "en")


def test_its_links_to_a_place_of_the_page_stay(folder: Path) -> None:
    care = folder / "docs/care.md"
    care.write_text(care.read_text("utf-8").replace(BOX, f"{BOX} See [the numbers](#numbers)."), "utf-8")
    assert " See [the numbers](#numbers)." in text(folder, "en")


def test_what_is_not_translated_of_it_is_marked(folder: Path) -> None:
    care = folder / "docs/care.md"
    care.write_text(care.read_text("utf-8").replace(BOX, f"Stay calm. {BOX}"), "utf-8")
    assert '<span class="untranslated" lang="en" dir="ltr">Stay calm.' in text(folder, "es")


@pytest.mark.parametrize(
    ("body", "box"),
    [
        ("Text.\n\n!!! act-now\n    Go.\n\n    Now.\n\nText.\n", "!!! act-now\n    Go.\n\n    Now.\n"),
        ('!!! act-now "Title"\n\n    Go.', '!!! act-now "Title"\n\n    Go.\n'),
        ("!!! note\n    Go.\n", ""),
        ("Text: !!! act-now\n", ""),
    ],
)
def test_the_first_box_that_tells_to_act_is_found(body: str, box: str) -> None:
    assert urgent_box(body) == box


QUIET = {"NO_MKDOCS_2_WARNING": "1"}
HANDOUT = PAGE.replace("layout: card", "layout: handout").replace("{{ urgent('care.md') }}\n\n", "")


@pytest.mark.site
def test_an_address_with_figures_in_it_is_no_figure_without_a_fact(folder: Path) -> None:
    (folder / "docs/more.md").write_text(HANDOUT, "utf-8")
    settings = folder / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("https://glimmer.example/guide/", "https://user2.example/guide3/"), "utf-8")
    build(folder)
    assert "https://user2.example/guide3/es/</a>" in (folder / "site/es/more/index.html").read_text("utf-8")
    assert (folder / "site/es/more/more.es.pdf").exists()


@pytest.mark.site
def test_while_the_site_is_being_written_no_copy_of_it_is_kept(folder: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = "{}:{}".format(*free.getsockname())
    command = [sys.executable, "-m", "mkdocs", "serve", "--no-strict", "--dev-addr", address]
    with subprocess.Popen(
        command, cwd=folder, env=os.environ | QUIET, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as serving:
        try:
            page = _answer(f"http://{address}/")
            assert "<main" in page and 'rel="manifest"' not in page and "data-worker" not in page
            with pytest.raises(HTTPError):
                urlopen(f"http://{address}/sw.js", timeout=10)
        finally:
            serving.terminate()


def _answer(address: str) -> str:
    for _ in range(120):
        try:
            with urlopen(address, timeout=10) as answer:
                return str(answer.read().decode())
        except URLError:
            time.sleep(0.5)
    raise TimeoutError(address)
