"""Labels: the words of the site itself, and the patterns that figures are put together with."""

import re
from collections.abc import Iterator, Mapping
from functools import partial

from ...load.tables import FACTS
from ...locale.value_format import LABELS, Formatter, Unsayable
from ...model.factbook import Factbook
from ...model.problem import ContentError, Place
from ...page.texts import Text
from ...project import Project
from ...render.citations import MARK
from ...render.templates import FOLDER
from ...translate.language import UI
from ..registry import Finding, rule
from .facts import placeholders, values

_USE = re.compile(r"\b(?:label|plain)\(\s*[\"']([\w.-]+)[\"']\s*((?:,(?:[^()]|\([^()]*\))*)?)\)")
_FILLED = re.compile(r"(\w+)\s*=(?!=)")


@rule("FB216", "content")
def label_mismatch(project: Project) -> Iterator[Finding]:
    """A label must be there wherever a figure or a template needs it, with only the placeholders that are filled there;
    for each kind of source and each file of facts; and for the marks of a kind that is not medical evidence.

    Bad:  value.about: about {valeu}
    Good: value.about: about {value}
    """
    book, labels = project.book, project.book.labels
    for key, names, place in _needed(project) if labels else ():
        if book.unusable("labels", key):
            continue
        if key not in labels:
            hint = f"Add the line '{key}: …' to {FACTS}/labels.yml."
            yield place, f"the label {key!r} must be in labels.yml", hint
        elif wrong := _wrong(labels[key], names, whole=key in LABELS):
            hint = f"Its placeholders: {', '.join(f'{{{name}}}' for name in sorted(names)) or 'none'}."
            yield book.place("labels", key), f"the label {key!r} must have only its placeholders: {wrong}", hint


@rule("FB408", "translation")
def lacking_words(project: Project) -> Iterator[Finding]:
    """A language must have words of its own for what its figures are counted in: those of CLDR, or of languages.yml.
    Without them, readers see such figures in the original language, marked; "8 m" could be read as anything.

    Bad:  "4 a 8 m", of four to eight months
    Good: units: {month: '{0} mwa'}   "4 a 8 mwa"
    """
    for code in project.bundles:
        if lacking := _lacking(project, code):
            message = f"{code!r} must have words of its own for {', '.join(lacking)}, or figures stay untranslated"
            yield project.book.place("languages", code), message, _GIVE_WORDS


_GIVE_WORDS = "Add them to its entry: units: {month: '{0} …'}, months: [the names of all twelve]."


def _lacking(project: Project, code: str) -> list[str]:
    """Return the units that figures of the project have and a language has no words for; `months` for their names."""
    formatter, found = Formatter(project.book.languages[code], project.book.labels.__getitem__), dict[str, None]()
    for _, _, value in values(project.book):
        try:
            formatter.value(value)
        except Unsayable as error:
            found[str(error)] = None
    return list(found)


@rule("FB226", "content")
def misprinted_figure(project: Project) -> Iterator[Finding]:
    """A printed figure must state its value, no more and no less: it is read back by CLDR and by `wording` of
    languages.yml. What a language has no wording for is not judged, nor a language whose labels are not all there yet.

    Bad:  value.less_than: more than {value}
    Good: value.less_than: less than {value}
    """
    book = project.book
    distinct = {(type(value), value.canonical()): row for row in reversed([*values(book)]) if (value := row[2])}
    for code, language in book.languages.items():
        labels, told = _labels(project, code), set[tuple[str, ...]]()
        if labels.keys() != LABELS.keys():
            continue  # that is reported there, or is still to be translated
        if code == book.source_language and (lacking := _lacking(project, code)):
            message = f"the language of the pages must have words of its own for {', '.join(lacking)}"
            yield book.place("languages", code), message, _GIVE_WORDS
        used: list[str] = []
        formatter = Formatter(language, partial(_asked, labels, used))
        for name, part, value in reversed(distinct.values()):
            used.clear()
            try:
                shown = formatter.value(value)
            except Unsayable:  # it is shown in the source language
                continue
            wrong = tuple(project.figure_readers[code].differences(value, shown))
            if wrong and wrong not in told:
                told.add(wrong)
                mend = f"the labels {', '.join(used)} in {FACTS}/labels.yml or their translation, or " if used else ""
                place = book.place("facts", name, part)
                hint = f"Mend {mend}the wording of {code!r} in {FACTS}/languages.yml."
                yield place, f"in {code!r} the figure reads {shown!r}: {', '.join(wrong)}", hint


def _asked(labels: Mapping[str, str], asked: list[str], key: str) -> str:
    asked.append(key)
    return labels[key]


def _labels(project: Project, code: str) -> dict[str, str]:
    """The labels that figures are put together with, in a language; those that are right and translated."""
    known = project.book.labels
    sound = {
        key: known[key] for key, names in LABELS.items() if key in known and not _wrong(known[key], names, whole=True)
    }
    if code == project.book.source_language:
        return sound
    bundle = project.bundles.get(code)
    if bundle is None:
        return {}
    found = {key: bundle.verdict(UI, Text(text, f"label.{key}")).text for key, text in sound.items()}
    return {key: text for key, text in found.items() if text is not None}


def _needed(project: Project) -> Iterator[tuple[str, frozenset[str], Place]]:
    """Key, names of what is filled in, and place of each use."""
    for key, names in LABELS.items():
        yield key, names, Place(f"{FACTS}/labels.yml")
    for key, place in _of_data(project.book):
        yield key, frozenset(), place
    for file in project.tree.names(FOLDER, "**/*.html"):
        try:
            text = project.tree.text(file)
        except ContentError:  # that is reported there
            continue
        for use in _USE.finditer(text):
            line, col = text.count("\n", 0, use.start()) + 1, use.start() - text.rfind("\n", 0, use.start())
            yield use[1], frozenset(_FILLED.findall(use[2])), Place(file, line, col)


def _of_data(book: Factbook) -> Iterator[tuple[str, Place]]:
    """Yield the labels of kinds and topics, each with the first place that needs it."""
    found = {f"topic.{topic}": book.place("facts", names[0]) for topic, names in book.topics.items()}
    for name, source in book.sources.items():
        for what in ("kind", MARK)[: 1 if source.medical_evidence else 2]:
            found.setdefault(f"{what}.{source.kind}", book.place("sources", name, "kind"))
    yield from found.items()


def _wrong(text: str, names: frozenset[str], *, whole: bool) -> str:
    """What is wrong with a label's placeholders; `whole` where none of the names may be left out."""
    try:
        used = placeholders(text)
    except ValueError as error:
        return str(error)
    unknown, missing = used - names, names - used if whole else ()
    found = [(name, "unknown") for name in sorted(unknown)] + [(name, "missing") for name in sorted(missing)]
    return ", ".join(f"{name!r} is {what}" for name, what in found)
