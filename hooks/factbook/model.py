"""The words of the design as plain, frozen values. Pydantic checks their shape and exports it as JSON Schema."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, field_validator, model_validator

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="lower-case words joined by hyphens")]
Sentence = Annotated[str, Field(min_length=1, max_length=600)]
Unit = Literal["second", "minute", "hour", "day", "week", "month", "year", "percent"]


UNITS: tuple[Unit, ...] = get_args(Unit)
Scale = Literal["thousand", "million", "billion"]
SCALES: tuple[Scale, ...] = get_args(Scale)


class Entry(BaseModel):
    """Base of all data: immutable; an unknown key is an error; text is not turned into numbers or back."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, str_strip_whitespace=True, use_attribute_docstrings=True
    )


# --- values -----------------------------------------------------------------------------------------------------


class Value(Entry):
    """A typed figure. `figures` must stand in the evidence; `canonical` is its spelling in `<data value>`."""

    def figures(self) -> Iterator[Decimal]:
        """The numbers that an anchor has to contain."""
        raise NotImplementedError

    def wording(self) -> Iterator[str]:
        """What else the evidence has to say, as keys of `Language.wording`: units, bounds, months …"""
        for field_name in ("from_unit", "unit"):
            if unit := getattr(self, field_name, None):
                yield f"unit.{unit}"
        if getattr(self, "approx", False):
            yield "approx"

    def canonical(self) -> str:
        """The same in every language: ASCII digits, ISO 8601 dates, ISO 4217 currencies."""
        raise NotImplementedError


class Number(Value):
    """A count, a duration or any plain figure: `{number: 15, unit: year}`."""

    number: Decimal
    unit: Unit | None = None
    approx: bool = False

    def figures(self) -> Iterator[Decimal]:
        yield self.number

    def canonical(self) -> str:
        return _join("~" * self.approx + str(self.number), self.unit)


class Range(Value):
    """Two ends: `{from: 4, to: 8, unit: month}`; `from_unit` where the ends differ in unit."""

    start: Decimal = Field(alias="from")
    to: Decimal
    unit: Unit | None = None
    from_unit: Unit | None = None
    join: Literal["to", "or"] = "to"
    approx: bool = False

    @model_validator(mode="after")
    def _rises(self) -> Self:
        first, last = (SECONDS.get(unit, 1) for unit in (self.from_unit or self.unit, self.unit))
        if self.start * first >= self.to * last:
            raise ValueError("the range must rise: 'from' smaller than 'to'")
        return self

    def figures(self) -> Iterator[Decimal]:
        yield from (self.start, self.to)

    def wording(self) -> Iterator[str]:
        yield from super().wording()
        yield f"join.{self.join}"

    def canonical(self) -> str:
        start = _join(str(self.start), self.from_unit)
        return _join("~" * self.approx + f"{start}..{self.to}", self.unit)


# About how long each unit is: enough to tell which end of a range is the greater one.
SECONDS: Mapping[str | None, int] = {
    "second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800, "month": 2629746, "year": 31556952,
}  # fmt: skip


class Bound(Value):
    """A limit: exactly one of `less_than`, `more_than`, `at_least`, `at_most`."""

    less_than: Decimal | None = None
    more_than: Decimal | None = None
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    unit: Unit | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if len(self._limits()) != 1:
            raise ValueError("exactly one of less_than, more_than, at_least, at_most must be given")
        return self

    def _limits(self) -> list[tuple[str, Decimal]]:
        return [(name, number) for name in BOUNDS if (number := getattr(self, name)) is not None]

    @property
    def limit(self) -> tuple[str, Decimal]:
        """The name of the bound and its figure."""
        return self._limits()[0]

    def figures(self) -> Iterator[Decimal]:
        yield self.limit[1]

    def wording(self) -> Iterator[str]:
        yield from super().wording()
        yield f"bound.{self.limit[0]}"

    def canonical(self) -> str:
        name, number = self.limit
        return _join(f"{BOUNDS[name]}{number}", self.unit)


BOUNDS = {"less_than": "<", "more_than": ">", "at_least": ">=", "at_most": "<="}


class Ratio(Value):
    """`{part: 1, of: 2920}` reads "1 in 2,920"; a bound makes it "more than half"."""

    part: Decimal
    of: Decimal
    approx: bool = False
    bound: Literal["less_than", "more_than", "at_least", "at_most"] | None = None

    @model_validator(mode="after")
    def _is_a_share(self) -> Self:
        if self.part > self.of:
            raise ValueError("a share must not be greater than the whole: 'part' at most 'of'")
        return self

    def figures(self) -> Iterator[Decimal]:
        yield from (self.part, self.of)

    def wording(self) -> Iterator[str]:
        yield from super().wording()
        if self.bound:
            yield f"bound.{self.bound}"

    def canonical(self) -> str:
        return f"{BOUNDS.get(self.bound or '', '')}{'~' * self.approx}{self.part}/{self.of}"


