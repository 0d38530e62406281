"""Facts, the glossary and pictures: what is said in our own words."""

import re
from collections.abc import Iterator
from string import Formatter

from ...locale.text_search import DECEIVING
from ...model.factbook import Factbook
from ...model.pictures import Picture
from ...model.problem import Place, did_you_mean
from ...model.value import Value
from ...project import Project
from ...render.charts import lacking
from ...translate.language import interface_texts
from ..registry import Finding, rule, unknown

_MARKUP = re.compile(r"<[a-zA-Z!/]|javascript:|&#?\w+;|\]\(|\{\{|\{%", re.IGNORECASE)
BOUND = re.compile(r"\{[\w-]+\}")


@rule("FB208", "content")
def placeholder_mismatch(project: Project) -> Iterator[Finding]:
    """A claim must use `{value}` and `{when}` exactly where the fact has them.

    Bad:  claim: The itch usually begins early.   value: {from: 3, to: 5, unit: year}
    Good: claim: The itch usually begins at {value} of age.
    """
    book = project.book
    for name, fact in book.facts.items():
        place = book.place("facts", name, "claim")
        try:
            used = placeholders(fact.claim)
        except ValueError as error:
            yield place, f"curly brackets must enclose value or when: {error}", ""
            continue
        given = {part for part in ("value", "when") if getattr(fact, part) is not None}
        if used != given:
            wanted = ", ".join(f"{{{part}}}" for part in sorted(given)) or "no placeholder"
            yield place, f"the claim must have {wanted}, it has {sorted(used) or 'none'}", ""


def placeholders(text: str) -> set[str]:
    """Return what curly brackets enclose in a text. Raises ValueError where they do not pair."""
    parsed = [part[1:] for part in Formatter().parse(text) if part[1] is not None]
    return {f"{field}{f':{spec}' if spec else ''}{f'!{bent}' if bent else ''}" for field, spec, bent in parsed}


@rule("FB210", "content")
def one_sided_difference(project: Project) -> Iterator[Finding]:
    """Facts that differ must name each other.

    Bad:  differs_from: [itch-length-bulletin] on one of them only
    Good: differs_from on both
    """
    facts = project.book.facts
    for name, fact in facts.items():
        for index, other in enumerate(fact.differs_from):
            place = project.book.place("facts", name, "differs_from", index)
            if project.book.unusable("facts", other):
                continue
            if other not in facts or other == name:
                yield place, f"differs_from must name another fact, {other!r} is none", did_you_mean(other, facts)
            elif name not in facts[other].differs_from:
                message = f"{other!r} must name {name!r} in its differs_from too"
                yield project.book.place("facts", other), message, f"Add differs_from: [{name}] there."


@rule("FB211", "content")
def markup_in_data(project: Project) -> Iterator[Finding]:
    """Facts, labels, pictures and glossary must be plain text: no HTML, Markdown links, template calls or invisible
    characters.

    Bad:  claim: The itch <b>usually</b> begins early.
    Good: claim: The itch usually begins early.
    """
    book = project.book
    for place, text in [*own_texts(book), *_names(book), *labels(book)]:
        if found := _MARKUP.search(text):
            hint = "Fill in what stands in angle brackets." if re.fullmatch("<.*>", text) else "Leave it out."
            yield place, f"data must be plain text, {found[0]!r} is markup", hint
        if DECEIVING.search(text):
            message = "data must not hold invisible, direction-changing or look-alike characters"
            yield place, message, "Type the text anew."


@rule("FB213", "content")
def unproven_meaning(project: Project) -> Iterator[Finding]:
    """The meaning of a glossary term must name known facts that prove it.

    Bad:  meaning without facts
    Good: facts: [itch-elbows]
    """
    book = project.book
    for name, term in book.glossary.items():
        if term.meaning and not term.facts:
            place = book.place("glossary", name, "meaning")
            yield place, "a meaning must name the facts that prove it", "Add facts: [...]."
        for index, fact in enumerate(term.facts):
            place = book.place("glossary", name, "facts", index)
            yield from unknown(book, "facts", fact, place, "a fact must be known")


@rule("FB217", "content")
def undrawable_picture(project: Project) -> Iterator[Finding]:
    """A picture must name known facts that have what its kind draws, and in its text only figures of its own facts.

    Bad:  kind: dots, of the fact itch-age, which is no ratio
    Good: kind: dots, of the fact itch-frequency
    """
    book = project.book
    for name, picture in book.pictures.items():
        for index, mark in enumerate(picture.marks):
            place = book.place("pictures", name, "marks", index, "facts")
            for fact in mark.facts:
                yield from unknown(book, "facts", fact, place, "the facts of a picture must be known")
        if not picture.facts():
            yield book.place("pictures", name), "a picture must name a fact, it names none", "Add facts: [...]."
        if book.facts.keys() >= set(picture.facts()):
            yield from _undrawable(project, name, picture)
            yield from _bent_text(project, name, picture)


def _undrawable(project: Project, name: str, picture: Picture) -> Iterator[Finding]:
    book = project.book
    for index, mark in enumerate(picture.marks):
        first = book.facts[mark.facts[0]] if mark.facts else None
        place = book.place("pictures", name, "marks", index)
        if wrong := lacking(picture, mark, first.drawn if first else None):
            yield place, f"a mark of the kind {picture.kind!r} must have {wrong}", ""
        elif mark.span and first and first.drawn:
            yield place, "a fact with a figure must be drawn from it", "Drop the span."
    drawn = (book.facts[mark.facts[0]].drawn for mark in picture.marks if mark.facts)
    if picture.kind == "bars" and len({getattr(figure, "currency", "share") for figure in drawn}) > 1:
        yield book.place("pictures", name), "the bars of a picture must be of one measure", "Make a picture for each."


def _bent_text(project: Project, name: str, picture: Picture) -> Iterator[Finding]:
    place = project.book.place("pictures", name, "text")
    known = {fact for fact in picture.facts() if project.book.facts[fact].value}
    try:
        used = placeholders(picture.text)
    except ValueError as error:
        yield place, f"curly brackets must enclose a fact of the picture: {error}", ""
        return
    for field in sorted(used - known):
        hint = did_you_mean(field, known)
        yield place, f"curly brackets must enclose a fact of the picture that has a value, {field!r} is none", hint


def values(book: Factbook) -> Iterator[tuple[str, str, Value]]:
    """Yield each value of a fact with the name of the fact and of the part that it is."""
    for name, fact in book.facts.items():
        yield from ((name, part, value) for part in ("value", "when") if (value := getattr(fact, part)))


_NAMES = {"sources": ("title", "publisher"), "hotlines": ("name",)}
"""What readers see of entries, by table, and nobody translates."""


def own_texts(book: Factbook) -> Iterator[tuple[Place, str]]:
    """Yield every text of our own in the data but the labels, with its place."""
    for text in interface_texts(book):
        kind = text.context.partition(".")[0]
        if kind != "label":
            yield text.place, BOUND.sub("", text.source) if kind == "picture" else text.source


def _names(book: Factbook) -> Iterator[tuple[Place, str]]:
    for table, keys in _NAMES.items():
        for name, entry in getattr(book, table).items():
            yield from ((book.place(table, name, key), text) for key in keys if (text := getattr(entry, key)))


def labels(book: Factbook) -> Iterator[tuple[Place, str]]:
    """Yield every label, with its place."""
    return ((book.place("labels", key), text) for key, text in book.labels.items())
