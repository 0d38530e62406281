"""Signs that stand in Markdown for HTML that is made: to read that HTML takes Markdown as long as all the rest."""

import re
from collections.abc import Sequence

# Characters for private use, which no writing system has. Markdown leaves a <div> alone, as it would the whole block.
_FIRST_SIGN = 0x100000
SIGN = re.compile(r"(?:<div>)?([\U00100000-\U0010fffd])(?:</div>)?")
_IN_TEXT = ("fact", "when", "cite")
_ALONE = (
    "hotlines", "claims", "compare", "timeline", "glossary", "sources", "evidence", "picture", "translations", "origin",
    "same_kind",
)  # fmt: skip
_SIGNS = {**dict.fromkeys(_IN_TEXT, "{}"), **dict.fromkeys(_ALONE, "<div>{}</div>")}


def sign(held: list[str], function: str, html: str) -> str:
    """What stands for the HTML in Markdown: itself where Markdown has to read it (a term may be emphasized)."""
    if function not in _SIGNS:
        return html
    held.append(html)
    return _SIGNS[function].format(chr(_FIRST_SIGN + len(held) - 1))


def restored(text: str, held: Sequence[str]) -> str:
    """The text, or the HTML made of it, with what the signs stand for."""
    return SIGN.sub(lambda found: held[ord(found[1]) - _FIRST_SIGN], text) if held else text
