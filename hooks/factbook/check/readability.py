"""How hard the pages are to read, by the measures and limits of docs/_facts/limits.yml.

The measures are textstat's. It takes a second and 70 MB to load its dictionary, so only `factbook check` asks for them,
and textstat is imported only then: builds by MkDocs do without.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from types import MappingProxyType

import markdown

from ..load.cache import Cache
from ..model.entries import Reading
from ..model.problem import Place
from ..page.calls import shown_facts, without_calls
from ..page.pages import Page
from ..page.segments import segments
from ..page.sentences import split
from ..page.texts import Text
from ..project import Project
from ..translate.language import UI, catalog_file
from .built_page import BuiltPage

EXTENSIONS = ["abbr", "admonition", "attr_list", "def_list", "md_in_html", "tables", "toc"]
SKIPPED = {
    ".cite", ".same-kind", ".standings", "code", ".who", ".names", ".anchor", ".uses", ".hotlines",
    "h1", "h2", "h3", "h4", "dt", "th",
}  # fmt: skip
"""What no one reads as sentences, by the tag or class that it stands in."""
KIND = "readability"
"""How the cache names the values of pages."""
WORST = 3
"""Sentences that are listed per page."""
_LETTERS = re.compile(r"\w{3}")


@dataclass(frozen=True)
class Score:
    """How hard a page is to read in a language."""

    path: str
    code: str
    value: float
    within: bool


Key = Callable[[str, str], str]
"""Path and language of a page → the hash of all that it is made of."""


@cache
def unusable(code: str, measure: str) -> str:
    """Return why a measure cannot be taken in a language, or an empty text if it can."""
    try:
        measured("A word.", code, measure)
    except AttributeError:
        return f"textstat has no measure {measure!r}"
    except KeyError:
        return f"textstat knows no syllables in the language {code!r}"
    except (TypeError, ValueError):
        return f"textstat gives no number for {measure!r}"
    return ""


def scores(
    project: Project,
    known: Cache,
    key: Key | None = None,
    converted: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> tuple[Score, ...]:
    """Return a score per page that has to keep a limit, the easiest first, language by language.

    A page that `known` has a value of, by its key, is not measured again. `converted` has the HTML of pages that are
    converted already, by path and language.
    """
    found: list[Score] = []
    for code, wanted in project.book.limits.reading.items():
        if code in project.renderers:
            rows = (_score(project, page, code, wanted, known, key, converted) for page in project.pages.values())
            found += sorted(filter(None, rows), key=lambda row: row.value, reverse=wanted.at_most is None)
    return tuple(found)


def _score(
    project: Project,
    page: Page,
    code: str,
    wanted: Reading,
    known: Cache,
    key: Key | None,
    converted: Mapping[tuple[str, str], str],
) -> Score | None:
    if any(fnmatchcase(page.path, pattern) for pattern in project.book.limits.reading_exempt):
        return None
    kept = f"{wanted.measure} {key(page.path, code)}" if key else ""
    stored = known.get(KIND, kept) if key else None
    if stored is None and unusable(code, wanted.measure):
        return None
    html = converted.get((page.path, code))
    value = _value(project, page, code, wanted, html) if stored is None else json.loads(stored)
    if key:
        known.put(KIND, kept, json.dumps(value).encode())
    return None if value is None else Score(page.path, code, value, within(value, wanted))


def _value(project: Project, page: Page, code: str, wanted: Reading, html: str | None) -> float | None:
    texts = list(blocks(project, page, code, html))
    return measured(" ".join(texts), code, wanted.measure) if texts else None


def hardest(project: Project, score: Score) -> Iterator[tuple[Place, str]]:
    """Yield the hardest sentences of a page with the places of their texts, the worst first."""
    page, code, wanted = project.pages[score.path], score.code, project.book.limits.reading[score.code]
    texts = blocks(project, page, code)
    abbreviations = project.book.languages[code].abbreviations
    sentences = {sentence for text in texts for sentence in split(text, abbreviations) if len(sentence.split()) > 3}
    order = sorted(sentences, key=lambda text: measured(text, code, wanted.measure), reverse=wanted.at_most is not None)
    yield from ((place_of(project, page, code, sentence), sentence) for sentence in order[:WORST])


def measured(text: str, code: str, measure: str) -> float:
    """The text by a measure of textstat. Raises AttributeError for a measure that it does not have, KeyError for a
    language whose syllables it does not know, TypeError or ValueError for what measures no text."""
    import textstat

    textstat.set_lang(code)
    return float(getattr(textstat, measure)(text))


def within(value: float, wanted: Reading) -> bool:
    """Whether a value keeps a limit."""
    return (wanted.at_most is None or value <= wanted.at_most) and (wanted.at_least is None or value >= wanted.at_least)


def converted_html(project: Project, page: Page, code: str) -> str:
    """Return the HTML of a page's text in a language."""
    return markdown.markdown(project.rendered(code, page).markdown, extensions=EXTENSIONS)


