"""The blocks of Markdown that Python-Markdown and Material use, cut into segments and the syntax around them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count

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
_INLINE = "a|abbr|b|br|code|data|em|i|kbd|mark|small|span|strong|sub|sup|time|u"
_HTML = re.compile(rf" {{0,3}}<(?!/?(?:{_INLINE})\b)[a-zA-Z!/]", re.IGNORECASE)
_REFERENCE = re.compile(r" {0,3}(?:\[[^\]]+\]|\*\[[^\]]+\]):")
_INTERRUPTING = (_BLANK, _HEADING, _FENCE, _DEFINITION, _RULE, _QUOTE, _REFERENCE, _HTML)
_ALONE = (_BLANK, _RULE, _REFERENCE, _HTML)
_CELL = re.compile(r"((?:[^|\\`]|\\(?:.|$)|`[^`]*`|`)*)(\||$)")
_SPACE = re.compile(r"[ \t\n]+")


def continued(text: str, indent: str) -> str:
    """The text with the indentation of its block at the beginning of each further line."""
    return text.replace("\n", f"\n{indent}")


@dataclass(frozen=True, slots=True)
class Level:
    """Cuts lines that stand on one level into pieces. `indent` is what each begins with; it is not part of `Line`."""

    indent: str = ""
    group: int | None = None
    urgent: bool = False
    groups: Iterator[int] = field(default_factory=count)
    """Numbers that no other group of the page has."""

    def blocks(self, lines: Sequence[Line]) -> Iterator[Piece]:
        """Yield the pieces of lines. Items of a numbered list get a group, which ends with it."""
        if len(self.indent) > _DEEPEST:
            yield from self._literal(lines)
            return
        of_list, at = self.group, 0
        while at < len(lines):
            text = lines[at][1]
            ordered = bool(_ORDERED.match(text)) and _ITEM.match(text) is not None
            if ordered and of_list is None:
                of_list = next(self.groups)
            elif not ordered and text.strip() and not text.startswith("    "):
                of_list = self.group
            at, pieces = (replace(self, group=of_list) if ordered else self)._block(lines, at)
            yield from pieces

    def _block(self, lines: Sequence[Line], at: int) -> tuple[int, Iterator[Piece]]:
        """Return where the block at this line ends, and its pieces."""
        number, text = lines[at]
        if end := _literal_end(lines, at):
            return end, self._literal(lines[at:end])
        if heading := _HEADING.match(text):
            return at + 1, self._heading(number, heading[1], heading[2])
        if at + 1 < len(lines) and _UNDERLINE.match(lines[at + 1][1]) and not _begins_block(text):
            return at + 2, chain(self._heading(number, "", text.strip()), self._literal(lines[at + 1 : at + 2]))
        if (box := _BOX.match(text)) and (box[2] or box[3] is not None):
            end = _indented_end(lines, at + 1)
            group = self.group if self.group is not None or text.startswith("===") else next(self.groups)
            inside = replace(self, group=group, urgent=self.urgent or URGENT in box[2].split())
            return end, inside._boxed(box, lines[at:end])
        if _is_table(lines, at):
            end = _paragraph_end(lines, at)
            return end, chain(self._row(lines[at], "header"), *(self._row(row, "cell") for row in lines[at + 1 : end]))
        if item := _ITEM.match(text) or _DEFINITION.match(text):
            end = _item_end(lines, at)
            return end, self._item(item, lines[at:end])
        if _QUOTE.match(text):
            end = _paragraph_end(lines, at, quoted=True)
            inner = [(n, _QUOTE.sub("", line, count=1)) for n, line in lines[at:end]]
            return end, replace(self, indent=f"{self.indent}> ").blocks(inner)
        end = _paragraph_end(lines, at)
        following = next((line for _, line in lines[end:] if line.strip()), "")
        if _DEFINITION.match(following):  # the terms, one a line
            return end, chain.from_iterable(self._text([line], "", "term") for line in lines[at:end])
        return end, self._text(lines[at:end], "", "paragraph")

    def _boxed(self, box: re.Match[str], lines: Sequence[Line]) -> Iterator[Piece]:
        """Yield the title of an admonition or tab, and what is indented below it."""
        if box[3]:
            yield f'{self.indent}{box[1]}{box[2]}{" " if box[2] else ""}"'
            yield self._segment(box[3], "title", lines[0][0])
            yield '"\n'
        else:
            yield from self._literal(lines[:1])
        yield from self._indented(lines[1:])

    def _item(self, item: re.Match[str], lines: Sequence[Line]) -> Iterator[Piece]:
        """Yield the text of a list item or definition, and what is indented below it."""
        end = next((end for end in range(1, len(lines)) if _begins_block(lines[end][1].lstrip())), len(lines))
        head = [(lines[0][0], item[2]), *((n, line.lstrip()) for n, line in lines[1:end])]
        yield from self._text(head, item[1], "item", f"{self.indent}    ")
        yield from self._indented(lines[end:])

    def _indented(self, lines: Sequence[Line]) -> Iterator[Piece]:
        inner = [(n, line[4:] if line.startswith("    ") else line.lstrip()) for n, line in lines]
        return replace(self, indent=f"{self.indent}    ").blocks(inner)

    def _segment(self, text: str, kind: str, line: int, indent: str = "", attributes: str = "") -> Segment:
        return Segment(text, kind, line, self.group, urgent=self.urgent, indent=indent, attributes=attributes)

    def _literal(self, lines: Sequence[Line]) -> Iterator[Piece]:
        for _, text in lines:
            yield f"{self.indent}{text}\n" if text.strip() else f"{self.indent.rstrip()}\n"

    def _heading(self, number: int, prefix: str, text: str) -> Iterator[Piece]:
        attributes = _ATTRIBUTES.search(text)
        yield self.indent + prefix
        bare = _joined([text[: attributes.start()] if attributes else text])
        yield self._segment(bare, "heading", number, attributes=attributes[1] if attributes else "")
        yield "\n"

    def _text(self, lines: Sequence[Line], prefix: str, kind: str, indent: str | None = None) -> Iterator[Piece]:
        indent = self.indent if indent is None else indent
        attributes = _ATTRIBUTES.fullmatch(lines[-1][1]) if len(lines) > 1 else None
        bare = _joined([text for _, text in (lines[:-1] if attributes else lines)])
        is_said = bool(without_calls(bare).strip())
        yield self.indent + prefix
        yield self._segment(bare, kind, lines[0][0], indent) if is_said else continued(bare, indent)
        yield f"\n{indent}{attributes[0].strip()}\n" if attributes else "\n"

    def _row(self, row: Line, kind: str) -> Iterator[Piece]:
        number, text = row
        if _DELIMITER.match(text):
            yield from self._literal([row])
            return
        yield self.indent
        for cell in _CELL.finditer(text):
            bare = cell[1].strip()
            if not without_calls(bare).strip():
                yield cell[1] + cell[2]
                continue
            yield cell[1][: len(cell[1]) - len(cell[1].lstrip())]
            yield self._segment(bare, kind, number)
            yield cell[1][len(cell[1].rstrip()) :] + cell[2]
        yield "\n"


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
        closing = re.compile(rf"{fence[1]}[ \t]*$")
        return next((end + 1 for end in range(at + 1, len(lines)) if closing.match(lines[end][1])), at + 1)
    if _HTML.match(text) and not _DIV_LINE.match(text):
        return _paragraph_end(lines, at)
    alone = text.startswith("    ") or _ATTRIBUTES.fullmatch(text) or any(found.match(text) for found in _ALONE)
    return at + 1 if alone else 0


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
    box = _BOX.match(text)
    return any(found.match(text) for found in _INTERRUPTING) or bool(box and (box[2] or box[3]))


def _begins_block(text: str) -> bool:
    return _interrupts(text) or _ITEM.match(text.lstrip()) is not None


def _is_table(lines: Sequence[Line], at: int) -> bool:
    following = lines[at + 1][1] if at + 1 < len(lines) else ""
    return "|" in lines[at][1] and "|" in following and bool(_DELIMITER.match(following))
