"""Reading without a network: what each language of a built site keeps on a reader's device, and its installation.

The service worker (overrides/partials/factbook/service-worker.js) fetches all files of a language, compares each with
its hash, and only then uses them: a reader has a whole version or the one before.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from ..page import urls
from ..page.urls import named_by_content, version
from ..project import Project
from ..render.page_functions import ROOT_HASH_PLACEHOLDER
from ..render.renderer import Renderer
from ..render.templates import PARTIALS
from . import search

WORKER = "sw.js"
TEMPLATE = "service-worker.js"
MANIFEST = "manifest.json"
BRAND = "docs/assets/brand.css"
ICONS = {"assets/icon-192.png": "any", "assets/icon-512.png": "any", "assets/icon-masked-512.png": "maskable"}
"""Pictures of the logo (`python -m tools.icons` draws them) → their purpose in the web app manifest."""
TOUCH_ICON = "assets/icon-masked-180.png"
"""The same in the size that iPhones take."""
MISSING = "404.html"
BUDGET = 4_000_000
"""Bytes that a language may keep. Of a larger site the first pages are kept, and the search if there is room for it."""
_PAGES = "[rel~=alternate], [rel=canonical], [rel=prev], [rel=next]"
_NEEDED = f"link[href]:not({_PAGES}, [rel=apple-touch-icon]), script[src], img[src], a[download]"
_NAMED = ("href", "src", "data-notes", "data-search")
"""Attributes of these with the address of a file; the last ones are loaded when they are used."""
_CSS_FILE = re.compile(r"url\(\s*[\"']?([^\"')]+)")


@dataclass
class Copy:
    """What a language keeps: address below the site's root → hash."""

    files: dict[str, str] = field(default_factory=dict)
    size: int = 0
    """Bytes, as they lie on the device."""
    left_out: list[str] = field(default_factory=list)
    """Addresses of pages for which there is no room, and of the search."""

    def data(self, prefix: str) -> dict[str, Any]:
        """What the service worker needs to know."""
        rows = sorted(self.files.items())
        return {"prefix": prefix, "version": version(json.dumps(rows).encode()), "files": rows}


class _Site:
    """The files of a built site. The last ones are kept: style sheets are asked for on every page."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.read = lru_cache(maxsize=32)(self._read)

    def _read(self, address: str) -> bytes | None:
        path = unquote(urls.parts_of(address).path)
        file = self.root / (f"{path}index.html" if path.endswith("/") or not path else path)
        return file.read_bytes() if file.is_file() else None

    def with_needs(self, address: str) -> Iterator[str]:
        """A page and the files that it shows or offers to save; those that style sheets name."""
        yield address
        for node in LexborHTMLParser(self.read(address) or b"").css(_NEEDED):
            for name in (value for key, value in node.attributes.items() if key in _NAMED and value):
                found = _joined(address, name)
                yield from (found, *self.of_style_sheet(found)) if found else ()

    def of_style_sheet(self, address: str) -> Iterator[str]:
        """The files that a style sheet names."""
        if urls.parts_of(address).path.endswith(".css"):
            text = (self.read(address) or b"").decode("utf-8", "replace")
            yield from filter(None, (_joined(address, name) for name in _CSS_FILE.findall(text)))

    def search(self, code: str) -> Iterator[str]:
        """The search of one language, as Pagefind names its files."""
        code = code.lower()
        folder = self.root / "pagefind"
        entry = json.loads((folder / "pagefind-entry.json").read_text("utf-8"))["languages"].get(code, {})
        yield from (f"pagefind/{name}" for name in ("pagefind-worker.js", "pagefind-entry.json"))
        yield named_by_content(self.root, search.ENGINE)
        yield f"pagefind/wasm.{entry.get('wasm') or 'unknown'}.pagefind"
        yield f"pagefind/pagefind.{entry.get('hash')}.pf_meta"
        yield from (path.relative_to(self.root).as_posix() for path in sorted(folder.glob(f"*/{code}_*")))


def _joined(base: str, address: str) -> str:
    """An address of the same site as seen from its root; empty for all others."""
    parts = urls.parts_of(address)
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return ""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(base), parts.path))
    path = "" if path == "." else f"{path}/" if parts.path.endswith("/") else path
    return f"{path}?{parts.query}" if parts.query else path


def write(site: Path, project: Project) -> list[str]:
    """Writes manifests, icons and the service worker into a built site. Returns what has no room on a device."""
    brand = project.tree.text(BRAND)
    first = {code: list(_by_importance(project, code)) for code in project.renderers}
    for render in project.renderers.values():
        help_page = project.index.calling.get("hotlines", "index.md")
        help_address = urls.relative(urls.url(help_page, render.prefix), render.prefix)
        (site / render.prefix / MANIFEST).write_text(manifest(render, brand, site, help_address=help_address), "utf-8")
    found = copies(site, first)
    kept = {code: (project.prefix(code), copy) for code, copy in found.items()}
    (site / WORKER).write_text(worker(project.tree.text(f"{PARTIALS}/{TEMPLATE}"), kept), "utf-8")
    return [
        f"without a network, {len(copy.left_out)} pages of {code!r} cannot be read: a device keeps {BUDGET:,} bytes"
        for code, copy in found.items()
        if copy.left_out
    ]


def essential(project: Project) -> list[str]:
    """The paths of the pages that a device keeps in every language: the first page, where the numbers are, the card."""
    index = project.index
    wanted = ("index.md", index.calling.get("hotlines", ""), index.layouts.get("card", ""))
    return [path for path in dict.fromkeys(wanted) if path in project.pages]


def _by_importance(project: Project, code: str) -> Iterator[str]:
    """The addresses of a language's pages, the essential ones and what can be saved first; then those of the others."""
    first = essential(project)
    own = dict.fromkeys((*first, *project.index.layouts.values()))
    foreign = ((other, path) for other in project.published if other != code for path in first)
    others = ((code, path) for path in project.pages if path not in own)
    for language, path in (*((code, path) for path in own), *foreign, *others):
        yield urls.url(path, project.prefix(language))


