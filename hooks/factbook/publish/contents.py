"""What stands in a page: its second-level headings, for the list at its top."""

from __future__ import annotations

import re

FEWEST = 3
"""A page with fewer headings needs no list."""
_HEADING = re.compile(r'<h2 id="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
_LINK = re.compile(r'<a\b[^>]*class="cite".*?</a>|</?a\b[^>]*>', re.DOTALL)


def of(html: str) -> list[tuple[str, str]]:
    """Id and HTML of each heading, without links; empty for a short page."""
    found = [(ident, _LINK.sub("", inner).strip()) for ident, inner in _HEADING.findall(html)]
    return found if len(found) >= FEWEST else []
