"""The forge that a project's files are on: the address of the repository, and those of its forms."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from ..page.urls import in_ascii


class Forms(NamedTuple):
    """Addresses below that of a repository: where a file of a `{branch}` is edited, and the form for a mistake."""

    edit: str
    report: str


FORMS = {
    "github": Forms("edit/{branch}/", "issues/new?template=mistake.yml&title={title}&page={address}"),
    "gitlab": Forms("-/edit/{branch}/", "-/issues/new?issue%5Btitle%5D={title}&issue%5Bdescription%5D={address}"),
    "gitea": Forms("_edit/{branch}/", "issues/new?title={title}&body={address}"),  # Forgejo and Codeberg too
    "bitbucket": Forms("src/{branch}/", "issues/new?title={title}&content={address}"),
}
_NAMED = {"gitlab": "gitlab", "codeberg": "gitea", "gitea": "gitea", "forgejo": "gitea", "bitbucket": "bitbucket"}
_SCP = re.compile(r"(?:[\w.+-]+@)?([\w-]+(?:\.[\w-]+)+):/*([^\s/:][^\s:]*)")
"""What git takes for an address: git@host:group/guide.git."""
_BARE = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?/\S+")
_WITHIN = re.compile(
    r"^(/[^/]+/[^/]+.*?)(?:/-(?:/.*)?|/(?:tree|blob|src|raw|edit|_edit|commits?|issues|pulls?|actions|wiki|releases)(?:/.*)?)$"
)
"""A page of a repository, as it is copied from a browser."""


def repository(text: str) -> str:
    """Return the address (http, https) of a repository in whatever form it was copied; "" for an empty one.

    Raise ValueError if it is no address.
    """
    text = text.strip()
    if not text:
        return ""
    if "://" not in text:
        scp = _SCP.fullmatch(text)
        text = f"https://{scp[1]}/{scp[2]}" if scp else f"https://{text}" if _BARE.fullmatch(text) else text
    parts = urlsplit(text)
    port = f":{parts.port}" if parts.port and parts.scheme in ("http", "https") else ""
    host = parts.hostname or ""
    path = re.sub(r"/{2,}", "/", parts.path).rstrip("/")
    path = (_WITHIN.match(path) or ["", path])[1].rstrip("/").removesuffix(".git")
    if not (host and path) or parts.scheme not in ("http", "https", "ssh", "git", "git+ssh", "git+https"):
        raise ValueError(f"the repository must have an address such as https://host/group/guide, got {text!r}")
    scheme = "http" if parts.scheme == "http" else "https"
    return in_ascii(f"{scheme}://{f'[{host}]' if ':' in host else host}{port}{path}")


def kind(address: str) -> str:
    """Return what forge a repository is on, as far as its address tells; else that of GitHub, whose forms most know."""
    host = urlsplit(address).hostname or ""
    nested = urlsplit(address).path.count("/") > 2  # only GitLab has groups in groups
    return next((found for name, found in _NAMED.items() if name in host), "gitlab" if nested else "github")
