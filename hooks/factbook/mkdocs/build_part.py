"""Building the pages of one language alone."""

from __future__ import annotations

from pathlib import Path

from mkdocs.__main__ import cli as mkdocs

from .plugin import PLUGIN


def build_part(root: Path, code: str, folder: Path) -> None:
    """Build the pages of one language into a folder, for `factbook merge`. Raises Abort, reported already."""
    options = ["--config-file", str(root / "mkdocs.yml"), "--site-dir", str(folder.resolve())]
    try:
        PLUGIN.only = code
        mkdocs.main(["build", "--quiet", *options], standalone_mode=False)
    finally:
        PLUGIN.only = ""
