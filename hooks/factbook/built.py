"""Built HTML, read once: what the gates look at, whoever built it."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from . import pages
from .figures import Numerals
from .model import Place
from .project import Project

UNSEEN = {"script", "style", "template", "head"}
BLOCKS = {"p", "li", "dd", "dt", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "summary", "caption"}
LOOSE = {"body", "main", "article", "section", "div", "blockquote", "details", "aside", "figure", "pre", "form"}
"""Elements whose text is a block where it is in none of BLOCKS."""
DIALLING = re.compile(r"\s*(?:tel|callto|sms):", re.IGNORECASE)
_META = "meta[name$=description], meta[name$=title], meta[property$=description], meta[property$=title]"
SPOKEN = ("alt", "title", "aria-label", "aria-description", "placeholder")
HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*[0-3](?:\.\d+)?px|color\s*:\s*transparent|scale\w*\(\s*0"
    r"|(?<![\w-])(?:opacity|font-size|(?:max-)?(?:height|width))\s*:\s*(?:0+\.?0*|\.0+)(?:[a-z]+|%)?\s*(?:[!;]|$)"
    r"|(?<![\w-])(?:left|right|top|bottom|inset[\w-]*|text-indent|margin[\w-]*)\s*:\s*-\d{3}|translate\w*\(\s*-\d{3}"
    r"|(?<![\w-])clip(?:-path)?\s*:(?!\s*(?:auto|none))",
    re.IGNORECASE,
)
"""Declarations that keep what they apply to from being seen."""
_SPACE = re.compile(r"\s+")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def squeezed(text: str) -> str:
    """Text as a reader sees it: runs of white space are one space."""
    return _SPACE.sub(" ", text).strip()


def hiding_selectors(style_sheet: str) -> list[str]:
    """The selectors of a style sheet's rules that hide what they match."""
    found = _CSS_RULE.findall(_COMMENT.sub("", style_sheet))
    return [selector.strip() for selector, declarations in found if HIDING.search(declarations)]


@dataclass(frozen=True)
class Run:
    """A run of text, the language it is marked as, and the names of what it stands in.

    `inside` has the tags, ids ("#id") and classes (".class") of all elements around it; "tel:" in a link that dials.
    """

    text: str
    lang: str
    inside: frozenset[str]
    block: int
    """Equal for runs of the same paragraph, list item, table row …"""


@dataclass(frozen=True)
class Block:
    """The text of one paragraph, list item, table row or heading.

    `tag` is empty for text that is in none of them. `plain` is the text without figures that are bound to a fact.
    """

    tag: str
    text: str
    plain: str
    runs: tuple[Run, ...]
    inside: frozenset[str]
    cited: bool


