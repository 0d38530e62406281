"""How pages read: how hard they are, and how many sentences are about documents.

Measures and limits are those of docs/_facts/limits.yml, the words for documents those of languages.yml.

The measures are textstat's. It takes a second and 70 MB to load its dictionary, so only `factbook check` asks for them,
and textstat is imported only then: builds by MkDocs do without.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from types import MappingProxyType

import markdown

from ..load.cache import Cache
from ..locale.text_search import any_of
from ..model.entries import DocumentWords, Reading
from ..model.problem import Place
from ..page.calls import shown_facts, without_calls
from ..page.pages import Page
from ..page.sentences import split
from ..page.texts import Text
from ..project import Project
from ..translate.language import UI, catalog_file
from .built_page import BuiltPage
from .visible_text import Run

EXTENSIONS = ["abbr", "admonition", "attr_list", "def_list", "md_in_html", "pymdownx.details", "tables", "toc"]
SKIPPED = {
    ".cite", ".same-kind", ".standings", "code", ".who", ".names", ".anchor", ".uses", ".hotlines",
    "h1", "h2", "h3", "h4", "dt", "th",
}  # fmt: skip
"""What no one reads as sentences, by the tag or class that it stands in."""
KIND = "readability"
"""How the cache names the values of pages."""
WORST = 3
"""Sentences that are listed per page."""
_SHORTEST = 3
"""Words of a sentence; "See there." is none that could speak of a document."""
_LETTERS = re.compile(r"\w{3}")


@dataclass(frozen=True)
class Score:
    """What is measured of a page in a language."""

    path: str
    code: str
    value: float | None
    """How hard it is to read, by the measure of its language; None if it need not or cannot be measured."""
    sentences: int
    about_documents: tuple[str, ...]
    """The sentences whose subject is a document."""

    @property
    def percent(self) -> float:
        """How many of its sentences have a document as their subject, in percent."""
        return 100 * len(self.about_documents) / self.sentences if self.sentences else 0


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


def text_of(project: Project, path: str, code: str, html: str = "") -> list[str]:
    """Return what a reader reads of a page, block by block, without the marks of citations.

    `html` is the text of the page if it is converted already.
    """
    page = project.pages[path]
    shown = f"<html lang='{code}'><body>{html or converted_html(project, page, code)}"
    return list(_blocks(BuiltPage(path, path, lambda: shown, code, page).runs, code))


def scores(
    project: Project,
    known: Cache,
    key: Key | None = None,
    converted: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> tuple[Score, ...]:
    """Return the score of each page in each language that has a limit or words for documents.

    A page that `known` has the values of, by its key, is not measured again. `converted` has the HTML of pages, by path
    and language, that are converted already.
    """
    book = project.book
    codes = [code for code in project.renderers if code in book.limits.reading or book.languages[code].documents]
    pages = [(path, code, converted.get((path, code), "")) for code in codes for path in project.pages]
    return tuple(_score(project, path, code, known, key, html) for path, code, html in pages)


def _score(project: Project, path: str, code: str, known: Cache, key: Key | None, html: str) -> Score:
    limits = project.book.limits
    exempt = any(fnmatchcase(path, pattern) for pattern in limits.reading_exempt)
    measure = limits.reading[code].measure if code in limits.reading and not exempt else ""
    kept = f"{measure} {key(path, code)}" if key else ""
    if not key or (stored := known.get(KIND, kept)) is None:
        blocks, language = text_of(project, path, code, html), project.book.languages[code]
        found = [sentence for block in blocks for sentence in split(block, language.abbreviations)]
        found = [sentence for sentence in found if len(sentence.split()) >= _SHORTEST]
        about = [sentence for sentence in found if language.documents and _about(language.documents).search(sentence)]
        takes = measure and blocks and not unusable(code, measure)
        value = measured(" ".join(blocks), code, measure) if takes else None
        stored = json.dumps([value, len(found), about]).encode()
    if key:
        known.put(KIND, kept, stored)
    value, sentences, about = json.loads(stored)
    return Score(path, code, value, sentences, tuple(about))


@cache
def _about(given: DocumentWords) -> re.Pattern[str]:
    """Return what finds a sentence that begins with a document and its verb, or with one of the given beginnings.

    Up to four words may stand before the name of the document ("Another part of the study"), two words or a clause
    between it and the verb ("The study, which …, says"; "does not say").
    """
    word, names, verbs = r"[\w’'-]+", any_of(given.names), any_of(given.verbs)
    named = rf"(?:{word} ){{0,4}}?{names}(?:, [^,]*,)?(?: {word}){{0,2}}? {verbs}"
    return re.compile(rf"^\W*(?:{any_of(given.starts)}|{named})\b", re.IGNORECASE)


def most_about(project: Project, path: str) -> int:
    """Return how many percent limits.yml allows: what the first pattern says that the path of the page fits."""
    limits = project.book.limits.documents_as_subject
    return next((percent for pattern, percent in limits.items() if fnmatchcase(path, pattern)), 100)


def ranked(project: Project, found: Iterable[Score], code: str) -> list[tuple[Score, float]]:
    """Return the pages that are measured in a language with their values, the easiest first."""
    rows = [(score, score.value) for score in found if score.code == code and score.value is not None]
    return sorted(rows, key=lambda row: row[1], reverse=project.book.limits.reading[code].at_most is None)


def hardest(project: Project, score: Score) -> Iterator[tuple[Place, str]]:
    """Yield the hardest sentences of a page with the places of their texts, the worst first."""
    page, code, wanted = project.pages[score.path], score.code, project.book.limits.reading[score.code]
    texts = text_of(project, page.path, code)
    abbreviations = project.book.languages[code].abbreviations
    sentences = {sentence for text in texts for sentence in split(text, abbreviations) if len(sentence.split()) > 3}
    order = sorted(sentences, key=lambda text: measured(text, code, wanted.measure), reverse=wanted.at_most is not None)
    yield from ((place_of(project, page, code, sentence), sentence) for sentence in order[:WORST])


def measured(text: str, code: str, measure: str) -> float:
    """Return the value of a text by a measure of textstat.

    Raises AttributeError for a measure that it does not have, KeyError for a language whose syllables it does not know,
    TypeError or ValueError for what measures no text.
    """
    import textstat

    textstat.set_lang(code)
    return float(getattr(textstat, measure)(text))


def within(value: float, wanted: Reading) -> bool:
    """Whether a value keeps a limit."""
    return (wanted.at_most is None or value <= wanted.at_most) and (wanted.at_least is None or value >= wanted.at_least)


def converted_html(project: Project, page: Page, code: str) -> str:
    """Return the HTML of a page's text in a language."""
    return markdown.markdown(project.rendered(code, page).markdown, extensions=EXTENSIONS)


