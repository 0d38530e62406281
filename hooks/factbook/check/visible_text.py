"""What a reader sees of a page of HTML: its text in runs, and what each of them stands in."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ..locale.text_search import normal

UNSEEN = {"script", "style", "template", "head"}
BLOCKS = {"p", "li", "dd", "dt", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "summary", "caption"}
LOOSE = {"body", "main", "article", "section", "div", "blockquote", "details", "aside", "figure", "pre", "form", "svg"}
"""Elements whose text is a block where it is in none of BLOCKS."""
IDS = {"#sources", "#disclaimer"}
"""What `Run.inside` has of ids. With all of them no two runs of a page would have surroundings in common."""
SCHEMES = ("tel:", "callto:", "sms:")
DIALLING = re.compile(rf"\s*(?:{'|'.join(SCHEMES)})", re.IGNORECASE)
_EMPTY = {"area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link",
          "meta", "param", "source", "track", "wbr"}  # fmt: skip
_SPACE = r" \t\n\f\r"
_NAME = rf"[^{_SPACE}/>][^{_SPACE}/>=]*"
_ATTRIBUTES = rf'(?:[{_SPACE}]{_NAME}="[^"]*")*'
_UNSHOWN = rf"<script{_ATTRIBUTES}>.*?</script>|<style{_ATTRIBUTES}>.*?</style>|<!--.*?-->|<[!?][^>]*>"
_TAG = rf"<(/?)([a-zA-Z][^{_SPACE}/>]*)({_ATTRIBUTES})>"
_TOKEN = re.compile(rf"([^<]*)(?:{_UNSHOWN}|{_TAG}|(<)|\Z)", re.DOTALL)
"""Text and the tag after it; a "<" that begins no tag is text as well."""
_LITERAL_TAG = re.compile(r"<(?:xmp|iframe|noembed|noframes|plaintext)")
_LITERAL = re.compile(rf"{_UNSHOWN}|(<(xmp|iframe|noembed|noframes|plaintext){_ATTRIBUTES}>)(.*?)(?=</\2>)", re.DOTALL)
_OWN = re.compile(rf'[{_SPACE}]({_NAME})="([^"]*)"')
_PARTING = re.compile(r"[\s!-/:-@\[-`{-~]")
HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*[0-3](?:\.\d+)?px|(?:(?<![\w-])|text-fill-)color\s*:\s*transparent|scale\w*\(\s*0"
    r"|(?<![\w-])(?:opacity|font-size|(?:max-)?(?:height|width))\s*:\s*(?:0+\.?0*|\.0+)(?:[a-z]+|%)?\s*(?:[!;]|$)"
    r"|(?<![\w-])(?:left|right|top|bottom|inset[\w-]*|text-indent|margin[\w-]*)\s*:\s*-\d{3}|translate\w*\(\s*-\d{3}"
    r"|(?<![\w-])clip(?:-path)?\s*:(?!\s*(?:auto|none))",
    re.IGNORECASE,
)
"""Declarations that keep what they apply to from being seen."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
LONGEST_WORD = 200
"""Letters. Only to end the search for the end of a word."""


class Run(NamedTuple):
    """A run of text, the language it is marked as, and the names of what it stands in.

    `inside` has the tags and classes (".class") of all elements around it, the IDS, and "tel:" in a link that dials.
    """

    text: str
    lang: str
    inside: frozenset[str]
    block: int
    """Equal for runs of the same paragraph, list item, table row …"""


def squeezed(text: str) -> str:
    """Text as a reader sees it: runs of white space are one space."""
    return " ".join(text.split())


def hiding_selectors(style_sheet: str) -> list[str]:
    """The selectors of a style sheet's rules that hide what they match."""
    found = _CSS_RULE.findall(_COMMENT.sub("", style_sheet))
    return [selector.strip() for selector, declarations in found if HIDING.search(declarations)]


class Block:
    """The text of one paragraph, list item, table row or heading, or a stretch of text that is in none of them."""

    __slots__ = ("all_runs",)

    def __init__(self, runs: list[Run]) -> None:
        self.all_runs = runs

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
    def cited(self) -> bool:
        """True where it carries a citation that is a link."""
        return any(".cite" in run.inside and "a" in run.inside for run in self.all_runs)


