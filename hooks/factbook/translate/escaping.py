"""A translation in the place of its segment: what is syntax there, and is not in the original, is text."""

import re
from collections.abc import Iterator

_CODE = r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)"
_LEFT = re.compile(rf"\{{\{{.*?\}}\}}|{_CODE}|\\[\\`*_{{}}\[\]()>#+.!|-]|</?[a-zA-Z!][^<>]*>|&#?\w+;|\{{[^{{}}]*\}}")
"""What translations share with the original or may add: calls, code, escapes, tags, entities, placeholders."""
_LINK = re.compile(r"\[(?:[^\[\]]|\[[^\[\]]*\])*\](?=\()")
_TARGET = re.compile(r"(?<=\])\((?:[^()]|\([^()]*\))*\)")
_NAMED = re.compile(r"\[[^\[\]]*\](?:\[[^\[\]]*\])?")
_SIGNS = re.compile(r"[\\\[\]<>|#&]|[~^=+$]|:(?=[\w+-]+:)")
_FIRST = re.compile(r"([-+>#|:=!?/~](?=[-+>#|:=!?/~]|\s|$))|[*_]+(?=\s|$)|\d+[.)](?=\s|$)")


def as_text(source: str, target: str) -> str:
    """Return the Markdown that shows a translation as its translator wrote it, emphasis and links apart.

    A sign is escaped where it could be syntax: of tables, lists, headings, boxes, footnotes, references …, in whatever
    extension. What stands in the original too is left.
    """
    return "  \n".join(_line(source, line.strip(" \t")) for line in target.split("\n"))


def _line(source: str, line: str) -> str:
    left = set[int]()
    for start, end in _kept(source, line):
        left.update(range(start, end))
    at = {found.start() for found in _SIGNS.finditer(line) if found[0][0] not in "~^=+$:" or found[0][0] not in source}
    if first := _FIRST.match(line):
        at.update(index for index in range(first.end()) if not line[index].isdigit())
    return "".join(f"&#{ord(sign)};" if index in at - left else sign for index, sign in enumerate(line))


def _kept(source: str, line: str) -> Iterator[tuple[int, int]]:
    """Yield where what is no text stands."""
    yield from (found.span() for found in _LEFT.finditer(line))
    for found in _LINK.finditer(line):
        yield found.start(), found.start() + 1
        yield found.end() - 1, found.end()
    yield from (found.span() for found in _TARGET.finditer(line))
    for found in _NAMED.finditer(line):  # a footnote, a reference by its name
        name = found[0][found[0].rindex("[") :]
        if name in source and (found[0] == name or f"]{name}" in source):
            yield found.start(), found.start() + 1
            yield found.end() - len(name) - (found[0] != name), found.end()
