"""Built HTML, whoever built it."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from .. import localize, pages
from ..built import ALTERNATE, DIALLING, HIDING, Block, BuiltPage, BuiltSite, Run, squeezed
from ..model import Factbook, Place
from ..patterns import any_of
from ..templating import Renderer
from ..terms import phrase
from . import Finding, rule
from .evidence import INVISIBLE, outdated
from .pages import _PHONE

_RAW = re.compile(r"\{\{|\}\}|\{%|%\}|\{#\w|Undefined\b")
_QUOTED = {"q", "code", "pre", "cite", "data", "time", ".cite", "#sources", "nav", "header", "footer"}
_STATING = {"p", "li", "dd", "tr", "figcaption", "caption", ""}
_FREE = {".admonition-title", ".editorial", "#sources", "#disclaimer", "nav", "header", "footer", "dt"}
_WEB_PAGE = re.compile(r"\.[xs]?html?$", re.IGNORECASE)
_VOUCHED = ("data", "q", "tel:")
_DRAWN = {"svg", ".fact"}
_MARKED = (".untranslated", ".names", "cite", "code", "q", "data")
_MARK = re.compile(r"\d+[a-z]+")
_LOWER_WORD = re.compile(r"\b[^\W\d_A-Z][^\W\d_]+")


@rule("FB501", "html")
def disclaimer_is_shown(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Each page must show the medical disclaimer, unaltered, visible and in its language.

    Bad:  <aside id="disclaimer" hidden>
    Good: <aside id="disclaimer" role="note">This is not medical advice …</aside>
    """
    found = page.tree.css("aside#disclaimer, aside[id^=disclaimer-]")
    codes = list(site.project.published) if page.url == "404.html" else [page.code]
    hint = "It is made from docs/_facts/disclaimer.yml; leave factbook.rendered.disclaimer in overrides/main.html."
    if len(found) < len(codes):
        yield page.place(), "the page must carry the medical disclaimer, it has none", hint
        return
    for node, code in zip(found, codes, strict=False):
        place = page.place('id="disclaimer')
        if node.attributes.get("role") != "note":
            yield place, 'the disclaimer must have role="note"', hint
        if hidden := _hidden(node, site.hidden_by_style(page)):
            yield place, f"the disclaimer must be visible, {hidden} hides it", hint
        if (marked := _lang_of(node, page)) != code:
            yield place, f"the disclaimer must be marked as {code!r}, it is marked as {marked!r}", hint
        wanted = squeezed(_disclaimer(site.project.renderers[code]))
        if squeezed(node.text()) != wanted:
            yield place, f"the disclaimer must read as in disclaimer.yml, in {code}: {wanted[:60]!r}…", hint


def _disclaimer(render: Renderer) -> str:
    given = render.book.disclaimer
    if given is None:
        return ""
    texts = [render.text(text, f"disclaimer.text.{index}")[0] for index, text in enumerate(given.text)]
    return " ".join([render.text(given.title, "disclaimer.title")[0], *texts])


def _hidden(node: LexborNode, by_style: Mapping[int, str], *, parts: str = "*") -> str:
    """What hides an element or some of its parts: an attribute, a tag or a style; empty where nothing does."""
    around, at = [node], node.parent
    while at is not None and at.tag not in ("-undef", "-document", "html", None):
        around.append(at)
        at = at.parent
    return next((found for element in (*around, *node.css(parts)) if (found := _hides(element, by_style))), "")


def _hides(node: LexborNode, by_style: Mapping[int, str]) -> str:
    own = node.attributes
    for name in ("hidden", "popover", "inert"):
        if name in own:
            return f"<{node.tag} {name}>"
    if own.get("aria-hidden") == "true":
        return f'<{node.tag} aria-hidden="true">'
    if HIDING.search(own.get("style") or ""):
        return f"the style of <{node.tag}>"
    if node.tag in ("template", "noscript", "dialog") or (node.tag == "details" and "open" not in own):
        return f"<{node.tag}>"
    return f"the style sheet's {by_style[node.mem_id]!r}" if node.mem_id in by_style else ""


