"""Putting a finished site in the place of the old one, all at once."""

from __future__ import annotations

import ctypes
import os
import shutil
import tempfile
from pathlib import Path

_HERE = -100  # AT_FDCWD: relative paths count from the working folder
_EXCHANGE = 2  # RENAME_EXCHANGE, see renameat2(2)


def workshop(target: Path) -> Path:
    """A fresh folder beside the target, on the same file system, in which the next site can be built."""
    target.parent.mkdir(parents=True, exist_ok=True)
    discard(target)
    return Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))


def discard(target: Path) -> None:
    """Removes what unfinished builds have left beside the target; an old site that lost its place is put back."""
    for old in target.parent.glob(f".{target.name}.*.old"):
        if not target.exists():
            old.rename(target)
    for left in target.parent.glob(f".{target.name}.*"):
        shutil.rmtree(left, ignore_errors=True)


def swap(built: Path, target: Path) -> None:
    """Puts the built site in the place of the target in one step of the file system, then removes the old one."""
    _open_to_servers(built)
    if not target.exists():
        built.rename(target)
    elif exchange(built, target):
        shutil.rmtree(built, ignore_errors=True)
    else:
        rename_twice(built, target)


def _open_to_servers(built: Path) -> None:
    """The same permissions whatever the umask: folders for temporary files are closed to all others."""
    built.chmod(0o755)
    for path in built.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def exchange(one: Path, other: Path) -> bool:
    """Swaps two folders at once, so that there is no moment without either; False where the system has no such call."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    return call is not None and call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0


def rename_twice(built: Path, target: Path) -> None:
    """The same where folders cannot be exchanged: for a moment there is no site; `discard` mends what dies then."""
    old = built.with_name(f"{built.name}.old")
    target.rename(old)
    try:
        built.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
