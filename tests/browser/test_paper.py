"""What comes out of a printer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from tests.browser import serving
from tests.browser.conftest import CARDS, HANDOUTS, PROJECT, Visit

pytestmark = pytest.mark.browser

LETTER = 728  # px: the width of the paper without the margins, less on A4
SHEETS = pytest.mark.parametrize("code", HANDOUTS)


def bare(text: str) -> str:
    """Without white space, hyphens at the ends of lines and joined letters: a PDF has what was set."""
    return re.sub(r"[\s\u0002\u00ad\ufffe-]+", "", unicodedata.normalize("NFKC", text))


def lacking(pieces: Iterable[str], text: str, code: str) -> list[str]:
    """The pieces that a PDF has not. Of lines from right to left it gives the words in the order of the eye: there,
    each word must be in it. Of Chinese characters it gives some as the radicals that look the same."""
    if PROJECT.book.languages[code].direction == "rtl":
        pieces = [word for piece in pieces for word in re.findall(r"\w+", piece)]
    signs = {
        piece: "".join(f"[{sign}\u2e80-\u2eff]" if sign > "\u2e80" else re.escape(sign) for sign in bare(piece))
        for piece in pieces
    }
    return [piece for piece in pieces if not re.search(signs[piece], text)]


def pdf_of(visit: Visit, host: Path, code: str) -> Path:
    """The handout as PDF, or a skip where no font has the letters of a language: its page offers none then."""
    file = host / serving.FOLDER / HANDOUTS[code] / f"{HANDOUTS[code].rstrip('/').rsplit('/', 1)[-1]}.{code}.pdf"
    links = visit.go(HANDOUTS[code]).page.locator("a[href$='.pdf'][download]")
    if not file.exists():
        assert code != PROJECT.book.source_language and links.count() == 0
        pytest.skip(f"no font here has the letters of {code!r}: there is no PDF")
    assert links.get_attribute("href") == file.name
    return file


def printed(visit: Visit, paper: str) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(visit.page.pdf(format=paper))


def text_of(pdf: Iterable[pypdfium2.PdfPage]) -> str:
    return bare("".join(page.get_textpage().get_text_bounded() for page in pdf))


@pytest.fixture(scope="session")
def sheets(every_page: Visit) -> list[str]:
    """What stands on each sheet of a page that is printed."""
    return [text_of([sheet]) for sheet in printed(every_page, "Letter")]


def test_a_page_is_printed_with_its_text_sources_and_marks_and_without_the_screen_around_it(
    every_page: Visit, sheets: list[str]
) -> None:
    page, text, code = every_page.page, "".join(sheets), str(every_page.page.get_attribute("html", "lang"))
    wanted = [
        *page.locator(":is(h1, h2:not(:has(+ .next))):not([hidden] *)").all_inner_texts(),
        *page.locator("#sources q").all_inner_texts(),
        *page.locator("a.phone").all_inner_texts(), *page.locator(".disclaimer-title").all_inner_texts(),
        *(f"{mark} " for mark in page.locator("#sources .mark").all_inner_texts()),
    ]  # fmt: skip
    assert lacking(wanted, text, code) == []
    page.emulate_media(media="print")
    assert page.locator("nav:visible, button:visible, .help:visible, .md-skip:visible").count() == 0
    page.emulate_media(media="null")


def test_on_paper_nothing_is_cut_off_and_no_row_is_torn_apart(every_page: Visit) -> None:
    every_page.look(width=LETTER)
    every_page.page.emulate_media(media="print")
    wrong = every_page.run("stickingOut")
    torn = every_page.page.eval_on_selector_all(
        "tr, .hotlines li", "all => all.filter((one) => getComputedStyle(one).breakInside !== 'avoid').length"
    )
    every_page.page.emulate_media(media="null")
    assert wrong == [] and torn == 0


@SHEETS
@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_the_handout_fits_on_the_front_of_one_sheet_with_its_sources_on_the_back(
    visit: Visit, paper: str, code: str
) -> None:
    front, back = printed(visit.go(HANDOUTS[code]), paper)
    title = bare(visit.page.inner_text("#sources h2"))
    assert title not in bare(front.get_textpage().get_text_bounded())
    assert title in bare(back.get_textpage().get_text_bounded())


@SHEETS
def test_its_pdf_is_one_sheet_of_two_sides_that_says_what_the_page_says(visit: Visit, host: Path, code: str) -> None:
    pdf, page = pypdfium2.PdfDocument(pdf_of(visit, host, code)), visit.page
    text = text_of(pdf)
    # The order of the columns differs: each piece of text must be there.
    pieces = page.locator(
        "h1, article h2, article p:not(.tools p, .hotlines-save, .hotlines-known p, .next), .tick li, .fill li, th,"
        ".fact, .phone, #disclaimer p, q, .documents li"
    )
    assert lacking(pieces.all_text_contents(), text, code) == []
    assert len(pdf) == 2 and lacking([f"https://guide.example/guide/{PROJECT.prefix(code)}"], text, code) == []


@SHEETS
def test_its_pdf_can_be_read_aloud(visit: Visit, host: Path, code: str) -> None:
    file = pdf_of(visit, host, code)
    pdf = pypdfium2.PdfDocument(file)
    assert raw.FPDFCatalog_IsTagged(pdf.raw)
    assert pdf.get_metadata_dict()["Title"] == visit.page.title().partition(" – ")[0]
    content = file.read_bytes()
    assert b"<pdfuaid:part>1<" in content and f"/Lang({code})".encode() in content


@SHEETS
def test_its_address_is_a_picture_and_a_text(visit: Visit, code: str) -> None:
    address = f"https://guide.example/guide/{PROJECT.prefix(code)}"
    page = visit.go(HANDOUTS[code]).page
    assert page.locator(".qr[role=img][aria-label] svg").is_visible()
    assert page.locator(f"a.address[href='{address}']").is_visible()


def test_each_sheet_has_the_address_of_the_page_and_its_date_and_folded_parts_are_open(
    every_page: Visit, sheets: list[str]
) -> None:
    page = every_page.page
    if every_page.address == "404.html":
        return
    address = bare(str(page.get_attribute("link[rel=canonical]", "href")))
    assert all(address in sheet for sheet in sheets)
    # The handout has no room for what is known of the numbers.
    known = ".hotlines-known p:not(.handout *)"
    folded = page.locator(f".md-content details:not(.contents details) li, {known}").all_text_contents()
    text = "".join(sheets)
    assert lacking([part[:40] for part in folded], text, str(page.get_attribute("html", "lang"))) == []
    page.emulate_media(media="print")
    assert page.locator(".next:visible, .share:visible, .tools:visible").count() == 0
    page.emulate_media(media="null")


@pytest.mark.parametrize("code", CARDS)
def test_the_card_is_one_sheet_with_all_that_helps_on_its_front(visit: Visit, code: str) -> None:
    front, *back = printed(visit.go(CARDS[code]), "Letter")
    text = bare(front.get_textpage().get_text_bounded())
    pieces = visit.page.locator(".act-now li, .claims li, .phone, #disclaimer p").all_text_contents()
    assert len(pieces) > 4 and lacking([piece.strip()[:30] for piece in pieces], text, code) == []
    assert len(back) <= 1
