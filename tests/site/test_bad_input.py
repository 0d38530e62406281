"""Bad input ends in a report, never in a traceback, and never touches the site that is published.

The build runs as contributors run it, on a damaged copy of the base project; so does the command where all bad files
are added at once. For one damage at a time it runs in the process of the tests: to start another one takes longer.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path

import polib
import pytest
import yaml
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factbook.check import run_checks
from factbook.cli.main import main
from factbook.load.files import MAX_BYTES
from factbook.load.tables import NEVER_EMPTY
from factbook.load.yaml_document import MAX_LENGTH
from factbook.model import problem
from factbook.project import Project
from tests import build_server
from tests.damage import MUTATIONS, files_of, is_inside, mutated
from tests.helpers import BASE, ROOT, base_project, contents, write_tree

LANGUAGES, LABELS = "docs/_facts/languages.yml", "docs/_facts/labels.yml"
CODE = list(yaml.safe_load((BASE / LANGUAGES).read_text("utf-8")))[1]
PAGE = min((BASE / "docs").glob("*.md")).relative_to(BASE).as_posix()
FACTS = min((BASE / "docs/_facts/facts").glob("*.yml")).relative_to(BASE).as_posix()
CATALOG = f"docs/_translations/{CODE}/{Path(PAGE).stem}.po"
FACT = next(iter(yaml.safe_load((BASE / FACTS).read_text("utf-8"))))
CITED = f"{{{{ cite('{FACT}') }}}}"
NESTED = "".join(f'{"    " * depth}!!! note ""\n' for depth in range(100))
_LINE = re.compile(r"^(\S[^:\n]*):(\d+):\d+ (FB\d+) ", re.MULTILINE)

Found = tuple[str, str, int]
"""Code, file and line of a finding; a line of 0 means the whole file."""
Expected = tuple[str, str, int | str]
"""The same; a text may stand for the line that it is in."""
Damage = Callable[[Path], object]
WITHOUT_TEMPLATES = shutil.ignore_patterns("overrides")


@pytest.fixture(scope="module")
def undamaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = base_project(tmp_path_factory.mktemp("undamaged") / "project")
    write_tree(
        root / "site", {"index.html": "<p>published</p>", f"{CODE}/index.html": "publicado", "a.png": b"\x89PNG"}
    )
    return root


@pytest.fixture
def project(undamaged: Path, tmp_path: Path) -> Path:
    return shutil.copytree(undamaged, tmp_path / "project")


@pytest.fixture(scope="module")
def known(undamaged: Path) -> set[Found]:
    """What is wrong already, so that unfinished work on the content does not hide what these tests are about."""
    return findings(run(undamaged, "factbook", "check")[1])


def run(root: Path, command: str, *arguments: str, **variables: str) -> tuple[int, str]:
    """Exit status and all output of a command of the project."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "GITHUB_ACTIONS": "", **variables}
    done = build_server.run(root, command, *arguments, environment=environment)
    return done.returncode, done.stdout + done.stderr


def findings(output: str) -> set[Found]:
    return {(code, file, int(line)) for file, line, code in _LINE.findall(output)}


def run_here(root: Path, *arguments: str) -> tuple[int, str]:
    """The same of `factbook`, in this process. What is raised is raised."""
    with chdir(root):
        done = CliRunner(env={"GITHUB_ACTIONS": ""}).invoke(main, arguments)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


def refused(root: Path, command: str, *arguments: str) -> set[Found]:
    """What the command reports; it must have refused, quietly, and left the published site alone."""
    return _refused(root, lambda: run(root, command, *arguments))


def refused_here(root: Path, *arguments: str) -> set[Found]:
    """The same of `factbook`, in this process."""
    return _refused(root, lambda: run_here(root, *arguments))


def _refused(root: Path, command: Callable[[], tuple[int, str]]) -> set[Found]:
    before = contents(root / "site")
    status, output = command()
    assert status == 1, output
    assert "Traceback" not in output
    assert contents(root / "site") == before
    assert not list(root.glob(".site*")), "nothing unfinished must be left beside the site"
    return findings(output)


# --- ways to damage a project


def write(path: str, content: str | bytes) -> Damage:
    return lambda root: write_tree(root, {path: content})


