"""The files of a site: which there are, what its style sheets say, and what a page costs before anything is tapped."""

import posixpath
import re
from collections.abc import Iterable, Iterator

from ...model.problem import Place
from ...page import urls
from ...page.urls import parts_of
from ..built_page import BuiltPage
from ..built_site import BuiltSite
from ..registry import Finding, rule
from ..visible_text import words_of_style

_WEB_PAGE = re.compile(r"\.[xs]?html?$", re.IGNORECASE)


@rule("FB510", "site")
def missing_page(site: BuiltSite) -> Iterator[Finding]:
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


@rule("FB526", "site")
def words_in_built_style(site: BuiltSite) -> Iterator[Finding]:
    """A style sheet of a site must not put words or figures on its pages, whoever wrote it.

    Bad:  h1::after { content: "the best cream" } in a style sheet that a plugin brings
    Good: h1::after { content: "→" }
    """
    hint = "Write them on a page, or in docs/_facts/labels.yml."
    for name in sorted(name for name in site.files if name.endswith(".css")):
        for words in words_of_style(site.style_sheet(name)):
            yield Place(f"{site.root}/{name}", subject=words), f"a style must not hold words, {words} are some", hint


_ASKED_FOR = {
    "href": ", ".join(f"link[rel~={kind}]" for kind in ("stylesheet", "icon", "manifest", "preload", "modulepreload")),
    "src": "script, img, iframe, embed, audio, video, source, input",
}
"""What asks for a file, by the attribute that names it."""
_IN_STYLE = re.compile(r"(?:url\(|@import)\s*['\"]?(?!data:|#)([^'\")\s]+)")
_STRANGER = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)


@rule("FB518", "html")
def heavy_page(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """A first visit must stay within the limits of limits.yml, and must ask no other host for anything. Weight is that
    of the original: a language may need more letters, or more bytes for each.

    Bad:  <script src="https://counter.example/count.js">
    Good: <script type="module" src="../assets/site.js">
    """
    limits, asked_for = site.project.book.limits, list(_asked_for(site, page))
    for address in filter(_STRANGER.match, asked_for):
        yield page.place(address), f"a page must ask no other host for anything, it asks for {address!r}", ""
    names = _own_files(page, asked_for)
    plain = _size(site, names - {page.path}) + len(page.html.encode()) / 1024
    original = page.code == site.project.book.source_language
    if original and plain > limits.page_kilobytes < _size(site, names):  # most are light as they are
        must = f"a first visit must cost at most {limits.page_kilobytes} KB after gzip"
        yield page.place(), must, _hint(site, names)
    if len(names) > limits.page_requests:
        must = f"a first visit must ask for at most {limits.page_requests} files"
        yield page.place(), must, _hint(site, names)


def _hint(site: BuiltSite, names: set[str]) -> str:
    return f"It asks for {len(names)} files of {_size(site, names):.1f} KB. The limits are in docs/_facts/limits.yml."


def _own_files(page: BuiltPage, asked_for: Iterable[str]) -> set[str]:
    """The page and the files of the site among what it asks for, below the site's root."""
    own = (address for address in asked_for if not address.startswith("data:") and not _STRANGER.match(address))
    folder = posixpath.dirname(page.path)
    return {page.path, *(posixpath.normpath(posixpath.join(folder, parts_of(address).path)) for address in own)}


def _size(site: BuiltSite, names: set[str]) -> float:
    """Kilobytes of the files as they go through the net."""
    return sum(site.zipped(name) for name in names & site.files) / 1024


def _asked_for(site: BuiltSite, page: BuiltPage) -> Iterator[str]:
    for attribute, selector in _ASKED_FOR.items():
        yield from (address for node in page.tree.css(selector) if (address := node.attributes.get(attribute)))
    for node in page.tree.css("style"):
        yield from _IN_STYLE.findall(node.text())
    for node in page.tree.css("link[rel~=stylesheet]"):
        sheet = node.attributes.get("href") or ""
        name = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), sheet))
        inside = _IN_STYLE.findall(site.style_sheet(name)) if name in site.files else ()
        yield from (address if _STRANGER.match(address) else posixpath.join(posixpath.dirname(sheet), address)
                    for address in inside)  # fmt: skip
