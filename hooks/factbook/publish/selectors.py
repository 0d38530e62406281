"""Which selectors of a style sheet can match something on given pages, told by names alone, as PurgeCSS does it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser

_ASKED = re.compile(r"\[\s*([\w-]+)")
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_CHANGING = frozenset(("open", "hidden", "disabled"))
"""Attributes that browsers and readers set."""
_ANY_OF = {"is", "where", "matches", "has", "-webkit-any", "-moz-any"}
_OPERATORS: Mapping[str, Callable[[str, str], bool]] = {
    "": lambda value, wanted: value == wanted,
    "^": str.startswith,
    "$": str.endswith,
    "*": str.__contains__,
    "~": lambda value, wanted: wanted in value.split(),
    "|": lambda value, wanted: value == wanted or value.startswith(f"{wanted}-"),
}


@dataclass(frozen=True)
class Names:
    """Tags, classes, ids and attributes of some pages, and every word of the scripts that they load."""

    tags: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    attributes: dict[str, set[str]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, pages: Iterable[str], scripts: Iterable[str]) -> Names:
        """Read the names of pages of HTML, and of scripts."""
        found = cls()
        for tag, attributes in {
            (node.tag, tuple(node.attributes.items()))
            for html in pages for node in LexborHTMLParser(html).css("*")
        }:  # fmt: skip
            found.tags.add(str(tag))
            for name, value in attributes:
                found.attributes.setdefault(name, set()).add(value or "")
        found.classes.update(*map(str.split, found.attributes.get("class", ())))
        found.ids.update(found.attributes.get("id", ()))
        for script in scripts:
            found.words.update(_WORD.findall(script))
        return found

    def told(self, style_sheets: str) -> str:
        """Return all that the answers for these style sheets can depend on, for a hash."""
        asked = sorted(set(_ASKED.findall(style_sheets.lower())) & self.attributes.keys())
        values = [f"{name}={sorted(self.attributes[name])}" for name in asked]
        return repr((sorted(self.tags), sorted(self.classes), sorted(self.ids), values, sorted(self.words)))

    def allow(self, selector: Sequence[Any]) -> bool:
        """Return whether a selector, without commas at its top, can match something; `selector` is in tokens."""
        before = ""
        for token in selector:
            kind, value = token.type, getattr(token, "value", "")
            if kind == "ident" and before == "." and not (value in self.classes or value in self.words):
                return False
            if kind == "ident" and before not in (".", ":") and value.lower() not in self.tags | self.words:
                return False
            if kind == "hash" and not (value in self.ids or value in self.words):
                return False
            if kind == "[] block" and not self._has(token.content):
                return False
            if kind == "function" and token.lower_name in _ANY_OF and not any(map(self.allow, parts(token.arguments))):
                return False
            before = value if kind == "literal" else ""
        return True

    def _has(self, content: Sequence[Any]) -> bool:
        tokens = [token for token in content if token.type != "whitespace"]
        name = tokens[0].value.lower() if tokens and tokens[0].type == "ident" else ""
        if not name or name in _CHANGING or name in self.words:
            return True
        operator = "".join(str(token.value) for token in tokens[1:-1] if token.type == "literal")
        values = self.attributes.get(name)
        if values is None or not operator:
            return values is not None
        wanted = next((str(token.value) for token in tokens[1:] if token.type in ("ident", "string")), "")
        compare = _OPERATORS[operator.rstrip("=")]
        return any(compare(value, wanted) for value in values) or wanted in self.words


def parts(tokens: Sequence[Any]) -> list[list[Any]]:
    """Return the selectors of a list that commas part."""
    found: list[list[Any]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            found.append([])
        else:
            found[-1].append(token)
    return found
