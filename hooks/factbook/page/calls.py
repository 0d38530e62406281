"""The calls `{{ name(...) }}` of pages. Only this module knows their syntax."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes

from ..model.factbook import Factbook
from ..model.problem import Problem

_TRICKS = re.compile(r"\{%|\{##|\{\{[-+]|[-+]\}\}")  # comments and raw blocks leave no trace in what Jinja parses
FUNCTIONS = (
    "fact", "when", "cite", "term", "outdated",
    "hotlines", "claims", "compare", "timeline", "picture", "glossary", "sources", "evidence", "disclaimer",
    "urgent", "translations", "origin",
)  # fmt: skip
AROUND_TEXT = ("foreign", "native", "same_kind", "any_kind")
"""What the engine itself puts around segments and sections."""
_PLAIN_CALL = re.compile(
    rf"(?<!\{{)\{{\{{ *({'|'.join((*FUNCTIONS, *AROUND_TEXT))})\( *((?:'[^'\\\n]*'(?: *, *'[^'\\\n]*')*)?) *\) *\}}\}}"
)
_QUOTED = re.compile(r"'([^']*)'")
_CITING = re.compile(
    r"\{\{\s*(fact|when|cite)\(\s*((?:'[^'\n]*'|\"[^\"\n]*\")(?:\s*,\s*(?:'[^'\n]*'|\"[^\"\n]*\"))*)\s*\)\s*\}\}"
)
CALL_ONLY = r"(?:\{\{(?:(?!\}\}).)*\}\}[ \t]*)"
"""A pattern for a call, and white space after it."""
_SYNTAX = re.compile(r"\{\{|\{%|\{##|\r")


@dataclass(frozen=True, slots=True)
class Call:
    """`{{ name('argument', …) }}` on a page. Line and column count from 1, in the file."""

    name: str
    arguments: tuple[str, ...]
    line: int
    col: int


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


def split_citing(template: str) -> Iterator[str | tuple[str, tuple[str, ...], str]]:
    """Yield texts, and the calls that leave a citation: name, facts, and the call as it stands there."""
    at = 0
    for found in _CITING.finditer(template):
        yield template[at : found.start()]
        yield found[1], tuple(name.strip("'\"") for name in re.split(r"\s*,\s*", found[2])), found[0]
        at = found.end()
    yield template[at:]


def citing_call(facts: Iterable[str]) -> str:
    """Return the call that leaves the mark for these facts."""
    return "{{ cite('" + "', '".join(facts) + "') }}"


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


def cited_facts(template: str, book: Factbook) -> Iterator[tuple[str, ...]]:
    """Yield the facts that each call of a template cites."""
    for found in _PLAIN_CALL.finditer(template):
        if facts := facts_of(_call(found, template, 1), book):
            yield facts


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
