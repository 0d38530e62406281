"""How far translations are: for translators, for programs and as badges."""

import json
from collections.abc import Iterable
from typing import NamedTuple, get_args

from ..check.content.translations import place_of
from ..check.report import counted
from ..project import Project
from ..translate.coverage import PageCoverage
from ..translate.language import State, catalog_file

OPEN = ("FB403", "FB405")
"""The rules that name each text which is not translated."""


class Missing(NamedTuple):
    """The texts of a page, or of the interface, that a language does not have yet."""

    code: str
    page: str
    places: list[tuple[str, int]]
    """File and line of each text."""

    def __str__(self) -> str:
        """Return them in a line, with the command that lists them."""
        todo = f"factbook translate check {self.code} --page {self.page}"
        return f"{catalog_file(self.code, self.page)}: {counted(len(self.places), 'text')} to translate ({todo})"


def missing(project: Project, codes: Iterable[str]) -> list[Missing]:
    """Return what is not translated yet, page by page; a text that is stale or damaged is not missing."""
    found: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for code in codes:
        for name, _, verdict in project.coverages[code].open:
            if verdict.state == "missing":
                place = place_of(project.bundles[code], name, verdict)
                found.setdefault((code, name), []).append((place.file, place.line))
    return [Missing(code, page, places) for (code, page), places in found.items()]


def as_json(project: Project, codes: Iterable[str]) -> str:
    """Per language and page, how many texts are in which state and who has reviewed it, for programs."""
    content = {
        code: {
            "percent": coverage.percent,
            "minimum": coverage.minimum,
            "published": coverage.published,
            "reviewed": len(coverage.reviews),
            "pages": {count.name: _count(count) for count in coverage.counts},
        }
        for code, coverage in ((code, project.coverages[code]) for code in codes)
    }
    return json.dumps(content, indent=2)


def _count(count: PageCoverage) -> dict[str, object]:
    states = {state: count.states[state] for state in get_args(State)}
    reviewed = count.review.date.isoformat() if count.review else None
    return {"file": count.file, **states, "percent": count.percent, "reviewed": reviewed}


def badge(project: Project, code: str) -> str:
    """An SVG badge with the percentage of a language."""
    render = project.renderers[project.book.source_language]
    return render.file("badge.svg", name=project.book.languages[code].name, coverage=project.coverages[code])
