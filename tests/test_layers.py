"""Who may import what, and who may print."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers import ROOT

ENGINE = ROOT / "hooks/factbook"
MODULES = {path.relative_to(ENGINE).with_suffix("").as_posix(): path for path in sorted(ENGINE.rglob("*.py"))}
LAYERS = {name: number for number, names in enumerate((
    {"blocks", "citations", "contents", "courses", "lettering", "links", "material_texts", "model", "patterns",
     "report", "search", "signs", "typeset", "typesetter", "values"},
    {"drawing", "files", "yamldoc", "fingerprint", "localize", "figures", "catalog", "segments"},
    {"publish", "origin", "manifest", "visible", "icons", "templates"},
    {"loading", "translation", "pages"},
    {"reviews", "schema", "standing", "terms", "vocabulary"},
    {"page_work", "templating"},
    {"project"},
    {"audit", "built", "built_page", "freshness", "handout", "hosting", "kit", "machine", "offline", "plain",
     "tracing"},
    {"context", "readability"},
    {"finishing", "termlist", "translating", "xliff"},
    {"rules"},
    {"session", "summary", "verifying"},
    {"newsite", "parts", "upgrade"},
    {"mkdocs_adapter", "cli", "cli_agency", "cli_publish", "cli_translate"},
)) for name in names}  # fmt: skip
"""A module imports from its own layer and from those before it."""
SCHEMA_LIBRARY = {"pydantic", "pydantic_core"}
STANDARD = {
    "__future__",
    "re",
    "datetime",
    "decimal",
    "dataclasses",
    "collections",
    "typing",
    "json",
    "unicodedata",
    "functools",
    "pathlib",
}


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """Package and module of each import; the engine's own modules have the package "."."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield from (
                (".", name) for name in ([node.module] if node.module else [alias.name for alias in node.names])
            )
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module).split(".")[0], str(node.module)


def layer(name: str) -> int:
    return LAYERS[name.split("/")[0]]


def importing(package: str) -> set[str]:
    return {name for name, path in MODULES.items() if package in {found for found, _ in imports(path)}}


def test_every_module_has_its_layer() -> None:
    assert {name.split("/")[0] for name in MODULES} - {"__init__"} == set(LAYERS)


@pytest.mark.parametrize("name", [name for name in MODULES if name != "__init__"])
def test_a_module_imports_nothing_of_a_later_layer(name: str) -> None:
    own = [module for package, module in imports(MODULES[name]) if package in (".", "factbook")]
    in_engine = {module.removeprefix("factbook.").split(".")[0] for module in own}
    assert {module for module in in_engine if LAYERS.get(module, 0) > layer(name)} == set()


@pytest.mark.parametrize("name", ["model", "values", "report", "patterns"])
def test_plain_values_need_only_the_schema_library(name: str) -> None:
    assert {package for package, _ in imports(MODULES[name])} - {"."} <= STANDARD | SCHEMA_LIBRARY


@pytest.mark.parametrize("package", ["mkdocs", "material", "mkdocs_i18n", "i18n"])
def test_only_the_adapter_knows_mkdocs(package: str) -> None:
    """Besides it, one module reads the theme's files of words, and nothing else of it."""
    assert importing(package) <= {"material_texts" if package == "material" else "mkdocs_adapter"}


def test_only_the_command_reads_arguments() -> None:
    assert importing("click") == {"cli", "cli_agency", "cli_publish", "cli_translate"}
    assert importing("argparse") == importing("optparse") == set()
    assert not {name for name, path in MODULES.items() if "sys.argv" in path.read_text("utf-8")}


def test_only_the_command_and_the_report_of_a_build_are_printed() -> None:
    printing = {
        name for name, path in MODULES.items() for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Name) and node.id in ("print", "input", "pprint")
    }  # fmt: skip
    assert printing <= {"mkdocs_adapter"}
    source = MODULES["mkdocs_adapter"].read_text("utf-8")
    assert all("report." in call for call in re.findall(r"\bprint\(.*", source))


def test_the_entry_hook_is_a_docstring_and_imports() -> None:
    first, *others = ast.parse((ROOT / "hooks/build.py").read_text("utf-8")).body
    assert isinstance(first, ast.Expr) and all(isinstance(node, ast.ImportFrom) for node in others)