def append(path: str, content: str | bytes) -> Damage:
    data = content if isinstance(content, bytes) else content.encode()
    return lambda root: (root / path).write_bytes((root / path).read_bytes() + data)


def swap(path: str, find: str, replace: str) -> Damage:
    def damage(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        assert find in text
        (root / path).write_text(text.replace(find, replace, 1), "utf-8")

    return damage


def remove(path: str) -> Damage:
    return lambda root: (root / path).unlink()


def text_of(path: str) -> str:
    """The text of a file as the base project has it, whose templates are the kit's."""
    return next(root / path for root in (BASE, ROOT) if (root / path).exists()).read_text("utf-8")


def added(path: str, line: int = 1) -> int:
    """The number in the file of a line that is added to its end."""
    return text_of(path).count("\n") + line


def line_of(path: str, needle: str) -> int:
    return text_of(path).partition(needle)[0].count("\n") + 1


def placed(expected: set[Expected], root: Path) -> set[Found]:
    """What is expected in a damaged project, with the line of each text that is given in the place of one."""
    return {
        (code, file, at if isinstance(at, int) else (root / file).read_text("utf-8").partition(at)[0].count("\n") + 1)
        for code, file, at in expected
    }


SOUND = (BASE / PAGE).read_text("utf-8")
END = added(PAGE, 2)
"""The line of the second line added to a sound page."""
HEAD = "---\ntitle: T\ndescription: D\nsources: [nobody]\n---\n# T\n"
FACT_TWICE = "zz:\n  claim: A claim.\n  evidence: [{source: nobody, anchor: one two three}]\n  claim: Another.\n"


@dataclass(frozen=True)
class Link:
    """A symbolic link in the place of a file."""

    target: str


# Files added to a sound project: path, content, and exactly what must be reported of each (code and line).
OF_TWICE = {("FB102", 4), ("FB204", 3), ("FB216", 1)}
FILES: dict[str, tuple[str, str | bytes | Link, set[tuple[str, int]]]] = {
    "YAML that does not parse": ("docs/_facts/facts/z1.yml", 'a:\n  claim: "open\n', {("FB101", 2)}),
    "YAML with a tab": ("docs/_facts/facts/z2.yml", "zz:\n\tclaim: A\n", {("FB101", 2)}),
    "key given twice": ("docs/_facts/facts/z3.yml", FACT_TWICE, OF_TWICE),
    "id given twice": ("docs/_facts/facts/z4.yml", "a: {}\na: {}\n", {("FB102", 2), ("FB105", 1)}),
    "id of another file": ("docs/_facts/facts/z5.yml", f"\n{FACT}: {{}}\n", {("FB107", 2)}),
    "alias that unfolds": ("docs/_facts/facts/z6.yml", "a: &a [x]\nb: [*a, *a]\n", {("FB103", 2)}),
    "tag of Python": ("docs/_facts/facts/z7.yml", "a: !!python/object/apply:os.system [id]\n", {("FB101", 1)}),
    "unknown key": ("docs/_facts/facts/z8.yml", "b:\n  clam: A\n  claim: A\n", {("FB104", 2), ("FB105", 1)}),
    "missing keys": ("docs/_facts/facts/z9.yml", "c: {}\n", {("FB105", 1)}),
    "wrong types": ("docs/_facts/facts/z10.yml", "d:\n  claim: 12\n  evidence: text\n", {("FB106", 2), ("FB106", 3)}),
    "data that are a list": ("docs/_facts/facts/z11.yml", "- a\n", {("FB106", 1)}),
    "long data": ("docs/_facts/facts/zlong.yml", "a: b\n" * (MAX_LENGTH // 5 + 1), {("FB112", 1)}),
    "huge data": ("docs/_facts/facts/z12.yml", "#" * (MAX_BYTES + 1), {("FB112", 0)}),
    "binary data": ("docs/_facts/facts/z13.yml", b"a: \0\n", {("FB112", 0)}),
    "data in Latin-1": ("docs/_facts/facts/z14.yml", b"\n# ni\xf1o\n", {("FB113", 2)}),
    "data that are a link out": ("docs/_facts/facts/z15.yml", Link("../../../../outside.yml"), {("FB114", 0)}),
    "fingerprint that is none": ("docs/_facts/fingerprints/z.json", "[" * 9999, {("FB106", 1)}),
    "huge page": ("docs/z1.md", HEAD + "x " * MAX_BYTES, {("FB112", 0)}),
    "binary page": ("docs/z2.md", b"\x89PNG\r\n\x1a\n\0\0", {("FB112", 0)}),
    "page in Latin-1": ("docs/z3.md", SOUND.encode() + b"\nni\xf1o\n", {("FB113", END)}),
    "page without its head": ("docs/z4.md", "# Only text\n", {("FB301", 1)}),
    "head that does not end": ("docs/z5.md", "---\ntitle: T\n", {("FB301", 1)}),
    "head that does not parse": ("docs/z6.md", HEAD.replace("title: T", "title: [T"), {("FB101", 3)}),
    "head with a wrong key": ("docs/z7.md", HEAD.replace("description", "text"), {("FB104", 3), ("FB105", 2)}),
    "head that is a list": ("docs/z8.md", "---\n- a\n---\ntext\n", {("FB106", 2)}),
    "call that is not closed": ("docs/z9.md", f"{SOUND}\n{{{{ fact('x') }}\n", {("FB310", END)}),
    "call without a quote": ("docs/z24.md", f"{SOUND}\n{{{{ cite('x) }}}}\n\nIt's\n", {("FB310", END)}),
    "call in curly quotes": ("docs/z25.md", f"{SOUND}\n{{{{ cite(‘x’) }}}}\n", {("FB310", END)}),
    "call in single braces": ("docs/z26.md", f"{SOUND}\n{{ cite('{FACT}') }} {CITED}\n", {("FB313", END)}),
    "statement that is not closed": ("docs/z10.md", f"{SOUND}\n{{% if %}}\n", {("FB310", END)}),
    "page that includes another": ("docs/z11.md", f"{SOUND}\n{{% include 'z12.md' %}}\n", {("FB311", END)}),
    "page that is included and includes": ("docs/z12.md", f"{SOUND}\n{{% include 'z11.md' %}}\n", {("FB311", END)}),
    "page that imports": ("docs/z13.md", f"{SOUND}\n{{% from 'main.html' import x %}}\n", {("FB311", END)}),
    "page that extends": ("docs/z14.md", f"{SOUND}\n{{% extends 'main.html' %}}\n", {("FB311", END)}),
    "loop without end": ("docs/z15.md", f"{SOUND}\n{{% for x in range(9**9) %}}x{{% endfor %}}\n", {("FB311", END)}),
    "unknown fact": ("docs/z16.md", f"{SOUND}\n{{{{ cite('no-such-fact') }}}}\n", {("FB304", END)}),
    "script on a page": ("docs/z17.md", f"{SOUND}\n<script>x</script> {CITED}\n", {("FB313", END)}),
    "script as a link": ("docs/z18.md", f"{SOUND}\n[x](javascript:x) {CITED}\n", {("FB313", END)}),
    "blocks in blocks without end": ("docs/z19.md", f"{SOUND}\n{NESTED}", {("FB313", END + 21)}),
    "page in the place of translations": (f"docs/z20.{CODE}.md", SOUND, {("FB315", 1)}),
    "page at the address of another": (f"docs/{Path(PAGE).stem}/index.md", SOUND, {("FB315", 1)}),
    "page that is a link out": ("docs/z21.md", Link("/etc/passwd"), {("FB114", 0)}),
    "page that is a link to itself": ("docs/z22.md", Link("z22.md"), {("FB114", 0)}),
    "folder that is a link out": ("docs/z23", Link("/etc"), {("FB114", 0)}),
    "picture that is a link out": ("docs/assets/z.png", Link("/etc/hostname"), {("FB114", 0), ("FB345", 0)}),
    "catalog that does not parse": (f"docs/_translations/{CODE}/z.po", 'msgid "a"\nmsgstr "b "c" d"\n', {("FB401", 2)}),
    "catalog without a msgstr": (f"docs/_translations/{CODE}/z3.po", 'msgid "a"\n"b"\n\nmsgid "c"\nmsgstr ""\n',
                                 {("FB401", 1)}),
    "catalog with lost quotes": (f"docs/_translations/{CODE}/z2.po", 'msgid "a"\nmsgstr "b\n', {("FB401", 2)}),
}  # fmt: skip
LINE_OF_TEXT = ("FB307", "FB317", "FB318", "FB403")
"""What is added is not cited, linked, in the menu or translated: reported as well, and not the point here."""


def add(root: Path, name: str) -> set[Found]:
    """Adds one of the files; returns what must be reported."""
    path, content, expected = FILES[name]
    if isinstance(content, Link):
        (root / path).symlink_to(content.target)
    else:
        write_tree(root, {path: content})
    return {(code, path, line) for code, line in expected}


@pytest.fixture(scope="module")
def all_at_once(undamaged: Path, tmp_path_factory: pytest.TempPathFactory) -> set[Found]:
    """What one run reports where all of the files are added."""
    root = shutil.copytree(undamaged, tmp_path_factory.mktemp("all") / "project")
    for name in FILES:
        add(root, name)
    return refused(root, "factbook", "check")


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_reported_at_its_line_in_one_run_with_all_others(name: str, all_at_once: set[Found]) -> None:
    path, _, expected = FILES[name]
    assert {(code, line) for code, file, line in all_at_once if file == path and code not in LINE_OF_TEXT} == expected


def test_nothing_is_reported_of_the_sound_files_beside_them(all_at_once: set[Found], known: set[Found]) -> None:
    added_files = {path for path, _, _ in FILES.values()}
    others = {row for row in all_at_once - known if row[1] not in added_files and row[0] not in LINE_OF_TEXT}
    assert others == set()


# What is done to files that all others need, and what must be among the findings.
BROKEN: dict[str, tuple[Damage, set[Expected]]] = {
    "facts that do not parse": (append(FACTS, 'zz: "open\n'), {("FB101", FACTS, added(FACTS))}),
    "glossary that is a list": (write("docs/_facts/glossary.yml", "- a\n"), {("FB106", "docs/_facts/glossary.yml", 1)}),
    "language that does not exist": (append(LANGUAGES, "xx:\n  name: X\n  locale: xx_XX\n  minimum: 0\n"),
                                     {("FB214", LANGUAGES, added(LANGUAGES, 3))}),
    "locale that is none": (append(LANGUAGES, "fr:\n  name: X\n  locale: '@@'\n  minimum: 0\n"),
                            {("FB214", LANGUAGES, added(LANGUAGES, 3))}),
    "folder of an unknown language": (write("docs/_translations/zz/a.po", ""), {("FB214", "docs/_translations/zz", 0)}),
    "sources gone": (remove("docs/_facts/sources.yml"), {("FB111", "docs/_facts/sources.yml", 0)}),
    "languages gone": (remove(LANGUAGES), {("FB111", LANGUAGES, 0)}),
    "languages that do not parse": (write(LANGUAGES, "en: [\n"), {("FB101", LANGUAGES, 1)}),
    "languages that are binary": (write(LANGUAGES, b"\0"), {("FB112", LANGUAGES, 0)}),
    "locale of the pages that is none": (swap(LANGUAGES, "locale: en", "locale: xq"),
                                         {("FB214", LANGUAGES, line_of(LANGUAGES, "locale: en"))}),
    "labels gone": (remove(LABELS), {("FB111", LABELS, 0)}),
    "label gone": (swap(LABELS, "value.to:", "value.too:"), {("FB216", LABELS, 0)}),
    "label that reaches inside": (swap(LABELS, "about {value}", "about {value.__class__}"),
                                  {("FB216", LABELS, "about {value.__class__}")}),
    "disclaimer gone": (remove("docs/_facts/disclaimer.yml"), {("FB111", "docs/_facts/disclaimer.yml", 0)}),
    "disclaimer empty": (write("docs/_facts/disclaimer.yml", ""), {("FB106", "docs/_facts/disclaimer.yml", 1)}),
    "first page gone": (remove("docs/index.md"), {("FB111", "docs/index.md", 0)}),
    "all data gone": (lambda root: shutil.rmtree(root / "docs/_facts"), {("FB111", LANGUAGES, 0)}),
    "catalog in Latin-1": (append(CATALOG, b"\n# ni\xf1o\n"), {("FB113", CATALOG, added(CATALOG, 2))}),
    "catalog that is binary": (write(CATALOG, b"\0\0"), {("FB112", CATALOG, 0)}),
    "catalog with a text twice": (append(CATALOG, '\nmsgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n'),
                                  {("FB401", CATALOG, added(CATALOG, 5))}),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(BROKEN.keys() - {"all data gone"}))  # without them it is no project
def test_what_is_broken_at_the_root_is_reported_at_its_place(name: str, project: Path) -> None:
    damage, expected = BROKEN[name]
    damage(project)
    assert refused_here(project, "check") >= placed(expected, project)


INTERNALS = [
    "''.__class__.__mro__[1].__subclasses__()", "fact.__globals__", "fact.__func__.__globals__['os']", "self", "loop",
    "cycler.__init__.__globals__.os.popen('id').read()", "lipsum.__globals__['os'].system('id')", "namespace(a=1)",
    "fact('x').__class__", "fact('x')|attr('__class__')", "fact(*['x'])", "fact(**{'name': 'x'})", "fact(name='x')",
    "[].append", "config", "7*7", "'x'", "fact('x') if true", "fact('x' ~ 'y')", "fact(fact('x'))", "renderer.book",
]  # fmt: skip


@pytest.mark.parametrize("expression", INTERNALS)
def test_a_page_cannot_reach_inside(expression: str, tmp_path: Path) -> None:
    """In one process, for speed: the command that reports them is the same."""
    root = write_tree(tmp_path, {"docs/a.md": f"{HEAD}\n{{{{ {expression} }}}}\n"})
    found = {(row.code, row.line) for row in Project.load(root).problems if row.file == "docs/a.md"}
    assert found == {("FB311", 8)}


def test_all_ways_to_reach_inside_are_reported_in_one_run(project: Path, known: set[Found]) -> None:
    append(PAGE, "".join(f"\n{{{{ {expression} }}}}\n" for expression in INTERNALS))(project)
    found = refused_here(project, "check") - known
    assert found == {("FB311", PAGE, END + 2 * index) for index in range(len(INTERNALS))}


MARKUP = ["<script>alert()</script>", "<img src=x onerror=alert()>", "[x](javascript:alert())", "{{ ''.__class__ }}",
          "{% raw %}", "&lt;script&gt;"]  # fmt: skip


def test_markup_in_a_fact_is_refused(project: Path, known: set[Found]) -> None:
    facts = "".join(f"zz-{n}:\n  claim: 'A {text.replace(chr(39), '')}'\n  evidence: [{{source: a, anchor: abc}}]\n"
                    for n, text in enumerate(MARKUP))  # fmt: skip
    append(FACTS, facts)(project)
    found = refused_here(project, "check") - known
    assert {row for row in found if row[0] == "FB211"} == {
        ("FB211", FACTS, added(FACTS, 3 * n + 2)) for n in range(len(MARKUP))
    }


def change_translation(root: Path, file: str, context: str | None, text: str) -> int:
    """Adds the text to the first translation of that context; returns the line of its entry."""
    catalog = polib.pofile(str(root / file), wrapwidth=100)
    entry = next(entry for entry in catalog if entry.msgctxt == context)
    entry.msgstr += f" {text}"
    catalog.save()
    return next(row.linenum for row in polib.pofile(str(root / file)) if row.msgstr == entry.msgstr)


@pytest.mark.parametrize("text", MARKUP[:5])
def test_markup_in_a_translation_is_refused(text: str, project: Path, known: set[Found]) -> None:
    line = change_translation(project, CATALOG, None, text)
    assert refused_here(project, "check") - known == {("FB402", CATALOG, line)}


def test_markup_in_the_translation_of_a_fact_is_refused(project: Path, known: set[Found]) -> None:
    file = f"docs/_translations/{CODE}/ui.po"
    line = change_translation(project, file, f"fact.{FACT}.claim", "<b onclick='go()'>x</b>")
    assert refused_here(project, "check") - known == {("FB402", file, line)}


# --- the build itself: about three seconds each


@pytest.mark.site
@pytest.mark.parametrize(
    "name", ["YAML that does not parse", "page that includes another", "picture that is a link out", "script on a page"]
)
def test_a_build_stops_before_bad_content_and_leaves_the_site(name: str, project: Path) -> None:
    expected = add(project, name)
    assert refused(project, "mkdocs", "build", "--quiet") >= expected


@pytest.mark.site
@pytest.mark.parametrize("name", ["languages gone", "labels gone", "all data gone", "disclaimer empty"])
def test_a_build_without_what_it_needs_leaves_the_site(name: str, project: Path) -> None:
    damage, expected = BROKEN[name]
    damage(project)
    assert refused(project, "mkdocs", "build", "--quiet") >= placed(expected, project)


@pytest.mark.site
def test_several_faults_stop_a_build_with_all_of_them_in_one_report(project: Path) -> None:
    expected = set().union(*(add(project, name) for name in FILES))
    assert refused(project, "mkdocs", "build", "--quiet") >= expected


@pytest.mark.site
@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (write("overrides/partials/factbook/disclaimer.html", ""), "FB501"),
        (swap("overrides/partials/language.html", "{{ factbook.code }}", "xx"), "FB503"),
        (append("overrides/partials/factbook/disclaimer.html", "<p>9 of 10</p>"), "FB505"),
    ],
    ids=["no disclaimer", "wrong language", "loose figure"],
)
def test_a_template_that_breaks_a_promise_is_not_published(damage: Damage, code: str, damaged: Path) -> None:
    damage(damaged)
    assert code in {row[0] for row in refused(damaged, "mkdocs", "build", "--quiet")}


HEADER = "overrides/partials/header.html"
MAIN, MISSING, PARTIAL = "overrides/main.html", "overrides/404.html", "overrides/partials/factbook/hotlines.html"
PICTURE = "overrides/partials/factbook/pictures/dots.svg"


@pytest.mark.site
@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (swap(MAIN, "<title>", "<title>{{ f.nothing.here }}"), ("FB115", MAIN, line_of(MAIN, "<title>"))),
        (swap(MISSING, "<section", "{{ nosuch() }}<section"), ("FB115", MISSING, line_of(MISSING, "<section"))),
        (append(PARTIAL, "{{ nosuch.a }}"), ("FB115", PARTIAL, added(PARTIAL))),
        (append(PARTIAL, "{{ 1 + 'a' }}"), ("FB115", PARTIAL, added(PARTIAL))),
        (remove("overrides/partials/factbook/trust.html"), ("FB115", "overrides/partials/factbook/trust.html", 0)),
        (append(MAIN, "\n{% if f %}"), ("FB115", MAIN, added(MAIN, 2))),
        (append(MISSING, "\n{{ f"), ("FB115", MISSING, added(MISSING, 2))),
        (append(PARTIAL, "{% for %}"), ("FB115", PARTIAL, added(PARTIAL))),
        (append(PARTIAL, "{% include 'no.html' %}"), ("FB115", PARTIAL, added(PARTIAL))),
        (append(PICTURE, "{{"), ("FB115", PICTURE, added(PICTURE))),
        (remove(MAIN), ("FB115", MAIN, 0)),
        (remove("docs/assets/brand.css"), ("FB111", "docs/assets/brand.css", 0)),
    ],
    ids=["unknown value", "unknown function", "in a partial", "sum of unlike things", "partial gone",
         "statement not closed", "braces not closed", "no statement", "partial that is not there",
         "picture that does not parse", "first template gone", "style sheet gone"],
)  # fmt: skip
def test_a_template_that_fails_while_building_is_reported_at_its_line(
    damage: Damage, expected: Found, damaged: Path
) -> None:
    damage(damaged)
    assert refused(damaged, "mkdocs", "build", "--quiet") == {expected}


