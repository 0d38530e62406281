"""Where everything in a picture goes: from values and words to coordinates. The templates turn these into SVG.

A picture is `WIDTH` units wide, about the pixels of a phone's column, and as high as its words need.
"""

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ..model.dates import Day, Month, Year
from ..model.pictures import Look, Mark, Picture
from ..model.value import Value
from ..model.values import SECONDS, Bound, Money, Number, Percent, Range, Ratio
from .text_metrics import LEADING, Words, smaller, words_width, wrapped

WIDTH = 340
MOST_STARS, MOST_DOTS = 100, 20000
"""More could not be told apart."""
_GAP = 18
_SCALES = {None: 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}


@dataclass(frozen=True)
class Line:
    """Words on one line. `y` is its base line; `anchor` is the end of the line that is at `x`."""

    words: Words
    x: float
    y: float
    anchor: str = "start"
    size: float = 0
    """The size of its letters, where the usual one leaves it no room."""


@dataclass(frozen=True)
class Shape:
    """A thing that is drawn; which of the numbers it uses is up to the template of its kind."""

    name: str
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0
    look: Look = "strong"


@dataclass(frozen=True)
class Item:
    """A mark with its value and its words in the language at hand, the figures first."""

    mark: Mark
    value: Value | None
    words: tuple[Words, ...]


@dataclass
class Scene:
    """A picture, laid out."""

    height: float = 0
    shapes: list[Shape] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    step: str = ""
    """The unit of the steps of its scale, where it has one."""
    scale: list[tuple[float, Value]] = field(default_factory=list)
    """Places on its scale, and what they stand for."""

    def write(self, words: Sequence[Words], x: float, y: float, width: float, anchor: str = "start") -> float:
        """Writes words below each other from `y` on; gives where they end."""
        for one in words:
            for text in wrapped(one, width):
                y += LEADING
                line = replace(one, text=text)
                self.lines.append(Line(line, x, y - 5, anchor, smaller(line, width)))
        return y


def scene(
    picture: Picture,
    items: Sequence[Item],
    start: Words | None = None,
    shown: Callable[[Value], str] = lambda value: value.canonical(),
) -> Scene:
    """The picture of these items. `start` says what its scale measures, `shown` writes the numbers of that. Raises
    ValueError where an item lacks what its kind of picture draws (`lacking` says so before)."""
    for item in items:
        if wrong := lacking(picture, item.mark, item.value):
            raise ValueError(wrong)
    made = _KINDS[picture.kind](items) if picture.kind in _KINDS else Scene()  # poses are drawn as they are given
    for place, value in made.scale:
        end = "start" if place == made.scale[0][0] else "end" if place == made.scale[-1][0] else "middle"
        made.lines.append(Line(Words(shown(value), scale=True), place, made.height + 13, end))
    made.height += 18 if made.scale else 0
    if start:
        made.height = made.write([start], 0, made.height - 2, WIDTH) + 4
    return made


def lacking(picture: Picture, mark: Mark, value: Value | None) -> str:
    """What a mark needs for this kind of picture and does not have; empty where it has all."""
    if picture.kind == "dots":
        whole = isinstance(value, Ratio) and value.part % 1 == value.of % 1 == 0
        fits = isinstance(value, Ratio) and whole and value.part <= MOST_STARS and value.of <= MOST_DOTS
        return "" if fits else f"a fact with a ratio of at most {MOST_STARS} in {MOST_DOTS}, in whole numbers"
    if picture.kind == "dates":
        return "" if isinstance(value, Day | Month | Year) else "a fact with a date, a month or a year"
    if picture.kind == "spans":
        return "" if _span(mark.span or value) else "a fact with an age or length of time, or a span in its place"
    if picture.kind == "bars":
        return "" if _amounts(value) else "a fact with a share or an amount of money"
    return "" if mark.drawing else "a drawing"


# --- one function per kind of picture


