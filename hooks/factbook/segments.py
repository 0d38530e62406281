"""Markdown in segments: the text that a translator sees, and the syntax around it that stays as it is.

A page becomes a list of pieces, literal strings and segments in turn. Putting a text back into each segment gives
Markdown again. Only the block structure that Python-Markdown and Material use is parsed; inline markup stays inside
the text. A paragraph is one line of text however it is wrapped, so that re-wrapping it stales no translation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from markdown.extensions.toc import slugify, unique


@dataclass(frozen=True)
class Segment:
    """A unit of translation. `line` is where it begins in its file, from 1."""

    text: str
    kind: str
    line: int
    group: int | None = None
    """Segments of one group stay in one language: an admonition or a numbered list."""
    anchor: str = ""
    """The id of a heading in every language."""
    urgent: bool = False
    """Part of a box that tells a reader to act."""


Piece = str | Segment
Line = tuple[int, str]

URGENT = "act-now"
_BLANK = re.compile(r"\s*$")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_HEADING = re.compile(r"(#{1,6}[ \t]+)(.+?)(?:[ \t]+#+)?[ \t]*$")
_BOX = re.compile(r"((?:!!!|\?\?\?\+?|===)[ \t]*)([\w\- ]*?)[ \t]*(?:\"(.*)\")?[ \t]*$")
_ITEM = re.compile(r"( {0,3}(?:[-*+]|\d+[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)(.*)")
_ORDERED = re.compile(r" {0,3}\d+[.)]")
_DEFINITION = re.compile(r"(:[ \t]+)(.*)")
_QUOTE = re.compile(r"> ?")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_DELIMITER = re.compile(r"[ \t]*\|?[ \t:|-]*-[ \t:|-]*$")
_ATTRIBUTES = re.compile(r"[ \t]*\{[:#.][^{}]*\}[ \t]*$")
_CALL_ONLY = re.compile(r"(?:\s*\{\{(?:(?!\}\}).)*\}\})+\s*$", re.DOTALL)
_HTML = re.compile(r" {0,3}<(?:[a-zA-Z!/])")
_INLINE_HTML = re.compile(
    r" {0,3}</?(?:a|abbr|b|br|code|data|em|i|kbd|mark|small|span|strong|sub|sup|time|u)\b", re.IGNORECASE
)
_REFERENCE = re.compile(r" {0,3}(?:\[[^\]]+\]|\*\[[^\]]+\]):")
_CELL = re.compile(r"((?:[^|\\`]|\\.|`[^`]*`|`)*)(\||$)")
_MARKUP = re.compile(r"[*_`]|\[([^\]]*)\]\([^)]*\)|\{\{.*?\}\}|<[^>]*>")


def segments(pieces: Sequence[Piece]) -> list[Segment]:
    """The segments among the pieces, in order."""
    return [piece for piece in pieces if isinstance(piece, Segment)]


def statements(pieces: Sequence[Piece]) -> Iterator[tuple[int, str]]:
    """Line and text of the blocks that say something: paragraphs, list items and table rows, unless editorial."""
    depth, rows = 0, dict[int, str]()
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        if isinstance(piece, str):
            for opening, editorial in _DIV.findall(piece):
                depth = depth + bool(depth or editorial) if opening else max(depth - 1, 0)
        elif piece.kind == "cell" and not depth:  # a cell that is only a call is in the literal beside it
            beside = following.partition("\n")[0] if isinstance(following, str) else ""
            rows[piece.line] = rows.get(piece.line, "") + piece.text + beside
        elif piece.kind in ("paragraph", "item") and not depth and not _is_editorial(following):
            yield piece.line, piece.text
    yield from rows.items()


_DIV = re.compile(r"<(?:(div)\b(?:[^>]*?\b(editorial)\b)?[^>]*>|/div>)")
_EDITORIAL = re.compile(r"\s*\{:[^}]*\.editorial\b")


def _is_editorial(following: Piece) -> bool:
    return isinstance(following, str) and _EDITORIAL.match(following) is not None


def parse(markdown: str, *, first_line: int = 1) -> list[Piece]:
    """The pieces of a page body that begins on `first_line` of its file."""
    lines = list(enumerate(markdown.split("\n"), first_line))
    return list(_with_anchors(_merged(_Parser().blocks(lines, "", None, urgent=False))))


def render(pieces: Sequence[Piece], put: Callable[[Segment], str]) -> str:
    """Markdown with `put(segment)` in the place of each segment."""
    return "".join(piece if isinstance(piece, str) else put(piece) + _explicit_id(piece) for piece in pieces)[:-1]


def _explicit_id(segment: Segment) -> str:
    return f" {{: #{segment.anchor} }}" if segment.anchor else ""


def _merged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    literal = ""
    for piece in pieces:
        if isinstance(piece, str):
            literal += piece
            continue
        if literal:
            yield literal
        literal = ""
        yield piece
    if literal:
        yield literal


def _with_anchors(pieces: Iterator[Piece]) -> Iterator[Piece]:
    used: set[str] = set()
    for piece in pieces:
        if isinstance(piece, Segment) and piece.kind == "heading":
            plain = _MARKUP.sub(r"\1", piece.text)
            yield replace(piece, anchor=unique(slugify(plain, "-"), used))
        else:
            yield piece


class _Parser:
    """Reads blocks. `indent` is what every line of the block at hand begins with, and is not part of `Line`."""

    def __init__(self) -> None:
        self.groups = 0

    def blocks(self, lines: Sequence[Line], indent: str, group: int | None, *, urgent: bool) -> Iterator[Piece]:
        self_group = group
        at = 0
        while at < len(lines):
            text = lines[at][1]
            ordered = bool(_ORDERED.match(text)) and _ITEM.match(text) is not None
            if ordered and group is None and self_group is None:
                self_group = self.new_group()
            elif not ordered and text.strip() and not text.startswith("    "):
                self_group = group
            end, pieces = self.block(lines, at, indent, self_group if ordered else group, urgent=urgent)
            yield from pieces
            at = end

    def new_group(self) -> int:
        self.groups += 1
        return self.groups

    def block(
        self, lines: Sequence[Line], at: int, indent: str, group: int | None, *, urgent: bool
    ) -> tuple[int, Iterator[Piece]]:
        number, text = lines[at]
        made = _Maker(indent, group, urgent=urgent)
        if end := _literal_end(lines, at):
            return end, made.literal(lines[at:end])
        if heading := _HEADING.match(text):
            return at + 1, made.line(number, heading[1], heading[2], "heading")
        if (box := _BOX.match(text)) and (box[2] or box[3] is not None):
            end = _indented_end(lines, at + 1)
            inside = self.new_group() if group is None and not text.startswith("===") else group
            hurry = urgent or URGENT in box[2].split()
            return end, self.box(_Maker(indent, inside, urgent=hurry), box, lines[at:end])
        if _is_table(lines, at):
            end = _paragraph_end(lines, at)
            return end, made.table(lines[at:end])
        if item := _ITEM.match(text) or _DEFINITION.match(text):
            end = _item_end(lines, at)
            return end, self.item(made, item, lines[at:end])
        if _QUOTE.match(text):
            end = _paragraph_end(lines, at)
            inner = [(n, _QUOTE.sub("", line, count=1)) for n, line in lines[at:end]]
            return end, self.blocks(inner, f"{indent}> ", group, urgent=urgent)
        end = _paragraph_end(lines, at)
        return end, made.text(lines[at:end], "", "paragraph")

    def box(self, made: _Maker, box: re.Match[str], lines: Sequence[Line]) -> Iterator[Piece]:
        number = lines[0][0]
        if box[3]:
            yield f'{made.indent}{box[1]}{box[2]}{" " if box[2] else ""}"'
            yield made.segment(box[3], "title", number)
            yield '"\n'
        else:
            yield from made.literal(lines[:1])
        inner = [(n, line[4:] if line.startswith("    ") else line.lstrip()) for n, line in lines[1:]]
        yield from self.blocks(inner, f"{made.indent}    ", made.group, urgent=made.urgent)

    def item(self, made: _Maker, item: re.Match[str], lines: Sequence[Line]) -> Iterator[Piece]:
        end = 1
        while end < len(lines) and not _begins_block(lines[end][1]) and not lines[end][1].startswith("    "):
            end += 1
        head = [(lines[0][0], item[2]), *((n, line.strip()) for n, line in lines[1:end])]
        yield from made.text(head, item[1], "item")
        inner = [(n, line[4:] if line.startswith("    ") else line.lstrip()) for n, line in lines[end:]]
        yield from self.blocks(inner, f"{made.indent}    ", made.group, urgent=made.urgent)


class _Maker:
    """Makes pieces for one block."""

    def __init__(self, indent: str, group: int | None, *, urgent: bool) -> None:
        self.indent, self.group, self.urgent = indent, group, urgent

    def segment(self, text: str, kind: str, line: int) -> Segment:
        return Segment(text, kind, line, self.group, urgent=self.urgent)

    def literal(self, lines: Sequence[Line]) -> Iterator[Piece]:
        for _, text in lines:
            yield f"{self.indent if text.strip() else ''}{text}\n"

    def line(self, number: int, prefix: str, text: str, kind: str) -> Iterator[Piece]:
        attributes = _ATTRIBUTES.search(text)
        yield self.indent + prefix
        yield self.segment(" ".join(_cut(text, attributes).split()), kind, number)
        yield f"{attributes[0] if attributes else ''}\n"

    def text(self, lines: Sequence[Line], prefix: str, kind: str) -> Iterator[Piece]:
        joined = _joined([text for _, text in lines])
        attributes = _ATTRIBUTES.search(joined)
        bare = _cut(joined, attributes).strip()
        suffix = self.attributes(attributes, lines)
        if not bare or _CALL_ONLY.match(bare):
            yield f"{self.indent}{prefix}{bare}{suffix}\n"
            return
        yield self.indent + prefix
        yield self.segment(bare, kind, lines[0][0])
        yield f"{suffix}\n"

    def attributes(self, found: re.Match[str] | None, lines: Sequence[Line]) -> str:
        if not found:
            return ""
        own_line = lines[-1][1].strip() == found[0].strip() and len(lines) > 1
        return f"\n{self.indent}{found[0].strip()}" if own_line else f" {found[0].strip()}"

    def table(self, rows: Sequence[Line]) -> Iterator[Piece]:
        yield from self.row(rows[0], "header")
        for row in rows[1:]:
            yield from self.row(row, "cell")

    def row(self, row: Line, kind: str) -> Iterator[Piece]:
        number, text = row
        if _DELIMITER.match(text):
            yield from self.literal([row])
            return
        yield self.indent
        for cell in _CELL.finditer(text):
            bare = cell[1].strip()
            if not bare or _CALL_ONLY.match(bare):
                yield cell[1] + cell[2]
                continue
            yield cell[1][: len(cell[1]) - len(cell[1].lstrip())]
            yield self.segment(bare, kind, number)
            yield cell[1][len(cell[1].rstrip()) :] + cell[2]
        yield "\n"


def _cut(text: str, found: re.Match[str] | None) -> str:
    return text[: found.start()] if found else text


def _joined(lines: Sequence[str]) -> str:
    """One line of text; a hard line break (two spaces or a backslash at the end) is kept."""
    text = ""
    for line in lines:
        hard = line.endswith(("  ", "\\"))
        text += " ".join(line.rstrip("\\").split()) + ("  \n" if hard else " ")
    return text.strip()


def _literal_end(lines: Sequence[Line], at: int) -> int:
    """Where a block that is no text ends, or 0 where the block at hand is text."""
    text = lines[at][1]
    if fence := _FENCE.match(text):
        return _fence_end(lines, at, fence[1])
    if _BLANK.match(text) or _RULE.match(text) or _REFERENCE.match(text):
        return at + 1
    if text.startswith("    "):
        return at + 1
    if _HTML.match(text) and not _INLINE_HTML.match(text):
        return _paragraph_end(lines, at)
    if _ATTRIBUTES.fullmatch(text):
        return at + 1
    return 0


def _fence_end(lines: Sequence[Line], at: int, fence: str) -> int:
    closing = re.compile(rf"{re.escape(fence)}[`~]*\s*$")
    ends = (end + 1 for end in range(at + 1, len(lines)) if closing.match(lines[end][1]))
    return next(ends, at + 1)


def _indented_end(lines: Sequence[Line], at: int) -> int:
    """Past the lines that are indented, or blank between indented ones."""
    end = at
    for index in range(at, len(lines)):
        if lines[index][1].startswith("    "):
            end = index + 1
        elif lines[index][1].strip():
            break
    return end


def _paragraph_end(lines: Sequence[Line], at: int) -> int:
    end = at + 1
    while end < len(lines) and not _interrupts(lines[end][1]):
        end += 1
    return end


def _item_end(lines: Sequence[Line], at: int) -> int:
    end = at + 1
    while end < len(lines):
        text = lines[end][1]
        if not text.strip():
            deeper = _indented_end(lines, end)
            if deeper == end:
                return end
            end = deeper
        elif _begins_block(text) and not text.startswith("    "):
            return end
        else:
            end += 1
    return end


def _interrupts(text: str) -> bool:
    return any(found.match(text) for found in (_BLANK, _HEADING, _FENCE, _DEFINITION)) or _is_box(text)


def _begins_block(text: str) -> bool:
    return _interrupts(text) or _ITEM.match(text.lstrip()) is not None


def _is_box(text: str) -> bool:
    box = _BOX.match(text)
    return box is not None and bool(box[2] or box[3])


def _is_table(lines: Sequence[Line], at: int) -> bool:
    following = lines[at + 1][1] if at + 1 < len(lines) else ""
    return "|" in lines[at][1] and "|" in following and bool(_DELIMITER.match(following))
