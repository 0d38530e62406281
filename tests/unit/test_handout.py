"""The sheet of paper: its PDF, its address, and what happens where either cannot be had."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import segno

from factbook.load.cache import Cache
from factbook.page import urls
from factbook.project import Project
from factbook.publish import hosting, pdf
from tests.helpers import ROOT, write_tree

ADDRESS = "https://guide.example/"
Sheet = Callable[..., tuple[bytes | None, str, list[str]]]
HTML = (
    '<h1>Sheet</h1><p>Seen <a class="cite" href="#note-1">[1]</a></p>'
    '<div class="tick"><ul><li>A green <strong>door</strong>'
    '</li></ul></div><table><tr><th>Date</th></tr><tr><td></td></tr></table><p><a class="back" href="#b">↩</a></p>'
)


@pytest.fixture(scope="module")
def project() -> Project:
    return Project.load(ROOT)


@pytest.fixture
def sheet(project: Project, tmp_path: Path) -> Callable[..., tuple[bytes | None, str, list[str]]]:
    """The PDF of a page with this article, the page itself, and the notes."""

    def made(article: str, address: str = ADDRESS) -> tuple[bytes | None, str, list[str]]:
        [page] = [page for page in project.pages.values() if page.meta.layout == "handout"]
        for code, render in project.renderers.items():
            link = f'<p><a href="{pdf.file_name(page, code)}" download>PDF</a></p>'
            around = f"{link}{pdf.take_along(render, address)}"
            html = f"<main><article>{article}</article>{around}<aside id='disclaimer'></aside></main>"
            write_tree(tmp_path, {f"{urls.url(page.path, project.prefix(code))}index.html": html})
        notes = pdf.write(tmp_path, project, address, Cache(None))
        folder = tmp_path / urls.url(page.path)
        file = folder / pdf.file_name(page, project.book.source_language)
        return file.read_bytes() if file.exists() else None, (folder / "index.html").read_text("utf-8"), notes

    return made


def text_of(made: tuple[bytes | None, str, list[str]]) -> str:
    assert made[0]
    return str(pypdfium2.PdfDocument(made[0])[0].get_textpage().get_text_bounded())


def test_the_same_text_gives_the_same_bytes(sheet: Sheet) -> None:
    assert sheet(HTML) == sheet(HTML)


def test_the_sheet_has_what_the_page_has_but_what_only_a_screen_has(sheet: Sheet) -> None:
    text = text_of(sheet(HTML))
    assert [line.split() for line in text.splitlines()[:3]] == [["Sheet"], ["Seen", "[1]"], ["A", "green", "door"]]
    assert "Date" in text and "↩" not in text and ADDRESS in text


def test_letters_that_no_font_has_leave_the_pdf_out_and_say_so(sheet: Sheet) -> None:
    made, html, notes = sheet("<h1>Sheet</h1><p>囊性</p>")
    assert made is None and "囊" in notes[0] and pdf.FONTS in notes[0]
    assert ".pdf" not in html and ADDRESS in html


@pytest.mark.parametrize("text", ["ñ á ü ¿qué? ¡sí!", "ăâîșț łąę ß ø", "Привет", "Ελληνικά", "Tiếng Việt"])
def test_letters_of_many_languages_are_there(sheet: Sheet, text: str) -> None:
    assert text in text_of(sheet(f"<h1>Sheet</h1><p>{text}</p>"))


def test_without_a_public_address_there_is_a_line_to_write_on_and_no_picture(sheet: Sheet, project: Project) -> None:
    made = sheet(HTML, address="")
    label = project.book.labels["handout.address"]
    assert "write-on" in made[1] and "<svg" not in made[1] and "http" not in made[1]
    assert label in text_of(made) and "http" not in text_of(made)


OWN = [None, "", "http://127.0.0.1:8000/", "http://localhost/", "http://[::1]:8000/", "http://a.localhost/", "x"]


@pytest.mark.parametrize("url", OWN)
def test_an_address_that_only_this_machine_knows_is_none(url: str | None) -> None:
    assert hosting.public_address(url) == ""


def test_an_address_that_readers_reach_is_one() -> None:
    assert hosting.public_address("https://guide.example/guide/") == "https://guide.example/guide/"


def test_the_picture_has_the_squares_of_the_code_and_a_quiet_zone() -> None:
    svg = ET.fromstring(pdf.qr_code(ADDRESS))
    side = segno.make(ADDRESS, error="m", micro=False).symbol_size(border=4)[0]
    assert svg.get("viewBox") == f"0 0 {side} {side}"
