"""XLIFF 2.0, the format of translation agencies: one file per language that goes out and comes back.

The PO files stay what counts. What comes back is taken only for texts that are still the same, and whole or not at all.
The library puts notes and xml:space into <segment>, where the standard does not allow them: here they are in <unit>.
http://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from . import terms
from .catalog import Entry, Key, Text
from .project import Project
from .report import ContentError, Problem, counted, cut
from .translation import Bundle, Verdict

MAX_BYTES = 20_000_000
Note = tuple[str, str]
"""Category and text."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DONE = ("translated", "reviewed", "final")
_PREVIOUS = "previous source"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_PO = re.compile("[\x85\u2028\u2029]")  # polib ends a line there


def library() -> Any:
    """The module that reads and writes XLIFF. Raises ImportError, saying what to do, where it is not installed."""
    try:
        from translate.storage import xliff2
    except ImportError as error:
        raise ImportError(
            "XLIFF needs the package translate-toolkit. Run: .venv/bin/pip install -e '.[xliff]'"
        ) from error
    return xliff2


# --- going out --------------------------------------------------------------------------------------------------


def unfit(project: Project, code: str) -> Iterator[Problem]:
    """Where a text or its translation holds a character that XML cannot hold."""
    for name, text, verdict in project.standings[code].rows:
        entry = verdict.entry or Entry("", fuzzy=False, line=1)
        if bad := _NOT_XML.search(f"{text.source}{entry.text}{entry.previous or ''}"):
            message = f"a text must hold only characters that XML can hold, it has {bad[0]!r}"
            file = project.bundles[code].catalog(name).file
            yield Problem(file, entry.line, 1, "FB401", message, f"From {text.place}. Type it anew.")


def export(project: Project, code: str) -> bytes:
    """All texts of the project with their translations into one language. Raises ImportError, see `library`.

    A stale or damaged translation goes along as the target of a unit whose state is initial.
    """
    book, bundle = project.book, project.bundles[code]
    store = library().Xliff2File(sourcelanguage=book.source_language, targetlanguage=code)
    store.document.getroot().remove(store.body)
    style = [("style", sentence) for sentence in terms.style(book, code)]
    for name, texts in project.texts():
        store.body = _file_element(store, name, bundle)
        for text in {text.key: text for text in texts}.values():
            _add_unit(store, text, bundle.verdict(name, text), bundle)
        _annotate(store, store.body, style)
    return bytes(store) + b"\n"


def _file_element(store: Any, name: str, bundle: Bundle) -> Any:
    element = store.createfilenode(_file_id(name))
    element.attrib.update({"original": name, "canResegment": "no", "trgDir": bundle.language.direction})
    store.document.getroot().append(element)
    return element


def _add_unit(store: Any, text: Text, verdict: Verdict, bundle: Bundle) -> None:
    segment = store.addsourceunit(text.source)
    segment.setid(_unit_id(text))
    if verdict.entry and verdict.entry.text:
        segment.target = verdict.entry.text
    segment.markfuzzy(verdict.state != "translated")
    unit = segment.getunitelement()
    unit.set(_SPACE, segment.xmlelement.attrib.pop(_SPACE))
    if text.context:
        unit.set("name", text.context)
    _annotate(store, unit, _notes(text, verdict, bundle))


def _notes(text: Text, verdict: Verdict, bundle: Bundle) -> Iterator[Note]:
    about = {"kind": text.note, "context": text.context, "place": text.place}
    yield from ((category, note) for category, note in about.items() if note)
    for term, forms in terms.wanted(bundle.language, text.source):
        yield "term", f"{term}: {' / '.join(forms)}"
    for damage in verdict.damages:
        yield "problem", damage
    if verdict.state == "fuzzy" and verdict.entry and verdict.entry.previous:
        yield _PREVIOUS, verdict.entry.previous


def _annotate(store: Any, element: Any, notes: Iterable[Note]) -> None:
    container = element.makeelement(store.namespaced("notes"))
    for category, text in notes:
        note = container.makeelement(store.namespaced("note"), category=category)
        note.text = text
        container.append(note)
    if len(container):
        element.insert(0, container)


def _unit_id(text: Text) -> str:
    """The same for the same text in any version of the project."""
    return "u" + hashlib.sha256(f"{text.context}\0{text.source}".encode()).hexdigest()[:16]