class Percent(Value):
    """`{percent: 12.9}`."""

    percent: Decimal
    approx: bool = False

    def figures(self) -> Iterator[Decimal]:
        yield self.percent

    def wording(self) -> Iterator[str]:
        yield from super().wording()
        yield "unit.percent"

    def canonical(self) -> str:
        return f"{'~' * self.approx}{self.percent}%"


class Money(Value):
    """`{amount: 146.34, scale: million, currency: USD}`."""

    amount: Decimal
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$", description="ISO 4217")]
    scale: Scale | None = None

    def figures(self) -> Iterator[Decimal]:
        yield self.amount

    def wording(self) -> Iterator[str]:
        yield f"currency.{self.currency}"
        if self.scale:
            yield f"scale.{self.scale}"

    def canonical(self) -> str:
        return _join(f"{self.currency} {self.amount}", self.scale)


class Day(Value):
    """`{date: 2024-06-17}`."""

    date: dt.date

    def figures(self) -> Iterator[Decimal]:
        yield from (Decimal(self.date.year), Decimal(self.date.day))

    def wording(self) -> Iterator[str]:
        yield f"month.{self.date.month}"

    def canonical(self) -> str:
        return self.date.isoformat()


class Month(Value):
    """`{month: 2024-10}`."""

    month: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]

    @property
    def first_day(self) -> dt.date:
        """The month as the date of its first day."""
        return dt.date.fromisoformat(f"{self.month}-01")

    def figures(self) -> Iterator[Decimal]:
        yield Decimal(self.month[:4])

    def wording(self) -> Iterator[str]:
        yield f"month.{self.first_day.month}"

    def canonical(self) -> str:
        return self.month


class Year(Value):
    """`{year: 2024}`."""

    year: Annotated[int, Field(ge=1000, le=2999)]

    def figures(self) -> Iterator[Decimal]:
        yield Decimal(self.year)

    def canonical(self) -> str:
        return str(self.year)


class Years(Value):
    """`{from_year: 2010, to_year: 2014}`."""

    from_year: Annotated[int, Field(ge=1000, le=2999)]
    to_year: Annotated[int, Field(ge=1000, le=2999)]

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.from_year >= self.to_year:
            raise ValueError("from_year must be before to_year")
        return self

    def figures(self) -> Iterator[Decimal]:
        yield from (Decimal(self.from_year), Decimal(self.to_year))

    def canonical(self) -> str:
        return f"{self.from_year}/{self.to_year}"


class Magnitude(Value):
    """A figure that a document gives only as a word: `{magnitude: hundreds}`."""

    magnitude: Literal["dozens", "hundreds", "thousands"]

    def figures(self) -> Iterator[Decimal]:
        yield MAGNITUDES[self.magnitude]

    def wording(self) -> Iterator[str]:
        yield f"magnitude.{self.magnitude}"

    def canonical(self) -> str:
        return self.magnitude


MAGNITUDES = {"dozens": Decimal(12), "hundreds": Decimal(100), "thousands": Decimal(1000)}


