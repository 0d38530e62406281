"""The courses of traces: how a movement goes on, as a pen would write it. None of them is a measurement.

Each gives an SVG path within a band of this width and height that begins at `top`.
"""

from __future__ import annotations

import math
from collections.abc import Callable


def _swell(width: float, band: float, top: float) -> str:
    """Short strokes that get higher, one by one, and lower again."""
    count = 17
    heights = [band * (0.12 + 0.88 * math.sin(math.pi * (n + 0.5) / count) ** 2) for n in range(count)]
    step, foot = width / count, top + band
    return "".join(f"M{_n(step * (n + 0.5))} {_n(foot)}v{_n(-height + 3)}" for n, height in enumerate(heights))


def _series(width: float, band: float, top: float) -> str:
    """Sudden peaks close together, then rest, then again."""
    base, points = top + band * 0.8, [f"M0 {_n(top + band * 0.8)}"]
    for begin in (0.1, 0.58):
        for n in range(6):
            x = width * (begin + 0.055 * n)
            points.append(f"L{_n(x)} {_n(base)}l4 {_n(-band * 0.72)}l5 {_n(band * 0.72)}")
    return "".join([*points, f"L{_n(width)} {_n(base)}"])


def _unsteady(width: float, band: float, top: float) -> str:
    """A line without rest and without order."""
    middle, count = top + band / 2, 44
    return "M" + "L".join(
        f"{_n(width * n / count)} {_n(middle + _JITTER[n % len(_JITTER)] * band / 2)}" for n in range(count + 1)
    )


_JITTER = (0.1, -0.55, 0.35, -0.8, 0.6, -0.2, 0.75, -0.45, 0.25, -0.7, 0.5)


def _smooth(width: float, band: float, top: float) -> str:
    """A slow wave."""
    quarter, middle = width / 6, top + band / 2
    waves = "".join(f"t{_n(quarter)} 0" for _ in range(5))
    return f"M0 {_n(middle)}q{_n(quarter / 2)} {_n(-band * 0.7)} {_n(quarter)} 0{waves}"


COURSES: dict[str, Callable[[float, float, float], str]] = {
    "swell": _swell, "series": _series, "unsteady": _unsteady, "smooth": _smooth,
}  # fmt: skip


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
