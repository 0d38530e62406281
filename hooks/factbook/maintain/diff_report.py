"""The report of what readers will see differently, as text, Markdown, or HTML."""

import difflib
import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby

import markdown

from ..locale.text_search import DECEIVING
from .site_diff import Change
from .site_items import Item, Kind

_WORDS = re.compile(r"\s+|[^\s\w]|\w+")
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~-])")
TITLE = "What readers will see differently"
_PAGES = 3
"""Pages that are named of those with the same change."""
_LONG = 120
"""Words and signs in a row that have not changed; of more, only those at their ends are shown."""

_UNSEEN = re.compile(rf"{DECEIVING.pattern}|[\x00-\x08\x0e-\x1f\x7f-\x9f\u2028\u2029\u2800\ue000-\uf8ff]")

Mark = Callable[[str, str], str]
"""How a piece of text is shown that is "equal", taken out ("delete"), or put in ("insert")."""


def as_text(changes: list[Change]) -> str:
    """Return a plain report: [-taken out-], {+put in+}."""
    forms = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}
    return "\n".join(_report(changes, lambda text, how: forms[how].format(_seen(text))))


def as_markdown(changes: list[Change]) -> str:
    """Return a report for a pull request, which GitHub and GitLab show with <del> and <ins>."""
    forms = {"equal": "{}", "delete": "<del>{}</del>", "insert": "<ins>{}</ins>"}
    return "\n".join(_report(changes, lambda text, how: forms[how].format(_escaped(text)))) + "\n"


def as_html(changes: list[Change]) -> str:
    """Return a page to look at in a browser."""
    head = f'<!doctype html>\n<html>\n<meta charset="utf-8">\n<title>{TITLE}</title>'
    return f"{head}\n{markdown.markdown(as_markdown(changes))}\n</html>\n"


FORMATS: dict[str, Callable[[list[Change]], str]] = {"text": as_text, "markdown": as_markdown, "html": as_html}


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", html.escape(_seen(text), quote=False))


def _seen(text: str) -> str:
    """Return a text with the codes of the characters in it that nobody sees, or takes for others."""
    return _UNSEEN.sub(lambda found: f"‹U+{ord(found[0]):04X}›", text)


def _report(changes: list[Change], mark: Mark) -> Iterator[str]:
    yield f"# {TITLE}"
    yield ""
    if not changes:
        yield "Nothing."
        return
    numbers = Counter(row.kind for row in changes)
    counts = [f"{mark(kind.value, 'equal')}: {numbers[kind]}" for kind in Kind if numbers[kind]]
    yield f"The riskiest first. No program can judge meaning: read each line. {'; '.join(counts)}."
    for kind, rows in groupby(changes, key=lambda change: change.kind):
        yield from ("", f"## {kind.value}")
        for (pages, code), group in groupby(rows, key=lambda change: (change.pages, change.code)):
            yield from ("", f"### {mark(_where(pages, code), 'equal')}", "")
            yield from (f"- {line}" for change in group for line in [_line(change, mark)])


def _where(pages: tuple[str, ...], code: str) -> str:
    more = f" and {len(pages) - _PAGES} more" if len(pages) > _PAGES else ""
    return f"{', '.join(pages[:_PAGES]) or 'The whole site'}{more}{f' ({code})' if code else ''}"


def _line(change: Change, mark: Mark) -> str:
    item = change.new or change.old or Item(change.kind, "")
    said = _said(change.old, change.new, mark) + _proof(change.old, change.new, mark)
    return f"{mark(item.near, 'equal')}: {said}" if item.near and item.near != item.text else said


def _said(old: Item | None, new: Item | None, mark: Mark) -> str:
    if not (old and new):
        return mark((old or new or Item(Kind.FILES, "")).text, "delete" if old else "insert")
    if old is new:
        return mark(new.text, "equal")
    if old.text != new.text:
        return "".join(_words(old.text, new.text, mark))
    if old.kind is not new.kind:
        return f"moved from “{old.kind.value}” to “{new.kind.value}”: {mark(new.text, 'equal')}"
    if old.near != new.near:
        return f"moved from below “{mark(old.near, 'equal')}”: {mark(new.text, 'equal')}"
    return ("moved: " if old.proof == new.proof else "") + mark(new.text, "equal")


def _words(old: str, new: str, mark: Mark) -> Iterator[str]:
    """Yield a text word by word, with what was taken out and put in."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    for how, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if how == "equal":
            same = before[a:b]
            if len(same) > _LONG:  # as in data for machines: the words next to what differs
                same = [*(same[: _LONG // 4] if a else ()), " … ", *(same[-_LONG // 4 :] if b < len(before) else ())]
            yield mark("".join(same), how)
            continue
        pairs = ((before[a:b], "delete"), (after[c:d], "insert"))
        yield from (mark("".join(words), name) for words, name in pairs if words)


def _proof(old: Item | None, new: Item | None, mark: Mark) -> str:
    """Return the words of documents that a sentence rests on, and has rested on if they have changed."""
    if old and new and old.proof != new.proof:
        return f" (rested on {_quoted(old, mark)}; rests on {_quoted(new, mark)})"
    item = new or old
    return f" ({'rests' if new else 'rested'} on {_quoted(item, mark)})" if item and item.proof else ""


def _quoted(item: Item, mark: Mark) -> str:
    return " · ".join([f"“{mark(quote, 'equal')}”" for quote in item.proof]) or "nothing"
