"""How hard the pages are to read. English: Flesch-Kincaid grade. Spanish: INFLESZ (Szigriszt-Pazos), 55 is "normal"."""

from __future__ import annotations

import re
from functools import cache

import markdown
import pytest
import textstat

from factbook.built import BuiltPage
from factbook.project import Project
from tests.helpers import ROOT

EXTENSIONS = ["admonition", "attr_list", "md_in_html", "tables"]
EXEMPT = {"market.md", "evidence.md"}  # the words of markets are the subject of one and part of the other
SKIPPED = {".cite", ".standings", ".who", ".names", ".anchor", ".uses", ".hotlines", "h1", "h2", "h3", "h4", "dt", "th"}
HARDEST_GRADE = 8
LOWEST_INFLESZ = 55
PROJECT = Project.load(ROOT)


def grade(text: str) -> float:
    """School years needed."""
    textstat.set_lang("en")
    return float(textstat.flesch_kincaid_grade(text))


def inflesz(text: str) -> float:
    """0 to 100, higher is easier."""
    textstat.set_lang("es")
    return float(textstat.szigriszt_pazos(text))


@cache
def sentences(path: str, code: str) -> tuple[str, ...]:
    """What a reader reads, block by block, without citation marks; each block ends like a sentence."""
    page = PROJECT.pages[path]
    body = markdown.markdown(PROJECT.renderers[code].page(page).markdown, extensions=EXTENSIONS)
    built = BuiltPage(path, path, lambda: f"<html lang='{code}'><body>{body}", code, page)
    blocks: dict[int, str] = {}
    for run in built.runs:
        if run.block and not run.inside & SKIPPED:
            blocks[run.block] = blocks.get(run.block, "") + run.text
    texts = (" ".join(text.split()) for text in blocks.values())
    return tuple(text if text[-1] in ".!?:" else f"{text}." for text in texts if re.search(r"\w{3}", text))


@pytest.mark.parametrize("path", sorted(set(PROJECT.pages) - EXEMPT))
def test_english_is_plain(path: str) -> None:
    text = sentences(path, "en")
    hardest = sorted(text, key=grade, reverse=True)[:3]
    assert grade(" ".join(text)) <= HARDEST_GRADE, f"hardest: {hardest}"


@pytest.mark.parametrize("path", sorted(set(PROJECT.pages) - EXEMPT))
def test_spanish_is_plain(path: str) -> None:
    text = sentences(path, "es")
    hardest = sorted(text, key=inflesz)[:3]
    assert inflesz(" ".join(text)) >= LOWEST_INFLESZ, f"hardest: {hardest}"
