"""Putting a finished site in the place of the old one, all at once.

A target that is a symbolic link stays one: the folder that it leads to is replaced.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_HERE = -100  # AT_FDCWD: relative paths count from the working folder
_EXCHANGE = 2  # RENAME_EXCHANGE, see renameat2(2)


def workshop(target: Path) -> Path:
    """A fresh folder beside the target, on the same file system, in which the next site can be built."""
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with _alone(target.parent):
        _clear(target)
        made = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        _held[made] = os.open(made, os.O_RDONLY)
        fcntl.flock(_held[made], fcntl.LOCK_EX)
    return made


_held: dict[Path, int] = {}
"""The workshops of this process, each with a lock on it: another build at the same time leaves it alone."""


def discard(target: Path) -> None:
    """Removes what unfinished builds have left beside the target; an old site that lost its place is put back."""
    target = target.resolve()
    if target.parent.exists():
        with _alone(target.parent):
            _clear(target)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Other builds wait: a workshop that is just made has no lock yet, and a site that is just moved is not there."""
    door = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield
    finally:
        os.close(door)


def _clear(target: Path) -> None:
    for old in target.parent.glob(f".{target.name}.*.old"):
        if not target.exists():
            old.rename(target)
    for left in target.parent.glob(f".{target.name}.*"):
        if left in _held:
            os.close(_held.pop(left))
        if not _in_use(left):
            shutil.rmtree(left, ignore_errors=True)


def _in_use(workshop: Path) -> bool:
    """True while the build that works there lives: its lock ends with it."""
    try:
        door = os.open(workshop, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(door)
    return False


def swap(built: Path, target: Path) -> None:
    """Puts the built site in the place of the target in one step of the file system, then removes the old one."""
    target = target.resolve()
    _open_to_servers(built)
    with _alone(target.parent):
        if not target.exists():
            built.rename(target)
        elif exchange(built, target):
            shutil.rmtree(built, ignore_errors=True)
        else:
            rename_twice(built, target)
    if built in _held:
        os.close(_held.pop(built))


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
