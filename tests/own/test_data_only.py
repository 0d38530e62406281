"""No code knows the condition, a source or a language: comments and docstrings apart, which may give examples."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import polib
import pytest
import yaml

from tests.helpers import ROOT


def data(name: str) -> dict[str, dict[str, object]]:
    return yaml.load((ROOT / f"docs/_facts/{name}.yml").read_text("utf-8"), yaml.CSafeLoader) or {}


def condition_names() -> set[str]:
    """The condition in every language, and the words that stand for it or that it is one of."""
    labels = data("labels")
    keys = {"label.site.condition", "label.site.name"}
    catalogs = [polib.pofile(str(path)) for path in (ROOT / "docs/_translations").glob("*/ui.po")]
    names = {str(labels["site.condition"]), str(labels["site.name"])}
    words = {word for name in names for word in re.findall(r"\w{6,}", name)}
    translated = {entry.msgstr for catalog in catalogs for entry in catalog if entry.msgctxt in keys and entry.msgstr}
    return names | words | translated


def names_of_data() -> dict[str, set[str]]:
    languages = list(data("languages").items())[1:]
    terms = [term for term in data("glossary").values() if term.get("kind", "word") != "word"]
    return {
        "condition": condition_names(),
        "sources": {*data("sources"), *(str(source.get("publisher") or "") for source in data("sources").values())}
        - {""},
        "languages": {"es"} | {str(language["name"]) for _, language in languages},
        "locales": {name for _, language in languages if "_" in (name := str(language["locale"]))},
        "hotlines": {str(hotline["name"]) for hotline in data("hotlines").values()},
        "drugs and genes": {str(term["term"]) for term in terms if len(str(term["term"])) > 3},
    }


CODE = sorted(
    path for folder in ("hooks", "overrides") for path in (ROOT / folder).rglob("*")
    if path.suffix in (".py", ".html", ".xml", ".js", ".css") and "egg-info" not in str(path)
)  # fmt: skip


def code_of(path: Path) -> str:
    """The text without comments and docstrings: they may give examples."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        return re.sub(r"\{#.*?#\}|<!--.*?-->|/\*.*?\*/", "", text, flags=re.DOTALL)
    tree = ast.parse(text)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            bare = [item for item in body if not (isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant))]
            node.body = bare or [ast.Pass()]  # type: ignore[attr-defined]
    return ast.unparse(tree)


@pytest.mark.parametrize("what", names_of_data())
def test_no_code_names_what_is_data(what: str) -> None:
    names = names_of_data()[what]
    assert names
    stands_in = _as_text if what == "languages" else _as_word
    codes = {path.relative_to(ROOT).as_posix(): code_of(path) for path in CODE}
    assert [(path, name) for path, code in codes.items() for name in sorted(names) if stands_in(code, name)] == []


def _as_word(code: str, name: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", code, re.IGNORECASE) is not None


def _as_text(code: str, name: str) -> bool:
    """Whether the code of a language stands in it as a text of its own; as a bare word it may be a variable."""
    return re.search(rf"[\"'/_.]{re.escape(name)}[\"'/_.]", code) is not None


def test_the_search_for_such_names_would_find_them(tmp_path: Path) -> None:
    name = str(data("labels")["site.condition"])
    written = tmp_path / "a.py"
    written.write_text(f'"""{name}"""\nTITLE = "About {name.lower()}"\nCODE = "es"\n', "utf-8")
    assert _as_word(code_of(written), name) and _as_text(code_of(written), "es")
    written.write_text(f'"""{name}"""\n# {name}\n', "utf-8")
    assert not _as_word(code_of(written), name)
