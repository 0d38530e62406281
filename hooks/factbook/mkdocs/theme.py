"""What Material for MkDocs is given and asked for: its language, its files, the headings of a page."""

import gzip
import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.toc import AnchorLink, TableOfContents

from ..locale.cldr import known_as
from ..publish.page_context import Site
from . import settings

_HEADING = re.compile(r'<h([12]) id="([^"]+)"[^>]*>(.*?)</h\1>(?!\s*<p class="[^"]*\bnext\b)', re.DOTALL)
_LINK = re.compile(r'<a\b[^>]*class="cite".*?</a>|</?a\b[^>]*>', re.DOTALL)
_SPACE, _SHOWN = re.compile(r"\n\s+"), re.compile(r"<(?:pre|textarea)\b|<script>")


def without_blank_lines(html: str) -> str:
    """Return HTML without the indentation and the empty lines of templates, if nothing in it shows them."""
    return html if _SHOWN.search(html) else _SPACE.sub("\n", html)


def language_of(config: MkDocsConfig, code: str) -> str:
    """Return Material's name for a language of the site, or "" if it does not have it."""
    folders = [Path(folder) / "partials/languages" for folder in config.theme.dirs]
    names = (name for name in known_as(code) if any((folder / f"{name}.html").exists() for folder in folders))
    return next(names, "")


def set_up(config: MkDocsConfig, site: Site) -> None:
    """Tell the theme the language of the pages, and sign and icon by addresses named by content; tell the site what its
    pages need of the settings."""
    theme: Any = config.theme
    theme.language = language_of(config, site.project.book.source_language) or str(config.theme["language"])
    site.in_theme = frozenset(code for code in site.project.book.languages if language_of(config, code))
    site.script, site.copyright = bool(settings.needing_script(config)), config.copyright or ""
    for name in ("logo", "favicon"):
        if config.theme.get(name):
            config.theme[name] = site.asset(config.theme[name])


def remove_unused_files(files: Files, config: MkDocsConfig, *, script: bool) -> None:
    """Take out the files of the theme that no page asks for: all but style sheets, icon, script."""
    icon = str(config.theme["favicon"]).partition("?")[0]
    used = ("assets/stylesheets/", icon or "/", *(["assets/javascripts/bundle"] if script else []))
    for file in list(files):
        unused = file.src_uri.endswith(".map") or not file.src_uri.startswith(used)
        if file.src_uri.startswith("partials/") or (unused and file.src_dir in config.theme.dirs[1:]):
            files.remove(file)


def cost_of_script(config: MkDocsConfig, site: Path) -> list[str]:
    """Return a note on what Material's script costs readers, and for which settings it is there."""
    names = ", ".join(settings.needing_script(config))
    sizes = [len(gzip.compress(file.read_bytes(), 6)) for file in site.glob("assets/javascripts/bundle*.js")]
    return [f"Material's script adds {sum(sizes) / 1024:.0f} KB to a first visit, for {names}"] if names else []


def contents_of(html: str) -> TableOfContents:
    """Return the headings of a page, of two levels, without links and marks; not the one above what comes next."""
    top: list[AnchorLink] = []
    for level, ident, inner in _HEADING.findall(html):
        link = AnchorLink(_LINK.sub("", inner).strip(), ident, int(level))
        (top[0].children if top and link.level > 1 else top).append(link)
    return TableOfContents(top)
