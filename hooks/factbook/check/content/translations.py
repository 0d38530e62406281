"""Languages, and the translations into them."""

import re
from collections.abc import Iterator, Mapping

from ...load.tables import FACTS
from ...locale import cldr
from ...model.problem import Place, did_you_mean
from ...page.pages import DOCS
from ...page.texts import Text
from ...project import Project
from ...translate import glossary
from ...translate.language import FOLDER, Bundle, State, Verdict, catalog_file
from ..registry import Finding, rule
from ..report import cut
from ..visible_text import squeezed

_OWN_WORDS = 4
"""Of a translation that only one text can have."""


def place_of(bundle: Bundle, name: str, verdict: Verdict) -> Place:
    """Where a catalog has the translation of a text."""
    return Place(bundle.catalog(name).file, verdict.entry.line if verdict.entry else 1, 1)


def _rows(project: Project) -> Iterator[tuple[Bundle, Text, Verdict, Place]]:
    """Yield each text of each language with what its catalog has for it, and where."""
    for code, coverage in project.coverages.items():
        bundle = project.bundles[code]
        yield from ((bundle, text, verdict, place_of(bundle, name, verdict)) for name, text, verdict in coverage.rows)


def beside(code: str, text: Text, verdict: Verdict) -> str:
    """The original and what its language has for it, one below the other; with the earlier original where known."""
    entry, label = verdict.entry, max(len("Original"), len(code))
    rows = [("Was", entry.previous if entry else ""), ("Original", text.source), (code, entry.text if entry else "")]
    return "\n          ".join(f"{name:>{label}}: {cut(shown, 200)}" for name, shown in rows if shown)


def _mend(code: str, text: Text, verdict: Verdict) -> str:
    """Where the text stands, and what makes its translation count."""
    update = f"Run: factbook translate update {code}. " if verdict.entry is None else ""
    place = f"It is from {text.place.file}:{text.place.line}."
    return f"{update}{_TO_DO[verdict.state]} {place}\n          {beside(code, text, verdict)}"


_TO_DO: Mapping[State, str] = {
    "missing": "Fill in msgstr.",
    "fuzzy": "Correct msgstr and remove the line '#, fuzzy'.",
    "broken": "Mend msgstr as FB402 says.",
}


@rule("FB402", "content")
def damaged_translation(project: Project) -> Iterator[Finding]:
    """A translation must keep every call, placeholder, link, tag and figure, and add none.

    Bad:  msgid "… at {{ fact('itch-age') }} …"   msgstr "… 3 to 5 years …"
    Good: msgid "… at {{ fact('itch-age') }} …"   msgstr "… {{ fact('itch-age') }} …"
    """
    for bundle, text, verdict, place in _rows(project):
        for damage in verdict.damages:
            yield place, damage, f"{_word_for(damage, bundle.code)}{beside(bundle.code, text, verdict)}"


def _word_for(damage: str, code: str) -> str:
    """What to do where a figure is lost because the checks do not know the word that says it."""
    figure = re.fullmatch("the figure (.+) must be kept, it is lost", damage)
    where = f"name that word below numerals of {code!r} in {FACTS}/languages.yml, like this"
    numbers = figure[1].replace("/", ", ") if figure else ""
    return f"Where a word of your text says it, {where}: word: [{numbers}]\n          " if figure else ""


@rule("FB403", "translation")
def untranslated_text(project: Project) -> Iterator[Finding]:
    """Every text must be translated, from its present wording. Until then, readers see the original, marked.

    Bad:  a sentence that has changed since it was translated
    Good: its translation brought up to date, and no longer fuzzy
    """
    for code, coverage in project.coverages.items():
        for name, text, verdict in coverage.open:
            message = f"a text must be translated, this one is {verdict.state}: {cut(text.source, 70)!r}"
            yield place_of(project.bundles[code], name, verdict), message, _mend(code, text, verdict)


@rule("FB404", "content")
def forbidden_word(project: Project) -> Iterator[Finding]:
    """A translation must not use a word that its language's terms forbid.

    Bad:  msgstr "the word that forbidden: names"
    Good: msgstr "the word to write instead"
    """
    for bundle, text, verdict, place in _rows(project):
        for old, new in glossary.forbidden(bundle.language, verdict.entry.text if verdict.entry else ""):
            yield place, f"the word {old!r} must not be used", f"Write {new!r}. {beside(bundle.code, text, verdict)}"


@rule("FB407", "translation")
def orphaned_catalog(project: Project) -> Iterator[Finding]:
    """A PO file must be of a page: where the page is gone or has another name, nobody reads what it holds.

    Bad:  docs/_translations/pt/relief.po, and no docs/relief.md
    Good: docs/_translations/pt/care.po, and docs/care.md
    """
    for code, bundle in project.bundles.items():
        wanted = {catalog_file(code, name) for name, _ in project.texts()}
        for file in sorted(set(bundle.catalogs) - wanted):
            page = f"{DOCS}/{file.removeprefix(f'{FOLDER}/{code}/').removesuffix('.po')}.md"
            hint = f"If the page has moved, run: factbook translate update {code}. If it is gone, remove the file."
            yield Place(file, 1, 1), f"a PO file must be of a page, there is no {page}", hint


