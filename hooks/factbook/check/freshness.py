"""What was read so long ago that somebody should look at it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..model.factbook import Factbook
from ..model.problem import Problem

CODE = "FB602"


def stale(book: Factbook, today: dt.date, days: int) -> Iterator[Problem]:
    """A problem for each document, and for each telephone line from it, that was read more than so many days ago."""
    old = {name: (today - source.read).days for name, source in book.sources.items()}
    for name, age in old.items():
        if age > days:
            message = f"a document must be read again after {days} days, {name!r} was read {age} days ago"
            hint = "Compare it with the document as it is now (factbook audit), then write the day in `read`."
            place = book.place("sources", name)
            yield Problem(place.file, place.line, place.col, CODE, message, hint)
    for name, hotline in book.hotlines.items():
        if (age := old.get(hotline.source, 0)) > days:
            message = f"a telephone number must be looked at again after {days} days, it is from {age} days ago"
            place = book.place("hotlines", name)
            yield Problem(place.file, place.line, place.col, CODE, message, "Call it, or look at its owner's own page.")
