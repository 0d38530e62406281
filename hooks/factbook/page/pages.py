"""A page as it is written: front matter, Markdown, and its calls; and what pages know of each other."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from jinja2 import Environment

from ..load import yaml_document
from ..load.files import LONGEST, Tree
from ..load.tables import validate
from ..model.factbook import Factbook
from ..model.front_matter import FrontMatter
from ..model.problem import ContentError, Place, Problem
from . import segments
from .blocks import Piece
from .calls import Call, facts_of, find_calls
from .texts import Text

DOCS = "docs"
MOST_LINES, MOST_CHARACTERS = 3_000, 100_000
"""Of a page: what takes time by their square, such as a fence that is never closed, then takes a second or two."""
TRANSLATED_META = ("title", "nav", "description")
MOST_MARKS = 100
"""Of a paragraph: Python-Markdown looks from each of them to the end, and what is nested deep costs memory."""
_MARK = re.compile(r"[\[*_`]")
FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)", re.DOTALL)


@dataclass(frozen=True)
class Page:
    """A page as its author wrote it. `path` is relative to docs/; `body_line` is the line where the body begins."""

    path: str
    meta: FrontMatter
    body: str
    body_line: int
    meta_places: dict[yaml_document.Path, Place] = field(default_factory=dict)
    calls: tuple[Call, ...] = ()

    @property
    def file(self) -> str:
        """The path relative to the project."""
        return f"{DOCS}/{self.path}"

    @cached_property
    def pieces(self) -> Sequence[Piece]:
        """The body in segments."""
        return segments.parse(self.body, first_line=self.body_line)

    def place(self, offset: int) -> Place:
        """Where the character at this offset of the body stands."""
        line = self.body.count("\n", 0, offset)
        col = offset - (self.body.rfind("\n", 0, offset) + 1)
        return Place(self.file, self.body_line + line, col + 1)

    def meta_place(self, *path: str | int) -> Place:
        """Where a key of the front matter stands."""
        return self.meta_places.get(path) or Place(self.file, 1, 1)

    def texts(self) -> Iterator[Text]:
        """What a translator translates: the head, then the body."""
        for key in TRANSLATED_META:
            if text := getattr(self.meta, key):
                yield Text(text, key, self.meta_place(key), note=f"{key} of the page")
        for segment in segments.segments(self.pieces):
            place = Place(self.file, segment.line, 1)
            yield Text(segment.text, "", place, note=segment.kind, urgent=segment.urgent)


def load(tree: Tree, path: str, parser: Environment) -> tuple[Page | None, list[Problem]]:
    """Read a page. Return None if it cannot be used, with the problems that say why."""
    try:
        return parse(path, tree.text(f"{DOCS}/{path}"), parser)
    except ContentError as error:
        return None, [error.problem]


def parse(path: str, text: str, parser: Environment) -> tuple[Page | None, list[Problem]]:
    """Return the page that a text is, or None and the problems that say why it cannot be used."""
    file, text = f"{DOCS}/{path}", text.replace("\r\n", "\n")
    if text.count("\n") > MOST_LINES or len(text) > MOST_CHARACTERS:
        message = f"a page must have at most {MOST_LINES:,} lines and {MOST_CHARACTERS:,} characters"
        return None, [Problem(file, 1, 1, "FB112", message, "Split it.")]
    head = FRONT_MATTER.match(text)
    if head is None:
        hint = "Begin the file with '---', then title, description and sources, then '---'."
        return None, [Problem(file, 1, 1, "FB301", "a page must begin with front matter", hint)]
    document = yaml_document.parse(head[1], file, first_line=2)
    if document.problems:
        return None, document.problems
    document.places.setdefault((), Place(file, 1, 1))
    meta, problems = validate(FrontMatter, document, (), document.value)
    body_line = text.count("\n", 0, head.end()) + 1
    body = _COMMENT.sub(lambda comment: _INK.sub(" ", comment[0]), text[head.end() :])
    body = _SHIFTED.sub(lambda found: found[2].translate(_RAISED if found[1] == "sup" else _LOWERED), body)
    calls, wrong = find_calls(body, file, body_line, parser)
    if problems or wrong:
        return None, problems + wrong
    page = Page(path, meta, body, body_line, document.places, calls)
    return page, list(_long_blocks(page))


def paths(tree: Tree) -> list[str]:
    """Every page below docs/, without the folders whose names begin with '_'."""
    return list(public(tree.names(DOCS, "**/*.md")))


def public(names: Iterable[str]) -> Iterator[str]:
    """The paths relative to docs/ of what is published."""
    paths = (name.removeprefix(f"{DOCS}/") for name in names)
    return (path for path in paths if not any(part.startswith(("_", ".")) for part in path.split("/")))


_COMMENT, _INK = re.compile(r"<!--.*?-->", re.DOTALL), re.compile(r"\S")
"""Comments are for the people who write: readers do not get them."""
_SHIFTED = re.compile(r"<(su[bp])>([0-9+-]+)</\1>")
"""Above or below the line, as in CO<sub>2</sub>: the characters are text that translators and searches know."""
_RAISED, _LOWERED = (str.maketrans("0123456789+-", to) for to in ("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "₀₁₂₃₄₅₆₇₈₉₊₋"))


def _long_blocks(page: Page) -> Iterator[Problem]:
    """Where Python-Markdown would take time and memory by the square of a block's length."""
    lines = ((number, line) for number, line in enumerate(page.body.split("\n"), page.body_line))
    for number, text in chain(lines, ((piece.line, piece.text) for piece in segments.segments(page.pieces))):
        if len(text) > LONGEST or len(_MARK.findall(text)) > MOST_MARKS:
            message = f"a paragraph must have at most {LONGEST:,} characters and {MOST_MARKS} marks such as * or ["
            yield Problem(page.file, number, 1, "FB112", message, "Split it.")


@dataclass(frozen=True)
class Index:
    """What a page has to know of the others."""

    pages: Mapping[str, Page]
    uses: Mapping[str, tuple[str, ...]]
    """Fact → paths of the pages that show it."""
    calling: Mapping[str, str]
    """Function → path of the first page that calls it: where the glossary is, where the evidence."""
    layouts: Mapping[str, str]
    """Layout → path of the first page that has it: where the card is, where the handout."""

    @classmethod
    def of(cls, given: Mapping[str, Page], book: Factbook) -> "Index":
        """Built once per set of pages."""
        uses: dict[str, dict[str, None]] = {}
        calling: dict[str, str] = {}
        for path, page in given.items():
            for call in page.calls:
                if page.meta.layout == "page":  # others have no place to lead to
                    calling.setdefault(call.name, path)
                for name in facts_of(call, book):
                    uses.setdefault(name, {})[path] = None
        layouts: dict[str, str] = {}
        for path, page in given.items():
            layouts.setdefault(page.meta.layout, path)
        return cls(given, {name: tuple(paths) for name, paths in uses.items()}, calling, layouts)
