"""How far translations are, for programs and as badges."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import get_args

from ..project import Project
from ..translate.coverage import PageCoverage
from ..translate.language import State


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
