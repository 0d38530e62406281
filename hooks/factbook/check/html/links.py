"""Languages and links: what a page and its text are marked as, and where its links and counterparts are."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from ...page import urls
from ..built_page import ALTERNATE, BuiltPage
from ..built_site import BuiltSite
from ..registry import Finding, rule
from ..visible_text import squeezed

_RAW = re.compile(r"\{\{|\}\}|\{%|%\}|\{#\w|Undefined\b")


@rule("FB503", "html")
def wrong_language(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """<html> must declare the page's language and direction, and text left in the original those of the original.

    Bad:  <html lang="pl"> at /pt/; <span class="untranslated">A cool cloth helps.</span>
    Good: <html lang="pt" dir="ltr"> at /pt/; <span class="untranslated" lang="pl" dir="ltr">A cool cloth helps.</span>
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
    source = site.project.book.source_language
    original = (source, site.project.book.languages[source].direction)
    for node in page.tree.css(".untranslated"):
        if (node.attributes.get("lang"), node.attributes.get("dir")) != original:
            yield page.place("untranslated"), "untranslated text must carry lang and dir of the original", ""


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


@rule("FB513", "html")
def unresolved_template(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Template syntax must not reach readers.

    Bad:  <p>It begins at {{ fact('itch-age') }}</p>
    Good: <p>It begins at <data …>3 to 5 years</data></p>
    """
    texts = [run.text for run in page.runs if run.inside.isdisjoint(("code", "pre"))]
    for text in [*(texts if _RAW.search("\n".join(texts)) else ()), *page.spoken]:
        if found := _RAW.search(text):
            yield (
                page.place(found[0], about=squeezed(text)),
                f"template syntax must be resolved, {squeezed(text)[:60]!r} is not",
                "",
            )


@rule("FB507", "html")
def dead_citation(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """A citation must lead to the page's list of sources, and the list back to it.

    Bad:  <a class="cite" href="#note-9">, and nothing with this id
    Good: <a class="cite" id="cite-1" href="#note-1">[1]</a>
    """
    section = page.tree.css_first("section#sources")
    inside = {node.attributes.get("id") for node in section.css("[id]")} if section else set()
    backs = {node.attributes.get("href") for node in section.css("a.back")} if section else set()
    for node in page.tree.css("a.cite"):
        own = node.attributes
        target = (own.get("href") or "").removeprefix("#")
        if target not in inside:
            place = page.place(f'href="{own["href"]}"' if own.get("href") else 'class="cite"')
            yield place, f"a citation must lead to the list of sources, {target!r} is not in it", ""
        if own.get("id") and f"#{own['id']}" not in backs:
            yield page.place(f'id="{own["id"]}"'), f"the list of sources must lead back to {own['id']!r}", ""


@rule("FB512", "html")
def dead_link(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
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
            place = page.place(f'"{address}"', address, about=address)
            yield place, f"a link must lead somewhere, {address!r} does not: {problem}", ""


def _addresses(page: BuiltPage) -> Iterator[str]:
    for name in ("href", "src", "poster", "action"):
        yield from (node.attributes[name] or "" for node in page.tree.css(f"[{name}]:not(base)"))
    yield from (node.attributes["data"] or "" for node in page.tree.css("object[data]"))
    for node in page.tree.css("[srcset]"):
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
