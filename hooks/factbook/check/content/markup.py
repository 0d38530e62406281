"""Markup of pages: what plain Markdown does not need, and where its links lead."""

import html
import posixpath
import re
from collections.abc import Container, Iterator
from itertools import chain

from ...locale.text_search import DECEIVING, search_tokens
from ...model.problem import Place, did_you_mean
from ...page.blocks import URGENT
from ...page.calls import blanked, is_half_call
from ...page.pages import DOCS, Page
from ...page.segments import segments
from ...page.urls import ADDRESS, host, is_readable
from ...project import Project
from ..registry import Finding, page_rule, rule
from .page_text import ENTITY, place_within, prose_of, texts_of

_HTML = re.compile(
    r"<(?!/?div\b)(/?[a-zA-Z!?][^\s>]*)|<div\b(?! class=\"[\w -]+\" markdown>)[^<>]*>|javascript:|\bon\w+\s*=\s*[\"']"
)
_ATTRIBUTES = re.compile(r"\{(?!:?[ ]*(?:[.#][\w-]+[ ]*)+\})[^{}\n]*\}")
LINK = re.compile(r"\]\(\s*<?([^)\s>]+)|^ {0,3}\[[^\]]+\]:\s*<?(\S+)", re.MULTILINE)
_INSTEAD = {
    "!--": "Readers get comments too: leave it out, and say it in the commit.",
    "sub": "Type the character itself: H₂O.",
    "sup": "Type the character itself: m².",
    "br": "End the line with two spaces, or begin a new paragraph.",
}
_EXTENSIONS = {
    "pymdownx.tabbed": ("tabs", re.compile(r"^ *===[+!]? *\".*", re.MULTILINE), "Use headings."),
    "pymdownx.details": (
        "details", re.compile(r"^ *\?\?\?\+? .*", re.MULTILINE), 'Write !!! note "Title", which is open.'
    ),
    "footnotes": ("marks of notes", re.compile(r"\[\^[\w-]+\](?!:)"), "Say it in the text, with {{ cite('…') }}."),
    "pymdownx.superfences": (
        "code fences", re.compile(r"^ *(?:```|~~~).*", re.MULTILINE), "Indent code by four spaces."
    ),
}  # fmt: skip
"""Syntax of extensions that people know from elsewhere, and what does instead."""
_IMAGE = re.compile(r"!\[[^\]]*\][(\[][^)\]]*[)\]]")
_SCHEME = re.compile(r"[^/?#]*:|&#?\w+;")
_DEEP = re.compile(r"^[ >]{81}", re.MULTILINE)
_ASIDE = re.compile(
    r"^[ >]*\*\[[^\]]+\]:.*|^ {0,3}\[\^[^\]]+\]:.*"
    r"|\]\(\s*[^)\s]*\s+[\"'(][^)\n]*|^ {0,3}\[[^\]]+\]:[ \t]*\S+\s+[\"'(].*",
    re.MULTILINE,
)
"""Abbreviations, footnotes, titles of links: text for readers that is no segment."""
_UNTITLED = re.compile(r"^[ >]*(?:!!!|\?\?\?\+?)[ \t]*\w[\w \t-]*$", re.MULTILINE)
_FOLDED_URGENT = re.compile(rf"^[ >]*\?\?\?\+?[ \t][^\"\n]*\b{URGENT}\b", re.MULTILINE)
_SAFE_SCHEMES = {"http:", "https:", "mailto:"}


@page_rule("FB313")
def unsafe_markdown(project: Project, page: Page) -> Iterator[Finding]:
    """A page must be plain Markdown: no HTML but `<div class="…" markdown>`, no scripts, image files, odd links or
    characters.
    Its text must be text that is cited and translated: no abbreviations, footnotes and titles of links, and no boxes
    without a title, which would get one that nobody translates.

    Bad:  <b onclick="…">now</b>, [here](javascript:…), [here](care.md "Care"), *[GLM]: a gene, !!! warning
    Good: **now**, [here](care.md), !!! warning "Call at once"
    """
    known = _extensions(project)
    if deep := _DEEP.search(page.body):
        yield page.place(deep.start()), "blocks must not be nested so deep", "Indent at most eighty characters."
    for place, text in texts_of(page):
        unknown = {found[0]: found for found in _unknown(text, known)}
        odd = (found for found in _odd(blanked(text)) if found[0] not in unknown)
        for offset, message, hint in (*odd, *unknown.values()):
            yield place_within(place, text, offset), message, hint


def _unknown(text: str, known: Container[str]) -> Iterator[tuple[int, str, str]]:
    """Offset, message and hint for syntax that is plain text here, as mkdocs.yml has no extension for it."""
    for extension, (name, pattern, instead) in _EXTENSIONS.items():
        if extension not in known and (found := pattern.search(text)):
            yield found.start(), f"this site does not support {name} ({extension}): {found[0].strip()[:40]!r}", instead


def _extensions(project: Project) -> set[str]:
    """The extensions of Markdown that mkdocs.yml names, with settings or without."""
    names = set(project.settings.get("markdown_extensions", ()))
    settings = "".join(f"{path}.\n" for path in project.settings)
    return names | {name for name in _EXTENSIONS if f"markdown_extensions.{name}." in settings}


def _odd(text: str) -> Iterator[tuple[int, str, str]]:
    """Offset, message and hint for everything in a Markdown text that is no plain Markdown."""
    for found in _HTML.finditer(text):
        instead = _INSTEAD.get((found[1] or "").strip("/"), "Write Markdown.")
        yield found.start(), f"HTML must not be used: {found[0]!r}", instead
    for found in _ATTRIBUTES.finditer(text):
        must, such = "an attribute list must hold classes and ids only", "{: .editorial }"
        if is_half_call(found[0]):
            must, such = "a call must have two braces on each side", "{{ cite('itch-age') }}"
        yield found.start(), f"{must}: {found[0]!r}", f"As in {such}."
    for found in _IMAGE.finditer(text):
        hint = "Describe it in docs/_facts/pictures.yml and write {{ picture('…') }}. What a file says, nobody checks."
        yield found.start(), f"a picture must be drawn from facts, {found[0]!r} is none", hint
    yield from _aside(text)
    for link in LINK.finditer(text):
        address = link[1] or link[2]
        scheme = _SCHEME.match(address)
        if not is_readable(address):
            yield link.start(), f"a link must be an address, {address!r} is none", "Copy it anew."
        if scheme and scheme[0].lower() not in _SAFE_SCHEMES:
            yield link.start(), f"a link must be http, https or mailto, not {scheme[0]!r}", ""
    entities = (found for found in ENTITY.finditer(text) if DECEIVING.match(html.unescape(found[0])))
    for found in (*DECEIVING.finditer(text), *entities):
        message = "invisible, direction-changing or look-alike characters must not be used"
        yield found.start(), message, "Type the text anew."
    for found in _FOLDED_URGENT.finditer(text):
        yield found.start(), f"a box that tells readers to act must be open: {found[0].strip()!r}", "Write !!! act-now."


def _aside(text: str) -> Iterator[tuple[int, str, str]]:
    """Offset, message and hint for each text for readers that is no segment."""
    for found in _ASIDE.finditer(text):
        hint = "Write it as a sentence of the page, or explain the word in the glossary: {{ term('…') }}."
        first = found[0].strip().splitlines()[0]
        yield found.start(), f"text must stand where it is cited and translated: {first[:60]!r}", hint
    for found in _UNTITLED.finditer(text):
        hint = f'Write {found[0].strip()} "Title", or "" for none.'
        yield found.start(), f"a box must have a title of its own: {found[0].strip()!r}", hint


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
