"""The words of the design as plain, frozen values. Pydantic checks their shape and exports it as JSON Schema."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from .dates import DATES, Day, Month, Year
from .entry import Entry, Id, Sentence
from .value import Value
from .values import KINDS, AnyValue, kind_of

LanguageTag = Annotated[
    str, Field(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$", description="BCP 47: fr, fr-CA, zh-Hant")
]


class Source(Entry):
    """The register's entry for one document."""

    title: Sentence
    """The title that the document gives itself."""
    publisher: Sentence | None = None
    """None where the document does not name one."""
    kind: Id
    """What kind of document it is; its name and its weight are labels (`kind.<id>`, `weight.<id>`)."""
    reliability: Sentence
    """A plain note for readers: how far to trust it."""
    language: LanguageTag
    """Code of the language that the document is in: its anchors are read by the `numerals` and `wording` of that."""
    read: dt.date
    """The day on which this project read the document."""
    dated: Day | Month | Year | None = None
    """The date that the document gives itself, where it gives one."""
    dated_anchor: str | None = None
    """The words of the document that give this date."""
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    """Hash of the document, written by `factbook source add`."""
    medical_evidence: bool = True
    """False for documents that must never be read as medical evidence, such as sales pages."""

    @field_validator("dated", mode="before")
    @classmethod
    def _as_value(cls, given: Any) -> Any:
        if kind_of(given) not in ("Day", "Month", "Year"):
            return given
        return KINDS[next(key for key in given if key in KINDS)].model_validate(given)


class Evidence(Entry):
    """Where a document states a fact: at most eight of its words, exactly as they stand there."""

    source: Id
    """The document, by its name in sources.yml."""
    anchor: Annotated[str, Field(min_length=3, max_length=160)]
    """Two to eight words, as the document has them; one anchor of the fact must state the whole value."""


class Fact(Entry):
    """One thing that a document states, in our own words."""

    claim: Sentence
    """One sentence; `{value}` and `{when}` stand where the figures go, so that a figure is written once."""
    value: AnyValue | None = None
    """The figure; left out where there is none."""
    when: AnyValue | None = None
    """The date or period that the value is about."""
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    """Where documents say it."""
    differs_from: tuple[Id, ...] = ()
    """Facts that say something else about the same thing; shown side by side, never merged."""
    note: Sentence | None = None
    """What a reader has to know in order not to be misled by this fact."""

    @property
    def drawn(self) -> Value | None:
        """What a picture draws of it: its value, else its date."""
        return self.value or self.when

    @property
    def date(self) -> str:
        """Its value or else `when` as a date in ISO 8601, where a month sorts before its days; "" if neither is one."""
        dates = (part.canonical() for part in (self.value, self.when) if isinstance(part, DATES))
        return next(dates, "")

    def sources(self) -> tuple[str, ...]:
        """Ids of the sources, each once, in the order of the evidence."""
        return tuple(dict.fromkeys(item.source for item in self.evidence))


class Line(Entry):
    """One telephone number of an organisation."""

    number: Annotated[str, Field(pattern=r"^(?:\+[1-9]\d{6,14}|\d{2,6})$", description="E.164: '+18005550142'; '988'")]
    """With + and the code of the country, or a short number, in quotes: '+18005550142', '988'."""
    country: Annotated[str, Field(pattern="^[A-Z]{2}$", description="ISO 3166: 'US'")] | None = None
    """Of a short number, which is another organization's elsewhere."""
    extension: Annotated[str, Field(pattern=r"^\d{1,8}$")] | None = None
    """Digits to dial after the connection."""
    sms: bool = False
    """Whether it is for messages only."""
    language: LanguageTag | None = None
    """Only where the anchor names it: what a document leaves open is not guessed."""
    anchor: Annotated[str, Field(min_length=3, max_length=160)]
    """The words of the document that have the number, and the language where it names one."""

    @model_validator(mode="after")
    def _has_country(self) -> Self:
        if (self.country is None) != self.number.startswith("+"):
            raise ValueError("a short number must have a country, and a number with + has none")
        return self


