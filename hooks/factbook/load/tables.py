"""From the files under docs/_facts to a `Factbook`, with every problem found on the way."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from ..model.entries import Disclaimer, Fact, Hotline, Language, LanguageTag, Limits, SearchWords, Section, Source, Term
from ..model.entry import Entry, Id
from ..model.factbook import Factbook
from ..model.pictures import Picture
from ..model.problem import ContentError, Place, Problem, did_you_mean
from ..model.values import UNITS
from . import fingerprint, yaml_document
from .files import Tree

FACTS = "docs/_facts"
FINGERPRINTS = f"{FACTS}/fingerprints"

# Table → its file (or folder of files) and what an entry is.
ENTRIES: dict[str, Any] = {
    "sources": Source, "facts": Fact, "hotlines": Hotline, "glossary": Term, "languages": Language, "labels": str,
    "pictures": Picture, "search": SearchWords,
}  # fmt: skip
KEYS: dict[str, Any] = {"labels": str, "languages": LanguageTag, "search": Section}
"""What the keys of a table are, where they are no ids."""
OPTIONAL = {"pictures", "search", "limits"}
"""Files without which a site works as well."""
NEVER_EMPTY = {"sources", "languages", "labels"}
"""Tables without whose entries nothing can be judged."""


def load(tree: Tree) -> tuple[Factbook, list[Problem]]:
    """Reads the factbook of a project. Entries with problems are left out of it, so that checking can go on."""
    loader = _Loader(tree)
    tables = {table: loader.table(table, kind) for table, kind in ENTRIES.items()}
    book = Factbook(
        **tables,
        disclaimer=loader.single("disclaimer", Disclaimer),
        limits=loader.single("limits", Limits) or Limits(),
        fingerprints=dict(loader.fingerprints()),
        places=loader.places,
        unread=frozenset(loader.unread),
    )
    return book, loader.problems


def validate(
    kind: Any, document: yaml_document.Document, path: yaml_document.Path, value: Any
) -> tuple[Any, list[Problem]]:
    """The value as `kind`, or None and why not, each problem at its place in the document."""
    try:
        return _adapter(kind).validate_python(value), []
    except ValidationError as error:
        found = error.errors()
        within = {details["loc"][:-1] for details in found} | {details["loc"][:-2] for details in found}
        causes = (row for row in found if row["type"] != "too_short" or row["loc"] not in within)
        return None, [_problem(details, document, path, kind) for details in causes]


def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Made once per kind, and found by identity: annotated types have no hash. Making one takes 0.1 ms or more."""
    if id(kind) not in _ADAPTERS:
        _ADAPTERS[id(kind)] = (kind, TypeAdapter(kind))
    return _ADAPTERS[id(kind)][1]


_ADAPTERS: dict[int, tuple[Any, TypeAdapter[Any]]] = {}


class _Loader:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.problems: list[Problem] = []
        self.places: dict[tuple[str | int, ...], Place] = {}
        self.unread: set[tuple[str, str]] = set()

    def table(self, table: str, kind: Any) -> dict[str, Any]:
        found, first = dict[str, Any](), dict[str, Place]()
        for file in self.files(table):
            document = self.document(file)
            if not isinstance(document.value, Mapping) or (table in NEVER_EMPTY and not document.value):
                self.problems += [] if document.problems else [_no_entries(file, document.value, table)]
                whole = [""] if table != "facts" else []  # other files have facts too
                self.unread |= {(table, key) for key in _KEY.findall(self.tree.remains(file)) or whole}
                continue
            again = first.keys() & document.value.keys()
            places = ((path, place) for path, place in document.places.items() if path and path[0] not in again)
            self.places.update(((table, *path), place) for path, place in places)
            for key, entry in document.value.items():
                place = document.places.get((key,), Place(FACTS))
                if key in again:
                    message = f"an id must be given to one {table} entry only, {key!r} is given again"
                    hint = f"It stands first in {first[key].file}:{first[key].line}."
                    self.problems.append(place.problem("FB107", message, hint))
                    continue
                first[key] = place
                wrong = validate(KEYS.get(table, Id), document, (key,), key)[1]
                value, others = validate(kind, document, (key,), entry)
                self.problems += wrong + others
                if others:
                    self.unread.add((table, key))
                else:
                    found[key] = value
        return found

    def files(self, table: str) -> list[str]:
        if table == "facts":
            return self.tree.names(f"{FACTS}/facts", "**/*.yml")
        file = f"{FACTS}/{table}.yml"
        return [] if table in OPTIONAL and not self.tree.exists(file) else [file]

    def document(self, file: str) -> yaml_document.Document:
        try:
            document = yaml_document.parse(self.tree.text(file), file)
        except ContentError as error:
            document = yaml_document.Document(problems=[error.problem])
        self.problems += document.problems
        return document

    def single(self, name: str, kind: type[Entry]) -> Any:
        """Return what a file holds that holds one thing; None where it has problems, or may lack and does."""
        if not self.files(name):
            return None
        document = self.document(f"{FACTS}/{name}.yml")
        if document.problems:
            return None
        self.places.update({(name, *path): place for path, place in document.places.items()})
        value, wrong = validate(kind, document, (), document.value)
        self.problems += wrong
        return value

    def fingerprints(self) -> Iterator[tuple[str, fingerprint.Fingerprint]]:
        for file in self.tree.names(FINGERPRINTS, "*.json"):
            try:
                yield file.rsplit("/", 1)[-1].removesuffix(".json"), fingerprint.loads(self.tree.text(file))
            except ContentError as error:
                self.problems.append(error.problem)
            except ValueError as error:
                hint = "Make it again with `factbook source add`."
                self.problems.append(Problem(file, 1, 1, "FB106", f"the file must be a fingerprint: {error}", hint))


