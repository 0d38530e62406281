"""The calls `{{ name(...) }}` of pages. Only this module knows their syntax."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError

from ..model.factbook import Factbook
from ..model.problem import Problem

FUNCTIONS = (
    "fact", "when", "cite", "term", "outdated",
    "hotlines", "claims", "compare", "timeline", "picture", "glossary", "sources", "evidence", "disclaimer",
    "urgent", "translations", "origin", "count",
)  # fmt: skip
COUNTED = ("facts", "sources", "hotlines", "glossary", "languages")
"""What `count()` can count: the tables of the factbook."""
IN_TRANSLATIONS = ("original",)
"""What a translation may call besides: `original('words')` shows words of the original as such."""
AROUND_TEXT = ("foreign", "native", "same_kind", "any_kind")
"""What the engine itself puts around segments and sections."""
_QUOTED = r"""(?:'[^'\\]*'|"[^"\\]*")"""
_CALL = re.compile(rf"(?<!\{{)\{{\{{\s*(\w+)\(\s*((?:{_QUOTED}(?:\s*,\s*{_QUOTED})*\s*,?)?)\s*\)\s*\}}\}}")
_ARGUMENT = re.compile(r"""'([^']*)'|"([^"]*)\"""")
_BRACES = re.compile(r"\{\{.*?\}\}", re.DOTALL)
"""Whatever stands between double braces, a call or not."""
_SYNTAX = re.compile(r"\{\{|\{%|\{##")
_HALF_CALL = re.compile(rf"\{{\s*(?:{'|'.join(FUNCTIONS)})\(")
_INK = re.compile(r"\S")
CALL_ONLY = r"(?:\{\{(?:(?!\}\}).)*\}\}[ \t]*)"
"""A pattern for a call, and white space after it."""
CITING = ("fact", "when", "cite")
"""The functions that leave a citation."""


@dataclass(frozen=True, slots=True)
class Call:
    """`{{ name('argument', …) }}` on a page. Line and column count from 1, in the file."""

    name: str
    arguments: tuple[str, ...]
    line: int
    col: int
    text: str
    """All of it, as it stands there."""

    @property
    def shown(self) -> str:
        """The words that it gives readers in its arguments: those of a term."""
        return " ".join(self.arguments[1:]) if self.name == "term" else ""


def split_calls(text: str, first_line: int = 1) -> Iterator[str | Call]:
    """Yield texts and calls in turn; `first_line` is where the text begins in its file."""
    at = 0
    for found in _CALL.finditer(text):
        yield text[at : found.start()]
        start, at = found.start(1), found.end()
        line, col = text.count("\n", 0, start) + first_line, start - text.rfind("\n", 0, start)
        arguments = tuple(single or double for single, double in _ARGUMENT.findall(found[2]))
        yield Call(found[1], arguments, line, col, found[0])
    yield text[at:]


def calls_in(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return name and arguments of each call."""
    return [(part.name, part.arguments) for part in split_calls(text) if isinstance(part, Call)]


def without_calls(text: str) -> str:
    """Return the text without what stands between double braces."""
    return _BRACES.sub("", text)


def blanked(text: str, *, shown: bool = False) -> str:
    """Return the text with spaces for its calls, so that offsets stay; `shown` keeps the words that a term shows."""
    return _BRACES.sub(lambda found: _blank(found[0], shown=shown), text) if "{{" in text else text


def _blank(braces: str, *, shown: bool) -> str:
    blank, call = _INK.sub(" ", braces), _CALL.fullmatch(braces) if shown else None
    for words in list(_ARGUMENT.finditer(braces))[1:] if call and call[1] == "term" else ():
        start, end = words.start() + 1, words.end() - 1
        blank = blank[:start] + braces[start:end] + blank[end:]
    return blank


def is_half_call(text: str) -> bool:
    """Whether the text begins like a call with one brace."""
    return _HALF_CALL.match(text) is not None


def citing_call(facts: Iterable[str]) -> str:
    """Return the call that leaves the mark for these facts."""
    return "{{ cite('" + "', '".join(facts) + "') }}"


def find_calls(body: str, file: str, first_line: int, parser: Environment) -> tuple[tuple[Call, ...], list[Problem]]:
    """Return the calls of a template; anything else that a template could hold is a problem (FB310, FB311)."""
    rest = _CALL.sub(lambda call: _INK.sub(" ", call[0]), body)
    lines = [rest.count("\n", 0, odd.start()) + first_line for odd in _SYNTAX.finditer(rest)]
    if not lines:
        return tuple(part for part in split_calls(body, first_line) if isinstance(part, Call)), []
    try:
        parser.parse(body)
    except (TemplateSyntaxError, RecursionError, ValueError) as error:  # nested without end, a number without end
        told = error.message if isinstance(error, TemplateSyntaxError) else error
        hint = "Write calls like {{ fact('itch-age') }}, with both braces and single quotes, which are straight (')."
        return (), [Problem(file, lines[0], 1, "FB310", f"template syntax must be right: {told}", hint)]
    message = "a page must use nothing of the template language but plain calls"
    hint = "Allowed: {{ fact('id') }}, {{ cite('id') }} … with quoted texts in the brackets. See `factbook rules`."
    return (), [Problem(file, line, 1, "FB311", message, hint) for line in dict.fromkeys(lines)]


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
    for part in split_calls(template):
        if isinstance(part, Call) and (facts := facts_of(part, book)):
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
