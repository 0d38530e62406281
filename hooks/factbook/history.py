"""When files were last changed, as git has it: the same answer however late a site is built."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Mapping
from pathlib import Path


def last_changes(root: Path, *folders: str) -> Mapping[str, dt.date]:
    """Path below `root` → the day (UTC) of the last commit that changed it.

    Empty where there is no git or only the newest commits are there: then nobody knows.
    """
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    log = _git(root, "-c", "core.quotePath=off", "log", "--format=%x00%ct", "--name-only", "--relative", "--", *folders)
    found: dict[str, dt.date] = {}
    for commit in log.split("\0")[1:]:  # the newest first
        seconds, *names = commit.split("\n")
        day = dt.datetime.fromtimestamp(int(seconds), dt.UTC).date()
        for name in filter(None, names):
            found.setdefault(name, day)
    return found


def _git(root: Path, *arguments: str) -> str:
    """What git says; nothing where it is missing or refuses."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""
