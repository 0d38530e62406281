"""`make serve`: a page that is open shows what was saved, under the policy that the page has then."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, expect

from tests.helpers import base_project

pytestmark = pytest.mark.browser

SAVED = "This was saved a moment ago."


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A project, and the address at which MkDocs serves it."""
    project, port = base_project(tmp_path / "project"), free_port()
    command = [sys.executable, "-m", "mkdocs", "serve", "--no-strict", "--dev-addr", f"127.0.0.1:{port}"]
    log = (tmp_path / "log").open("w")
    process = subprocess.Popen(command, cwd=project, env=os.environ, stdout=log, stderr=log)
    yield project, f"http://127.0.0.1:{port}/guide/"
    process.terminate()
    process.wait()
    log.close()


def test_an_open_page_shows_what_was_saved(served: tuple[Path, str], browser: Browser) -> None:
    project, base = served
    page = browser.new_page()
    for _ in range(240):  # the first build takes a while
        with suppress(Error):
            page.goto(f"{base}care/")
            break
        page.wait_for_timeout(500)
    expect(page.locator("h1")).to_be_visible()
    assert SAVED not in page.inner_text("main")
    file = project / "docs/care.md"
    file.write_text(f"{file.read_text('utf-8')}\n{SAVED}\n{{: .editorial }}\n", "utf-8")
    expect(page.get_by_text(re.compile(re.escape(SAVED)))).to_be_visible(timeout=120_000)
    page.close()
