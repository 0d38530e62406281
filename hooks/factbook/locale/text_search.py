"""Patterns that find many words at once, and what tells quickly that a text has none of them."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

STRUCK = r"\u0334-\u0338\u180b-\u180d\u20d0-\u20e2\u20e4-\u20ff\ufe00-\ufe0d\U000e0000-\U000e007f"
"""What strikes a letter out, encircles it, or is a tag on it."""
INVISIBLE = re.compile(
    rf"[{STRUCK}\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]"
)
_LATIN, _LIKE_LATIN = r"[A-Za-z\u00c0-\u024f]", r"[\u0370-\u03bb\u03bd-\u03ff\u0400-\u052f\u0530-\u058f\u13a0-\u13ff]"
MIXED = rf"(?<={_LATIN}){_LIKE_LATIN}|{_LIKE_LATIN}(?={_LATIN})"
DECEIVING = re.compile(rf"{INVISIBLE.pattern}|{MIXED}")
"""What nobody sees, and letters of other scripts within Latin words."""
_SELECTOR = re.compile("[\u180b-\u180d\ufe00-\ufe0f\U000e0000-\U000e0fff]")
"""What chooses between shapes of a character."""
_KEPT = {"No", "Nl"}
"""Categories whose characters mean another number than the digits that they resemble: 10² is not 102."""
_WORD = re.compile(r"[^\W_]+")


UNSPACED = re.compile(r"[\u0e00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Letters of scripts that put no spaces between words."""
_MARKS = "".join(sign for sign in map(chr, range(0xE00, 0x1800)) if unicodedata.category(sign)[0] == "M")
_UNSPACED_LETTER = re.compile(f"{UNSPACED.pattern}[{_MARKS}]*")
_CUT = re.compile(f"({UNSPACED.pattern}) +(?={UNSPACED.pattern})")
_DEGREES = str.maketrans("º˚ª", "°°°")
"""What stands for the sign of degrees, or ends an ordinal, and has another form in NFKC."""


_LETTER = rf"[^\W\d_²³¹¼-¾⁰-₉⅐-↉①-⒛{UNSPACED.pattern[1:-1]}]"  # for re, signs of numbers are letters
EDGE = re.compile(rf"(?<!{_LETTER})|(?!{_LETTER})")
"""Finds places that are not within a word."""


def normal(text: str) -> str:
    """The text without what cannot be seen, each letter with its accents as one character."""
    return text if text.isascii() else INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def one_form(text: str) -> str:
    """Return the text in one of the forms that Unicode has for it: NFKC without what cannot be seen.

    Digits of other shapes stay what they are; a fraction is apart from the digit before it: "1½" is "1 1⁄2".
    """
    if text.isascii():
        return text
    text = text.translate(_DEGREES)
    text = re.sub(r"(?<=\d)(?=[¼-¾⅐-⅞↉])", " ", _SELECTOR.sub("", INVISIBLE.sub("", text)))
    text = "".join(map(_plain_character, text))
    return unicodedata.normalize("NFC", text)


@cache
def _plain_character(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    return character if unicodedata.category(character) in _KEPT and "\u2044" not in plain else plain


def folded(text: str) -> str:
    """The text in small letters, as patterns have it that ignore capitals."""
    return text.replace("İ", "i").replace("ı", "i").casefold()


def sort_key(text: str, alphabet: str = "") -> str:
    """Return what a text is sorted by: its letters in the order of an alphabet, without accents that this has not."""
    places = {ord(letter): chr(0xE000 + place) for place, letter in enumerate(alphabet)}
    return "".join(_letter(sign, alphabet) for sign in normal(folded(text))).translate(places)


def _letter(sign: str, alphabet: str) -> str:
    base, *marks = list(unicodedata.normalize("NFD", sign))
    own = (unicodedata.normalize("NFC", base + mark) for mark in marks)
    plain = "".join(part for part in (base, *marks) if not unicodedata.combining(part))
    return next((letter for letter in own if letter in alphabet), plain)


def cut(text: str) -> str:
    """Put spaces around each letter of a script without any, as the search compares texts (docs/assets/search.js)."""
    return _UNSPACED_LETTER.sub(r" \g<0> ", text)


def mended(text: str) -> str:
    """Return a text that was cut as people write it, with single spaces."""
    return _CUT.sub(r"\1", " ".join(text.split()))


def search_tokens(text: str) -> tuple[str, ...]:
    """The words of a text as the search compares them (docs/assets/search.js): in small letters, without accents."""
    plain = unicodedata.normalize("NFD", cut(text)).lower()
    marks = {ord(sign): None for sign in set(plain) if unicodedata.category(sign)[0] == "M"}
    return tuple(_WORD.findall(plain.translate(marks)))


def words(text: str) -> set[str]:
    """The words of a text in small letters.

    What a pattern for whole words finds in it, whatever the capitals, has no other words: where one is lacking, there
    is nothing to search for.
    """
    parts = set(folded(text).split())
    whole = set(filter(str.isalnum, parts))  # most are, and to search these would take most of the time
    return whole.union(_WORD.findall(" ".join(parts - whole)))


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, in small letters, the longest first; one that never matches where there is none.

    What words begin with alike is written once: finding numerals so takes a fifth of the time that it takes with one
    alternative per word (0.6 ms instead of 3.2 for the text of a page).
    """
    tree: dict[str, Any] = {}
    for word in filter(None, map(str.lower, words)):
        at = tree
        for letter in word:
            at = at.setdefault(letter, {})
        at[""] = {}
    return _branches(tree) if tree else r"(?!)"


@cache
def whole(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of the words, not as a part of another one, whatever the capitals."""
    return re.compile(rf"(?<!\w){any_of(words)}(?!\w)", re.IGNORECASE)


def _branches(tree: dict[str, Any]) -> str:
    parts = [re.escape(letter) + _branches(rest) for letter, rest in tree.items() if letter]
    if not parts:
        return ""
    ends_here = "" in tree
    return parts[0] if len(parts) == 1 and not ends_here else f"(?:{'|'.join(parts)}){'?' if ends_here else ''}"
