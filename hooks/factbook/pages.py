"""A page as it is written: front matter, Markdown, and the calls that stand in it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from urllib.parse import SplitResult, urlsplit

from jinja2 import Environment, TemplateSyntaxError, nodes

from . import segments, yamldoc
from .catalog import Text
from .files import LONGEST, Tree
from .loading import validate
from .model import Factbook, FrontMatter, Place
from .report import ContentError, Problem

DOCS = "docs"
MOST_LINES, MOST_CHARACTERS = 3_000, 100_000
"""Of a page: what takes time by their square, such as a fence that is never closed, then takes a second or two."""
TRANSLATED_META = ("title", "nav", "description")
MOST_MARKS = 100
"""Of a paragraph: Python-Markdown looks from each of them to the end, and what is nested deep costs memory."""
_MARK = re.compile(r"[\[*_`]")
_TRICKS = re.compile(r"\{%|\{##|\{\{[-+]|[-+]\}\}")  # comments and raw blocks leave no trace in what Jinja parses
FUNCTIONS = (
    "fact", "when", "cite", "term", "outdated",
    "hotlines", "claims", "compare", "timeline", "picture", "glossary", "sources", "evidence", "disclaimer",
    "urgent", "translations", "origin",
)  # fmt: skip
_PLAIN_CALL = re.compile(
    rf"(?<!\{{)\{{\{{ *({'|'.join(FUNCTIONS)}|foreign|native)\( *((?:'[^'\\\n]*'(?: *, *'[^'\\\n]*')*)?) *\) *\}}\}}"
)
_QUOTED = re.compile(r"'([^']*)'")
_SYNTAX = re.compile(r"\{\{|\{%|\{##|\r")
FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Call:
    """`{{ name('argument', …) }}` on a page. Line and column count from 1, in the file."""

    name: str
    arguments: tuple[str, ...]
    line: int
    col: int


@dataclass(frozen=True)
class Page:
    """A page as its author wrote it. `path` is relative to docs/; `body_line` is the line where the body begins."""

    path: str
    meta: FrontMatter
    body: str
    body_line: int
    meta_places: dict[yamldoc.Path, Place] = field(default_factory=dict)
    calls: tuple[Call, ...] = ()

    @property
    def file(self) -> str:
        """The path relative to the project."""
        return f"{DOCS}/{self.path}"

    @cached_property
    def pieces(self) -> Sequence[segments.Piece]:
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
                yield Text(text, key, f"{self.file}:{self.meta_place(key).line}", note=f"{key} of the page")
        for segment in segments.segments(self.pieces):
            yield Text(segment.text, "", f"{self.file}:{segment.line}", note=segment.kind, urgent=segment.urgent)


def url(path: str, prefix: str = "") -> str:
    """The address of a page below the site's root: "care.md" → "care/", "index.md" → ""."""
    bare = path.removesuffix(".md")
    bare = bare.removesuffix("index") if posixpath.basename(bare) == "index" else f"{bare}/"
    return f"{prefix}{bare}"


def relative(target: str, start: str) -> str:
    """The address `target` as seen from the page at `start`, both below the site's root."""
    path, _, fragment = target.partition("#")
    steps = posixpath.relpath(path or ".", start or ".")
    steps = f"{steps}/" if not path or path.endswith("/") else steps
    return f"{steps}#{fragment}" if fragment else steps


def parts_of(address: str) -> SplitResult:
    """An address in its parts; one that is none, as `http://[a`, is all path: nothing is there."""
    return urlsplit(address) if is_readable(address) else SplitResult("", "", address, "", "")


def is_readable(address: str) -> bool:
    """Whether an address can be taken apart, as browsers and MkDocs have to."""
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def load(tree: Tree, path: str, parser: Environment) -> tuple[Page | None, list[Problem]]:
    """Reads one page; None where it cannot be used, with the problems that say why."""
    file = f"{DOCS}/{path}"
    try:
        text = tree.text(file).replace("\r\n", "\n")
        if text.count("\n") > MOST_LINES or len(text) > MOST_CHARACTERS:
            message = f"a page must have at most {MOST_LINES:,} lines and {MOST_CHARACTERS:,} characters"
            return None, [Problem(file, 1, 1, "FB112", message, "Split it.")]
        return _page(path, file, text, parser)
    except ContentError as error:
        return None, [error.problem]


