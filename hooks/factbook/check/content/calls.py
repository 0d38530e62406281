"""The calls of pages: what they name, and the sources that a page rests on by them."""

from collections.abc import Collection, Iterator

from ...model.factbook import Factbook
from ...model.problem import Place, did_you_mean
from ...page.calls import COUNTED, FUNCTIONS, Call, shown_facts, sources_of
from ...page.pages import DOCS, Page
from ...page.segments import urgent_box
from ...project import Project
from ..registry import Finding, page_rule, unknown
from .anchors import REGISTERED

WITHOUT_FACTS = {"term": "glossary", "outdated": "glossary", "picture": "pictures", "evidence": "topics"}
_ARGUMENTS = {
    "fact": (1, 1), "when": (1, 1), "cite": (1, 99), "term": (1, 2), "outdated": (1, 1), "claims": (1, 99),
    "compare": (2, 99), "timeline": (2, 99), "urgent": (1, 1), "picture": (1, 1), "evidence": (0, 99), "count": (1, 1),
}  # fmt: skip
"""The least and the most."""
PARTS = {"fact": "value", "when": "when"}
"""The functions of pages that print a figure of a fact, and which."""


def named(page: Page, call: Call) -> Place:
    """Where a call stands."""
    return Place(page.file, call.line, call.col)


@page_rule("FB302")
def unused_source(project: Project, page: Page) -> Iterator[Finding]:
    """A page must rest on each source that it declares.

    Bad:  sources: [leaflet, bulletin], and no fact from bulletin
    Good: sources: [leaflet]
    """
    book, used = project.book, sources_of(page.calls, project.book)
    for index, name in enumerate(page.meta.sources):
        place = page.meta_place("sources", index)
        yield from unknown(book, "sources", name, place, REGISTERED)
        if book.knows("sources", name) and name not in used and not _rests_on_unread(page, book):
            message = f"a declared source must be used, no fact of this page is from {name!r}"
            yield place, message, "Cite a fact from it, or drop it."


def _rests_on_unread(page: Page, book: Factbook) -> bool:
    """Whether it cannot be told on which sources the page rests."""
    for call in page.calls:
        table = WITHOUT_FACTS.get(call.name, "facts")
        named = [(table, name) for name in call.arguments] + [("facts", name) for name in shown_facts(call, book)]
        shown = "facts" if call.name == "evidence" else call.name
        if book.lost(shown) or any(book.unusable(*name) for name in named):
            return True
    return False


@page_rule("FB303")
def undeclared_source(project: Project, page: Page) -> Iterator[Finding]:
    """A page must declare each source that its facts rest on.

    Bad:  sources: [leaflet], and a fact from bulletin
    Good: sources: [leaflet, bulletin]
    """
    book, declared = project.book, page.meta.sources
    missing = [name for name in sources_of(page.calls, book) if name in book.sources and name not in declared]
    known = [name for name in declared if book.knows("sources", name)]
    for name in missing:
        message = f"a source that is used must be declared, {name!r} is not"
        yield page.meta_place("sources"), message, f"Write sources: [{', '.join([*known, *missing])}]."


@page_rule("FB304")
def unknown_name(project: Project, page: Page) -> Iterator[Finding]:
    """A call must be one of the functions, with known ids.

    Bad:  {{ fact('itch-aeg') }}
    Good: {{ fact('itch-age') }}
    """
    for call in page.calls:
        place = named(page, call)
        if call.name not in FUNCTIONS:
            message = f"a call must be a known function, {call.name!r} is not"
            yield place, message, did_you_mean(call.name, FUNCTIONS)
            continue
        known, table = _known_to(call, project), WITHOUT_FACTS.get(call.name, "facts")
        for name in call.arguments[:1] if call.name == "term" else call.arguments:  # then come words to show
            if name not in known and not project.book.unusable("facts" if table == "topics" else table, name):
                message = f"{call.name}() must name something known, {name!r} is not"
                yield place, message, did_you_mean(name, known)


def _known_to(call: Call, project: Project) -> Collection[str]:
    if call.name == "count":
        return COUNTED
    if call.name == "urgent":
        unread = {path for path in call.arguments if project.tree.exists(f"{DOCS}/{path}")} - project.pages.keys()
        return [*(path for path, page in project.pages.items() if urgent_box(page.body)), *unread]
    known: Collection[str] = getattr(project.book, WITHOUT_FACTS.get(call.name, "facts"))
    return known


@page_rule("FB305")
def wrong_arguments(project: Project, page: Page) -> Iterator[Finding]:
    """A call must have the arguments that it needs, and the fact the figure that it shows.

    Bad:  {{ fact('care-cloth') }}, a fact without a value
    Good: {{ cite('care-cloth') }}
    """
    book = project.book
    for call in page.calls:
        place, given, part = named(page, call), call.arguments, PARTS.get(call.name, "")
        least, most = _ARGUMENTS.get(call.name, (0, 0))
        if call.name in FUNCTIONS and not least <= len(given) <= most:
            yield place, f"{call.name}() must have {least} to {most} arguments, it has {len(given)}", ""
        elif part and given[0] in book.facts and getattr(book.facts[given[0]], part) is None:
            message = f"the fact must have a {part}, {given[0]!r} has none"
            yield place, message, "Write cite() for a fact without a figure."
        elif call.name == "outdated" and given[0] in book.glossary and not book.glossary[given[0]].replaces:
            yield place, "the term must replace an outdated word, it replaces none", "Use term()."
