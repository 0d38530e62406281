"""Reading without a network: what each language of a built site keeps on a reader's device, and its installation.

The service worker (overrides/partials/factbook/service-worker.js) fetches all files of a language, compares each with
its hash, and only then uses them: a reader has a whole version or the one before.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

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
    """What a language keeps of the built site at `root`: address below that → hash."""

    root: Path
    files: dict[str, str] = field(default_factory=dict)
    size: int = 0
    """Bytes, as they lie on the device."""
    left_out: list[str] = field(default_factory=list)
    """Addresses of pages for which there is no room, and of the search."""

    def data(self, prefix: str) -> dict[str, Any]:
        """What the service worker needs to know."""
        rows = sorted(self.files.items())
        return {"prefix": prefix, "version": version(json.dumps(rows).encode()), "files": rows}

    def add(self, what: str, addresses: Iterable[str]) -> None:
        """Adds all of them, or none where there is no room for all."""
        found, size = dict[str, str](), self.size
        for address in addresses:
            data = None if address in self.files or address in found else self._read(address)
            if data is None:
                continue
            size += len(data)
            if self.files and size > BUDGET:
                self.left_out.append(what)
                return
            found[address] = version(data)
        self.files |= found
        self.size = size

    def _read(self, address: str) -> bytes | None:
        path = unquote(urls.parts_of(address).path)
        file = self.root / (f"{path}index.html" if path.endswith("/") or not path else path)
        return file.read_bytes() if file.is_file() else None

    def with_needs(self, address: str) -> Iterator[str]:
        """A page and the files that it shows or offers to save; those that style sheets name."""
        yield address
        for node in LexborHTMLParser(self._read(address) or b"").css(_NEEDED):
            for name in (value for key, value in node.attributes.items() if key in _NAMED and value):
                if found := _joined(address, name):
                    yield found
                    css = self._read(found) if urls.parts_of(found).path.endswith(".css") else None
                    inside = _CSS_FILE.findall((css or b"").decode("utf-8", "replace"))
                    yield from filter(None, (_joined(found, part) for part in inside))


def _search(root: Path, code: str) -> Iterator[str]:
    """The search of one language, as Pagefind names its files."""
    folder, code = root / "pagefind", code.lower()
    entry = json.loads((folder / "pagefind-entry.json").read_text("utf-8"))["languages"].get(code, {})
    yield from (f"pagefind/{name}" for name in ("pagefind-worker.js", "pagefind-entry.json"))
    yield named_by_content(root, search.ENGINE)
    yield f"pagefind/wasm.{entry.get('wasm') or 'unknown'}.pagefind"
    yield f"pagefind/pagefind.{entry.get('hash')}.pf_meta"
    yield from (path.relative_to(root).as_posix() for path in sorted(folder.glob(f"*/{code}_*")))


def _joined(base: str, address: str) -> str:
    """An address of the same site as seen from its root; empty for all others."""
    parts = urls.parts_of(address)
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return ""
    return urljoin(f"/{base}", address).partition("#")[0].removeprefix("/")


def write(site: Path, project: Project) -> list[str]:
    """Writes manifests, icons and the service worker into a built site. Returns what has no room on a device."""
    brand, help_page = project.tree.text(BRAND), project.index.calling.get("hotlines", "index.md")
    for render in project.renderers.values():
        help_address = urls.relative(urls.url(help_page, render.prefix), render.prefix)
        (site / render.prefix / MANIFEST).write_text(manifest(render, brand, site, help_address=help_address), "utf-8")
    found = copies(site, {code: list(_by_importance(project, code)) for code in project.renderers})
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
    found = {code: Copy(root) for code in languages}
    for (code, copy), addresses in zip(found.items(), languages.values(), strict=True):
        copy.add("", [MISSING, *copy.with_needs(addresses[0])])
        for address in addresses:
            copy.add(address, copy.with_needs(address))
        copy.add("pagefind/", [f"{addresses[0]}{search.WORDS}", *_search(root, code)])
    return found


def worker(template: str, kept: Mapping[str, tuple[str, Copy]]) -> str:
    """The service worker's script, from language → (prefix, what it keeps)."""
    languages = {code: copy.data(prefix) for code, (prefix, copy) in kept.items()}
    data = {"root": ROOT_HASH_PLACEHOLDER, "missing": MISSING, "languages": languages}
    return template.replace("{{ site }}", json.dumps(data, separators=(",", ":")))


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
