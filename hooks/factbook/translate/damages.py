"""What a translation has lost, added or bent."""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

import markdown

from ..locale.numerals import Numerals
from ..locale.text_search import MIXED, STRUCK
from ..page import sentences
from ..page.calls import IN_TRANSLATIONS, calls_in, split_calls
from ..page.urls import ADDRESS
from .escaping import as_text

_PLACEHOLDER = re.compile(r"(?<!\{)\{([\w-]+)\}(?!\})")
_LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\(\s*([^()\s]*(?:\([^()]*\))?[^()\s]*)(\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
_BEFORE_SIGN = re.compile(r" (?=[.,:;?!”’)])")
_BRACKET = re.compile(r"[{}]|\]\(")
_STATEMENT = re.compile(r"\{%|%\}|\{#|#\}")
_ENTITY = re.compile(r"&#?\w+;")
_MARK = re.compile(r"[*`]|(?<!\w)_|_(?!\w)")
_ANY_TAG = re.compile(r"<code>.*?</code>|<[^<>]*>", re.DOTALL)
_BRACES = re.compile(r"\{\{.*?\}\}|\{[^{}]*\}")
_ESCAPED = re.compile(r"\\[*`_]")
LOWER_WORD = re.compile(r"\b[^\W\d_A-Z][^\W\d_]+")
TELLING = 3
"""Words in small letters that show which language a text is in."""
# The joiners U+200C and U+200D belong to the spelling of some scripts; beside Latin letters they only hide things.
_INVISIBLE = re.compile(
    r"[\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f]"
    r"|(?<=[\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[\x00-\u024f])"
    rf"|[{STRUCK}]|{MIXED}"
)


def calls(text: str) -> list[str]:
    """Return the calls of a text, spelled alike, but for what only translations call.

    The words that a term shows may differ between languages.
    """
    found = [call for call in calls_in(text) if call[0] not in IN_TRANSLATIONS]
    return [f"{name}({', '.join(given[:1] if name == 'term' else given)})" for name, given in found]


def placeholders(text: str) -> list[str]:
    """Return the names of the placeholders `{…}` of a text."""
    return _PLACEHOLDER.findall(text)


def not_of_original(source: str, target: str) -> Iterator[str]:
    """Yield the words, and the facts after them, that a translation shows as the original's and that are not in it."""
    said, known = _spoken(prose(source)), {fact for name, given in calls_in(source) if name == "fact" for fact in given}
    for name, (words, *facts) in ((name, given or ("",)) for name, given in calls_in(target)):
        if name in IN_TRANSLATIONS and not (words.strip() and _spoken(words) in said and known.issuperset(facts)):
            yield ", ".join((words, *facts))


def _copied(source: str, target: str) -> Iterator[str]:
    """Yield the sentences of a translation that are the original's own."""
    own = {_spoken(sentence) for sentence in sentences.split(prose(source))}
    for sentence in sentences.split(prose(target)):
        if _spoken(sentence) in own and len(LOWER_WORD.findall(sentence)) >= TELLING:
            yield " ".join(sentence.split())


def _marks_shown(source: str, target: str, *, plain: bool) -> str:
    """Return the marks `*`, `_` and `` ` `` that readers of a translation see, more than in the original.

    In a `plain` text they all do; else those do that enclose no words.
    """
    if not _MARK.search(target):
        return ""
    bare = (_BRACES.sub("X", text) for text in (target, source))
    given, wanted = (Counter(_MARK.findall(text if plain else _converted(text))) for text in bare)
    return "".join((given - wanted).elements())


def _converted(text: str) -> str:
    """What readers see of a text without escaped marks and code."""
    text = _ESCAPED.sub("", text)
    if not _MARK.search(text):
        return ""
    return html.unescape(_ANY_TAG.sub(" ", _converter.reset().convert(as_text(text, text))))


_converter = markdown.Markdown()


def _addresses(text: str) -> list[str]:
    return [found.rstrip(".,;:!?)") for found in ADDRESS.findall(prose(text))]


def _spoken(text: str) -> str:
    return _BEFORE_SIGN.sub("", " ".join(text.replace("*", "").split())).casefold()


def _brackets(text: str) -> list[str]:
    text = " ".join(part for part in split_calls(text) if isinstance(part, str))
    return _BRACKET.findall(_without(text, _PLACEHOLDER, _LINK)) if _BRACKET.search(text) else []


_MUST_AGREE: dict[str, tuple[str, Callable[[str], list[str]]]] = {
    "the call": ("{{", calls),
    "the placeholder": ("{", placeholders),
    "the link to": ("](", lambda text: [target + title for _, target, title in _LINK.findall(text)]),
    "the tag": ("<", _TAG.findall),
    "the bracket": ("", _brackets),
    "the address": (".", _addresses),
}
"""What must be the same in a translation: a sign without which a text has none, and what finds them."""


@lru_cache(maxsize=2**13)  # rules and renderer ask for each, and the server asks at each change of any file
def damages(source: str, target: str, original: Numerals, own: Numerals, *, plain: bool = False) -> tuple[str, ...]:
    """Return what a translation has lost, added or bent, each as a phrase for the translator.

    `original` and `own` find the figures of the two languages. A `plain` text is shown as it is; others are Markdown.
    """
    return tuple(_damages(source, target, original, own, plain=plain))


def _damages(source: str, target: str, original: Numerals, own: Numerals, *, plain: bool) -> Iterator[str]:
    for what, (sign, found) in _MUST_AGREE.items():
        if sign in source or sign in target:
            yield from _differences(what, found(source), found(target))
    for sign in set(_ENTITY.findall(target)) - set(_ENTITY.findall(source)):
        yield f"{sign} must be typed as the character that it stands for: {html.unescape(sign)!r}"
    yield from (f"original({words!r}) must be words of the original" for words in not_of_original(source, target))
    wanted = [figure.numbers for figure in original.loose(prose(source), own=True)]
    said = list(own.loose(prose(target), own=True))
    words = {_shown([figure.numbers])[0]: figure.text for figure in said if not figure.text[:1].isdecimal()}
    given = _shown(figure.numbers for figure in said)
    yield from _differences("the figure", _shown(wanted), given, words)
    if _STATEMENT.search(target):
        yield "template statements must not be used"
    if _INVISIBLE.search(target):
        yield "invisible, direction-changing or look-alike characters must not be used"
    if target.count("\n") != source.count("\n"):
        yield "line breaks must be the same as in the original"
    if shown := _marks_shown(source, target, plain=plain):
        yield f"every * and ` must enclose words, as in **words**, readers would see {shown!r}"
    if own.code.partition("-")[0] != original.code.partition("-")[0]:
        yield from (f"every sentence must be translated, {words!r} is not" for words in _copied(source, target))


_NONE: Mapping[str, str] = MappingProxyType({})


def _differences(what: str, wanted: list[str], given: list[str], words: Mapping[str, str] = _NONE) -> Iterator[str]:
    """Yield what is lost and what is added; `words` are those by which a translation says what is added."""
    if wanted == given:  # as mostly
        return
    lost, added = Counter(wanted) - Counter(given), Counter(given) - Counter(wanted)
    yield from (f"{what} {item} must be kept, it is lost" for item in sorted(lost.elements()))
    for item in sorted(added.elements()):
        yield f"{what} {item} must not be added{f', {words[item]!r} says it' if item in words else ''}"


def _shown(figures: Iterable[tuple[Decimal, ...]]) -> list[str]:
    return ["/".join(map(str, numbers)) for numbers in figures]


def prose(text: str) -> str:
    """The text without calls (but for the words that a term shows), placeholders, tags and link targets."""
    if "{{" in text:
        text = " ".join(part if isinstance(part, str) else part.shown for part in split_calls(text))
    if "](" in text:
        text = _LINK.sub(r"\1\3", text)
    return _without(text, _PLACEHOLDER, _TAG) if "{" in text or "<" in text else text


def _without(text: str, *patterns: re.Pattern[str]) -> str:
    for pattern in patterns:
        text = pattern.sub(" ", text)
    return text
