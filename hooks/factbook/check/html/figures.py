"""Bound figures."""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from ...model.dates import DATES
from ..built_page import BuiltPage
from ..built_site import BuiltSite
from ..registry import Finding, rule
from ..visible_text import squeezed


@rule("FB504", "html")
def altered_figure(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """A bound figure must state exactly the fact's value, read back in the language that it stands in: in `<data>`, and
    in a picture in an element of the class `fact` with `data-fact` and `data-value`.

    Bad:  <data class="fact" data-fact="itch-age" value="3..5 year">3 to 6 years</data>
    Good: <data class="fact" data-fact="itch-age" value="3..5 year">3 to 5 years</data>
    """
    for node in page.tree.css("data, svg .fact:not(data)"):  # SVG has no <data>
        name = node.attributes.get("data-fact") or ""
        for message, hint in _faults(site, page, node, name):
            yield page.place(f'data-fact="{name}"' if name else "<data", about=name), message, hint


def _faults(site: BuiltSite, page: BuiltPage, node: LexborNode, name: str) -> Iterator[tuple[str, str]]:
    own = node.attributes
    spelled = "value" if node.tag == "data" else "data-value"
    part = own.get("data-part") or "value"
    fact = site.project.book.facts.get(name)
    value = getattr(fact, part, None) if part in ("value", "when") else None
    if value is None:
        yield f"a figure must name a fact with a {part}, {name!r} is none", ""
        return
    if own.get(spelled) != value.canonical():
        yield f"{spelled} must be {value.canonical()!r}, it is {own.get(spelled)!r}", ""
    language = page.code if page.lang_of(node) == page.code else site.project.book.source_language
    shown, reader = squeezed(node.text()), site.project.figure_readers[language]
    if wrong := reader.differences(value, shown):
        yield f"the figure must state {value.canonical()!r}, it reads {shown!r}: {', '.join(wrong)}", ""
    beside = (side if side and side.tag == "-text" else None for side in (node.prev, node.next))
    around = [side.text_content or "" if side else "" for side in beside]
    for word in () if isinstance(value, DATES) else reader.typed_around(*around):  # "from 2024 on" is no bound
        hint = "Units, scales, bounds and the like are parts of the value: give them in the fact."
        yield f"{word!r} beside a figure must be a part of its value, {value.canonical()!r}", hint
