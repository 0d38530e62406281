"""Translations."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ..catalog import Text
from ..model import Place
from ..project import Project
from ..translation import Bundle, Verdict, interface_texts
from . import Finding, rule
from .evidence import phrase

_OPEN = {"missing", "fuzzy"}


def verdicts(project: Project, bundle: Bundle) -> Iterator[tuple[str, Text, Verdict]]:
    """Catalog, text and verdict, for everything that is to be translated."""
    for text in interface_texts(project.book):
        yield "ui", text, bundle.verdict("ui", text)
    for path, page in project.pages.items():
        for text in page.texts():
            yield path, text, bundle.verdict(path, text)


def _place(bundle: Bundle, name: str, verdict: Verdict) -> Place:
    return Place(bundle.catalog(name).file, verdict.entry.line if verdict.entry else 1, 1)


@rule("FB402", "content")
def translation_loses_nothing(project: Project) -> Iterator[Finding]:
    """A translation must keep every call, placeholder, link, tag and figure, and add none.

    Bad:  msgid "… at {{ fact('onset-typical-age') }} …"   msgstr "… a los 4 a 8 meses …"
    Good: msgid "… at {{ fact('onset-typical-age') }} …"   msgstr "… a los {{ fact('onset-typical-age') }} …"
    """
    for bundle in project.bundles.values():
        for name, text, verdict in verdicts(project, bundle):
            for damage in verdict.damages:
                given = verdict.entry.text[:200] if verdict.entry else ""
                hint = f"English: {text.source[:200]}\n          {bundle.code}: {given}"
                yield _place(bundle, name, verdict), damage, hint


@rule("FB403", "content")
def language_is_covered(project: Project) -> Iterator[Finding]:
    """A published language must be translated at least as far as its minimum in languages.yml.

    Bad:  minimum: 100, and a new sentence without a translation
    Good: minimum: 100, and every sentence translated
    """
    for code, bundle in project.bundles.items():
        states = [(name, text, verdict) for name, text, verdict in verdicts(project, bundle)]
        done = sum(verdict.state == "translated" for _, _, verdict in states)
        if 100 * done >= bundle.language.minimum * len(states):
            continue
        for name, text, verdict in states:
            if verdict.state in _OPEN:
                message = f"a text must be translated, this one is {verdict.state}: {text.source[:70]!r}"
                yield (
                    _place(bundle, name, verdict),
                    message,
                    f"From {text.place}. Run: factbook translate update {code}",
                )


@rule("FB404", "content")
def translated_word_is_current(project: Project) -> Iterator[Finding]:
    """A translation must not use a word that its language's terms forbid.

    Bad:  msgstr "retraso mental"
    Good: msgstr "discapacidad intelectual"
    """
    for bundle in project.bundles.values():
        for name, _, verdict in verdicts(project, bundle):
            for old, new in bundle.language.forbidden.items():
                if verdict.entry and phrase(old).search(unicodedata.normalize("NFC", verdict.entry.text)):
                    yield _place(bundle, name, verdict), f"the word {old!r} must not be used", f"Write {new!r}."