def _join(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


# The key that only one kind of value has decides which kind it is.
KINDS: dict[str, type[Value]] = {
    "number": Number, "from": Range, "less_than": Bound, "more_than": Bound, "at_least": Bound, "at_most": Bound,
    "part": Ratio, "percent": Percent, "amount": Money, "date": Day, "month": Month, "year": Year,
    "from_year": Years, "magnitude": Magnitude,
}  # fmt: skip


def _kind_of(value: Any) -> str | None:
    if isinstance(value, Value):
        return type(value).__name__
    keys = list(value) if isinstance(value, Mapping) else []
    return next((KINDS[key].__name__ for key in keys if key in KINDS), None)


AnyValue = Annotated[
    Annotated[Number, Tag("Number")]
    | Annotated[Range, Tag("Range")]
    | Annotated[Bound, Tag("Bound")]
    | Annotated[Ratio, Tag("Ratio")]
    | Annotated[Percent, Tag("Percent")]
    | Annotated[Money, Tag("Money")]
    | Annotated[Day, Tag("Day")]
    | Annotated[Month, Tag("Month")]
    | Annotated[Year, Tag("Year")]
    | Annotated[Years, Tag("Years")]
    | Annotated[Magnitude, Tag("Magnitude")],
    Discriminator(
        _kind_of,
        custom_error_type="value_kind",
        custom_error_message="a value must have one of the keys " + ", ".join(KINDS),
    ),
]


# --- what the files under docs/_facts hold ----------------------------------------------------------------------


class Source(Entry):
    """The register's entry for one document."""

    title: Sentence
    publisher: Sentence | None = None
    """None where the document does not name one."""
    kind: Id
    """What kind of document it is; its name and its weight are labels (`kind.<id>`, `weight.<id>`)."""
    reliability: Sentence
    """A plain note for readers: how far to trust it."""
    language: Annotated[str, Field(pattern="^[a-z]{2,3}$")]
    read: dt.date
    """The day on which this project read the document."""
    dated: Day | Month | Year | None = None
    """The date that the document gives itself, where it gives one."""
    dated_anchor: str | None = None
    """The words of the document that give this date."""
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    medical_evidence: bool = True
    """False for documents that must never be read as medical evidence, such as sales pages."""

    @field_validator("dated", mode="before")
    @classmethod
    def _as_value(cls, given: Any) -> Any:
        if _kind_of(given) not in ("Day", "Month", "Year"):
            return given
        return KINDS[next(key for key in given if key in KINDS)].model_validate(given)


class Evidence(Entry):
    """Where a document states a fact: at most eight of its words, exactly as they stand there."""

    source: Id
    anchor: Annotated[str, Field(min_length=3, max_length=160)]


class Fact(Entry):
    """One thing that a document states, in our own words."""

    claim: Sentence
    """One sentence; `{value}` and `{when}` stand where the figures go, so that a figure is written once."""
    value: AnyValue | None = None
    when: AnyValue | None = None
    """The date or period that the value is about."""
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    differs_from: tuple[Id, ...] = ()
    """Facts that say something else about the same thing; shown side by side, never merged."""
    note: Sentence | None = None
    """What a reader has to know in order not to be misled by this fact."""

    @property
    def drawn(self) -> Value | None:
        """What a picture draws of it: its value, else its date."""
        return self.value or self.when

    def sources(self) -> tuple[str, ...]:
        """Ids of the sources, each once, in the order of the evidence."""
        return tuple(dict.fromkeys(item.source for item in self.evidence))


class Line(Entry):
    """One telephone number of an organisation."""

    number: Annotated[str, Field(pattern=r"^\+[1-9]\d{6,14}$", description="E.164: '+18005550142'")]
    language: Annotated[str, Field(pattern="^[a-z]{2,3}$")]
    anchor: Annotated[str, Field(min_length=3, max_length=160)]


class Hotline(Entry):
    """An organisation that can be called. Its name is written as the owner writes it and is not translated."""

    name: Sentence
    abbreviation: str | None = None
    source: Id
    lines: Annotated[tuple[Line, ...], Field(min_length=1)]


class Term(Entry):
    """A word of the glossary, or a name (drug, gene …) that pages may use only where a source uses it."""

    term: Sentence
    kind: Literal["word", "drug", "gene", "test", "condition", "organisation"] = "word"
    meaning: Sentence | None = None
    facts: tuple[Id, ...] = ()
    """What proves the meaning."""
    names: tuple[str, ...] = ()
    """Other spellings and abbreviations."""
    search: tuple[str, ...] = ()
    """What else people type when they look for it. It is never shown."""
    replaces: tuple[str, ...] = ()
    """Outdated words, which pages must not use; the glossary explains them once."""


Look = Literal["strong", "soft", "open"]
"""How a mark of a picture is drawn: full, pale or as an outline. Its words must say the same."""
Shape = Literal["swell", "series", "fading", "smooth"]


class Stroke(Entry):
    """A line of a drawing. With a `width` it is a limb: drawn as a tube with an outline."""

    path: Annotated[str, Field(pattern=r"^M[MLHVCSQTAZmlhvcsqtaz0-9 ,.-]*$", max_length=600)]
    """An SVG path, in units of which the drawing has 130 across and 110 down."""
    width: Decimal | None = None


class Mark(Entry):
    """One thing that a picture shows: a bar, a point in time, a drawing … and the words beside it."""

    name: Sentence | None = None
    """What stands above the figure, in bold."""
    label: Sentence
    facts: tuple[Id, ...] = ()
    """What proves it. The figure of the first one is printed, and where the kind of picture asks for it, drawn."""
    span: Range | None = None
    """Where to draw what a fact without a figure says in words ("the first year": `{from: 0, to: 1, unit: year}`)."""
    look: Look = "strong"
    shape: Shape | None = None
    """The course of a trace."""
    along: tuple[Sentence, ...] = ()
    """Words below a trace, from its beginning to its end."""
    drawing: tuple[tuple[Stroke, ...], ...] = ()
    """Layers, the hindmost first; limbs of the same layer merge into one outline."""


class Picture(Entry):
    """A picture that the build draws from facts."""

    kind: Literal["dots", "spans", "dates", "bars", "traces", "poses"]
    title: Sentence
    text: Sentence
    """What there is to see, for people who do not see it. `{fact-id}` stands where a figure goes."""
    note: Sentence | None = None
    """What a reader must know in order not to be misled."""
    start: Sentence | None = None
    """The name of the beginning of a scale."""
    legend: Mapping[Look, Sentence] = Field(default_factory=dict)
    marks: Annotated[tuple[Mark, ...], Field(min_length=1, max_length=9)]

    def facts(self) -> tuple[str, ...]:
        """Ids of the facts, each once, in the order of the marks."""
        return tuple(dict.fromkeys(name for mark in self.marks for name in mark.facts))


class Disclaimer(Entry):
    """The medical disclaimer, shown on every page in the page's language."""

    title: Sentence
    text: Annotated[tuple[Sentence, ...], Field(min_length=1)]


Forms = Annotated[tuple[Annotated[str, Field(min_length=1)], ...], Field(min_length=1)]


class Language(Entry):
    """A language of the site."""

    name: Sentence
    """Its own name for itself."""
    locale: str
    """CLDR locale, for numbers, dates and money."""
    direction: Literal["ltr", "rtl"] = "ltr"
    digits: str = ""
    """Its own digits from zero to nine, where figures are to be written with them: `٠١٢٣٤٥٦٧٨٩`."""
    minimum: Annotated[int, Field(ge=0, le=100)] = 100
    """Percent of the segments that must be translated before the language is published."""
    forbidden: Mapping[str, str] = Field(default_factory=dict)
    """Words that translations must not use, and what to write instead."""
    preferred: Mapping[str, Forms] = Field(default_factory=dict)
    """Terms of the source language, and the forms of which a translation must hold one, as parts of words:
    `itch: [picor]`."""
    style: tuple[Sentence, ...] = ()
    """How to write in this language, for translators; that of the source language holds for every language."""
    numerals: Mapping[str, tuple[Decimal, ...]] = Field(default_factory=dict)
    """Words for figures that the number library does not know, and their figures: `half: [1, 2]`."""
    wording: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    """How documents in this language say what is no number: `bound.less_than: [less than, under]`.
    Units, months and currencies come from CLDR; what is given here is added to them."""

    @field_validator("digits")
    @classmethod
    def _in_order(cls, given: str) -> str:
        if given and [unicodedata.decimal(digit, -1) for digit in given] != list(range(10)):
            raise ValueError("digits must be the ten digits of one script, from zero to nine")
        return given


PagePath = Annotated[str, Field(pattern=r"^[\w-][\w.-]*(/[\w-][\w.-]*)*\.md$")]


class Reading(Entry):
    """How hard the text of a language may be."""

    measure: Sentence
    """A function of textstat."""
    at_most: float | None = None
    at_least: float | None = None


class Limits(Entry):
    """What a page may ask of its readers."""

    page_kilobytes: Annotated[int, Field(gt=0)] = 50
    """Of a first visit, after gzip, before anything is tapped."""
    page_requests: Annotated[int, Field(gt=0)] = 10
    """Of a first visit."""
    reading: Mapping[str, Reading] = Field(default_factory=dict)
    """By language."""
    reading_exempt: tuple[str, ...] = ()
    """Paths of pages that may be harder."""


class FrontMatter(Entry):
    """The head of a page."""

    title: Annotated[str, Field(min_length=1, max_length=80)]
    nav: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    """A shorter title for the navigation."""
    description: Annotated[str, Field(min_length=1, max_length=200)]
    sources: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Exactly the sources that the page's facts rest on."""
    moved_from: tuple[PagePath, ...] = ()
    """Pages that are gone; whoever asks for them is led here."""
    reviewed: Review | None = None
    layout: Literal["page", "card", "handout"] = "page"
    """`card`: one file that stands alone, outside of the menu. `handout`: one sheet of paper, with a PDF beside it."""


class Review(Entry):
    """A review of a page or of its translation. Recorded only when one has happened, by `factbook review`."""

    by: Sentence
    role: Sentence
    date: dt.date
    text: Annotated[str, Field(pattern="^[0-9a-f]{16}$")]
    """Hash of the text that was reviewed: when the text changes, the review is over."""


FrontMatter.model_rebuild()


@dataclass(frozen=True)
class Place:
    """Where something stands: a file relative to the project, a line and a column, both from 1."""

    file: str
    line: int = 0
    col: int = 0


@dataclass(frozen=True)
class Factbook:
    """Everything loaded from docs/_facts."""

    sources: Mapping[str, Source] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    hotlines: Mapping[str, Hotline] = field(default_factory=dict)
    glossary: Mapping[str, Term] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
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
