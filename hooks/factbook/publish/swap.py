"""Replace a built site in one step: readers, and whoever kills a build, find the old site or the new one, whole.

A target that is a symbolic link stays one: the directory that it points to is replaced.
"""

import ctypes
import errno
import os
import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

_ABANDONED = 24 * 60 * 60  # seconds after which no build is still writing to its staging directory
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # renameat2(2)


def staging_dir(target: Path) -> TemporaryDirectory[str]:
    """Create a directory beside `target`, on the same file system, in which the next site can be built.

    It is removed when it is cleaned up or the process ends. What killed builds have left is put in order first.
    """
    target = target.resolve()
    if target.exists() and not target.is_dir():
        raise NotADirectoryError(
            errno.ENOTDIR, "a file is where the folder of the site should be, move it away", str(target)
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    for left in target.parent.glob(f".{target.name}.*"):
        with suppress(FileNotFoundError):  # another build may have finished meanwhile
            if left.suffix == ".old" and not target.exists():  # killed between the two renames of `_rename_twice`
                left.rename(target)
            elif time.time() - left.stat().st_mtime > _ABANDONED:
                shutil.rmtree(left, ignore_errors=True)
    return TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent, ignore_cleanup_errors=True)


def swap(built: Path, target: Path) -> None:
    """Put the built site in the place of `target`, and remove the old one."""
    target = target.resolve()
    for path in (built, *built.rglob("*")):  # whatever the umask, web servers can read the site
        path.chmod(0o755 if path.is_dir() else 0o644)
    if not _exchange(built, target):
        _rename_twice(built, target)
    shutil.rmtree(built, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two directories in one step; return False where one of them or the system call is missing."""
    if sys.platform != "linux":
        return False
    call = getattr(ctypes.CDLL(None), "renameat2", None)
    return call is not None and not call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)


def _rename_twice(built: Path, target: Path) -> None:
    """Do the same with a moment in which there is no site; `staging_dir` mends it if the process is killed then."""
    old = built.with_name(f"{built.name}.old")
    if target.exists():
        target.rename(old)
    try:
        built.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