@rule("FB502", "html")
def sources_are_shown(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Each page must list its sources, each with the anchors that it lends, and cite at least one.

    Bad:  a page without <section id="sources">
    Good: <section id="sources"><ol><li id="source-leaflet">…
    """
    if page.source is None:
        return
    section = page.tree.css_first("section#sources")
    if section is None:
        yield page.place(), 'the page must have <section id="sources">', "Leave page-sources.html in main.html."
        return
    if hidden := _hidden(section, site.hidden_by_style(page), parts="ol, ul, li, p, q"):
        yield page.place('id="sources"'), f"the list of sources must be visible, {hidden} hides it", ""
    for name in page.source.meta.sources:
        if section.css_first(f"li#source-{name}") is None:
            yield page.place('id="sources"'), f"the source {name!r} must be in the page's list of sources", ""
        yield from _lacking_anchors(site, page, section, name)
    yield from _invented_quotations(site, page)
    if page.tree.css_first("main a.cite, article a.cite, body a.cite") is None:
        yield page.place(), "the page must cite a source at least once", "Use {{ cite('…') }}."


def _lacking_anchors(site: BuiltSite, page: BuiltPage, section: LexborNode, name: str) -> Iterator[Finding]:
    for node in section.css(f"li[id^='source-{name}-']"):
        fact = site.project.book.facts.get((node.attributes["id"] or "").removeprefix(f"source-{name}-"))
        shown = {found.text() for found in node.css("q")}
        for item in fact.evidence if fact else ():
            if item.source == name and item.anchor not in shown:
                place = page.place(f'id="{node.attributes["id"]}"')
                yield place, f"the list of sources must show the anchor {item.anchor!r}", ""


def _invented_quotations(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    book = site.project.book
    for node in page.tree.css("q"):
        source = _source_above(node, tuple(book.sources))
        if node.text() not in site.quotations.get(source, ()):
            whose = f"an anchor of {source!r}" if source else "an anchor"
            place = page.place(node.text())
            yield place, f"a quotation must be {whose}: {node.text()!r}", "Quotations come from the facts."


def _source_above(node: LexborNode, names: tuple[str, ...]) -> str:
    at: LexborNode | None = node
    while at is not None:
        ident = (at.attributes.get("id") or "").removeprefix("source-") if at.tag == "li" else ""
        if ident in names:
            return ident
        at = at.parent
    return ""


@rule("FB503", "html")
def language_is_declared(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
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
            message = f"<{node.tag}> must be in the language of the page, it is in {node.attributes['lang']!r}"
            yield page.place(f"<{node.tag}"), message, ""


@rule("FB504", "html")
def figure_is_the_fact(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """A bound figure must be exactly the fact's value, as its language writes it: in `<data>`, and in a picture in an
    element of the class `fact` with `data-fact` and `data-value`.

    Bad:  <data class="fact" data-fact="itch-age" value="3..5 year">3 to 6 years</data>
    Good: <data class="fact" data-fact="itch-age" value="3..5 year">3 to 5 years</data>
    """
    for node in page.tree.css("data, svg .fact:not(data)"):  # SVG has no <data>
        own = node.attributes
        spelled = "value" if node.tag == "data" else "data-value"
        name, part = own.get("data-fact") or "", own.get("data-part") or "value"
        fact = site.project.book.facts.get(name)
        value = getattr(fact, part, None) if part in ("value", "when") else None
        needle = f'data-fact="{name}"' if name else "<data"
        if value is None:
            yield page.place(needle), f"a figure must name a fact with a {part}, {name!r} is none", ""
            continue
        render = site.project.renderers[page.code]
        wanted = squeezed(render.figure(name, part, original=_lang_of(node, page) != page.code))
        if own.get(spelled) != value.canonical():
            yield page.place(needle), f"{spelled} must be {value.canonical()!r}, it is {own.get(spelled)!r}", ""
        if squeezed(node.text()) != wanted:
            yield page.place(needle), f"the figure must read {wanted!r}, it reads {squeezed(node.text())!r}", ""


def _lang_of(node: LexborNode, page: BuiltPage) -> str:
    at: LexborNode | None = node
    while at is not None:
        if lang := at.attributes.get("lang"):
            return lang
        at = at.parent
    return page.code


@rule("FB505", "html")
def built_figure_is_bound(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Every figure that a reader sees must be bound to a fact.

    Bad:  <p>The itch usually begins at 3 to 5 years.</p>
    Good: <p>The itch usually begins at <data class="fact" …>3 to 5 years</data>.</p>
    """
    loose = _has_figure(site, page)
    for text, runs in _texts(page, lambda run: _is_register(site, run)) if loose else ():
        for code in sorted(_codes(site, page, runs[:1])):
            for figure in site.numerals[code].loose(site.project.without_names(text)):
                run = _run_at(runs, figure.start)
                shown = squeezed(run.text)[:60]
                yield page.place_of(run), _unbound(figure.text, shown), ""
    for text in page.spoken:
        for figure in site.numerals[page.code].loose(site.project.without_names(text)):
            yield page.place(text), _unbound(figure.text, text[:60]), ""


def _has_figure(site: BuiltSite, page: BuiltPage) -> bool:
    lines: dict[str, list[str]] = {}
    for stretch in page.stretches:
        for code in _codes(site, page, stretch):
            lines.setdefault(code, []).append(_lines(stretch, lambda run: _is_register(site, run)))
    texts = ((code, site.project.without_names(_normal("\n".join(found)))) for code, found in lines.items())
    return any(figure for code, text in texts for figure in site.numerals[code].loose(text))


def _codes(site: BuiltSite, page: BuiltPage, runs: Iterable[Run]) -> set[str]:
    """The languages whose figures can stand in the runs: the one that they are marked as, and mostly the page's."""
    marked = {_code(site, page, run) for run in runs}
    return marked | {page.code for run in runs if ".untranslated" not in run.inside}


def _unbound(figure: str, shown: str) -> str:
    return f"a figure must be bound to a fact, {figure!r} is not, in {shown!r}"


def _code(site: BuiltSite, page: BuiltPage, run: Run) -> str:
    code = run.lang.partition("-")[0]
    return code if code in site.project.book.languages else page.code


def _is_register(site: BuiltSite, run: Run) -> bool:
    """Whether other gates vouch for the figures of a run: those of facts, of quotations, of the project's own data."""
    if not run.inside.isdisjoint(_VOUCHED) or run.inside >= _DRAWN:
        return True
    if not run.inside.isdisjoint((".cite", ".mark")) and _MARK.fullmatch(squeezed(run.text)):
        return True
    return any(name in run.inside and squeezed(run.text) in texts for name, texts in site.register.items())


def _texts(page: BuiltPage, free: Callable[[Run], bool]) -> Iterator[tuple[str, list[Run]]]:
    """Each run, and the runs that follow each other without a break as one: tags within a word hide nothing."""
    for (_, _, skip), group in groupby(page.runs, lambda run: (run.block, run.lang, free(run))):
        runs = list(group)
        parts = [[run] for run in runs] + ([runs] if len(runs) > 1 else [])
        for part in () if skip else parts:
            yield _normal("".join(run.text for run in part)), part


def _texts_with(
    pattern: re.Pattern[str], page: BuiltPage, free: Callable[[Run], bool]
) -> Iterable[tuple[str, list[Run]]]:
    """The same where any of them has the pattern: one search of all together spares most pages some 300 searches."""
    whole = _normal("\n".join(_lines(stretch, free) for stretch in page.stretches))
    return _texts(page, free) if pattern.search(whole) else ()


def _lines(stretch: list[Run], free: Callable[[Run], bool]) -> str:
    """The texts that `_texts` finds in a stretch, one a line; a NUL, which HTML cannot have, where runs are free."""
    texts = ["\0" if free(run) else run.text for run in stretch]
    return texts[0] if len(texts) == 1 else "\n".join([*texts, "".join(texts)])


def _within(*names: str) -> Callable[[Run], bool]:
    return lambda run: not run.inside.isdisjoint(names)


def _normal(text: str) -> str:
    return text if text.isascii() else INVISIBLE.sub("", unicodedata.normalize("NFC", text))


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
    if ".picture" in block.inside and block.inside & {"svg", "figcaption"}:
        return False
    if not block.inside.isdisjoint(_FREE) or block.tag not in _STATING or (block.tag == "tr" and "th" in block.inside):
        return False
    return bool(re.search(r"\w", block.text))


def _is_furniture(site: BuiltSite, page: BuiltPage, block: Block) -> bool:
    return "main" not in block.inside and ("a" in block.inside or block.text in site.furniture[page.code])


@rule("FB507", "html")
def citation_leads_to_its_source(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """A citation must lead to the page's list of sources, and the list back to it.

    Bad:  <a class="cite" href="#source-leaflet-x">, and nothing with this id
    Good: <a class="cite" id="cite-1a" href="#source-leaflet-itch-age">1a</a>
    """
    section = page.tree.css_first("section#sources")
    inside = {node.attributes.get("id") for node in section.css("[id]")} if section else set()
    backs = {node.attributes.get("href") for node in section.css("a.back")} if section else set()
    for node in page.tree.css("a.cite"):
        own = node.attributes
        target = (own.get("href") or "").removeprefix("#")
        if target not in inside:
            yield (
                page.place(f'href="{own["href"]}"' if own.get("href") else 'class="cite"'),
                f"a citation must lead to the list of sources, {target!r} is not in it",
                "",
            )
        if own.get("id") and f"#{own['id']}" not in backs:
            yield page.place(f'id="{own["id"]}"'), f"the list of sources must lead back to {own['id']!r}", ""


@rule("FB508", "html")
def phone_is_a_hotline(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """A phone number must be one of the hotlines, tap-to-call, with the number itself as its text.

    Bad:  <a href="tel:+18005550142">Call now</a>
    Good: <a href="tel:+18005550142">(800) 555-0142</a>
    """
    numbers = {line.number for hotline in site.project.book.hotlines.values() for line in hotline.lines}
    everything = squeezed(page.tree.root.text()) if page.tree.root else ""
    shown = {phone for phone in map(localize.phone, numbers) if phone in everything}
    for node in page.tree.css("a[href]"):
        address = node.attributes["href"] or ""
        if DIALLING.match(address):
            number, text = address.removeprefix("tel:"), squeezed(node.text())
            place = page.place(address)
            if number not in numbers:
                yield place, f"a phone link must be one of hotlines.yml, {number!r} is not", ""
            elif text != localize.phone(number):
                yield place, f"the text of a phone link must be its number, it is {text!r}", ""
        elif shown and (text := squeezed(node.text())) in shown:
            yield page.place(text), f"a phone number must be tap-to-call, {text!r} leads to {address!r}", ""
    for text, runs in _texts_with(_PHONE, page, _within("a", "q", "code", "data", "time")):
        for found in _PHONE.finditer(text):
            place = page.place_of(_run_at(runs, found.start()))
            yield place, f"a phone number must come from the hotlines, as a link: {found[0]!r}", ""


@rule("FB509", "html")
def original_is_marked(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Text left in the source language must be marked with lang, dir and the class untranslated.

    Bad:  <p>A cool cloth helps.</p> at /pt/
    Good: <p><span class="untranslated" lang="pl" dir="ltr">A cool cloth helps.</span></p> at /pt/, of a site in pl
    """
    source = site.project.book.source_language
    if page.source is None or page.code == source:
        return
    original = site.pages.get(pages.url(page.source.path))
    names = _untranslatable(site.project.book)
    texts = {text for block in original.blocks for text in _wordings(block, names)} if original else set()
    for block in page.blocks:
        same = (text for text in _wordings(block, names) if text in texts)
        if any(same) and not block.inside & {"q", "code"}:
            message = f"text left in {source!r} must be marked as such: {block.text[:60]!r}"
            yield page.place_of(block.runs[0]), message, ""
    for node in page.tree.css(".untranslated"):
        own = node.attributes
        if own.get("lang") != source or own.get("dir") != site.project.book.languages[source].direction:
            yield page.place("untranslated"), "untranslated text must carry lang and dir of the original", ""


def _untranslatable(book: Factbook) -> re.Pattern[str]:
    """Names of publishers and organisations, which are the same in every language."""
    names = [source.publisher for source in book.sources.values() if source.publisher]
    names += [hotline.name for hotline in book.hotlines.values()]
    return re.compile(any_of(names), re.IGNORECASE)


def _wordings(block: Block, names: re.Pattern[str]) -> Iterator[str]:
    """A block's text and its runs, but for those that are marked as text of another language or too short to tell."""
    own = [run.text for run in block.runs if run.inside.isdisjoint(_MARKED)]
    texts = map(squeezed, own if len(own) < 2 else ["".join(own), *own])
    return (text for text in texts if len(_LOWER_WORD.findall(names.sub("", text))) >= 3)


@rule("FB511", "html")
def alternates_are_reciprocal(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
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
    paths = {code: pages.url(page.source.path, site.project.prefix(code)) for code in site.project.published}
    paths["x-default"] = paths[source]
    root = own.get(page.code, "").removesuffix(paths.get(page.code, ""))
    for code, address in own.items():
        path, needle = paths.get(code, ""), f'hreflang="{code}"'
        other = site.pages.get(path)
        if not (urlsplit(address).scheme and urlsplit(address).netloc):
            yield page.place(needle), f"an alternate must be an absolute address, {address!r} is not", "Set SITE_URL."
        elif code in wanted and (address != f"{root}{path}" or not address.endswith(f"/{path}")):
            yield page.place(needle), f"the alternate for {code!r} must lead to {path!r}, it leads to {address!r}", ""
        elif code in wanted and (other is None or other.alternates != own):
            yield page.place(needle), f"the alternate {path!r} must be there and name the same alternates", ""


@rule("FB512", "html")
def link_leads_somewhere(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Links and files within the site must be there, and the places within pages too.

    Bad:  <a href="../caer/">
    Good: <a href="../care/#cloth">
    """
    for address in _addresses(page):
        if address.startswith("#") and unquote(address[1:]) in page.ids:
            continue  # as most links do: those of citations
        if not address or urlsplit(address).scheme or address.startswith("//"):
            continue
        if problem := _dead(site, page, address):
            yield (
                page.place(f'"{address}"', address),
                f"a link must lead somewhere, {address!r} does not: {problem}",
                "",
            )


def _addresses(page: BuiltPage) -> Iterator[str]:
    for name in ("href", "src", "poster", "action"):
        yield from (node.attributes[name] or "" for node in page.tree.css(f"[{name}]:not(base)"))
    yield from (node.attributes["data"] or "" for node in page.tree.css("object[data]"))
    for node in page.tree.css("[srcset]"):
        yield from (part.split()[0] for part in (node.attributes["srcset"] or "").split(",") if part.strip())


def _dead(site: BuiltSite, page: BuiltPage, address: str) -> str:
    parts = urlsplit(address)
    path = unquote(parts.path)
    if path.startswith("/"):
        return "" if page.source is None else "it begins with '/', which breaks sites in a folder"
    base = page.url if page.url.endswith("/") or not page.url else posixpath.dirname(page.url)
    joined = posixpath.normpath(posixpath.join(base, path)) if path else page.url
    target = "" if joined in (".", "") else joined
    if path.endswith("/") and target and not target.endswith("/"):
        target += "/"
    known = site.pages.get(target) or site.pages.get(f"{target}/" if target else "")
    if known is None:
        return "" if target in site.files else "there is no such file"
    fragment = unquote(parts.fragment)
    return f"there is no {fragment!r} on that page" if fragment and fragment not in known.ids else ""


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
    words = [*outdated(site.project.book), *site.project.book.languages[page.code].forbidden.items()]
    texts = _texts_with(_any_phrase(tuple(old for old, _ in words)), page, _within("q", "code"))
    for text, runs in [*texts, *((text, []) for text in page.spoken)]:
        for old, new in words:
            for found in phrase(old).finditer(text):
                place = page.place_of(_run_at(runs, found.start())) if runs else page.place(found[0])
                yield place, f"the outdated word {found[0]!r} must not be used", f"Write {new!r}."


@cache
def _any_phrase(wanted: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(phrase(words).pattern for words in wanted) or "(?!)", re.IGNORECASE)


@rule("FB515", "html")
def built_name_is_in_a_source(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """A drug or gene must be named only on pages whose sources name it.

    Bad:  Calmolin, with a leaflet as the only source, which does not name it
    Good: Calmolin, with a bulletin among the sources, which names it
    """
    if page.source is None:
        return
    listed = [
        name for name in site.project.book.sources if page.tree.css_first(f"#sources li#source-{name}") is not None
    ]
    documents = [site.project.book.fingerprints[name] for name in listed if name in site.project.book.fingerprints]
    guarded, any_name = site.guarded[page.code]
    texts = list(_texts_with(any_name, page, _within(*_QUOTED)))
    written = set(any_name.findall("\n".join(text for text, _ in texts)))
    for own, translated, pattern in guarded:
        for text, runs in texts if any(map(pattern.search, written)) else ():
            found = pattern.search(text)
            names = own if found and found[0].casefold() == translated.casefold() else (found[0],) if found else ()
            if found and not any(document.has_name(known) for document in documents for known in names):
                place = page.place_of(_run_at(runs, found.start()))
                yield place, f"a source of this page must name {found[0]!r}, none does", ""


@rule("FB510", "site")
def translated_page_is_there(site: BuiltSite) -> Iterator[Finding]:
    """Every page must be there in every language, and nothing else.

    Bad:  care/ without pt/care/
    Good: care/ and pt/care/
    """
    for code in site.project.book.languages:
        for path in site.project.pages:
            url = pages.url(path, site.project.prefix(code))
            if url not in site.pages:
                yield Place(f"{site.root}/{url}index.html"), f"the page {path!r} must be there in {code!r}", ""
    unread = site.files - {page.path for page in site.pages.values()}
    for name in sorted(name for name in unread if _WEB_PAGE.search(name)):
        yield Place(f"{site.root}/{name}"), "an HTML file must be named .html, so that it can be checked", "Remove it."
    expected = {"404.html", *(address for _, address, _ in site.project.stubs())}
    for url, page in site.pages.items():
        if page.source is None and url not in expected:
            yield page.place(), "an HTML file must come from a page of docs/", "Remove it, or write the page."
