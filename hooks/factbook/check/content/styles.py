"""Styles: what they put on a page in words of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model.problem import ContentError, Place
from ...page.pages import DOCS
from ...project import Project
from ..registry import Finding, rule

_FILES = ((f"{DOCS}/assets", "**/*.css"), ("overrides", "**/*.html"), ("overrides", "**/*.svg"))
_CONTENT = re.compile(r"(?<![\w-])content\s*:\s*((?:\"[^\"\n]*\"|'[^'\n]*'|[^;{}\"'\n])*)", re.IGNORECASE)
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6})\s?", re.IGNORECASE)


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
            for content in _CONTENT.finditer(text):
                for words in (string for string in _STRING.findall(content[1]) if re.search(r"\w", _read(string))):
                    line = text.count("\n", 0, content.start()) + 1
                    hint = "Write them on a page, or in docs/_facts/labels.yml."
                    yield Place(file, line, 1), f"a style must not hold words, {words} are some", hint


def _read(string: str) -> str:
    """Return a string of CSS with the letters that its escapes stand for."""
    return _ESCAPE.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), string)
