"""Facts, the glossary and pictures: what is said in our own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

from ...locale.text_search import DECEIVING, folded
from ...model.factbook import Factbook
from ...model.hints import did_you_mean
from ...model.problem import Place
from ...project import Project
from ...translate.glossary import among, phrase
from ...translate.language import picture_texts
from ..registry import Finding, rule
from .page_text import outdated

_MARKUP = re.compile(r"<[a-zA-Z!/]|javascript:|&#?\w+;|\]\(|\{\{|\{%", re.IGNORECASE)
BOUND = re.compile(r"\{[\w-]+\}")


@rule("FB207", "content")
def unbound_figure_in_data(project: Project) -> Iterator[Finding]:
    """A claim, note or picture must not contain a loose figure: it stands in the value, and `{value}` in the claim.

    Bad:  claim: The itch usually begins between 3 and 5 years of age.
    Good: claim: The itch usually begins at {value} of age.
    """
    if project.book.lost("glossary"):  # names that have digits in them are not known
        return
    for place, text in own_texts(project.book):
        for figure in project.numerals.loose(project.without_names(text)):
            hint = "Put it into value or when, and {value} or {when} into the claim."
            yield place, f"the figure {figure.text!r} must be bound to a value", hint


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
            parsed = [part[1:] for part in Formatter().parse(fact.claim) if part[1] is not None]
        except ValueError as error:
            yield place, f"curly brackets must enclose value or when: {error}", ""
            continue
        used = {f"{field}{f':{spec}' if spec else ''}{f'!{bent}' if bent else ''}" for field, spec, bent in parsed}
        given = {part for part in ("value", "when") if getattr(fact, part) is not None}
        if used != given:
            wanted = ", ".join(f"{{{part}}}" for part in sorted(given)) or "no placeholder"
            yield place, f"the claim must have {wanted}, it has {sorted(used) or 'none'}", ""


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
    for place, text in [*own_texts(project.book), *_names(project.book)]:
        if found := _MARKUP.search(text):
            hint = "Fill in what stands in angle brackets." if re.fullmatch("<.*>", text) else "Leave it out."
            yield place, f"data must be plain text, {found[0]!r} is markup", hint
        if DECEIVING.search(text):
            message = "data must not hold invisible, direction-changing or look-alike characters"
            yield place, message, "Type the text anew."


@rule("FB212", "content")
def outdated_word_in_data(project: Project) -> Iterator[Finding]:
    """Outdated words must not be used; the glossary explains them once.

    Bad:  the old word that a document uses
    Good: the word that people use now
    """
    book = project.book
    labels = ((book.place("labels", key), text) for key, text in book.labels.items())
    replaced = outdated(book)
    for place, text in [*own_texts(book), *labels]:
        for old, new in among(replaced, folded(text)):
            if phrase(old).search(text):
                yield place, f"the outdated word {old!r} must not be used", f"Write {new!r}."


@rule("FB213", "content")
def unproven_meaning(project: Project) -> Iterator[Finding]:
    """The meaning of a glossary term must name known facts that prove it.

    Bad:  meaning without facts
    Good: facts: [itch-elbows]
    """
    book = project.book
    for name, term in book.glossary.items():
        if term.meaning and not term.facts:
            yield (
                book.place("glossary", name, "meaning"),
                "a meaning must name the facts that prove it",
                "Add facts: [...].",
            )
        for index, fact in enumerate(term.facts):
            if not book.knows("facts", fact):
                place = book.place("glossary", name, "facts", index)
                yield place, f"a fact must be known, {fact!r} is not", did_you_mean(fact, book.facts)


def own_texts(book: Factbook) -> Iterator[tuple[Place, str]]:
    """Every sentence of our own in the data."""
    for name, fact in book.facts.items():
        yield book.place("facts", name, "claim"), fact.claim
        if fact.note:
            yield book.place("facts", name, "note"), fact.note
    for name, term in book.glossary.items():
        if term.meaning:
            yield book.place("glossary", name, "meaning"), term.meaning
    for name, source in book.sources.items():
        yield book.place("sources", name, "reliability"), source.reliability
    for index, text in enumerate(book.disclaimer.text if book.disclaimer else ()):
        yield book.place("disclaimer", "text", index), text
    for name, picture in book.pictures.items():
        yield from ((book.place("pictures", name, *path), BOUND.sub("", text)) for path, text in picture_texts(picture))


def _names(book: Factbook) -> Iterator[tuple[Place, str]]:
    for name, term in book.glossary.items():
        yield book.place("glossary", name, "term"), term.term
    for name, source in book.sources.items():
        yield book.place("sources", name, "title"), source.title
        if source.publisher:
            yield book.place("sources", name, "publisher"), source.publisher
    for name, hotline in book.hotlines.items():
        yield book.place("hotlines", name, "name"), hotline.name
    for key, text in book.labels.items():
        yield book.place("labels", key), text
