"""What must hold on each page of the site, in each language, and on the page for addresses that are not there."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import Markup
from playwright.sync_api import Page

from factbook.page import urls
from tests.browser import axe, serving
from tests.browser.conftest import PAGES, PROJECT, Visit

pytestmark = pytest.mark.browser

PICTURES = {
    urls.url(path, PROJECT.prefix(code)): [call.name for call in page.calls].count("picture")
    for code in PROJECT.renderers
    for path, page in PROJECT.pages.items()
}
"""How many each page has."""
READ = "body > :not(header, dialog)"
SCRIPTED = "main button"
"""What scripts offer besides the text."""


def test_every_built_page_is_looked_at(host: Path) -> None:
    site = host / serving.FOLDER
    built = {file.relative_to(site).as_posix().removesuffix("index.html") for file in site.rglob("*.html")}
    assert built == {*PAGES, "404.html"}


def test_loading_fails_nowhere_asks_no_other_host_and_stores_nothing(every_page: Visit) -> None:
    cookies = [f"cookie: {cookie.get('name')}" for cookie in every_page.page.context.cookies()]
    assert [*every_page.noise, *cookies, *every_page.run("stored")] == []


def test_nothing_sticks_out_at_the_side_of_a_small_phone_even_with_large_text(every_page: Visit) -> None:
    wrong = []
    for width, size in ((320, 100), (360, 100), (360, 200)):
        every_page.look(width=width)
        every_page.run("setTextSize", size)
        wrong += every_page.run("stickingOut")
    every_page.run("setTextSize", 100)
    assert not wrong, "\n".join(wrong)


def test_axe_finds_nothing_and_is_in_doubt_about_nothing(every_page: Visit) -> None:
    wrong = list(axe.findings(every_page))
    assert not wrong, "\n".join(wrong)


def test_axe_judges_contrast_and_the_size_of_targets(visit: Visit) -> None:
    assert {"color-contrast", "target-size"} <= axe.passed(visit.go(PAGES[0]))


def test_without_scripts_the_text_is_the_same_and_no_button_waits_for_them(every_page: Visit, scriptless: Page) -> None:
    scriptless.set_viewport_size(every_page.page.viewport_size or {"width": 360, "height": 740})
    scriptless.goto(every_page.base + every_page.address)
    # The arrows back from notes are for readers without scripts: else, notes open in place.
    scriptless.eval_on_selector_all(".back", "all => all.forEach((arrow) => arrow.remove())")
    # Only a script can copy an address, or print.
    every_page.page.eval_on_selector_all(SCRIPTED, "all => all.forEach((one) => one.style.display = 'none')")
    without, with_scripts = (page.locator(READ).all_inner_texts() for page in (scriptless, every_page.page))
    every_page.page.eval_on_selector_all(SCRIPTED, "all => all.forEach((one) => one.style.display = '')")
    assert [text.replace("↩", "").split() for text in without] == [
        text.replace("↩", "").split() for text in with_scripts
    ]
    assert scriptless.locator("button:visible, input:visible").count() == 0


def test_phones_stand_by_organisation_those_in_the_language_of_the_page_first(every_page: Visit) -> None:
    code = every_page.page.get_attribute("html", "lang")
    languages = {
        f"tel:{line.number}": line.language for entry in PROJECT.book.hotlines.values() for line in entry.lines
    }
    ranks = {number: 0 if name == code else 2 if name else 1 for number, name in languages.items()}
    rows = every_page.page.eval_on_selector_all(
        ".hotlines ul > li", "rows => rows.map(row => [...row.querySelectorAll('a.phone')].map(link => link.href))"
    )
    if every_page.address == "404.html" or not rows:
        return
    assert sorted(number for row in rows for number in row) == sorted(languages)
    ranked = [[ranks[number] for number in row] for row in rows]
    assert ranked == [sorted(row) for row in ranked]
    own = [row[0] == 0 for row in ranked]
    assert own == sorted(own, reverse=True)


def test_a_number_has_a_language_beside_it_only_where_a_document_names_it(every_page: Visit) -> None:
    render = PROJECT.renderers[str(every_page.page.get_attribute("html", "lang"))]
    inside = {
        line.language: render.label("hotlines.in", language=render.language_name(line.language))
        for entry in PROJECT.book.hotlines.values()
        for line in entry.lines
        if line.language
    }
    named = {f"tel:{line.number}": Markup(inside[line.language]).striptags()
             for entry in PROJECT.book.hotlines.values() for line in entry.lines if line.language}  # fmt: skip
    shown = every_page.page.eval_on_selector_all(
        "main .line:has(.in), body > .md-content .line:has(.in)",
        "lines => lines.map(line => [line.querySelector('a').href, line.querySelector('.in').textContent])",
    )
    if every_page.address != "404.html":
        assert dict(shown) == (named if shown else {})


def test_phone_links_show_their_number_and_have_room_for_a_thumb(every_page: Visit) -> None:
    every_page.look(width=360)
    assert every_page.run("badPhones") == []


def test_each_citation_leads_to_its_source_and_back(every_page: Visit) -> None:
    assert every_page.run("badCitations") == []


COPIED = """() => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector("article"));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  const figures = [...document.querySelectorAll("article data.fact")].filter((figure) => figure.checkVisibility());
  const copied = getSelection().toString();
  getSelection().removeAllRanges();
  return [copied, figures.map((figure) => figure.innerText)];
}"""


def test_a_figure_that_is_copied_is_the_figure(every_page: Visit) -> None:
    if every_page.address == "404.html":
        return
    text, figures = every_page.page.evaluate(COPIED)
    text = re.sub(r"\s+", " ", text)
    for figure in figures:
        shown = re.escape(re.sub(r"\s+", " ", figure))
        assert re.search(rf"(?<![\w.,]){shown}(?!\w|[.,]\d)", text), f"{figure!r} must be in what is copied"


def test_the_keyboard_focus_is_seen_everywhere(every_page: Visit) -> None:
    wrong = []
    for width, scheme in ((360, "light"), (1280, "dark")):
        every_page.look(width=width, scheme=scheme)
        every_page.page.keyboard.press("Tab")  # from here on the browser shows the focus
        wrong += every_page.run("badFocus")
    assert not wrong, "\n".join(wrong)


def test_nothing_that_a_link_leads_to_is_under_the_head(every_page: Visit) -> None:
    every_page.look(width=360)
    assert every_page.run("targetsUnderHead") == []


def looked_at(visit: Visit) -> Iterator[str]:
    """What is wrong with what must reach every reader, on phones and desktops, in both schemes, and in print."""
    for width, scheme in ((360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")):
        visit.look(width=width, scheme=scheme)
        yield from visit.run("badlyShown", f"{width} {scheme}")
    visit.page.emulate_media(media="print", color_scheme="light")
    wrong = visit.run("badlyShown", "print")
    visit.page.emulate_media(media="null")  # else, what is printed looks as on a screen
    yield from wrong


def test_what_must_reach_every_reader_is_seen_as_it_is_written(every_page: Visit) -> None:
    wrong = list(looked_at(every_page))
    assert not wrong, "\n".join(wrong)


HIDING = [
    "#disclaimer { opacity: .05 }",
    "#disclaimer { visibility: hidden }",
    "#disclaimer { position: absolute; left: -9999px }",
    "#disclaimer { font-size: 1px }",
    "#disclaimer * { color: #fffdfa; background: #fffdfa }",
    "#disclaimer { clip-path: inset(50%) }",
    "#disclaimer { height: 0; overflow: hidden; transform: scale(0) }",
    "#disclaimer { filter: blur(9px) }",
    "body { filter: contrast(0) }",
    "#disclaimer { rotate: 180deg }",
    "#disclaimer { text-indent: -999em; overflow: hidden }",
    "#disclaimer { position: relative; &::after { content: ''; position: absolute; inset: 0; background: red } }",
    ".trust { position: relative; top: -3000px }",
    "body::after { content: ''; position: fixed; inset: 0; background: #fff; z-index: 9999 }",
    "body::after { content: ''; position: fixed; inset: 0; background: linear-gradient(#fff, #fff); z-index: 9999 }",
    "#disclaimer { writing-mode: vertical-rl }",
    "h1::after { content: 'Vitamins heal' }",
    ":root { --c: 'Vitamins heal' } h1::before { content: var(--c) }",
    "h1::after { counter-reset: a 800; content: counter(a) }",
    "h1::after { content: '\\56 itamins' }",
    "h1::after { content: url(x.png) }",
    "h1::after { content: 'Vitamins heal' / '' }",
    "h1::after { content: '+' }",
    "q { quotes: 'Not: ' '' } h1::before { content: open-quote }",
    "@keyframes x { to { opacity: 0 } } #disclaimer { animation: x 1ms forwards }",
    "#disclaimer { unicode-bidi: bidi-override; direction: rtl }",
]


@pytest.mark.parametrize("style", HIDING)
def test_a_style_that_hides_covers_turns_or_adds_is_found(window: Visit, style: str) -> None:
    window.go(PAGES[0]).page.evaluate(  # as a sheet of the site's own would: the policy allows no other
        "style => { const sheet = new CSSStyleSheet(); sheet.replaceSync(style);"
        " document.adoptedStyleSheets.push(sheet); return new Promise((done) => setTimeout(done, 50)); }",
        style,
    )
    assert any(looked_at(window))


def test_words_in_pictures_are_whole_apart_large_and_stand_out(every_page: Visit) -> None:
    assert every_page.page.locator("figure.picture svg[role=img]").count() == PICTURES.get(every_page.address, 0)
    wrong = []
    for (width, least), scheme in itertools.product(((320, 12), (360, 14), (1280, 14)), axe.SCHEMES):
        every_page.look(width=width, scheme=scheme)
        wrong += [f"{width} {scheme}: {found}" for found in every_page.run("badPictures", least)]
    assert not wrong, "\n".join(wrong)
