"""The terms of a language as a list for translators and their tools."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from . import terms
from .catalog import Text
from .model import Language, Term
from .project import Project
from .translation import UI


@dataclass(frozen=True)
class Row:
    """One concept. `term` and `definition` are in the source language, `translation` and `meaning` in the target's.

    `preferred` are the forms of which a translation must hold one, `forbidden` words that it must not hold.
    """

    id: str
    term: str = ""
    names: tuple[str, ...] = ()
    definition: str = ""
    translation: str = ""
    meaning: str = ""
    preferred: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()

    @property
    def source_terms(self) -> list[tuple[str, str]]:
        """The words of the source language, each with its administrative status in TBX."""
        return [(self.term, "preferred"), *((name, "admitted") for name in self.names)]

    @property
    def target_terms(self) -> list[tuple[str, str]]:
        """The same of the target language."""
        known = [(self.translation, "preferred")] if self.translation else []
        return [*known, *((word, "deprecated") for word in self.forbidden)]


def rows(project: Project, code: str) -> Iterator[Row]:
    """The glossary, then the preferred terms and the forbidden words that are of none of its terms."""
    language = project.bundles[code].language
    listed = [_row(project, code, name, term) for name, term in project.book.glossary.items()]
    yield from listed
    for term, forms in language.preferred.items():
        if not any(terms.is_term(term, (row.term, *row.names)) for row in listed):
            yield Row(f"preferred-{_slug(term)}", term, preferred=forms)
    told = {old for row in listed for old in row.forbidden}
    for old, new in language.forbidden.items():
        if old not in told:
            yield Row(f"forbidden-{_slug(old)}", translation=new, forbidden=(old,))


def as_csv(project: Project, code: str) -> str:
    """A table, one concept a row, after comment lines that say how to write. Several forms are joined by "; "."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerows([f"# {sentence}"] for sentence in terms.style(project.book, code))
    table.writerow(["term", "also", "definition", "translation", "definition translated", "preferred", "forbidden"])
    for row in rows(project, code):
        lists = ("; ".join(forms) for forms in (row.names, row.preferred, row.forbidden))
        names, preferred, forbidden = lists
        table.writerow([row.term, names, row.definition, row.translation, row.meaning, preferred, forbidden])
    return out.getvalue()


def as_tbx(project: Project, code: str) -> str:
    """TBX-Basic, the form of ISO 30042 that translation tools read."""
    source = project.book.source_language
    style, listed = terms.style(project.book, code), list(rows(project, code))
    made = project.renderers[source].file("terms.tbx", source=source, target=code, rows=listed, style=style)
    return f"{made}\n"


FORMATS: dict[str, Callable[[Project, str], str]] = {"csv": as_csv, "tbx": as_tbx}


def _row(project: Project, code: str, name: str, term: Term) -> Row:
    def translated(key: str, text: str | None) -> str:
        known = Text(text or "", f"term.{name}.{key}")
        return project.bundles[code].verdict(UI, known).text or ""

    language, translation = project.bundles[code].language, translated("term", term.term)
    preferred = tuple(
        form
        for key, forms in language.preferred.items()
        if terms.is_term(key, (term.term, *term.names))
        for form in forms
    )
    return Row(
        f"term-{name}",
        term.term,
        term.names,
        term.meaning or "",
        translation,
        translated("meaning", term.meaning),
        preferred,
        tuple(_forbidden(language, translation)),
    )


def _forbidden(language: Language, translation: str) -> Iterator[str]:
    """The words in whose place the translation of the term is to be written."""
    if translation:
        yield from (old for old, new in language.forbidden.items() if terms.phrase(translation).search(new))


def _slug(words: str) -> str:
    return re.sub(r"\W+", "-", words.casefold()).strip("-")
