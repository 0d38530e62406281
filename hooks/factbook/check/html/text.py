"""The text of built HTML: its figures, statements, phone numbers and words.

A page has some 300 runs of text, and to search each of them for everything takes most of a build. So a gate first asks
what is cheap and cannot be wrong: whether the page has a word or a digit without which there is nothing to find.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby

from ...locale import phones
from ...locale.text_search import folded, normal
from ...page import urls
from ...translate.glossary import among, phrase
from ..built_page import BuiltPage
from ..built_site import BuiltSite, Guarded
from ..content.facts import outdated
from ..content.prose import PHONE
from ..registry import Finding, rule
from ..visible_text import DIALLING, IDS, SCHEMES, Block, Run, squeezed, tag_of

_RAW = re.compile(r"\{\{|\}\}|\{%|%\}|\{#\w|Undefined\b")
_QUOTED = {"q", "code", "pre", "cite", "data", "time", ".cite", "#sources", "nav", "header", "footer"}
_STATING = {"p", "li", "dd", "tr", "figcaption", "caption", ""}
_FREE = {".admonition-title", ".editorial", "#sources", "#disclaimer", "nav", "header", "footer", "dt"}
assert {name for name in _QUOTED | _FREE if name.startswith("#")} <= IDS
_VOUCHED = ("data", "q", "tel:")
_DRAWN = {"svg", ".fact"}
_MARKED = (".cite", ".untranslated", ".names", "cite", "code", "q", "data")
_MARK = re.compile(r"\d+[a-z]+")
_DIGIT = re.compile(r"\d")
_LOWER_WORD = re.compile(r"\b[^\W\d_A-Z][^\W\d_]+")
_PHONE_DIGITS = 7
"""A phone number has no fewer."""
_TELLING = 3
"""Words in small letters that show which language a text is in."""
_SHORTEST = 3 * _TELLING - 1
"""Letters of a text with so many words, which have two at least."""


@rule("FB505", "html")
def built_figure_is_bound(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Every figure that a reader sees must be bound to a fact.

    Bad:  <p>The itch usually begins at 3 to 5 years.</p>
    Good: <p>The itch usually begins at <data class="fact" …>3 to 5 years</data>.</p>
    """
    vouched = _vouched(site, page)
    for text, runs in _texts(_with_figures(site, page, vouched), vouched):
        for code in _codes(site, page, runs[0]):
            for figure in site.numerals[code].loose(site.project.without_names(text)):
                run = _run_at(runs, figure.start)
                shown = squeezed(run.text)[:60]
                yield page.place_of(run), _unbound(figure.text, shown), ""
    spoken, numerals = "\n".join(page.spoken), site.numerals[page.code]
    for text in page.spoken if any(numerals.loose(site.project.without_names(spoken))) else ():
        for figure in numerals.loose(site.project.without_names(text)):
            yield page.place(text), _unbound(figure.text, text[:60]), ""


def _with_figures(site: BuiltSite, page: BuiltPage, vouched: Callable[[Run], bool]) -> Iterator[list[Run]]:
    """The stretches that may have a loose figure."""
    blocks = {run.block for run in page.with_digits if not vouched(run)}
    codes = {page.code, *(stretch[0].lang.partition("-")[0] for stretch in page.stretches)} & site.numerals.keys()
    telling = {word for code in codes for word in site.numerals[code].telling & page.words}
    for stretch, text in zip(page.stretches, page.folded, strict=True):
        if stretch[0].block in blocks or any(word in text for word in telling):
            yield stretch


def _codes(site: BuiltSite, page: BuiltPage, run: Run) -> list[str]:
    """The languages whose figures can stand in a run: the one that it is marked as, and mostly the page's."""
    code = run.lang.partition("-")[0]
    marked = code if code in site.project.book.languages else page.code
    return [marked] if marked == page.code or ".untranslated" in run.inside else sorted((marked, page.code))


def _unbound(figure: str, shown: str) -> str:
    return f"a figure must be bound to a fact, {figure!r} is not, in {shown!r}"


def _vouched(site: BuiltSite, page: BuiltPage) -> Callable[[Run], bool]:
    """Whether other gates vouch for the figures of a run: those of facts, of quotations, of the project's own data."""
    vouchers = {inside: _vouchers(site.register, inside) for inside in page.surroundings}

    def is_vouched(run: Run) -> bool:
        found = vouchers[run.inside]
        return bool(found) and any(vouches(squeezed(run.text)) for vouches in found)

    return is_vouched


