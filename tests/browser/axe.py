"""Judging an open page with axe-core: WCAG 2.0 to 2.2, levels A and AA, and best practice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.conftest import Visit

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]
OTHERS = {"runOnly": {"type": "tag", "values": WCAG}, "rules": {rule: {"enabled": False} for rule in OF_COLOUR}}
DRAWN = "figure.picture svg"
"""Axe cannot judge the contrast of text in SVG ("image node"); `badPictures` in in_page.js measures it."""
WIDTHS, SCHEMES = (360, 1280), ("light", "dark")
_SOUND: dict[tuple[int, str], set[str]] = defaultdict(set)
"""Width and scheme → what has been found sound, on whatever page, as `hideRepeats` names it."""


def findings(visit: Visit, *, doubts: bool = True) -> Iterator[str]:
    """What is violated (or leaves axe in doubt, where `doubts` count), on a small and a large screen, light and dark.

    Nearly all of axe's time goes into contrast, so of things that look the same it judges the contrast of the first;
    also of those on the pages before, where it was in no doubt of them. Doubts come of what lies over a page.
    """
    for width in WIDTHS:
        visit.look(width=width)
        yield from (f"{width} {finding}" for finding in _wrong(visit, OTHERS, doubts=doubts))
        for scheme in SCHEMES:
            visit.look(width=width, scheme=scheme)
            known = _SOUND[width, scheme] if doubts else set()
            fresh = visit.run("hideRepeats", sorted(known))
            wrong = _wrong(visit, {"runOnly": OF_COLOUR}, doubts=doubts)
            visit.run("showRepeats")
            if not wrong:
                known.update(fresh)
            yield from (f"{width} {scheme} {finding}" for finding in wrong)


def passed(visit: Visit) -> set[str]:
    """The rules that found something to judge, and nothing wrong with it."""
    answers = [_run(visit, options, "passes") for options in (OTHERS, {"runOnly": OF_COLOUR})]
    return {rule["id"] for answer in answers for rule in answer["passes"]}


def _wrong(visit: Visit, options: dict[str, Any], *, doubts: bool) -> list[str]:
    answer = _run(visit, options, "violations", "incomplete")
    rules = answer["violations"] + (answer["incomplete"] if doubts else [])
    return [f"{rule['id']}: {_explained(node)}" for rule in rules for node in rule["nodes"]]


def _explained(node: dict[str, Any]) -> str:
    return f"{node['target']} {(node['any'] or node['all'] or node['none'])[0]['message']}"


def _run(visit: Visit, options: dict[str, Any], *results: str) -> dict[str, Any]:
    if visit.page.evaluate("typeof axe === 'undefined'"):
        visit.page.evaluate(AXE_SCRIPT)
    context = {"exclude": [DRAWN]} if options.get("runOnly") == OF_COLOUR else {"include": ["html"]}
    answer: dict[str, Any] = visit.page.evaluate(
        "([context, options]) => axe.run(context, options)", [context, options | {"resultTypes": results}]
    )
    return answer
