"""Anchors, and the documents that they stand in."""

from collections.abc import Iterable, Iterator
from itertools import permutations

from ...load import document_text, fingerprint
from ...load.tables import FACTS
from ...locale.anchor_matcher import Prover
from ...model.entries import Evidence
from ...model.factbook import Factbook
from ...model.problem import Place
from ...model.value import Value
from ...project import Project
from ..registry import Finding, rule, unknown
from .facts import values

REGISTERED = "a source must be in sources.yml"
"""What must hold wherever one is named."""


@rule("FB201", "content")
def anchor_not_found(project: Project) -> Iterator[Finding]:
    """An anchor must stand in its document: `factbook source add` compares them, and the fingerprint keeps the outcome.

    Bad:  anchor: usually begins at dawn
    Good: anchor: usually begins between 3 and 5 years
    """
    book = project.book
    for place, source, anchor in book.anchors():
        document = book.fingerprints.get(source)
        if document and not document.holds(anchor):
            others = [name for name, other in book.fingerprints.items() if other.holds(anchor)]
            copy = f"Copy the words exactly, and figures whole, then run: factbook source add {source} FILE"
            hint = f"It stands in {others[0]!r}." if others else copy
            yield place, f"an anchor must stand in its document, {anchor!r} is not in {source!r}", hint


@rule("FB202", "content")
def anchor_too_long(project: Project) -> Iterator[Finding]:
    """An anchor must have two to eight words: one proves little, and the documents are other people's text.

    Bad:  anchor: usually begins between 3 and 5 years of age and goes away
    Good: anchor: usually begins between 3 and 5 years
    """
    for place, _, anchor in project.book.anchors():
        count = document_text.length(document_text.words(anchor))
        if not fingerprint.MIN_WORDS <= count <= fingerprint.MAX_WORDS:
            allowed = f"{fingerprint.MIN_WORDS} to {fingerprint.MAX_WORDS} words"
            hint = "Keep the words that hold the figure; add a second anchor for the rest."
            yield place, f"an anchor must have {allowed}, this one has {count}", hint


@rule("FB218", "content")
def chained_anchors(project: Project) -> Iterator[Finding]:
    """Anchors of a fact must not continue or overlap each other to more than eight words of a document.

    Bad:  anchor: a mild itch of the elbows   anchor: that comes at dusk
    Good: anchor: a mild itch of the elbows   anchor: comes at dusk
    """
    book = project.book
    for name, fact in book.facts.items():
        for (_, first), (index, then) in permutations(enumerate(fact.evidence), 2):
            document = book.fingerprints.get(first.source) if first.source == then.source else None
            runs = fingerprint.joined(first.anchor, then.anchor) if document else ()
            if found := next((run for run in runs if document and document.holds(run)), ""):
                place = book.place("facts", name, "evidence", index, "anchor")
                message = f"anchors must not join to more than {fingerprint.MAX_WORDS} words, {found!r} does"
                yield place, message, "Leave out an anchor, or words where they meet."


@rule("FB203", "content")
def figure_not_in_anchor(project: Project) -> Iterator[Finding]:
    """Every part of a value must stand in one anchor of its fact: figures, units, bounds, months, currency.
    No other anchor of the fact may state the same figures otherwise. The date of a document counts as a value.

    Bad:  value: {from: 3, to: 6, unit: year}   anchor: usually begins between 3 and 5 years
    Good: value: {from: 3, to: 5, unit: year}   anchor: usually begins between 3 and 5 years
    """
    for place, part, value, evidence in _figures(project.book):
        if any(item.source not in project.book.sources for item in evidence):
            continue  # that is reported there
        proofs = [(prover, item.anchor) for prover, item in _proofs(project, evidence)]
        lacking = min((prover.missing(value, anchor) for prover, anchor in proofs), key=len, default=["evidence"])
        if lacking:
            message = f"one anchor must state the whole {part}; not found: {', '.join(lacking)}"
            hint = "Mend the figure, or add the anchor that states it. How languages say it: `wording`, languages.yml."
            yield place, message, hint
            continue
        for prover, anchor in proofs:
            if against := prover.against(value, anchor):
                message = f"no anchor may state the {part} otherwise, {anchor!r} does; not in it: {', '.join(against)}"
                yield place, message, "Where documents differ, make a fact for each, with differs_from."


def _figures(book: Factbook) -> Iterator[tuple[Place, str, Value, tuple[Evidence, ...]]]:
    for name, part, value in values(book):
        yield book.place("facts", name, part), part, value, book.facts[name].evidence
    for name, source in book.sources.items():
        if source.dated:
            evidence = (Evidence(source=name, anchor=source.dated_anchor),) if source.dated_anchor else ()
            yield book.place("sources", name, "dated"), "date", source.dated, evidence


def _proofs(project: Project, evidence: Iterable[Evidence]) -> Iterator[tuple[Prover, Evidence]]:
    for item in evidence:
        source = project.book.sources.get(item.source)
        if source and (prover := project.provers.get(source.language)):
            yield prover, item


@rule("FB204", "content")
def unknown_source(project: Project) -> Iterator[Finding]:
    """Evidence must name a source of the register.

    Bad:  source: leaflett
    Good: source: leaflet
    """
    book = project.book
    named = [
        (book.place("facts", name, "evidence", index, "source"), item.source)
        for name, fact in book.facts.items()
        for index, item in enumerate(fact.evidence)
    ]
    named += [(book.place("hotlines", name, "source"), hotline.source) for name, hotline in book.hotlines.items()]
    for place, source in named:
        yield from unknown(book, "sources", source, place, REGISTERED)


@rule("FB205", "content")
def fingerprint_mismatch(project: Project) -> Iterator[Finding]:
    """Each source must have a fingerprint of exactly its document, and each fingerprint a source.

    Bad:  sha256 in sources.yml of another edition
    Good: sha256 in sources.yml and in the fingerprint the same
    """
    book = project.book
    for name, source in book.sources.items():
        document = book.fingerprints.get(name)
        file = f"{FACTS}/fingerprints/{name}.json"
        if document is None and project.tree.exists(file):
            continue  # why it cannot be read is reported there
        if document is None:
            message = f"a source must have a fingerprint, fingerprints/{name}.json is missing"
            yield book.place("sources", name), message, f"Run: factbook source add {name} FILE"
        elif document.sha256 != source.sha256:
            hint = "If the document has a new edition, run `factbook source add` again and check every anchor."
            yield book.place("sources", name, "sha256"), "sha256 must be that of the fingerprint", hint
    for name in (name for name in book.fingerprints if not book.knows("sources", name)):
        hint = f"Register it with `factbook source add {name} FILE`, or remove the file."
        yield Place(f"{FACTS}/fingerprints/{name}.json", 1, 1), "a fingerprint must have a source in sources.yml", hint


@rule("FB206", "content")
def ambiguous_anchor(project: Project) -> Iterator[Finding]:
    """An anchor must tell its document from the others.

    Bad:  anchor: glimmer itch
    Good: anchor: a mild itch of the elbows
    """
    book = project.book
    for place, source, anchor in book.anchors():
        others = [name for name, other in book.fingerprints.items() if name != source and other.holds(anchor)]
        own = book.fingerprints.get(source)
        if others and own and own.holds(anchor):
            message = f"an anchor must stand in one document only, {anchor!r} stands in {others[0]!r} as well"
            yield place, message, "Add the words before or after it."
