"""What Material for MkDocs is given and asked for: its language, its files, the headings of a page."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.toc import AnchorLink, TableOfContents

_HEADING = re.compile(r'<h([12]) id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_LINK = re.compile(r'<a\b[^>]*class="cite".*?</a>|</?a\b[^>]*>', re.DOTALL)


def language_of(config: MkDocsConfig, code: str) -> str:
    """Return the language of Material for a language of the site: English where Material does not have it."""
    folders = (Path(folder) / "partials/languages" for folder in config.theme.dirs)
    return code if any((folder / f"{code}.html").exists() for folder in folders) else "en"


def remove_unused_files(files: Files, config: MkDocsConfig, *, script: bool) -> None:
    """Take out the files of the theme that no page asks for: all but style sheets, icon, script."""
    used = ("assets/stylesheets/", config.theme["favicon"] or "/", *(["assets/javascripts/"] if script else []))
    for file in list(files):
        theirs = file.src_dir in config.theme.dirs[1:]
        if (
            file.src_uri.startswith("partials/")
            or (theirs and not file.src_uri.startswith(used))
            or (theirs and file.src_uri.endswith(".map"))
        ):
            files.remove(file)


def contents_of(html: str) -> TableOfContents:
    """Return the headings of a page's HTML, of the first and second level, without links and marks in them."""
    top: list[AnchorLink] = []
    for level, ident, inner in _HEADING.findall(html):
        link = AnchorLink(_LINK.sub("", inner).strip(), ident, int(level))
        (top[0].children if top and link.level > 1 else top).append(link)
    return TableOfContents(top)
