"""The text of built HTML: what of it nothing vouches for, and what its links dial."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import accumulate, groupby

from selectolax.lexbor import LexborNode

from ...locale import phones
from ...locale.text_search import normal
from ...model.problem import Place
from ...project import Project
from ..built_page import BuiltPage
from ..built_site import BuiltSite
from ..judgements import Passage, loose_figures, uncited
from ..registry import Finding, rule
from ..visible_text import DIALLING, Block, Run, squeezed, tag_of

_STATING = {"p", "li", "dd", "tr", "figcaption", "caption", ""}
_FREE = {".md-top", ".admonition-title", ".editorial", "#sources", "#disclaimer", "nav", "header", "footer", "dt"}
_VOUCHED = ("data", "q", "tel:")
_DRAWN = {"svg", ".fact"}
_SCALE, _STEP = {"svg", ".scale"}, re.compile(r"[\d\W]{1,6}")
"""The numbers of a scale state nothing; words beside them would."""
_MARK = re.compile(r"\[\d+[^\d\]]*\]")


@rule("FB505", "html")
def unbound_figure(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """Every figure that a reader sees must be bound to a fact, whether in digits or in words.

    Bad:  <p>The itch usually begins at three to five years of age …
    Good: <p>The itch usually begins at <data class="fact" data-fact="itch-age" …>3 to 5 years</data> of age …
    """
    yield from loose_figures(_unproven(site, page), site.project, site.numerals)


def _unproven(site: BuiltSite, page: BuiltPage) -> Iterator[Passage]:
    """Yield the runs of text that no other gate vouches for, those joined that tags part, and the labels."""
    free, numerals = _vouched(site, page), site.numerals.values()
    for stretch, folded in zip(page.stretches, page.folded, strict=True):
        tells = any(given.telling.search(folded) for given in numerals)  # most do not, and to part them takes longer
        for runs in _groups(stretch, free) if tells else ():
            for part in [runs] if len(runs) == 1 else [runs, *([run] for run in runs)]:
                place = partial(_place_in, page, part)
                yield Passage(normal("".join(run.text for run in part)), _codes(site, page, part[0]), place)
    for text in map(normal, page.spoken):
        yield Passage(text, (page.code,), lambda _, text=text: page.place(text))  # type: ignore[misc]


@rule("FB506", "html")
def uncited_block(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """A block of text must cite a fact, or be marked as editorial where it states nothing of the subject. A picture is
    cited by its figure (FB516).

    Bad:  <p>A cool cloth helps.</p>
    Good: <p>A cool cloth often helps.<a class="cite" href="#note-1">[1]</a></p>
    """
    for block in page.blocks if page.source else ():
        if not block.cited and "main" in block.inside and _states(block):
            yield uncited(page.place_of(block.runs[0]), block.text)


@rule("FB508", "html")
def unlisted_phone_number(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """A phone number must come from hotlines.yml, as a link that dials it and shows it, beside the name of its
    organisation and of no other.

    Bad:  <a href="tel:+18005550142">Call now</a>
    Good: <a href="tel:+18005550142">(800) 555-0142</a>
    """
    codes = site.project.renderers if page.source is None else (page.code,)  # one of no source has sections in all
    shown = {code: _shown(site.project, code) for code in codes}
    organisations = {hotline.name for hotline in site.project.book.hotlines.values()}
    known = {text for numbers in shown.values() for texts in numbers.values() for text in texts}
    for node in page.tree.css("a[href]"):
        address, text = node.attributes["href"] or "", squeezed(node.text())
        if text not in known and not DIALLING.match(address):  # as most
            continue
        numbers = shown.get(page.lang_of(node)) or shown[page.code]
        if DIALLING.match(address):
            if address not in numbers:
                place, number = page.place(address), address.removeprefix("tel:")
                yield place, f"a phone link must be one of hotlines.yml, {number!r} is not", ""
            elif text not in numbers[address]:
                place = page.place(address)
                yield place, f"the text of a phone link must be its number, it is {text!r}", ""
            elif not (named := _named_with(page, node, organisations)) or not named <= numbers[address][text]:
                must = f"the block of a phone link must name its organisation alone, {min(numbers[address][text])!r}"
                yield page.place(address), f"{must}, it names {', '.join(sorted(named)) or 'none'}", ""
        elif any(text in texts for texts in numbers.values()):
            yield page.place(text), f"a phone number must be tap-to-call, {text!r} leads to {address!r}", ""


def _shown(project: Project, code: str) -> dict[str, dict[str, set[str]]]:
    """Return address → number as a language shows it → whose it is: a short one may be that of several countries."""
    found: dict[str, dict[str, set[str]]] = {}
    for hotline in project.book.hotlines.values():
        for line in hotline.lines:
            texts = found.setdefault(phones.address(line), {})
            texts.setdefault(project.renderers[code].phone(line), set()).add(hotline.name)
    return found


def _named_with(page: BuiltPage, link: LexborNode, names: set[str]) -> set[str]:
    """Return which of the names stand in the block of a link: a list item, a paragraph, a row."""
    block = next((at for at in page.around(link) if at.tag in ("li", "p", "tr", "dd", "body")), link)
    text = squeezed(block.text())
    found = {name for name in names if squeezed(name) in text}
    return {name for name in found if not any(name != other and name in other for other in found)}


def _codes(site: BuiltSite, page: BuiltPage, run: Run) -> tuple[str, ...]:
    """Return the languages whose figures can stand in a run: the one that it is marked as, and mostly the page's."""
    code = run.lang.partition("-")[0]
    marked = code if code in site.project.book.languages else page.code
    alone = marked == page.code or not run.inside.isdisjoint((".untranslated", ".original"))
    return (marked,) if alone else (marked, page.code)


def _vouched(site: BuiltSite, page: BuiltPage) -> Callable[[Run], bool]:
    """Return whether other gates vouch for the figures of a run: those of facts, quotations and own data."""
    vouchers = {inside: _vouchers(site.register, inside) for inside in page.surroundings}

    def is_vouched(run: Run) -> bool:
        found = vouchers[run.inside]
        return bool(found) and any(vouches(squeezed(run.text)) for vouches in found)

    return is_vouched


def _vouchers(register: Mapping[str, set[str]], inside: frozenset[str]) -> list[Callable[[str], object]]:
    """Return what tells of a text in such surroundings whether it may have figures; mostly nothing may."""
    if not inside.isdisjoint(_VOUCHED) or inside >= _DRAWN:
        return [bool]
    if inside >= _SCALE:
        return [_STEP.fullmatch]
    marks = [] if inside.isdisjoint((".cite", ".mark")) else [_MARK.fullmatch]
    return [*marks, *(texts.__contains__ for name, texts in register.items() if name in inside)]


def _groups(stretch: list[Run], free: Callable[[Run], bool]) -> Iterator[list[Run]]:
    """Yield the runs that follow each other without a free one between: tags within a word hide nothing."""
    return (list(runs) for skip, runs in groupby(stretch, free) if not skip)


def _place_in(page: BuiltPage, runs: list[Run], offset: int) -> Place:
    """Return the place of the run that has a character of the runs' text."""
    ends = accumulate(len(run.text) for run in runs)
    return page.place_of(next((run for run, end in zip(runs, ends, strict=True) if offset < end), runs[-1]))


def _states(block: Block) -> bool:
    inside = block.inside
    if ".picture" in inside and not inside.isdisjoint(("svg", "figcaption")):
        return False
    if not inside.isdisjoint(_FREE) or tag_of(inside) not in _STATING or {"tr", "th"} <= inside:
        return False
    return bool(re.search(r"\w", block.text))
