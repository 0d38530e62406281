"""The two Jinja environments: one that only parses pages, one that fills partials."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from . import charts
from .templates import PARTIALS


def page_environment() -> Environment:
    """Return what says how the template syntax of a page is wrong. It runs nothing: pages have only plain calls."""
    return Environment(
        autoescape=True,
        comment_start_string="{##",  # "{#" begins the id of a heading in Markdown
        comment_end_string="##}",
    )


def partial_environment(root: Path) -> Environment:
    """Jinja for the project's own partials, in all languages: to compile them all takes a tenth of a second."""
    partials = Environment(
        loader=FileSystemLoader(root / PARTIALS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # each build makes a new environment
    )
    partials.globals["width"] = charts.WIDTH
    return partials