def _blocks(runs: Iterable[Run], code: str) -> Iterator[str]:
    """Yield the text of each block, which ends like a sentence."""
    found: dict[int, str] = {}
    for run in runs:
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
    texts = [(page.path, text) for text in page.texts()]
    for name in dict.fromkeys(name for call in page.calls for name in shown_facts(call, book) if name in book.facts):
        texts.append((UI, Text(book.facts[name].claim, f"fact.{name}.claim", book.place("facts", name, "claim"))))
    for catalog, text in texts:
        entry = bundle.catalog(catalog).get(text) if bundle else None
        yield (Place(catalog_file(code, catalog), entry.line, 1), entry.text) if entry else (text.place, text.source)


def summary(project: Project, found: Iterable[Score]) -> str:
    """Return how hard the easiest and the hardest page of each language is to read, in a line."""
    found, rows = list(found), list[str]()
    for code, wanted in project.book.limits.reading.items():
        if values := [value for _, value in ranked(project, found, code)]:
            rows.append(f"{code} {values[0]:.1f} to {values[-1]:.1f} ({limit(wanted)})")
    return f"reading: {', '.join(rows) or 'not measured'}"


def limit(wanted: Reading) -> str:
    """Return a limit in words."""
    bounds = (("at most", wanted.at_most), ("at least", wanted.at_least))
    said = " and ".join(f"{words} {bound:g}" for words, bound in bounds if bound is not None)
    return f"{wanted.measure.replace('_', ' ')}{f', {said}' if said else ''}"


def report(project: Project, found: tuple[Score, ...]) -> Iterator[str]:
    """Yield a row per page and language, its hardest sentences below it; then what the sentences are about."""
    for code, wanted in project.book.limits.reading.items():
        for score, value in ranked(project, found, code):
            yield f"{value:6.1f}  {code}  {score.path}{'' if within(value, wanted) else '  TOO HARD'}"
            yield from (f"          {place.file}:{place.line} {text}" for place, text in hardest(project, score))
    yield "sentences with a document as their subject, at most"
    for score in (score for score in found if project.book.languages[score.code].documents):
        most, share = most_about(project, score.path), score.percent
        much = "  TOO MANY" if share > most else ""
        yield f"{share:5.0f} %{most:5} %  {score.code}  {score.path}{much}"
