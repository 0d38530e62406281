"""A real nginx that serves the site as the guide for contributors says (docs/_contributing/publish.md)."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from factbook.publish import hosting
from tests.browser import packaged
from tests.helpers import ROOT

GUIDE = ROOT / "docs/_contributing/publish.md"
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


@contextmanager
def served(site: Path, folder: Path) -> Iterator[str]:
    """Serves a site on this machine by the configuration of the guide; gives its address."""
    port = packaged.free_port()
    config = folder / "nginx.conf"
    config.write_text(_AROUND.format(folder=folder, server=_server(site, folder, port)), "utf-8")
    command = [packaged.find("nginx"), "-p", str(folder), "-c", str(config)]
    with packaged.running(command, port, stderr=subprocess.PIPE) as address:
        yield address


def _server(site: Path, folder: Path, port: int) -> str:
    (folder / "headers.conf").write_text(hosting.as_file(hosting.headers(site), "nginx"), "utf-8")
    found = re.search(r"```nginx\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert found, "the guide must have a block for nginx"
    block = found[1].replace("127.0.0.1:8080", f"127.0.0.1:{port}")
    return block.replace("/srv/guide/served", str(site)).replace(
        "/srv/guide/headers.conf", str(folder / "headers.conf")
    )
