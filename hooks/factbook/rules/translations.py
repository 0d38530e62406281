"""Translations."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ..model import Place
from ..project import Project
from ..translation import Bundle, Verdict
from . import Finding, rule
from .evidence import phrase


def _place(bundle: Bundle, name: str, verdict: Verdict) -> Place:
    return Place(bundle.catalog(name).file, verdict.entry.line if verdict.entry else 1, 1)


@rule("FB402", "content")
def translation_loses_nothing(project: Project) -> Iterator[Finding]:
    """A translation must keep every call, placeholder, link, tag and figure, and add none.

    Bad:  msgid "… at {{ fact('onset-typical-age') }} …"   msgstr "… a los 4 a 8 meses …"
    Good: msgid "… at {{ fact('onset-typical-age') }} …"   msgstr "… a los {{ fact('onset-typical-age') }} …"
    """
    for code, standing in project.standings.items():
        for name, text, verdict in standing.rows:
            for damage in verdict.damages:
                given = verdict.entry.text[:200] if verdict.entry else ""
                hint = f"English: {text.source[:200]}\n          {code}: {given}"
                yield _place(project.bundles[code], name, verdict), damage, hint


@rule("FB403", "translation")
def text_is_translated(project: Project) -> Iterator[Finding]:
    """Every text must be translated, from its present wording. Until then, readers see the original, marked.

    Bad:  a sentence that has changed since it was translated
    Good: its translation brought up to date, and no longer fuzzy
    """
    for code, standing in project.standings.items():
        for name, text, verdict in standing.open:
            was = f" The translation so far: {verdict.entry.text[:200]}" if verdict.entry and verdict.entry.text else ""
            message = f"a text must be translated, this one is {verdict.state}: {text.source[:70]!r}"
            hint = f"From {text.place}.{was} Run: factbook translate update {code}"
            yield _place(project.bundles[code], name, verdict), message, hint


@rule("FB404", "content")
def translated_word_is_current(project: Project) -> Iterator[Finding]:
    """A translation must not use a word that its language's terms forbid.

    Bad:  msgstr "retraso mental"
    Good: msgstr "discapacidad intelectual"
    """
    for code, standing in project.standings.items():
        bundle = project.bundles[code]
        for name, _, verdict in standing.rows:
            for old, new in bundle.language.forbidden.items():
                if verdict.entry and phrase(old).search(unicodedata.normalize("NFC", verdict.entry.text)):
                    yield _place(bundle, name, verdict), f"the word {old!r} must not be used", f"Write {new!r}."


@rule("FB405", "translation")
def language_is_published(project: Project) -> Iterator[Finding]:
    """A language must reach its minimum, and its disclaimer, hotlines and urgent boxes must be current, to be offered.

    Bad:  minimum: 90, and 85 % translated: the language is built for preview only
    Good: minimum: 90, and 95 % translated
    """
    for code, standing in project.standings.items():
        place = project.book.place("languages", code)
        if standing.percent < standing.minimum:
            message = (
                f"{code!r} must be {standing.minimum} % translated to be offered to readers, it is {standing.percent} %"
            )
            yield place, message, f"See what is left: factbook translate status {code}"
        for name, text, verdict in standing.stale:
            message = f"what readers act on must be current for {code!r} to be offered: {text.source[:70]!r}"
            yield _place(project.bundles[code], name, verdict), message, f"It is {verdict.state}. From {text.place}."
