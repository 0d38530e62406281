"""The language of a page, its counterparts in others, and text of it that is in none."""

import re
from collections.abc import Iterator

from ...page import urls
from ..built_page import ALTERNATE, BuiltPage
from ..built_site import BuiltSite
from ..registry import Finding, rule
from ..visible_text import squeezed

_RAW = re.compile(r"\{\{|\}\}|\{%|%\}|\{#\w|Undefined\b")


@rule("FB503", "html")
def wrong_language(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """<html> must declare the page's language and direction.

    Bad:  <html lang="pl"> at /pt/
    Good: <html lang="pt" dir="ltr"> at /pt/
    """
    root = page.tree.root
    own = root.attributes if root else {}
    language = site.project.book.languages[page.code]
    if own.get("lang") != page.code:
        yield page.place("<html"), f"lang must be {page.code!r}, it is {own.get('lang')!r}", ""
    if own.get("dir") != language.direction:
        yield page.place("<html"), f"dir must be {language.direction!r}, it is {own.get('dir')!r}", ""
    for node in page.tree.css("body[lang], main[lang], article[lang]"):
        if node.attributes["lang"] != page.code:
            place, got = page.place(f"<{node.tag}"), node.attributes["lang"]
            yield place, f"<{node.tag}> must be in the language of the page, it is in {got!r}", ""


@rule("FB511", "html")
def wrong_alternates(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Each page must name its counterpart in every language by an absolute address, and they must name it.

    Bad:  <link rel="alternate" hreflang="pt" href="pt/">
    Good: <link rel="alternate" hreflang="pt" href="https://…/pt/care/">, and the same set over there
    """
    if page.source is None:
        return
    own, source = page.alternates, site.project.book.source_language
    wanted = {*site.project.published, "x-default"} if page.code in site.project.published else set()
    named = sorted(str(node.attributes["hreflang"]) for node in page.tree.css(ALTERNATE))
    if named != sorted(wanted):
        yield page.place("hreflang"), f"hreflang must name {sorted(wanted)}, it names {named}", ""
    paths = {code: urls.url(page.source.path, site.project.prefix(code)) for code in site.project.published}
    paths["x-default"] = paths[source]
    root = own.get(page.code, "").removesuffix(paths.get(page.code, ""))
    for code, address in own.items():
        path, needle = paths.get(code, ""), f'hreflang="{code}"'
        other = site.pages.get(path)
        if not (urls.parts_of(address).scheme and urls.parts_of(address).netloc):
            yield page.place(needle), f"an alternate must be an absolute address, {address!r} is not", "Set SITE_URL."
        elif code in wanted and (address != f"{root}{path}" or not address.endswith(f"/{path}")):
            yield page.place(needle), f"the alternate for {code!r} must lead to {path!r}, it leads to {address!r}", ""
        elif code in wanted and (other is None or other.alternates != own):
            yield page.place(needle), f"the alternate {path!r} must be there and name the same alternates", ""


@rule("FB509", "html")
def unmarked_original(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Text left in the source language must be marked with lang, dir and the class untranslated.

    Bad:  <span class="untranslated">A cool cloth helps.</span> at /pt/
    Good: <span class="untranslated" lang="pl" dir="ltr">A cool cloth helps.</span> at /pt/, of a site in pl
    """
    source = site.project.book.source_language
    for node in page.tree.css(".untranslated"):
        own = node.attributes
        if own.get("lang") != source or own.get("dir") != site.project.book.languages[source].direction:
            yield page.place("untranslated"), "untranslated text must carry lang and dir of the original", ""


@rule("FB513", "html")
def unresolved_template(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Template syntax must not reach readers.

    Bad:  <p>It begins at {{ fact('itch-age') }}</p>
    Good: <p>It begins at <data …>3 to 5 years</data></p>
    """
    texts = [run.text for run in page.runs if run.inside.isdisjoint(("code", "pre"))]
    for text in [*(texts if _RAW.search("\n".join(texts)) else ()), *page.spoken]:
        if found := _RAW.search(text):
            place = page.place(found[0], about=squeezed(text))
            yield place, f"template syntax must be resolved, {squeezed(text)[:60]!r} is not", ""
