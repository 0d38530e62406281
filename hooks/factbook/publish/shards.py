"""Build each language of a site on its own, in as many processes or on as many machines, and join the parts.

What needs all pages (search, headers, copies for devices, gates, manifest) is made of the joined site, by the same code
as in a build in one go.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from ..check import run_checks, source_map
from ..load.cache import digest, digest_of_files
from ..model.problem import Problem
from ..project import Project
from . import assemble, manifest, swap
from .assemble import Host

NAME = "part.json"
"""The file in a part that says what it is a part of. No site has such a file."""
CODE = "FB603"
_INPUTS = ("docs", "overrides", "hooks", "mkdocs.yml", "requirements.txt")
_HINT = "Build all parts from one commit, with the same SITE_URL and REPO_URL: factbook part LANGUAGE DIR"


@dataclass(frozen=True)
class Part:
    """The pages of one language, where they will be published, and a hash of all that they were built from."""

    language: str
    address: str
    contact: str
    built_from: str


def write_part(folder: Path, project: Project, language: str, host: Host) -> None:
    """Record in a folder with the pages of one language what it is a part of."""
    part = Part(language, host.address, host.contact, inputs_hash(project))
    (folder / NAME).write_text(json.dumps(asdict(part), indent=1) + "\n", encoding="utf-8")


def inputs_hash(project: Project) -> str:
    """Return a hash of the commit and of every file that a build reads."""
    return digest([repr(project.commit), digest_of_files(project.tree.root, _INPUTS)])


def merge(folders: Sequence[Path], project: Project, target: Path) -> tuple[list[str], list[Problem]]:
    """Join the parts, judge the whole site, and only then put it in the place of the one at `target`.

    Return notes and problems; with any problem, `target` is left as it was. Raise OSError where nothing can be written.
    """
    parts: dict[Path, Part] = {}
    for folder in folders:
        try:
            parts[folder] = Part(**json.loads((folder / NAME).read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return [], [_problem(folder, f"the folder must be a part of a site, it has no {NAME} that says so")]
    if found := [*project.problems, *_misfits(parts, project)]:
        return [], found
    with swap.staging_dir(target) as name:
        site, host = Path(name), Host(parts[folders[0]].address, parts[folders[0]].contact)
        source = project.book.source_language
        for folder in sorted(folders, key=lambda part: parts[part].language == source):  # 404.html is that of the last
            shutil.copytree(folder, site, dirs_exist_ok=True, ignore=shutil.ignore_patterns(NAME))
        notes = assemble.complete(site, project, host, kept=True)
        if found := run_checks.check_site(site, project):
            return notes, source_map.to_sources(found, project, site, target)
        manifest.write(site)
        swap.swap(site, target)
    return notes, []


def _misfits(parts: Mapping[Path, Part], project: Project) -> Iterator[Problem]:
    """Yield why these parts make no site."""
    first = next(iter(parts.values()))
    expected = replace(first, built_from=inputs_hash(project))
    for folder, part in parts.items():
        if part.built_from != expected.built_from:
            yield _problem(folder, "the part must be built from the same files as the project at hand, it is not")
        if replace(part, language="", built_from="") != replace(expected, language="", built_from=""):
            yield _problem(folder, f"all parts must be for one address, this one is for {part.address!r}")
        yield from (_problem(file, "a part must not hold links") for file in folder.rglob("*") if file.is_symlink())
    wanted, given = sorted(project.book.languages), sorted(part.language for part in parts.values())
    if wanted != given:
        yield Problem("", 0, 0, CODE, f"there must be one part for each of {wanted}, got {given}", _HINT)


def _problem(path: Path, message: str) -> Problem:
    return Problem(str(path), 0, 0, CODE, message, _HINT)
