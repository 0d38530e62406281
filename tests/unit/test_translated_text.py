"""A translation reads as its translator wrote it, whatever stands in it and wherever it is put, or it is refused."""

from __future__ import annotations

import re

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from factbook.locale.numerals import Numerals
from factbook.page import segments
from factbook.translate.damages import damages
from factbook.translate.escaping import as_text
from tests import documents

SOURCE = "A plain sentence of the original."
PLACES = {
    "paragraph": "{}",
    "second paragraph": "Before.\n\n{}\n\nAfter.",
    "heading": "## {}",
    "item": "- Before\n- {}\n- After",
    "numbered item": "1. Before\n2. {}",
    "nested item": "- Before\n\n    - {}",
    "cell": "| A | B |\n| --- | --- |\n| {} | x |\n| y | z |",
    "last cell": "| A | B |\n| --- | --- |\n| x | {} |",
    "header": "| {} | B |\n| --- | --- |\n| x | y |",
    "title of a box": '!!! note "{}"\n\n    Inside.',
    "title of a tab": '=== "{}"\n\n    Inside.',
    "box": '!!! note "Title"\n\n    {}\n\n    More.',
    "quotation": "> {}",
    "term": "{}\n:   Meaning",
    "meaning": "Term\n:   {}",
    "block": '<div class="editorial" markdown>\n\n{}\n\n</div>',
}
SITE = ["abbr", "admonition", "attr_list", "def_list", "md_in_html", "tables", "toc"]
MORE = ["footnotes"] + [
    f"pymdownx.{name}"
    for name in (
        "betterem", "caret", "critic", "details", "emoji", "keys", "mark", "superfences", "tabbed", "tasklist", "tilde",
        "blocks.admonition", "blocks.html", "arithmatex", "snippets",
    )
]  # fmt: skip
CONVERTERS = {
    "of the site": markdown.Markdown(extensions=SITE),
    "many": markdown.Markdown(
        extensions=[*SITE, *MORE], extension_configs={"pymdownx.tabbed": {"alternate_style": True}}
    ),
}
AFTER = "\n\n[Care]: care.md\n[^1]: A note.\n*[EEG]: of waves\n"
"""What brackets and words could lead to."""
SIGNS = [
    "#", "##", "-", "+", "--", "---", "1.", "2)", ">", "|", "||", "<", "<<", "&", "& ", "Q&A;", "^", "^^a^^",
    "~", "~~~", "~~a~~", "=", "==", "==a==", "===", ":", "::", ":::", ": a", ":smile:", "!", "!!!", "!!! note",
    "???", "??? note", '=== "x"', "///", "/// note", "[", "]", "[^1]", "[Care]", "[Care][]", "[a][Care]",
    "[TOC]", "[ ]", "[x]", "- [ ] a", "![a]", "(b)", "++ctrl++", '"', "'", "«", "--8<--", "{", "}", "{#", "%",
    "$x$", "$$", "\\", "\\|", "@", ":-", "|---|", "EEG", "...", "(c)", "=>", "-->", "#tag", "a#", "a:", "    ",
]  # fmt: skip
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+.!|-])")
WORDS = ["Dauer", "Zeit", "une", "señal", "痉挛", "نوبة", "D. h.", "o", "y"]


@pytest.fixture(scope="module")
def numerals() -> tuple[Numerals, Numerals]:
    languages = documents.project().book.languages
    return Numerals("en", languages["en"]), Numerals("es", languages["es"])


def shape_and_text(body: str, converter: markdown.Markdown) -> tuple[list[str], str]:
    """The elements of a page but for emphasis, and its text."""
    tree = LexborHTMLParser(converter.reset().convert(body + AFTER))
    for node in tree.css("sup, abbr, .footnote, .headerlink"):
        if node.tag == "abbr":
            node.unwrap()
    nodes = [node for node in tree.root.traverse() if node.tag not in ("em", "strong", "code")] if tree.root else []
    return [f"{node.tag}{node.attributes.get('class') or ''}" for node in nodes], tree.body.text() if tree.body else ""


