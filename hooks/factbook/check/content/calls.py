"""The calls of pages: what they name, and the sources that a page rests on by them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ...model.factbook import Factbook
from ...model.hints import did_you_mean
from ...model.problem import Place
from ...page.calls import COUNTED, FUNCTIONS, Call, shown_facts, sources_of
from ...page.pages import DOCS, Page
from ...page.segments import urgent_box
from ...project import Project
from ..registry import Finding, rule

WITHOUT_FACTS = {"term": "glossary", "outdated": "glossary", "picture": "pictures", "evidence": "topics"}
_ARGUMENTS = {
    "fact": (1, 1),
    "when": (1, 1),
    "cite": (1, 99),
    "term": (1, 2),
    "outdated": (1, 1),
    "claims": (1, 99),
    "compare": (2, 99),
    "timeline": (2, 99),
    "urgent": (1, 1),
    "picture": (1, 1),
    "evidence": (0, 99),
    "count": (1, 1),
}
_WITH_TEXT = ("term",)
"""Calls with an id and then words to show."""


def named(page: Page, call: Call) -> Place:
    """Where a call stands."""
    return Place(page.file, call.line, call.col)


@rule("FB302", "content")
def unused_source(project: Project) -> Iterator[Finding]:
    """A page must rest on each source that it declares.

    Bad:  sources: [leaflet, bulletin], and no fact from bulletin
    Good: sources: [leaflet]
    """
    for page in project.pages.values():
        used = sources_of(page.calls, project.book)
        for index, name in enumerate(page.meta.sources):
            place = page.meta_place("sources", index)
            if not project.book.knows("sources", name):
                yield (
                    place,
                    f"a source must be in sources.yml, {name!r} is not",
                    did_you_mean(name, project.book.sources),
                )
            elif name not in used and not _rests_on_unread(page, project.book):
                yield (
                    place,
                    f"a declared source must be used, no fact of this page is from {name!r}",
                    "Cite a fact from it, or drop it.",
                )


def _rests_on_unread(page: Page, book: Factbook) -> bool:
    """Whether it cannot be told on which sources the page rests."""
    for call in page.calls:
        table = WITHOUT_FACTS.get(call.name, "facts")
        named = [(table, name) for name in call.arguments] + [("facts", name) for name in shown_facts(call, book)]
        shown = "facts" if call.name == "evidence" else call.name
        if book.lost(shown) or any(book.unusable(*name) for name in named):
            return True
    return False


@rule("FB303", "content")
def undeclared_source(project: Project) -> Iterator[Finding]:
    """A page must declare each source that its facts rest on.

    Bad:  sources: [leaflet], and a fact from bulletin
    Good: sources: [leaflet, bulletin]
    """
    for page in project.pages.values():
        missing = [
            name
            for name in sources_of(page.calls, project.book)
            if name in project.book.sources and name not in page.meta.sources
        ]
        known = [name for name in page.meta.sources if project.book.knows("sources", name)]
        for name in missing:
            message = f"a source that is used must be declared, {name!r} is not"
            yield page.meta_place("sources"), message, f"Write sources: [{', '.join([*known, *missing])}]."


@rule("FB304", "content")
def unknown_name(project: Project) -> Iterator[Finding]:
    """A call must be one of the functions, with known ids.

    Bad:  {{ fact('itch-aeg') }}
    Good: {{ fact('itch-age') }}
    """
    book = project.book
    for page in project.pages.values():
        for call in page.calls:
            if call.name not in FUNCTIONS:
                yield (
                    named(page, call),
                    f"a call must be a known function, {call.name!r} is not",
                    did_you_mean(call.name, FUNCTIONS),
                )
                continue
            known, table = _known_to(call, project), WITHOUT_FACTS.get(call.name, "facts")
            shown = call.arguments[:1] if call.name in _WITH_TEXT else call.arguments
            for name in shown:
                if name not in known and not book.unusable("facts" if table == "topics" else table, name):
                    yield (
                        named(page, call),
                        f"{call.name}() must name something known, {name!r} is not",
                        did_you_mean(name, known),
                    )


def _known_to(call: Call, project: Project) -> Collection[str]:
    if call.name == "count":
        return COUNTED
    if call.name == "urgent":
        unread = {path for path in call.arguments if project.tree.exists(f"{DOCS}/{path}")} - project.pages.keys()
        return [*(path for path, page in project.pages.items() if urgent_box(page.body)), *unread]
    known: Collection[str] = getattr(project.book, WITHOUT_FACTS.get(call.name, "facts"))
    return known


@rule("FB305", "content")
def wrong_arguments(project: Project) -> Iterator[Finding]:
    """A call must have the arguments that it needs, and the fact the figure that it shows.

    Bad:  {{ fact('care-cloth') }}, a fact without a value
    Good: {{ cite('care-cloth') }}
    """
    book = project.book
    for page in project.pages.values():
        for call in page.calls:
            least, most = _ARGUMENTS.get(call.name, (0, 0))
            if call.name in FUNCTIONS and not least <= len(call.arguments) <= most:
                yield (
                    named(page, call),
                    f"{call.name}() must have {least} to {most} arguments, it has {len(call.arguments)}",
                    "",
                )
                continue
            part = {"fact": "value", "when": "when"}.get(call.name)
            fact = book.facts.get(call.arguments[0]) if part else None
            if part and fact and getattr(fact, part) is None:
                yield (
                    named(page, call),
                    f"the fact must have a {part}, {call.arguments[0]!r} has none",
                    "Write cite() for a fact without a figure.",
                )
            if (
                call.name == "outdated"
                and call.arguments[0] in book.glossary
                and not book.glossary[call.arguments[0]].replaces
            ):
                yield named(page, call), "the term must replace an outdated word, it replaces none", "Use term()."


@rule("FB319", "content")
def hidden_topic(project: Project) -> Iterator[Finding]:
    """Where pages show the evidence by topic, every topic must be on one of them.

    Bad:  {{ evidence('itch') }}, and facts/care.yml on no such page
    Good: {{ evidence('itch', 'care') }}
    """
    calls = [call for page in project.pages.values() for call in page.calls if call.name == "evidence"]
    if not all(call.arguments for call in calls):  # one page has all of it
        return
    shown = {topic for call in calls for topic in call.arguments}
    for topic, names in project.book.topics.items() if calls else ():
        if topic not in shown:
            place = Place(project.book.place("facts", names[0]).file, 1, 1)
            hint = f"Write {{{{ evidence({topic!r}) }}}} on a page."
            yield place, f"the facts of {topic!r} must be on a page that shows their anchors", hint
