"""Facts and the documents behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import permutations
from string import Formatter

import babel

from .. import fingerprint, localize
from ..figures import Prover
from ..loading import FACTS, did_you_mean
from ..model import Evidence, Fact, Factbook, Hotline, Line, Place
from ..patterns import INVISIBLE, folded
from ..project import Project
from ..terms import among, phrase
from ..translation import picture_texts
from ..values import Value
from . import Finding, rule

_MARKUP = re.compile(r"<[a-zA-Z!/]|javascript:|&#?\w+;|\]\(|\{\{|\{%", re.IGNORECASE)
_BOUND = re.compile(r"\{[\w-]+\}")


def _evidence(book: Factbook) -> Iterator[tuple[str, int, Fact, Evidence]]:
    for name, fact in book.facts.items():
        for index, item in enumerate(fact.evidence):
            yield name, index, fact, item


@rule("FB201", "content")
def anchor_is_in_document(project: Project) -> Iterator[Finding]:
    """An anchor must stand in its document.

    Bad:  anchor: usually begins at dawn
    Good: anchor: usually begins between 3 and 5 years
    """
    book = project.book
    for place, source, anchor in book.anchors():
        document = book.fingerprints.get(source)
        if document and not document.holds(anchor):
            others = [name for name, other in book.fingerprints.items() if other.holds(anchor)]
            hint = f"It stands in {others[0]!r}." if others else "Copy the words exactly as the document has them."
            yield place, f"an anchor must stand in its document, {anchor!r} is not in {source!r}", hint


@rule("FB202", "content")
def anchor_is_short(project: Project) -> Iterator[Finding]:
    """An anchor must have at most eight words: the documents are other people's text.

    Bad:  anchor: usually begins between 3 and 5 years of age and goes away
    Good: anchor: usually begins between 3 and 5 years
    """
    for place, _, anchor in project.book.anchors():
        count = len(fingerprint.words(anchor))
        if not 1 <= count <= fingerprint.MAX_WORDS:
            message = f"an anchor must have 1 to {fingerprint.MAX_WORDS} words, this one has {count}"
            yield place, message, "Keep the words that hold the figure; add a second anchor for the rest."


@rule("FB218", "content")
def anchors_leave_a_gap(project: Project) -> Iterator[Finding]:
    """Anchors of a fact must not continue or overlap each other to more than eight words of a document.

    Bad:  anchor: a mild itch of the elbows   anchor: that comes at dusk
    Good: anchor: a mild itch of the elbows   anchor: comes at dusk
    """
    book = project.book
    for name, fact in book.facts.items():
        for (_, first), (index, then) in permutations(enumerate(fact.evidence), 2):
            document = book.fingerprints.get(first.source) if first.source == then.source else None
            if document and (joined := _joined(document, first.anchor, then.anchor)):
                place = book.place("facts", name, "evidence", index, "anchor")
                message = f"anchors must not join to more than {fingerprint.MAX_WORDS} words, {joined!r} does"
                yield place, message, "Leave out an anchor, or words where they meet."


def _joined(document: fingerprint.Fingerprint, first: str, then: str) -> str:
    """The longest run of more than eight words that two anchors make up together; empty where there is none."""
    start, end = fingerprint.words(first), fingerprint.words(then)
    shared = [size for size in range(min(len(start), len(end)) + 1) if start[len(start) - size :] == end[:size]]
    runs = (" ".join(start + end[size:]) for size in shared if len(start) + len(end) - size > fingerprint.MAX_WORDS)
    return next((run for run in runs if document.holds(run)), "")


@rule("FB203", "content")
def figure_is_in_anchor(project: Project) -> Iterator[Finding]:
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
            hint = "Mend the figure, or add the anchor that states it. Wordings of units are in languages.yml."
            yield place, message, hint
            continue
        for prover, anchor in proofs:
            if against := prover.against(value, anchor):
                message = f"no anchor may state the {part} otherwise, {anchor!r} does; not in it: {', '.join(against)}"
                yield place, message, "Where documents differ, make a fact for each, with differs_from."


def _figures(book: Factbook) -> Iterator[tuple[Place, str, Value, tuple[Evidence, ...]]]:
    for name, fact in book.facts.items():
        for part in ("value", "when"):
            if value := getattr(fact, part):
                yield book.place("facts", name, part), part, value, fact.evidence
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
def source_is_known(project: Project) -> Iterator[Finding]:
    """Evidence must name a source of the register.

    Bad:  source: leaflett
    Good: source: leaflet
    """
    book = project.book
    for name, index, _, item in _evidence(book):
        if not book.knows("sources", item.source):
            place = book.place("facts", name, "evidence", index, "source")
            yield (
                place,
                f"a source must be in sources.yml, {item.source!r} is not",
                did_you_mean(item.source, book.sources),
            )
    for name, hotline in book.hotlines.items():
        if not book.knows("sources", hotline.source):
            place = book.place("hotlines", name, "source")
            yield (
                place,
                f"a source must be in sources.yml, {hotline.source!r} is not",
                did_you_mean(hotline.source, book.sources),
            )


@rule("FB205", "content")
def document_is_the_registered_one(project: Project) -> Iterator[Finding]:
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
            hint = f"Run: factbook source add {name} FILE"
            yield (
                book.place("sources", name),
                f"a source must have a fingerprint, fingerprints/{name}.json is missing",
                hint,
            )
        elif document.sha256 != source.sha256:
            hint = "If the document has a new edition, run `factbook source add` again and check every anchor."
            yield book.place("sources", name, "sha256"), "sha256 must be that of the fingerprint", hint
    for name in (name for name in book.fingerprints if not book.knows("sources", name)):
        hint = f"Register it with `factbook source add {name} FILE`, or remove the file."
        yield Place(f"{FACTS}/fingerprints/{name}.json", 1, 1), "a fingerprint must have a source in sources.yml", hint


@rule("FB206", "content")
def anchor_is_distinctive(project: Project) -> Iterator[Finding]:
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


@rule("FB207", "content")
def claim_has_no_loose_figure(project: Project) -> Iterator[Finding]:
    """A claim, note or picture must not contain a loose figure: it stands in the value, and `{value}` in the claim.

    Bad:  claim: The itch usually begins between 3 and 5 years of age.
    Good: claim: The itch usually begins at {value} of age.
    """
    if project.book.lost("glossary"):  # names that have digits in them are not known
        return
    for place, text in _own_texts(project.book):
        for figure in project.numerals.loose(project.without_names(text)):
            hint = "Put it into value or when, and {value} or {when} into the claim."
            yield place, f"the figure {figure.text!r} must be bound to a value", hint


@rule("FB208", "content")
def placeholders_fit(project: Project) -> Iterator[Finding]:
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


@rule("FB209", "content")
def phone_is_real(project: Project) -> Iterator[Finding]:
    """A phone number must be a valid number whose digits stand in its anchor; it has a language if one is named there.

    Bad:  number: '+18005550143'   anchor: 800-555-0142
    Good: number: '+18005550142'   anchor: 800-555-0142
    """
    book = project.book
    for name, hotline in book.hotlines.items():
        for index, line in enumerate(hotline.lines):
            place = book.place("hotlines", name, "lines", index, "number")
            try:
                localize.phone(line.number)
            except ValueError as error:
                yield (
                    place,
                    f"a phone number must be valid, {line.number!r} is not: {error}",
                    "Write it as in +18005550142.",
                )
                continue
            if localize.national_digits(line.number) not in re.sub(r"\D", "", line.anchor):
                yield (
                    place,
                    f"the number must be the one in the anchor, {line.number!r} is not",
                    f"The anchor: {line.anchor}",
                )
            if line.language not in (named := _languages_named(book, hotline, line)):
                place = book.place("hotlines", name, "lines", index, "language")
                none = "no language of this site; leave it out, or give the code of the one that it names"
                hint = f"It names {', '.join(sorted(filter(None, named))) or none}."
                yield place, f"the language must be the one that the anchor names, {line.language!r} is not", hint


def _languages_named(book: Factbook, hotline: Hotline, line: Line) -> set[str | None]:
    """The languages that the anchor of a line names, in the words of its document; None where it names none."""
    try:
        names = babel.Locale.parse(book.sources[hotline.source].language).languages
    except (KeyError, ValueError, babel.UnknownLocaleError):  # what is wrong there is reported there
        return {line.language}
    known = {*book.languages, *filter(None, [line.language])}
    named = {code for code in known if re.search(rf"\b{names.get(code, '(?!)')}\b", line.anchor, re.IGNORECASE)}
    return {*named} or {None}


@rule("FB210", "content")
def difference_is_mutual(project: Project) -> Iterator[Finding]:
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
def data_has_no_markup(project: Project) -> Iterator[Finding]:
    """Facts, labels, pictures and glossary must be plain text: no HTML, Markdown links, template calls or invisible
    characters.

    Bad:  claim: The itch <b>usually</b> begins early.
    Good: claim: The itch usually begins early.
    """
    for place, text in [*_own_texts(project.book), *_names(project.book)]:
        if found := _MARKUP.search(text):
            hint = "Fill in what stands in angle brackets." if re.fullmatch("<.*>", text) else "Leave it out."
            yield place, f"data must be plain text, {found[0]!r} is markup", hint
        if INVISIBLE.search(text):
            yield place, "data must not hold invisible or direction-changing characters", "Type the text anew."


@rule("FB212", "content")
def outdated_term_is_not_used(project: Project) -> Iterator[Finding]:
    """Outdated words must not be used; the glossary explains them once.

    Bad:  the old word that a document uses
    Good: the word that people use now
    """
    book = project.book
    labels = ((book.place("labels", key), text) for key, text in book.labels.items())
    replaced = outdated(book)
    for place, text in [*_own_texts(book), *labels]:
        for old, new in among(replaced, folded(text)):
            if phrase(old).search(text):
                yield place, f"the outdated word {old!r} must not be used", f"Write {new!r}."


@rule("FB213", "content")
def meaning_is_proven(project: Project) -> Iterator[Finding]:
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


@rule("FB214", "content")
def language_is_known(project: Project) -> Iterator[Finding]:
    """A language must have a code and a locale that CLDR knows, and translations must be of such a language.

    Bad:  locale: pt_XX
    Good: locale: pt_BR
    """
    book = project.book
    for code, language in book.languages.items():
        place = book.place("languages", code, "locale")
        try:
            known = babel.Locale.parse(language.locale).language == code
        except (ValueError, babel.UnknownLocaleError):
            known = False
        if not known:
            yield (
                place,
                f"the locale must be one of CLDR for {code!r}, {language.locale!r} is not",
                "For example pt_BR.",
            )
    folders = {name.split("/")[2] for name in project.tree.names("docs/_translations", "*/*")}
    for code in sorted(folders - set(book.languages)):
        place = Place(f"docs/_translations/{code}", 0, 0)
        yield (
            place,
            f"a folder of translations must be for a known language, {code!r} is not",
            did_you_mean(code, book.languages),
        )


@rule("FB215", "content")
def label_is_there(project: Project) -> Iterator[Finding]:
    """Each kind of source and each file of facts must have a label.

    Bad:  kind: leaflet, and no label kind.leaflet
    Good: kind.leaflet: Leaflet
    """
    book = project.book
    wanted = {f"kind.{source.kind}": book.place("sources", name, "kind") for name, source in book.sources.items()}
    for name in book.facts:
        place = book.place("facts", name)
        wanted.setdefault(f"topic.{place.file.rsplit('/', 1)[-1].removesuffix('.yml')}", place)
    for key, place in wanted.items():
        if not book.knows("labels", key):
            yield place, f"the label {key!r} must be in labels.yml", _add_label(key, book)


def _add_label(key: str, book: Factbook) -> str:
    """The line to add, after a spelling that is there already."""
    return f"{did_you_mean(key, book.labels)} Add the line '{key}: …' to {FACTS}/labels.yml.".lstrip()


def outdated(book: Factbook) -> list[tuple[str, str]]:
    """Outdated words and what to write for them."""
    return [(old, term.term) for term in book.glossary.values() for old in term.replaces]


def _own_texts(book: Factbook) -> Iterator[tuple[Place, str]]:
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
        yield from (
            (book.place("pictures", name, *path), _BOUND.sub("", text)) for path, text in picture_texts(picture)
        )


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
