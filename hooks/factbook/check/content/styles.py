"""Styles: what they put on a page in words of their own."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.problem import ContentError, Place
from ...page.pages import DOCS
from ...project import Project
from ..registry import Finding, rule
from ..visible_text import words_of_style

_FILES = ((DOCS, "**/*.css"), ("overrides", "**/*.html"), ("overrides", "**/*.svg"))
HINT = "Write them on a page, or in docs/_facts/labels.yml."


@rule("FB339", "content")
def words_in_style(project: Project) -> Iterator[Finding]:
    """A style must not put words or figures on a page: no other rule sees them, and nobody translates them.

    Bad:  h1::after { content: "the best cream" }
    Good: h1::after { content: "→" }
    """
    for folder, pattern in _FILES:
        for file in project.tree.names(folder, pattern):
            try:
                text = project.tree.text(file)
            except ContentError:  # that is reported there
                continue
            for at, words in words_of_style(text):
                place = Place(file, text.count("\n", 0, at) + 1, 1)
                yield place, f"a style must not hold words, {words} are some", HINT
