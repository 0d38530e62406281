"""Compares a served or copied site with the manifest of a build."""

from collections.abc import Iterator
from functools import partial
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urljoin
from urllib.request import Request, urlopen

from ..model.problem import Problem
from . import manifest
from .manifest import Manifest

CODE = "FB601"
_SECONDS = 30
_MOST = 64 * 2**20  # bytes of a file
_FOR_THE_HOST = "_headers"  # is read by hosts, and not served by them


def manifest_of(site: str) -> Manifest:
    """Return the manifest of a site, a folder or an http address. Raise OSError or ValueError if there is none."""
    own = _reader(site)(manifest.NAME)
    if own is None:
        raise ValueError(f"{site} has no {manifest.NAME}")
    return manifest.parse(own.decode("utf-8", "replace"))


def verify(site: str, expected: Manifest | None = None) -> tuple[Manifest, list[Problem]]:
    """Return the manifest that the site (a folder or an http address) was compared with, and what is not as it says.

    Without `expected` that is the site's own, which proves that the copy is whole; compare its root hash with that of
    the build to prove which build it is. Raise OSError if the site cannot be reached, ValueError if it has no
    manifest.
    """
    read = _reader(site)
    wanted = expected or manifest_of(site)
    rows = list(manifest.differences(wanted, read))
    if _is_served(site):
        rows = [row for row in rows if not row[0].startswith(_FOR_THE_HOST)]
    else:
        rows += _strangers(Path(site), wanted)
    if read(manifest.NAME) != str(wanted).encode():
        rows.append((manifest.NAME, f"must be that of the build {wanted.root}, it differs"))
    return wanted, [Problem(path, 0, 0, CODE, f"the file {wrong}") for path, wrong in rows]


def changed_files(site: Path) -> list[Problem]:
    """Return what of a folder is not as its own manifest says; nothing if it has none, as after other builders."""
    if not (site / manifest.NAME).is_file():
        return []
    try:
        return verify(str(site))[1]
    except ValueError as error:
        return [Problem(manifest.NAME, 0, 0, CODE, f"the manifest must be that of a build: {error}")]


def _is_served(site: str) -> bool:
    return site.startswith(("http://", "https://"))


def _reader(site: str) -> manifest.Read:
    base = f"{site.removesuffix('/')}/"
    return partial(_fetched, base) if _is_served(site) else partial(_read, Path(site))


def _strangers(site: Path, wanted: Manifest) -> Iterator[tuple[str, str]]:
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and name not in wanted.digests and name != manifest.NAME:
            yield name, "must not be there, no build made it"


def _read(site: Path, path: str) -> bytes | None:
    file = site / path
    return file.read_bytes() if file.is_file() and file.resolve().is_relative_to(site.resolve()) else None


def _fetched(base: str, path: str) -> bytes | None:
    address = urljoin(base, quote(path.removesuffix("index.html")))
    try:
        request = Request(address, headers={"Cache-Control": "no-cache", "User-Agent": "factbook verify"})
        with urlopen(request, timeout=_SECONDS) as answer:
            return bytes(answer.read(_MOST))
    except HTTPError as error:
        if error.code in (404, 410):
            return None
        raise
    except HTTPException as error:  # an address with a space, an answer that was cut short, …
        raise OSError(f"{address} gives no answer: {error}") from error
