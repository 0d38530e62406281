"""How hard pages are to read, and words that nobody knows."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from spellchecker import SpellChecker

from ...load.document_text import words
from ...load.tables import FACTS
from ...locale.cldr import cldr_locale
from ...model.factbook import Factbook
from ...page.texts import Text
from ...project import Project
from ...translate.damages import prose
from ...translate.language import Verdict
from .. import readability
from ..readability import Score
from ..registry import Finding, rule
from .page_text import said
from .translations import beside, place_of

_SHORTEST = 3
"""Letters of a word that is judged: shorter ones are abbreviations."""
_DICTIONARIES = frozenset(SpellChecker.languages())
"""Codes of the languages that pyspellchecker has a list of words for."""
_EXAMPLES = 5
"""Sentences that a problem shows."""


@rule("FB320", "readability")
def hard_to_read(project: Project, scores: tuple[Score, ...]) -> Iterator[Finding]:
    """A page must be no harder to read than limits.yml allows, in each language that has a limit there.

    Bad:  Multidisciplinary individualization necessitates pharmacotherapeutic expertise.
    Good: A team of doctors finds the right medicine for each child.
    """
    for code, wanted in project.book.limits.reading.items():
        rows = readability.ranked(project, scores, code)
        if why := "" if rows else readability.unusable(code, wanted.measure):
            yield project.book.place("limits", "reading", code), f"a limit must be one that can be measured: {why}", ""
        for score, value in rows:
            if not readability.within(value, wanted):
                worst = list(readability.hardest(project, score))
                own = (place for place, _ in worst if not place.file.startswith(FACTS))
                place = next(own, project.pages[score.path].meta_place("title"))
                hint = "\n          ".join(
                    ["Its hardest sentences:", *(f"{at.file}:{at.line} {text}" for at, text in worst)]
                )
                kept = f"{score.path!r} must keep the limit of {code!r}, {readability.limit(wanted)}"
                yield place, f"{kept}: it is {value:.1f}", hint


@rule("FB321", "readability")
def document_as_subject(project: Project, scores: tuple[Score, ...]) -> Iterator[Finding]:
    """A page must state facts, and leave it to the marks who says so: of its sentences no more than limits.yml allows
    may have a document as their subject, by the words of languages.yml, in each language that has some.

    Bad:  The leaflet says that a cool cloth often helps.
    Good: A cool cloth often helps.
    """
    for score in scores:
        if score.percent > (most := readability.most_about(project, score.path)):
            about, page = score.about_documents[:_EXAMPLES], project.pages[score.path]
            of = f"of the sentences of {score.path!r} in {score.code!r} at most {most} % must be about documents"
            hint = "\n          ".join(["State the fact; its mark names the source. These are:", *about])
            place = readability.place_of(project, page, score.code, about[0])
            yield place, f"{of}, {score.percent:.0f} % are", hint


@rule("FB336", "readability")
def unknown_word(project: Project, *_: object) -> Iterator[Finding]:
    """A word of the site's own text must be one of an anchor, of the glossary or of a dictionary: others are slips, or
    names that come from elsewhere. A name in a translation, with a capital within a sentence, must be one of the
    original, of the glossary, or of a country. Judged where languages.yml says `dictionary: true` for the language.

    Bad:  Some people take Serenol instead.
    Good: Some people take nothing instead.
    """
    known = _knows(project.book)
    code = project.book.source_language
    if known is None and project.book.languages[code].dictionary:
        hint = f"There are lists for {', '.join(sorted(_DICTIONARIES))}. Take the line out."
        message = f"a language with a dictionary must be one that pyspellchecker has a list for, {code!r} is not"
        yield project.book.place("languages", code, "dictionary"), message, hint
    for passage in said(project) if known else ():
        for word in sorted(word for word in set(_judged(passage.text)) if known and not known(word)):
            found = re.search(rf"(?<![^\W\d_]){word}(?![^\W\d_])", passage.text, re.IGNORECASE)
            message = f"a word must be one of an anchor, the glossary or a dictionary, {word!r} is none"
            hint = "Mend it; where it is right, add it to `words` of the language in docs/_facts/languages.yml."
            yield passage.at(found.start() if found else 0), message, hint
    for code in (code for code in project.bundles if project.book.languages[code].dictionary):
        for catalog, original, verdict, word in _unknown_names(project, code):
            message = f"a name must be one of the original, the glossary or a country, {word!r} is none"
            hint = f"Mend it; where it is right, add it to `words` of {code!r} in docs/_facts/languages.yml."
            place = place_of(project.bundles[code], catalog, verdict)
            yield place, message, f"{hint}\n          {beside(code, original, verdict)}"


def _knows(book: Factbook) -> Callable[[str], bool] | None:
    """Return what tells whether a word of the source language is known, or None if there is no dictionary for it."""
    code = book.source_language
    if not book.languages[code].dictionary or code not in _DICTIONARIES:
        return None
    own, dictionary, short = _words_of(book), _dictionary(code), _shortened(code)
    return lambda word: word in own or word in short or word in dictionary


@cache
def _dictionary(code: str) -> SpellChecker:
    """Return the words of a language. To read them takes longer than all the rest of the rule."""
    return SpellChecker(language=code)


@cache
def _shortened(code: str) -> frozenset[str]:
    """Return the parts of words with an apostrophe: "doesn" and "t"."""
    words = (word for word in _dictionary(code).word_frequency.dictionary if "'" in word)
    return frozenset(part for word in words for part in word.split("'"))


def _judged(text: str) -> list[str]:
    """Return the words of a text that should be known, in small letters."""
    return [word for word in words(text) if len(word) >= _SHORTEST and word.isalpha()]


def _unknown_names(project: Project, code: str) -> Iterator[tuple[str, Text, Verdict, str]]:
    """Yield each name in the translations of a language that nothing vouches for, with its catalog and text.

    A name is a word with a capital within a sentence. The original, the register and the glossary vouch for it, the
    territories of CLDR, titles of pages, `words` of the language, and each use without the capital.
    """
    rows = [(name, text, verdict, prose(verdict.text)) for name, text, verdict in project.coverages[code].rows
            if verdict.text]  # fmt: skip
    language, known = project.book.languages[code], _words_of(project.book)
    known.update(words("\n".join([*cldr_locale(language.locale).territories.values(), *language.words])))
    for _, text, _, target in rows:
        title = words(target) if text.context in ("title", "nav") else ()
        known.update(title, words(prose(text.source)))
        known.update(words("\n".join(word for word in _WORD.findall(target) if word[0].islower())))
    for name, text, verdict, target in rows:
        for found in _NAME.findall(target):
            if len(found) >= _SHORTEST and found[0].isupper() and not known.issuperset(words(found)):
                yield name, text, verdict, found


_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NAME = re.compile(r"(?<=[\w,;:)] )[^\W\d_][\w'’-]*")


def _words_of(book: Factbook) -> set[str]:
    names = [name for term in book.glossary.values() for name in (term.term, *term.names, *term.replaces)]
    names += [text for source in book.sources.values() for text in (source.title, source.publisher or "")]
    names += [hotline.name for hotline in book.hotlines.values()]
    names += [anchor for _, _, anchor in book.anchors()]
    names += book.languages[book.source_language].words
    return set(words("\n".join(names)))
