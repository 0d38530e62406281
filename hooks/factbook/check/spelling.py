"""Words that no dictionary and nothing public of a document has: slips of the pen, and names from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from spellchecker import SpellChecker

from ..load.document_text import words
from ..locale.cldr import cldr_locale
from ..model.factbook import Factbook
from ..page.texts import Text
from ..project import Project
from ..translate.damages import prose
from ..translate.language import Verdict

SHORTEST = 3
"""Letters of a word that is judged: shorter ones are abbreviations."""
DICTIONARIES = frozenset(SpellChecker.languages())
"""Codes of the languages that pyspellchecker has a list of words for."""


def knows(book: Factbook) -> Callable[[str], bool] | None:
    """Return what tells whether a word of the source language is known, or None if there is no dictionary for it."""
    code = book.source_language
    if not book.languages[code].dictionary or code not in DICTIONARIES:
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


def judged(text: str) -> list[str]:
    """Return the words of a text that should be known, in small letters."""
    return [word for word in words(text) if len(word) >= SHORTEST and word.isalpha()]


def names_in(project: Project, code: str) -> Iterator[tuple[str, Text, Verdict, str]]:
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
            if len(found) >= SHORTEST and found[0].isupper() and not known.issuperset(words(found)):
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
