"""The kit: what makes and checks a site, apart from what the site says."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

ASSETS = frozenset(
    f"docs/assets/{name}" for name in ("handout.css", "notes.css", "notes.js", "search.js", "site.css", "site.js")
)
"""Styles and scripts of the kit that stand among the content."""
_APART = ("docs/_contributing/", "docs/_facts/schema/")
_MAKING = ("hooks/**/*", "overrides/**/*", "docs/assets/*", "pyproject.toml", "requirements.txt", "Makefile")
NAME = "kit.sha256"


def has(path: str) -> bool:
    """Return whether a file of a project is the kit's: what is in docs/ is not, but for guides and schemas."""
    return not path.startswith("docs/") or path in ASSETS or path.startswith(_APART)


def digests(root: Path) -> Iterator[str]:
    """Yield a line as `sha256sum` writes it for each file of the kit that a site is made with."""
    for path in sorted({path for pattern in _MAKING for path in root.glob(pattern) if path.is_file()}):
        name = path.relative_to(root).as_posix()
        if has(name) and "__pycache__" not in name:
            yield f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n"