def _file_id(name: str) -> str:
    """The name of a catalog with only those characters that an NMTOKEN may have."""
    return re.sub(r"[^A-Za-z0-9._-]", lambda found: f"_{ord(found[0]):x}_", name)


# --- coming back ------------------------------------------------------------------------------------------------


@dataclass
class Delivery:
    """What a file brings. Lines in problems are those of the file."""

    targets: dict[str, dict[Key, Entry]] = field(default_factory=dict)
    """Catalog → text → translation, where it differs from the one that is there."""
    problems: list[Problem] = field(default_factory=list)
    outdated: list[Problem] = field(default_factory=list)
    """Units that are for no text of the project as it is now."""
    kept: int = 0
    """How many units are unfinished and differ from a translation that is current here, which is kept."""

    @property
    def summary(self) -> str:
        """How many translations it brings, in a line."""
        entries = [entry for given in self.targets.values() for entry in given.values()]
        fuzzy = sum(entry.fuzzy for entry in entries)
        kept = f", {self.kept} left as they are because the file has them unfinished" * bool(self.kept)
        return f"{counted(len(entries), 'translation')} taken, {fuzzy} of them fuzzy{kept}"


@dataclass(frozen=True)
class _Unit:
    """A unit as it stands in the file. `plain` is False where it is in several parts or has elements inside."""

    file: str
    id: str
    context: str
    line: int
    source: str
    target: str
    done: bool
    plain: bool
    previous: str | None


def read(project: Project, code: str, data: bytes, file: str) -> Delivery:
    """What an XLIFF file brings for a language. Nothing is written. Raises ImportError, see `library`."""
    try:
        store = _parsed(data, file)
        _require_languages(store, project.book.source_language, code, file)
    except ContentError as error:
        return Delivery(problems=[error.problem])
    reader = _Reader(project, code, file)
    for segment in store.units:
        reader.read(_unit(store, segment))
    return reader.delivery


def _parsed(data: bytes, file: str) -> Any:
    if len(data) > MAX_BYTES:
        raise ContentError(Problem(file, 0, 0, "FB112", f"the file must not be larger than {MAX_BYTES:,} bytes"))
    _refuse_doctype(data, file)
    try:
        return library().Xliff2File.parsestring(data)
    except (SyntaxError, ValueError, AssertionError) as error:
        old = re.search(r"version='([^']*)'", str(error))
        why = f"it is XLIFF {old[1]}" if old else str(error)[:160] or "its root must be <xliff>"
        line = getattr(error, "lineno", 0) or 1
        raise ContentError(Problem(file, line, 1, "FB401", f"the file must be XLIFF 2.0: {why}", _AGAIN)) from error


_AGAIN = "Ask for the file again, whole and in the format in which it was sent."


def _refuse_doctype(data: bytes, file: str) -> None:
    """Declarations can make entities that unfold without end or read files: none is parsed."""

    def refuse(*_: object) -> None:
        message = "the file must have no document type declaration"
        raise ContentError(Problem(file, parser.CurrentLineNumber, 1, "FB401", message, "Remove <!DOCTYPE …>."))

    try:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = refuse
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        line, col = getattr(error, "lineno", 1), getattr(error, "offset", 0) + 1
        raise ContentError(Problem(file, line, col, "FB401", f"the file must be XML: {error}", _AGAIN)) from error


def _require_languages(store: Any, source: str, target: str, file: str) -> None:
    tags = (str(tag or "").lower() for tag in (store.sourcelanguage, store.targetlanguage))
    given = [re.split("[-_]", tag)[0] for tag in tags]
    if given != [source, target]:
        message = f"the file must be from {source!r} to {target!r}, it is from {given[0]!r} to {given[1]!r}"
        raise ContentError(Problem(file, 1, 1, "FB401", message, "See srcLang and trgLang in <xliff>."))


