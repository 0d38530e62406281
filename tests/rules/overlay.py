"""The fixtures of the rules: a small project, and folders that change it.

`base/` is an invented condition in English and Spanish. Its labels and their translations are only those that speak
of the condition; the rest is the repository's, so that a new label of the templates needs no change here. The
fingerprints are made from `base/documents` by the engine at hand, of every run of words: fixtures have
anchors of their own.

A fixture is a folder of files that are laid over the project (or over the site built from it), and

- `patch.yml`: a list of {file, find, replace}; `find` must stand in the file exactly once;
- `setup.yml`: what text files cannot say: {symlink: {path: target}, bytes: {path: hex}, size: {path: bytes},
  remove: [path], history: [path]}, the last for files that were committed once and are gone;
- `expected.txt`: the findings, `file:line:col CODE message`, one per line. In built HTML, whose lines move with every
  change of a template, `{some text}` may stand for the line and column at which this text first stands in the file.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import yaml

from factbook.load import fingerprint
from factbook.model.problem import Problem, ordered
from tests.helpers import ROOT, commit_all, every_run, write_tree

RULES = Path(__file__).parent
_OWN_FILES = {"patch.yml", "setup.yml", "expected.txt"}
_TEXT_FOR_PLACE = re.compile(r"^([^:]+):\{(.+?)\} (FB\d+)")


def base_project(folder: Path) -> Path:
    """Writes the whole base project, with the repository's templates, style sheet and build hook."""
    shutil.copytree(RULES / "base", folder)
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    shutil.copytree(ROOT / "docs/assets", folder / "docs/assets")
    (folder / "hooks").mkdir()
    shutil.copy(ROOT / "hooks/build.py", folder / "hooks")
    _add_labels(folder)
    _add_fingerprints(folder)
    return folder


def _add_fingerprints(folder: Path) -> None:
    (folder / "docs/_facts/fingerprints").mkdir()
    for document in (folder / "documents").glob("*.txt"):
        made = fingerprint.dumps(fingerprint.make(document.read_bytes(), every_run(document.read_text("utf-8"))))
        (folder / f"docs/_facts/fingerprints/{document.stem}.json").write_text(made, "utf-8")


def _add_labels(folder: Path) -> None:
    labels, catalog = "docs/_facts/labels.yml", "docs/_translations/es/ui.po"
    both = [yaml.safe_load((place / labels).read_text("utf-8")) for place in (ROOT, folder)]
    merged = {**both[0], **both[1]}
    (folder / labels).write_text(yaml.safe_dump(merged, allow_unicode=True, sort_keys=False), "utf-8")
    own = polib.pofile(str(folder / catalog))
    known = {entry.msgctxt for entry in own}
    for entry in polib.pofile(str(ROOT / catalog)):
        if (entry.msgctxt or "").startswith("label.") and entry.msgctxt not in known:
            own.append(entry)
    own.save()


def lay_over(fixture: Path, folder: Path) -> Path:
    """Applies a fixture to a project or a site."""
    for file in sorted(path for path in fixture.rglob("*") if path.is_file()):
        name = file.relative_to(fixture)
        if name.as_posix() not in _OWN_FILES:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, folder / name)
    for change in _data(fixture / "patch.yml", []):
        _patch(folder / change["file"], change["find"], change["replace"])
    for action, given in _data(fixture / "setup.yml", {}).items():
        _ACTIONS[action](folder, given)
    return folder


def _data(file: Path, default: Any) -> Any:
    return yaml.safe_load(file.read_text("utf-8")) if file.exists() else default


def _patch(file: Path, find: str, replace: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(find) == 1, f"{find!r} must stand in {file.name} once, it stands there {text.count(find)} times"
    file.write_text(text.replace(find, replace), "utf-8")


def _symlink(folder: Path, given: dict[str, str]) -> None:
    for path, target in given.items():
        (folder / path).unlink(missing_ok=True)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).symlink_to(target)


def _bytes(folder: Path, given: dict[str, str]) -> None:
    for path, content in given.items():
        (folder / path).write_bytes(bytes.fromhex(content))


def _size(folder: Path, given: dict[str, int]) -> None:
    for path, size in given.items():
        (folder / path).write_text((folder / path).read_text("utf-8").ljust(size), "utf-8")


def _noise(folder: Path, given: dict[str, int]) -> None:
    """Bytes that no compression makes fewer."""
    for path, size in given.items():
        (folder / path).write_bytes(random.Random(size).randbytes(size))


def _remove(folder: Path, given: list[str]) -> None:
    for path in given:
        shutil.rmtree(folder / path) if (folder / path).is_dir() else (folder / path).unlink()


def _history(folder: Path, given: list[str]) -> None:
    write_tree(folder, dict.fromkeys(given, "gone"))
    commit_all(folder)
    _remove(folder, given)
    commit_all(folder)


_ACTIONS: dict[str, Callable[[Path, Any], None]] = {
    "symlink": _symlink,
    "bytes": _bytes,
    "size": _size,
    "noise": _noise,
    "remove": _remove,
    "history": _history,
}


def lines_of(problems: list[Problem], folder: Path) -> list[str]:
    """The findings as `expected.txt` has them, files relative to the folder."""
    lines = (f"{row.file}:{row.line}:{row.col} {row.code} {row.message}" for row in ordered(problems))
    return [line.removeprefix(f"{folder}/") for line in lines]


def expected(fixture: Path, folder: Path) -> list[str]:
    """The findings that `expected.txt` states for the damaged folder; none where there is no such file."""
    file = fixture / "expected.txt"
    return [_placed(line, folder) for line in file.read_text("utf-8").splitlines()] if file.exists() else []


def _placed(line: str, folder: Path) -> str:
    if not (found := _TEXT_FOR_PLACE.match(line)):
        return line
    text = (folder / found[1]).read_text("utf-8")
    at = text.index(found[2])
    place = f"{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"
    return f"{found[1]}:{place} {line[found.start(3) :]}"
