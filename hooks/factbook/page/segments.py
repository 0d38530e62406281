"""Markdown in segments: the text that a translator sees, and the syntax around it that stays as it is.

A page becomes a list of pieces, literal strings and segments in turn. Putting a text back into each segment gives
Markdown again. Only the block structure that Python-Markdown and Material use is parsed; inline markup stays inside
the text. A paragraph is one line of text however it is wrapped, so that re-wrapping it stales no translation.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import markdown
from markdown.extensions.toc import slugify, unique

from .blocks import URGENT, Level, Piece, Segment, continued
from .calls import without_calls

_ID = re.compile(r"\{(?=[:#.])[^{}\n]*#([\w:.-]+)[^{}\n]*\}")
_PLAIN_WORDS = re.compile(r"(?:[^\W_]|[ ,.?!:'’-])+")
_converter = markdown.Markdown(extensions=["toc"])


def segments(pieces: Sequence[Piece]) -> list[Segment]:
    """The segments among the pieces, in order."""
    return [piece for piece in pieces if isinstance(piece, Segment)]


def urgent_box(body: str) -> str:
    """The first box of a page body that tells a reader to act, as Markdown; empty where there is none."""
    found = _URGENT_BOX.search(body)
    return found[0].rstrip() + "\n" if found else ""


_URGENT_BOX = re.compile(rf"^!!![ \t]*{URGENT}\b.*\n(?:(?:[ \t]+.*|[ \t]*)(?:\n|\Z))*", re.MULTILINE)


def statements(pieces: Sequence[Piece]) -> Iterator[tuple[int, str]]:
    """Line and text of the blocks that say something: paragraphs, list items and table rows, unless editorial."""
    depth, rows = 0, dict[int, str]()
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        if isinstance(piece, str):
            for opening, editorial in _DIV.findall(piece):
                depth = depth + bool(depth or editorial) if opening else max(depth - 1, 0)
            continue
        after = following if isinstance(following, str) else ""
        if piece.kind == "cell" and not depth:  # a cell that is only a call is in the literal beside it
            rows[piece.line] = rows.get(piece.line, "") + piece.text + after.partition("\n")[0]
        elif piece.kind in ("paragraph", "item") and not depth and not _EDITORIAL.match(after):
            yield piece.line, piece.text
    yield from rows.items()


_DIV = re.compile(r"<(?:(div)\b(?:[^<>]*?\b(editorial)\b)?[^<>]*>|/div>)")
_EDITORIAL = re.compile(r"[\s>]*\{:[^}]*\.editorial\b")


def parse(body: str, *, first_line: int = 1) -> list[Piece]:
    """The pieces of a page body that begins on `first_line` of its file."""
    lines = list(enumerate(body.expandtabs(4).split("\n"), first_line))
    return list(_with_anchors(list(_merged(Level().blocks(lines)))))


def render(pieces: Sequence[Piece], put: Callable[[Segment], str]) -> str:
    """Markdown with `put(segment)` in the place of each segment."""
    return "".join(piece if isinstance(piece, str) else _placed(put(piece), piece) for piece in pieces)[:-1]


def _placed(text: str, segment: Segment) -> str:
    text = continued(text, segment.indent)
    return f"{text} {_list(segment)}" if segment.attributes else text


def _merged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    for is_literal, run in groupby(pieces, key=lambda piece: isinstance(piece, str)):
        found = list(run)
        yield from filter(None, ["".join(map(str, found))]) if is_literal else found


def _with_anchors(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Headings with the ids that Python-Markdown would give them in the source language."""
    lists = (piece if isinstance(piece, str) else _list(piece) for piece in pieces)
    used = {found for given in lists if "#" in given for found in _ID.findall(given)}
    for piece in pieces:
        if isinstance(piece, Segment) and piece.kind == "heading":
            own = _ID.search(_list(piece))
            anchor = own[1] if own else unique(_slug(piece.text), used)
            attributes = piece.attributes if own else f"{piece.attributes} #{anchor}".strip()
            yield replace(piece, anchor=anchor, attributes=attributes)
        else:
            yield piece


def _list(segment: Segment) -> str:
    return f"{{: {segment.attributes} }}"


def _slug(heading: str) -> str:
    text = without_calls(heading)
    if _PLAIN_WORDS.fullmatch(text) and (slug := slugify(text, "-")):
        return slug  # as most headings are; the converter takes 0.3 ms for one
    _converter.reset().convert(f"# {text}")
    tokens: list[dict[str, str]] = getattr(_converter, "toc_tokens", [])
    return tokens[0]["id"] if tokens else ""
