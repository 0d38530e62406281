"""Built HTML, whoever built it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from ...model.problem import Place
from ...page import urls
from ...render.renderer import Renderer
from ..built_page import ALTERNATE, BuiltPage
from ..built_site import BuiltSite
from ..registry import Finding, rule
from ..visible_text import HIDING, squeezed

_MAY_HIDE = "[hidden], [popover], [inert], [aria-hidden], [style], template, noscript, dialog, details"
"""What `_hides` looks at."""
_WEB_PAGE = re.compile(r"\.[xs]?html?$", re.IGNORECASE)


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
    within = node.css(parts)
    if node.css_first(_MAY_HIDE) is None:
        within = [element for element in within if element.mem_id in by_style]
    return next((found for element in (*around, *within) if (found := _hides(element, by_style))), "")


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
    """A bound figure must state exactly the fact's value, read back in the language that it stands in: in `<data>`, and
    in a picture in an element of the class `fact` with `data-fact` and `data-value`.

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
        if own.get(spelled) != value.canonical():
            yield page.place(needle), f"{spelled} must be {value.canonical()!r}, it is {own.get(spelled)!r}", ""
        language = page.code if _lang_of(node, page) == page.code else site.project.book.source_language
        shown = squeezed(node.text())
        if wrong := site.project.figure_readers[language].differences(value, shown):
            message = f"the figure must state {value.canonical()!r}, it reads {shown!r}: {', '.join(wrong)}"
            yield page.place(needle), message, ""


def _lang_of(node: LexborNode, page: BuiltPage) -> str:
    at: LexborNode | None = node
    while at is not None:
        if lang := at.attributes.get("lang"):
            return lang
        at = at.parent
    return page.code


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


@rule("FB512", "html")
def link_leads_somewhere(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Links and files within the site must be there, and the places within pages too.

    Bad:  <a href="../caer/">
    Good: <a href="../care/#cloth">
    """
    for address in dict.fromkeys(_addresses(page)):
        if address.startswith("#") and unquote(address[1:]) in page.ids:
            continue  # as most links do: those of citations
        if not address or urls.parts_of(address).scheme or address.startswith("//"):
            continue
        if problem := _dead(site, page, address):
            yield (
                page.place(f'"{address}"', address),
                f"a link must lead somewhere, {address!r} does not: {problem}",
                "",
            )


def _addresses(page: BuiltPage) -> Iterator[str]:
    for name in ("href", "src", "poster", "action"):
        yield from (node.attributes[name] or "" for node in page.css(f"[{name}]:not(base)", f" {name}="))
    yield from (node.attributes["data"] or "" for node in page.css("object[data]", "<object"))
    for node in page.css("[srcset]", " srcset="):
        yield from (part.split()[0] for part in (node.attributes["srcset"] or "").split(",") if part.strip())


def _dead(site: BuiltSite, page: BuiltPage, address: str) -> str:
    parts = urls.parts_of(address)
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


@rule("FB510", "site")
def translated_page_is_there(site: BuiltSite) -> Iterator[Finding]:
    """Every page must be there in every language, and nothing else.

    Bad:  care/ without pt/care/
    Good: care/ and pt/care/
    """
    for code in site.project.book.languages:
        for path in site.project.pages:
            url = urls.url(path, site.project.prefix(code))
            if url not in site.pages:
                yield Place(f"{site.root}/{url}index.html"), f"the page {path!r} must be there in {code!r}", ""
    unread = site.files - {page.path for page in site.pages.values()}
    for name in sorted(name for name in unread if _WEB_PAGE.search(name)):
        yield Place(f"{site.root}/{name}"), "an HTML file must be named .html, so that it can be checked", "Remove it."
    expected = {"404.html", *(address for _, address, _ in site.project.stubs())}
    for url, page in site.pages.items():
        if page.source is None and url not in expected:
            yield page.place(), "an HTML file must come from a page of docs/", "Remove it, or write the page."
