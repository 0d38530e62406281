"""Where sentences end, and the mark that stands at the end of each, or of a few that rest on the same sources."""

import re
from collections.abc import Callable, Collection, Iterator

from .calls import CALL_ONLY, CITING, Call, citing_call, split_calls

_CLOSING = r"[\"'”’»›」』)\]*_]*"
_END = re.compile(rf"[.!?…؟።܀۔]+{_CLOSING}(?=\s|$)|[。！？｡।॥။។]+{_CLOSING}|  \n|:{_CLOSING}\s*$")
"""Full stops of the scripts in use (Unicode's Sentence_Terminal), a hard line break, and what leads to a list."""
_FIRST = re.compile(r"[^\W_]")
_CALLS = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_RUN = re.compile(rf"{CALL_ONLY}+")
_TWICE = re.compile(r"\u00a0?(\{\{ cite\([^)\n]*\) \}\})(?=[^\n]*\|[^\n]*\1)")


def ends(text: str, abbreviations: Collection[str] = (), cited: Collection[int] = ()) -> Iterator[int]:
    """Yield where each sentence of a text ends, past its full stop and what closes after it; lastly, where it ends.

    A full stop ends no sentence after an abbreviation ("p. ej.") or a single capital ("J. Doe", "U.S."), unless it is
    `cited` there, and none before a small letter.
    """
    for found in _END.finditer(text):
        end = found.end() if found[0].strip() else found.start()
        inner = found[0].startswith(".") and _is_inner(text, found.start(), abbreviations)
        if end < len(text.rstrip()) and (not inner or not {found.start(), end}.isdisjoint(cited)):
            first = _FIRST.search(text, end)
            if not (first and first[0].islower() and "\n" not in text[end : first.start()]):
                yield end
    yield len(text)


def _is_inner(text: str, at: int, abbreviations: Collection[str]) -> bool:
    """Return whether the full stop at a place belongs to the word before it."""
    word = re.split(r"[\s(\[“\"*_]", text[: at + 1])[-1]
    return bool(re.fullmatch(r"(?:[^\W\d_]\.)+", word) and word.isupper()) or any(
        text[: at + 1].casefold().endswith(known.casefold()) for known in abbreviations if known.endswith(word)
    )


def split(text: str, abbreviations: Collection[str] = ()) -> list[str]:
    """Return the sentences of a text, without the white space around them."""
    at, found = 0, []
    for end in ends(text, abbreviations):
        found.append(text[at:end].strip())
        at = end
    return [sentence for sentence in found if sentence]


def with_marks(
    text: str,
    abbreviations: Collection[str] = (),
    alike: Callable[[Collection[str], Collection[str]], bool] | None = None,
) -> str:
    """Return the text of a block with one call of `cite()` at the end of each sentence, for all facts that its calls
    of `fact()`, `when()` and `cite()` name; neighbouring sentences whose facts are `alike` share the mark of the last.
    A `cite()` between two sentences belongs to the first."""
    bare, named = "", list[tuple[int, bool, tuple[str, ...]]]()
    for part in split_calls(text):
        is_cite = isinstance(part, Call) and part.name == "cite"
        if is_cite and not bare.endswith("  \n"):
            bare = bare.rstrip(" ")
        if isinstance(part, Call) and part.name in CITING:
            named.append((len(bare), is_cite, part.arguments))
        bare += "" if is_cite else part if isinstance(part, str) else part.text
    if not named:
        return text
    shown = _CALLS.sub(lambda call: "X" * len(call[0]), bare)
    found, at, passage = "", 0, dict[str, None]()
    for end in ends(shown, abbreviations, [at for at, is_cite, _ in named if is_cite]):
        after = end + len(shown[end:]) - len(shown[end:].lstrip(" "))
        own = [row for row in named if row[0] <= end or (row[1] and row[0] <= after)]
        named = named[len(own) :]
        stated = dict.fromkeys(fact for row in own for fact in row[2])
        if passage and not (stated and alike and alike(passage, stated) and not bare.startswith("  \n", at)):
            found += _mark(shown[:at], passage)
            passage = {}
        found += bare[at:end].rstrip(" ") if end == len(bare) else bare[at:end]
        passage |= stated
        at = end
    return found + _mark(shown, passage)


def _mark(sentence: str, facts: Collection[str]) -> str:
    if not facts:
        return ""
    glue = "\u00a0" if sentence.rstrip()[-1:].isalnum() else ""
    return glue + citing_call(facts)


def with_marks_between(literal: str) -> str:
    """Return what stands between segments with the marks of cells and lines that hold nothing but calls."""
    return _RUN.sub(lambda run: with_marks(run[0].rstrip()) + run[0][len(run[0].rstrip()) :], literal)


def once_a_row(markdown: str) -> str:
    """Return Markdown with a mark left out of a cell where a later cell of the row has the same one."""
    return _TWICE.sub("", markdown)