def _dots(items: Sequence[Item]) -> Scene:
    """As many dots as there are in the whole; those of the part stand out in the middle."""
    made, top = Scene(), 4.0
    for item in items:
        value = item.value
        assert isinstance(value, Ratio)
        whole, part = int(value.of), int(value.part)
        columns = min(whole, math.ceil(math.sqrt(whole * WIDTH / 190)))
        pitch = min(WIDTH / columns, 16)
        left, rows = (WIDTH - pitch * columns) / 2, math.ceil(whole / columns)
        first = max(0, min(rows // 2 * columns + (columns - part) // 2, whole - part))
        for row in range(rows):
            count = min(columns, whole - row * columns)
            made.shapes.append(Shape("row", left + pitch / 2, top + pitch * (row + 0.5), pitch * (count - 1), pitch))
        for index in range(first, first + part):
            x, y = left + pitch * (index % columns + 0.5), top + pitch * (index // columns + 0.5)
            made.shapes.append(Shape("star", x, y, pitch, pitch))
        top += pitch * rows + 8
        if part == 1:
            made.shapes.append(Shape("leader", made.shapes[-1].x, made.shapes[-1].y, pitch, top))
        top = made.write(item.words, WIDTH / 2, top, WIDTH, "middle") + _GAP
    made.height = top - _GAP + 4
    return made


def _spans(items: Sequence[Item]) -> Scene:
    """Stretches of time on one scale that begins at nought, each with its words above it."""
    made, ends = Scene(), [_span(item.mark.span or item.value) or (0.0, 0.0) for item in items]
    last = max(1.0, *(end for _, end in ends))
    made.step = [unit for unit, length in SECONDS.items() if unit == "second" or 2 * length <= last][-1] or ""
    steps = math.ceil(last / SECONDS[made.step])
    scale, y = (WIDTH - 12) / (steps * SECONDS[made.step]), 0.0
    for item, (begin, end) in zip(items, ends, strict=True):
        x, width = 4 + begin * scale, (end - begin) * scale
        y = _written_at(made, item.words, x, y, end=4 + end * scale)
        made.shapes.append(Shape("bar", x, y + 5, max(width, 4), 14, item.mark.look))
        y += 19 + _GAP
    made.shapes += [
        Shape("step", 4 + step * SECONDS[made.step] * scale, y, 0, 12 if step else 16) for step in range(steps + 1)
    ]
    made.shapes.append(Shape("axis", 4, y, WIDTH - 12, 0))
    apart = math.ceil(steps / 3)
    marked = range(0, steps + 1, apart if steps % apart == 0 else steps)
    made.scale = [(4 + step * SECONDS[made.step] * scale, Number(number=Decimal(step))) for step in marked]
    made.height = y + 10
    return made


def _written_at(made: Scene, words: Sequence[Words], x: float, y: float, *, end: float) -> float:
    """Writes words that begin where their bar does, or end where it does where there is more room for that."""
    longest = max(map(words_width, words), default=0)
    if x + longest <= WIDTH or WIDTH - x >= end:
        return made.write(words, x, y, WIDTH - x)
    return made.write(words, end, y, end, "end")


def _dates(items: Sequence[Item]) -> Scene:
    """Days on a line that goes down, as far apart as they are in time; words give way to each other downwards."""
    made = Scene()
    ordered = sorted(items, key=lambda item: _day(item.value))
    days = [_day(item.value) for item in ordered]
    left, top = 52, 6
    need = sum(len(wrapped(words, WIDTH - left)) * LEADING for item in ordered for words in item.words)
    length = max(need + _GAP * (len(items) - 1) - 2 * LEADING, 120)
    scale, free = length / max(days[-1] - days[0], 1), 0.0
    for item, day in zip(ordered, days, strict=True):
        y = top + 8 + (day - days[0]) * scale
        at = max(y - 14, free)
        made.shapes.append(Shape("event", 14, y, left - 22, at + 14 - y, item.mark.look))
        free = made.write(item.words, left, at, WIDTH - left) + _GAP
    made.shapes.insert(0, Shape("line", 14, 0, 0, top + 16 + length))
    made.height = max(free - _GAP + 4, top + 16 + length)
    return made


def _bars(items: Sequence[Item]) -> Scene:
    """Bars on one scale: of the whole where the figures are shares, of the greatest where they are amounts."""
    made, y = Scene(), 0.0
    amounts = [_amounts(item.value) or (0.0, 0.0) for item in items]
    shares = not any(isinstance(item.value, Money) for item in items)
    scale = (WIDTH - 2) / (100 if shares else max(1.0, *(most for _, most in amounts)))
    for item, (least, most) in zip(items, amounts, strict=True):
        y = made.write(item.words, 0, y, WIDTH) + 4
        if shares:
            made.shapes.append(Shape("whole", 1, y, WIDTH - 2, 22))
        made.shapes.append(Shape("bar", 1, y, least * scale, 22, item.mark.look))
        if most > least:
            made.shapes.append(Shape("range", 1 + least * scale, y, (most - least) * scale, 22, item.mark.look))
        y += 22 + _GAP
    made.height = y - _GAP + 2
    if shares:
        made.scale = [(1 + share * scale, Percent(percent=Decimal(share))) for share in (0, 50, 100)]
        made.shapes += [Shape("tick", place, made.height, 0, 6) for place, _ in made.scale]
        made.height += 6
    return made


_KINDS: dict[str, Callable[[Sequence[Item]], Scene]] = {
    "dots": _dots, "spans": _spans, "dates": _dates, "bars": _bars,
}  # fmt: skip


# --- values as numbers


def _span(value: Value | None) -> tuple[float, float] | None:
    """Beginning and end in seconds after the beginning of the scale."""
    if isinstance(value, Range) and value.unit in SECONDS:
        return float(value.start) * SECONDS[value.from_unit or value.unit], float(value.to) * SECONDS[value.unit]
    if isinstance(value, Bound) and value.unit in SECONDS and value.bound in ("less_than", "at_most"):
        return 0.0, float(value.limit) * SECONDS[value.unit]
    if isinstance(value, Number) and value.unit in SECONDS:
        return (float(value.number) * SECONDS[value.unit],) * 2
    return None


def _day(value: Value | None) -> int:
    """The day as a number; of a month or year its first one."""
    if isinstance(value, Day):
        return value.date.toordinal()
    if isinstance(value, Month):
        return value.first_day.toordinal()
    return dt.date(value.year, 1, 1).toordinal() if isinstance(value, Year) else 0


def _amounts(value: Value | None) -> tuple[float, float] | None:
    """Least and most: in percent of the whole, or in units of a currency."""
    if isinstance(value, Percent):
        return (float(value.percent),) * 2
    if isinstance(value, Range) and value.unit == "percent":
        return float(value.start), float(value.to)
    if isinstance(value, Ratio):
        return (float(100 * value.part / value.of),) * 2
    if isinstance(value, Money):
        return (float(value.amount * Decimal(_SCALES[value.scale])),) * 2
    return None