def paths(tree: Tree) -> list[str]:
    """Every page below docs/, without the folders whose names begin with '_'."""
    return list(public(tree.names(DOCS, "**/*.md")))


def public(names: Iterable[str]) -> Iterator[str]:
    """The paths relative to docs/ of what is published."""
    paths = (name.removeprefix(f"{DOCS}/") for name in names)
    return (path for path in paths if not any(part.startswith(("_", ".")) for part in path.split("/")))


def _page(path: str, file: str, text: str, parser: Environment) -> tuple[Page | None, list[Problem]]:
    head = FRONT_MATTER.match(text)
    if head is None:
        hint = "Begin the file with '---', then title, description and sources, then '---'."
        return None, [Problem(file, 1, 1, "FB301", "a page must begin with front matter", hint)]
    document = yamldoc.parse(head[1], file, first_line=2)
    if document.problems:
        return None, document.problems
    document.places.setdefault((), Place(file, 1, 1))
    meta, problems = validate(FrontMatter, document, (), document.value)
    body_line = text.count("\n", 0, head.end()) + 1
    calls, wrong = find_calls(text[head.end() :], file, body_line, parser)
    if problems or wrong:
        return None, problems + wrong
    page = Page(path, meta, text[head.end() :], body_line, document.places, calls)
    return page, list(_long_blocks(page))


def _long_blocks(page: Page) -> Iterator[Problem]:
    """Where Python-Markdown would take time and memory by the square of a block's length."""
    lines = ((number, line) for number, line in enumerate(page.body.split("\n"), page.body_line))
    for number, text in chain(lines, ((piece.line, piece.text) for piece in segments.segments(page.pieces))):
        if len(text) > LONGEST or len(_MARK.findall(text)) > MOST_MARKS:
            message = f"a paragraph must have at most {LONGEST:,} characters and {MOST_MARKS} marks such as * or ["
            yield Problem(page.file, number, 1, "FB112", message, "Split it.")


def split_calls(template: str) -> list[str | tuple[str, tuple[str, ...]]] | None:
    """Texts and calls (name, arguments) in turn; None where the template has more than calls in their plain form."""
    calls = _plain_calls(template)
    if calls is None:
        return None
    parts: list[str | tuple[str, tuple[str, ...]]] = []
    at = 0
    for call in calls:
        parts += [template[at : call.start()], (call[1], tuple(_QUOTED.findall(call[2])))]
        at = call.end()
    return [*parts, template[at:]]


def _plain_calls(template: str) -> list[re.Match[str]] | None:
    return None if _SYNTAX.search(_PLAIN_CALL.sub("\0", template)) else list(_PLAIN_CALL.finditer(template))


def find_calls(body: str, file: str, first_line: int, parser: Environment) -> tuple[tuple[Call, ...], list[Problem]]:
    """The calls of a template; anything else that a template could hold is a problem (FB310, FB311)."""
    plain = _plain_calls(body)
    if plain is not None:
        return tuple(_call(found, body, first_line) for found in plain), []
    try:
        tree = parser.parse(body)
    except TemplateSyntaxError as error:
        at = _first_odd(body)
        line = (body.count("\n", 0, at) + 1 if at is not None else error.lineno) + first_line - 1
        hint = "Write calls like {{ fact('itch-age') }}, with both braces and single quotes, which are straight (')."
        return (), [Problem(file, line, 1, "FB310", f"template syntax must be right: {error.message}", hint)]
    except (RecursionError, ValueError) as error:  # nested without end, or a number of thousands of digits
        return (), [Problem(file, first_line, 1, "FB310", f"template syntax must be right: {error}", "")]
    reader = _CallReader(body, file, first_line)
    for found in _TRICKS.finditer(body):
        reader.refuse(body.count("\n", 0, found.start()) + 1)
    for node in tree.body:
        reader.read(node)
    return tuple(reader.calls), reader.problems


