"""PO files as all tools write them: read into catalogs, and written with the lines that they had."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

import polib

from ..load.files import LONGEST
from ..model.problem import ContentError, Problem
from ..page.texts import Key, Text

REVIEWED = "X-Reviewed"
_WIDTH = 100
# polib takes any first and last letter for the quotes, and ends lines where editors do not.
_ODD_ENDS = r"\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029"
_KEYWORD = r"msg(?:ctxt|id_plural|id|str(?:\[\d+\])?)"
_QUOTED = rf'"(?:[^"\\{_ODD_ENDS}]|\\.)*"'
_LINE = re.compile(
    rf"\s*(?:#(?!~)[^{_ODD_ENDS}]*|#~\|.*|(?:#~\s*)?(?:{_KEYWORD}(?:\s*{_QUOTED})?|{_QUOTED})?\s*)", re.DOTALL
)
_PARTS = re.compile(rf"\s*(#~\||#~|#[|.:,=]|#)?\s*({_KEYWORD}(?=[\s\"]|$))?\s*(.*?)\s*", re.DOTALL)
_LONE = re.compile(
    r'^((?:#~ )?)msg(?:ctxt .*\n(?:\1".*\n)*(?!\1(?:msgid|"))|id .*\n(?:\1".*\n)*(?!\1(?:msgstr|msgid_plural|")))', re.M
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One translation as it stands in a PO file."""

    text: str
    fuzzy: bool
    line: int
    previous: str | None = None


@dataclass(frozen=True)
class Catalog:
    """The translations of one PO file. A missing file is an empty catalog."""

    file: str
    entries: Mapping[Key, Entry] = field(default_factory=dict)
    reviewed: str = ""
    """The record of a review, from the file's header."""
    problems: tuple[Problem, ...] = ()
    """Of the entries that cannot be read."""

    def get(self, text: Text) -> Entry | None:
        """The entry for exactly this text, translated or not."""
        return self.entries.get(text.key)


@lru_cache(maxsize=256)  # the server reads all of them at each change of any file
def read(content: str, file: str) -> Catalog:
    """Read a PO file; what cannot be read is left out, and a problem of the catalog."""
    po, problems = parsed(content, file)
    entries = {
        (entry.msgctxt or "", entry.msgid): Entry(entry.msgstr, entry.fuzzy, entry.linenum or 1, entry.previous_msgid)
        for entry in po
        if not entry.obsolete
    }
    return Catalog(file, entries, po.metadata.get(REVIEWED, ""), tuple(problems))


def translations(content: str, file: str) -> dict[str, polib.POEntry]:
    """The entries without a context that have a translation, by their text; an obsolete one where no other is."""
    po = sound(content, file)
    rows = [*po.obsolete_entries(), *po.fuzzy_entries(), *po.translated_entries()]
    return {entry.msgid: entry for entry in rows if entry.msgstr and not entry.msgctxt}


def parsed(content: str, file: str) -> tuple[polib.POFile, list[Problem]]:
    """Return what can be read of a PO file, and a problem (FB401, FB112) for each entry that cannot.

    It is read as GNU gettext reads it: with or without a space after `#,`, flags also after `#=`, a line broken after
    any keyword, with or without a header.
    """
    lines = content.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    problems = list(_without_rubbish(lines, file))
    lines = [*map(_as_polib_reads, lines), ""]
    while lone := _LONE.search("\n".join(lines)):  # polib leaves such an entry out without a word
        number = lone.string.count("\n", 0, lone.start())
        problems.append(_broken(file, number + 1, "msgstr must follow msgid, it is lost"))
        _blank_entry(lines, number, number)
    po = _read("\n".join(lines), file, problems)
    po.wrapwidth = _WIDTH
    problems += _without_repeated(po, file)
    for entry in po:
        if max(len(entry.msgid), len(entry.msgstr)) > LONGEST:
            message = f"a text must have at most {LONGEST:,} characters"
            problems.append(Problem(file, entry.linenum or 1, 1, "FB112", message, "Split it."))
    return po, problems


def sound(content: str, file: str) -> polib.POFile:
    """Return a PO file, all of it. Raises ContentError if something in it cannot be read."""
    po, problems = parsed(content, file)
    if problems:
        raise ContentError(problems[0])
    return po


def written(po: polib.POFile, before: str) -> str:
    """Return a PO file as text. What says the same as in `before` is written with the lines that it has there."""
    end = before[len(before.rstrip()) :] or "\n"
    fresh, old = _chunks(str(po).rstrip()), _chunks(before.rstrip())
    known = {(chunk.field, chunk.said): chunk.lines for chunk in old}
    for was, now in zip(_headers(old), _headers(fresh), strict=False):  # in whatever order
        if sorted(was.said.split("\\n")) == sorted(now.said.split("\\n")):
            known[now.field, now.said] = was.lines
    if before and not before.startswith("#") and not po.header:
        del fresh[0]  # the comment that polib puts before every header
    lines = ((chunk.dead, line) for chunk in fresh for line in known.get((chunk.field, chunk.said), chunk.lines))
    return "\n".join(f"{dead}{line}" for dead, line in lines) + end


