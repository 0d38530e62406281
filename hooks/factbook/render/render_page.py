"""Rendering a page in one language."""

import re
from dataclasses import dataclass

from markupsafe import Markup

from ..page.pages import Page
from ..translate import reviews
from . import html_stash
from .page_functions import PageFunctions
from .renderer import Renderer

_ID = re.compile(r' id="([^"]+)"')


@dataclass(frozen=True)
class Rendered:
    """A page in one language: Markdown for the body, HTML for what stands around it."""

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


def render_page(renderer: Renderer, page: Page) -> Rendered:
    """Render a page in the language of the renderer.

    Raises LookupError or jinja2.TemplateError only where a rule has found a problem before.
    """
    functions, bundle = PageFunctions(renderer, page), renderer.bundle
    text, held = functions.fill(functions.translated(page, page.pieces))
    trust = functions.partial(
        "trust",
        review=reviews.of_page(page),
        translation=reviews.of_translation(page, bundle.catalog(page.path)) if bundle else None,
        changed=renderer.changed.get(page.path),
    )
    sources = functions.partial("page-sources", citations=functions.citations)
    return Rendered(text, held, sources, renderer.disclaimer, trust, functions.untranslated)
