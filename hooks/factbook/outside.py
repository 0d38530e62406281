"""Links that lead out of the site. What they lead to is taken to be in the language that the pages are written in."""

from __future__ import annotations

import re

from markupsafe import escape

_LINK = re.compile(r'<a href="(https?://[^"]*)">(.*?)</a>', re.DOTALL)


def marked(html: str, language: str, note: str) -> str:
    """The HTML with the language of each link out of the site; `note`, which says it, is added to its text."""
    end = f" {escape(note)}" if note else ""
    return _LINK.sub(rf'<a href="\1" hreflang="{language}">\2{end}</a>', html)
