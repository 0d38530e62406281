"""Bringing an older site up to the kit of this clone; what is the site's own stays as it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import yaml

from . import kit, loading, translating
from .newsite import LABELS, Texts, known_labels, put
from .project import Project

BRAND = "docs/assets/brand.css"
_VARIABLE = re.compile(r"--[\w-]+(?=:)")


def upgrade(origin: Path, site: Path, texts: Texts) -> Iterator[str]:
    """Replaces the kit's part of a site, adds labels that are new, and says of each file or label what was done.

    Raises ValueError, with one sentence, where the folder is no site of this kit or the clone itself.
    """
    origin, site = origin.resolve(), site.resolve()
    if site == origin:
        raise ValueError("a site is brought up to date from another folder: a newer clone of the kit; see --root")
    parts = ("hooks/factbook", LABELS, "pyproject.toml", "mkdocs.yml")
    missing = [name for name in parts if not (site / name).exists()]
    if missing:
        raise ValueError(f"the folder must hold a site of this kit, {site} has no {missing[0]}")
    try:
        known = set(yaml.safe_load((site / LABELS).read_text("utf-8")))
        source = next(iter(kit.languages(site)))
    except (yaml.YAMLError, TypeError, ValueError, OSError, StopIteration) as error:
        raise ValueError(f"the labels and languages of {site} must be readable; run factbook check there") from error
    yield from _files(origin, site)
    yield from _brand(origin, site)
    wanted = {**kit.labels(origin), **kit.labels_in(origin, source)}
    yield from _add_labels(origin, site, {key: text for key, text in wanted.items() if key not in known}, texts)


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
