"""The two Jinja environments: sandboxed for pages, full for partials."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from . import charts
from .templates import PARTIALS


def page_environment() -> Environment:
    """Jinja for pages: sandboxed, escaping, strict on undefined names, without a loader."""
    return ImmutableSandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
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