@rule("FB405", "translation")
def unpublished_language(project: Project) -> Iterator[Finding]:
    """A language must reach its minimum, and its disclaimer, hotlines and urgent boxes must be current, to be offered.

    Bad:  minimum: 90, and 85 % translated: the language is built for preview only
    Good: minimum: 90, and 95 % translated
    """
    for code in project.coverages:
        yield from _not_offered(project, code)


def _not_offered(project: Project, code: str) -> Iterator[Finding]:
    coverage = project.coverages[code]
    if coverage.percent < coverage.minimum:
        must = f"{code!r} must be {coverage.minimum} % translated to be offered to readers, it is {coverage.percent} %"
        yield project.book.place("languages", code), must, f"See what is left: factbook translate status {code}"
    for name, text, verdict in coverage.stale:
        message = f"what readers act on must be current for {code!r} to be offered: {cut(text.source, 70)!r}"
        hint = f"It is {verdict.state}. {_mend(code, text, verdict)}"
        yield place_of(project.bundles[code], name, verdict), message, hint


@rule("FB445", "publish")
def withdrawn_language(project: Project) -> Iterator[Finding]:
    """A language that readers are offered must stay: a site without it is not published. `offered: true` in
    languages.yml says that it is offered, `false` that it need not be.

    Bad:  one word of the box that tells readers to act is changed, and is not translated anew
    Good: it is translated anew; or offered: false
    """
    for code, coverage in project.coverages.items():
        for place, message, hint in _not_offered(project, code) if coverage.withdrawn else ():
            way = f"To publish the site without {code!r}, write `offered: false` there in {FACTS}/languages.yml."
            yield place, message, f"{hint}\n          {way}"


@rule("FB406", "content")
def term_mismatch(project: Project) -> Iterator[Finding]:
    """A translation of a text with a preferred term must hold one of the forms that its language has for the term.

    Bad:  preferred: {itch: [picor]}   msgid "How long an itch lasts"   msgstr "Cuánto dura la molestia"
    Good: preferred: {itch: [picor]}   msgid "How long an itch lasts"   msgstr "Cuánto dura el picor"
    """
    original = project.book.languages[project.book.source_language]
    for bundle, text, verdict, place in _rows(project):
        lacking = glossary.lacking(original, bundle.language, text.source, verdict.text) if verdict.text else ()
        for term, forms in lacking:
            where = f"The forms are below preferred of {bundle.code!r} in {FACTS}/languages.yml. "
            yield place, glossary.must(term, forms), where + beside(bundle.code, text, verdict)


@rule("FB435", "content")
def lost_negation(project: Project) -> Iterator[Finding]:
    """A translation must deny at least as often as the original, where both languages have negations in languages.yml.

    Bad:  msgid "It does not help."   msgstr "Ayuda."
    Good: msgid "It does not help."   msgstr "No ayuda."
    """
    original = project.book.languages[project.book.source_language]
    for bundle, text, verdict, place in _rows(project):
        if lost := glossary.denials_lost(original, bundle.language, text.source, verdict.text) if verdict.text else "":
            such = f"Such words: {', '.join(bundle.language.negations)}."
            yield place, lost, f"{such} {beside(bundle.code, text, verdict)}"


@rule("FB437", "content")
def repeated_translation(project: Project) -> Iterator[Finding]:
    """A translation must be of its own text: two different texts of a catalog must not read the same in translation,
    but for short ones.

    Bad:  msgstr "Un paño fresco suele ayudar." of two claims
    Good: msgstr "Un paño fresco suele ayudar." of one
    """
    first: dict[tuple[str, str], Text] = {}
    for bundle, text, verdict, place in _rows(project):
        shown = squeezed(verdict.text or "")
        if shown.count(" ") + 1 < _OWN_WORDS:
            continue
        other = first.setdefault((place.file, shown), text)
        if squeezed(other.source) != squeezed(text.source):
            message = f"two texts must not be translated alike, this one has that of {cut(other.source, 60)!r}"
            mend = f"Where it is right, word one of them another way. {beside(bundle.code, text, verdict)}"
            yield place, message, mend


@rule("FB214", "content")
def unknown_language(project: Project) -> Iterator[Finding]:
    """A language must have a code and a locale that CLDR knows, and translations must be of such a language.

    Bad:  locale: pt_XX
    Good: locale: pt_BR
    """
    book = project.book
    for code, language in book.languages.items():
        if not cldr.fits(code, language.locale):
            message = f"the locale must be one of CLDR for {code!r}, {language.locale!r} is not"
            yield book.place("languages", code, "locale"), message, "For example pt_BR."
    folders = {name.split("/")[2] for name in project.tree.names(FOLDER, "*/*")}
    for code in sorted(folders - set(book.languages)):
        message = f"a folder of translations must be for a known language, {code!r} is not"
        yield Place(f"{FOLDER}/{code}"), message, did_you_mean(code, book.languages)
