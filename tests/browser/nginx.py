"""A real nginx that serves the site as the guide for contributors says (docs/_contributing/publish.md)."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from factbook import hosting
from tests.helpers import ROOT

GUIDE = ROOT / "docs/_contributing/publish.md"
KEPT = ROOT / ".cache/nginx"
MISSING = (
    "The test of the nginx guide needs nginx: install it (as root: apt-get install nginx), or set NGINX to its path."
)
_AROUND = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{}}
http {{
access_log off; types {{ text/html html; text/css css; text/javascript js; application/json json; image/svg+xml svg;
application/manifest+json webmanifest; application/wasm wasm; application/pdf pdf; image/png png; text/xml xml;
text/plain txt; }}
client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u;
scgi_temp_path {folder}/s;
{server}
}}
"""


def find() -> str:
    """The path of an nginx: that in $NGINX, that on PATH, or the one fetched before; empty where there is none."""
    names = (
        [os.environ["NGINX"]] if "NGINX" in os.environ else ["nginx", "/usr/sbin/nginx", str(KEPT / "usr/sbin/nginx")]
    )
    return next((path for path in map(shutil.which, names) if path), "")


def fetch() -> None:
    """Unpacks Debian's package without installing it: an installed one would start a server of its own."""
    if shutil.which("apt-get") and shutil.which("dpkg"):
        KEPT.mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "-qq", "download", "nginx"], cwd=KEPT, stdout=sys.stderr, check=False)
        for package in KEPT.glob("nginx_*.deb"):
            subprocess.run(["dpkg", "-x", str(package), str(KEPT)], check=False)


@contextmanager
def served(site: Path, folder: Path) -> Iterator[str]:
    """Serves a site on this machine by the configuration of the guide; gives its address."""
    port = _free_port()
    config = folder / "nginx.conf"
    config.write_text(_AROUND.format(folder=folder, server=_server(site, folder, port)), "utf-8")
    child = subprocess.Popen([find(), "-p", str(folder), "-c", str(config)], stderr=subprocess.PIPE)
    try:
        _wait(port, child)
        yield f"http://127.0.0.1:{port}/"
    finally:
        child.terminate()
        child.wait()


def _server(site: Path, folder: Path, port: int) -> str:
    (folder / "headers.conf").write_text(hosting.for_nginx(hosting.headers(site)), "utf-8")
    found = re.search(r"```nginx\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert found, "the guide must have a block for nginx"
    block = found[1].replace("127.0.0.1:8080", f"127.0.0.1:{port}")
    return block.replace("/srv/guide/served", str(site)).replace(
        "/srv/guide/headers.conf", str(folder / "headers.conf")
    )


def _free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return int(chosen.getsockname()[1])


def _wait(port: int, child: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        if child.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"nginx must start: {child.stderr.read().decode() if child.stderr else ''}")
