"""Links between pages, where they are written; those of the built site are judged there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from ..loading import did_you_mean
from ..pages import DOCS
from ..project import Project
from . import Finding, rule

_PAGE = re.compile(r"\]\(\s*<?([\w./-]+\.md)(?=[#)>\s])")


@rule("FB318", "content")
def link_leads_to_a_page(project: Project) -> Iterator[Finding]:
    """A link to another page must name a page that is there.

    Bad:  [Care](caer.md)
    Good: [Care](care.md)
    """
    for path, page in project.pages.items():
        for link in _PAGE.finditer(page.body):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link[1]))
            if not project.tree.exists(f"{DOCS}/{target}"):
                moved = project.moved.get(target)
                hint = f"It is {moved!r} now." if moved else did_you_mean(link[1], project.pages)
                yield page.place(link.start(1)), f"a link must lead to a page that is there, {link[1]!r} is not", hint
