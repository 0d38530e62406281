"""What stands above the text of a page."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from .entry import Entry, Id, Sentence

PagePath = Annotated[str, Field(pattern=r"^[\w-][\w.-]*(/[\w-][\w.-]*)*\.md$")]


class Review(Entry):
    """A review of a page or of its translation. Recorded only when one has happened, by `factbook review`."""

    by: Sentence
    """Who has reviewed it."""
    role: Sentence
    """What makes this person fit to review it."""
    date: dt.date
    """The day of the review."""
    text: Annotated[str, Field(pattern="^[0-9a-f]{16}$")]
    """Hash of the text that was reviewed: when the text changes, the review is over."""


class FrontMatter(Entry):
    """The head of a page."""

    title: Annotated[str, Field(min_length=1, max_length=80)]
    """The same as the heading of the page."""
    nav: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    """A shorter title for the navigation."""
    description: Annotated[str, Field(min_length=1, max_length=200)]
    """What search engines show below the title."""
    sources: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Exactly the sources that the page's facts rest on."""
    moved_from: tuple[PagePath, ...] = ()
    """Pages that are gone; whoever asks for them is led here."""
    reviewed: Review | None = None
    """Who has reviewed the page, written by `factbook review`."""
    layout: Literal["page", "card", "handout"] = "page"
    """`card`: one file that stands alone, outside of the menu. `handout`: one sheet of paper, with a PDF beside it."""
