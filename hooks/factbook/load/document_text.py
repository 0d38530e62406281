"""The text of a document, as a browser shows it, and its words."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..locale.text_search import one_form

_UNSEEN = {"script", "style", "template", "noscript", "-comment"}
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
}  # fmt: skip
"""Elements that part no words. All others do: blocks, cells, line breaks, and those that nobody knows."""
_CELL = re.compile(r"(?=</?t[dhr]\b)", re.IGNORECASE)
"""Where cells meet. A parser leaves their tags out where there is no table around them."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
PARTING = "\x1f"
"""Stands where an element parts words. No white space of a line, it is no space within a number either."""
_RAISED = {"sup": str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻"), "sub": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")}
_NUMBER = r"\d+(?:(?:[^\w\s\x1f]|(?<!\d{4})[ ](?=\d{3}(?!\d))|[ ]?[-\u2010-\u2015\u2212\u2044][ ]?)\d+)*"
_SOFT_END = re.compile(r"(\w+)\u00ad\r?\n[ \t]*(\w+)")
_HARD_END = re.compile(r"([^\W\d_]+)[-\u2010]\r?\n[ \t]*([^\W\d_]+)")
_DASH = re.compile(r"[-\u2010-\u2015\u2212]")
_SIGN = r"[%‰$€£¥₹<>≤≥±~≈∼≃°]|(?<![\w)])[-\u2010-\u2015\u2212](?=\d)"


def plain_lines(document: str) -> list[str]:
    """Return the document's lines as a browser shows them: without tags and what they hide, entities as characters."""
    body = LexborHTMLParser(_CELL.sub(PARTING, document)).root
    before = document[: len(document) - len(document.lstrip())]  # which a parser drops
    text = _SOFT_END.sub(r"\1\2\n", before + "".join(_text(body) if body else ()))
    text = one_form(text)
    known = set(re.findall(r"\w+", text.casefold()))
    parts = _HARD_END.sub(lambda found: _joined(found, known), text).split("\n")
    return [part.strip(f" \t\r{PARTING}") for part in parts]


def _joined(found: re.Match[str], known: set[str]) -> str:
    """Return the word that a hyphen parts at the end of a line, where the document has it elsewhere in one piece."""
    word = found[1] + found[2]
    return f"{word}\n" if word.casefold() in known else found[0]


def plain(document: str) -> str:
    """Return the document as one run of text, as anchors are compared with it."""
    return "\n".join(plain_lines(document))


def _text(node: LexborNode) -> Iterator[str]:
    """Yield the text below a node. Small digits above or below the line stay apart from those on it."""
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        if tag == "-text":
            yield child.text_content or ""
        elif not _is_unseen(child, tag):
            parting = "" if tag in _INLINE else PARTING
            yield parting
            yield from (part.translate(_RAISED[tag]) for part in _text(child)) if tag in _RAISED else _text(child)
            yield parting


def _is_unseen(node: LexborNode, tag: str) -> bool:
    own = node.attributes
    return tag in _UNSEEN or "hidden" in own or _HIDDEN.search(own.get("style") or "") is not None


def spans(text: str) -> list[tuple[str, int, int]]:
    """Return the case-folded words of a text in one form, each with where it starts and ends.

    What digits are joined by is a part of their word ("2,920", "4-8", "120/80"); so is what units are ("mg/kg"). Signs
    that change what a figure means are words. Other punctuation is dropped.
    """
    marks = (
        "" if text.isascii() else "".join(sorted(mark for mark in set(text) if unicodedata.category(mark)[0] == "M"))
    )
    return [(match[0].casefold(), *match.span()) for match in _pattern(marks).finditer(text)]


def found(given: list[str], within: list[tuple[str, int, int]]) -> list[tuple[int, int]]:
    """Return where words stand one after the other in a text, from the start of the first to the end of the last."""
    known = [re.sub(r"\s+", "\u00a0", word) for word, _, _ in within]
    starts = (at for at in range(len(known) - len(given) + 1) if known[at : at + len(given)] == given)
    return [(within[at][1], within[at + len(given) - 1][2]) for at in starts]


def words(text: str) -> list[str]:
    """Return the case-folded words of a text. The spaces within a number are such as do not break."""
    return ["\u00a0".join(word.split()) for word, _, _ in spans(one_form(text))]


def length(given: Iterable[str]) -> int:
    """Return how many words there are; of numbers that dashes join, each is one."""
    return sum(len(_DASH.split(word)) if word[0].isdecimal() else 1 for word in given)


@cache
def _pattern(marks: str) -> re.Pattern[str]:
    """Return what finds words, the combining marks among their letters."""
    letters = rf"(?:[^\W\d_][{re.escape(marks)}]*)+" if marks else r"[^\W\d_]+"
    return re.compile(rf"{_NUMBER}|{letters}(?:/{letters})*|{_SIGN}")
