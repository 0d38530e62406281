"""The text of HTML as a reader sees it, also where the HTML is odd."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from factbook.check import visible_text
from factbook.check.built_page import BuiltPage


def runs(html: str) -> list[visible_text.Run]:
    body = LexborHTMLParser(f"<!doctype html><body>{html}").body
    assert body is not None
    return [run for stretch in visible_text.stretches(body, "en") for run in stretch]


def texts(html: str) -> list[str]:
    return [run.text for run in runs(html)]


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ("<p>a &lt;b&gt; &amp;amp; c</p>", ["a <b> &amp; c"]),
        ("<p>a</p> <p>b</p>", ["a", " b"]),
        ("a<!-- <p>x --><br>b", ["a", "b"]),
        ("""<p a"b="x>y" =z=1 c>seen</p>""", ["seen"]),
        ("<p title='<p>x</p>'>seen</p>", ["seen"]),
        ("""<script>"<p>" < 1 || "</style>" || "<!--"</script>seen""", ["seen"]),
        ("""<script>"<xmp>"</script><p>seen</p><xmp><b>&amp;</b></xmp>""", ["seen", "<b>&amp;</b>"]),
        ("<style>p::before { content: '</p>' }</style>seen", ["seen"]),
        ("<template><p>x</p></template>seen", ["seen"]),
        ("<iframe><p>x</iframe>seen", ["<p>x", "seen"]),
        ("<svg><path d='1'/><text>drawn</text></svg>seen", ["drawn", "seen"]),
        ("<svg><style>x<style>y</style>z</style></svg>seen", ["seen"]),
        ("<p>a<plaintext>b</p>", ["a", "b</p>"]),
        ("<p a\u00a0b='1'>seen</p>", ["seen"]),
    ],
)
def test_what_is_seen_is_found_and_nothing_else(html: str, seen: list[str]) -> None:
    assert texts(html) == seen


def test_an_attribute_that_looks_like_another_changes_nothing() -> None:
    (run,) = runs("""<p title="x class=" class="editorial" lang="es">texto</p>""")
    assert run.inside == {"p", ".editorial"} and run.lang == "es"


def test_words_are_found_whatever_tags_part_them() -> None:
    html = "<html lang='en'><body><p>see <data>4 months</data><b>tw</b>elve<i>!</i> <b>CD</b><b>K</b>L5</p>"
    (text,) = BuiltPage("index.html", "", lambda: html, "en", None).folded
    assert "twelve" in text and "cdkl5" in text
