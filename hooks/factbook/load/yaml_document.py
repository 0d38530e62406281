"""YAML with the place of every value, and none of the features that make data files dangerous or surprising."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

import yaml

from ..model.problem import Place, Problem
from .files import LONGEST

Path = tuple[str | int, ...]
MAX_DEPTH = 20
MAX_LENGTH = 400_000
"""Characters: two thousand facts. To read so many takes a second or two."""


@dataclass
class Document:
    """Plain values, and for each path in them the place where it is written."""

    value: Any = None
    places: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def parse(text: str, file: str, *, first_line: int = 1, foreign: bool = False) -> Document:
    """Parse one YAML document. What is wrong with it is in `problems`; `first_line` is where the text begins.

    A `foreign` one, with tags of another program, is not read but only seen to be YAML with keys.
    """
    document = Document(places={(): Place(file, first_line, 1)})
    text = _NO_LINE_END.sub(" ", text)
    reader, node = _Reader(file, first_line, first_line + text.count("\n"), document), None
    try:
        reader.refuse_traps(text, foreign=foreign)
        node = None if document.problems else yaml.compose(text, Loader=_Loader)
        if foreign and not document.problems and not isinstance(node, yaml.MappingNode):
            document.problems.append(Problem(file, 1, 1, "FB101", "settings must be keys with values", _BACK))
    except yaml.MarkedYAMLError as error:
        reader.syntax(text, error)
    except yaml.reader.ReaderError as error:
        before = text.encode()[: error.position].decode("utf-8", "ignore")
        hint = "Delete the character, or type the line anew."
        reader.problem(reader.end(before), "FB101", f"the file must be valid YAML: {error.reason}", hint)
    document.value = reader.read(node, ()) if node and not foreign else None
    _constructor.constructed_objects.clear()  # it would keep every node that it has seen
    return document


_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_constructor = yaml.SafeLoader("")
_BACK = "Take the file back from an earlier version."
_NO_LINE_END = re.compile("[\x85\u2028\u2029]|\r(?!\n)")  # YAML counts them as line ends, editors do not
_CONFLICT = re.compile(r"^<<<<<<< ", re.MULTILINE)  # as git writes it where two changes meet
_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d*)(?:\.\d+)?")


class _Reader:
    def __init__(self, file: str, first_line: int, last_line: int, document: Document) -> None:
        self.file, self.first_line, self.last_line, self.document = file, first_line, last_line, document

    def refuse_traps(self, text: str, *, foreign: bool) -> None:
        """Aliases can unfold without end and deep nesting can exhaust the stack: both are seen in the events."""
        if len(text) > MAX_LENGTH:
            message = f"a data file must have at most {MAX_LENGTH:,} characters"
            self.problem(self.end(""), "FB112", message, "Split it by topic.")
            return
        if found := _CONFLICT.search(text):
            hint = "Keep one version, and delete the other with the lines <<<<<<<, ======= and >>>>>>>."
            message = "the file must be valid YAML: two versions of it meet here"
            self.problem(self.end(text[: found.start()]), "FB101", message, hint)
            return
        depth = 0
        for event in yaml.parse(text, Loader=_Loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) and not foreign:
                self.problem(event, "FB103", "an alias (*name) must not be used", "Write the value out in full.")
            elif (tag := getattr(event, "tag", None)) and not foreign:
                self.problem(event, "FB101", f"a tag must not be used: {tag[:80]!r}", "Put text with a ! in quotes.")
            elif len(getattr(event, "value", "")) > LONGEST:
                self.problem(event, "FB112", f"a text must have at most {LONGEST:,} characters", "Split it.")
            if depth > MAX_DEPTH:
                self.problem(event, "FB101", f"data must not be nested deeper than {MAX_DEPTH} levels", "")
                return

    def read(self, node: yaml.Node, path: Path) -> Any:
        self.document.places[path] = self.place(node.start_mark)
        if isinstance(node, yaml.MappingNode):
            return dict(self.pairs(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*path, index)) for index, item in enumerate(node.value)]
        return self.scalar(node)

    def pairs(self, node: yaml.MappingNode, path: Path) -> Iterator[tuple[str, Any]]:
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.problem(key_node, "FB101", "a key must be plain text", "Put text with brackets in quotes.")
                continue
            key = str(key_node.value)
            line = self.place(key_node.start_mark).line
            if key in first:
                hint = f"It stands first on line {first[key]}: keep one of them."
                self.problem(key_node, "FB102", f"a key must be given once, {key!r} is given again", hint)
                continue
            first[key] = line
            value = self.read(value_node, (*path, key))
            self.document.places[(*path, key)] = self.place(key_node.start_mark)
            yield key, value

    def scalar(self, node: yaml.Node) -> Any:
        # Only plain numbers are numbers, and only days are dates: 10:30, 0o17 and 2024-10 stay text.
        if node.tag.endswith((":int", ":float")) and not _NUMBER.fullmatch(node.value):
            return node.value
        try:
            value = _constructor.construct_object(node)
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            reason = re.split(r"[\n;:]", str(error))[0]
            message = f"{node.value[:20]!r} must be a plain value: {reason}"
            self.problem(node, "FB101", message, "Correct it, or put it in quotation marks if it is a text.")
            return node.value
        return node.value if isinstance(value, dt.datetime) else value

    def place(self, mark: Any) -> Place:
        line = min(mark.line + self.first_line, self.last_line)  # what is missing at the end stands past it
        return Place(self.file, line, mark.column + 1)

    def end(self, before: str) -> Place:
        """Return where a text goes on after a part of it."""
        return Place(self.file, self.first_line + before.count("\n"), len(before) - before.rfind("\n"))

    def problem(self, at: yaml.Node | yaml.Event | Place, code: str, message: str, hint: str) -> None:
        place = at if isinstance(at, Place) else self.place(at.start_mark)
        self.document.problems.append(place.problem(code, message, hint))

    def syntax(self, text: str, error: yaml.MarkedYAMLError) -> None:
        open_quote = "quoted scalar" in (error.context or "")  # the text ends where the quote was not closed
        mark = (error.context_mark if open_quote else error.problem_mark) or error.context_mark
        told, line = error.problem or error.context or "", ""
        if mark is None:
            place = Place(self.file)
        elif mark.index >= len(text):  # past the end, where there may be no line
            place = Place(self.file, self.end(text.rstrip()).line, 1)
        else:
            place, line = self.place(mark), text.split("\n")[mark.line]
        hint = _hint(told, line, open_quote=open_quote)
        self.problem(place, "FB101", f"the file must be valid YAML: {told}", hint)


def _hint(told: str, line: str, *, open_quote: bool) -> str:
    """What to do about a message of the YAML parser, for those who do not know its words."""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "Begin the line with spaces, not with a tab."
    if "\u201c" in line or "\u201d" in line:
        return "Curly quotes (“ ”) are part of the text. To enclose a text, write straight ones (\" or ')."
    if open_quote:
        return "Close the quotation mark that begins here, with the same one."
    return next((hint for part, hint in _HINTS.items() if part in told), _HINTS[""])


_HINTS = {
    "mapping values": "Put a text with a colon and a space in it between quotation marks, or mend the indentation.",
    "cannot start any token": "Put a text that begins with this character between quotation marks.",
    "escape character": "Write a text that has a backslash in it between single quotation marks (').",
    "expected key": "Put a text that begins with { or [ between quotation marks, or mend the indentation.",
    "'-' indicator": "Begin each item of this list below the one before it: the same number of spaces, '-', a space.",
    "": "Look at this line and the one above: a missing quote, colon or space, or a wrong indentation.",
}


_MOST_LEAVES = 10_000
"""Aliases of aliases could be without end."""


@lru_cache(maxsize=8)  # rules ask for the settings again and again, once for each page
def leaves(text: str) -> Mapping[str, list[str]]:
    """Return the values in a YAML file as they are written, by the path of their keys; nothing if it is no YAML.

    Tags such as `!ENV` are passed over, entries of lists have the path of their list.
    """
    found: dict[str, list[str]] = {}
    try:
        root = yaml.compose(text, yaml.BaseLoader)  # that of C crashes on what is nested too deeply
        for path, value in islice(_leaves(root, ""), _MOST_LEAVES):
            found.setdefault(path, []).append(value)
    except (yaml.YAMLError, RecursionError):
        return {}
    return found


def _leaves(node: yaml.Node | None, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, yaml.MappingNode):
        for key, below in node.value:
            yield from _leaves(below, f"{path}.{key.value}".lstrip("."))
    elif isinstance(node, yaml.SequenceNode):
        for below in node.value:
            yield from _leaves(below, path)
    elif node:
        yield path, node.value
