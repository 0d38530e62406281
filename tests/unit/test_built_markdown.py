"""The built pages as Markdown: any reader of Markdown must get the words that readers of the page get."""

from __future__ import annotations

import re

import markdown
import pytest
from selectolax.lexbor import LexborHTMLParser

from factbook.publish import built_markdown

PAGE = '<html lang="en"><body><article>{}</article></body></html>'


def written(html: str) -> str:
    """The body of the page as Markdown."""
    return built_markdown.of_page(PAGE.format(html)).split("---\n\n", 1)[1]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>Itch</h1><p>It <strong>itches</strong>.</p>", "# Itch\n\nIt **itches**."),
        ('<p>It itches.<a class="cite" href="#note-1">[1]</a> Much.</p>', "It itches.[1] Much."),
        ('<p>At <data class="fact" value="4">4 to 8</data> months</p>', "At 4 to 8 months"),
        ('<p><a href="../care/#x">Care</a>, <a href="#here">here</a></p>', "[Care](../care/#x), here"),
        ("<ul><li>one<ul><li>inner</li></ul></li><li><p>two</p><p>three</p></li></ul>",
         "- one\n\n    - inner\n\n- two\n\n    three"),
        ("<ol><li>one</li><li>two</li></ol>", "1. one\n2. two"),
        ('<div class="admonition"><p class="admonition-title">Now</p><p>Act.</p></div>', "> **Now**\n>\n> Act."),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>1 | 2</td><td></td></tr></table>",
         "| a | b |\n| --- | --- |\n| 1 \\| 2 |  |"),
        ("<dl><div><dt>EEG</dt><dd>A test</dd></div></dl>", "**EEG**\n\nA test"),
        ('<p>He said <q lang="en">stop</q></p>', "He said “stop”"),
        ('<svg><text>99</text></svg><p>said in words</p><a class="back" href="#cite-1">↩</a>', "said in words"),
        ("<figure><figcaption>What</figcaption><details><summary>Words</summary><p>x</p></details></figure>",
         "What\n\n**Words**\n\nx"),
        ('<ol class="notes"><li><span class="mark">[1]</span> <p><strong>Leaflet</strong>: <q>a b</q></p></li></ol>',
         "- [1] **Leaflet**: “a b”"),
    ],
)  # fmt: skip
def test_each_kind_of_block_is_plain_markdown(html: str, expected: str) -> None:
    assert written(html) == f"{expected}\n"


@pytest.mark.parametrize(
    "text",
    ["# none", "1. none", "- none", "* a * b *", "a_b_c _d_", "`a`", "[a](b)", "\\", "> none", "+1 555", "---", "a | b",
     "&amp;lt; &lt;b&gt;", "===", "![x](y)", "~~~", "2,920 < 3,000", "*", "1) none", "[1]: http://x.example"],
)  # fmt: skip
def test_no_text_becomes_markup(text: str) -> None:
    html = f"<p>{text}</p><p>{text} <em>and {text}</em></p><ul><li>{text}</li></ul>"
    body = LexborHTMLParser(markdown.markdown(written(html), extensions=["tables"])).body
    assert body is not None and {node.tag for node in body.css("*")} - {"p", "ul", "li", "em", "body"} == set()
    shown = LexborHTMLParser(PAGE.format(html)).body
    assert shown is not None and re.sub(r"\s", "", body.text()) == re.sub(r"\s", "", shown.text())
