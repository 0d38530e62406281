"""The recipe for Caddy, run as it is written but for name, paths and certificate; and `_headers`."""

from __future__ import annotations

import gzip
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from factbook.publish import hosting, verify
from tests.browser import packaged, serving
from tests.browser.nginx import GUIDE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(host: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = shutil.copytree(host / serving.FOLDER, tmp_path_factory.mktemp("caddy") / "served")
    for path in copy.rglob("*.html"):
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    return copy


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    assert packaged.find("caddy"), packaged.missing("caddy")
    found = re.search(r"```caddyfile\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert found, "the guide must have a block for Caddy"
    port, folder = packaged.free_port(), site.parent
    (folder / "headers.caddy").write_text(hosting.as_file(hosting.headers(site), "caddy"), "utf-8")
    block = found[1].replace("guide.example {", f"http://127.0.0.1:{port} {{").replace("/srv/guide", str(folder))
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n\tauto_https off\n}}\n{block}", "utf-8")
    command = [packaged.find("caddy"), "run", "--config", "Caddyfile", "--adapter", "caddyfile"]
    known = os.environ | {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (
        (folder / "log").open("wb") as log,
        packaged.running(command, port, cwd=folder, env=known, stderr=log) as found_at,
    ):
        yield found_at


def test_each_answer_has_the_headers_that_protect_readers(address: str, site: Path) -> None:
    expected = hosting.headers(site)
    for path in ("", "assets/site.css", "facts.json", "no/such/page/"):
        answer = packaged.get(f"{address}{path}")
        assert {name: answer.headers.get(name) for name in expected} == expected, path


def test_a_missing_page_is_answered_with_the_page_for_that(address: str, site: Path) -> None:
    answer = packaged.get(f"{address}no/such/page/")
    assert answer.status == 404 and answer.body == (site / "404.html").read_bytes()


def test_pages_are_sent_compressed_and_are_what_was_built(address: str, site: Path, host: Path) -> None:
    answer = packaged.get(address, {"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.body) == (site / "index.html").read_bytes()
    assert verify.verify(address, verify.manifest_of(str(host / serving.FOLDER)))[1] == []


def test_static_hosts_read_the_headers(site: Path) -> None:
    """By the grammar of Netlify and Cloudflare Pages: a path, then indented lines of name and value."""
    path, *rows = (site / hosting.HEADERS).read_text("utf-8").splitlines()
    found = dict(row.strip().split(": ", 1) for row in rows if row.startswith("  "))
    assert path == "/*" and len(found) == len(rows) and found == hosting.headers(site)
    assert all(len(row) < 2_000 for row in rows), "Cloudflare reads no longer lines"