def _first_odd(body: str) -> int | None:
    """Where the first call begins that is not in its plain form: there the mistake is, wherever the parser ends."""
    found = _SYNTAX.search(_PLAIN_CALL.sub(lambda call: re.sub(r"[^\n]", " ", call[0]), body))
    return found.start() if found else None


def _call(found: re.Match[str], body: str, first_line: int) -> Call:
    start = found.start(1)
    line, col = body.count("\n", 0, start), start - body.rfind("\n", 0, start)
    return Call(found[1], tuple(_QUOTED.findall(found[2])), line + first_line, col)


class _CallReader:
    def __init__(self, body: str, file: str, first_line: int) -> None:
        self.lines, self.file, self.first_line = body.split("\n"), file, first_line
        self.calls: list[Call] = []
        self.problems: list[Problem] = []
        self.seen: dict[tuple[int, str], int] = {}

    def read(self, node: nodes.Node) -> None:
        if not isinstance(node, nodes.Output):
            self.refuse(node.lineno)
            return
        for part in node.nodes:
            if isinstance(part, nodes.TemplateData):
                continue
            if _is_plain_call(part):
                self.call(part)
            else:
                self.refuse(part.lineno)

    def call(self, node: nodes.Expr) -> None:
        assert isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name)
        arguments = tuple(str(argument.value) for argument in node.args if isinstance(argument, nodes.Const))
        name = node.node.name
        self.calls.append(Call(name, arguments, node.lineno + self.first_line - 1, self.column(node.lineno, name)))

    def column(self, lineno: int, name: str) -> int:
        """Jinja knows the line only: the n-th call of this name on the line is the n-th one in the text."""
        line = self.lines[lineno - 1] if lineno <= len(self.lines) else ""
        start = self.seen.get((lineno, name), 0)
        found = line.find(f"{name}(", start)
        self.seen[(lineno, name)] = found + 1
        return found + 1 if found >= 0 else 1

    def refuse(self, lineno: int) -> None:
        message = "a page must use nothing of the template language but plain calls"
        hint = "Allowed: {{ fact('id') }}, {{ cite('id') }} … with quoted texts in the brackets. See `factbook rules`."
        self.problems.append(Problem(self.file, lineno + self.first_line - 1, 1, "FB311", message, hint))


def _is_plain_call(node: nodes.Expr) -> bool:
    return (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and all(isinstance(argument, nodes.Const) and isinstance(argument.value, str) for argument in node.args)
        and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
    )


def facts_of(call: Call, book: Factbook) -> tuple[str, ...]:
    """The ids of the facts that a call shows."""
    if call.name in ("fact", "when", "cite", "claims", "compare", "timeline"):
        return call.arguments
    if call.name == "picture":
        return tuple(fact for name in call.arguments if name in book.pictures for fact in book.pictures[name].facts())
    if call.name == "glossary":
        return tuple(fact for term in book.glossary.values() for fact in term.facts)
    return ()


def shown_facts(call: Call, book: Factbook) -> tuple[str, ...]:
    """The same, and those that are only looked up there, with their evidence."""
    if call.name != "evidence":
        return facts_of(call, book)
    return tuple(name for topic in call.arguments or book.topics for name in book.topics.get(topic, ()))


def sources_of(calls: Sequence[Call], book: Factbook) -> tuple[str, ...]:
    """The sources that the calls of a page rest on, each once, in order."""
    found: list[str] = []
    for call in calls:
        for name in shown_facts(call, book):
            found += book.facts[name].sources() if name in book.facts else ()
        if call.name == "hotlines":
            found += [hotline.source for hotline in book.hotlines.values()]
        if call.name == "sources":
            found += book.sources
    return tuple(dict.fromkeys(found))
