"""Links and images, where they are written; those of the built site are judged there."""

import html
import posixpath
import re
from collections.abc import Iterator
from itertools import chain

from ...locale.text_search import search_tokens
from ...model.problem import Place, did_you_mean
from ...page.pages import DOCS, Page
from ...page.segments import segments
from ...page.urls import ADDRESS, host, is_readable
from ...project import Project
from ..registry import Finding, page_rule, rule
from .markup import LINK
from .page_text import place_within, prose_of, texts_of

AUTOLINK = re.compile(r"<[^<>\s]*>")
"""FB313 reports them."""
_PAGE = re.compile(r"\]\(\s*<?([\w./-]+\.md)(?=[#)>\s])")


@page_rule("FB318")
def dead_link(project: Project, page: Page) -> Iterator[Finding]:
    """A link to another page must name a page that is there.

    Bad:  [Care](caer.md)
    Good: [Care](care.md)
    """
    for link in _PAGE.finditer(page.body):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), link[1]))
        if not project.tree.exists(f"{DOCS}/{target}"):
            moved = project.moved.get(target)
            hint = f"It is {moved!r} now." if moved else did_you_mean(link[1], project.pages)
            if target in project.departed and not moved:
                hint = f"It is gone. First do what FB316 says of {target!r}, then name here the page where it went."
            yield page.place(link.start(1)), f"a link must lead to a page that is there, {link[1]!r} is not", hint


@rule("FB228", "content")
def dead_search_target(project: Project) -> Iterator[Finding]:
    """What people search for must lead to a part of a page that is there, and to one only.

    Bad:  care.md#craems: {fr: [crème]}
    Good: care.md#creams: {fr: [crème]}
    """
    book, first = project.book, dict[tuple[str, ...], str]()
    for section, by_language in book.search.items():
        path, _, heading = section.partition("#")
        place = book.place("search", section)
        page = project.pages.get(path)
        if page is None and path.endswith(".md"):  # a key that is none is reported as it is read
            yield place, f"the page must be there, {path!r} is not", did_you_mean(path, project.pages)
        if page is None:
            continue
        ids = [piece.anchor for piece in segments(page.pieces) if piece.kind == "heading"]
        if heading and heading not in ids:
            yield place, f"the page must have the heading {heading!r}, it has none", did_you_mean(heading, ids)
        for code in by_language.keys() - book.languages.keys():
            hint = did_you_mean(code, book.languages)
            yield book.place("search", section, code), f"the language must be one of the site's, {code!r} is not", hint
        for words in chain.from_iterable(by_language.values()):
            other = first.setdefault(search_tokens(words), section)
            if other != section:
                yield place, f"words must lead to one place, {words!r} leads to {other!r} too", "Take one of them out."


@page_rule("FB337")
def unproven_address(project: Project, page: Page) -> Iterator[Finding]:
    """A link out of the site, or an address in the text, must have a host that a document has or limits.yml names below
    links_to: we recommend nothing of our own.

    Bad:  [Buy it](https://cream-shop.example/)
    Good: [The leaflet's page](https://glimmer.example/)
    """
    for link in LINK.finditer(page.body):
        given = html.unescape(link[1] or link[2])
        if is_readable(given):  # else FB313 reports it
            yield from _unproven(project, page.place(link.start()), given)
    for place, text in texts_of(page):
        linked = [*LINK.finditer(text), *AUTOLINK.finditer(text)]
        for found in ADDRESS.finditer(prose_of(text)):
            if not any(link.start() <= found.start() < link.end() for link in linked):
                scheme = "" if "://" in found[0] else "mailto:" if "@" in found[0] else "//"
                yield from _unproven(project, place_within(place, text, found.start()), scheme + found[0])


def _unproven(project: Project, place: Place, address: str) -> Iterator[Finding]:
    leads_to, documents = host(address).rstrip(".,;:!?)"), project.book.fingerprints.values()
    if not leads_to or leads_to in project.book.limits.links_to or not documents:
        return
    named = {part for document in documents for name in document.hosts for part in (name, name.rpartition("@")[2])}
    if leads_to.casefold() not in named:
        hint = "Leave it out, or name your own organisation's below links_to in docs/_facts/limits.yml."
        yield place, f"a document must have the address, {leads_to!r} is in none", hint