def copies(root: Path, languages: Mapping[str, Sequence[str]]) -> dict[str, Copy]:
    """Per language, what it keeps of a built site. The pages of each come with the most important one first."""
    site = _Site(root)
    return {code: _copy(site, code, addresses) for code, addresses in languages.items()}


def _copy(site: _Site, code: str, addresses: Sequence[str]) -> Copy:
    copy = Copy()
    _add(copy, site, "", [MISSING, *site.with_needs(addresses[0])])
    for address in addresses:
        _add(copy, site, address, site.with_needs(address))
    _add(copy, site, "pagefind/", [f"{addresses[0]}{search.WORDS}", *site.search(code)])
    return copy


def _add(copy: Copy, site: _Site, what: str, addresses: Iterable[str]) -> None:
    """Adds all of them, or none where there is no room for all."""
    found: dict[str, str] = {}
    size = copy.size
    for address in addresses:
        data = None if address in copy.files or address in found else site.read(address)
        if data is None:
            continue
        size += len(data)
        if copy.files and size > BUDGET:
            copy.left_out.append(what)
            return
        found[address] = version(data)
    copy.files |= found
    copy.size = size


def worker(template: str, kept: Mapping[str, tuple[str, Copy]]) -> str:
    """The service worker's script, from language → (prefix, what it keeps)."""
    languages = {code: copy.data(prefix) for code, (prefix, copy) in kept.items()}
    data = json.dumps(
        {"root": ROOT_HASH_PLACEHOLDER, "missing": MISSING, "languages": languages}, separators=(",", ":")
    )
    return template.replace("{{ site }}", data)


def manifest(render: Renderer, style_sheet: str, site: Path, *, help_address: str) -> str:
    """The web app manifest of a language. Its address is the language's first page; colours are those of the brand."""
    up = "../" * render.prefix.count("/")
    sides = {path: path.removesuffix(".png").rpartition("-")[2] for path in ICONS}
    shown = [
        {"src": up + named_by_content(site, path), "type": "image/png", "sizes": f"{side}x{side}", "purpose": purpose}
        for (path, purpose), side in zip(ICONS.items(), sides.values(), strict=True)
    ]
    content = {
        "name": render.plain_label("site.name"), "description": render.plain_label("site.description"),
        "lang": render.code, "dir": render.language.direction, "start_url": "./", "scope": "./",
        "display": "standalone", "theme_color": colour(style_sheet, "md-primary-fg-color"),
        "background_color": colour(style_sheet, "md-default-bg-color"), "icons": shown,
        "shortcuts": [{"name": render.plain_label("site.help"), "url": help_address}],
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def colour(style_sheet: str, name: str) -> str:
    """The first value of a colour in the brand's style sheet; white where it has none."""
    found = re.search(rf"--{name}:\s*(#[0-9a-fA-F]{{3,8}})", style_sheet)
    return found[1] if found else "#ffffff"
