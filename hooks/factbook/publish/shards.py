"""A site in parts, one for each language, that may be built on as many machines and are then joined.

A part holds the pages of its language and what all languages share. What needs all pages (search, headers, the copies
for devices, the gates, the manifest) is made of the joined site, by the same code as in a build in one go.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ..check import run_checks, source_map
from ..model.problem import ContentError, Problem
from ..project import Project
from . import assemble, manifest, swap
from .assemble import Host

NAME = "part.json"
"""In a part: what it is a part of. No site has such a file."""
CODE = "FB603"
_MADE_FROM = ("docs", "overrides", "hooks", "mkdocs.yml", "requirements.txt")
_MADE_HERE = re.compile(r"/__pycache__/|\.egg-info/")  # by Python and pip, on each machine
_HINT = "Build all parts from one commit, with the same SITE_URL and REPO_URL: factbook part LANGUAGE DIR"


@dataclass(frozen=True)
class Part:
    """The pages of one language, where they will be published, and a hash of all that they were made from."""

    language: str
    address: str
    contact: str
    made_from: str

    @property
    def host(self) -> Host:
        """Where the site is published."""
        return Host(self.address, self.contact)


def seal(folder: Path, project: Project, code: str, host: Host) -> None:
    """Says in a folder with the pages of one language what they are."""
    part = Part(code, host.address, host.contact, made_from(project))
    (folder / NAME).write_text(json.dumps(asdict(part), indent=1) + "\n", encoding="utf-8")


def made_from(project: Project) -> str:
    """A hash of the commit and of every file that a build reads."""
    found, root = hashlib.sha256(repr(project.commit).encode()), project.tree.root
    for name in _MADE_FROM:
        files = sorted((root / name).rglob("*")) if (root / name).is_dir() else [root / name]
        for file in (path for path in files if path.is_file() and not _MADE_HERE.search(path.as_posix())):
            found.update(f"{file.relative_to(root).as_posix()}\0".encode())
            found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()


def read(folder: Path) -> Part:
    """Raises ContentError where the folder is no part."""
    try:
        return Part(**json.loads((folder / NAME).read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        message = f"the folder must be a part of a site, it has no {NAME} that says so"
        raise ContentError(Problem(str(folder), 0, 0, CODE, message, _HINT)) from error


def merge(folders: Sequence[Path], project: Project, target: Path) -> tuple[list[str], list[Problem]]:
    """Joins the parts, judges the whole site, and only then puts it in the place of the one at `target`.

    Returns what a person should know, and the problems: with any of them the target is left as it was, as it is where
    something else stands in the way. Raises ContentError where a picture cannot be drawn, OSError where nothing can be
    written.
    """
    try:
        parts = [(folder, read(folder)) for folder in folders]
    except ContentError as error:
        return [], [error.problem]
    if found := [*project.problems, *problems(parts, project)]:
        return [], found
    site = swap.workshop(target)
    try:
        for folder in folders:
            shutil.copytree(folder, site, dirs_exist_ok=True, ignore=shutil.ignore_patterns(NAME))
        notes = assemble.complete(site, project, parts[0][1].host, kept=True)
        if found := run_checks.check_site(site, project):
            return notes, source_map.to_sources(found, project, site, target)
        manifest.stamp(site)
        swap.swap(site, target)
        return notes, []
    finally:
        swap.discard(target)


def problems(parts: Sequence[tuple[Path, Part]], project: Project) -> Iterator[Problem]:
    """Why these parts make no site."""
    expected, hosts = made_from(project), {part.host for _, part in parts}
    for folder, part in parts:
        if part.made_from != expected:
            yield _problem(folder, "the part must be made from the same files as the project at hand, it is not")
        if len(hosts) > 1:
            yield _problem(folder, f"all parts must be for one address, this one is for {part.address!r}")
    counted = Counter(part.language for _, part in parts)
    for code in (*project.book.languages, *(code for code in counted if code not in project.book.languages)):
        if counted[code] != (code in project.book.languages):
            message = f"there must be one part for each language, there are {counted[code]} for {code!r}"
            yield Problem("", 0, 0, CODE, message, _HINT)
    yield from _differences([folder for folder, _ in parts])


def _differences(folders: Sequence[Path]) -> Iterator[Problem]:
    """Files that two parts have and that are not the same."""
    first: dict[str, Path] = {}
    for folder in folders:
        for file in sorted(path for path in folder.rglob("*") if path.is_symlink() or path.is_file()):
            name = file.relative_to(folder).as_posix()
            known = first.setdefault(name, file)
            if file.is_symlink():
                yield _problem(file, "a part must not hold links")
            elif name != NAME and known.read_bytes() != file.read_bytes():
                yield _problem(file, f"the file must be the same in all parts, {known} differs")


def _problem(path: Path, message: str) -> Problem:
    return Problem(str(path), 0, 0, CODE, message, _HINT)
