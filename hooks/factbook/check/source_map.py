"""Where in the project the cause of a problem of the built site stands: what is built is gone when it is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

from ..model.problem import Place, Problem
from ..page.pages import Page
from ..project import Project

WARNED, WRONG_ADDRESS = "FB520", "FB521"
SETTINGS = "mkdocs.yml"
_QUOTED = re.compile(r"'([^'\n]{3,})'|\"([^\"\n]{3,})\"")
_SHOWN = re.compile(r">([^<>]*\w[^<>]*)<")
_ADDRESS = re.compile(r"(?:\.\./)*([\w/-]+)/(#.*)?")
_FIRST_WORDS = re.compile(r"\s*((?:\S+\s+){2,5}\S+)")
_LISTED = re.compile(r"^  - (\S+)$", re.MULTILINE)


# -- what the gates have found


def to_sources(problems: Iterable[Problem], project: Project, site: Path, shown_as: Path) -> list[Problem]:
    """Each problem of a page at the line of docs/ that it comes from, or at the page's first one.

    `shown_as` is the name of the site in reports: it is judged in a folder that nobody keeps.
    """
    return [_traced(problem, project, site, shown_as) for problem in problems]


def _traced(problem: Problem, project: Project, site: Path, shown_as: Path) -> Problem:
    file = Path(problem.file)
    if not file.is_relative_to(site):
        return problem
    name = file.relative_to(site)
    page, code = project.addresses.get(name.as_posix().removesuffix("index.html"), (None, ""))
    if page is None:
        return replace(problem, file=str(shown_as / name))
    place = _place(project, page, code, [*_quoted(problem.message), *_shown_at(problem)])
    built = f"It is on the built page {name.as_posix()}, line {problem.line}."
    return replace(problem, file=place.file, line=place.line, col=place.col, hint=f"{problem.hint} {built}".strip())


def _quoted(message: str) -> list[str]:
    return [single or double for single, double in _QUOTED.findall(message)]


def _shown_at(problem: Problem) -> Iterator[str]:
    """The text that a reader sees at the place of a problem, and how it begins."""
    try:
        lines = Path(problem.file).read_text("utf-8", "replace").split("\n")[max(problem.line - 1, 0) :]
    except OSError:  # a page that is missing
        return
    rest = "\n".join(lines)[max(problem.col - 1, 0) :]
    found = _SHOWN.search(rest if rest.startswith(("<", ">")) else f">{rest}")
    if found:
        text = unescape(found[1]).strip()
        yield text
        yield from (start[1] for start in [_FIRST_WORDS.match(text)] if start)


def _place(project: Project, page: Page, code: str, needles: Iterable[str]) -> Place:
    """The first of the needles in the translation of a page, or in the page."""
    source = project.tree.text(page.file).replace("\r\n", "\n")
    bundle = project.bundles.get(code)
    catalog = bundle.catalog(page.path) if bundle else None
    for needle in (form for given in needles for form in _forms(given, code)):
        for entry in catalog.entries.values() if catalog else ():
            if needle in entry.text:
                return Place(catalog.file if catalog else "", entry.line, 1)
        if (at := source.find(needle)) >= 0:
            return Place(page.file, source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at))
    return Place(page.file, 1, 1)


def _forms(needle: str, code: str) -> Iterator[str]:
    """What stands on a page and what was written for it: "care.pt.md" for care.md, "../care/#a" for care.md#a."""
    yield needle
    yield needle.replace(f".{code}.md", ".md")
    if address := _ADDRESS.fullmatch(needle):
        yield f"{address[1]}.md{address[2] or ''}"


# -- what MkDocs warns of


def warned(messages: Iterable[str], project: Project, found: Iterable[Problem]) -> Iterator[Problem]:
    """Each warning as a problem, where the gates have found nothing on the same line."""
    taken = {(problem.file, problem.line) for problem in found}
    for message in messages:
        for problem in _of_warning(message, project):
            if (problem.file, problem.line) not in taken:
                yield problem


def _of_warning(message: str, project: Project) -> Iterator[Problem]:
    text = re.sub(rf"\.(?:{'|'.join(map(re.escape, project.book.languages))})\.md\b", ".md", message)
    names = _quoted(text)
    page = project.pages.get(names[0]) if names else None
    if listed := [name for name in _LISTED.findall(text) if name in project.pages]:
        said = f"MkDocs must have nothing to warn of: {text.partition(':')[0]}"
        hint = f"Name it below nav in {SETTINGS}, or below not_in_nav."
        yield from (Problem(project.pages[name].file, 1, 1, WARNED, said, hint) for name in listed)
        return
    place = _place(project, page, "", names[1:]) if page else in_settings(project, names)
    yield Problem(place.file, place.line, place.col, WARNED, f"MkDocs must have nothing to warn of: {text}")


def wrong_address(project: Project, address: str) -> Problem:
    """The problem of a site_url that no site can have."""
    place = in_settings(project, ["site_url"])
    message = f"the site's address must be http(s), a host and folders with a slash at the end, it is {address!r}"
    return Problem(place.file, place.line, place.col, WRONG_ADDRESS, message, "Set SITE_URL, as in https://…/guide/.")


def in_settings(project: Project, names: list[str]) -> Place:
    """Return where mkdocs.yml has the first of the names; its first line if nowhere."""
    lines = project.tree.text(SETTINGS).splitlines() if project.tree.exists(SETTINGS) else []
    found = (number for name in names[:1] for number, line in enumerate(lines, 1) if name in line)
    return Place(SETTINGS, next(found, 1), 1)
