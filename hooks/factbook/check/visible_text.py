"""What a reader sees of a page of HTML: its text in runs, and what each of them stands in."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import tinycss2
from selectolax.lexbor import LexborNode

UNSEEN = {"script", "style", "template", "head"}
BLOCKS = {"p", "li", "dd", "dt", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "summary", "caption"}
LOOSE = {"body", "main", "article", "section", "div", "blockquote", "details", "aside", "figure", "pre", "form", "svg"}
"""Elements whose text is a block where it is in none of BLOCKS."""
IDS = {"#sources", "#disclaimer"}
"""What `Run.inside` has of ids. With all of them no two runs of a page would have surroundings in common."""
SCHEMES = ("tel:", "callto:", "sms:")
DIALLING = re.compile(rf"\s*(?:{'|'.join(SCHEMES)})", re.IGNORECASE)
HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*[0-3](?:\.\d+)?px|(?:(?<![\w-])|text-fill-)color\s*:\s*transparent|scale\w*\(\s*0"
    r"|(?<![\w-])(?:opacity|font-size|(?:max-)?(?:height|width))\s*:\s*(?:0+\.?0*|\.0+)(?:[a-z]+|%)?\s*(?:[!;]|$)"
    r"|(?<![\w-])(?:left|right|top|bottom|inset[\w-]*|text-indent|margin[\w-]*)\s*:\s*-\d{3}|translate\w*\(\s*-\d{3}"
    r"|(?<![\w-])clip(?:-path)?\s*:(?!\s*(?:auto|none))",
    re.IGNORECASE,
)
"""Declarations that keep what they apply to from being seen."""


class Run(NamedTuple):
    """A run of text, the language it is marked as, and the names of what it stands in.

    `inside` has the tags and classes (".class") of all elements around it, the IDS, "tel:" in a link that dials, and
    the address ("#note-1") that the mark of a citation leads to.
    """

    text: str
    lang: str
    inside: frozenset[str]
    block: int
    """Equal for runs of the same paragraph, list item, table row …"""


def squeezed(text: str) -> str:
    """Return text as a reader sees it: runs of white space are one space."""
    return " ".join(text.split())


def words_of_style(style_sheet: str) -> Iterator[str]:
    """Yield what a style sheet puts on a page in words, in quotes."""
    for _, declaration in _declarations(style_sheet):
        if declaration.lower_name == "content":
            within = (part for token in declaration.value if token.type == "function" for part in token.arguments)
            strings = (token for token in (*declaration.value, *within) if token.type == "string")
            yield from (string.serialize() for string in strings if re.search(r"\w", string.value))


@lru_cache(maxsize=64)
def hiding_selectors(style_sheet: str) -> tuple[str, ...]:
    """Return the selectors of a style sheet's rules that hide what they match."""
    said = (
        (selector, f"{node.lower_name}:{tinycss2.serialize([part for part in node.value if part.type != 'string'])}")
        for selector, node in _declarations(style_sheet)
    )
    return tuple(selector for selector, declaration in said if HIDING.search(declaration))


def _declarations(style_sheet: str) -> Iterator[tuple[str, Any]]:
    """Yield the declarations of a style sheet, each after the selector that it applies to."""
    yield from _nested(tinycss2.parse_stylesheet(style_sheet, skip_comments=True), "")


def _nested(nodes: Iterable[Any], around: str) -> Iterator[tuple[str, Any]]:
    """Yield those of rules, also of rules within rules: `around` is the selector of what these are nested in."""
    for node in nodes:
        if node.type == "declaration":
            yield around, node
        elif node.type in ("qualified-rule", "at-rule") and node.content is not None:
            selector = around
            if node.type == "qualified-rule":
                own = tinycss2.serialize(node.prelude).strip()
                selector = own.replace("&", around) if "&" in own else f"{around} {own}".strip()
            yield from _nested(tinycss2.parse_blocks_contents(node.content, skip_comments=True), selector)


class Block(NamedTuple):
    """The text of one paragraph, list item, table row or heading, or a stretch of text that is in none of them."""

    all_runs: list[Run]

    @property
    def runs(self) -> list[Run]:
        """Its runs without the marks of citations."""
        return [run for run in self.all_runs if ".cite" not in run.inside]

    @property
    def text(self) -> str:
        """The text of `runs`."""
        return squeezed("".join(run.text for run in self.runs))

    @property
    def inside(self) -> frozenset[str]:
        """What all its runs stand in."""
        return frozenset.intersection(*{run.inside for run in self.all_runs})

    @property
    def marks(self) -> list[Run]:
        """Its marks of citations."""
        return [run for run in self.all_runs if ".cite" in run.inside]

    @property
    def cited(self) -> bool:
        """True where it carries a citation that is a link."""
        return any("a" in run.inside for run in self.marks)


def tag_of(inside: frozenset[str]) -> str:
    """Return the element that makes text in such surroundings a block, or "" if none does."""
    return next((name for name in ("tr", "li", "dd", "dt", "p", *BLOCKS) if name in inside), "")


class _Around(NamedTuple):
    """What an element hands down to the texts within it."""

    lang: str
    inside: frozenset[str]
    block: int


def stretches(body: LexborNode, lang: str) -> list[list[Run]]:
    """Return the text of a body in order: the runs that follow each other in one block and language."""
    found: list[list[Run]] = []
    around = {body.mem_id: _Around(lang, frozenset(), 0)}  # no element in which nothing is seen
    count, last, gap = 0, ("", -1), ""  # `gap`: after white space between two tags, which parts the words beside it
    for node in body.traverse(include_text=True):
        above = around.get(node.parent.mem_id) if node.parent else None
        if above is None or node.mem_id == body.mem_id:
            continue
        if node.tag == "-text":
            text = node.text_content or ""
            if text.isspace():
                gap = " "
                continue
            if (above.lang, above.block) != last:
                last = (above.lang, above.block)
                found.append([])
            found[-1].append(Run(gap + text, *above))
            gap = ""
        elif node.tag not in UNSEEN:
            own_lang, within, begins = _within(above.inside, node.tag or "", tuple(node.attributes.items()))
            count += begins
            around[node.mem_id] = _Around(own_lang or above.lang, within, count if begins else above.block)
    return found


@lru_cache(maxsize=2048)
def _within(
    inside: frozenset[str], tag: str, attributes: tuple[tuple[str, str | None], ...]
) -> tuple[str, frozenset[str], bool]:
    """Return the language that an element names, the names of what its text stands in, and whether it is a block."""
    own = {name: value or "" for name, value in attributes}
    names = [tag, *(f".{part}" for part in own.get("class", "").split())]
    if (ident := f"#{own.get('id')}") in IDS:
        names.append(ident)
    if tag == "a" and DIALLING.match(own.get("href", "")):
        names.append("tel:")
    if ".cite" in names and own.get("href"):
        names.append(own["href"])
    begins = tag in BLOCKS or (tag in LOOSE and inside.isdisjoint(BLOCKS))
    return own.get("lang", ""), inside.union(names), begins and not (tag == "p" and "tr" in inside)
