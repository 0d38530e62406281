"""Built HTML, whoever built it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from .. import localize, pages
from ..built import Block, BuiltPage, BuiltSite, Run, squeezed
from ..model import Place
from ..templating import Renderer
from . import Finding, rule
from .evidence import outdated
from .pages import _PHONE, _any_of

_RAW = re.compile(r"\{\{|\}\}|\{%|%\}|\{#\w|Undefined\b")
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d])|font-size\s*:\s*0|clip", re.IGNORECASE
)
_QUOTED = {"q", "code", "pre", "cite", "data", "time", ".cite", "#sources", "nav", "header", "footer"}
_STATING = {"p", "li", "dd", "tr"}
_FREE = {".editorial", "#sources", "#disclaimer", ".review", "nav", "header", "footer", "dt"}


@rule("FB501", "html")
def disclaimer_is_shown(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Each page must show the medical disclaimer, unaltered, visible and in its language.

    Bad:  <aside id="disclaimer" hidden>
    Good: <aside id="disclaimer" role="note">This is not medical advice …</aside>
    """
    found = page.tree.css("aside#disclaimer, aside[id^=disclaimer-]")
    codes = [page.code] if page.source else list(site.project.book.languages)
    hint = "It is made from docs/_facts/disclaimer.yml; leave factbook.rendered.disclaimer in overrides/main.html."
    if len(found) < len(codes):
        yield page.place(), "the page must carry the medical disclaimer, it has none", hint
        return
    for node, code in zip(found, codes, strict=False):
        place = page.place('id="disclaimer')
        if node.attributes.get("role") != "note":
            yield place, 'the disclaimer must have role="note"', hint
        if hidden := _hidden(node):
            yield place, f"the disclaimer must be visible, {hidden} hides it", hint
        wanted = squeezed(_disclaimer(site.project.renderers[code]))
        if squeezed(node.text()) != wanted:
            yield place, f"the disclaimer must read as in disclaimer.yml, in {code}: {wanted[:60]!r}…", hint


def _disclaimer(render: Renderer) -> str:
    given = render.book.disclaimer
    if given is None:
        return ""
    texts = [render.text(text, f"disclaimer.text.{index}")[0] for index, text in enumerate(given.text)]
    return " ".join([render.text(given.title, "disclaimer.title")[0], *texts])


def _hidden(node: LexborNode) -> str:
    at: LexborNode | None = node
    while at is not None and at.tag not in ("-undef", "html", None):
        own = at.attributes
        if "hidden" in own or own.get("aria-hidden") == "true":
            return f"<{at.tag} hidden>"
        if _HIDING.search(own.get("style") or ""):
            return f"the style of <{at.tag}>"
        if at.tag in ("template", "noscript", "dialog") or (at.tag == "details" and "open" not in own):
            return f"<{at.tag}>"
        at = at.parent
    return ""