def _unit(store: Any, segment: Any) -> _Unit:
    unit, element = segment.getunitelement(), segment.xmlelement
    around = next(unit.iterancestors(store.namespaced("file")), unit)
    parts = [child for child in unit if child.tag in (store.namespaced("segment"), store.namespaced("ignorable"))]
    inside = [child for node in element for child in node if isinstance(child.tag, str)]
    notes = unit.iterfind(f"{store.namespaced('notes')}/{store.namespaced('note')}")
    return _Unit(
        file=around.get("id", ""),
        id=unit.get("id", ""),
        context=unit.get("name", ""),
        line=element.sourceline or 1,
        source=segment.source or "",
        target=segment.target or "",
        done=element.get("state") in _DONE,
        plain=len(parts) == 1 and not inside,
        previous=next(("".join(note.itertext()) for note in notes if note.get("category") == _PREVIOUS), None),
    )


_ANEW = "Export the file again, or leave it out with --skip-outdated."


class _Reader:
    def __init__(self, project: Project, code: str, file: str) -> None:
        self.bundle, self.file, self.delivery = project.bundles[code], file, Delivery()
        self.original = project.book.languages[project.book.source_language]
        self.texts = {
            _file_id(name): (name, {_unit_id(text): text for text in texts}) for name, texts in project.texts()
        }
        self.lines: dict[tuple[str, str], int] = {}

    def read(self, unit: _Unit) -> None:
        name, texts = self.texts.get(unit.file, ("", {}))
        text = texts.get(unit.id)
        first = self.lines.get((unit.file, unit.id))
        self.lines[(unit.file, unit.id)] = unit.line
        if not unit.plain:
            hint = "Join its segments; write codes and tags as they stand in the original."
            self.problem(unit, "FB401", "a unit must be one segment of plain text", hint)
        elif first:
            self.problem(unit, "FB401", f"a unit must be there once, {unit.id!r} stands on line {first} too")
        elif text is None or text.source != unit.source:
            self.delivery.outdated.append(self.outdated(unit, text))
        elif unit.target.strip():
            self.take(unit, name, text)
        elif unit.done:
            self.problem(unit, "FB403", "a unit that is translated must have a target", f"Original: {text.source}")

    def outdated(self, unit: _Unit, text: Text | None) -> Problem:
        message, hint = f"a unit must be of this project, {unit.id!r} in {unit.file!r} is not", _ANEW
        if text:
            message, hint = "the source of a unit must stay as it is, this one was changed", f"It was: {text.source}"
        elif unit.id == _unit_id(Text(unit.source, unit.context)):
            message = f"the original must be the present one, this one has changed or is gone: {cut(unit.source, 70)!r}"
            hint = f"{_ANEW} The translation so far: {cut(unit.target, 200)}"
        return Problem(self.file, unit.line, 1, "FB403", message, hint)

    def take(self, unit: _Unit, name: str, text: Text) -> None:
        verdict = self.bundle.verdict(name, text)
        current = verdict.state == "translated"
        if verdict.entry and verdict.entry.text == unit.target and (current or not unit.done):
            return
        if current and not unit.done:
            self.delivery.kept += 1
        elif not self.refuse(unit, text):
            entry = Entry(unit.target, not unit.done, unit.line, None if unit.done else unit.previous)
            self.delivery.targets.setdefault(name, {})[text.key] = entry

    def refuse(self, unit: _Unit, text: Text) -> bool:
        before = len(self.delivery.problems)
        hint = f"Original: {cut(text.source, 200)}\n          {self.bundle.code}: {cut(unit.target, 200)}"
        for code, message in self.wrong(unit, text):
            self.problem(unit, code, message, hint)
        return len(self.delivery.problems) > before

    def wrong(self, unit: _Unit, text: Text) -> Iterator[tuple[str, str]]:
        if not unit.done:  # readers do not see it: it only has to fit into a PO file
            if _NOT_PO.search(f"{unit.target}{unit.previous}"):
                yield "FB401", "a text must not hold line and paragraph separators"
            return
        language = self.bundle.language
        yield from (("FB402", damage) for damage in self.bundle.damages(text.source, unit.target))
        for old, new in terms.forbidden(language, unit.target):
            yield "FB404", f"the word {old!r} must not be used, write {new!r}"
        for term, forms in terms.lacking(language, text.source, unit.target):
            yield "FB406", terms.must(term, forms)
        if lost := terms.denials_lost(self.original, language, text.source, unit.target):
            yield "FB435", lost

    def problem(self, unit: _Unit, code: str, message: str, hint: str = "") -> None:
        self.delivery.problems.append(Problem(self.file, unit.line, 1, code, message, hint))
