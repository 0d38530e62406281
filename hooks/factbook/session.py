"""One check of a project or of a site: all rules, one report."""

from __future__ import annotations

from pathlib import Path

from . import rules
from .built import BuiltSite
from .project import Project
from .report import Problem


def check_content(project: Project) -> list[Problem]:
    """Every problem of facts, pages and translations, those of reading them included."""
    found = list(project.problems)
    if not project.book.languages:  # nothing can be judged without them, and why they are missing is in `found`
        return found
    for content_rule in rules.of_scope("content"):
        found += content_rule.problems(project)
    return found


def to_do(project: Project) -> list[Problem]:
    """What is left to translate. It stops no build: readers see the original, marked."""
    return [problem for wanted in rules.of_scope("translation") for problem in wanted.problems(project)]


def check_site(site: Path, project: Project) -> list[Problem]:
    """Every problem of a built site, whoever built it."""
    if not site.is_dir() or not any(site.rglob("*.html")):
        return [Problem(str(site), 0, 0, "FB510", "a built site must be there", "Run: make site")]
    built = BuiltSite.read(site, project)
    found = [problem for gate in rules.of_scope("site") for problem in gate.problems(built)]
    for page in built.pages.values():
        found += [problem for gate in rules.of_scope("html") for problem in gate.problems(built, page)]
    return found