def tag_of(inside: frozenset[str]) -> str:
    """The element that makes text in such surroundings a block; empty where it is in none."""
    return next((name for name in ("tr", "li", "dd", "dt", "p", *BLOCKS) if name in inside), "")


def pieces(stretch: list[Run]) -> Iterator[str]:
    """Each run of a stretch, and those together whose tags part a word, as from "<b>tw</b>elve" both and "twelve"."""
    for index, run in enumerate(stretch):
        yield run.text
        if index + 1 < len(stretch) and not _PARTING.search(run.text[-1] + stretch[index + 1].text[0]):
            yield from _grown(stretch, index)


def _grown(stretch: list[Run], index: int) -> Iterator[str]:
    """A run with what follows it, as far as the word goes on that it ends with."""
    text, longest = stretch[index].text, len(stretch[index].text) + LONGEST_WORD
    for following in stretch[index + 1 :]:
        if _PARTING.search(text[-1] + following.text[0]) or len(normal(text)) > longest:
            return
        text += following.text
        yield text
        if _PARTING.search(following.text):
            return


_Around = tuple[str, frozenset[str], int]
"""Language, names and block that an element hands down to what is within."""


def stretches(body: str, lang: str) -> list[list[Run]]:
    """The text of a body in order: the runs that follow each other in one block and language.

    The body must be what the parser of HTML makes of it and writes out again: every tag closed, every attribute in
    double quotes. To ask the parser for one node after another takes three times as long.
    """
    if _LITERAL_TAG.search(body):  # what is within is the only text that is not escaped
        body = _LITERAL.sub(lambda found: found[1] + html.escape(found[3]) if found[1] else found[0], body)
    found: list[list[Run]] = []
    around: _Around | None = (lang, frozenset(), 0)  # None where nothing is seen
    open_tags: list[tuple[str, _Around | None]] = [("", None)]
    count, last, gap = 0, ("", -1), ""  # `gap`: after white space between two tags, which parts the words beside it
    for text, end, tag, attributes, odd in _TOKEN.findall(body):
        text += odd
        if text and around is not None:
            text = html.unescape(text) if "&" in text else text
            if text.isspace():
                gap = " "
            else:
                lang, inside, block = around
                if (lang, block) != last:
                    last = (lang, block)
                    found.append([])
                found[-1].append(Run(gap + text, lang, inside, block))
                gap = ""
        if end:
            if open_tags[-1][0] == tag:
                around = open_tags.pop()[1]
        elif tag and tag not in _EMPTY:
            open_tags.append((tag, around))
            if around is not None:
                around = _handed_down(around, tag, attributes, count + 1)
                count = max(count, around[2]) if around else count
    return found


def _handed_down(around: _Around, tag: str, attributes: str, next_block: int) -> _Around | None:
    if tag in UNSEEN:
        return None
    if tag == "body":
        return around
    lang, inside, block = around
    own_lang, within, begins = _within(inside, tag, attributes)
    return own_lang or lang, within, next_block if begins else block


@lru_cache(maxsize=2048)
def _within(inside: frozenset[str], tag: str, attributes: str) -> tuple[str, frozenset[str], bool]:
    """The language that an element names, the names of what it and its text stand in, and whether it is a block."""
    lang, names = "", [tag]
    for name, value in _OWN.findall(attributes):
        if name == "class":
            names += (f".{part}" for part in html.unescape(value).split())
        elif name == "lang":
            lang = html.unescape(value)
        elif name == "id" and f"#{value}" in IDS:
            names.append(f"#{value}")
        elif name == "href" and tag == "a" and DIALLING.match(html.unescape(value)):
            names.append("tel:")
    begins = tag in BLOCKS or (tag in LOOSE and inside.isdisjoint(BLOCKS))
    return lang, _joined(inside, tuple(names)), begins and not (tag == "p" and "tr" in inside)


@lru_cache(maxsize=2048)
def _joined(inside: frozenset[str], names: tuple[str, ...]) -> frozenset[str]:
    return inside.union(names)
