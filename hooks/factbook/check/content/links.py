"""Links and images, where they are written; those of the built site are judged there."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ...model.hints import did_you_mean
from ...page.pages import DOCS
from ...page.urls import TYPED, is_readable
from ...project import Project
from ..registry import Finding, rule
from .markup import LINK
from .page_heads import FENCED
from .page_text import prose_of

_PAGE = re.compile(r"\]\(\s*<?([\w./-]+\.md)(?=[#)>\s])")
_IMAGE = re.compile(r"!\[[^\]]*\][(\[][^)\]]*[)\]]")


@rule("FB318", "content")
def dead_link(project: Project) -> Iterator[Finding]:
    """A link to another page must name a page that is there.

    Bad:  [Care](caer.md)
    Good: [Care](care.md)
    """
    for path, page in project.pages.items():
        for link in _PAGE.finditer(page.body):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link[1]))
            if not project.tree.exists(f"{DOCS}/{target}"):
                moved = project.moved.get(target)
                hint = f"It is {moved!r} now." if moved else did_you_mean(link[1], project.pages)
                yield page.place(link.start(1)), f"a link must lead to a page that is there, {link[1]!r} is not", hint


@rule("FB337", "content")
def unproven_address(project: Project) -> Iterator[Finding]:
    """A link out of the site, or an address in the text, must have a host that a document has or limits.yml names below
    links_to: we recommend nothing of our own.

    Bad:  [Buy it](https://cream-shop.example/)
    Good: [The leaflet's page](https://glimmer.example/)
    """
    documents = project.book.fingerprints.values()
    for page in project.pages.values():
        links = [(link.start(), html.unescape(link[1] or link[2])) for link in LINK.finditer(page.body)]
        typed = [(found.start(), _as_link(found[0])) for found in TYPED.finditer(prose_of(page.body))]
        for start, given in links + typed:
            if not is_readable(given):  # FB313 reports it
                continue
            address = urlsplit(given)
            host = address.path if address.scheme.lower() == "mailto" else address.netloc.removeprefix("www.")
            if not host or host in project.book.limits.links_to or not documents:
                continue
            if not any(host.casefold() in document.hosts for document in documents):
                hint = "Leave it out, or name your own organisation's below links_to in docs/_facts/limits.yml."
                yield page.place(start), f"a document must have the address, {host!r} is in none", hint


def _as_link(typed: str) -> str:
    """An address that is typed in a text, with its scheme."""
    if "://" in typed:
        return typed
    return f"mailto:{typed}" if "@" in typed else f"https://{typed}"


@rule("FB338", "content")
def image_file(project: Project) -> Iterator[Finding]:
    """A picture on a page must be drawn from facts: what an image file says, nobody can check.

    Bad:  ![How often it comes](assets/chart.png)
    Good: {{ picture('how-many') }}
    """
    for page in project.pages.values():
        for found in _IMAGE.finditer(FENCED.sub(lambda code: " " * len(code[0]), page.body)):
            hint = "Describe it in docs/_facts/pictures.yml and write {{ picture('…') }}."
            yield page.place(found.start()), f"a picture must be drawn from facts, {found[0]!r} is none", hint
