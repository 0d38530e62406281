"""Rendering a page in one language."""

from __future__ import annotations

from markupsafe import Markup

from ..page.pages import Page
from ..translate import reviews
from .page_functions import PageFunctions
from .rendered import Rendered
from .renderer import Renderer


def render_page(renderer: Renderer, page: Page) -> Rendered:
    """Render a page in the language of the renderer.

    Raises LookupError or jinja2.TemplateError only where a rule has found a problem before.
    """
    functions = PageFunctions(renderer, page)
    text, held = functions.fill(functions.translated())
    return Rendered(
        title=renderer.head(page, "title"),
        nav=renderer.marked_head(page, "nav" if page.meta.nav else "title"),
        description=renderer.head(page, "description"),
        text=text,
        held=held,
        sources=functions.partial("page-sources", citations=functions.citations),
        disclaimer=renderer.disclaimer,
        trust=_trust(renderer, page, functions),
        untranslated=functions.untranslated,
    )


def _trust(renderer: Renderer, page: Page, functions: PageFunctions) -> Markup:
    bundle = renderer.bundle
    return functions.partial(
        "trust",
        citations=functions.citations,
        review=reviews.of_page(page),
        translation=reviews.of_translation(page, bundle.catalog(page.path)) if bundle else None,
        changed=renderer.changed.get(page.path),
    )
