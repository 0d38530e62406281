"""Leads a problem of the built site back to the line that somebody wrote: what is built is gone when it is refused."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ..model.problem import Place, Problem
from ..page.pages import Page
from ..project import SETTINGS, Project

WARNED = "FB520"
_DEAD_LINK = "dead-link"
_QUOTED = re.compile(r"'([^'\n]{3,})'|\"([^\"\n]{3,})\"")
_ADDRESS = re.compile(r"(?:\.\./)*([\w/-]+)/(#.*)?")
_FIRST_WORDS = re.compile(r"\s*((?:\S+\s+){2,5}\S+)")
_SHORTEST = 3
"""Characters of a subject that can be told from others in a page."""


# -- what the gates have found


def to_sources(
    problems: Iterable[Problem], project: Project, site: Path, shown_as: Path, known: Iterable[Problem] = ()
) -> list[Problem]:
    """Return each problem of a page at the line of docs/ that it comes from, or at the page's first one.

    `shown_as` is the name of the site in reports: it is judged in a folder that nobody keeps. A dead link is told once:
    not where a rule of the content has told it already (`known`), and not of a translation that has it from its
    original.
    """
    told = {(problem.file, problem.line) for problem in known if problem.rule == _DEAD_LINK}
    of_originals: set[tuple[str, str]] = set()
    found = []
    for problem in sorted(problems, key=lambda row: _origin(row, project, site)[1] != project.book.source_language):
        page, code = _origin(problem, project, site)
        traced = _traced(problem, page, code, project, site, shown_as)
        if problem.rule == _DEAD_LINK and page:
            cause = (page.path, _as_in_original(problem.subject, code))
            if (traced.file, traced.line) in told or cause in of_originals:
                continue
            if code == project.book.source_language:
                of_originals.add(cause)
        found.append(traced)
    return found


def _origin(problem: Problem, project: Project, site: Path) -> tuple[Page | None, str]:
    """Return the page that the file of a problem is built from, and its language."""
    file = Path(problem.file)
    name = file.relative_to(site).as_posix() if file.is_relative_to(site) else ""
    return project.addresses.get(name.removesuffix("index.html"), (None, "")) if name else (None, "")


def _traced(problem: Problem, page: Page | None, code: str, project: Project, site: Path, shown_as: Path) -> Problem:
    file = Path(problem.file)
    if not file.is_relative_to(site):
        return problem
    name = file.relative_to(site)
    if page is None:
        return replace(problem, file=str(shown_as / name))
    place = _place(project, page, code, _needles(problem.subject))
    built = f"It is on the built page {name.as_posix()}, line {problem.line}."
    return replace(problem, file=place.file, line=place.line, col=place.col, hint=f"{problem.hint} {built}".strip())


def _needles(subject: str) -> Iterator[str]:
    """Yield what to look for: the subject, and how it begins."""
    if len(subject) >= _SHORTEST:
        yield subject
        yield from (start[1] for start in [_FIRST_WORDS.match(subject)] if start)


def _place(project: Project, page: Page, code: str, needles: Iterable[str]) -> Place:
    """Return the place of the first of the needles in the translation of a page, or in the page."""
    source = project.tree.text(page.file).replace("\r\n", "\n")
    bundle = project.bundles.get(code)
    catalog = bundle.catalog(page.path) if bundle else None
    for needle in (form for given in needles for form in _forms(given, code)):
        wanted = re.compile(r"\s+".join(map(re.escape, needle.split())))  # lines are wrapped otherwise in the source
        for entry in catalog.entries.values() if catalog else ():
            if wanted.search(entry.text):
                return Place(catalog.file if catalog else "", entry.line, 1)
        if found := wanted.search(source):
            at = found.start()
            return Place(page.file, source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at))
    return Place(page.file, 1, 1)


def _as_in_original(address: str, code: str) -> str:
    """Return the address as it is written in the source language: "care.md" for "care.pt.md"."""
    return address.replace(f".{code}.md", ".md")


def _forms(needle: str, code: str) -> Iterator[str]:
    """Yield what stands on a page and what was written for it: "care.pt.md" for care.md, "../care/#a" for care.md#a."""
    yield needle
    yield _as_in_original(needle, code)
    if address := _ADDRESS.fullmatch(needle):
        yield f"{address[1]}.md{address[2] or ''}"


# -- what MkDocs warns of


def warned(messages: Iterable[str], project: Project, found: Iterable[Problem]) -> Iterator[Problem]:
    """Yield each warning as a problem, unless the rules have found something on the same line."""
    taken = {(problem.file, problem.line) for problem in found}
    codes = "|".join(map(re.escape, project.book.languages))
    for message in messages:
        text = " ".join(re.sub(rf"\.(?:{codes})\.md\b", ".md", message).split())
        names = [single or double for single, double in _QUOTED.findall(text)]  # MkDocs gives texts only
        page = project.pages.get(names[0]) if names else None
        place = _place(project, page, "", names[1:]) if page else in_settings(project, names)
        if (place.file, place.line) not in taken:
            yield place.problem(WARNED, f"MkDocs must have nothing to warn of: {text}")


def in_settings(project: Project, names: list[str]) -> Place:
    """Return where mkdocs.yml has the first of the names; its first line if nowhere."""
    lines = project.tree.text(SETTINGS).splitlines() if project.tree.exists(SETTINGS) else []
    found = (number for name in names[:1] for number, line in enumerate(lines, 1) if name in line)
    return Place(SETTINGS, next(found, 1), 1)