@dataclass
class BuiltPage:
    """One HTML file of a built site. `code` is the language that its address stands for."""

    file: str
    """As shown in reports."""
    url: str
    """Below the site's root, like "pt/care/"."""
    html: str
    code: str
    source: pages.Page | None
    """The page that it was rendered from; None for 404.html."""

    @property
    def path(self) -> str:
        """The file, below the site's root."""
        return f"{self.url}index.html" if self.url.endswith("/") or not self.url else self.url

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
    def spoken(self) -> list[str]:
        """What reaches readers besides the text: title, description, texts in place of images, labels."""
        head = [node.text() for node in self.tree.css("title")]
        head += [node.attributes.get("content") or "" for node in self.tree.css(_META)]
        nodes = self.tree.css(", ".join(f"[{name}]:not(.cite, .back)" for name in SPOKEN))
        return head + [value for node in nodes for name in SPOKEN if (value := node.attributes.get(name))]

    @cached_property
    def ids(self) -> set[str]:
        """What links can lead to."""
        return {str(node.attributes["id"]) for node in self.tree.css("[id]")} | {
            str(node.attributes["name"]) for node in self.tree.css("a[name]")
        }

    def place(self, *needles: str) -> Place:
        """Where the first of the needles that the file has stands in it; the beginning where it has none."""
        forms = (form for needle in needles for form in (needle, html.escape(needle, quote=False)))
        found = (self.html.find(form) for form in forms)
        return self._place(next((at for at in found if at >= 0), 0))

    def place_of(self, run: Run) -> Place:
        """Where a run of text stands."""
        at = self.html.find(f">{run.text}")
        text = run.text.strip()
        return self._place(self.html.index(text, at)) if at >= 0 else self.place(text)

    def _place(self, at: int) -> Place:
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
    def register(self) -> dict[str, set[str]]:
        """What may hold figures that are no fact's, by the tag or class that it stands in."""
        book, renderers = self.project.book, self.project.renderers.values()
        days = [day for source in book.sources.values() for day in (source.read, source.dated) if day]
        days += [page.meta.reviewed.date for page in self.project.pages.values() if page.meta.reviewed]
        return {
            "time": {squeezed(render.day(day)) for render in renderers for day in days},
            "cite": {source.title for source in book.sources.values()},
            "code": {*book.facts, *(source.sha256 for source in book.sources.values())},
        }

    @cached_property
    def quotations(self) -> dict[str, set[str]]:
        """What a page may quote, by source; under "" what it may quote elsewhere than in the list of sources."""
        book = self.project.book
        quoted = {"": {old for term in book.glossary.values() for old in term.replaces}}
        for _, source, anchor in book.anchors():
            quoted.setdefault(source, set()).add(anchor)
            quoted[""].add(anchor)
        return quoted

    @cached_property
    def furniture(self) -> dict[str, set[str]]:
        """Per language, the labels: words of the site itself."""
        renderers = self.project.renderers
        return {
            code: {squeezed(render.raw_label(key)) for key in self.project.book.labels}
            for code, render in renderers.items()
        }

    def hidden_by_style(self, page: BuiltPage) -> dict[int, str]:
        """The elements (by `mem_id`) that the page's style sheets hide, its own and the linked ones, and by what."""
        sheets = [node.text() for node in page.tree.css("style")]
        links = [node.attributes.get("href") or "" for node in page.tree.css("link[rel~=stylesheet]")]
        names = {posixpath.normpath(posixpath.join(posixpath.dirname(page.url), href)) for href in links}
        selectors = [selector for sheet in sheets for selector in hiding_selectors(sheet)]
        selectors += [selector for name in sorted(names & self.files) for selector in self._hiding_of(name)]
        return {node.mem_id: selector for selector in selectors for node in _matching(page.tree, selector)}

    def _hiding_of(self, name: str) -> list[str]:
        if name not in self._sheets:
            self._sheets[name] = hiding_selectors((self.root / name).read_text("utf-8", "replace"))
        return self._sheets[name]

    @cached_property
    def _sheets(self) -> dict[str, list[str]]:
        return {}

    @cached_property
    def files(self) -> set[str]:
        """All files, relative to the root."""
        return {file.relative_to(self.root).as_posix() for file in self.root.rglob("*") if file.is_file()}


def _matching(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    try:
        return tree.css(selector)
    except (SelectolaxError, ValueError):  # a selector that the parser does not know, like one of a single browser
        return []


def _code(url: str, project: Project) -> str:
    first = url.split("/")[0]
    return first if first in project.book.languages else project.book.source_language


class _Counter:
    def __init__(self) -> None:
        self.value = 0
        self.gap = False
        """True after white space between two tags, which parts the words beside it."""

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
                yield Run(f"{' ' * counter.gap}{text}", lang, inside, block)
            counter.gap = bool(text) and not text.strip()
        elif tag not in UNSEEN and not tag.startswith(("-", "!", "_")):
            own = child.attributes
            names = {tag, *(f".{name}" for name in (own.get("class") or "").split())}
            if own.get("id"):
                names.add(f"#{own['id']}")
            if tag == "a" and DIALLING.match(own.get("href") or ""):
                names.add("tel:")
            begins = tag in BLOCKS or (tag in LOOSE and inside.isdisjoint(BLOCKS))
            number = counter.next() if begins and not (block and tag == "p" and "tr" in inside) else block
            yield from _runs(child, str(own.get("lang") or lang), inside | names, counter, number)
        child = child.next


def _block(group: list[Run]) -> Block:
    inside = frozenset.intersection(*(run.inside for run in group))
    tag = next((name for name in ("tr", "li", "dd", "dt", "p", *BLOCKS) if name in inside), "")
    own = [run for run in group if ".cite" not in run.inside]
    plain = squeezed("".join(" " if "data" in run.inside else run.text for run in own))
    cited = any({"a", ".cite"} <= run.inside for run in group)
    return Block(tag, squeezed("".join(run.text for run in own)), plain, tuple(own), inside, cited)
