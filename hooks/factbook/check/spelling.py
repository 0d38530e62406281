"""Words that no dictionary and nothing public of a document has: slips of the pen, and names from elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from spellchecker import SpellChecker

from ..load.document_text import words
from ..model.factbook import Factbook

SHORTEST = 3
"""Letters of a word that is judged: shorter ones are abbreviations."""
DICTIONARIES = frozenset(SpellChecker.languages())
"""Codes of the languages that pyspellchecker has a list of words for."""


def knows(book: Factbook) -> Callable[[str], bool] | None:
    """Return what tells whether a word of the source language is known, or None if there is no dictionary for it."""
    code = book.source_language
    if not book.languages[code].dictionary or code not in DICTIONARIES:
        return None
    own, dictionary = _words_of(book), SpellChecker(language=code)
    short = {
        part for word in dictionary.word_frequency.dictionary if "'" in word for part in word.split("'")
    }  # "doesn't"
    return lambda word: word in own or word in short or word in dictionary


def judged(text: str) -> list[str]:
    """Return the words of a text that should be known, in small letters."""
    return [word for word in words(text) if len(word) >= SHORTEST and word.isalpha()]


def _words_of(book: Factbook) -> set[str]:
    names = [name for term in book.glossary.values() for name in (term.term, *term.names, *term.replaces)]
    names += [text for source in book.sources.values() for text in (source.title, source.publisher or "")]
    names += [hotline.name for hotline in book.hotlines.values()]
    names += [anchor for _, _, anchor in book.anchors()]
    names += book.languages[book.source_language].words
    return {word for name in names for word in words(name)}
