"""A page rendered in one language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from . import html_stash

_ID = re.compile(r'\bid="([^"]+)"')


@dataclass(frozen=True)
class Rendered:
    """A page in one language: Markdown for the body, HTML for what stands around it."""

    title: str
    nav: Markup
    description: str
    text: str
    """Markdown with a sign for the HTML of most calls, as reading that HTML takes Markdown as long as all the rest."""
    held: tuple[str, ...]
    """The HTML that the signs stand for, in order."""
    sources: Markup
    disclaimer: Markup
    trust: Markup
    """What the page draws on, who has reviewed it, when it was changed."""
    untranslated: int
    """How many segments are shown in the source language."""

    @property
    def ids(self) -> list[str]:
        """What links can lead to in the HTML of the calls."""
        return _ID.findall("".join(self.held))

    @property
    def markdown(self) -> str:
        """The whole page as Markdown."""
        return self.restored(self.text)

    def restored(self, text: str) -> str:
        """The text, or the HTML made of it, with what the signs stand for."""
        return html_stash.restored(text, self.held)
