"""Pictures: what of them reaches readers."""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from ...model.problem import Place
from ..built_page import BuiltPage
from ..built_site import BuiltSite
from ..registry import Finding, rule
from ..visible_text import squeezed

_NAMED = {"a", "button", "summary", "label"}


@rule("FB516", "html")
def inaccessible_picture(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """A picture must have a title and a description for those who do not see it, cite its facts, and say its figures in
    the words beside it. One that shows no words may be hidden from screen readers instead, or be the icon of a link or
    button that has a name.

    Bad:  <svg><text>3 to 5 years</text></svg>
    Good: <figure class="picture">… <svg role="img" aria-labelledby="title text"><title id="title">…</title> … </figure>
    """
    for node in page.tree.css("body svg"):
        if node.attributes.get("aria-hidden") == "true":
            if squeezed(node.text()):
                yield _place(page, node), "a picture with words must not be hidden from screen readers", ""
            continue
        if around := _link_of_icon(page, node):
            hint = "Give it a text or a title; to a social link, `name` below `extra: social:` in mkdocs.yml."
            if not any((squeezed(around.text()), *map(around.attributes.get, ("title", "aria-label")))):
                yield _place(page, around), "a link with nothing but an icon must have a name", hint
            continue
        for wrong in (*_unnamed(node), *_unproven(page, node)):
            yield _place(page, node), wrong, "Write {{ picture('…') }}, which makes all of it."


def _link_of_icon(page: BuiltPage, node: LexborNode) -> LexborNode | None:
    """Return the link or button that a picture without words or role stands in; None if it stands in none."""
    if squeezed(node.text()) or "role" in node.attributes or node.css_first(".fact"):
        return None
    return next((at for at in page.around(node) if at.tag in _NAMED), None)


def _unnamed(node: LexborNode) -> Iterator[str]:
    if node.attributes.get("role") != "img":
        yield 'a picture must have role="img"'
    named = (node.attributes.get("aria-labelledby") or "").split()
    for tag in ("title", "desc"):
        found = node.css_first(tag)
        if found is None or not squeezed(found.text()):
            yield f"a picture must have a <{tag}>"
        elif found.attributes.get("id") not in named:
            yield f"aria-labelledby must name the <{tag}> of the picture"


def _unproven(page: BuiltPage, node: LexborNode) -> Iterator[str]:
    figures = (at for at in page.around(node) if at.tag == "figure")
    around = next((at for at in figures if "picture" in (at.attributes.get("class") or "").split()), None)
    if around is None:
        yield 'a picture must stand in a <figure class="picture">'
        return
    cited = {name for link in around.css("a.cite:not(details a)") for name in page.cited_by(link)}
    if not cited:
        yield "a picture must cite its facts"
    told = {_figure(figure) for figure in around.css("li data.fact, td data.fact")}
    for figure in node.css(".fact"):
        name, part = _figure(figure)
        if (name, part) not in told:
            yield f"the words beside a picture must have its figures, the {part} of {name!r} is not there"
        if cited and name not in cited:
            yield f"a picture must cite its facts, {name!r} is not cited"


def _figure(node: LexborNode) -> tuple[str, str]:
    return node.attributes.get("data-fact") or "", node.attributes.get("data-part") or "value"


def _place(page: BuiltPage, node: LexborNode) -> Place:
    named, first = node.attributes.get("aria-labelledby"), squeezed(node.text()).partition(". ")[0]
    return page.place(
        *([f'aria-labelledby="{named}"'] if named else []), *([f">{first}"] if first else []), "<svg", about="picture("
    )
