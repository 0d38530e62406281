"""Names: what is said of a drug, gene or organisation must be proven of that one, and not of another."""

import re
from collections.abc import Iterable, Iterator

from ...model.factbook import Factbook
from ...model.problem import Place
from ...page.calls import CITING, calls_in
from ...page.pages import Page
from ...page.segments import statements
from ...page.texts import Text
from ...project import Project
from ...translate.damages import prose
from ...translate.glossary import Names
from ...translate.language import UI, picture_texts
from ..registry import Finding, page_rule, rule
from .page_text import prose_of
from .translations import beside, place_of

_TERM = re.compile(r"\bterm\(\s*['\"]([^'\"]*)")


@rule("FB225", "content")
def unproven_name(project: Project) -> Iterator[Finding]:
    """A drug, gene or organisation that a claim or note names must be named by an anchor of the fact. Meanings of the
    glossary and pictures may name those of their facts.

    Bad:  claim: Calmolin often helps.   anchor: A cool cloth on the elbow
    Good: claim: Calmolin is a cream against itching.   anchor: Calmolin is a cream against itching
    """
    for place, text, proofs, own in _named_texts(project.book):
        for name in sorted(project.names.within(text) - project.names.within(*proofs) - {own}):
            message = f"an anchor must name what this text names, none has {project.names[name]!r}"
            yield place, message, "Mend the name, or add an anchor that names it."


def _named_texts(book: Factbook) -> Iterator[tuple[Place, str, list[str], str]]:
    """Place and text of each sentence of our own, what proves its names, and the term that it explains."""
    for name, fact in book.facts.items():
        anchors = [item.anchor for item in fact.evidence]
        texts = (("claim", fact.claim), ("note", fact.note))
        yield from ((book.place("facts", name, key), text, anchors, "") for key, text in texts if text)
    for name, term in book.glossary.items():
        if term.meaning:
            yield book.place("glossary", name, "meaning"), term.meaning, list(_of_facts(book, term.facts)), name
    for name, picture in book.pictures.items():
        proofs = list(_of_facts(book, picture.facts()))
        for path, text in picture_texts(picture):
            yield book.place("pictures", name, *path), text, proofs, ""


def _of_facts(book: Factbook, names: Iterable[str]) -> Iterator[str]:
    """What the facts say, in our words and in those of the documents."""
    for fact in (book.facts[name] for name in names if name in book.facts):
        yield from (fact.claim, fact.note or "", *(item.anchor for item in fact.evidence))


@page_rule("FB335")
def uncited_name(project: Project, page: Page) -> Iterator[Finding]:
    """A drug, gene or organisation that a block names must be named by a fact that this block cites.

    Bad:  Calmolin often helps {{ cite('care-cloth') }}.
    Good: A cool cloth often helps {{ cite('care-cloth') }}.
    """
    book, names = project.book, project.names
    for line, text in statements(page.pieces):
        shown, cited = names.within(prose_of(text)), set[str]()
        if not shown and not _TERM.search(text):
            continue
        for call, given in calls_in(text):
            shown |= names.terms.keys() & set(given[:1]) if call == "term" else set()
            cited |= set(given) if call in CITING else set()
        if not shown or not cited or not cited <= book.facts.keys():  # that is reported there
            continue
        for name in sorted(shown - names.within(*_of_facts(book, cited))):
            message = f"a fact that is cited here must name {names[name]!r}, none does"
            yield Place(page.file, line, 1), message, f"Mend the name, or cite a fact on {names[name]} here too."


@rule("FB436", "content")
def invented_name(project: Project) -> Iterator[Finding]:
    """A translation must name no drug, gene or organisation that the original does not name.

    Bad:  msgid "A cool cloth helps."   msgstr "La Calmolina ayuda."
    Good: msgid "A cool cloth helps."   msgstr "Un paño fresco ayuda."
    """
    terms = {name: Text(term.term, f"term.{name}.term") for name, term in project.names.terms.items()}
    for code, coverage in project.coverages.items():
        bundle = project.bundles[code]
        names = Names(project.book, {name: bundle.verdict(UI, text).text or "" for name, text in terms.items()})
        for catalog, text, verdict in coverage.rows:
            given = names.within(prose(verdict.text or ""))
            wanted = names.within(prose(text.source)).union(_TERM.findall(text.source)) if given else set()
            for name in sorted(given - wanted):
                message = f"a translation must name what its original does, which does not name {names[name]!r}"
                yield place_of(bundle, catalog, verdict), message, beside(code, text, verdict)
