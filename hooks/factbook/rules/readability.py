"""How hard pages are to read."""

from __future__ import annotations

from collections.abc import Iterator

from ..project import Project
from ..readability import Score, limit, unusable
from . import Finding, rule


@rule("FB320", "readability")
def page_is_plain(project: Project, scores: tuple[Score, ...]) -> Iterator[Finding]:
    """A page must be no harder to read than limits.yml allows, in each language that has a limit there.

    Bad:  Multidisciplinary individualization necessitates pharmacotherapeutic expertise.
    Good: A team of doctors finds the right medicine for each child.
    """
    reading = project.book.limits.reading
    for code, wanted in reading.items():
        if why := unusable(code, wanted):
            yield project.book.place("limits", "reading", code), f"a limit must be one that can be measured: {why}", ""
    for score in scores:
        if not score.within:
            place, hardest = score.hardest[0][0], "\n          ".join(score.sentences)
            kept = f"{score.path!r} must keep the limit of {score.code!r}, {limit(reading[score.code])}"
            yield place, f"{kept}: it is {score.value:.1f}", f"Its hardest sentences:\n          {hardest}"
