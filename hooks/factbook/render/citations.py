"""The marks that facts leave on a page, and the notes that these lead to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..model.factbook import Factbook

MARK = "mark"
"""A kind of source with the label `mark.<kind>` names itself in the marks of what rests on nothing else."""


@dataclass(frozen=True)
class Note:
    """What the marks for one set of facts lead to."""

    number: int
    facts: tuple[str, ...]
    back: str
    """The id of the place that it leads back to."""

    def by_source(self, book: Factbook) -> Mapping[str, list[str]]:
        """Return the anchors that it rests on, by source."""
        found: dict[str, list[str]] = {}
        for item in (item for fact in self.facts for item in book.facts[fact].evidence):
            anchors = found.setdefault(item.source, [])
            if item.anchor not in anchors:
                anchors.append(item.anchor)
        return found


@dataclass
class Citations:
    """The notes of one page, numbered in the order in which they appear; `sources` in that order too."""

    notes: dict[frozenset[str], Note] = field(default_factory=dict)
    sources: dict[str, None] = field(default_factory=dict)

    def note(self, facts: Iterable[str], book: Factbook, *, back: str = "") -> tuple[Note, bool]:
        """Return the note for some facts, and whether it is new; a new one leads back to its first mark, or `back`."""
        facts = tuple(dict.fromkeys(facts))
        if known := self.notes.get(frozenset(facts)):
            return known, False
        number = len(self.notes) + 1
        made = self.notes[frozenset(facts)] = Note(number, facts, back or f"cite-{number}")
        self.sources.update(dict.fromkeys(made.by_source(book)))
        return made, True


def named_kinds(facts: Iterable[str], book: Factbook) -> tuple[tuple[str, ...], bool]:
    """Return the kinds of sources that a mark for these facts must name, and whether all of them rest on these alone.

    A kind must be named if one of the facts rests only on such kinds: what an advertisement alone says is never shown
    as if a medical document said it.
    """
    known = {name: kinds_of(name, book) for name in facts}
    weak = [kinds for kinds in known.values() if all(f"{MARK}.{kind}" in book.labels for kind in kinds)]
    return tuple(dict.fromkeys(kind for kinds in weak for kind in kinds)), len(weak) == len(known)


def rest_alike(facts: Iterable[str], others: Iterable[str], book: Factbook) -> bool:
    """Return whether some facts and some others rest on the same sources, so that one mark can stand for all."""
    one, other = (
        {frozenset(book.facts[name].sources()) for name in names if name in book.facts} for names in (facts, others)
    )
    return one == other


def kinds_of(fact: str, book: Factbook) -> tuple[str, ...]:
    """Return the kinds of the sources of a fact, each once."""
    return tuple(dict.fromkeys(book.sources[source].kind for source in book.facts[fact].sources()))
