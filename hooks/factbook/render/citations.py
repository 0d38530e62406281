"""The marks that facts leave on a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Citations:
    """The marks of one page, in the order in which they appear: a number per source, a letter per fact."""

    numbers: dict[str, int] = field(default_factory=dict)
    letters: dict[tuple[str, str], str] = field(default_factory=dict)
    marks: dict[tuple[str, str], int] = field(default_factory=dict)

    def mark(self, source: str, fact: str) -> tuple[str, str]:
        """Label ("1a") and element id of the next mark for this fact and source."""
        label = self.label(source, fact)
        count = self.marks[(source, fact)] = self.marks.get((source, fact), 0) + 1
        return label, _mark_id(label, count)

    def label(self, source: str, fact: str) -> str:
        """The label of all marks for this fact and source."""
        number = self.numbers.setdefault(source, len(self.numbers) + 1)
        taken = sum(1 for known, _ in self.letters if known == source)
        return f"{number}{self.letters.setdefault((source, fact), _letters(taken))}"

    def of_source(self, source: str) -> Iterator[tuple[str, str, list[str]]]:
        """Fact, label and the ids of its marks, for the facts that this page takes from the source."""
        for (known, fact), letter in self.letters.items():
            if known == source:
                label = f"{self.numbers[source]}{letter}"
                yield fact, label, [_mark_id(label, n + 1) for n in range(self.marks[(source, fact)])]


def _mark_id(label: str, count: int) -> str:
    return f"cite-{label}" if count == 1 else f"cite-{label}-{count}"


def _letters(index: int) -> str:
    return (_letters(index // 26 - 1) if index >= 26 else "") + chr(ord("a") + index % 26)