class Hotline(Entry):
    """An organisation that can be called. Its name is written as the owner writes it and is not translated."""

    name: Sentence
    """As the organisation writes itself."""
    abbreviation: str | None = None
    """What it calls itself for short."""
    gloss: Mapping[str, Sentence] = {}
    """Code of a language → what the name says, for readers who do not know its language."""
    source: Id
    """The document that gives the numbers."""
    lines: Annotated[tuple[Line, ...], Field(min_length=1)]
    """Its numbers."""


Words = Annotated[str, Field(min_length=1)]


class Term(Entry):
    """A word of the glossary, or a name (drug, gene …) that pages may use only where a source uses it."""

    term: Sentence
    """As pages write it."""
    kind: Literal["word", "drug", "gene", "test", "condition", "organisation"] = "word"
    """What it is a word for. Drugs, genes and organisations may stand only where a fact that is cited names them."""
    meaning: Sentence | None = None
    """What it means, in a plain sentence; left out for a mere name."""
    facts: tuple[Id, ...] = ()
    """What proves the meaning."""
    names: tuple[Words, ...] = ()
    """Other spellings and abbreviations."""
    replaces: tuple[Words, ...] = ()
    """Outdated words, which pages must not use; the glossary explains them once."""


class Disclaimer(Entry):
    """The medical disclaimer, shown on every page in the page's language."""

    title: Sentence
    """Its heading."""
    text: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    """Its sentences."""


Forms = Annotated[tuple[Words, ...], Field(min_length=1)]


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"a pattern must be a regular expression: {error}") from error
    return pattern


Pattern = Annotated[str, Field(min_length=1, max_length=80), AfterValidator(_compiles)]


class DocumentWords(Entry):
    """How sentences of a language speak of documents."""

    names: Forms
    """What documents are called: `summary`, `study`."""
    verbs: Forms
    """What is said of them: `says`, `reports`."""
    starts: tuple[Words, ...] = ()
    """How a sentence begins that goes on about one: `It says`."""


