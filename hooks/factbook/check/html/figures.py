"""Bound figures."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from ...model.dates import DATES
from ..built_page import BuiltPage
from ..built_site import BuiltSite
from ..registry import Finding, rule
from ..visible_text import squeezed
from .languages import lang_of


@rule("FB504", "html")
def altered_figure(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """A bound figure must state exactly the fact's value, read back in the language that it stands in: in `<data>`, and
    in a picture in an element of the class `fact` with `data-fact` and `data-value`.

    Bad:  <data class="fact" data-fact="itch-age" value="3..5 year">3 to 6 years</data>
    Good: <data class="fact" data-fact="itch-age" value="3..5 year">3 to 5 years</data>
    """
    for node in page.tree.css("data, svg .fact:not(data)"):  # SVG has no <data>
        own = node.attributes
        spelled = "value" if node.tag == "data" else "data-value"
        name, part = own.get("data-fact") or "", own.get("data-part") or "value"
        fact = site.project.book.facts.get(name)
        value = getattr(fact, part, None) if part in ("value", "when") else None
        place = page.place(f'data-fact="{name}"' if name else "<data", about=name)
        if value is None:
            yield place, f"a figure must name a fact with a {part}, {name!r} is none", ""
            continue
        if own.get(spelled) != value.canonical():
            yield place, f"{spelled} must be {value.canonical()!r}, it is {own.get(spelled)!r}", ""
        language = page.code if lang_of(node, page) == page.code else site.project.book.source_language
        shown = squeezed(node.text())
        if wrong := site.project.figure_readers[language].differences(value, shown):
            yield place, f"the figure must state {value.canonical()!r}, it reads {shown!r}: {', '.join(wrong)}", ""
        around = ("", "") if isinstance(value, DATES) else _around(node)  # "from 2024 on" is no bound
        for word in site.project.figure_readers[language].typed_around(*around):
            hint = "Units, scales, bounds and the like are parts of the value: give them in the fact."
            yield place, f"{word!r} beside a figure must be a part of its value, {value.canonical()!r}", hint


def _around(node: LexborNode) -> tuple[str, str]:
    """Return the text before and after a figure in its element."""
    before, after = node.prev, node.next
    texts = [side.text_content or "" if side and side.tag == "-text" else "" for side in (before, after)]
    return texts[0], texts[1]
