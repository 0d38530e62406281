"""The sheet of paper: its PDF, its address, and what happens where either cannot be had."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pypdfium2
import pytest
import segno

from factbook import handout
from factbook.pages import Page
from factbook.project import Project
from tests.helpers import ROOT

ADDRESS = "https://guide.example/"
HTML = (
    '<h1>Sheet</h1><p>Seen <a class="cite" href="#a">1a</a></p><div class="tick"><ul><li>A green <strong>door</strong>'
    '</li></ul></div><table><tr><th>Date</th></tr><tr><td></td></tr></table><p><a class="back" href="#b">↩</a></p>'
)


@pytest.fixture(scope="module")
def project() -> Project:
    return Project.load(ROOT)


def sheet(project: Project, *html: str, address: str = ADDRESS) -> handout.Sheet:
    page: Page = next(iter(project.pages.values()))
    render = next(iter(project.renderers.values()))
    return handout.sheet(render, page, "Sheet", html, root=ROOT, address=address)


def text_of(made: handout.Sheet) -> str:
    assert made.pdf
    return str(pypdfium2.PdfDocument(made.pdf)[0].get_textpage().get_text_bounded())


def test_the_same_text_gives_the_same_bytes(project: Project) -> None:
    assert sheet(project, HTML).pdf == sheet(project, HTML).pdf


def test_letters_that_no_font_has_leave_the_pdf_out_and_say_so(project: Project) -> None:
    made = sheet(project, "<h1>Sheet</h1><p>囊性</p>")
    assert made.pdf is None and "囊" in made.note and handout.FONTS in made.note
    assert ".pdf" not in made.html and ADDRESS in made.html


@pytest.mark.parametrize("text", ["ñ á ü ¿qué? ¡sí!", "ăâîșț łąę ß ø", "Привет", "Ελληνικά", "Tiếng Việt"])
def test_letters_of_many_languages_are_there(project: Project, text: str) -> None:
    assert text in text_of(sheet(project, f"<h1>Sheet</h1><p>{text}</p>"))


def test_without_a_public_address_there_is_a_line_to_write_on_and_no_picture(project: Project) -> None:
    made = sheet(project, HTML, address="")
    label = project.book.labels["handout.address"]
    assert "write-on" in made.html and "<svg" not in made.html and "http" not in made.html
    assert label in text_of(made) and "http" not in text_of(made)


@pytest.mark.parametrize("url", [None, "", "http://127.0.0.1:8000/", "http://localhost/", "http://[::1]:8000/", "x"])
def test_an_address_that_only_this_machine_knows_is_none(url: str | None) -> None:
    assert handout.public_address(url) == ""


def test_an_address_that_readers_reach_is_one() -> None:
    assert handout.public_address("https://guide.example/guide/") == "https://guide.example/guide/"


def test_the_picture_has_the_squares_of_the_code_and_a_quiet_zone() -> None:
    svg = ET.fromstring(handout.qr(ADDRESS))
    side = segno.make(ADDRESS, error="m", micro=False).symbol_size(border=4)[0]
    assert svg.get("viewBox") == f"0 0 {side} {side}"


def test_blocks_keep_order_kind_and_look() -> None:
    kinds = [(block["kind"], block.get("class", "")) for block in handout.blocks(HTML)]
    assert kinds == [("h1", ""), ("p", ""), ("list", "tick"), ("table", ""), ("p", "")]
    [seen, ticks] = [block for block in handout.blocks(HTML) if block["kind"] in ("p", "list")][:2]
    assert seen["runs"] == [{"text": "Seen "}, {"cite": True, "text": "1a"}]
    assert ticks["items"] == [[{"text": "A green "}, {"bold": True, "text": "door"}]]
