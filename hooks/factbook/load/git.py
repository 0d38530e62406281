"""Ask git for a project's commit, the files it once had, and the dates of changes.

All answers are empty where there is no git, or the project is not a repository root.
"""

from __future__ import annotations

import datetime as dt
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
    """Return HEAD's commit, or None if `root` is not a repository root."""
    top = _git(root, "rev-parse", "--show-toplevel")
    if not top or not root.samefile(top):
        return None
    head = _git(root, "log", "-1", "--format=%H %ct")
    if not head:
        return None
    name, time = head.split()
    return Commit(name, int(time), changed=bool(_git(root, "status", "--porcelain", "--untracked-files=normal")))


def departed(root: Path, pattern: str) -> tuple[str, ...]:
    """Return the files matching the pattern that some commit had and that are gone: removed or renamed."""
    if commit(root) is None:
        return ()
    gone = ("--no-renames", "--diff-filter=D", "--name-only")
    log = _git(root, "log", *gone, "--format=", "--", f":(glob){pattern}")
    now = _git(root, "diff", *gone, "HEAD", "--", f":(glob){pattern}")
    return tuple(sorted(name for name in {*log.splitlines(), *now.splitlines()} if not (root / name).exists()))


def last_changes(root: Path, *folders: str) -> dict[str, dt.date]:
    """Return path below `root` → day (UTC) of the last commit that changed it, however late a site is built.

    Return nothing for a shallow clone: then nobody knows.
    """
    if commit(root) is None or _git(root, "rev-parse", "--is-shallow-repository") != "false":
        return {}
    log = _git(root, "log", "--format=%x00%ct", "--name-only", "--", *folders)
    found: dict[str, dt.date] = {}
    for change in log.split("\0")[1:]:  # the newest first
        seconds, *names = change.split("\n")
        day = dt.datetime.fromtimestamp(int(seconds), dt.UTC).date()
        for name in filter(None, names):
            found.setdefault(name, day)
    return found


# Whatever somebody's own settings say.
_AS_IT_IS = ("-c", "core.quotePath=false", "-c", "log.showSignature=false", "-c", "log.showRoot=true")


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", *_AS_IT_IS, *arguments], cwd=root, capture_output=True, check=False)
    except OSError:  # no git here
        return ""
    return os.fsdecode(done.stdout).strip() if done.returncode == 0 else ""