@rule("FB502", "html")
def sources_are_shown(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Each page must list its sources, each with the anchors that it lends, and cite at least one.

    Bad:  a page without <section id="sources">
    Good: <section id="sources"><ol><li id="source-medlink">…
    """
    if page.source is None:
        return
    section = page.tree.css_first("section#sources")
    if section is None or _hidden(section):
        yield page.place(), 'the page must show <section id="sources">', "Leave page-sources.html in main.html."
        return
    for name in page.source.meta.sources:
        if section.css_first(f"li#source-{name}") is None:
            yield page.place('id="sources"'), f"the source {name!r} must be in the page's list of sources", ""
    anchors = {(item.source, item.anchor) for fact in site.project.book.facts.values() for item in fact.evidence}
    for node in section.css("li[id^=source-] q"):
        source = _source_above(node, page.source.meta.sources)
        if (source, node.text()) not in anchors:
            yield (
                page.place(node.text()),
                f"a quotation must be an anchor of {source!r}: {node.text()!r}",
                "Quotations come from the facts.",
            )
    if page.tree.css_first("main a.cite, article a.cite, body a.cite") is None:
        yield page.place(), "the page must cite a source at least once", "Use {{ cite('…') }}."


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

    Bad:  <html lang="en"> at /es/
    Good: <html lang="es" dir="ltr"> at /es/
    """
    root = page.tree.root
    own = root.attributes if root else {}
    language = site.project.book.languages[page.code]
    if own.get("lang") != page.code:
        yield page.place("<html"), f"lang must be {page.code!r}, it is {own.get('lang')!r}", ""
    if own.get("dir") != language.direction:
        yield page.place("<html"), f"dir must be {language.direction!r}, it is {own.get('dir')!r}", ""


@rule("FB504", "html")
def figure_is_the_fact(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """A bound figure must be exactly the fact's value, as its language writes it.

    Bad:  <data class="fact" data-fact="onset-typical-age" value="4..8 month">4 to 9 months</data>
    Good: <data class="fact" data-fact="onset-typical-age" value="4..8 month">4 to 8 months</data>
    """
    for node in page.tree.css("data"):
        own = node.attributes
        name, part = own.get("data-fact") or "", own.get("data-part") or "value"
        fact = site.project.book.facts.get(name)
        value = getattr(fact, part, None) if part in ("value", "when") else None
        place = page.place(f'data-fact="{name}"')
        if value is None:
            yield place, f"a figure must name a fact with a {part}, {name!r} is none", ""
            continue
        render = site.project.renderers[page.code]
        shown = render.format if _lang_of(node, page) == page.code else render.source_format
        wanted = squeezed(shown.value(value))
        if own.get("value") != value.canonical():
            yield place, f"value must be {value.canonical()!r}, it is {own.get('value')!r}", ""
        if squeezed(node.text()) != wanted:
            yield place, f"the figure must read {wanted!r}, it reads {squeezed(node.text())!r}", ""


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

    Bad:  <p>Spasms usually begin at 4 to 8 months.</p>
    Good: <p>Spasms usually begin at <data class="fact" …>4 to 8 months</data>.</p>
    """
    for run in _prose(page):
        if run.lang not in site.project.book.languages or ".phone" in run.inside:
            continue
        for figure in site.numerals[run.lang].loose(site.project.without_names(run.text)):
            shown = squeezed(run.text)[:60]
            yield (
                page.place(run.text.strip()),
                f"a figure must be bound to a fact, {figure.text!r} is not, in {shown!r}",
                "",
            )


def _prose(page: BuiltPage) -> Iterator[Run]:
    return (run for run in page.runs if not run.inside & _QUOTED)


@rule("FB506", "html")
def built_prose_is_cited(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Every statement must carry a citation or stand in a block marked as editorial.

    Bad:  <p>Most children get better.</p>
    Good: <p>Children may do well if … <a class="cite" href="#source-…">1a</a></p>
    """
    if page.source is None:
        return
    for block in page.blocks:
        if _states(block) and not block.cited:
            yield page.place(block.text[:30]), f"a block must cite a fact: {block.text[:60]!r}", ""


def _states(block: Block) -> bool:
    heading_row = block.tag == "tr" and "th" in block.inside
    named = block.tag in _STATING and not heading_row and not block.inside & _FREE
    return (
        named
        and "main" in block.inside
        and bool(re.search(r"\w", block.text))
        and ".admonition-title" not in block.inside
    )


@rule("FB507", "html")
def citation_leads_to_its_source(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """A citation must lead to the page's list of sources, and the list back to it.

    Bad:  <a class="cite" href="#source-medlink-x">, and nothing with this id
    Good: <a class="cite" id="cite-1a" href="#source-medlink-onset-typical-age">1a</a>
    """
    section = page.tree.css_first("section#sources")
    inside = {node.attributes.get("id") for node in section.css("[id]")} if section else set()
    backs = {node.attributes.get("href") for node in section.css("a.back")} if section else set()
    for node in page.tree.css("a.cite"):
        own = node.attributes
        target = (own.get("href") or "").removeprefix("#")
        if target not in inside:
            yield (
                page.place(f'href="#{target}"'),
                f"a citation must lead to the list of sources, {target!r} is not in it",
                "",
            )
        if own.get("id") and f"#{own['id']}" not in backs:
            yield page.place(f'id="{own["id"]}"'), f"the list of sources must lead back to {own['id']!r}", ""


@rule("FB508", "html")
def phone_is_a_hotline(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """A phone number must be one of the hotlines, tap-to-call, with the number itself as its text.

    Bad:  <a href="tel:+18003321000">Call now</a>
    Good: <a href="tel:+18003321000">(800) 332-1000</a>
    """
    numbers = {line.number for hotline in site.project.book.hotlines.values() for line in hotline.lines}
    for node in page.tree.css('a[href^="tel:"]'):
        number = (node.attributes.get("href") or "").removeprefix("tel:")
        place = page.place(f"tel:{number}")
        if number not in numbers:
            yield place, f"a phone link must be one of hotlines.yml, {number!r} is not", ""
        elif squeezed(node.text()) != localize.phone(number):
            yield place, f"the text of a phone link must be its number, it is {squeezed(node.text())!r}", ""
    for run in page.runs:
        if not {".phone", "q", "code", "#sources", "data", "time"} & run.inside and (found := _PHONE.search(run.text)):
            yield page.place(found[0]), f"a phone number must come from the hotlines: {found[0]!r}", ""


@rule("FB509", "html")
def original_is_marked(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Text left in the source language must be marked with lang, dir and the class untranslated.

    Bad:  <p>Treatment should begin early.</p> at /es/
    Good: <p><span class="untranslated" lang="en" dir="ltr">Treatment should begin early.</span></p> at /es/
    """
    source = site.project.book.source_language
    if page.source is None or page.code == source:
        return
    original = site.pages.get(pages.url(page.source.path))
    texts = {block.text for block in original.blocks} if original else set()
    for block in page.blocks:
        if (
            block.text in texts
            and block.lang == page.code
            and len(re.findall(r"\b[^\W\d_A-Z][^\W\d_]+", block.text)) >= 3
            and not block.inside & {"q", "code"}
        ):
            yield (
                page.place(block.text[:30]),
                f"text left in {source!r} must be marked as such: {block.text[:60]!r}",
                "",
            )
    for node in page.tree.css(".untranslated"):
        own = node.attributes
        if own.get("lang") != source or own.get("dir") != site.project.book.languages[source].direction:
            yield page.place("untranslated"), "untranslated text must carry lang and dir of the original", ""


@rule("FB511", "html")
def alternates_are_reciprocal(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Each page must name its counterpart in every language by an absolute address, and they must name it.

    Bad:  <link rel="alternate" hreflang="es" href="es/">
    Good: <link rel="alternate" hreflang="es" href="https://…/es/signs/">, and the same set over there
    """
    if page.source is None:
        return
    own = _alternates(page)
    wanted = {*site.project.published, "x-default"}
    if set(own) != wanted and page.code in site.project.published:
        yield page.place("hreflang"), f"hreflang must name {sorted(wanted)}, it names {sorted(own)}", ""
    for code, address in own.items():
        parts = urlsplit(address)
        if not (parts.scheme and parts.netloc):
            yield page.place(address), f"an alternate must be an absolute address, {address!r} is not", "Set SITE_URL."
            continue
        path = pages.url(
            page.source.path, site.project.prefix(code if code != "x-default" else site.project.book.source_language)
        )
        other = site.pages.get(path)
        if not parts.path.endswith(f"/{path}"):
            yield (
                page.place(address),
                f"the alternate for {code!r} must lead to {path!r}, it leads to {parts.path!r}",
                "",
            )
        elif other is None or _alternates(other) != own:
            yield page.place(address), f"the alternate {path!r} must be there and name the same alternates", ""


def _alternates(page: BuiltPage) -> dict[str, str]:
    nodes = page.tree.css("link[hreflang]")
    return {str(node.attributes["hreflang"]): node.attributes.get("href") or "" for node in nodes}


@rule("FB512", "html")
def link_leads_somewhere(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Links and files within the site must be there, and the places within pages too.

    Bad:  <a href="../diagnosys/">
    Good: <a href="../diagnosis/#mri">
    """
    for node in page.tree.css("[href], [src]"):
        address = node.attributes.get("href") or node.attributes.get("src") or ""
        if not address or node.tag == "base" or urlsplit(address).scheme or address.startswith("//"):
            continue
        if problem := _dead(site, page, address):
            yield page.place(f'"{address}"'), f"a link must lead somewhere, {address!r} does not: {problem}", ""


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

    Bad:  <p>Spasms begin at {{ fact('onset-typical-age') }}</p>
    Good: <p>Spasms begin at <data …>4 to 8 months</data></p>
    """
    for run in page.runs:
        if not {"code", "pre"} & run.inside and (found := _RAW.search(run.text)):
            yield page.place(found[0]), f"template syntax must be resolved, {squeezed(run.text)[:60]!r} is not", ""


@rule("FB514", "html")
def built_word_is_current(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Outdated words must not reach readers, but for the one place that explains them and the documents' own words.

    Bad:  <p>… the old word …</p>
    Good: <q class="outdated">…</q> in the glossary
    """
    words = [*outdated(site.project.book), *site.project.book.languages[page.code].forbidden.items()]
    patterns = [(new, re.compile(rf"\b{re.escape(old)}\b", re.IGNORECASE)) for old, new in words]
    for run in page.runs:
        if not {"q", "code", ".outdated"} & run.inside:
            for new, pattern in patterns:
                if found := pattern.search(run.text):
                    yield page.place(found[0]), f"the outdated word {found[0]!r} must not be used", f"Write {new!r}."


@rule("FB515", "html")
def built_name_is_in_a_source(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """A drug or gene must be named only on pages whose sources name it.

    Bad:  VIGAFYDE, with MedLink as the only source
    Good: VIGAFYDE, with the market study among the sources
    """
    if page.source is None:
        return
    listed = [
        name for name in site.project.book.sources if page.tree.css_first(f"#sources li#source-{name}") is not None
    ]
    documents = [site.project.book.fingerprints[name] for name in listed if name in site.project.book.fingerprints]
    for term in site.project.book.glossary.values():
        if term.kind not in ("drug", "gene"):
            continue
        pattern = _any_of((term.term, *term.names))
        for run in _prose(page):
            found = pattern.search(run.text)
            if found and not any(document.has_name(found[0]) for document in documents):
                yield page.place(found[0]), f"a source of this page must name {found[0]!r}, none does", ""


@rule("FB510", "site")
def translated_page_is_there(site: BuiltSite) -> Iterator[Finding]:
    """Every page must be there in every language, and nothing else.

    Bad:  signs/ without es/signs/
    Good: signs/ and es/signs/
    """
    for code in site.project.book.languages:
        for path in site.project.pages:
            url = pages.url(path, site.project.prefix(code))
            if url not in site.pages:
                yield Place(f"{site.root}/{url}index.html"), f"the page {path!r} must be there in {code!r}", ""
    for url, page in site.pages.items():
        if page.source is None and url != "404.html":
            yield page.place(), "an HTML file must come from a page of docs/", "Remove it, or write the page."
