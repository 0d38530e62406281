"""Judging an open page with axe-core."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Visit

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOKS = list(itertools.product((360, 1280), ("light", "dark")))


def findings(visit: Visit) -> list[str]:
    """What violates WCAG 2.0 to 2.2, A and AA, or leaves axe in doubt, on each size of screen in each scheme."""
    return list(_findings(visit))


def judged(visit: Visit) -> set[str]:
    """The rules that found something to judge, and nothing wrong with it."""
    return {rule["id"] for rule in _run(visit, "passes")["passes"]}


def _findings(visit: Visit) -> Iterator[str]:
    for width, scheme in LOOKS:
        visit.look(width=width, scheme=scheme)
        answer = _run(visit, "violations", "incomplete")
        for rule in answer["violations"] + answer["incomplete"]:
            for node in rule["nodes"]:
                why = (node["any"] or node["all"] or node["none"])[0]["message"]
                yield f"{width} {scheme} {rule['id']}: {node['target']} {why}"


def _run(visit: Visit, *results: str) -> dict[str, Any]:
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": results}
    return Axe().run(visit.page, options=options).response
