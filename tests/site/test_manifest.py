"""The manifest proves every file of a site, on disk and as served."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from factbook.cli import main
from factbook.publish import manifest, verify
from factbook.render.page_functions import ROOT_HASH_PLACEHOLDER
from tests.helpers import serving, write_tree

ABOUT = f"<p>all of it: <code>{ROOT_HASH_PLACEHOLDER}</code></p>"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {"index.html": "home", "about/index.html": ABOUT, "a b/ñ.txt": "odd name", "_headers": "/*\n"}
    folder = write_tree(tmp_path / "site", files)
    manifest.write(folder)
    return folder


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    with serving(site) as address:
        yield address


def wrong(site: Path | str) -> set[str]:
    return {problem.file for problem in verify.verify(str(site))[1]}


def test_a_site_as_it_was_built_has_no_problem(site: Path, address: str) -> None:
    assert wrong(site) == wrong(address) == set()


def test_the_page_shows_the_hash_of_the_manifest(site: Path) -> None:
    root = hashlib.sha256((site / manifest.NAME).read_bytes()).hexdigest()
    assert f"<code>{root}</code>" in (site / "about/index.html").read_text("utf-8")
    assert verify.verify(str(site))[0].root == root


def test_other_tools_read_the_manifest(site: Path) -> None:
    done = subprocess.run(["sha256sum", "--check", "--quiet", manifest.NAME], cwd=site, capture_output=True, text=True)
    assert done.stdout.splitlines() == ["about/index.html: FAILED"], "only the page that shows the root hash"


@pytest.mark.parametrize("name", ["index.html", "about/index.html", "a b/ñ.txt", manifest.NAME])
def test_each_changed_byte_is_found(site: Path, address: str, name: str) -> None:
    expected = verify.manifest_of(str(site))
    (site / name).write_bytes((site / name).read_bytes() + b"\n")
    for place in (str(site), address):
        assert {problem.file for problem in verify.verify(place, expected)[1]} == {name}


def test_what_was_changed_after_the_build_is_found(site: Path) -> None:
    assert verify.changed_files(site) == []
    (site / "index.html").write_text("not home", "utf-8")
    assert [problem.file for problem in verify.changed_files(site)] == ["index.html"]
    (site / manifest.NAME).write_text("no manifest", "utf-8")
    assert [problem.code for problem in verify.changed_files(site)] == [verify.CODE]
    (site / manifest.NAME).unlink()
    assert verify.changed_files(site) == [], "other builders make none"


def test_another_root_hash_on_the_page_is_found(site: Path) -> None:
    page = site / "about/index.html"
    page.write_text(page.read_text("utf-8").replace(verify.verify(str(site))[0].root, "1" * 64), "utf-8")
    assert wrong(site) == {"about/index.html"}


def test_a_missing_file_is_found(site: Path, address: str) -> None:
    (site / "index.html").unlink()
    (site / "other.txt").touch()
    assert wrong(site) == {"index.html", "other.txt"}
    assert "index.html" in wrong(address)


def test_a_link_out_of_the_site_proves_nothing(site: Path, tmp_path: Path) -> None:
    (site / "index.html").rename(tmp_path / "elsewhere")
    (site / "index.html").symlink_to(tmp_path / "elsewhere")
    assert wrong(site) == {"index.html"}


def test_what_only_the_host_reads_need_not_be_served(site: Path, address: str) -> None:
    (site / "_headers").unlink()
    assert wrong(address) == set() and wrong(site) == {"_headers"}


@pytest.mark.parametrize("text", ["", "no manifest", "a" * 64, "g" * 64 + "  x"])
def test_what_is_no_manifest_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="it must have a line"):
        manifest.parse(text)


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main.main, ["verify", *arguments])
    return done.exit_code, done.output


def test_the_command_says_what_it_compared_and_with_what(site: Path, address: str) -> None:
    root = verify.verify(str(site))[0].root
    assert run(str(site)) == (0, f"no problems\n4 files compared, root hash {root}\n")
    assert run(address, "--against", str(site), "--root-hash", root)[0] == 0
    code, said = run(address, "--root-hash", "0" * 64)
    assert code == 1 and f"the root hash must be {'0' * 64}, it is {root}" in said


def test_the_command_says_when_there_is_nothing_to_compare(tmp_path: Path) -> None:
    for place in (str(tmp_path), "http://127.0.0.1:9/", "http://127.0.0.1 :9/", "http://127.0.0.1:port/"):
        code, said = run(place)
        assert code == 2 and "Error" in said and "Traceback" not in said
