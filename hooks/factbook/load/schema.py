"""JSON Schema of the data files, for editors that complete and check while one types."""

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pydantic import TypeAdapter

from ..model.entries import Disclaimer, Limits
from ..model.entry import Entry, Id
from .tables import ENTRIES, KEYS


def json_schemas() -> dict[str, Any]:
    """The schema of each data file, by the name of its file."""
    tables = {table: TypeAdapter(_mapping(KEYS.get(table, Id), kind)) for table, kind in ENTRIES.items()}
    schemas = {f"{table}.schema.json": adapter.json_schema() for table, adapter in tables.items()}
    single: dict[str, type[Entry]] = {"disclaimer": Disclaimer, "limits": Limits}
    schemas |= {f"{name}.schema.json": kind.model_json_schema() for name, kind in single.items()}
    kinds = {kind.__name__: kind for kind in _below(Entry)}
    for schema in schemas.values():
        for name, part in [(schema.get("title"), schema), *schema.get("$defs", {}).items()]:
            if name in kinds:
                _describe(part["properties"], kinds[name])
    return schemas


def _mapping(key: Any, kind: Any) -> Any:
    return dict[key, kind]


def _below(kind: type[Entry]) -> Iterator[type[Entry]]:
    for found in kind.__subclasses__():
        yield found
        yield from _below(found)


def _describe(properties: dict[str, Any], kind: type[Entry]) -> None:
    """Adds what the docstring below each key says. Pydantic can, but then each build waits for it (0.04 s)."""
    for name, text in docstrings(kind).items():
        key = kind.model_fields[name].alias or name
        properties[key] = dict(sorted(({"description": text} | properties[key]).items()))


def docstrings(kind: type[Entry]) -> dict[str, str]:
    """Return what the docstring below each key of a kind says."""
    definition = ast.parse(inspect.getsource(kind)).body[0]
    assert isinstance(definition, ast.ClassDef)
    return {
        key.target.id: inspect.cleandoc(text.value.value)
        for key, text in pairwise(definition.body)
        if isinstance(key, ast.AnnAssign) and isinstance(key.target, ast.Name)
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant) and isinstance(text.value.value, str)
    }