@dataclass
class _Chunk:
    """One field of an entry with its lines, these without the sign that the entry is `dead`, or an empty line."""

    field: str
    dead: str
    parts: list[str]
    lines: list[str]

    @property
    def said(self) -> str:
        return "".join(self.parts) if "msg" in self.field else " ".join(" ".join(self.parts).split())


def _chunks(text: str) -> list[_Chunk]:
    chunks: list[_Chunk] = []
    for line in text.split("\n"):
        marker, keyword, said = _parts(line)
        dead = "#~ " if marker == "#~" else ""
        field = f"{'' if dead else marker.replace('=', ',')}{keyword}"
        part = said[1:-1] if said.startswith('"') else said
        line = line.strip().removeprefix("#~").lstrip() if dead else line
        last = chunks[-1].field if chunks else ""
        if last and not keyword and (said.startswith('"') if "msg" in last else field == last):
            chunks[-1].parts.append(part)
            chunks[-1].lines.append(line)
        else:
            chunks.append(_Chunk(field, dead, [part], [line]))
    return chunks


def _headers(chunks: list[_Chunk]) -> list[_Chunk]:
    return [text for ident, text in pairwise(chunks) if (ident.field, ident.said) == ("msgid", "")][:1]


def _parts(line: str) -> tuple[str, str, str]:
    found = _PARTS.fullmatch(line)
    assert found  # any line matches
    return found[1] or "", found[2] or "", found[3]


def _as_polib_reads(line: str) -> str:
    marker, keyword, said = _parts(line)
    if marker == "#~|" or (marker == "#|" and not (keyword or said.startswith('"'))):
        return ""  # the earlier text of a dead entry, or no text
    if marker.startswith("#") and marker != "#" and not (keyword or said):
        return ""
    if keyword and marker in ("", "#~", "#|") and not said:
        said = '""'
    return " ".join(part for part in (marker.replace("=", ","), keyword, said) if part)


def _without_rubbish(lines: list[str], file: str) -> Iterator[Problem]:
    """Blank each entry out that has a line which cannot be read, and yield a problem for it."""
    at = 0
    while at < len(lines):
        line, end = lines[at], at
        if not _LINE.fullmatch(line):
            yield _broken(file, at + 1, f"this line is not: {line[:80]!r}")
            if line.startswith("<<<<<<<"):  # both versions are one problem
                end = next((row for row in range(at, len(lines)) if lines[row].startswith(">>>>>>>")), at)
            end = _blank_entry(lines, at, end)
        at = end + 1


def _blank_entry(lines: list[str], first: int, last: int) -> int:
    """Blank out what stands between the empty lines around; return the last of these lines."""
    while first > 0 and lines[first - 1].strip():
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].strip():
        last += 1
    lines[first : last + 1] = [""] * (last + 1 - first)
    return last


def _read(text: str, file: str, problems: list[Problem]) -> polib.POFile:
    while True:
        try:
            return polib.pofile(text)
        except (OSError, ValueError, IndexError, KeyError, UnicodeError) as error:
            found = re.search(r"line (\d+)", str(error))
            number = int(found[1]) if found else 1
            problems.append(_broken(file, number, str(error)))
            lines = text.split("\n")
            _blank_entry(lines, number - 1, number - 1)
            text = "\n".join(lines) if found else "\n"


def _without_repeated(po: polib.POFile, file: str) -> Iterator[Problem]:
    """Leave out each living entry whose text another one has, and yield a problem for it."""
    seen: dict[Key, int] = {}
    for entry in [entry for entry in po if not entry.obsolete]:
        key = (entry.msgctxt or "", entry.msgid)
        if key in seen:
            po[:] = [other for other in po if other is not entry]
            message = f"a text must be translated once: it stands on line {seen[key]} too"
            yield Problem(file, entry.linenum or 1, 1, "FB401", message, "Keep one of the two entries.")
        seen.setdefault(key, entry.linenum or 1)


def _broken(file: str, line: int, message: str) -> Problem:
    hint = 'Each entry is msgid and msgstr in straight double quotes, quotes inside them written \\".'
    if "<<<<<<<" in message:
        hint = "Two versions meet here. Keep one, and delete the other with the lines <<<<<<<, ======= and >>>>>>>."
    elif "“" in message or "”" in message:
        hint = f'The text must begin and end with a straight quote ("), inside it curly ones may stay. {hint}'
    return Problem(file, line, 1, "FB401", f"the file must be valid PO: {message[:160]}", hint)
