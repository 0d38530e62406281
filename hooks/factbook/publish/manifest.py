"""What was published, so that anyone can compare what they were served with it.

The manifest is a line `<sha256>  <path>` per file, as `sha256sum` writes it. The hash of the manifest is the site's
root hash: whoever knows it can prove every file. A page may show the root hash; as that cannot be part of what it is
made of, files are hashed with 64 zeros in its place.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from ..render.page_functions import ROOT_HASH_PLACEHOLDER

NAME = "manifest.sha256"
_LINE = re.compile(r"([0-9a-f]{64})  (\S[^\n]*)")
_AT_ONCE = 8


@dataclass(frozen=True)
class Manifest:
    """The digests of all files of a site, by path."""

    digests: dict[str, str]

    def __str__(self) -> str:
        return "".join(f"{digest}  {path}\n" for path, digest in sorted(self.digests.items()))

    @property
    def root(self) -> str:
        """The root hash: of the manifest itself."""
        return hashlib.sha256(str(self).encode()).hexdigest()


def parse(text: str) -> Manifest:
    """Read a manifest. Raise ValueError if it is none."""
    lines = text.splitlines()
    found = [_LINE.fullmatch(line) for line in lines]
    if not lines or not all(found):
        raise ValueError("it must have a line with a sha256 and a path for each file")
    return Manifest({row[2]: row[1] for row in found if row})


def write(site: Path) -> str:
    """Write the manifest into a built site, and its root hash where pages show it and the service worker compares with
    it; return the root hash."""
    files = [path for path in site.rglob("*") if path.is_file() and path != site / NAME]
    manifest = Manifest({path.relative_to(site).as_posix(): _digest(path.read_bytes()) for path in files})
    for path in (*site.rglob("*.html"), *site.rglob("*.md"), *site.glob("*.js")):
        content = path.read_bytes()
        if ROOT_HASH_PLACEHOLDER.encode() in content:
            path.write_bytes(content.replace(ROOT_HASH_PLACEHOLDER.encode(), manifest.root.encode()))
    (site / NAME).write_text(str(manifest), encoding="utf-8", newline="\n")
    return manifest.root


Read = Callable[[str], bytes | None]
"""Path → content, None where there is no such file."""


def differences(manifest: Manifest, read: Read) -> Iterator[tuple[str, str]]:
    """Yield path and fault of each file that is not as the manifest says."""
    root = manifest.root.encode()

    def judged(path: str) -> str:
        content = read(path)
        if content is None:
            return "must be there, it is missing"
        right = _digest(content.replace(root, ROOT_HASH_PLACEHOLDER.encode())) == manifest.digests[path]
        return "" if right else "must be as it was built, it differs"

    paths = sorted(manifest.digests)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from ((path, wrong) for path, wrong in zip(paths, pool.map(judged, paths), strict=True) if wrong)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
