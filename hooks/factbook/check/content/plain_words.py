"""How hard pages are to read, and words that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...load.tables import FACTS
from ...model.problem import Place
from ...project import Project
from .. import spelling
from ..readability import Score, hardest, place_of, unusable
from ..readability import limit as limit_of
from ..registry import Finding, rule
from ..subjects import Share, most
from .facts import BOUND, own_texts
from .page_text import place_within, prose_of, texts_of
from .translations import beside
from .translations import place_of as place_of_text

EXAMPLES = 5
"""Sentences that a problem shows."""


@rule("FB320", "readability")
def hard_to_read(project: Project, scores: tuple[Score, ...], _: tuple[Share, ...]) -> Iterator[Finding]:
    """A page must be no harder to read than limits.yml allows, in each language that has a limit there.

    Bad:  Multidisciplinary individualization necessitates pharmacotherapeutic expertise.
    Good: A team of doctors finds the right medicine for each child.
    """
    reading = project.book.limits.reading
    for code, wanted in reading.items():
        measured = any(score.code == code for score in scores)
        if why := "" if measured else unusable(code, wanted.measure):
            yield project.book.place("limits", "reading", code), f"a limit must be one that can be measured: {why}", ""
    for score in scores:
        if not score.within:
            rows = list(hardest(project, score))
            sentences = "\n          ".join(f"{place.file}:{place.line} {text}" for place, text in rows)
            kept = f"{score.path!r} must keep the limit of {score.code!r}, {limit_of(reading[score.code])}"
            own = next((place for place, _ in rows if not place.file.startswith(FACTS)), None)
            yield (
                own or project.pages[score.path].meta_place("title"),
                f"{kept}: it is {score.value:.1f}",
                f"Its hardest sentences:\n          {sentences}",
            )


@rule("FB321", "readability")
def document_as_subject(project: Project, _: tuple[Score, ...], shares: tuple[Share, ...]) -> Iterator[Finding]:
    """A page must state facts, and leave it to the marks who says so: of its sentences no more than limits.yml allows
    may have a document as their subject, by the words of languages.yml, in each language that has some.

    Bad:  The leaflet says that a cool cloth often helps.
    Good: A cool cloth often helps.
    """
    for share in shares:
        if share.percent > (limit := most(project, share)):
            page, first = project.pages[share.path], share.about_documents[0]
            of = f"of the sentences of {share.path!r} in {share.code!r} at most {limit} % must be about documents"
            hint = "State the fact; its mark names the source. These are:\n          " + "\n          ".join(
                share.about_documents[:EXAMPLES]
            )
            yield place_of(project, page, share.code, first), f"{of}, {share.percent:.0f} % are", hint


@rule("FB336", "readability")
def unknown_word(project: Project, *_: object) -> Iterator[Finding]:
    """A word of the site's own text must be one of an anchor, of the glossary or of a dictionary: others are slips, or
    names that come from elsewhere. A name in a translation, with a capital within a sentence, must be one of the
    original, of the glossary, or of a country. Judged where languages.yml says `dictionary: true` for the language.

    Bad:  Some people take Serenol instead.
    Good: Some people take nothing instead.
    """
    known = spelling.knows(project.book)
    code = project.book.source_language
    if known is None and project.book.languages[code].dictionary:
        hint = f"There are lists for {', '.join(sorted(spelling.DICTIONARIES))}. Take the line out."
        message = f"a language with a dictionary must be one that pyspellchecker has a list for, {code!r} is not"
        yield project.book.place("languages", code, "dictionary"), message, hint
    for place, text in _texts_of(project) if known else ():
        prose = prose_of(text)
        for word in sorted(word for word in set(spelling.judged(prose)) if known and not known(word)):
            found = re.search(rf"(?<![^\W\d_]){word}(?![^\W\d_])", prose, re.IGNORECASE)
            message = f"a word must be one of an anchor, the glossary or a dictionary, {word!r} is none"
            hint = "Mend it; where it is right, add it to `words` of the language in docs/_facts/languages.yml."
            yield place_within(place, text, found.start() if found else 0), message, hint
    for code in (code for code in project.bundles if project.book.languages[code].dictionary):
        for catalog, original, verdict, word in spelling.names_in(project, code):
            message = f"a name must be one of the original, the glossary or a country, {word!r} is none"
            hint = (
                f"Mend it; where it is right, add it to `words` of {code!r} in docs/_facts/languages.yml.\n          "
            )
            yield (
                place_of_text(project.bundles[code], catalog, verdict),
                message,
                hint + beside(code, original, verdict),
            )


def _texts_of(project: Project) -> Iterator[tuple[Place, str]]:
    """Every sentence and label of our own."""
    for page in project.pages.values():
        yield from texts_of(page)
    yield from own_texts(project.book)
    yield from ((project.book.place("labels", key), BOUND.sub("", text)) for key, text in project.book.labels.items())