# What begins an entry. Lists and the braces of a single line name none.
_KEY = re.compile(r"^\ufffd*([^\s#:{}\[\]'\"-][^\s:]*):(?=\s)", re.MULTILINE)


def _no_entries(file: str, value: Any, table: str) -> Problem:
    if not value:
        empty = "" if table in NEVER_EMPTY else ", or write {} where there is nothing to list"
        hint = f"Bring back what stood here{empty}."
        return Problem(file, 1, 1, "FB106", "the file must hold entries, it is empty", hint)
    message = "the file must hold entries, each 'id:' with its keys indented below it"
    return Problem(file, 1, 1, "FB106", message, "Compare it with an earlier version of the file.")


def _problem(details: ErrorDetails, document: yaml_document.Document, base: yaml_document.Path, kind: Any) -> Problem:
    path = base
    for part in details["loc"]:  # the location names union members too; they are not in the file
        path = (*path, part) if (*path, part) in document.places else path
    place = document.places.get(path, Place(FACTS))
    key = str(details["loc"][-1]) if details["loc"] else ""
    code, message, hint = _wording(details, key, kind)
    message = f"{'.'.join(map(str, path))}: {message}" if path else message
    return place.problem(code, message, hint)


def _wording(details: ErrorDetails, key: str, kind: Any) -> tuple[str, str, str]:
    if details["type"] == "extra_forbidden":
        message = f"only the keys of the schema must be used, {key!r} is not one"
        return "FB104", message, did_you_mean(key, _keys(kind))
    if details["type"] == "missing":
        return "FB105", f"the key {key!r} must be given", "Add it below this line."
    given, text = details["input"], details["msg"].removeprefix("Value error, ")
    shown = "empty" if given is None or given == [] else repr(given)[:80]
    pattern = details.get("ctx", {}).get("pattern", "")
    told = next((told for part, told in _SHAPES.items() if part in pattern), (f"{text[:1].lower()}{text[1:]}", ""))
    must, hint = _MUST.get(details["type"], told)
    if given is None and details["type"] not in ("model_type", "dataclass_type"):
        hint = "Write it after the colon, or take the line out."
    if str(given).startswith("<"):
        hint = "Fill in what stands in angle brackets."
    return "FB106", f"{must}, this is {shown}", hint or "Examples are in docs/_contributing/evidence.md."


_SHAPES = {
    "[a-z0-9]+(-": ("it must be a name of lower-case letters, digits and hyphens", "For example 'itch-age'."),
    "[A-Z][a-z]{3}": ("it must be a language tag", "For example 'fr', 'fr-CA' or 'zh-Hant'."),
    r"\+[1-9]": ("it must be + and digits, from the code of the country on", "For example '+18005550142'."),
    "md(#": ("it must be a page, or a part of one by the id of its heading", "For example 'care.md#creams'."),
    "mmHg": ("it must be a unit, with / and another one where it is per that", f"Units: {', '.join(UNITS)}."),
}
"""A part of a pattern that was not met → what must hold, and what to do."""
_KEYS = ("it must have keys of its own", "Write them below it, each indented by two spaces, as in the other entries.")
_MUST = {
    "model_type": _KEYS,
    "dataclass_type": _KEYS,
    "dict_type": _KEYS,
    "string_type": ("it must be a text", "Put a number or date that is meant as a text between quotation marks."),
    "tuple_type": ("it must be a list", "Write [one, another], or one '- …' on each line below it."),
    "list_type": ("it must be a list", "Write [one, another], or one '- …' on each line below it."),
    "too_short": ("it must have an item", "Add one, as in the other entries."),
    "decimal_parsing": ("it must be a number", "Write digits, with a point for decimals and no comma."),
    "int_parsing": ("it must be a whole number", "Write digits, without quotation marks."),
    "int_type": ("it must be a whole number", "Write digits, without quotation marks."),
    "date_from_datetime_parsing": ("it must be a day, with its year", "For example 2026-01-31."),
    "date_type": ("it must be a day, with its year", "For example 2026-01-31."),
}
"""Type of a finding of Pydantic → what must hold, and what to do, for those who do not know its words."""


def _keys(kind: Any) -> list[str]:
    if not (isinstance(kind, type) and issubclass(kind, Entry)):
        return []
    own = [field.alias or name for name, field in kind.model_fields.items()]
    return sorted({*own, *_VALUE_KEYS}) if kind is Fact else own


_VALUE_KEYS = ("unit", "approx", "from", "to", "join", "number", "percent", "source", "anchor")


def dump(data: Any) -> str:
    """YAML as people write it here: keys in the given order, no aliases, no line folding."""
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=120)
