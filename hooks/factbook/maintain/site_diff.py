"""What readers will see differently: two built sites, compared item by item.

Only the built files are read, so that nothing which made them can hide a change. What no item tells of is reported by
the name of its file.
"""

import difflib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from zlib import crc32

from selectolax.lexbor import LexborHTMLParser

from .site_items import Item, Kind, elements, items, plain, unhashed

_DIGITS = re.compile(r"\d+")
_TEXTS = {".sha256", ".css", ".js", ".json", ".xml", ".txt", ".md", ".webmanifest", ".svg", ""}
_DERIVED = ("pagefind/", "manifest.sha256", "sitemap.xml.gz")
"""Files that say again what others say."""
_ALIKE = 0.5
"""How alike two sentences must be to be shown as one that has changed."""
_LINES = 12
"""Lines of a file that are shown."""


@dataclass(frozen=True)
class Change:
    """An item that is new, gone, or has changed, on one or more pages of a language."""

    kind: Kind
    code: str
    """The language of the pages; empty for the whole site."""
    pages: tuple[str, ...]
    old: Item | None
    new: Item | None

    @property
    def order(self) -> tuple[int, tuple[str, ...], str]:
        """What changes are sorted by: the riskiest first."""
        return list(Kind).index(self.kind), self.pages, self.code


class _Site:
    """The files of a built site by name, without hashes, and what its pages say."""

    def __init__(self, root: Path) -> None:
        files = sorted(path for path in root.rglob("*") if path.is_file())
        self.files = {unhashed(path.relative_to(root).as_posix()): path for path in files}
        self.pages = {name: path.read_text("utf-8") for name, path in self.files.items() if path.suffix == ".html"}

    def offered(self) -> set[str]:
        """Return the languages that the first page offers."""
        links = LexborHTMLParser(self.pages.get("index.html", "")).css("link[rel~=alternate][hreflang]")
        return {node.attributes.get("hreflang") or "" for node in links} - {"x-default"}


def compare(old: Path, new: Path) -> list[Change]:
    """Return what differs between two built sites, the riskiest first. Both are folders."""
    before, after = _Site(old), _Site(new)
    changes = [*_languages(before, after), *_files(before, after)]
    for name in before.pages.keys() & after.pages.keys():
        changes += _page(name, before.pages[name], after.pages[name])
    return sorted(_joined(changes), key=lambda change: change.order)


def _languages(before: _Site, after: _Site) -> Iterator[Change]:
    for code in sorted(before.offered() ^ after.offered()):
        item = Item(Kind.LANGUAGES, f"The language {code!r} is offered to readers")
        yield Change(Kind.LANGUAGES, code, (), *((item, None) if code in before.offered() else (None, item)))
    for name in sorted(before.pages.keys() ^ after.pages.keys()):
        html = before.pages.get(name) or after.pages[name]
        title = LexborHTMLParser(html).css_first("title")
        item = Item(Kind.LANGUAGES, f"The page “{title.text() if title else name}”")
        yield Change(Kind.LANGUAGES, _code(html), (name,), *((item, None) if name in before.pages else (None, item)))
        for row in items(html, name) if name in after.pages else ():
            yield Change(row.kind, _code(html), (name,), None, row)


def _code(html: str) -> str:
    root = LexborHTMLParser(html).root
    return (root.attributes.get("lang") or "") if root else ""


def _page(name: str, old: str, new: str) -> Iterator[Change]:
    if old == new:
        return
    code, found = _code(new), [*_moves([*_pairs(items(old, name), items(new, name))]), *_markup(old, new)]
    for before, after in found:
        kind = min((row.kind for row in (before, after) if row), key=list(Kind).index)
        yield Change(kind, code, (name,), before, after)
    if not found and unhashed(old) != unhashed(new):
        yield from _lines(Kind.MARKUP, code, name, old.splitlines(), new.splitlines())


Pair = tuple[Item | None, Item | None]


def _pairs(was: list[Item], now: list[Item]) -> Iterator[Pair]:
    """Yield the items that differ, each old one with the new one that is most like it, or alone."""
    for how, a, b, c, d in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if how == "equal":
            continue
        left = now[c:d]
        for before in was[a:b]:
            alike = [(_alikeness(before, row), row) for row in left]
            ratio, after = max(alike, key=lambda pair: pair[0], default=(0.0, None))
            if after is None or ratio < _ALIKE:
                yield before, None
                continue
            left.remove(after)
            if before.kind is not Kind.LINKS or _ends(before)[1] != _ends(after)[1]:
                yield before, after  # the words of a link are told of as text
        yield from ((None, row) for row in left)


def _alikeness(one: Item, other: Item) -> float:
    """Return how alike two items are, from 0 to 1; of links, those with the same words are the most alike."""
    if one.kind is not other.kind:
        return 0.0
    if one.kind is Kind.LINKS and set(_ends(one)) & set(_ends(other)):
        return 1.0 if _ends(one)[0] == _ends(other)[0] else _ALIKE
    matcher = difflib.SequenceMatcher(None, one.text, other.text)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE else 0.0


