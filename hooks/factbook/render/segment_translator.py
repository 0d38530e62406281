"""Putting translations in the place of the segments of a page."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ..page import segments
from ..page.blocks import Piece, Segment
from ..page.sentences import with_marks
from ..page.texts import Text
from ..translate.escaping import as_text
from ..translate.language import Bundle


class SegmentTranslator:
    """Puts the translation, or the marked original, in the place of each segment, each sentence with its mark.

    `abbreviations` are those of the language, `of_source` those of the source language.
    """

    def __init__(
        self,
        bundle: Bundle,
        path: str,
        pieces: Sequence[Piece],
        abbreviations: Collection[str] = (),
        of_source: Collection[str] = (),
    ) -> None:
        self.abbreviations, self.of_source = abbreviations, of_source
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
            return with_marks(as_text(segment.text, translated), self.abbreviations)
        return f"{{{{ foreign() }}}}{with_marks(segment.text, self.of_source)}{{{{ native() }}}}"
