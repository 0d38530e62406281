"""What each page must show: the disclaimer and the list of sources."""

from collections.abc import Iterator, Mapping
from itertools import takewhile

from selectolax.lexbor import LexborNode

from ...render.renderer import Renderer
from ..built_page import BuiltPage
from ..built_site import BuiltSite
from ..registry import Finding, rule
from ..visible_text import HIDING, squeezed

_MAY_HIDE = "[hidden], [popover], [inert], [aria-hidden], [style], template, noscript, dialog, details"
"""What `_hides` looks at."""


@rule("FB501", "html")
def missing_disclaimer(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
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
        if hidden := _hidden(page, node, site.hidden_by_style(page)):
            yield place, f"the disclaimer must be visible, {hidden} hides it", hint
        if (marked := page.lang_of(node)) != code:
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


def _hidden(page: BuiltPage, node: LexborNode, by_style: Mapping[int, str], *, parts: str = "*") -> str:
    """What hides an element or some of its parts: an attribute, a tag or a style; empty where nothing does."""
    around = takewhile(lambda at: at.tag not in ("-undef", "-document", "html", None), page.around(node))
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
def missing_sources(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Each page must list its sources, and the notes that its marks lead to: each with the name of its source and the
    anchors of its facts. It must cite one at least.

    Bad:  a page without <section id="sources">
    Good: <section id="sources"><ul><li id="source-leaflet">… <ol><li id="note-1" data-facts="itch-age">…
    """
    if page.source is None:
        return
    section = page.tree.css_first("section#sources")
    if section is None:
        yield page.place(), 'the page must have <section id="sources">', "Leave page-sources.html in main.html."
        return
    if hidden := _hidden(page, section, site.hidden_by_style(page), parts="ol, ul, li, p, q"):
        yield page.place('id="sources"'), f"the list of sources must be visible, {hidden} hides it", ""
    for name in page.source.meta.sources:
        listed = section.css_first(f"li#source-{name}")
        if listed is None or not _names(site, page, listed, name):
            place = page.place(f'id="source-{name}"', 'id="sources"', about=name)
            yield place, f"the source {name!r} must be in the page's list of sources, with its name", ""
    for note in section.css("li[data-facts]"):
        for wrong in _lacking(site, page, note):
            yield page.place(f'id="{note.attributes.get("id")}"'), wrong, ""
    yield from _invented_quotations(site, page)
    if page.tree.css_first("main a.cite, article a.cite, body a.cite") is None:
        yield page.place(), "the page must cite a source at least once", "Use {{ cite('…') }}."


def _lacking(site: BuiltSite, page: BuiltPage, note: LexborNode) -> Iterator[str]:
    """Yield what a note lacks: the anchors of its facts, each at its source, and the names of these sources."""
    book = site.project.book
    shown = {name: node for node in note.css("[data-source]") if (name := node.attributes["data-source"] or "")}
    for name in (note.attributes["data-facts"] or "").split():
        if name not in book.facts:
            yield f"a note must be of facts that are there, {name!r} is not"
        for item in book.facts[name].evidence if name in book.facts else ():
            node = shown.get(item.source)
            if node is None or item.anchor not in {found.text() for found in node.css("q")}:
                yield f"the note must show the anchor {item.anchor!r} of {item.source!r}"
    yield from (
        f"the note must name the source {name!r}" for name, node in shown.items() if not _names(site, page, node, name)
    )


def _names(site: BuiltSite, page: BuiltPage, node: LexborNode, name: str) -> bool:
    """Return whether an element has the title and the kind of a source."""
    if not (source := site.project.book.sources.get(name)):
        return False
    names = source.title, site.project.renderers[page.code].raw_label(f"kind.{source.kind}")
    return all(squeezed(part) in squeezed(node.text()) for part in names)


def _invented_quotations(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    for node in page.tree.css("q"):
        source = next((name for at in page.around(node) if (name := at.attributes.get("data-source"))), "")
        if node.text() not in site.quotations.get(source, ()):
            whose = f"an anchor of {source!r}" if source else "an anchor"
            place = page.place(node.text())
            yield place, f"a quotation must be {whose}: {node.text()!r}", "Quotations come from the facts."
