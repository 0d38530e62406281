"""Text of built HTML that should be otherwise: left in the source language, or left as template syntax."""

import re
from collections.abc import Iterator
from functools import partial

from ...locale.text_search import folded
from ...page import urls
from ...translate.damages import LOWER_WORD, TELLING
from ..built_page import BuiltPage
from ..built_site import BuiltSite
from ..registry import Finding, rule
from ..visible_text import Block, squeezed

_RAW = re.compile(r"\{\{|\}\}|\{%|%\}|\{#\w|Undefined\b")
_OF_SETTINGS = (".md-social", ".md-copyright__highlight")
_MARKED = (*_OF_SETTINGS, ".cite", ".untranslated", ".original", ".names", "cite", "code", "q", "data")
_SHORTEST = 3
"""Letters of a text, and of one of its words, that can tell."""
_WORD = re.compile(rf"[^\W\d_]{{{_SHORTEST},}}")


@rule("FB509", "html")
def unmarked_original(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Text left in the source language must be marked with lang, dir and the class untranslated. What is the same in
    both languages must be a translation that says so: else an extension or a template has put it there.

    Bad:  <p>A cool cloth helps.</p> at /pt/
    Good: <p><span class="untranslated" lang="pl" dir="ltr">A cool cloth helps.</span></p> at /pt/, of a site in pl
    """
    source = site.project.book.source_language
    if page.source is None or page.code == source:
        return
    original = site.pages.get(urls.url(page.source.path))
    texts = {text for _, found in _wordings(original, source) for text in found} if original else set()
    left = partial(_is_left, names=site.untranslatable, given=site.given[page.code])
    for text in set(page.spoken).intersection(original.spoken if original else ()):
        if left(squeezed(text), marked=False):
            yield page.place(text), f"text left in {source!r} must be translated: {text[:60]!r}", ""
    for block, found in _wordings(page):
        same = [text for text in found if text in texts and left(text)]
        if same and not block.inside & {"q", "code"}:
            message = f"text left in {source!r} must be marked as such: {block.text[:60]!r}"
            yield page.place_of(block.runs[0]), message, ""
    for node in page.tree.css(".untranslated"):
        own = node.attributes
        if own.get("lang") != source or own.get("dir") != site.project.book.languages[source].direction:
            yield page.place("untranslated"), "untranslated text must carry lang and dir of the original", ""


def _is_left(text: str, names: re.Pattern[str], given: tuple[str, set[str]], *, marked: bool = True) -> bool:
    """Whether a text that both languages have is in the source language: a sentence, or nothing that is `given`.

    What is not translated yet is told apart where it can be `marked`, which attributes cannot.
    """
    bare, (translated, still_open) = names.sub("", text), given
    if marked and len(LOWER_WORD.findall(bare)) >= TELLING:
        return True
    telling = set(_WORD.findall(folded(bare)))
    return bool(telling) and text.casefold() not in translated and not telling <= still_open


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
def unresolved_template(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Template syntax must not reach readers.

    Bad:  <p>It begins at {{ fact('itch-age') }}</p>
    Good: <p>It begins at <data …>3 to 5 years</data></p>
    """
    texts = [run.text for run in page.runs if run.inside.isdisjoint(("code", "pre"))]
    for text in [*(texts if _RAW.search("\n".join(texts)) else ()), *page.spoken]:
        if found := _RAW.search(text):
            shown = squeezed(text)
            yield page.place(found[0], about=shown), f"template syntax must be resolved, {shown[:60]!r} is not", ""
