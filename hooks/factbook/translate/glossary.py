"""A language's words: those that its translations must not use, and those that they must."""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from ..locale.text_search import folded, whole, words
from ..model.entries import Language
from ..model.factbook import Factbook
from .damages import prose


@cache
def phrase(wanted: str) -> re.Pattern[str]:
    """Finds the words however they are spaced, hyphenated or emphasized."""
    return re.compile(rf"\b{_joined(wanted)}\b", re.IGNORECASE)


def among(pairs: Iterable[tuple[str, str]], shown: Container[str]) -> list[tuple[str, str]]:
    """The pairs whose first part can stand in a text: most texts, given folded or as their words, have none of them."""
    return [(old, new) for old, new in pairs if all(word in shown for word in _words(old))]


@cache
def _words(wanted: str) -> frozenset[str]:
    return frozenset(words(wanted))


def forbidden(language: Language, target: str) -> Iterator[tuple[str, str]]:
    """The words of a translation that its language forbids, each with what to write instead."""
    text = unicodedata.normalize("NFC", target)
    found = among(language.forbidden.items(), folded(text))
    yield from ((old, new) for old, new in found if phrase(old).search(text))


def wanted(original: Language, language: Language, source: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return the terms in a text of the source language, each with the forms of which its translation must hold one.

    A term is found as a whole word, with or without one of the endings of its language. Of terms that overlap, the
    longest counts. What stands in calls does not, but for the words that `term()` shows.
    """
    found = {match.lastgroup for match in _any(tuple(language.preferred), original.endings).finditer(prose(source))}
    yield from (pair for index, pair in enumerate(language.preferred.items()) if f"t{index}" in found)


def lacking(original: Language, language: Language, source: str, target: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The terms of a text of which its translation holds no form."""
    expected = list(wanted(original, language, source))
    given = _folded(prose(target)) if expected else ""
    for term, forms in expected:
        if not any(_folded(form) in given for form in forms):
            yield term, forms


def denials_lost(original: Language, language: Language, source: str, target: str) -> str:
    """What must hold where a translation denies less often than the original; empty where it does not."""
    wanted = _denials(original, source) if language.negations else 0
    given = _denials(language, target) if wanted else 0
    if given >= wanted:
        return ""
    return f"a translation must deny as often as the original: {wanted} there, {given} here"


def _denials(language: Language, text: str) -> int:
    return len(whole(language.negations).findall(prose(text).replace("’", "'")))


def must(term: str, forms: Iterable[str]) -> str:
    """What must hold for a term."""
    return f"the term {term!r} must be translated with {' or '.join(map(repr, forms))}"


class Names:
    """Finds the names that must not be mistaken for each other: those of drugs, genes and organisations."""

    KINDS = ("drug", "gene", "organisation")

    def __init__(self, book: Factbook, translated: Mapping[str, str] = MappingProxyType({})) -> None:
        """`translated` has the names of terms in another language, by the id of the term."""
        self.translated = translated
        self.terms = {name: term for name, term in book.glossary.items() if term.kind in self.KINDS}
        self._ids = {
            folded(written): name
            for name, term in self.terms.items()
            for written in (*filter(None, [translated.get(name)]), *term.names, term.term)
            if words(written)
        }
        self.pattern = whole(tuple(self._ids))

    def within(self, *texts: str) -> set[str]:
        """The ids of the terms that are named in one of the texts."""
        joined = folded("\n".join(" ".join(text.split()) for text in texts))
        return {self._ids[found] for found in self.pattern.findall(joined)}

    def __getitem__(self, name: str) -> str:
        return self.terms[name].term


def style(book: Factbook, code: str) -> tuple[str, ...]:
    """How to write in a language, a sentence each: what holds for every language, then what holds for this one."""
    return (*book.languages[book.source_language].style, *book.languages[code].style)


@cache
def _any(terms: tuple[str, ...], endings: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(enumerate(terms), key=lambda pair: len(pair[1]), reverse=True)
    each = (f"(?P<t{index}>{_stem(term, endings)})" for index, term in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(each) or '(?!)'})(?!\w)", re.IGNORECASE)


def _stem(term: str, endings: tuple[str, ...]) -> str:
    """A pattern for a term without its ending, if it has one, or with any."""
    stem = next((term.removesuffix(ending) for ending in endings if term.endswith(ending)), term)
    return f"{_joined(stem)}(?:{'|'.join(map(re.escape, endings))})?"


def _joined(words: str) -> str:
    return r"[\s*_-]+".join(re.escape(word) for word in words.split())


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
