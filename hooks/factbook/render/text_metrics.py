"""The words of pictures: SVG does not wrap them, so their width is estimated, a little too wide for common fonts."""

import math
import unicodedata
from dataclasses import dataclass, replace

SIZE, FIGURE_SIZE, LEADING = 15, 17, 20
"""Of letters, of those of figures and names (which are bold), and from line to line."""
BOLD = 1.1
"""How much wider bold letters are."""


@dataclass(frozen=True)
class Words:
    """A text of a picture. `fact`, `part` and `value` (its canonical spelling) are given where it is a figure."""

    text: str
    lang: str = ""
    """The language and direction, where they are not those of the page."""
    direction: str = ""
    bold: bool = False
    fact: str = ""
    part: str = ""
    value: str = ""
    scale: bool = False
    """Whether it is a number of a scale, which states nothing."""


def wrapped(words: Words, width: float) -> list[str]:
    """The words in lines of at most this width; a figure is never broken."""
    if words.fact:
        return [words.text]
    lines = [""]
    for word in words.text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and words_width(replace(words, text=longer)) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def smaller(words: Words, width: float) -> float:
    """The size in which words on one line fit the width; nought where their usual size does."""
    usual, needed = FIGURE_SIZE if words.fact or words.bold else SIZE, words_width(words)
    return 0 if needed <= width else math.floor(10 * usual * width / needed) / 10


def words_width(words: Words) -> float:
    """About how wide words are on one line, in their usual size."""
    return text_width(words.text, FIGURE_SIZE * BOLD if words.fact or words.bold else SIZE)


def text_width(text: str, size: float = SIZE) -> float:
    """About how wide a text is, in units: that of a wide sans serif."""
    return size * sum(map(_letter_width, text))


def _letter_width(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1
    base = unicodedata.normalize("NFD", letter)[0]
    if base in "ijlI.,:;'|! ":
        return 0.32
    if base in "frt()-/":
        return 0.42
    return 0.95 if base in "mwMW%@" else 0.72 if base.isupper() else 0.63
