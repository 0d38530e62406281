"""What has changed of a project that no page shows: what is checked, how strictly, and the kit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..load import git
from .site_diff import Change
from .site_items import Item, Kind

_RULES = ("mkdocs.yml", "docs/_facts/limits.yml", "docs/_facts/languages.yml", "docs/_facts/fingerprints/")
"""Files that say what is checked, and how strictly. Their lines are shown."""


def changes(root: Path, base: str) -> Iterator[Change]:
    """Yield what differs from a commit, line by line for rules, file by file for the kit."""
    for path, how in git.changed_files(root, base).items():
        if path.startswith(_RULES):
            for line in git.changed_lines(root, base, path) or [f"+{how}"]:
                item = Item(Kind.RULES, line[1:])
                yield Change(Kind.RULES, "", (path,), *((item, None) if line[0] == "-" else (None, item)))
        elif not path.startswith("docs/"):
            item = Item(Kind.KIT, f"{path}: {how}")
            yield Change(Kind.KIT, "", (), item, item)
