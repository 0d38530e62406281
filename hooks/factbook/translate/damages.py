"""What a translation has lost, added or bent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal

from ..page.calls import IN_TRANSLATIONS, calls_in, shown_words, split_calls
from ..page.urls import ADDRESS

_PLACEHOLDER = re.compile(r"(?<!\{)\{([\w-]+)\}(?!\})")
_LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\(\s*([^()\s]*(?:\([^()]*\))?[^()\s]*)(\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
_BEFORE_SIGN = re.compile(r" (?=[.,:;?!”’)])")
_BRACKET = re.compile(r"[{}]|\]\(")
_STATEMENT = re.compile(r"\{%|%\}|\{#|#\}")
_BLOCK_START = re.compile(r"\s*(#{1,6}\s|[-*+]\s|\d+[.)]\s|>|\||!!!|\?\?\?|===|```|~~~|:\s)")
# The joiners U+200C and U+200D belong to the spelling of some scripts; beside Latin letters they only hide things.
_INVISIBLE = re.compile(
    r"[\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f]"
    r"|(?<=[\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[\x00-\u024f])"
)


def calls(text: str) -> list[str]:
    """Return the calls of a text, spelled alike, but for what only translations call.

    The words that a term shows may differ between languages.
    """
    found = [call for call in calls_in(text) if call[0] not in IN_TRANSLATIONS]
    return [f"{name}({', '.join(given[:1] if name == 'term' else given)})" for name, given in found]


def not_of_original(source: str, target: str) -> Iterator[str]:
    """Yield the words that a translation shows as words of the original and that are not in it."""
    said = _spoken(prose(source))
    for name, given in calls_in(target):
        if name in IN_TRANSLATIONS and (len(given) != 1 or not given[0].strip() or _spoken(given[0]) not in said):
            yield ", ".join(given)


def _spoken(text: str) -> str:
    return _BEFORE_SIGN.sub("", " ".join(text.replace("*", "").split())).casefold()


def _brackets(text: str) -> list[str]:
    text = " ".join(part for part in split_calls(text) if isinstance(part, str))
    return _BRACKET.findall(_without(text, _PLACEHOLDER, _LINK)) if _BRACKET.search(text) else []


_MUST_AGREE: dict[str, tuple[str, Callable[[str], list[str]]]] = {
    "the call": ("{{", calls),
    "the placeholder": ("{", _PLACEHOLDER.findall),
    "the link to": ("](", lambda text: [target + title for _, target, title in _LINK.findall(text)]),
    "the address": ("", lambda text: [found.rstrip(".,;:!?)") for found in ADDRESS.findall(prose(text))]),
    "the tag": ("<", _TAG.findall),
    "the bracket": ("", _brackets),
}
"""What must be the same in a translation: a sign without which a text has none, and what finds them."""


def _differences(what: str, wanted: list[str], given: list[str]) -> Iterator[str]:
    if wanted == given:
        return
    lost, added = Counter(wanted) - Counter(given), Counter(given) - Counter(wanted)
    yield from (f"{what} {item} must be kept, it is lost" for item in sorted(lost.elements()))
    yield from (f"{what} {item} must not be added" for item in sorted(added.elements()))


def _shown(figures: Counter[tuple[Decimal, ...]]) -> list[str]:
    return ["/".join(map(str, numbers)) for numbers in figures.elements()]


def prose(text: str) -> str:
    """The text without calls (but for the words that a term shows), placeholders, tags and link targets."""
    if "{{" in text:
        text = " ".join(part if isinstance(part, str) else shown_words(*part) for part in split_calls(text))
    if "](" in text:
        text = _LINK.sub(r"\1\3", text)
    return _without(text, _PLACEHOLDER, _TAG) if "{" in text or "<" in text else text


def _without(text: str, *patterns: re.Pattern[str]) -> str:
    for pattern in patterns:
        text = pattern.sub(" ", text)
    return text
