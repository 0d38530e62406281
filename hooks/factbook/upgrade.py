"""Bringing an older site up to the kit of this clone; what is the site's own stays as it is."""

from __future__ import annotations

import re
import shutil
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import yaml

from . import kit, loading, translating
from .newsite import LABELS, Texts, known_labels, put
from .project import Project
from .report import ContentError

BRAND = "docs/assets/brand.css"
SETTINGS = "mkdocs.yml"
KEPT = ".upgrade"
"""Where an upgrade keeps what it replaces, until it is done."""
_LIST = "changed.txt"
_PARTS = ("docs", "hooks", "overrides", "tests")
_OWN_SETTINGS = ("", "site_name", "nav")
_MADE = re.compile(r"/__pycache__/|\.egg-info/")
_VARIABLE = re.compile(r"--[\w-]+(?=:)")


def upgrade(origin: Path, site: Path, texts: Texts) -> list[str]:
    """Replaces the kit's part of a site, adds labels that are new, and says of each file or label what was done.

    All of it or nothing: an upgrade that was cut short is undone, at the latest by the next one.
    Raises ValueError, with one sentence, where the folder is no site of this kit or the clone itself.
    """
    origin, site = origin.resolve(), site.resolve()
    _refuse(origin, site)
    undone = _undo(site)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        _copy(site, work)
        done = list(_upgrade(origin, work, texts))
        _replace(site, work)
    return [*undone, *done]


def _refuse(origin: Path, site: Path) -> None:
    if site == origin:
        raise ValueError("a site is brought up to date from another folder: a newer clone of the kit; see --root")
    parts = ("hooks/factbook", LABELS, "pyproject.toml", SETTINGS)
    missing = [name for name in parts if not (site / name).exists()]
    if missing:
        raise ValueError(f"the folder must hold a site of this kit, {site} has no {missing[0]}")


def _upgrade(origin: Path, site: Path, texts: Texts) -> Iterator[str]:
    try:
        known = kit.mapping(site, "labels.yml")
        source = next(iter(kit.languages(site)))
        wanted = {**kit.labels(origin), **kit.labels_in(origin, source)}
        yield from _files(origin, site)
        yield from _brand(origin, site)
        yield from _settings(origin, site)
        yield from _add_labels(origin, site, {key: text for key, text in wanted.items() if key not in known}, texts)
    except (yaml.YAMLError, TypeError, ValueError, KeyError, OSError, StopIteration, ContentError) as error:
        raise ValueError(f"the site must be readable; run factbook check there: {error}") from error


def _files(origin: Path, site: Path) -> Iterator[str]:
    wanted = {**kit.engine(origin), "pyproject.toml": _pyproject(origin, site)}
    for name in sorted({*wanted, *kit.folder_files(site)}):
        file = site / name
        if name not in wanted:
            _remove(file)
            yield f"removed {name}"
        elif not file.exists() or file.read_bytes() != wanted[name]:
            done = "changed" if file.exists() else "added"
            put(file, wanted[name])
            yield f"{done} {name}"


def _remove(file: Path) -> None:
    file.unlink()
    folder = file.parent
    while not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _pyproject(origin: Path, site: Path) -> bytes:
    project = tomllib.loads((site / "pyproject.toml").read_text("utf-8"))["project"]
    own = {key: project[key] for key in ("name", "version", "description")}
    return kit.pyproject((origin / "pyproject.toml").read_text("utf-8"), own).encode()


def _brand(origin: Path, site: Path) -> Iterator[str]:
    """The colours are the site's own, but the style sheet may need one that is new."""
    newest, file = (origin / BRAND).read_text("utf-8"), site / BRAND
    if not file.exists():
        put(file, newest.encode())
        yield f"added {BRAND}"
    for name in sorted({*_VARIABLE.findall(newest)} - {*_VARIABLE.findall(file.read_text("utf-8"))}):
        yield f"{BRAND} lacks {name}: take it from {origin / BRAND}"


def _settings(origin: Path, site: Path) -> Iterator[str]:
    """The settings are the site's own, but the engine may need one that is new."""
    ours = {line.split("#")[0].strip() for line in (site / SETTINGS).read_text("utf-8").splitlines()}
    for key, block in kit.blocks((origin / SETTINGS).read_text("utf-8")):
        lines = [line.split("#")[0].rstrip() for line in block.splitlines()] if key not in _OWN_SETTINGS else []
        yield from (f"{SETTINGS} lacks {line.strip()!r}, under {key}" for line in lines if line.strip() not in ours)


def _add_labels(origin: Path, site: Path, new: dict[str, str], texts: Texts) -> Iterator[str]:
    if not new:
        return
    before = (site / LABELS).read_text("utf-8").rstrip()
    put(site / LABELS, f"{before}\n\n# New with the kit.\n{loading.dump(new)}".encode())
    project = Project.load(site)
    source = project.book.source_language
    for code in project.bundles:
        translating.update_interface(project, code)
        translating.fill_in(project, code, known_labels(origin, source, code, texts))
    yield from (f"added the label {key}: {text}" for key, text in new.items())


# -- all or nothing


def _copy(site: Path, work: Path) -> None:
    """What an upgrade reads or changes."""
    for name in _PARTS:
        if (site / name).is_dir():
            shutil.copytree(site / name, work / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    for file in (path for path in site.iterdir() if path.is_file()):
        shutil.copy(file, work)


def _replace(site: Path, work: Path) -> None:
    """Makes the site like its upgraded copy; what was there before is kept until that is done."""
    names = sorted({*_names(site), *_names(work)})
    changed = [name for name in names if _bytes(site / name) != _bytes(work / name)]
    try:
        for name in changed:
            _bring(site / name, site / KEPT / name)
        put(site / KEPT / f"{_LIST}.part", "\n".join(changed).encode())
        (site / KEPT / f"{_LIST}.part").rename(site / KEPT / _LIST)
        for name in changed:
            _bring(work / name, site / name)
    except BaseException:
        _undo(site)
        raise
    shutil.rmtree(site / KEPT)


def _undo(site: Path) -> list[str]:
    """Puts back what an upgrade that was cut short has changed."""
    kept = site / KEPT
    if not kept.exists():
        return []
    if (kept / _LIST).exists():  # before that, nothing had been changed
        for name in (kept / _LIST).read_text("utf-8").splitlines():
            _bring(kept / name, site / name)
    shutil.rmtree(kept)
    return ["undone: an upgrade that was cut short"]


def _bring(source: Path, file: Path) -> None:
    """Makes a file like another one, or removes it where that is not there."""
    if (data := _bytes(source)) is not None:
        put(file, data)
    elif file.exists() and not file.is_dir():
        _remove(file)


def _names(folder: Path) -> Iterator[str]:
    """The files that an upgrade may change."""
    paths = [*folder.iterdir(), *(path for part in _PARTS for path in (folder / part).rglob("*"))]
    found = (path for path in paths if path.is_file() and not _MADE.search(path.as_posix()))
    return (path.relative_to(folder).as_posix() for path in found)


def _bytes(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None
