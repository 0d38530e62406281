"""Figures, and the marks of citations: what they state, where they stand, and what they say of their source."""

from collections.abc import Iterator
from itertools import pairwise

from selectolax.lexbor import LexborNode

from ...model.dates import DATES
from ...render.citations import MARK, kinds_of, named_kinds
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


_MARK = {".cite", "sup"}
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {"p", "li", "dd", "tr", "figcaption"}
_DRAWN_OR_LOOKED_UP = ".picture svg, #sources, .editorial"


@rule("FB523", "html")
def glued_mark(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """A mark must not run together with the figure or word beside it: who copies the text, has it read aloud,
    translated or searched would get "2,9203" for "2,920" and mark 3.

    Bad:  2,920<a class="cite" href="#note-3">3</a>
    Good: 2,920<a class="cite" href="#note-3">[3]</a>
    """
    for stretch in page.stretches:
        for one, other in pairwise(stretch):
            marks = [not _MARK.isdisjoint(run.inside) for run in (one, other)]
            if marks[0] != marks[1] and one.text[-1:].isalnum() and other.text[:1].isalnum():
                text = squeezed(f"{one.text.split()[-1]}{other.text.split()[0]}")
                place = page.place_of(one if marks[1] else other)
                yield place, f"a mark must not be a part of the text beside it, it reads {text!r}", ""
    for node in page.tree.css("data a, data sup, .fact a, .fact sup"):
        yield page.place(f">{node.text()}</"), f"a figure must hold no mark, it holds {squeezed(node.text())!r}", ""


@rule("FB524", "html")
def unnamed_kind(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """A mark of what rests only on a kind of source that is not to be taken for medical evidence must name the kind,
    unless the source is named beside it, or the head of the section names it for all of its marks. A mark must have
    the number of the note that it leads to; if it leads to a source instead, it must name that.

    Bad:  A lotion sells best.<a class="cite" href="#note-3">[3]</a>
    Good: A lotion sells best.<a class="cite" href="#note-3">[3, advertisement]</a>
    """
    render = site.project.renderers[page.code]
    numbers = {
        f"#{node.parent.attributes.get('id')}": node.text().rstrip("]")
        for node in page.tree.css("#sources .mark")
        if node.parent
    }
    said, level = (0, ""), 0  # the level of the section at hand that names a kind at its head, and the kind
    for node in page.tree.css("h1, h2, h3, h4, h5, h6, .same-kind, #sources, #trust, a.cite"):
        if node.tag in _LEVELS or node.attributes.get("id") in ("sources", "trust"):
            level = _LEVELS.get(node.tag or "", 0)
            said = said if level > said[0] else (0, "")
        elif node.tag == "a":
            place, text = page.place(f'href="{node.attributes.get("href")}"'), node.text()
            number = numbers.get(node.attributes.get("href") or "", "")
            if number and (not text.startswith(number) or text[len(number) : len(number) + 1].isalnum()):
                yield place, f"a mark must have the number of its note, {number + ']'!r}, got {text!r}", ""
            yield from ((place, wrong, "") for wrong in _wrong(site, page, node, said[1]))
        else:
            said = (level, node.attributes.get("data-kind") or "")
            known = f"{MARK}.{said[1]}" in site.project.book.labels
            if not known or render.raw_label(f"{MARK}.{said[1]}") not in squeezed(node.text()):
                yield page.place('class="same-kind'), f"the head of the section must name the kind {said[1]!r}", ""


def _wrong(site: BuiltSite, page: BuiltPage, mark: LexborNode, said: str) -> Iterator[str]:
    """Yield what is wrong with a mark in a section whose head names the kind `said`, or none."""
    book, render, text = site.project.book, site.project.renderers[page.code], mark.text()
    facts = [name for name in page.cited_by(mark) if name in book.facts]
    for name in facts if said else ():
        if kinds_of(name, book) != (said,):
            yield f"all of a section must rest on the kind that its head names, {name!r} does not"
    for kind in named_kinds(facts, book)[0] if not said else ():
        if render.raw_label(f"{MARK}.{kind}") not in text and not _named_beside(mark, kind, site, page):
            yield f"the mark must name the kind of its source, {kind!r}"
    name = (mark.attributes.get("href") or "").removeprefix("#source-")
    if name in book.sources and render.raw_label(f"kind.{book.sources[name].kind}") not in text:
        yield f"a mark that leads to a source must name its kind, {name!r} is not named"


def _named_beside(node: LexborNode, kind: str, site: BuiltSite, page: BuiltPage) -> bool:
    """Return whether the item that a mark stands in names a kind of source in a part of its own."""
    item = _block(page, node)
    who = item.css_first(".who") if item else None
    return who is not None and site.project.renderers[page.code].raw_label(f"kind.{kind}") in who.text()


@rule("FB525", "html")
def uncited_figure(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """The block of a figure must have a mark whose note has the fact of the figure.

    Bad:  <p>It begins at <data class="fact" data-fact="itch-age" …>3 to 5 years</data> of age.</p>
    Good: <p>It begins at <data class="fact" data-fact="itch-age" …>3 to 5 years</data> of age.<a class="cite" …></p>
    """
    free = {node.mem_id for node in page.tree.css(f"{_DRAWN_OR_LOOKED_UP}") for node in node.css("[data-fact]")}
    for node in page.tree.css("[data-fact]"):
        block, name = _block(page, node), node.attributes.get("data-fact") or ""
        cited = block.css("a.cite") if block else []
        known = name in site.project.book.facts and node.mem_id not in free
        if known and not any(name in page.cited_by(mark) for mark in cited):
            place = page.place(f'data-fact="{name}"', about=name)
            yield place, f"the figure of {name!r} must be cited in its block", ""


def _block(page: BuiltPage, node: LexborNode) -> LexborNode | None:
    return next((at for at in page.around(node) if at.tag in _BLOCKS), None)
