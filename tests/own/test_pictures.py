"""The site's own pictures: each is on a page, in the language of the page, in words too, and light."""

from __future__ import annotations

import gzip
from functools import cache

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from factbook.check.visible_text import squeezed
from factbook.model.values import Money
from tests import documents

PROJECT = documents.project()
SHOWN = sorted({(path, call.arguments[0]) for path, page in PROJECT.pages.items() for call in page.calls
                if call.name == "picture"})  # fmt: skip
EACH = [(code, path, name) for code in PROJECT.renderers for path, name in SHOWN]


@cache
def page(code: str, path: str) -> LexborHTMLParser:
    return LexborHTMLParser(PROJECT.rendered(code, PROJECT.pages[path]).markdown)


def figure(code: str, path: str, name: str) -> LexborNode:
    found = page(code, path).css_first(f"figure#picture-{name}")
    assert found is not None
    return found


def filled(code: str, text: str, context: str) -> str:
    """A text in a language, or in that of the original where it is not translated, with the figures of its facts."""
    render = PROJECT.renderers[code]
    shown, own = render.text(text, context)
    facts = PROJECT.book.facts.items()
    return shown.format(
        **{fact: render.figure(fact, "value", original=not own)[0] for fact, given in facts if given.value}
    )


def texts(name: str) -> list[tuple[str, str]]:
    """The texts of a picture, each with its context."""
    entry, context = PROJECT.book.pictures[name], f"picture.{name}"
    marks = [(text, f"{context}.marks.{index}.{key}") for index, mark in enumerate(entry.marks)
             for key in ("name", "label") if (text := getattr(mark, key))]  # fmt: skip
    start = [(entry.start, f"{context}.start")] if entry.start else []
    return [(entry.title, f"{context}.title"), (entry.text, f"{context}.text"), *start, *marks]


def whole(code: str, name: str) -> bool:
    """Whether all of a picture is translated."""
    return all(PROJECT.renderers[code].text(*text)[1] for text in texts(name))


def test_every_picture_is_on_a_page() -> None:
    assert {name for _, name in SHOWN} == set(PROJECT.book.pictures)


def test_what_was_asked_for_is_drawn() -> None:
    facts = {fact for picture in PROJECT.book.pictures.values() for fact in picture.facts()}
    assert {
        "incidence", "onset-first-year", "onset-typical-age", "mri-yield",
        "genetic-yield", "vigafyde-approval-date", "market-size-now", "market-size-forecast", "sign-bend-forward",
        "sign-arching",
    } <= facts  # fmt: skip


@pytest.mark.parametrize(("code", "path", "name"), EACH)
def test_a_picture_has_name_description_and_alternative_in_the_language_of_the_page(
    code: str, path: str, name: str
) -> None:
    shown, entry = figure(code, path, name), PROJECT.book.pictures[name]
    drawn = shown.css_first("svg[role=img]")
    assert drawn.css_first("title").text() == filled(code, entry.title, f"picture.{name}.title")
    assert squeezed(drawn.css_first("desc").text()) == filled(code, entry.text, f"picture.{name}.text")
    assert drawn.attributes["aria-labelledby"].split() == [f"picture-{name}-title", f"picture-{name}-text"]
    told = [squeezed(item.text()) for item in shown.css("details li")]
    assert len(told) == len(entry.facts())
    if whole(code, name) and code in PROJECT.published:
        assert not shown.css(".untranslated")
    if not PROJECT.renderers[code].text(*texts(name)[1])[1]:
        assert shown.css(".untranslated[lang]"), "what is not translated is marked"


@pytest.mark.parametrize(("code", "path", "name"), EACH)
def test_a_drawing_weighs_little(code: str, path: str, name: str) -> None:
    drawn = figure(code, path, name).css_first("svg[role=img]").html
    assert drawn is not None and len(gzip.compress(drawn.encode())) <= 3000


def test_the_words_differ_between_languages() -> None:
    for path, name in SHOWN:
        codes = [code for code in PROJECT.renderers if PROJECT.renderers[code].text(*texts(name)[0])[1]]
        titles = [figure(code, path, name).css_first("title").text() for code in codes]
        assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("code", PROJECT.renderers)
def test_postures_have_their_words_below_them_in_html(code: str) -> None:
    shown, entry = figure(code, "signs.md", "postures"), PROJECT.book.pictures["postures"]
    words = [squeezed(caption.text()) for caption in shown.css(".drawings figcaption")]
    for caption, (index, mark) in zip(words, enumerate(entry.marks), strict=True):
        for part, source in (("name", mark.name), ("label", mark.label)):
            assert source and filled(code, source, f"picture.postures.marks.{index}.{part}") in caption
    assert not shown.css("svg text")


def test_shares_of_different_wholes_are_not_side_by_side() -> None:
    bars = [entry for entry in PROJECT.book.pictures.values() if entry.kind == "bars"]
    shares = [entry for entry in bars if not isinstance(PROJECT.book.facts[entry.facts()[0]].drawn, Money)]
    assert shares and all(len(entry.marks) == 1 for entry in shares)
