"""Putting a finished site in the place of the old one, all at once."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path


def workshop(target: Path) -> Path:
    """A fresh folder beside the target, on the same file system, in which the next site can be built."""
    target.parent.mkdir(parents=True, exist_ok=True)
    discard(target)
    return Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))


def discard(target: Path) -> None:
    """Removes what unfinished builds have left beside the target."""
    for left in target.parent.glob(f".{target.name}.*"):
        shutil.rmtree(left, ignore_errors=True)


def swap(built: Path, target: Path) -> None:
    """Renames the built site into place; the old one is removed only afterwards."""
    built.chmod(0o755)
    old = built.with_name(f"{built.name}.old")
    if target.exists():
        target.rename(old)
    built.rename(target)
    shutil.rmtree(old, ignore_errors=True)