def page_of(page: Page, code: str, html: str) -> BuiltPage:
    """Return the HTML of a page's text as a built page."""
    return BuiltPage(page.path, page.path, lambda: f"<html lang='{code}'><body>{html}", code, page)


def blocks(project: Project, page: Page, code: str, html: str | None = None) -> Iterator[str]:
    """What a reader reads in a language, block by block, without citation marks; each block ends like a sentence."""
    built = page_of(page, code, html or converted_html(project, page, code))
    found: dict[int, str] = {}
    for run in built.runs:
        if run.block and run.lang == code and not run.inside & SKIPPED:
            found[run.block] = found.get(run.block, "") + run.text
    texts = (re.sub(r" (?=[.,:;])", "", " ".join(text.split())) for text in found.values())
    yield from (text if text[-1] in ".!?:" else f"{text}." for text in texts if _LETTERS.search(text))


def place_of(project: Project, page: Page, code: str, sentence: str) -> Place:
    """Where the text of the page, or its translation, stands that shares most words with a sentence."""
    words = set(sentence.split())
    shared = {place: len(words & set(without_calls(text).split())) for place, text in _texts(project, page, code)}
    return max(shared, key=lambda place: shared[place], default=Place(page.file, page.body_line, 1))


def _texts(project: Project, page: Page, code: str) -> Iterator[tuple[Place, str]]:
    """The texts of a page and the claims that it shows, in a language."""
    bundle, book = project.bundles.get(code), project.book
    texts = [(page.path, Text(segment.text), Place(page.file, segment.line, 1)) for segment in segments(page.pieces)]
    for name in dict.fromkeys(name for call in page.calls for name in shown_facts(call, book) if name in book.facts):
        text = Text(book.facts[name].claim, f"fact.{name}.claim")
        texts.append((UI, text, book.place("facts", name, "claim")))
    for catalog, text, place in texts:
        entry = bundle.catalog(catalog).get(text) if bundle else None
        yield (Place(catalog_file(code, catalog), entry.line, 1), entry.text) if entry else (place, text.source)


def ranges(project: Project, found: tuple[Score, ...]) -> Iterator[tuple[str, float, float, Reading]]:
    """Language, easiest page, hardest page and limit, for each language that is measured."""
    for code, wanted in project.book.limits.reading.items():
        if values := [score.value for score in found if score.code == code]:
            yield code, values[0], values[-1], wanted


def summary(project: Project, found: tuple[Score, ...]) -> str:
    """All of it in a line."""
    rows = [
        f"{code} {easiest:.1f} to {hardest:.1f} ({limit(wanted)})"
        for code, easiest, hardest, wanted in ranges(project, found)
    ]
    return f"reading: {', '.join(rows) or 'not measured'}"


def limit(wanted: Reading) -> str:
    """A limit in words."""
    bounds = (("at most", wanted.at_most), ("at least", wanted.at_least))
    said = " and ".join(f"{words} {bound:g}" for words, bound in bounds if bound is not None)
    return f"{wanted.measure.replace('_', ' ')}{f', {said}' if said else ''}"


def report(project: Project, found: tuple[Score, ...]) -> Iterator[str]:
    """Yield a row per page and language, its hardest sentences below it."""
    for score in found:
        yield f"{score.value:6.1f}  {score.code}  {score.path}{'' if score.within else '  TOO HARD'}"
        yield from (f"          {place.file}:{place.line} {text}" for place, text in hardest(project, score))