class Language(Entry):
    """A language of the site."""

    name: Sentence
    """Its own name for itself."""
    locale: str
    """CLDR locale, for numbers, dates and money."""
    direction: Literal["ltr", "rtl"] = "ltr"
    """`rtl` where it is written from right to left."""
    respell: Mapping[Pattern, str] = Field(default_factory=dict)
    """What changes where figures meet words, as regular expressions: `'\\bo(?= (8|11\\b))': u`."""
    digits: str = ""
    """Its own digits from zero to nine, where figures are to be written with them: `٠١٢٣٤٥٦٧٨٩`."""
    currencies: Mapping[Annotated[str, Field(pattern="^[A-Z]{3}$")], Words] = Field(default_factory=dict)
    """Signs of currencies, by ISO 4217, where the locale's own are not clear to all readers: `USD: US$`."""
    units: Mapping[str, Annotated[str, Field(pattern=r"^[^{}]*\{0\}[^{}]*$")]] = Field(default_factory=dict)
    """Its own words for units that CLDR lacks or has only as a symbol: `IU: '{0} UI'`, `per.day: '{0} pa jou'`."""
    months: tuple[Words, ...] = ()
    """Its own names of the twelve months, where CLDR lacks them."""
    minimum: Annotated[int, Field(ge=0, le=100)] = 100
    """Percent of the segments that must be translated before the language is published."""
    offered: bool | None = None
    """Whether it must be offered to readers (`true`: a site without it is not published) or must not be yet (`false`).
    If it is left open, a site is not published without it only where nothing but texts that readers act on are open."""
    forbidden: Mapping[Words, str] = Field(default_factory=dict)
    """Words that translations must not use, and what to write instead."""
    preferred: Mapping[Words, Forms] = Field(default_factory=dict)
    """Terms of the source language, and the forms of which a translation must hold one, as parts of words:
    `itch: [picor]`."""
    endings: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    """Endings that its words may take or lose and stay the same term, such as `s` for a plural."""
    negations: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    """Words that deny, which a translation must not lose: `not`, `never`, `without`."""
    abbreviations: tuple[Annotated[str, Field(pattern=r"\.$")], ...] = ()
    """What ends in a full stop that ends no sentence: `Dr.`, `p. ej.`"""
    documents: DocumentWords | None = None
    """What tells sentences about documents, which limits.yml limits; where it is lacking, none are counted."""
    dictionary: bool = False
    """Whether unknown words are reported: those that pyspellchecker lacks; in translations, names that nothing has."""
    words: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    """Words that texts may use, though neither an anchor nor the dictionary has them."""
    alphabet: str = ""
    """Its small letters in their order, where some with accents are letters of their own: `abcdefghijklmnñopqr…`."""
    small_words: tuple[Words, ...] = ()
    """Words that say nothing of what somebody searches for: `how`, `my`, `does`."""
    style: tuple[Sentence, ...] = ()
    """How to write in this language, for translators; that of the source language holds for every language."""
    numerals: Mapping[Words, tuple[Decimal, ...]] = Field(default_factory=dict)
    """Words for figures that the number library does not know, and their figures: `half: [1, 2]`."""
    idioms: tuple[Words, ...] = ()
    """Phrases with a word for a figure that state none: `one day`, `24/7`."""
    own_things: tuple[Words, ...] = ()
    """What the site may count of its own without a fact: `goals` as in "two goals", `page` as in "a third page"."""
    wording: Mapping[str, tuple[Words, ...]] = Field(default_factory=dict)
    """How documents in this language say what is no number, beside CLDR's words: `bound.less_than: [under]`.
    Printed figures are read back by it too (FB226, FB504)."""

    def __hash__(self) -> int:
        return hash((self.name, self.locale))

    @field_validator("months")
    @classmethod
    def _all_months(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        if given and len(given) != 12:
            raise ValueError("months must be the names of all twelve, from January on")
        return given

    @field_validator("digits")
    @classmethod
    def _in_order(cls, given: str) -> str:
        if given and [unicodedata.decimal(digit, -1) for digit in given] != list(range(10)):
            raise ValueError("digits must be the ten digits of one script, from zero to nine")
        return given


Section = Annotated[str, Field(pattern=r"^[\w-][\w.-]*(/[\w-][\w.-]*)*\.md(#[\w:.-]+)?$")]
"""A page, or a part of one by the id of its heading: `care.md#creams`."""
SearchWords = Mapping[LanguageTag, tuple[Words, ...]]
"""Code of a language → what people type who look for a section. None of it is shown."""


class Reading(Entry):
    """How hard the text of a language may be."""

    measure: Sentence
    """A function of textstat."""
    at_most: float | None = None
    """For measures that rise with difficulty."""
    at_least: float | None = None
    """For measures that fall with difficulty."""


class Limits(Entry):
    """What a page may ask of its readers."""

    page_kilobytes: Annotated[int, Field(gt=0)] = 50
    """Of a first visit, after gzip, before anything is tapped."""
    page_requests: Annotated[int, Field(gt=0)] = 10
    """Of a first visit."""
    reading: Mapping[str, Reading] = Field(default_factory=dict)
    """By language."""
    reading_exempt: tuple[str, ...] = ()
    """Paths of pages that may be harder; `*` stands for anything."""
    documents_as_subject: Mapping[Words, Annotated[int, Field(ge=0, le=100)]] = Field(default_factory=dict)
    """Pattern of the paths of pages → percent of their sentences that may have a document as their subject; the first
    pattern that fits counts."""
    links_to: tuple[str, ...] = ()
    """Hosts and mail addresses of your own organisation, which no document names: `care.example`."""