def _vouchers(register: Mapping[str, set[str]], inside: frozenset[str]) -> list[Callable[[str], object]]:
    """What says of a text in such surroundings that it may have figures: in most of them nothing does."""
    if not inside.isdisjoint(_VOUCHED) or inside >= _DRAWN:
        return [bool]
    marks = [] if inside.isdisjoint((".cite", ".mark")) else [_MARK.fullmatch]
    return [*marks, *(texts.__contains__ for name, texts in register.items() if name in inside)]


def _texts(stretches: Iterable[list[Run]], free: Callable[[Run], bool]) -> Iterator[tuple[str, list[Run]]]:
    """Each run, and the runs that follow each other without a break as one: tags within a word hide nothing."""
    for stretch in stretches:
        for skip, group in groupby(stretch, free):
            runs = list(group)
            parts = [[run] for run in runs] + ([runs] if len(runs) > 1 else [])
            for part in () if skip else parts:
                yield normal("".join(run.text for run in part)), part


def _within(page: BuiltPage, *names: str) -> Callable[[Run], bool]:
    """Whether a run of the page is in one of the names."""
    found = {inside for inside in page.surroundings if not inside.isdisjoint(names)}
    return lambda run: run.inside in found


def _run_at(runs: list[Run], offset: int) -> Run:
    for run in runs:
        if offset < len(run.text):
            return run
        offset -= len(run.text)
    return runs[-1]


