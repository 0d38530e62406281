"""Who may print and read arguments, and what the entry hook is; pyproject.toml says which room imports from which."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.helpers import ROOT

ENGINE = ROOT / "hooks/factbook"
MODULES = {path.relative_to(ENGINE).with_suffix("").as_posix(): path for path in sorted(ENGINE.rglob("*.py"))}


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


def importing(package: str) -> set[str]:
    return {name for name, path in MODULES.items() if package in {found for found, _ in imports(path)}}


def test_only_the_command_reads_arguments() -> None:
    """The room of MkDocs shows progress by the same library, and declares no command."""
    declaring = {
        name
        for name, path in MODULES.items()
        if re.search(r"click\.(command|group|option|argument)", path.read_text("utf-8"))
    }
    assert {name.split("/")[0] for name in importing("click")} == {"cli", "mkdocs"}
    assert {name.split("/")[0] for name in declaring} == {"cli"}
    assert importing("argparse") == importing("optparse") == set()
    assert not {name for name, path in MODULES.items() if "sys.argv" in path.read_text("utf-8")}


def test_only_the_command_and_the_report_of_a_build_are_printed() -> None:
    printing = {
        name for name, path in MODULES.items() for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Name) and node.id in ("print", "input", "pprint")
    }  # fmt: skip
    assert printing <= {"mkdocs/plugin", "mkdocs/build"}
    source = MODULES["mkdocs/plugin"].read_text("utf-8")
    assert all("report." in call for call in re.findall(r"\bprint\(.*", source))


def test_the_entry_hook_is_a_docstring_and_imports() -> None:
    first, *others = ast.parse((ROOT / "hooks/build.py").read_text("utf-8")).body
    assert isinstance(first, ast.Expr) and all(isinstance(node, ast.ImportFrom) for node in others)
