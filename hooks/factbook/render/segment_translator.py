"""Putting translations in the place of the segments of a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..page import segments
from ..page.blocks import Piece, Segment
from ..page.texts import Text
from ..translate.escaping import as_text
from ..translate.language import Bundle


class SegmentTranslator:
    """Puts the translation, or the original, in the place of each segment; `marked` and `marked_original` put the
    marks of citations into these texts."""

    def __init__(
        self,
        bundle: Bundle,
        path: str,
        pieces: Sequence[Piece],
        marked: Callable[[str], str] = str,
        marked_original: Callable[[str], str] = str,
    ) -> None:
        self.marked, self.marked_original = marked, marked_original
        found = segments.segments(pieces)
        self.texts = {text: bundle.verdict(path, Text(text)).text for text in {item.text for item in found}}
        # One bad segment takes its whole group along: no instructions in a mixture of languages.
        self.spoiled = {item.group for item in found if item.group is not None and self.texts[item.text] is None}
        self.missing = sum(self.left(item) for item in found)

    def left(self, segment: Segment) -> bool:
        return segment.group in self.spoiled or self.texts[segment.text] is None

    def __call__(self, segment: Segment) -> str:
        translated = None if self.left(segment) else self.texts[segment.text]
        if translated is not None:
            return self.marked(as_text(segment.text, translated))
        return f"{{{{ foreign() }}}}{self.marked_original(segment.text)}{{{{ native() }}}}"