@rule("FB506", "html")
def built_prose_is_cited(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Every statement must carry a citation or stand in a block marked as editorial. A picture is cited by its figure
    (FB516).

    Bad:  <p>A cool cloth helps.</p>
    Good: <p>A cool cloth often helps <a class="cite" href="#source-…">1a</a></p>
    """
    if page.source is None:
        return
    for block in page.blocks:
        if not block.cited and _states(block) and not _is_furniture(site, page, block):
            yield page.place_of(block.runs[0]), f"a block must cite a fact: {block.text[:60]!r}", ""


def _states(block: Block) -> bool:
    inside = block.inside
    if ".picture" in inside and not inside.isdisjoint(("svg", "figcaption")):
        return False
    if not inside.isdisjoint(_FREE) or tag_of(inside) not in _STATING or {"tr", "th"} <= inside:
        return False
    return bool(re.search(r"\w", block.text))


def _is_furniture(site: BuiltSite, page: BuiltPage, block: Block) -> bool:
    inside = block.inside
    return "main" not in inside and ("a" in inside or block.text in site.furniture[page.code])


@rule("FB508", "html")
def phone_is_a_hotline(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """A phone number must be one of the hotlines, tap-to-call, with the number itself as its text.

    Bad:  <a href="tel:+18005550142">Call now</a>
    Good: <a href="tel:+18005550142">(800) 555-0142</a>
    """
    lines = [line for hotline in site.project.book.hotlines.values() for line in hotline.lines]
    numbers = {line.number: phones.phone(line.number) for line in lines}
    everything = page.tree.root.text() if page.tree.root else ""
    shown = {phone for phone in numbers.values() if all(part in everything for part in phone.split())}
    body = page.body.lower()
    for node in page.tree.css("a[href]") if shown or any(scheme in body for scheme in SCHEMES) else ():
        address = node.attributes["href"] or ""
        if DIALLING.match(address):
            number, text = address.removeprefix("tel:"), squeezed(node.text())
            place = page.place(address)
            if number not in numbers:
                yield place, f"a phone link must be one of hotlines.yml, {number!r} is not", ""
            elif text != numbers[number]:
                yield place, f"the text of a phone link must be its number, it is {text!r}", ""
        elif shown and (text := squeezed(node.text())) in shown:
            yield page.place(text), f"a phone number must be tap-to-call, {text!r} leads to {address!r}", ""
    for text, runs in _texts(*_unlinked_digits(page)):
        for found in PHONE.finditer(text):
            place = page.place_of(_run_at(runs, found.start()))
            yield place, f"a phone number must come from the hotlines, as a link: {found[0]!r}", ""


def _unlinked_digits(page: BuiltPage) -> tuple[list[list[Run]], Callable[[Run], bool]]:
    """The stretches of blocks with as many digits as a phone number has, and which of their runs do not count."""
    linked = _within(page, "a", "q", "code", "data", "time")
    digits = Counter(run.block for run in page.with_digits if not linked(run) for _ in _DIGIT.findall(run.text))
    return [stretch for stretch in page.stretches if digits[stretch[0].block] >= _PHONE_DIGITS], linked


@rule("FB509", "html")
def original_is_marked(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Text left in the source language must be marked with lang, dir and the class untranslated.

    Bad:  <p>A cool cloth helps.</p> at /pt/
    Good: <p><span class="untranslated" lang="pl" dir="ltr">A cool cloth helps.</span></p> at /pt/, of a site in pl
    """
    source = site.project.book.source_language
    if page.source is None or page.code == source:
        return
    original = site.pages.get(urls.url(page.source.path))
    texts = {text for _, found in _wordings(original, source) for text in found} if original else set()
    names = site.untranslatable
    for block, found in _wordings(page):
        same = [text for text in found if text in texts and len(_LOWER_WORD.findall(names.sub("", text))) >= _TELLING]
        if same and not block.inside & {"q", "code"}:
            message = f"text left in {source!r} must be marked as such: {block.text[:60]!r}"
            yield page.place_of(block.runs[0]), message, ""
    for node in page.css(".untranslated", "untranslated"):
        own = node.attributes
        if own.get("lang") != source or own.get("dir") != site.project.book.languages[source].direction:
            yield page.place("untranslated"), "untranslated text must carry lang and dir of the original", ""


def _wordings(page: BuiltPage, lang: str = "") -> Iterator[tuple[Block, list[str]]]:
    """The blocks that have longer texts in `lang` (in all), but for what is marked as text of another language, and
    these texts.

    An original may have words in others, such as the offer to read it in them, which its translations have too.
    """
    marked = {inside for inside in page.surroundings if not inside.isdisjoint(_MARKED)}
    for block in page.blocks:
        own = [run.text for run in block.all_runs if run.inside not in marked and lang in ("", run.lang)]
        texts = own if len(own) < 2 else ["".join(own), *own]
        if found := [" ".join(text.split()) for text in texts if len(text) >= _SHORTEST]:
            yield block, found


@rule("FB513", "html")
def template_is_resolved(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Template syntax must not reach readers.

    Bad:  <p>It begins at {{ fact('itch-age') }}</p>
    Good: <p>It begins at <data …>3 to 5 years</data></p>
    """
    texts = [run.text for run in page.runs if run.inside.isdisjoint(("code", "pre"))]
    for text in [*(texts if _RAW.search("\n".join(texts)) else ()), *page.spoken]:
        if found := _RAW.search(text):
            yield page.place(found[0]), f"template syntax must be resolved, {squeezed(text)[:60]!r} is not", ""


@rule("FB514", "html")
def built_word_is_current(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Outdated words must not reach readers, but for the one place that explains them and the documents' own words.

    Bad:  <p>… the old word …</p>
    Good: <q class="outdated">…</q> in the glossary
    """
    current = [*outdated(site.project.book), *site.project.book.languages[page.code].forbidden.items()]
    used, spoken = among(current, page.words), among(current, folded("\n".join(page.spoken)))
    stretches = (found for found, text in zip(page.stretches, page.folded, strict=True) if among(used, text))
    texts = _texts(stretches, _within(page, "q", "code")) if used else ()
    for text, runs in [*texts, *((text, []) for text in page.spoken if spoken)]:
        for old, new in used if runs else spoken:
            for found in phrase(old).finditer(text):
                place = page.place_of(_run_at(runs, found.start())) if runs else page.place(found[0])
                yield place, f"the outdated word {found[0]!r} must not be used", f"Write {new!r}."


@rule("FB515", "html")
def built_name_is_in_a_source(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """A drug or gene must be named only on pages whose sources name it, in their titles or anchors.

    Bad:  Calmolin, with a leaflet as the only source, which does not name it
    Good: Calmolin, with a bulletin among the sources, which names it
    """
    if page.source is None:
        return
    listed = [name for name in site.project.book.sources if f"source-{name}" in page.sources]
    named = partial(site.project.named, sources=listed)
    for term in site.guarded[page.code]:
        names = [name for name, own in term.words_of.items() if own <= page.words]
        if any(_unnamed(name, term, named) for name in names):
            for text, runs in _texts(page.stretches, _within(page, *_QUOTED)):
                if found := _unnamed(text, term, named):
                    place = page.place_of(_run_at(runs, found.start()))
                    yield place, f"a source of this page must name {found[0]!r}, none does", ""


def _unnamed(text: str, term: Guarded, named: Callable[[str], bool]) -> re.Match[str] | None:
    """Return the first name of the term in a text, if no source has it, under any of its names where translated."""
    found = term.pattern.search(text)
    if found is None:
        return None
    names = term.names if found[0].casefold() == term.translated.casefold() else (found[0],)
    return None if any(map(named, names)) else found
