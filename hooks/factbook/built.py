"""Built HTML, read once: what the gates look at, whoever built it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from . import pages
from .figures import Numerals
from .model import Place
from .project import Project

UNSEEN = {"script", "style", "template", "head", "noscript"}
BLOCKS = {"p", "li", "dd", "dt", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "summary", "caption"}
_SPACE = re.compile(r"\s+")


def squeezed(text: str) -> str:
    """Text as a reader sees it: runs of white space are one space."""
    return _SPACE.sub(" ", text).strip()


@dataclass(frozen=True)
class Run:
    """A run of text, the language it is marked as, and the names of what it stands in.

    `inside` has the tags, "#id"s and ".class"es of all elements around it.
    """

    text: str
    lang: str
    inside: frozenset[str]
    block: int
    """Equal for runs of the same paragraph, list item, table row …"""


@dataclass(frozen=True)
class Block:
    """The text of one paragraph, list item, table row or heading."""

    tag: str
    text: str
    lang: str
    inside: frozenset[str]
    cited: bool


@dataclass
class BuiltPage:
    """One HTML file of a built site. `code` is the language that its address stands for."""

    file: str
    """As shown in reports."""
    url: str
    """Below the site's root, like "es/signs/"."""
    html: str
    code: str
    source: pages.Page | None
    """The page that it was rendered from; None for 404.html."""

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed document."""
        return LexborHTMLParser(self.html)

    @cached_property
    def runs(self) -> list[Run]:
        """All text that a reader can see, in order."""
        body = self.tree.body
        root = self.tree.root
        lang = str(root.attributes.get("lang") or "") if root else ""
        return list(_runs(body, lang, frozenset(), _Counter())) if body else []

    @cached_property
    def blocks(self) -> list[Block]:
        """The runs, joined to blocks."""
        groups: dict[int, list[Run]] = {}
        for run in self.runs:
            groups.setdefault(run.block, []).append(run)
        return [_block(group) for number, group in groups.items() if number]

    @cached_property
    def ids(self) -> set[str]:
        """What links can lead to."""
        return {str(node.attributes["id"]) for node in self.tree.css("[id]")} | {
            str(node.attributes["name"]) for node in self.tree.css("a[name]")
        }

    def place(self, needle: str = "") -> Place:
        """Where the needle first stands in the file; its beginning where it does not."""
        at = max(self.html.find(needle), 0) if needle else 0
        return Place(self.file, self.html.count("\n", 0, at) + 1, at - self.html.rfind("\n", 0, at))


@dataclass
class BuiltSite:
    """A built site and the project that it was built from."""

    root: Path
    project: Project
    pages: Mapping[str, BuiltPage] = field(default_factory=dict)
    """By address."""

    @classmethod
    def read(cls, root: Path, project: Project) -> BuiltSite:
        """Reads every HTML file below the folder."""
        known = {
            pages.url(path, project.prefix(code)): (page, code)
            for code in project.book.languages
            for path, page in project.pages.items()
        }
        found = {}
        for file in sorted(root.rglob("*.html")):
            url = file.relative_to(root).as_posix().removesuffix("index.html")
            source, code = known.get(url, (None, _code(url, project)))
            found[url] = BuiltPage(str(file), url, file.read_text("utf-8", "replace"), code, source)
        return cls(root, project, found)

    @cached_property
    def numerals(self) -> dict[str, Numerals]:
        """Per language, what finds figures."""
        return {code: Numerals(code, language) for code, language in self.project.book.languages.items()}

    @cached_property
    def files(self) -> set[str]:
        """All files, relative to the root."""
        return {file.relative_to(self.root).as_posix() for file in self.root.rglob("*") if file.is_file()}


def _code(url: str, project: Project) -> str:
    first = url.split("/")[0]
    return first if first in project.book.languages else project.book.source_language


class _Counter:
    def __init__(self) -> None:
        self.value = 0

    def next(self) -> int:
        self.value += 1
        return self.value


def _runs(node: LexborNode, lang: str, inside: frozenset[str], counter: _Counter, block: int = 0) -> Iterator[Run]:
    child = node.child
    while child is not None:
        tag = child.tag or ""
        if tag == "-text":
            text = child.text_content or ""
            if text.strip():
                yield Run(text, lang, inside, block)
        elif tag not in UNSEEN and not tag.startswith(("-", "!", "_")):
            own = child.attributes
            names = {tag, *(f".{name}" for name in (own.get("class") or "").split())}
            if own.get("id"):
                names.add(f"#{own['id']}")
            number = counter.next() if tag in BLOCKS and not (block and tag == "p" and "tr" in inside) else block
            yield from _runs(child, str(own.get("lang") or lang), inside | names, counter, number)
        child = child.next


def _block(group: list[Run]) -> Block:
    inside = frozenset.intersection(*(run.inside for run in group))
    everything = frozenset.union(*(run.inside for run in group))
    tag = next((name for name in ("tr", "li", "dd", "dt", "p", *BLOCKS) if name in inside), "")
    text = squeezed("".join(run.text for run in group if ".cite" not in run.inside))
    languages = {run.lang for run in group}
    return Block(tag, text, languages.pop() if len(languages) == 1 else "", inside, ".cite" in everything)
