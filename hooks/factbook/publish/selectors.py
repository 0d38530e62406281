"""Which selectors of a style sheet can match something on given pages, told by words alone, as PurgeCSS does it."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

_TAG, _WORD = re.compile(r"<[a-zA-Z](?:\"[^\"]*\"|'[^']*'|[^>\"'])*>"), re.compile(r"[A-Za-z_][\w-]*")
SCHEME = "data-md-color-scheme"
_SCHEMES = re.compile(rf"\b{SCHEME}=[\"']?([\w-]+)")
_ALWAYS = frozenset(("open", "hidden", "disabled", SCHEME, "slate"))
"""Attributes that browsers and readers set, and the dark scheme, which the system does."""
_WITHIN = {"^=", "$=", "*="}
"""What compares an attribute with a part of its value."""
_ANY_OF = {"is", "where", "matches", "has", "-webkit-any", "-moz-any"}


class Names(NamedTuple):
    """Every word in the tags of some pages and in the scripts that they load, and Material's schemes in these tags."""

    words: frozenset[str]
    schemes: frozenset[str]

    @classmethod
    def of(cls, pages: Iterable[str], scripts: Iterable[str]) -> "Names":
        """Read the words of pages of HTML, and of scripts."""
        tags = "\n".join({tag for html in pages for tag in _TAG.findall(html)})
        return cls(_ALWAYS.union(*map(words, (tags, *scripts))), frozenset(_SCHEMES.findall(tags)))

    def allow(self, selector: Sequence[Any]) -> bool:
        """Return whether a selector, without commas at its top, can match something; `selector` is in tokens."""
        before = ""
        for token in selector:
            kind, value = token.type, getattr(token, "value", "")
            if kind in ("ident", "hash") and before != ":" and not self._know(value):
                return False
            if kind == "[] block" and not self._know(_asked(token.content)):
                return False
            if kind == "function" and token.lower_name in _ANY_OF and not any(map(self.allow, parts(token.arguments))):
                return False
            before = value if kind == "literal" else ""
        return True

    def _know(self, text: str) -> bool:
        return all(word in self.words or word.lower() in self.words for word in words(text))


def words(text: str) -> list[str]:
    """Return what can be the name of a tag, class, id or attribute in a text."""
    return _WORD.findall(text)


def _asked(attribute: Sequence[Any]) -> str:
    """Return what a page must have for a selector of an attribute: its name, and its whole value if given."""
    texts = [token.value for token in attribute if token.type in ("ident", "string")]
    within = any(token.type == "literal" and token.value in _WITHIN for token in attribute)
    return " ".join(texts[: 1 if within else 2])


def parts(tokens: Sequence[Any]) -> list[list[Any]]:
    """Return the selectors of a list that commas part."""
    found: list[list[Any]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            found.append([])
        else:
            found[-1].append(token)
    return found
