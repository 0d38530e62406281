"""The blocks of Markdown that Python-Markdown and Material use, cut into segments and the syntax around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from .calls import without_calls


@dataclass(frozen=True, slots=True)
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
    indent: str = ""
    """What each further line of the text (after a hard line break) begins with in the page."""
    attributes: str = ""
    """What a heading has in its attribute list, as in `{: .wide #id }`."""


Piece = str | Segment
Line = tuple[int, str]

URGENT = "act-now"
_DEEPEST = 80  # characters of indentation; nothing that is nested deeper is read, so that the stack holds
_BLANK = re.compile(r"\s*$")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_HEADING = re.compile(r"(#{1,6}[ \t]*)([^#\s].*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
_BOX = re.compile(r"((?:!!!|\?\?\?\+?|===)[ \t]*)([\w\- ]*?)[ \t]*(?:\"(.*)\")?[ \t]*$")
_ITEM = re.compile(r"( {0,3}(?:[-*+]|\d+[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)(.*)")
_ORDERED = re.compile(r" {0,3}\d+[.)]")
_DEFINITION = re.compile(r"(:[ \t]+)(.*)")
_QUOTE = re.compile(r" {0,3}> ?")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_DELIMITER = re.compile(r"[ \t]*\|?[ \t:|-]*-[ \t:|-]*$")
_ATTRIBUTES = re.compile(r"[ \t]*\{(?=[:#.]):?[ \t]*([^{}]*?)[ \t]*\}[ \t]*$")
_DIV_LINE = re.compile(r" {0,3}</?div\b[^>]*>[ \t]*$")
_HTML = re.compile(r" {0,3}<(?:[a-zA-Z!/])")
_INLINE_HTML = re.compile(
    r" {0,3}</?(?:a|abbr|b|br|code|data|em|i|kbd|mark|small|span|strong|sub|sup|time|u)\b", re.IGNORECASE
)
_REFERENCE = re.compile(r" {0,3}(?:\[[^\]]+\]|\*\[[^\]]+\]):")
_INTERRUPTING = (_BLANK, _HEADING, _FENCE, _DEFINITION, _RULE, _QUOTE, _REFERENCE)
_CELL = re.compile(r"((?:[^|\\`]|\\(?:.|$)|`[^`]*`|`)*)(\||$)")
_SPACE = re.compile(r"[ \t\n]+")


def continued(text: str, indent: str) -> str:
    """The text with the indentation of its block at the beginning of each further line."""
    return text.replace("\n", f"\n{indent}")


class Parser:
    """Cuts lines into pieces. `indent` is what each line of a block begins with; it is not part of `Line`."""

    def __init__(self) -> None:
        self.groups = 0

    def blocks(self, lines: Sequence[Line], indent: str, group: int | None, *, urgent: bool) -> Iterator[Piece]:
        """The pieces of lines that stand on one level. Items of a numbered list get a group, which ends with it."""
        if len(indent) > _DEEPEST:
            yield from _Maker(indent, group, urgent=urgent).literal(lines)
            return
        of_list = group
        at = 0
        while at < len(lines):
            text = lines[at][1]
            ordered = bool(_ORDERED.match(text)) and _ITEM.match(text) is not None
            if ordered and group is None and of_list is None:
                of_list = self.new_group()
            elif not ordered and text.strip() and not text.startswith("    "):
                of_list = group
            end, pieces = self.block(lines, at, indent, of_list if ordered else group, urgent=urgent)
            yield from pieces
            at = end

    def new_group(self) -> int:
        """A number that no other group has."""
        self.groups += 1
        return self.groups

    def block(
        self, lines: Sequence[Line], at: int, indent: str, group: int | None, *, urgent: bool
    ) -> tuple[int, Iterator[Piece]]:
        """Where the block at this line ends, and its pieces."""
        number, text = lines[at]
        made = _Maker(indent, group, urgent=urgent)
        if end := _literal_end(lines, at):
            return end, made.literal(lines[at:end])
        if heading := _HEADING.match(text):
            return at + 1, made.heading(number, heading[1], heading[2])
        if at + 1 < len(lines) and _UNDERLINE.match(lines[at + 1][1]) and not _begins_block(text):
            return at + 2, chain(made.heading(number, "", text.strip()), made.literal(lines[at + 1 : at + 2]))
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
            end = _paragraph_end(lines, at, quoted=True)
            inner = [(n, _QUOTE.sub("", line, count=1)) for n, line in lines[at:end]]
            return end, self.blocks(inner, f"{indent}> ", group, urgent=urgent)
        end = _paragraph_end(lines, at)
        if _is_defined(lines, end):
            return end, chain.from_iterable(made.text([line], "", "term") for line in lines[at:end])
        return end, made.text(lines[at:end], "", "paragraph")

    def box(self, made: _Maker, box: re.Match[str], lines: Sequence[Line]) -> Iterator[Piece]:
        """The title of an admonition or tab, and what is indented below it."""
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
        """The text of a list item or definition, and what is indented below it."""
        end = 1
        while end < len(lines) and not _begins_block(lines[end][1].lstrip()):
            end += 1
        head = [(lines[0][0], item[2]), *((n, line.lstrip()) for n, line in lines[1:end])]
        yield from made.text(head, item[1], "item", f"{made.indent}    ")
        inner = [(n, line[4:] if line.startswith("    ") else line.lstrip()) for n, line in lines[end:]]
        yield from self.blocks(inner, f"{made.indent}    ", made.group, urgent=made.urgent)


class _Maker:
    """Makes pieces for one block."""

    def __init__(self, indent: str, group: int | None, *, urgent: bool) -> None:
        self.indent, self.group, self.urgent = indent, group, urgent

    def segment(self, text: str, kind: str, line: int, indent: str = "", attributes: str = "") -> Segment:
        return Segment(text, kind, line, self.group, urgent=self.urgent, indent=indent, attributes=attributes)

    def literal(self, lines: Sequence[Line]) -> Iterator[Piece]:
        for _, text in lines:
            yield f"{self.indent}{text}\n" if text.strip() else f"{self.indent.rstrip()}\n"

    def heading(self, number: int, prefix: str, text: str) -> Iterator[Piece]:
        attributes = _ATTRIBUTES.search(text)
        yield self.indent + prefix
        bare = _joined([_cut(text, attributes)])
        yield self.segment(bare, "heading", number, attributes=attributes[1] if attributes else "")
        yield "\n"

    def text(self, lines: Sequence[Line], prefix: str, kind: str, indent: str | None = None) -> Iterator[Piece]:
        indent = self.indent if indent is None else indent
        attributes = _ATTRIBUTES.fullmatch(lines[-1][1]) if len(lines) > 1 else None
        bare = _joined([text for _, text in (lines[:-1] if attributes else lines)])
        suffix = f"\n{indent}{attributes[0].strip()}" if attributes else ""
        if not without_calls(bare).strip():
            yield f"{self.indent}{prefix}{continued(bare, indent)}{suffix}\n"
            return
        yield self.indent + prefix
        yield self.segment(bare, kind, lines[0][0], indent)
        yield f"{suffix}\n"

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
            if not without_calls(bare).strip():
                yield cell[1] + cell[2]
                continue
            yield cell[1][: len(cell[1]) - len(cell[1].lstrip())]
            yield self.segment(bare, kind, number)
            yield cell[1][len(cell[1].rstrip()) :] + cell[2]
        yield "\n"


def _cut(text: str, found: re.Match[str] | None) -> str:
    return text[: found.start()] if found else text


def _joined(lines: Sequence[str]) -> str:
    """One line of text; a hard line break (two spaces at the end) is kept."""
    text = ""
    for line in lines:
        text += _SPACE.sub(" ", line).strip(" ") + ("  \n" if line.endswith("  ") else " ")
    return text.strip(" \n")


def _literal_end(lines: Sequence[Line], at: int) -> int:
    """Where a block that is no text ends, or 0 where the block at hand is text."""
    text = lines[at][1]
    if fence := _FENCE.match(text):
        return _fence_end(lines, at, fence[1])
    if _BLANK.match(text) or _RULE.match(text) or _REFERENCE.match(text):
        return at + 1
    if text.startswith("    "):
        return at + 1
    if _is_html(text):
        return at + 1 if _DIV_LINE.match(text) else _paragraph_end(lines, at)
    if _ATTRIBUTES.fullmatch(text):
        return at + 1
    return 0


def _fence_end(lines: Sequence[Line], at: int, fence: str) -> int:
    closing = re.compile(rf"{re.escape(fence)}[ \t]*$")
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


def _paragraph_end(lines: Sequence[Line], at: int, *, quoted: bool = False) -> int:
    end = at + 1
    while end < len(lines) and ((quoted and _QUOTE.match(lines[end][1])) or not _interrupts(lines[end][1])):
        end += 1
    return end


def _is_defined(lines: Sequence[Line], end: int) -> bool:
    """Whether the paragraph that ends here is the terms, one a line, of a definition after it."""
    following = next((text for _, text in lines[end:] if text.strip()), "")
    return _DEFINITION.match(following) is not None


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
    return any(found.match(text) for found in _INTERRUPTING) or _is_box(text) or _is_html(text)


def _begins_block(text: str) -> bool:
    return _interrupts(text) or _ITEM.match(text.lstrip()) is not None


def _is_html(text: str) -> bool:
    return _HTML.match(text) is not None and not _INLINE_HTML.match(text)


def _is_box(text: str) -> bool:
    box = _BOX.match(text)
    return box is not None and bool(box[2] or box[3])


def _is_table(lines: Sequence[Line], at: int) -> bool:
    following = lines[at + 1][1] if at + 1 < len(lines) else ""
    return "|" in lines[at][1] and "|" in following and bool(_DELIMITER.match(following))
