"""Building the site, serving it as a static host does, and starting a browser: for the tests and for pictures."""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

from playwright.sync_api import Browser, Playwright

from factbook.page import urls
from factbook.project import Project
from factbook.publish import hosting
from tests.browser import install
from tests.helpers import ROOT

FOLDER = "guide"  # below the root of the host, as on GitHub's pages of a project
REPOSITORY = "https://code.example/guide"
FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),  # Chromium's sandbox refuses root
]


def addresses(project: Project) -> dict[str, list[str]]:
    """Language → the addresses of its pages below the site's root, its first page first, in one order for all.

    Cards are not among them: they stand alone, without menu and search."""
    paths = [path for path, page in project.pages.items() if page.meta.layout != "card"]
    return {code: sorted(urls.url(path, project.prefix(code)) for path in paths) for code in project.book.languages}


def with_layout(project: Project, layout: str) -> dict[str, str]:
    """Language → the address of its page of this layout, where there is one."""
    path = project.index.layouts.get(layout)
    return {code: urls.url(path, project.prefix(code)) for code in project.book.languages} if path else {}


def build(host: Path, root: Path = ROOT, address: str = f"https://guide.example/{FOLDER}/") -> Path:
    """Builds a project's site into a folder of the host's folder. Raises RuntimeError with MkDocs' report."""
    settings = {"SITE_URL": address, "REPO_URL": REPOSITORY, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(host / FOLDER)]
    done = subprocess.run(command, cwd=root, env=os.environ | settings, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"the site must build:\n{done.stdout}{done.stderr}")
    return host / FOLDER


@contextmanager
def served(host: Path) -> Iterator[str]:
    """Serves the host's folder on this machine; gives the address of the site, ending in a slash."""
    protected = type("Protected", (_Static,), {"headers_of_all": hosting.headers(host / FOLDER)})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(protected, directory=str(host)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{FOLDER}/"
    server.shutdown()
    server.server_close()


def start(playwright: Playwright) -> Browser:
    """A headless Chromium of this machine. Raises RuntimeError where there is none."""
    path = install.find()
    if not path:
        raise RuntimeError(install.MISSING)
    return playwright.chromium.launch(executable_path=path, args=FLAGS)


_packed = cache(gzip.compress)
_ANSWERING = threading.Event()
_ANSWERING.set()


@contextmanager
def hanging() -> Iterator[None]:
    """Meanwhile no request is answered, as with a bad connection."""
    _ANSWERING.clear()
    yield
    _ANSWERING.set()


class _Static(SimpleHTTPRequestHandler):
    """Files, compressed and with the headers that a host should send, and the site's own page for what is not there."""

    protocol_version = "HTTP/1.1"
    headers_of_all: Mapping[str, str] = {}

    def send_head(self) -> BinaryIO | None:
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if self.path.partition("?")[0].endswith("/") else path
        kind = self.guess_type(file)
        packs = kind.startswith("text/") or kind.endswith(("javascript", "json", "xml"))
        if not (file.is_file() and packs and "gzip" in self.headers.get("Accept-Encoding", "")):
            return super().send_head()
        body = _packed(file.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def handle(self) -> None:
        with suppress(ConnectionError):  # browsers close what they no longer want
            super().handle()

    def do_GET(self) -> None:
        _ANSWERING.wait(timeout=60)
        super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != 404:
            super().send_error(code, message, explain)
            return
        body = Path(self.directory, FOLDER, "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")  # as on GitHub's pages: browsers may take what they have
        for name, value in self.headers_of_all.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing: the tests watch the browser's side."""
