"""A page for one sheet of paper: as PDF, made from its built HTML, and with the site's address as a QR code."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..model.problem import ContentError
from ..page.pages import Page
from ..page.urls import url
from ..render.renderer import Renderer
from ..render.templates import PARTIALS, broken
from . import typst_client
from .typst_client import Unprintable

FONTS = "docs/_fonts"
"""Fonts of a site whose language has letters that those of Typst lack."""
_OWN_FONT = "Libertinus Serif"
_TEXT = {"h1", "h2", "h3", "h4", "p", "dt", "dd", "figcaption"}
_LISTS = {"ul", "ol"}
_UNSEEN = ".back, .next, .hotlines-save, script, style, svg"
Block = dict[str, Any]
"""Kind of block, and its runs, items or rows."""
Run = dict[str, Any]
"""Text of one look: `text`, and `bold`, `cite`, `quote`, `lang`, `href` where they hold."""


def public_address(site_url: str | None) -> str:
    """The address of the site where readers reach it; empty for one that only this machine knows."""
    host = urlsplit(site_url or "").hostname or ""
    try:
        own = ipaddress.ip_address(host).is_loopback
    except ValueError:
        own = host in ("", "localhost") or host.endswith(".localhost")
    return "" if own else str(site_url)


def qr(address: str) -> str:
    """An address as QR code: an SVG image, black on white, with the quiet zone that scanners need."""
    return typst_client.qr_code(address).replace("<svg ", '<svg aria-hidden="true" ', 1)  # what holds it has a name


@dataclass(frozen=True)
class Sheet:
    """What a handout has besides its text."""

    html: Markup
    """The address of the site, and the link to the PDF."""
    path: str
    """Where the PDF stands below the site's root."""
    pdf: bytes | None
    note: str
    """Why there is no PDF."""


def sheet(render: Renderer, page: Page, title: str, html: Sequence[str], *, root: Path, address: str) -> Sheet:
    """A page's sheet, from the parts of its built HTML. `address` is that of the site, or empty."""
    name = f"{Path(page.path).stem}.{render.code}.pdf"
    made, note = None, ""
    try:
        content = {"title": title, "lang": render.code, "address": address,
                   "caption": render.plain_label("handout.address"),
                   "blocks": [block for part in html for block in blocks(part)]}  # fmt: skip
        made = _pdf(root, content)
    except Unprintable as error:  # letters that no font has
        note = f"{page.file} in {render.code!r} has no PDF: {error} A font for its letters can be put into {FONTS}."
    code = Markup(qr(address)) if address else ""
    around = render.partial("handout", address=address, qr=code, pdf=name if made else "")
    return Sheet(around, f"{url(page.path, render.prefix)}{name}", made, note)


def _pdf(root: Path, content: dict[str, Any]) -> bytes:
    """The same bytes for the same content. Raises Unprintable."""
    folder = root / FONTS
    files = {
        typst_client.MAIN: (root / PARTIALS / "handout.typ").read_bytes(),
        "data.json": json.dumps({**content, "fonts": [_OWN_FONT, *typst_client.families(folder)]}).encode(),
    }
    if content["address"]:
        files["qr.svg"] = qr(content["address"]).encode()
    try:
        return typst_client.as_pdf(files, folder)
    except typst_client.Broken as error:
        raise ContentError(broken(f"{PARTIALS}/handout.typ", 0, error)) from error


def blocks(html: str) -> Iterator[Block]:
    """The blocks of a piece of HTML in their order, without what only a screen has."""
    tree = LexborHTMLParser(html)
    for node in tree.css(_UNSEEN):
        node.decompose()
    if tree.body:
        yield from _blocks(tree.body, "")


def _blocks(node: LexborNode, kind: str) -> Iterator[Block]:
    """`kind` is the class of the nearest element around, which says what a list is for."""
    for child in node.iter():
        inside = (child.attributes.get("class") or "").split(" ")[0] or kind
        if child.tag in _TEXT:
            yield {"kind": child.tag if child.tag.startswith("h") else "p", "class": inside, "runs": runs(child)}
        elif child.tag in _LISTS and not any(item.css_first("p, ul, ol") for item in child.css("li")):
            yield {"kind": "list", "class": inside, "items": [runs(item) for item in child.css("li")]}
        elif child.tag == "table":
            yield {"kind": "table", "rows": [[runs(cell) for cell in row.css("th, td")] for row in child.css("tr")]}
        else:
            yield from _blocks(child, inside)


def runs(node: LexborNode) -> list[Run]:
    """The text of an element, its white space as readers see it."""
    found: list[Run] = []
    for run in _runs(node, {}):
        text = " ".join(f"|{run['text']}|".split())[1:-1]
        if not found or found[-1]["text"].endswith(" "):
            text = text.lstrip(" ")
        if text:
            found.append({**run, "text": text})
    if found:
        found[-1]["text"] = found[-1]["text"].rstrip(" ")
    return found


def _runs(node: LexborNode, look: Run) -> Iterator[Run]:
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield {**look, "text": child.text_content or ""}
        else:
            yield from _runs(child, {**look, **_look(child)})


def _look(node: LexborNode) -> Run:
    own = node.attributes
    classes = (own.get("class") or "").split()
    look: Run = {}
    if node.tag in ("strong", "b", "data", "dt") or "mark" in classes:
        look["bold"] = True
    if node.tag == "q":
        look["quote"] = True
    if "cite" in classes and node.tag == "a":
        look["cite"] = True
    elif (own.get("href") or "").startswith("tel:"):
        look["bold"], look["href"] = True, own["href"]
    if own.get("lang"):
        look["lang"] = own["lang"]
    return look
