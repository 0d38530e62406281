"""Where links lead, and what they say of it."""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from ...page import urls
from ..built_page import BuiltPage
from ..built_site import BuiltSite
from ..registry import Finding, rule


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


@rule("FB519", "html")
def unmarked_language(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """A link out of the site must say in which language it leads on, where that is another one than the page's.

    Bad:  <a href="https://care.example/">Care</a> at /pt/
    Good: <a href="https://care.example/" hreflang="pl">Care (em polonês)</a> at /pt/
    """
    for node in page.tree.css("a[href^='http:'], a[href^='https:']"):
        address, language = node.attributes["href"] or "", node.attributes.get("hreflang")
        name = site.project.renderers[page.code].language_name(language) if language else ""
        if not language:
            yield page.place(address), f"a link out of the site must have hreflang, {address!r} has none", ""
        elif language != page.code and name not in node.text():
            yield page.place(address), f"the text of the link to {address!r} must say {name!r}", ""
