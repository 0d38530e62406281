"""Style sheets as readers get them, those of the theme and of plugins among them."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.problem import Place
from ..built_site import BuiltSite
from ..registry import Finding, rule
from ..visible_text import words_of_style

HINT = "Write them on a page, or in docs/_facts/labels.yml."


@rule("FB526", "site")
def words_in_built_style(site: BuiltSite) -> Iterator[Finding]:
    """A style sheet of a site must not put words or figures on its pages, whoever wrote it.

    Bad:  h1::after { content: "the best cream" } in a style sheet that a plugin brings
    Good: h1::after { content: "→" }
    """
    for name in sorted(name for name in site.files if name.endswith(".css")):
        for _, words in words_of_style(site.style_sheet(name)):
            yield Place(f"{site.root}/{name}", subject=words), f"a style must not hold words, {words} are some", HINT
