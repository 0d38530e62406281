"""What is not translated yet, page by page."""

from collections.abc import Iterable
from typing import NamedTuple

from ..check.content.translations import place_of
from ..check.report import counted
from ..project import Project
from ..translate.language import catalog_file

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
