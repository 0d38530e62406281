"""Data, pages and translations from strangers: whatever stands in them, it is reported, or harmless on the page.

Each text of each data file and of each catalog is replaced in turn by something hostile. Texts at which the check
finds nothing wrong are then all made hostile at once, the site is built, and its HTML is looked at.
"""

from __future__ import annotations

import functools
import operator
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from factbook.check import run_checks
from factbook.model.problem import Problem
from factbook.project import Project
from tests import build_server
from tests.helpers import base_project, run_build

PAYLOADS = {
    "script": "<script>attack()</script>",
    "picture": '"><img src=x onerror=attack()>',
    "attribute": '" onmouseover="attack()" x="',
    "link": "[x](javascript:attack())",
    "template": "{{ ''.__class__.__mro__ }}",
    "statement": "{% for x in range(9) %}x{% endfor %}",
    "closing": "</title></head><body><h1>attack",
    "right to left": "\u202e19872 call\u202c",
    "invisible": "call\u200b9\u20608",
    "entity": "&lt;script&gt;&#106;avascript:",
    "path": "../../../../etc/passwd",
    "other letters": "аttack ４５６ tel:+1900",
}
Steps = tuple[str | int, ...]
Leaf = tuple[str, Steps]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return base_project(tmp_path_factory.mktemp("hostile") / "project")


@functools.cache
def leaves(root: Path) -> frozenset[Leaf]:
    """Each text of the data files, and each translation, by file and path within it."""
    return frozenset(_leaves(root))


def _leaves(root: Path) -> Iterator[Leaf]:
    for file in sorted((root / "docs/_facts").rglob("*.yml")):
        name = file.relative_to(root).as_posix()
        yield from ((name, path) for path in _texts(yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)))
    for file in sorted((root / "docs/_translations").rglob("*.po")):
        name = file.relative_to(root).as_posix()
        yield from ((name, (number,)) for number, entry in enumerate(polib.pofile(str(file))) if entry.msgstr)


