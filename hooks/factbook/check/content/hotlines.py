"""Telephone lines."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ...load import document_text
from ...locale import cldr, phones
from ...locale.text_search import any_of, one_form
from ...model.entries import Hotline, Line
from ...model.factbook import Factbook
from ...project import Project
from ..registry import Finding, rule


@rule("FB209", "content")
def wrong_phone_number(project: Project) -> Iterator[Finding]:
    """A phone number must be a valid number whose digits stand in its anchor; it has a language if one is named there.

    Bad:  number: '+18005550143'   anchor: 800-555-0142
    Good: number: '+18005550142'   anchor: 800-555-0142
    """
    book = project.book
    for name, hotline in book.hotlines.items():
        for index, line in enumerate(hotline.lines):
            place = book.place("hotlines", name, "lines", index, "number")
            try:
                phones.phone(line.number, line.country)
            except ValueError as error:
                message = f"a phone number must be valid, {line.number!r} is not: {error}"
                yield place, message, "Write it as in '+18005550142', or '988' with its country."
                continue
            if not phones.end(line, line.anchor) or _is_quantity(project, hotline, line):
                message = f"the number must be the one in the anchor, {line.number!r} is not"
                yield place, message, f"The anchor: {line.anchor}"
            if line.language not in (named := _languages_named(book, hotline, line)):
                place = book.place("hotlines", name, "lines", index, "language")
                none = "no language of this site; leave it out, or give the code of the one that it names"
                hint = f"It names {', '.join(sorted(filter(None, named))) or none}."
                yield place, f"the language must be the one that the anchor names, {line.language!r} is not", hint


def _is_quantity(project: Project, hotline: Hotline, line: Line) -> bool:
    """Tell whether the short number of a line is a quantity in its anchor: 15 of "15 years" is no number to call."""
    source = project.book.sources.get(hotline.source)
    prover = project.provers.get(source.language) if source and line.country else None
    stated = prover.read(one_form(line.anchor))[0] if prover else []
    said = [quantity for quantity in stated if Decimal(line.number) in quantity.numbers]
    return bool(said) and all(quantity.units or quantity.said for quantity in said)


@rule("FB227", "content")
def wrong_organisation(project: Project) -> Iterator[Finding]:
    """An anchor of a telephone line that has the name or a number of another organisation must have that of its own
    too. Of several numbers in it, the last one counts.

    Bad:  name: Elbow Circle   anchor: Itch Union 800-555-0142
    Good: name: Elbow Circle   anchor: Elbow Circle 800-555-0142
    """
    book = project.book
    lines = [(name, line) for name, hotline in book.hotlines.items() for line in hotline.lines]
    names = {
        _spaced(text): name
        for name, given in book.hotlines.items()
        for text in (given.name, given.abbreviation or given.name)
    }
    for name, hotline in book.hotlines.items():
        for index, line in enumerate(hotline.lines):
            said, own = _spaced(line.anchor), phones.end(line, line.anchor)
            numbers = {(at, other.number, owner) for owner, other in lines if (at := phones.end(other, line.anchor))}
            whose = {names[text] for text in names if text in said} or {
                owner for _, number, owner in numbers if number != line.number
            }
            end, last, _ = max(numbers, default=(0, "", ""))
            place = book.place("hotlines", name, "lines", index, "anchor")
            if whose and name not in whose:
                yield place, f"an anchor must be of its own organisation, this one is of {min(whose)!r}", ""
            elif end > own:
                yield place, f"the last number of the anchor must be that of the line, it is {last}", ""


def _spaced(text: str) -> str:
    return f" {' '.join(document_text.words(text))} "


def _languages_named(book: Factbook, hotline: Hotline, line: Line) -> set[str | None]:
    """Return the languages that the anchor of a line names in the language of its document, {None} if it names none."""
    source = book.sources.get(hotline.source)
    if not source or not (locale := cldr.parsed(source.language)):  # what is wrong there is reported there
        return {line.language}
    names = locale.languages
    known = {*book.languages, *filter(None, [line.language])}
    found = any_of(filter(None, map(names.get, known)))
    said = set(map(str.casefold, re.findall(rf"(?<!\w){found}(?!\w)", line.anchor, re.IGNORECASE)))
    named = {code for code in known if names.get(code, "").casefold() in said}
    return {*named} or {None}
