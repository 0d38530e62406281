"""Sections that rest on one kind of source: their heads say so, and their marks need not."""

import re
from collections.abc import Callable, Iterator, Sequence

from ..model.factbook import Factbook
from ..page import segments
from ..page.blocks import Piece, Segment
from ..page.calls import cited_facts
from ..page.sentences import once_a_row, with_marks_between
from .citations import MARK, kinds_of

FEWEST = 6
"""Calls that leave marks. In a shorter section each mark says it."""
_LEVEL = re.compile(r"(#{1,6})[ \t]*$")


def render(pieces: Sequence[Piece], put: Callable[[Segment], str], book: Factbook) -> str:
    """Return Markdown with `put(segment)` in the place of each segment, the marks of what stands between them, and a
    line below the heading of each section that rests on one kind of source."""
    heads = dict(_heads(pieces, book))
    within, level = "", 0
    made: list[Piece] = []
    for at, piece in enumerate(pieces):
        if isinstance(piece, str):
            made.append(with_marks_between(piece))
            continue
        own = _level(pieces, at)
        if within and 0 < own <= level:
            within = ""
            made.append("{{ any_kind() }}")
        made.append(piece)
        if (kind := heads.get(at)) and not within:
            within, level = kind, own
            made.append(f"\n\n{{{{ same_kind('{kind}') }}}}\n")
    return once_a_row(segments.render(made, put))


def _heads(pieces: Sequence[Piece], book: Factbook) -> Iterator[tuple[int, str]]:
    """Yield the index of each heading whose section rests on one kind of source that marks would name, and the kind."""
    for at in range(len(pieces)):
        if level := _level(pieces, at):
            rest = range(at + 1, len(pieces))
            end = next((n for n in rest if 0 < _level(pieces, n) <= level), len(pieces))
            texts = "".join(part if isinstance(part, str) else part.text for part in pieces[at:end])
            groups = list(cited_facts(texts, book))
            kinds = {kinds_of(name, book) for facts in groups for name in facts}
            kind = "".join(kinds.pop()) if len(kinds) == 1 else ""
            if len(groups) >= FEWEST and f"{MARK}.{kind}" in book.labels:
                yield at, kind


def _level(pieces: Sequence[Piece], at: int) -> int:
    """Return the level of a heading that stands in no other block; nought for anything else."""
    piece, before = pieces[at], pieces[at - 1] if at else ""
    if not (isinstance(piece, Segment) and piece.kind == "heading" and isinstance(before, str)):
        return 0
    found = _LEVEL.fullmatch(before.rpartition("\n")[2])
    return len(found[1]) if found else 0
