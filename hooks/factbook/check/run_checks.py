"""One check of a project or of a site: all rules, one report."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..model.problem import Problem
from ..project import Project
from ..translate.language import FOLDER
from . import applied_elsewhere, content, html, readability, registry  # noqa: F401  (they register their rules)
from .built_page import BuiltPage
from .built_site import BuiltSite
from .readability import Score


def check_content(project: Project) -> list[Problem]:
    """Every problem of facts, pages and translations, those of reading them included."""
    found = list(project.problems)
    if not project.judgeable:
        return found
    for content_rule in registry.of_scope("content"):
        found += content_rule.problems(project)
    return found


def check_text(project: Project) -> tuple[list[Problem], tuple[Score, ...]]:
    """Every problem of the content; where there is none, how hard each page is to read, and which are too hard."""
    if found := check_content(project):
        return found, ()
    scores = readability.scores(project)
    return [problem for rule in registry.of_scope("readability") for problem in rule.problems(project, scores)], scores


def to_do(project: Project) -> list[Problem]:
    """What is left to translate. It stops no build: readers see the original, marked."""
    return [problem for wanted in registry.of_scope("translation") for problem in wanted.problems(project)]


def to_do_for_readers(project: Project) -> list[Problem]:
    """The same, but of the languages that are only built for preview no more than that they are."""
    hidden = tuple(f"{FOLDER}/{code}/" for code in project.bundles if code not in project.published)
    return [problem for problem in to_do(project) if not problem.file.startswith(hidden)]


def check_site(site: Path, project: Project) -> list[Problem]:
    """Every problem of a built site, whoever built it; of the project where that cannot be read."""
    if project.problems:
        return list(project.problems)
    if not site.is_dir() or not any(site.rglob("*.html")):
        return [Problem(str(site), 0, 0, "FB510", "a built site must be there", "Run: make site")]
    built = BuiltSite.read(site, project)
    found = [problem for gate in registry.of_scope("site") for problem in gate.problems(built)]
    for versions in _by_source(built):
        for page in versions:
            found += [problem for gate in registry.of_scope("html") for problem in gate.problems(built, page)]
            page.forget(keep={"stretches", "surroundings", "blocks"})
        for page in versions:
            page.forget()
    return found


def _by_source(site: BuiltSite) -> Iterable[list[BuiltPage]]:
    """The versions of each page in all languages: gates compare these, and what others need of a page is small."""
    groups: dict[str, list[BuiltPage]] = {}
    for page in site.pages.values():
        groups.setdefault(page.source.path if page.source else "", []).append(page)
    return groups.values()
