"""Everything loaded from docs/_facts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath
from typing import Any

from .entries import Disclaimer, Fact, Hotline, Language, Limits, Line, SearchWords, Source, Term
from .pictures import Picture
from .problem import Place


@dataclass(frozen=True)
class Factbook:
    """Everything loaded from docs/_facts."""

    sources: Mapping[str, Source] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    hotlines: Mapping[str, Hotline] = field(default_factory=dict)
    glossary: Mapping[str, Term] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    search: Mapping[str, SearchWords] = field(default_factory=dict)
    """Section of a page → what people type who look for it."""
    disclaimer: Disclaimer | None = None
    languages: Mapping[str, Language] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    fingerprints: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[tuple[str | int, ...], Place] = field(default_factory=dict)
    """(table, id, key …) → where it is written."""
    unread: frozenset[tuple[str, str]] = frozenset()
    """(table, id) of entries that are there but cannot be used, (table, "") for all of a table. Why is reported at
    their place, and only there."""

    def unusable(self, table: str, name: str) -> bool:
        """Whether an entry is there but cannot be used."""
        return not self.unread.isdisjoint({(table, name), (table, "")})

    def knows(self, table: str, name: str) -> bool:
        """Whether an entry is there, usable or not."""
        return name in getattr(self, table) or self.unusable(table, name)

    def lost(self, table: str) -> bool:
        """Whether entries of a table are there that cannot be used: what only they tell is not known."""
        return any(of == table for of, _ in self.unread)

    @property
    def source_language(self) -> str:
        """The language that the pages are written in: the first of languages.yml."""
        return next(iter(self.languages), "")

    @cached_property
    def topics(self) -> Mapping[str, tuple[str, ...]]:
        """Topic → its facts; a topic is a file of facts, named like it."""
        found: dict[str, list[str]] = {}
        for name in self.facts:
            found.setdefault(PurePath(self.place("facts", name).file).stem, []).append(name)
        return {topic: tuple(names) for topic, names in sorted(found.items())}

    def organisations(self, first: str) -> list[tuple[Hotline, list[Line]]]:
        """Return organisations with their lines; what names the language `first` stands first, then what names none."""
        rank = {first: 0, None: 1}
        hotlines = self.hotlines.values()
        rows = [(entry, sorted(entry.lines, key=lambda line: rank.get(line.language, 2))) for entry in hotlines]
        return sorted(rows, key=lambda row: row[1][0].language != first)

    def anchors(self) -> Iterator[tuple[Place, str, str]]:
        """Place, source and words of every anchor: of facts, telephone lines and the dates of documents."""
        for name, fact in self.facts.items():
            for index, item in enumerate(fact.evidence):
                yield self.place("facts", name, "evidence", index, "anchor"), item.source, item.anchor
        for name, hotline in self.hotlines.items():
            for index, line in enumerate(hotline.lines):
                yield self.place("hotlines", name, "lines", index, "anchor"), hotline.source, line.anchor
        for name, source in self.sources.items():
            if source.dated_anchor:
                yield self.place("sources", name, "dated_anchor"), name, source.dated_anchor

    def place(self, *path: str | int) -> Place:
        """Where the thing at this path is written, or the nearest thing above it."""
        for end in range(len(path), 0, -1):
            if found := self.places.get(path[:end]):
                return found
        return Place("docs/_facts")