def put(place: str, target: str, source: str = SOURCE) -> str:
    pieces = segments.parse(PLACES[place].format(source))
    found = [piece.text for piece in segments.segments(pieces)]
    assert source in found, (place, found)
    return segments.render(pieces, lambda piece: as_text(source, target) if piece.text == source else piece.text)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


TARGETS = st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(SIGNS)), min_size=1, max_size=5)


@given(st.sampled_from(sorted(PLACES)), st.sampled_from(sorted(CONVERTERS)), st.data())
@settings(deadline=None, max_examples=400)
def test_readers_see_what_the_translator_wrote(
    numerals: tuple[Numerals, Numerals], place: str, extensions: str, data: st.DataObject
) -> None:
    target = data.draw(st.sampled_from(["", " "])).join(data.draw(TARGETS))
    if list(damages(SOURCE, target, *numerals)) or not target.strip():
        return
    shape, text = shape_and_text(put(place, "Palabra"), CONVERTERS[extensions])
    body = put(place, target)
    found, shown = shape_and_text(body, CONVERTERS[extensions])
    assert squeezed(shown) == squeezed(text.replace("Palabra", ESCAPED.sub(r"\1", target.strip()))), body
    assert found == shape, body


def test_marks_that_enclose_words_are_marks(numerals: tuple[Numerals, Numerals]) -> None:
    target = "**gras** und *kursiv*, `código | a` y \\*estrella\\*, snake_case"
    assert list(damages(SOURCE, target, *numerals)) == []
    for place in PLACES:
        _, shown = shape_and_text(put(place, target), CONVERTERS["of the site"])
        assert "gras und kursiv, código | a y *estrella*, snake_case" in squeezed(shown), place


REFUSED = [
    "** gras :**", "**gras :", "*gras", "* gras", "gras *", "`gras", "_ gras", "__gras __", "***", "* * *",
    "*[EEG]: x", "a ** b ** c",
    "&nbsp;gras", "&#49;", "&amp;", "<b>gras</b>", "<img alt='gras'>", "<!-- gras -->", "[gras](care.md)",
    "[gras](care.md \"gras\")", "![gras](a.png)", "{: .gras }", "gras{.gras}", "{{ cite('x') }}", "{% if x %}",
    "<https://gras.example>", "https://gras.example", "www.gras.example", "gras.org", "gras@gras.example",
    "tel:+33123456789",     "01 23 45 67 89", "mailto:gras@gras.example", "gras.com/x",
    "A plain sentence of the original.",     "Gras. A plain sentence of the original.", "gras\ngras", "gr\u200bas", "ftp://gras",
]  # fmt: skip


@pytest.mark.parametrize("target", REFUSED)
def test_what_would_not_read_as_it_is_written_is_refused(target: str, numerals: tuple[Numerals, Numerals]) -> None:
    assert list(damages(SOURCE, target, *numerals))


@pytest.mark.parametrize("target", ["**gras**", "*gras*", "`gras`", "gras *"])
def test_where_no_markdown_is_read_no_marks_may_stand(target: str, numerals: tuple[Numerals, Numerals]) -> None:
    assert list(damages(SOURCE, target, *numerals, plain=True))


KEPT = {
    "See [Care](care.md) now.": "Vea ahora [Cuidado | algo](care.md).",
    "A note[^1] here.": "Aquí una nota[^1].",
    "See [Care][].": "Vea [Care][].",
    "See [this page][Care].": "Vea [esta página][Care].",
    "Write **now** & here.": "Escriba **ahora** & aquí.",
}


@pytest.mark.parametrize("source", KEPT)
def test_what_the_original_has_is_syntax_in_the_translation_too(
    source: str, numerals: tuple[Numerals, Numerals]
) -> None:
    assert list(damages(source, KEPT[source], *numerals)) == []
    before, _ = shape_and_text(source, CONVERTERS["many"])
    after, shown = shape_and_text(as_text(source, KEPT[source]), CONVERTERS["many"])
    assert after == before and not set("[]*") & set(shown.partition("note.")[0].replace("[EEG]", ""))


def test_a_translation_adds_no_title_to_a_link(numerals: tuple[Numerals, Numerals]) -> None:
    assert list(damages("See [Care](care.md).", 'Vea [Cuidado](care.md "nadie lo ve").', *numerals))