def _ends(link: Item) -> tuple[str, str]:
    """Return the words of a link and its address."""
    words, _, address = link.text.rpartition(" → ")
    return words, address


def _markup(old: str, new: str) -> Iterator[Pair]:
    """Yield the start tags that now stand around a text and have not, or have and do not, and those of new sorts."""
    was, now = elements(old), elements(new)
    found: dict[tuple[str, str], list[str]] = {}
    matcher = difflib.SequenceMatcher(None, [text for text, _ in was], [text for text, _ in now], autojunk=False)
    for a, c, size in matcher.get_matching_blocks():
        for (text, above), (_, around) in zip(was[a : a + size], now[c : c + size], strict=True):
            if above != around:
                taken, put = Counter(above) - Counter(around), Counter(around) - Counter(above)
                tags = (taken, put) if taken or put else (above, around)  # the same, the other way round
                found.setdefault((" ".join(tags[0]), " ".join(tags[1])), []).append(text)
    before, after = ({plain(tag) for _, tags in rows for tag in tags} for rows in (was, now))
    told = plain(" ".join(tag for pair in found for tag in pair))
    for tag in sorted(tag for tag in before ^ after if tag not in told and (" " in tag or tag in after)):
        pair = ("", tag) if tag in after else (tag, "")
        found[pair] = [text for text, tags in (*was, *now) if tag in map(plain, tags)]
    for (gone, come), texts in found.items():
        near = f"“{texts[0]}”{f' and {len(texts) - 1} more' if texts[1:] else ''}"
        old_tags, new_tags = (Item(Kind.MARKUP, tags, near=near) if tags else None for tags in (gone, come))
        yield old_tags, new_tags


def _moves(found: list[Pair]) -> Iterator[Pair]:
    """Yield the pairs; an item that stands elsewhere now is one pair and not two."""
    come = [new for old, new in found if new and not old]
    for old, new in found:
        if old and not new:
            new = next((row for row in come if (row.text, row.proof) == (old.text, old.proof)), None)
            come = [row for row in come if row is not new]
        if old:
            yield old, new
    yield from ((None, new) for new in come)


def _joined(changes: list[Change]) -> list[Change]:
    """Return the changes with those that are the same on several pages as one, and those of figures as such."""
    found: dict[tuple[Kind, str, Item | None, Item | None], list[str]] = {}
    for change in changes:
        kind = Kind.FIGURES if _figures_differ(change) else change.kind
        found.setdefault((kind, change.code, change.old, change.new), []).extend(change.pages)
    return [Change(kind, code, tuple(sorted(set(pages))), old, new) for (kind, code, old, new), pages in found.items()]


def _figures_differ(change: Change) -> bool:
    old, new = (_DIGITS.findall(item.text) if item else None for item in (change.old, change.new))
    prose = change.kind in (Kind.PROOF, Kind.CLAIMS, Kind.HEADS, Kind.OWN, Kind.FURNITURE)
    return prose and old is not None and new is not None and old != new


def _files(before: _Site, after: _Site) -> Iterator[Change]:
    """Yield the files that are no pages and differ: with their lines where they have some."""
    pages = before.pages.keys() | after.pages.keys()
    changed = [page for page in pages if before.pages.get(page) != after.pages.get(page)]
    for name in sorted((before.files.keys() | after.files.keys()) - pages):
        old, new = before.files.get(name), after.files.get(name)
        start = re.sub(r"\.md$", ".html", name.removesuffix("search-words.json"))
        if name.startswith(_DERIVED) or any(page.startswith(start) for page in changed):
            continue  # what pages say in Markdown and for the search is news only where they do not
        was, now = (path.read_bytes() if path else b"" for path in (old, new))
        if was == now and old and new:
            continue
        if old and new and old.suffix in _TEXTS:
            texts = (unhashed(content.decode("utf-8", "replace")) for content in (was, now))
            yield from _lines(Kind.FILES, "", name, *(re.split(r"\n|(?<=[};,])", text) for text in texts))
        else:
            said = (f"the file, {len(data)} bytes, {crc32(data):x}" for data in (was, now))
            files = (Item(Kind.FILES, text) if path else None for path, text in zip((old, new), said, strict=True))
            yield Change(Kind.FILES, "", (name,), *files)


def _lines(kind: Kind, code: str, name: str, old: list[str], new: list[str]) -> Iterator[Change]:
    """Yield the lines of a file that differ, in their order; from a dozen on, their number."""
    old, new = ([line.strip() for line in lines if line.strip()] for lines in (old, new))
    opcodes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    rows = [row for how, a, b, c, d in opcodes if how != "equal" for row in zip_longest(old[a:b], new[c:d])]
    for row in rows[:_LINES]:
        yield Change(kind, code, (name,), *(Item(kind, line) if line else None for line in row))
    if len(rows) > _LINES:
        yield Change(kind, code, (name,), None, Item(kind, f"and {len(rows) - _LINES} lines more"))
