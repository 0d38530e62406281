"""What earlier builds found out, by the hash of all that it depends on: `.cache/factbook.sqlite`."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

FILE = ".cache/factbook.sqlite"
_TABLE = "CREATE TABLE IF NOT EXISTS kept (kind TEXT, key TEXT, value BLOB, PRIMARY KEY (kind, key)) WITHOUT ROWID"


class Cache:
    """Values by kind and key. A cache that cannot be read or written is an empty one: it only makes a build slower."""

    def __init__(self, root: Path | None) -> None:
        """Read the cache below `root`; without a root, nothing is kept."""
        self.file = root / FILE if root else None
        self._known: dict[tuple[str, str], bytes] = {}
        self._used: dict[tuple[str, str], bytes] = {}
        if self.file and self.file.exists():
            with _usable(self.file), closing(sqlite3.connect(self.file)) as database:
                self._known = {(kind, key): value for kind, key, value in database.execute("SELECT * FROM kept")}

    def get(self, kind: str, key: str) -> bytes | None:
        """Return the value, or None if there is none."""
        value = self._known.get((kind, key))
        if value is not None:
            self._used[(kind, key)] = value
        return value

    def put(self, kind: str, key: str, value: bytes) -> None:
        """Keep a value from the next `save` on."""
        self._used[(kind, key)] = value

    def used(self, kind: str) -> dict[str, bytes]:
        """Return the values of a kind that were asked for or put, by key."""
        return {key: value for (of, key), value in self._used.items() if of == kind}

    def save(self) -> None:
        """Write what was used since the cache was read; the rest is of earlier versions, and goes."""
        if self.file is None or self._used == self._known:
            return
        with _usable(self.file):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.file)) as database, database:
                database.execute(_TABLE)
                gone, fresh = self._known.keys() - self._used.keys(), self._used.keys() - self._known.keys()
                database.executemany("DELETE FROM kept WHERE kind = ? AND key = ?", gone)
                rows = ((*key, self._used[key]) for key in fresh)
                database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)


@contextmanager
def _usable(file: Path) -> Iterator[None]:
    """Remove a database that is damaged; leave alone one that cannot be used for another reason, as on a full disk."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if not isinstance(error, sqlite3.OperationalError):
            file.unlink(missing_ok=True)
    except OSError:
        pass


def digest(parts: Iterable[bytes | str]) -> str:
    """Return the SHA-256 of parts in their order, each with its length before it."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        found.update(b"%d:" % len(data))
        found.update(data)
    return found.hexdigest()


def digest_of_files(root: Path, names: Iterable[str]) -> str:
    """Return the SHA-256 of files, and of all below folders, by path and content, without what Python makes."""
    parts: list[bytes | str] = []
    for name in names:
        path = root / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if "__pycache__" not in file.parts and ".egg-info" not in file.as_posix():
                link = str(file.readlink()) if file.is_symlink() else ""
                parts += [file.relative_to(root).as_posix(), link, file.read_bytes() if file.is_file() else ""]
    return digest(parts)