def _texts(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from [(*path, key)] if isinstance(value, str) else _texts(value, (*path, key))


def spoil(root: Path, base: Path, spoiled: set[Leaf], payload: str) -> None:
    """Writes all files with texts anew, the payload behind those that are to be hostile."""
    for name in {leaf[0] for leaf in leaves(base)}:
        paths = [path for file, path in spoiled if file == name]
        if name.endswith(".po"):
            catalog = polib.pofile(str(base / name))
            for (number,) in paths:
                catalog[int(number)].msgstr += f" {payload}"
            catalog.save(str(root / name))
        else:
            data = yaml.load((base / name).read_text("utf-8"), yaml.CSafeLoader)
            for path in paths:
                around = functools.reduce(operator.getitem, path[:-1], data)
                around[path[-1]] += f" {payload}"
            text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
            (root / name).write_text(text, "utf-8")


def places(root: Path, spoiled: set[Leaf]) -> dict[tuple[str, int], Leaf]:
    """File and line → the hostile text that stands there."""
    found = {}
    for name in {leaf[0] for leaf in spoiled}:
        if name.endswith(".po"):
            entries = enumerate(polib.pofile(str(root / name)))
            lines = {(number,): (entry.linenum, entry.linenum) for number, entry in entries}
        else:
            lines = dict(_lines(yaml.compose((root / name).read_text("utf-8"), yaml.CSafeLoader)))
        for file, path in spoiled:
            if file == name:
                found |= {(name, line): (file, path) for line in range(lines[path][0], lines[path][1] + 1)}
    return found


def _lines(node: yaml.Node, path: Steps = ()) -> Iterator[tuple[Steps, tuple[int, int]]]:
    """Each text with its lines, from that of its key on."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(value, yaml.ScalarNode):
                yield (*path, key.value), (key.start_mark.line + 1, value.end_mark.line + 1)
            else:
                yield from _lines(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            if isinstance(value, yaml.ScalarNode):
                yield (*path, number), (value.start_mark.line + 1, value.end_mark.line + 1)
            else:
                yield from _lines(value, (*path, number))


@pytest.mark.parametrize("name", PAYLOADS)
def test_what_is_hostile_is_reported_or_harmless(name: str, base: Path, tmp_path: Path) -> None:
    root, payload, everything = tmp_path / "project", PAYLOADS[name], leaves(base)
    shutil.copytree(base, root, ignore=shutil.ignore_patterns("overrides"))
    left = _not_reported(root, base, {leaf for leaf in everything if MEASURES.isdisjoint(leaf[1])}, payload)
    shutil.copytree(base / "overrides", root / "overrides")  # to read them takes longer than all the rest
    left = _not_reported(root, base, left, payload)
    assert left < everything, "some of it must be reported"
    done = run_build(root)
    assert "Traceback" not in done.stderr
    if done.returncode:  # the gates have refused the page, and the site is not there
        assert " FB5" in done.stderr and not (root / "site").exists()
    else:
        assert list(_harm(root / "site")) == []


def _not_reported(root: Path, base: Path, left: set[Leaf], payload: str) -> set[Leaf]:
    """The texts in which the check lets the payload stand, when it stands in no others."""
    while problems := _problems(root, base, left, payload):
        known = places(root, left)
        reported = {known[key] for row in problems if (key := (row.file, row.line)) in known}
        # What figures are put together with shows where they are printed, and the hint names it.
        reported |= {leaf for leaf in left for row in problems if f" {leaf[1][-1]}" in row.hint and row.code == "FB226"}
        # A name that is spoiled is missed where it is used.
        names = (leaf for leaf in left if leaf[0].endswith("glossary.yml"))
        reported = reported or {leaf for leaf in names if _problems(root, base, {leaf}, payload)}
        assert reported, "\n".join(map(str, problems))
        left = left - reported
    return left


MEASURES = {"wording", "numerals"}
"""What figures are proven by: a change of one is reported at each fact that is written with it."""


def _problems(root: Path, base: Path, spoiled: set[Leaf], payload: str) -> list[Problem]:
    spoil(root, base, spoiled, payload)
    return run_checks.check_content(Project.load(root))


def _harm(site: Path) -> Iterator[str]:
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        tree = LexborHTMLParser(text)
        for node in tree.css("*"):
            for key, value in node.attributes.items():
                if key.startswith("on") or re.match(r"\s*javascript:", value or "", re.IGNORECASE):
                    yield f"{page}: {node.tag} {key}={value}"
        yield from (f"{page}: {node.html}" for node in tree.css("script:not([src]):not([type='application/ld+json'])"))
        yield from (f"{page}: {node.html}" for node in tree.css("img[src=x]"))
        if "{{" in text or "{%" in text:
            yield f"{page}: a template"
        if set("\u202a\u202b\u202d\u202e\u200b\u2060") & set(text):
            yield f"{page}: signs that cannot be seen"


# --- files that are made to break their readers


HEAD = "---\ntitle: B\ndescription: B\nsources: [leaflet]\n---\n# B\n\n"
BOMBS = {
    "aliases": ("docs/_facts/facts/bomb.yml", "a: &a [x]\n" + "".join(
        f"a{number}: &a{number} [{', '.join([f'*a{number - 1}' if number else '*a'] * 9)}]\n" for number in range(9))),
    "depth": ("docs/_facts/facts/bomb.yml", "a: " + "[" * 20_000),
    "flow": ("docs/_facts/facts/bomb.yml", "a: " + "{b: " * 20_000),
    "markup": ("docs/bomb.md", HEAD + "> " * 2_000 + "x\n"),
    "emphasis": ("docs/bomb.md", HEAD + "*a _b " * 20_000),
    "brackets": ("docs/bomb.md", HEAD + "[" * 50_000),
    "fences": ("docs/bomb.md", HEAD + "".join(f"```{number}\n\n" for number in range(20_000))),
    "headings": ("docs/bomb.md", HEAD + "## same\n\n" * 20_000),
    "marks": ("docs/bomb.md", HEAD + ("[" * 4_900 + "{{ cite('itch-age') }}.\n\n") * 19),
    "tags": ("docs/bomb.md", HEAD + "x " + "<b " * 600_000),
    "front matter": ("docs/bomb.md", "---\n" + "".join(f"key-{number}: x\n" for number in range(150_000)) + "---\n"),
    "text of a fact": ("docs/_facts/facts/bomb.yml", "a:\n  claim: '" + "<b " * 600_000 + "'\n"),
    "many facts": ("docs/_facts/facts/bomb.yml", "".join(f"a{number}: {{claim: x}}\n" for number in range(20_000))),
    "long translation": ("docs/_translations/es/bomb.po", 'msgid ""\nmsgstr ""\n\nmsgid "a"\nmsgstr "'
                         + "<b " * 600_000 + '"\n'),
    "loop": ("docs/bomb.md", HEAD + "{% for a in range(10**9) %}{% for b in range(9) %}x{% endfor %}{% endfor %}\n"),
    "power": ("docs/bomb.md", HEAD + "{{ 9**9**9**9 }}\n"),
    "repeat": ("docs/bomb.md", HEAD + "{{ 'x' * 10**12 }}\n"),
    "plural header": ("docs/_translations/es/bomb.po", 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=9999999999;'
                      ' plural=(n**n**n);\\n"\n\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n'),
    "charset header": ("docs/_translations/es/bomb.po", 'msgid ""\nmsgstr ""\n"Content-Type: text/plain;'
                       ' charset=utf-7\\n"\n\nmsgid "a"\nmsgstr "+ADw-script+AD4-"\n'),
    "path outside": ("docs/bomb.md", "---\ntitle: B\ndescription: B\nsources: [../../../etc/passwd]\n---\n# B\n"),
    "move outside": ("docs/bomb.md", "---\ntitle: B\ndescription: B\nsources: [leaflet]\n"
                     "moved_from: [../../x.md]\n---\n# B\n"),
}  # fmt: skip
"""What is added to a sound project: a file and its content."""
HARMLESS = {"charset header", "plural header"}
"""PO headers that nothing here obeys: files are UTF-8, and texts have one form."""
SECONDS = 30


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_defused_in_seconds(name: str, base: Path, tmp_path: Path) -> None:
    root, (path, content) = tmp_path / "project", BOMBS[name]
    shutil.copytree(base, root, ignore=shutil.ignore_patterns("overrides"))
    (root / path).write_text(content, "utf-8")
    done = build_server.run(root, "factbook", "check", environment=os.environ, limits={"AS": 2**31, "CPU": SECONDS})
    assert "Traceback" not in done.stderr and done.returncode in (0, 1), done.stderr[-2000:]
    assert (path in done.stdout) == (name not in HARMLESS)
