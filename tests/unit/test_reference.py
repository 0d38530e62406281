"""The page of functions and keys names all that code knows."""

from __future__ import annotations

import re

import pytest
import yaml

from factbook.locale import cldr_words, read_back
from factbook.maintain import reference
from factbook.model.values import KINDS
from factbook.page.calls import FUNCTIONS, IN_TRANSLATIONS
from tests.helpers import BASE, ROOT

PAGE = reference.as_markdown()
ROWS = dict(re.findall(r"^\| (.+?) \| (.*) \|$", PAGE, re.M))


def test_the_page_is_current() -> None:
    text = (ROOT / "docs/_contributing/reference.md").read_text("utf-8")
    assert text == PAGE, "Run: factbook reference > docs/_contributing/reference.md"


def test_everything_is_explained() -> None:
    assert [name for name, said in ROWS.items() if said.strip(" .") in ("", "Needed")] == []


@pytest.mark.parametrize("name", [*FUNCTIONS, *IN_TRANSLATIONS])
def test_each_function_of_pages_is_named(name: str) -> None:
    assert any(row.startswith(f"`{name}(") for row in ROWS)


def test_each_key_of_the_data_is_named() -> None:
    parts = [
        part for schema in reference.json_schemas().values() for part in (schema, *schema.get("$defs", {}).values())
    ]
    keys = {key for part in parts for key in part.get("properties", {})}
    assert len(keys) > 80 and {key for key in keys if f"`{key}`" not in PAGE} == set()


def test_each_key_of_wording_is_named() -> None:
    languages = [yaml.safe_load((root / "docs/_facts/languages.yml").read_text("utf-8")) for root in (ROOT, BASE)]
    used = {key for given in languages for language in given.values() for key in language.get("wording", {})}
    known = {*cldr_words.SIGNS.values(), *read_back.IN_DOCUMENTS, *used}
    known |= {key for kind in set(KINDS.values()) for key in _literals(kind)}
    exact = {key for key in known if not key.startswith(("unit.", "currency.", "month.", "per."))}
    assert len(exact) > 15 and {key for key in exact if f"`{key}`" not in PAGE} == set()


def _literals(kind: type) -> set[str]:
    import inspect

    return set(re.findall(r'"((?:join|bound|scale|magnitude)\.[a-z_]+)"', inspect.getsource(kind)))
