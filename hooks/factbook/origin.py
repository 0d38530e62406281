"""Which commit a site is built from, by git; nothing of it where there is no git or no repository."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Commit:
    """`name` is the full hash; `time` in seconds since 1970; `changed` where files differ from what is committed."""

    name: str
    time: int
    changed: bool


def commit(root: Path) -> Commit | None:
    """The commit of the work tree at `root`; None where that is no work tree of its own."""
    top = _git(root, "rev-parse", "--show-toplevel")
    if not top or Path(top).resolve() != root.resolve():
        return None
    head = _git(root, "log", "-1", "--format=%H %ct")
    if not head:
        return None
    name, time = head.split()
    return Commit(name, int(time), changed=bool(_git(root, "status", "--porcelain", "--untracked-files=normal")))


def departed(root: Path, pattern: str) -> tuple[str, ...]:
    """Files matching the pattern that some commit has removed or renamed, and that are not there any more."""
    if commit(root) is None:
        return ()
    log = _git(root, "-c", "core.quotePath=false", "log", "--no-renames", "--diff-filter=D", "--name-only",
               "--format=", "--", f":(glob){pattern}")  # fmt: skip
    return tuple(sorted(name for name in set(log.splitlines()) if not (root / name).exists()))


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    except OSError:  # no git here
        return ""
    return os.fsdecode(done.stdout).strip() if done.returncode == 0 else ""
