"""Pictures: what they are drawn from, and what of them reaches readers."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from selectolax.lexbor import LexborNode

from ..built import BuiltSite
from ..built_page import BuiltPage
from ..drawing import lacking
from ..loading import did_you_mean
from ..model import Picture, Place
from ..project import Project
from ..visible import squeezed
from . import Finding, rule


@rule("FB217", "content")
def picture_can_be_drawn(project: Project) -> Iterator[Finding]:
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


@rule("FB516", "html")
def picture_is_in_words_too(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """A picture must have a title and a description for those who do not see it, cite its facts, and say its figures in
    the words beside it. One that shows no words may be hidden from screen readers instead.

    Bad:  <svg><text>3 to 5 years</text></svg>
    Good: <figure class="picture">… <svg role="img" aria-labelledby="title text"><title id="title">…</title> … </figure>
    """
    for node in page.css("body svg", "<svg"):
        if node.attributes.get("aria-hidden") == "true":
            if squeezed(node.text()):
                yield _place(page, node), "a picture with words must not be hidden from screen readers", ""
            continue
        for wrong in (*_unnamed(node), *_unproven(node)):
            yield _place(page, node), wrong, "Write {{ picture('…') }}, which makes all of it."


def _unnamed(node: LexborNode) -> Iterator[str]:
    if node.attributes.get("role") != "img":
        yield 'a picture must have role="img"'
    named = (node.attributes.get("aria-labelledby") or "").split()
    for tag in ("title", "desc"):
        found = node.css_first(tag)
        if found is None or not squeezed(found.text()):
            yield f"a picture must have a <{tag}>"
        elif found.attributes.get("id") not in named:
            yield f"aria-labelledby must name the <{tag}> of the picture"


def _unproven(node: LexborNode) -> Iterator[str]:
    around = node.parent
    while around is not None and not (
        around.tag == "figure" and "picture" in (around.attributes.get("class") or "").split()
    ):
        around = around.parent
    if around is None:
        yield 'a picture must stand in a <figure class="picture">'
        return
    cited = {(link.attributes.get("href") or "") for link in around.css("a.cite[id]")}
    if not cited:
        yield "a picture must cite its facts"
    told = {_figure(figure) for figure in around.css("li data.fact, td data.fact")}
    for figure in node.css(".fact"):
        name, part = _figure(figure)
        if (name, part) not in told:
            yield f"the words beside a picture must have its figures, the {part} of {name!r} is not there"
        if cited and not any(address.endswith(f"-{name}") for address in cited):
            yield f"a picture must cite its facts, {name!r} is not cited"


def _figure(node: LexborNode) -> tuple[str, str]:
    return node.attributes.get("data-fact") or "", node.attributes.get("data-part") or "value"


def _place(page: BuiltPage, node: LexborNode) -> Place:
    named, first = node.attributes.get("aria-labelledby"), squeezed(node.text()).partition(". ")[0]
    return page.place(*([f'aria-labelledby="{named}"'] if named else []), *([f">{first}"] if first else []), "<svg")
