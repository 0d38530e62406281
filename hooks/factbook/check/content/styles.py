"""Templates, styles and other files beside the pages: what they put before readers."""

import re
from collections.abc import Iterator
from typing import Any

import tinycss2
from jinja2 import Environment, TemplateSyntaxError
from tinycss2.color4 import parse_color

from ...load import kit
from ...model.problem import Place
from ...page.pages import DOCS
from ...project import Project
from ...render import templates
from ..registry import Finding, rule

_NAMED = re.compile(r"docs/(?:.*\.md|CNAME|assets/(?:brand\.css|(?:icon|share)-[\w-]+\.png))")
_BLOCK = re.compile(r":root(?:\s*>\s*\*)?|\[data-md-color-scheme(=\"?[\w-]+\"?)?\]")
_MEDIA = re.compile(r"(?:(?:screen|print|and|\(prefers-color-scheme:\s*(?:dark|light)\))\s*)+")


@rule("FB115", "content")
def broken_template(project: Project) -> Iterator[Finding]:
    """A template must be right, and be there. What only shows when it is used is reported then.

    Bad:  {% if rendered %} without {% endif %}
    Good: {% if rendered %} … {% endif %}
    """
    parser = Environment(extensions=["jinja2.ext.i18n"])
    for file in project.tree.names(templates.FOLDER, "**/*.*ml") + project.tree.names(templates.FOLDER, "**/*.svg"):
        try:
            parser.parse(project.tree.remains(file))
        except TemplateSyntaxError as error:
            found = templates.broken(file, error.lineno, error)
            yield Place(file, error.lineno, 1), found.message, found.hint


@rule("FB345", "content")
def stray_file(project: Project) -> Iterator[Finding]:
    """A file in docs/ must be a page, or named in mkdocs.yml: it would be published, and nobody would have read it.

    Bad:  docs/assets/leaflet.pdf, docs/assets/more.js
    Good: docs/assets/logo.svg, with logo: assets/logo.svg in mkdocs.yml
    """
    given = {value for values in project.settings.values() for value in values}
    for file in project.tree.names(DOCS, "**/*"):
        inside = file.removeprefix(f"{DOCS}/")
        named = _NAMED.fullmatch(file) or kit.has(file) or inside in given or not given  # FB101 if it cannot be read
        if not named and not inside.startswith(("_", ".")) and not (project.tree.root / file).is_dir():
            hint = "Take it out; or, if it is a sign or a brand file, name it in mkdocs.yml."
            yield Place(file), f"a file in docs/ must be a page or named in mkdocs.yml, {inside!r} is neither", hint


@rule("FB346", "content")
def free_style(project: Project) -> Iterator[Finding]:
    """A style sheet of a site must give colours, lengths and names of fonts to custom properties, and do nothing else:
    by any other rule a page could hide, cover or turn round what it says. Other styles are the kit's.

    Bad:  #disclaimer { opacity: 0.01 }
    Good: :root { --urgent: #9c3412 }
    """
    for file in project.tree.names(DOCS, "**/*.css"):
        if file not in kit.ASSETS:
            text = project.tree.remains(file)
            for node in _not_brand(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)):
                text = node.message if node.type == "error" else node.serialize()  # an error cannot be written again
                shown = " ".join(text.split())[:60]
                hint = "Leave it out. Other styles are the kit's, such as docs/assets/site.css."
                must = f"a brand file must only give plain values to custom properties, got {shown!r}"
                yield Place(file, node.source_line, node.source_column), must, hint


def _not_brand(nodes: list[Any]) -> Iterator[Any]:
    """Yield the rules and declarations that do anything else than to give plain values to custom properties."""
    for node in nodes:
        if node.type == "qualified-rule":
            selectors = tinycss2.serialize(node.prelude).split(",")
            inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            yield from _not_brand(inside) if all(_BLOCK.fullmatch(part.strip()) for part in selectors) else [node]
        elif node.type == "at-rule" and node.lower_at_keyword == "media" and node.content is not None:
            known = _MEDIA.fullmatch(tinycss2.serialize(node.prelude).strip())
            inside = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            yield from _not_brand(inside) if known else [node]
        elif node.type != "declaration" or not _is_plain(node):
            yield node


def _is_plain(declaration: Any) -> bool:
    values = [token for token in declaration.value if token.type not in ("whitespace", "comment")]
    if declaration.name == "color-scheme":
        return all(token.type == "ident" and token.lower_value in ("light", "dark") for token in values)
    if not declaration.name.startswith("--"):
        return False
    if "font" in declaration.name and values and values[0].type in ("ident", "string"):
        return all(token.type in ("ident", "string") or token == "," for token in values)
    return bool(values) and all(map(_is_value, values))


def _is_value(token: Any) -> bool:
    """Return whether a value is a length, a number, another property, or a colour through which nothing is seen."""
    if token.type == "function" and token.lower_name == "var":
        return all(part.type in ("ident", "whitespace") for part in token.arguments)
    color = parse_color(token)
    return token.type in ("dimension", "percentage", "number") or (getattr(color, "alpha", 0) == 1)
