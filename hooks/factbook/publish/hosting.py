"""What a host has to know of a site: the headers that protect readers, and the files that machines ask for."""

import base64
import datetime as dt
import hashlib
import ipaddress
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..load.git import Commit
from ..page import urls
from ..project import Project

HEADERS = "_headers"
FEED = "feed.xml"
MOST_IN_FEED = 20
SECURITY = ".well-known/security.txt"

POLICY = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",  # search runs WebAssembly, which this allows, and eval() it does not
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
"""Content-Security-Policy, https://www.w3.org/TR/CSP3/: a page loads and runs what this site has, and nothing else."""
ONLY_IN_HEADERS = {"frame-ancestors": "'none'"}
_UNUSED = "accelerometer camera display-capture geolocation gyroscope magnetometer microphone midi payment usb"
_YEAR = 365 * 24 * 60 * 60
_RUN = {"", "text/javascript", "application/javascript", "module"}


def is_address(text: str) -> bool:
    """Whether a text can be the address of a site: http(s), host, folders, and a slash at the end."""
    return _ADDRESS.fullmatch(text) is not None and not text.endswith((".html/", ".htm/"))


def public_address(site_url: str | None) -> str:
    """Return the address at which readers reach the site; "" for one that only this machine knows."""
    host = urls.parts_of(site_url or "").hostname or ""
    try:
        own = ipaddress.ip_address(host).is_loopback
    except ValueError:
        own = host in ("", "localhost") or host.endswith(".localhost")
    return "" if own else str(site_url)


def publisher() -> str:
    """Return what a host that publishes whatever it builds sets in the environment, or "" on other machines."""
    return next((name for name in _PUBLISHING if os.environ.get(name)), "")


_PUBLISHING = ("NETLIFY", "CF_PAGES", "WORKERS_CI", "VERCEL", "RENDER", "AWS_APP_ID")
_ADDRESS = re.compile(r"https?://[^\s/?#@\"'<>]+(?:/[^\s/?#\"'<>]+)*/")


class Change(NamedTuple):
    """A page as the feed has it: the day (UTC) of its last change, its whole address, title and what it is about."""

    day: dt.date
    address: str
    title: str
    summary: str


def policy(extra: Mapping[str, Iterable[str]] | None = None, *, header: bool = False, serving: bool = False) -> str:
    """Return the policy in one line. `extra` adds to what a directive allows; some directives count only in headers.

    A page that `mkdocs serve` shows may also run the script that MkDocs puts into it, which reloads the browser.
    """
    rows = POLICY | (ONLY_IN_HEADERS if header else {})
    added = {"script-src": ["'unsafe-inline'"]} if serving else extra or {}
    return "; ".join(" ".join([name, value, *sorted(added.get(name, ()))]) for name, value in rows.items())


def allow_inline(site: Path) -> None:
    """Allow the scripts that stand in a page, as Material's do where a setting needs them, by their hashes."""
    for file in site.rglob("*.html"):
        html = file.read_text("utf-8", "replace")
        if "<script>" in html and (found := _scripts(LexborHTMLParser(html))):
            file.write_text(html.replace(policy(), policy({"script-src": found})), "utf-8")


def headers(site: Path) -> dict[str, str]:
    """The headers of all answers. Styles and scripts that stand in pages are allowed by their hash."""
    return {
        "Content-Security-Policy": policy(_inline(site), header=True),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED.split()),
        "Referrer-Policy": "no-referrer",
        "Strict-Transport-Security": f"max-age={_YEAR}",
        "X-Content-Type-Options": "nosniff",
    }


def _inline(site: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {"style-src": set(), "script-src": set(), "img-src": set()}
    for path in site.rglob("*.html"):
        content = path.read_bytes()
        if b"<style" in content or b"<script>" in content:
            tree = LexborHTMLParser(content)
            if tree.css_first('link[rel=icon][href^="data:"]'):  # a page that asks for nothing, not even an icon
                found["img-src"].add("data:")
            found["style-src"] |= {_hashed(node) for node in tree.css("style")}
            found["script-src"] |= _scripts(tree)
    return found


def _scripts(page: LexborHTMLParser) -> set[str]:
    """Return the hashes of the scripts that stand in a page and run."""
    nodes = page.css("script:not([src])")
    return {_hashed(node) for node in nodes if (node.attributes.get("type") or "") in _RUN}


def _hashed(node: LexborNode) -> str:
    text = node.text(deep=True).encode()
    return f"'sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}'"


# -- as hosts want to have them


STYLES = {
    "static": ("/*\n", "  {}: {}\n", ""),  # as Netlify and Cloudflare Pages read `_headers`
    "nginx": ("", 'add_header {} "{}" always;\n', ""),  # in a `server` block; single quotes stand in values
    "caddy": ("header {\n", '\t{} "{}"\n', "}\n"),
}
"""For each kind of server: what comes before the headers, each of them, and what comes after."""


def as_file(rows: Mapping[str, str], style: str) -> str:
    """Return the headers as a kind of server has them in a file."""
    before, row, after = STYLES[style]
    return before + "".join(row.format(*pair) for pair in rows.items()) + after


# -- files that machines ask for


def files(project: Project, address: str, contact: str) -> dict[str, str]:
    """Path → text of what a host or a machine asks for; `contact` and the commit are needed for security.txt alone."""
    found = {"robots.txt": f"User-agent: *\nAllow: /\n\nSitemap: {address}sitemap.xml\n"}
    if contact and project.commit:
        lines = _security(contact, address, project.published, project.commit)
        found[SECURITY] = "".join(f"{line}\n" for line in lines)
    for render in (project.renderers[code] for code in project.published):
        if entries := _changes(project, render.code, address):
            feed = render.file("feed.xml", address=f"{address}{render.prefix}", entries=entries)
            found[f"{render.prefix}{FEED}"] = feed
    for code, old, new in project.stubs():
        root, target = "../" * old.count("/"), urls.relative(new, old)
        stub = project.renderers[code].partial("moved", root=root, target=target, policy=policy())
        found[f"{old}index.html"] = stub
    return found


def _changes(project: Project, code: str, address: str) -> list[Change]:
    """The pages that were changed last, for an Atom feed (RFC 4287); none where nobody knows when that was."""
    render = project.renderers[code]
    newest = sorted(render.changed.items(), key=lambda change: (-change[1].toordinal(), change[0]))[:MOST_IN_FEED]
    rows = ((day, urls.url(path, render.prefix), project.pages[path]) for path, day in newest)
    return [
        Change(day, f"{address}{url}", render.head(page, "title"), render.head(page, "description"))
        for day, url, page in rows
    ]


def _security(contact: str, address: str, languages: Iterable[str], commit: Commit) -> Iterator[str]:
    """RFC 9116: whom to tell of a weakness. It ends a year after the commit, so that it is looked at again."""
    yield f"Contact: {contact}"
    yield f"Expires: {dt.datetime.fromtimestamp(commit.time + _YEAR, dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
    yield f"Preferred-Languages: {', '.join(languages)}"
    yield f"Canonical: {address}{SECURITY}"
