"""How hard the pages are to read, by the measures and limits of docs/_facts/limits.yml: `python -m tests.reading`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import markdown
import textstat

from factbook.built import BuiltPage
from factbook.catalog import Text
from factbook.model import Reading
from factbook.project import Project
from factbook.segments import segments
from tests.helpers import ROOT

EXTENSIONS = ["admonition", "attr_list", "md_in_html", "tables"]
SKIPPED = {
    ".cite",
    ".standings",
    "code",
    ".who",
    ".names",
    ".anchor",
    ".uses",
    ".hotlines",
    "h1",
    "h2",
    "h3",
    "h4",
    "dt",
    "th",
}
WORST = 3
"""Sentences that are listed per page."""
_SENTENCE = re.compile(r"(?<=[.!?:]) +(?=[^a-z])")
_CALL = re.compile(r"\{\{.*?\}\}")


@dataclass(frozen=True)
class Score:
    """How hard a page is; `hardest` are its hardest sentences with the places of their texts, the worst first."""

    path: str
    code: str
    value: float
    within: bool
    hardest: tuple[str, ...]


def scores(project: Project, code: str) -> tuple[Score, ...]:
    """One per page that has to keep the limit of the language."""
    limits = project.book.limits
    wanted = limits.reading[code]
    paths = [path for path in project.pages if path not in limits.reading_exempt]
    return tuple(_score(project, path, code, wanted) for path in paths)


def measured(text: str, code: str, measure: str) -> float:
    """The text by a measure of textstat."""
    textstat.set_lang(code)
    return float(getattr(textstat, measure)(text))


def _score(project: Project, path: str, code: str, wanted: Reading) -> Score:
    texts = list(blocks(project, path, code))
    value = measured(" ".join(texts), code, wanted.measure)
    sentences = {sentence for text in texts for sentence in _SENTENCE.split(text) if len(sentence.split()) > 3}
    order = sorted(sentences, key=lambda text: measured(text, code, wanted.measure), reverse=wanted.at_most is not None)
    hardest = tuple(f"{_place(project, path, code, sentence)} {sentence}" for sentence in order[:WORST])
    return Score(path, code, value, within(value, wanted), hardest)


def within(value: float, wanted: Reading) -> bool:
    """Whether a value keeps a limit."""
    most, least = (float("inf") if wanted.at_most is None else wanted.at_most), wanted.at_least or float("-inf")
    return least <= value <= most


def blocks(project: Project, path: str, code: str) -> Iterator[str]:
    """What a reader reads, block by block, without citation marks; each block ends like a sentence."""
    page = project.pages[path]
    body = markdown.markdown(project.renderers[code].page(page).markdown, extensions=EXTENSIONS)
    built = BuiltPage(path, path, lambda: f"<html lang='{code}'><body>{body}", code, page)
    found: dict[int, str] = {}
    for run in built.runs:
        if run.block and not run.inside & SKIPPED:
            found[run.block] = found.get(run.block, "") + run.text
    texts = (re.sub(r" (?=[.,:;])", "", " ".join(text.split())) for text in found.values())
    yield from (text if text[-1] in ".!?:" else f"{text}." for text in texts if re.search(r"\w{3}", text))


def _place(project: Project, path: str, code: str, sentence: str) -> str:
    """file:line of the text of the page, or of its translation, that shares most words with a sentence."""
    bundle, page = project.bundles.get(code), project.pages[path]
    places = {}
    for segment in segments(page.pieces):
        entry = bundle.catalog(path).get(Text(segment.text)) if bundle else None
        file = f"docs/_translations/{code}/{path.removesuffix('.md')}.po" if entry else page.file
        places[f"{file}:{entry.line if entry else segment.line}"] = entry.text if entry else segment.text
    words = set(sentence.split())
    return max(places, key=lambda place: len(words & set(_CALL.sub("", places[place]).split())), default=page.file)


def report(project: Project) -> Iterator[str]:
    """A row per page and language, its hardest sentences below it."""
    for code in project.book.limits.reading:
        for score in sorted(scores(project, code), key=lambda score: score.value):
            yield f"{score.value:6.1f}  {code}  {score.path}{'' if score.within else '  TOO HARD'}"
            yield from (f"          {sentence}" for sentence in score.hardest)


if __name__ == "__main__":
    print("\n".join(report(Project.load(ROOT))))
