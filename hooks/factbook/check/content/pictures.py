"""Pictures: what they are drawn from, and what of them reaches readers."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from ...model.hints import did_you_mean
from ...model.pictures import Picture
from ...project import Project
from ...render.charts import lacking
from ..registry import Finding, rule


@rule("FB217", "content")
def undrawable_picture(project: Project) -> Iterator[Finding]:
    """A picture must name known facts that have what its kind draws, and in its text only figures of its own facts.

    Bad:  kind: dots, of the fact itch-age, which is no ratio
    Good: kind: dots, of the fact itch-frequency
    """
    book = project.book
    for name, picture in book.pictures.items():
        unknown = [(index, fact) for index, mark in enumerate(picture.marks) for fact in mark.facts
                   if fact not in book.facts]  # fmt: skip
        for index, fact in unknown:
            if book.knows("facts", fact):
                continue
            place = book.place("pictures", name, "marks", index, "facts")
            yield place, f"a picture must name known facts, {fact!r} is none", did_you_mean(fact, book.facts)
        if not picture.facts():
            yield book.place("pictures", name), "a picture must name a fact, it names none", "Add facts: [...]."
        if not unknown:
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
    if picture.kind == "bars" and len({_measure(project, mark.facts[0]) for mark in picture.marks if mark.facts}) > 1:
        yield book.place("pictures", name), "the bars of a picture must be of one measure", "Make a picture for each."


def _measure(project: Project, name: str) -> str:
    """What the figure of a fact counts: a currency, or the share of a whole."""
    return str(getattr(project.book.facts[name].drawn, "currency", "share"))


def _bent_text(project: Project, name: str, picture: Picture) -> Iterator[Finding]:
    place = project.book.place("pictures", name, "text")
    known = {fact for fact in picture.facts() if project.book.facts[fact].value}
    try:
        fields = {part[1] for part in Formatter().parse(picture.text) if part[1] is not None}
    except ValueError as error:
        yield place, f"curly brackets must enclose a fact of the picture: {error}", ""
        return
    for field in sorted(fields - known):
        hint = did_you_mean(field, known)
        yield place, f"curly brackets must enclose a fact of the picture that has a value, {field!r} is none", hint
