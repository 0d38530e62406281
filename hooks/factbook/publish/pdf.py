"""Handouts: pages for one sheet of paper, with the site's address as QR code, and as PDF made from their built HTML."""

import io
import json
import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..load.cache import Cache, digest, digest_of_files
from ..model.problem import ContentError
from ..page.pages import Page
from ..page.urls import url
from ..project import Project
from ..render.renderer import Renderer
from ..render.templates import PARTIALS, broken
from . import hosting

FONTS = "docs/_fonts"
"""Fonts of a site whose language has letters that those of Typst lack."""
TEMPLATE = f"{PARTIALS}/handout.typ"
_OWN_FONT = "Libertinus Serif"
_SHOWN = "main article, #disclaimer, #sources"
_ON_SCREEN = ".contents, .tools, .back, .next, .hotlines-known p, .hotlines-save, script, style, svg"
_NO_LETTER = re.compile(r"PDF/UA-1 error: the text (.+?) could not be displayed")
"""How Typst says that no font has a letter."""


def qr_code(address: str) -> str:
    """Return an SVG image, black on white, with the quiet zone that scanners need."""
    import segno  # takes a while, and most commands do without

    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, omitsize=True, light="#fff", nl=False
    )
    return out.getvalue().decode()


def file_name(page: Page, code: str) -> str:
    """Return the name of a handout's PDF, which lies beside the page."""
    return f"{Path(page.path).stem}.{code}.pdf"


def take_along(render: Renderer, address: str) -> Markup:
    """Return what a handout shows besides its text. `address` is the site's public one, or ""."""
    code = qr_code(address).replace("<svg ", '<svg aria-hidden="true" ', 1) if address else ""  # its parent has a name
    return render.partial("handout", address=address, qr=Markup(code))


def write(site: Path, project: Project, site_url: str, cache: Cache) -> list[str]:
    """Write the PDF of each handout into a built site; return why one is missing, whose link is then removed."""
    notes = []
    for page in (page for page in project.pages.values() if page.meta.layout == "handout"):
        for code, render in project.renderers.items():
            folder, name = site / url(page.path, render.prefix), file_name(page, code)
            address = hosting.public_address(site_url) and f"{site_url}{render.prefix}"
            html = (folder / "index.html").read_text("utf-8")
            pdf, error = _compiled(project.tree.root, _content(html, render, page, address), cache)
            if pdf:
                (folder / name).write_bytes(pdf)
                continue
            notes.append(f"{page.file} in {code!r} has no PDF: no font has {error}. Put one that has into {FONTS}/.")
            link = re.compile(rf'<p[^>]*><a href="{re.escape(name)}" download>.*?</p>', re.DOTALL)
            (folder / "index.html").write_text(link.sub("", html), "utf-8")
    return notes


def _content(html: str, render: Renderer, page: Page, address: str) -> dict[str, Any]:
    """Return what the template sets: texts, and the page's elements as dictionaries."""
    tree = LexborHTMLParser(html)
    for node in tree.css(_ON_SCREEN):
        node.decompose()
    return {"title": render.head(page, "title"), "lang": render.code, "address": address,
            "caption": render.plain_label("handout.address"),
            "parts": [_element(node) for node in tree.css(_SHOWN)]}  # fmt: skip


def _element(node: LexborNode) -> dict[str, Any]:
    names = {name: node.attributes[name] for name in ("class", "lang", "href") if node.attributes.get(name)}
    return {"tag": node.tag, **names, "children": list(_children(node))}


def _children(node: LexborNode) -> Iterator[str | dict[str, Any]]:
    for child in node.iter(include_text=True):
        yield child.text_content or "" if child.tag == "-text" else _element(child)


def _compiled(root: Path, content: dict[str, Any], cache: Cache) -> tuple[bytes | None, str]:
    """Return a tagged PDF (PDF/UA-1), the same bytes for the same content; or None and what no font has."""
    key = digest([version("typst"), digest_of_files(root, [FONTS, TEMPLATE]), json.dumps(content)])
    if (kept := cache.get("pdf", key)) is not None:
        return kept, ""
    import typst  # takes a while, and most sites need it once

    more = [str(root / FONTS)] if (root / FONTS).is_dir() else []
    own = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=more)
    fonts = typst.Fonts(include_system_fonts=False, font_paths=more)
    data = json.dumps({**content, "fonts": [_OWN_FONT, *(own.families() if more else ())]}).encode()
    files: Any = {"main.typ": (root / TEMPLATE).read_bytes(), "data.json": data}
    if content["address"]:
        files["qr.svg"] = qr_code(content["address"]).encode()
    try:
        made = bytes(typst.compile(files, font_paths=fonts, pdf_standards=["ua-1"]))
        cache.put("pdf", key, made)
        return made, ""
    except typst.TypstError as error:
        if found := _NO_LETTER.match(error.message):
            return None, "some of its letters" if "\\u{" in found[1] else found[1].strip("`")  # what turns a line round
        raise ContentError(broken(TEMPLATE, 0, error)) from error
