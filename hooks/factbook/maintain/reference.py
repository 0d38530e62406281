"""What pages can call and data files can say, made from the code: a page for people, and JSON Schema for editors."""

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise
from types import GenericAlias
from typing import Any

from pydantic import TypeAdapter

from ..load.tables import ENTRIES, KEYS
from ..model.entries import Disclaimer, DocumentWords, Evidence, Limits, Line, Reading
from ..model.entry import Entry, Id
from ..model.front_matter import FrontMatter
from ..model.pictures import Mark, Stroke
from ..model.values import KINDS
from ..page.calls import FUNCTIONS, IN_TRANSLATIONS
from ..render.page_functions import PageFunctions

_PARTS: dict[str, tuple[type[Entry], ...]] = {
    "facts": (Evidence,), "hotlines": (Line,), "languages": (DocumentWords,), "pictures": (Mark, Stroke),
}  # fmt: skip
_WORDING = {
    "approx": "about",
    "bound.less_than, bound.more_than, bound.at_least, bound.at_most": "under, over, at least, up to",
    "join.to, join.or": "4 to 8, 7 or 8", "join.between, join.and": "between 4 and 8",
    "join.ratio, join.ratio_reversed": "1 in 40; where the whole comes first", "ratio.half": "half",
    "join.per, per.day …": "mg per kg; daily", "every": "every 6 hours",
    "times": "once, twice, three times, in this order",
    "join.plus": "2 years and 6 months", "join.plus_minus": "12 ± 3", "sign.minus": "minus 18",
    "scale.thousand, scale.million, scale.billion": "2.5 million",
    "magnitude.dozens, magnitude.hundreds, magnitude.thousands": "hundreds",
    "unit.year, unit.mg, unit.percent …": "a unit, besides CLDR's words for it", "currency.USD …": "a currency",
    "unit.other, per.other": "units, fortnights; per dose: a unit, and none of ours",
    "label": "phase, No.: what makes the number behind it a name", "decade, odds": "the 1990s; odds of 3 to 1",
    "part": "early, first half of: what takes a part of a year, month or decade", "age": "aged 2",
    "time.at, time.am, time.pm": "at 8 a.m.",
    "month.1 … month.12": "a month", "filler": "words that say nothing of a figure: the",
}  # fmt: skip
_HEAD = """# What pages can call and data can say

Made from the code by `factbook reference`. [Add a source and a fact](evidence.md) shows how the parts are used.

## Functions of pages

Written in double braces, with names in single quotes: `{{ fact('itch-age') }}`."""


def as_markdown() -> str:
    """Return the page."""
    return "\n".join([_HEAD, "", *_functions(), *_tables(), *_values(), *_wording()]) + "\n"


def _functions() -> Iterator[str]:
    yield from _header("function", "what it puts there")
    for name in (*FUNCTIONS, *IN_TRANSLATIONS):
        function = getattr(PageFunctions, name)
        given = [_argument(row) for row in inspect.signature(function).parameters.values() if row.name != "self"]
        only = " Only translations can call it." if name in IN_TRANSLATIONS else ""
        yield _row(f"`{name}({', '.join(given)})`", f"{inspect.getdoc(function)}{only}")


def _argument(parameter: inspect.Parameter) -> str:
    if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
        return f"{parameter.name.removesuffix('s')}, …"
    return parameter.name if parameter.default is inspect.Parameter.empty else f"{parameter.name} (or nothing)"


def _tables() -> Iterator[str]:
    for table, kind in ENTRIES.items():
        if inspect.isclass(kind) and issubclass(kind, Entry):
            yield from _keys(f"An entry of `{table}`", kind)
            for part in _PARTS.get(table, ()):
                yield from _keys(f"Within an entry of `{table}`: {part.__name__.lower()}", part)
    yield from _keys("`disclaimer.yml`", Disclaimer)
    yield from _keys("`limits.yml`", Limits)
    yield from _keys("`reading` of limits", Reading)
    yield from _keys("The head of a page", FrontMatter)


def _keys(title: str, kind: type[Entry]) -> Iterator[str]:
    said = docstrings(kind)
    yield from _section(title, inspect.getdoc(kind) or "", "key", "what it is")
    for name, field in kind.model_fields.items():
        needed = " Needed." if field.is_required() else ""
        yield _row(f"`{field.alias or name}`", f"{said.get(name, field.description or '')}{needed}")


def _values() -> Iterator[str]:
    about = "A value is one of these; [the guide](evidence.md#values) has an example of each."
    yield from _section("Values", about, "value", "keys")
    for kind in dict.fromkeys(KINDS.values()):
        keys = (f"`{field.alias or name}`" for name, field in kind.model_fields.items())
        yield _row((inspect.getdoc(kind) or "").partition("\n\n")[0], ", ".join(keys))


def _wording() -> Iterator[str]:
    about = "How documents of a language say what is no number, each a list of phrases."
    yield from _section("Keys of `wording`", about, "key", "as in")
    yield from (_row(", ".join(f"`{key}`" for key in keys.split(", ")), said) for keys, said in _WORDING.items())


def _section(title: str, about: str, *columns: str) -> Iterator[str]:
    yield from ("", f"## {title}", "", about, "", *_header(*columns))


def _header(*names: str) -> Iterator[str]:
    yield from (_row(*names), _row(*("---" for _ in names)))


def _row(*cells: Any) -> str:
    return f"| {' | '.join(' '.join(str(cell).split()).replace('|', chr(92) + '|') for cell in cells)} |"


def json_schemas() -> dict[str, Any]:
    """The schema of each data file, by the name of its file."""
    tables: dict[str, Any] = {table: GenericAlias(dict, (KEYS.get(table, Id), kind)) for table, kind in ENTRIES.items()}
    schemas = {f"{table}.schema.json": TypeAdapter(kind).json_schema() for table, kind in tables.items()}
    single: dict[str, type[Entry]] = {"disclaimer": Disclaimer, "limits": Limits}
    schemas |= {f"{name}.schema.json": kind.model_json_schema() for name, kind in single.items()}
    kinds = {kind.__name__: kind for kind in _below(Entry)}
    for schema in schemas.values():
        for name, part in [(schema.get("title"), schema), *schema.get("$defs", {}).items()]:
            if name in kinds:
                _describe(part["properties"], kinds[name])
    return schemas


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
