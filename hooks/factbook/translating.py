"""The translators' commands: bringing PO files up to date, and counting what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import catalog, translation
from .project import Project
from .translation import Bundle, State


@dataclass(frozen=True)
class Count:
    """How far the translation of one page (or of the interface) is."""

    name: str
    states: Counter[State]

    @property
    def total(self) -> int:
        """How many texts there are."""
        return sum(self.states.values())

    @property
    def percent(self) -> int:
        """Translated texts in percent, rounded down."""
        return 100 * self.states["translated"] // self.total if self.total else 100


def update(project: Project, code: str) -> list[Path]:
    """Brings every PO file of a language in line with the pages and data; returns those that changed."""
    changed = []
    for name, texts in project.texts():
        file = translation.catalog_file(code, name)
        path = project.tree.root / file
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        after = catalog.updated(before, texts, language=code, file=file)
        if after != before:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(after, encoding="utf-8")
            changed.append(path)
    return changed


def counts(project: Project, bundle: Bundle) -> Iterator[Count]:
    """Per page, how many texts are translated, fuzzy, missing or broken."""
    for name, texts in project.texts():
        yield Count(name, Counter(bundle.verdict(name, text).state for text in texts))


def coverage(project: Project, bundle: Bundle) -> int:
    """Translated texts of a whole language in percent, rounded down."""
    found = list(counts(project, bundle))
    whole = Count(bundle.code, sum((count.states for count in found), Counter()))
    return whole.percent
