"""Addresses below the root of the site."""

import hashlib
import posixpath
import re
from pathlib import Path
from urllib.parse import SplitResult, quote, urlsplit


def url(path: str, prefix: str = "") -> str:
    """The address of a page below the site's root: "care.md" → "care/", "index.md" → ""."""
    bare = path.removesuffix(".md")
    bare = bare.removesuffix("index") if posixpath.basename(bare) == "index" else f"{bare}/"
    return f"{prefix}{bare}"


def version(data: bytes) -> str:
    """Return a short hash: of a file's content, or of all that a language keeps."""
    return hashlib.sha256(data).hexdigest()[:16]


def named_by_content(folder: Path, name: str) -> str:
    """Return the address of a file with its hash, so that what is kept of it can be no other one."""
    file = folder / name
    return f"{name}?v={version(file.read_bytes())}" if file.is_file() else name


def relative(target: str, start: str) -> str:
    """The address `target` as seen from the page at `start`, both below the site's root."""
    path, _, fragment = target.partition("#")
    steps = posixpath.relpath(path or ".", start or ".")
    steps = f"{steps}/" if not path or path.endswith("/") else steps
    return f"{steps}#{fragment}" if fragment else steps


def parts_of(address: str) -> SplitResult:
    """An address in its parts; one that is none, as `http://[a`, is all path: nothing is there."""
    return urlsplit(address) if is_readable(address) else SplitResult("", "", address, "", "")


def is_readable(address: str) -> bool:
    """Whether an address can be taken apart, as browsers and MkDocs have to."""
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def in_ascii(address: str) -> str:
    """The address as machines write it: the host in IDNA, letters percent-encoded. Raises ValueError for none."""
    if re.search(r"[\s\"<>^`{|}\\]", address):
        raise ValueError(f"an address must not have such characters, got {address!r}")
    parts = urlsplit(address)
    user, at, host = parts.netloc.rpartition("@")
    host = host if host.isascii() else host.encode("idna").decode()
    path, query, fragment = (quote(part, safe="/%:@!$&'()*+,;=~-._?[]") for part in parts[2:])
    return SplitResult(parts.scheme.lower(), f"{user}{at}{host.lower()}", path, query, fragment).geturl()


ADDRESS = re.compile(
    r"(?i:https?:|//|www\.)[^\s<>\"”’]+|[^\s<>“\"]+@[^\s<>\"”]+\.\w+"
    r"|(?<![\w./-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?![\w(]|\.\w)(?:/[^\s<>\"”]*)?"
)
"""Finds addresses in prose: of pages, of mail, and names of hosts alone."""
_SLASHES = re.compile(r"^\s*(https?:)?[\\/]*", re.IGNORECASE)


def host(address: str) -> str:
    """Return what an address leads to as browsers read it, a host or a mail address; "" if it stays on the site.

    However many slashes, of whichever kind, stand before the host: https://url.spec.whatwg.org/#special-authority-slashes-state
    """
    address = re.sub(r"[\t\n\r]", "", address)
    if address.lower().startswith("mailto:"):
        return address[7:].partition("?")[0]
    start = _SLASHES.match(address)
    leads_out = start and (start[1] or re.match(r"\s*[\\/]{2}", address))
    return re.split(r"[/\\?#]", address[start.end() :])[0].removeprefix("www.") if start and leads_out else ""
