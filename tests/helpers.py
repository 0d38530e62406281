"""What several tests need: the repository, the documents, and small projects on disk."""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import polib
import yaml

from factbook.load import document_text, fingerprint
from factbook.load.cache import FILE, digest, digest_of_files
from tests import build_server

ROOT = Path(__file__).resolve().parents[1]
BASE = ROOT / "tests/rules/base"
DOCUMENTS = ROOT.parent / "shared" / "seeds"


def write_tree(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Writes the files, by their paths relative to the folder, and returns the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content, encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder, by their paths relative to it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def every_run(document: str, most: int = 24) -> Iterator[str]:
    """Every run of two or more words of a small document of our own, whatever anchors a test may think of."""
    found = document_text.words(document_text.plain(document))
    for size in range(2, most + 1):
        yield from (" ".join(found[start : start + size]) for start in range(len(found) - size + 1))


def copy_project(folder: Path) -> Path:
    """A copy of the real project's content and templates, to be damaged by a test."""
    for name in ("docs", "overrides", "hooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    return folder


def base_project(folder: Path, *, templates: bool = True) -> Path:
    """Writes the base project of the rules: an invented condition, in English and Spanish.

    Templates, style sheet and build hook are the repository's. So are its labels and their translations, but for those
    that speak of the condition: a new label of the templates needs no change here. The fingerprints are made from
    `base/documents` by the engine at hand, of every run of words: cases have anchors of their own.
    To read the templates takes longer than all the rest: tests of content alone leave them out.
    """
    return shutil.copytree(_base(), folder, ignore=None if templates else shutil.ignore_patterns("overrides", ".cache"))


@cache
def _base() -> Path:
    """The base project as it is made once a process."""
    folder = Path(mkdtemp())
    atexit.register(shutil.rmtree, folder)
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    shutil.copytree(ROOT / "docs/assets", folder / "docs/assets")
    (folder / "hooks").mkdir()
    shutil.copy(ROOT / "hooks/build.py", folder / "hooks")
    _add_labels(folder)
    _add_fingerprints(folder)
    _add_cache(folder)
    return folder


def _add_cache(folder: Path) -> None:
    """Adds what a build of the unchanged project has found out: each test builds what it changes, and no more.

    That build is made once for all tests. That builds with and without a cache make the same bytes, and find the same
    problems, is tested by itself.
    """
    key = digest([digest_of_files(folder, ["."]), digest_of_files(ROOT, ["hooks/factbook"])])
    kept = ROOT / f".cache/tests/{key}.sqlite"
    kept.parent.mkdir(parents=True, exist_ok=True)
    with (kept.parent / "lock").open("w") as lock, TemporaryDirectory() as name:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            build(shutil.copytree(folder, Path(name) / "project"))
            for old in kept.parent.glob("*.sqlite"):
                old.unlink()
            shutil.copy(Path(name) / "project" / FILE, kept)
        (folder / FILE).parent.mkdir()
        shutil.copy(kept, folder / FILE)


def _add_fingerprints(folder: Path) -> None:
    (folder / "docs/_facts/fingerprints").mkdir()
    for document in (folder / "documents").glob("*.txt"):
        made = fingerprint.dumps(fingerprint.make(document.read_bytes(), every_run(document.read_text("utf-8"))))
        (folder / f"docs/_facts/fingerprints/{document.stem}.json").write_text(made, "utf-8")


def _add_labels(folder: Path) -> None:
    labels, catalog = "docs/_facts/labels.yml", "docs/_translations/es/ui.po"
    both = [yaml.load((place / labels).read_text("utf-8"), yaml.CSafeLoader) for place in (ROOT, folder)]
    merged = {**both[0], **both[1]}
    (folder / labels).write_text(yaml.safe_dump(merged, allow_unicode=True, sort_keys=False), "utf-8")
    own = polib.pofile(str(folder / catalog))
    known = {entry.msgctxt for entry in own}
    for entry in polib.pofile(str(ROOT / catalog)):
        if (entry.msgctxt or "").startswith("label.") and entry.msgctxt not in known:
            own.append(entry)
    own.save()


def made_once(base: Path, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that all workers share, filled by the first of them; `base` is pytest's base folder of this worker."""
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    folder.mkdir(exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / ".made").exists():
            make(folder)
            (folder / ".made").touch()
    return folder


def commit_all(folder: Path) -> None:
    """Commits all that is in the folder, in a repository of its own; the same files give the same commit."""
    given = {"NAME": "test", "EMAIL": "test@test.example", "DATE": "2026-01-31T12:00:00Z"}
    known = {f"GIT_{who}_{key}": value for who in ("AUTHOR", "COMMITTER") for key, value in given.items()}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for command in (["init", "-q", "-b", "main"], ["add", "--all"], ["commit", "-q", "--allow-empty", "-m", "test"]):
        subprocess.run(["git", *command], cwd=folder, env=os.environ | known | alone, check=True)


def run_build(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Builds a project as contributors do, with these environment variables."""
    known = {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": "https://guide.example/"}
    environment = os.environ | known | settings
    if not (folder / "hooks/factbook").exists() and "PYTHONPATH" not in settings:
        return build_server.run(folder, "mkdocs", "build", "--quiet", environment=environment)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]  # it has an engine of its own
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def build(folder: Path, **settings: str) -> Path:
    """The same where it must succeed; the folder of the site."""
    done = run_build(folder, **settings)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serves a folder on this machine; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
