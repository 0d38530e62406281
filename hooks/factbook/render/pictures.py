"""Pictures in the language of a page: what charts place is filled with words and figures here."""

from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup, escape

from ..model.pictures import Mark, Picture
from ..model.value import Value
from . import charts
from .renderer import Renderer
from .text_metrics import Words


def scene(render: Renderer, name: str, entry: Picture) -> charts.Scene:
    """Return what is drawn of a picture. The template turns it round where the language runs from right to left."""
    items = [_item(render, f"{name}.marks.{index}", mark) for index, mark in enumerate(entry.marks)]
    start = _words(render, entry.start, f"{name}.start") if entry.start else None
    return charts.scene(entry, items, start, render.format.value)


def text(render: Renderer, name: str, entry: Picture, *, original: bool) -> tuple[Markup, bool]:
    """Return what there is to see, with its figures bound, and whether it is translated, as `original` does not ask."""
    shown, translated = (entry.text, False) if original else render.text(entry.text, f"picture.{name}.text")
    facts = [fact for fact in entry.facts() if render.book.facts[fact].value]
    parts = {fact: render.bound_figure(fact, "value", original=not translated) for fact in facts}
    return escape(shown).format(**parts), translated


def _item(render: Renderer, context: str, mark: Mark) -> charts.Item:
    name = [replace(_words(render, mark.name, f"{context}.name"), bold=True)] if mark.name else []
    words = (*name, *_figures(render, mark), _words(render, mark.label, f"{context}.label"))
    return charts.Item(mark, render.book.facts[mark.facts[0]].drawn if mark.facts else None, words)


def _figures(render: Renderer, mark: Mark) -> Iterator[Words]:
    """Yield the figures of a mark's first fact, bound to it."""
    for fact in mark.facts[:1]:
        for part in ("value", "when"):
            value: Value | None = getattr(render.book.facts[fact], part)
            if value:
                words = _in_language(render, *render.figure(fact, part))
                yield replace(words, fact=fact, part=part, value=value.canonical())


def _words(render: Renderer, source: str, context: str) -> Words:
    return _in_language(render, *render.text(source, f"picture.{context}"))


def _in_language(render: Renderer, text: str, own: bool) -> Words:
    code = render.book.source_language
    return Words(text) if own else Words(text, code, render.book.languages[code].direction)
