"""Hints for slips of the pen."""

import difflib
from collections.abc import Iterable


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """A hint with the nearest known names, or with all of them where they are few."""
    names = sorted(known)
    near = difflib.get_close_matches(given, names, n=3, cutoff=0.6)
    if near:
        return "Did you mean " + " or ".join(map(repr, near)) + "?"
    return "Known: " + ", ".join(names) + "." if 0 < len(names) <= 25 else ""