@pytest.mark.site
@pytest.mark.parametrize(
    ("name", "code"), [(MISSING, "FB115"), ("docs/assets/site.js", "FB512"), ("docs/assets/logo.svg", "FB512")]
)
def test_what_pages_ask_for_must_be_there(name: str, code: str, damaged: Path) -> None:
    remove(name)(damaged)
    assert code in {row[0] for row in refused(damaged, "mkdocs", "build", "--quiet")}


@pytest.mark.site
def test_a_sheet_that_cannot_be_set_is_reported(project: Path) -> None:
    file = "overrides/partials/factbook/handout.typ"
    write("docs/handout.md", SOUND.replace("---\n", "---\nlayout: handout\n", 1))(project)
    assert run(project, "mkdocs", "build", "--quiet", "--no-strict")[0] == 0
    append(file, "\n#let x = (")(project)
    assert refused(project, "mkdocs", "build", "--quiet") == {("FB115", file, 0)}


@contextmanager
def serving(root: Path) -> Iterator[tuple[str, Callable[..., None]]]:
    """The project, served as contributors do; its address, and what waits until the server has said something."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    log = root / "serve.log"
    command = [str(Path(sys.executable).with_name("mkdocs")), "serve", "--no-strict", "--dev-addr", host, "--watch"]

    def told(text: str, times: int = 1) -> None:
        end = time.monotonic() + 60
        while log.read_text("utf-8").count(text) < times:
            assert server.poll() is None and time.monotonic() < end, log.read_text("utf-8")
            time.sleep(0.1)

    with log.open("w") as out:
        server = subprocess.Popen(
            [*command, "overrides"], cwd=root, stdout=out, stderr=subprocess.STDOUT,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "GITHUB_ACTIONS": "", "SITE_URL": f"http://{host}/"},
        )  # fmt: skip
    try:
        told("Serving on")
        yield f"http://{host}/", told
    finally:
        server.terminate()
        server.wait()


def fetched(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return str(answer.read().decode())


@pytest.mark.site
def test_serving_goes_on_when_a_template_is_mended(project: Path) -> None:
    sound = (project / HEADER).read_text("utf-8")
    with serving(project) as (address, told):
        assert "<!-- mended -->" not in fetched(address)
        (project / HEADER).write_text(f"{sound}\n{{{{ factbook.nothing.here }}}}", "utf-8")
        told(f"{HEADER}:{sound.count(chr(10)) + 2}:1 FB115")
        (project / HEADER).write_text(f"{sound}<!-- mended -->", "utf-8")
        told("Documentation built", times=2)
        assert "<!-- mended -->" in fetched(address)


@pytest.mark.site
@pytest.mark.parametrize(
    "damage",
    [
        append(PAGE, f"\nSee [there](no-such-page.md) {{{{ cite('{FACT}') }}}}.\n"),
        swap("mkdocs.yml", "- index.md", "- index.md\n  - no-such-page.md"),
    ],
    ids=["link", "navigation"],
)
def test_a_link_that_leads_nowhere_stops_the_build(damage: Damage, project: Path) -> None:
    damage(project)
    refused(project, "mkdocs", "build", "--quiet")


@pytest.mark.site
def test_a_partial_build_is_refused(project: Path) -> None:
    assert refused(project, "mkdocs", "build", "--quiet", "--dirty") == set()


@pytest.mark.parametrize(("command", "arguments"), [("factbook", ["check"]), ("mkdocs", ["build", "--quiet"])])
def test_on_github_each_finding_marks_its_line(command: str, arguments: list[str], project: Path) -> None:
    append(FACTS, 'zz: "open\n')(project)
    _, output = run(project, command, *arguments, GITHUB_ACTIONS="true")
    assert f"::error file={FACTS},line={added(FACTS)},col=" in output


def test_judging_a_site_reports_what_keeps_the_project_from_being_read(project: Path) -> None:
    remove(LANGUAGES)(project)
    assert ("FB111", LANGUAGES, 0) in refused_here(project, "check", "site")


@pytest.mark.parametrize("arguments", [["translate", "update"], ["translate", "status"]])
def test_translating_waits_until_the_project_can_be_read(arguments: list[str], project: Path) -> None:
    append(CATALOG, '\nmsgid "a"\nmsgstr "b "c" d"\n')(project)
    before = contents(project / "docs")
    assert {code for code, _, _ in refused_here(project, *arguments)} == {"FB401"}
    assert contents(project / "docs") == before


# --- one damaged file is one problem, however much depends on it

TABLES = ["facts/itch", "sources", "glossary", "pictures", "hotlines", "labels", "languages", "disclaimer", "limits"]
WAYS: dict[str, Callable[[bytes], bytes]] = {
    "a quote that is not closed": lambda data: b'zz: "open\n' + data,
    "a tab": lambda data: data + b"\n\tzz: 1\n",
    "curly quotes": lambda data: data + "\nzz: “one: two”\n".encode(),
    "a conflict of git": lambda data: data + b"\n<<<<<<< HEAD\nzz: 1\n=======\n",
    "Latin-1": lambda data: data + b"\n# ni\xf1o\n",
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "NUL": lambda data: data + b"\0",
    "an alias": lambda data: data + b"\nzz: *other\n",
}
ONLY_READING = ("languages", "disclaimer", "limits")


LIMITS = {"docs/_facts/limits.yml": "page_requests: 60\n"}


@pytest.fixture
def damaged(small: Path, tmp_path: Path) -> Path:
    """A copy of the small project, to be damaged."""
    return write_tree(shutil.copytree(small, tmp_path / "damaged"), LIMITS | {"site/index.html": "published"})


@pytest.fixture
def content(small: Path, table: str, tmp_path: Path) -> Path:
    """The same; without its templates, which take longer to read than all the rest, unless these need the table."""
    ignored = None if table == "labels" else WITHOUT_TEMPLATES
    return write_tree(shutil.copytree(small, tmp_path / "content", ignore=ignored), LIMITS)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_cannot_be_read_is_the_only_problem(table: str, way: str, content: Path) -> None:
    file = content / f"docs/_facts/{table}.yml"
    file.write_bytes(WAYS[way](file.read_bytes()))
    found = run_checks.check_content(Project.load(content))
    assert [(row.file, row.code[:3]) for row in found] == [(f"docs/_facts/{table}.yml", "FB1")], found
    assert found[0].hint


@pytest.mark.parametrize("table", [name for name in TABLES if name not in ONLY_READING])
def test_an_entry_that_cannot_be_used_is_the_only_problem(table: str, content: Path) -> None:
    file = content / f"docs/_facts/{table}.yml"
    name = next(iter(yaml.safe_load(file.read_text("utf-8"))))
    file.write_text(
        re.sub(rf"(?ms)^{re.escape(name)}:.*?(?=^\S|\Z)", f"{name}: [1]\n", file.read_text("utf-8")), "utf-8"
    )
    found = run_checks.check_content(Project.load(content))
    assert [(row.file, row.code) for row in found] == [(f"docs/_facts/{table}.yml", "FB106")], found


@pytest.mark.parametrize("table", [name for name in TABLES if name not in ("languages", "limits")])
@pytest.mark.parametrize("text", ["", "# nothing\n", "null\n", "- a\n", "text\n"])
def test_a_file_without_entries_is_the_first_problem(text: str, table: str, content: Path) -> None:
    write_tree(content, {f"docs/_facts/{table}.yml": text})
    first = problem.ordered(run_checks.check_content(Project.load(content)))[0]
    assert (first.file, first.code) == (f"docs/_facts/{table}.yml", "FB106")


@pytest.mark.parametrize("table", sorted(NEVER_EMPTY))
def test_a_file_that_lists_nothing_is_the_only_problem_where_nothing_works_without_it(
    table: str, content: Path
) -> None:
    write_tree(content, {f"docs/_facts/{table}.yml": "{}\n"})
    assert [(row.file, row.code) for row in run_checks.check_content(Project.load(content))] == [
        (f"docs/_facts/{table}.yml", "FB106")
    ]


@pytest.mark.parametrize("table", [name for name in TABLES if name != "languages"])
def test_an_unknown_fact_is_found_beside_a_file_that_cannot_be_read(table: str, content: Path) -> None:
    append(f"docs/_facts/{table}.yml", '\nzz: "open\n')(content)
    append("docs/index.md", "\n{{ fact('no-such-fact') }}\n")(content)
    found = {(row.code, row.file) for row in run_checks.check_content(Project.load(content))}
    assert found == {("FB101", f"docs/_facts/{table}.yml"), ("FB304", "docs/index.md")}


# --- anything at all


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return base_project(tmp_path_factory.mktemp("small") / "project")


@pytest.fixture(scope="module")
def bare(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project without its templates."""
    return shutil.copytree(small, tmp_path_factory.mktemp("bare") / "project", ignore=WITHOUT_TEMPLATES)


@given(st.data(), MUTATIONS)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_done_to_a_file_the_check_ends_in_a_report(
    bare: Path, data: st.DataObject, changes: list[tuple[float, int, bytes]]
) -> None:
    file = bare / data.draw(st.sampled_from(files_of(bare, "docs/**/*.*")))
    undamaged = file.read_bytes()
    try:
        file.write_bytes(mutated(undamaged, changes))
        problems = run_checks.check_content(Project.load(bare))
        assert [row for row in problems if not (is_inside(row, bare) or (bare / row.file).is_dir())] == []
    finally:
        file.write_bytes(undamaged)
