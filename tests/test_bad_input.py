"""Bad input ends in a report, never in a traceback, and never touches the site that is published.

The command and the build run as contributors run them, on a damaged copy of the whole project.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factbook import session
from factbook.files import MAX_BYTES
from factbook.project import Project
from tests.helpers import ROOT, copy_project, write_tree
from tests.rules.overlay import base_project
from tests.test_loading import MUTATIONS, files_of, is_inside, mutated

LANGUAGES, LABELS = "docs/_facts/languages.yml", "docs/_facts/labels.yml"
CODE = list(yaml.safe_load((ROOT / LANGUAGES).read_text("utf-8")))[1]
PAGE, OTHER = (path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "docs").glob("*.md"))[:2])
FACTS, OTHER_FACTS = (
    path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "docs/_facts/facts").glob("*.yml"))[:2]
)
CATALOG = f"docs/_translations/{CODE}/{Path(PAGE).stem}.po"
FACT = next(iter(yaml.safe_load((ROOT / FACTS).read_text("utf-8"))))
_LINE = re.compile(r"^(\S[^:\n]*):(\d+):\d+ (FB\d+) ", re.MULTILINE)

Found = tuple[str, str, int]
"""Code, file and line of a finding; a line of 0 means the whole file."""
Damage = Callable[[Path], object]


@pytest.fixture(scope="module")
def undamaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_project(tmp_path_factory.mktemp("undamaged") / "project")
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
    """Exit status and all output of a command that was installed with the project."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "GITHUB_ACTIONS": "", **variables}
    program = [str(Path(sys.executable).with_name(command)), *arguments]
    done = subprocess.run(program, cwd=root, env=environment, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr


def findings(output: str) -> set[Found]:
    return {(code, file, int(line)) for file, line, code in _LINE.findall(output)}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(root: Path, command: str, *arguments: str) -> set[Found]:
    """What the command reports; it must have refused, quietly, and left the published site alone."""
    before = contents(root / "site")
    status, output = run(root, command, *arguments)
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


def include(path: str, other: str) -> Damage:
    return append(path, f"\n{{% include '{Path(other).name}' %}}\n")


def both(first: Damage, second: Damage) -> Damage:
    return lambda root: (first(root), second(root))


def copy(path: str, target: str) -> Damage:
    return lambda root: shutil.copy(root / path, root / target)


def remove(path: str) -> Damage:
    return lambda root: (root / path).unlink()


def link(path: str, target: str) -> Damage:
    def damage(root: Path) -> None:
        (root / path).unlink(missing_ok=True)
        (root / path).symlink_to(target)

    return damage


def added(path: str, line: int = 1) -> int:
    """The number in the file of a line that is added to its end."""
    return (ROOT / path).read_text("utf-8").count("\n") + line


def line_of(path: str, needle: str) -> int:
    return (ROOT / path).read_text("utf-8").partition(needle)[0].count("\n") + 1


NEW_PAGE, NEW = "docs/zz.md", "docs/_facts/facts/zz.yml"
"""Files of their own, so that no page misses the facts that cannot be read."""
FACT_WITH = "\nzz:\n  claim: A claim.\n  evidence: [{{source: nobody, anchor: one two three}}]\n  {}\n"
HEAD = "---\ntitle: T\ndescription: D\nsources: [nobody]\n---\n# T\n"
END = added(PAGE, 2)
"""The line of the second line added to the page."""

# What is done to the project, and exactly what must be reported.
CASES: dict[str, tuple[Damage, set[Found]]] = {
    "YAML that does not parse": (write(NEW, 'a:\n  claim: "open\n'), {("FB101", NEW, 2)}),
    "YAML with a tab": (write(NEW, "zz:\n\tclaim: A\n"), {("FB101", NEW, 2)}),
    "key given twice": (append(FACTS, FACT_WITH.format("claim: Another.")),
                        {("FB102", FACTS, added(FACTS, 5)), ("FB204", FACTS, added(FACTS, 4))}),
    "id given twice": (append(FACTS, f"{FACT}:\n  claim: A\n"), {("FB102", FACTS, added(FACTS))}),
    "alias that unfolds": (write(NEW, "a: &a [x]\nb: [*a, *a]\n"), {("FB103", NEW, 2)}),
    "tag of Python": (write(NEW, "zz: !!python/object/apply:os.system [id]\n"), {("FB101", NEW, 1)}),
    "unknown key": (append(FACTS, "zz:\n  clam: A claim.\n  claim: A claim.\n  evidence: [{source: a, anchor: abc}]\n"),
                    {("FB104", FACTS, added(FACTS, 2))}),
    "missing keys": (append(FACTS, "zz: {}\n"), {("FB105", FACTS, added(FACTS))}),
    "wrong type": (append(FACTS, "zz:\n  claim: 12\n  evidence: text\n"),
                   {("FB106", FACTS, added(FACTS, 2)), ("FB106", FACTS, added(FACTS, 3))}),
    "data that are a list": (write("docs/_facts/hotlines.yml", "- a\n"), {("FB106", "docs/_facts/hotlines.yml", 1)}),
    "huge page": (write(NEW_PAGE, HEAD + "x " * MAX_BYTES), {("FB112", NEW_PAGE, 0)}),
    "huge data": (write(NEW, "#" * (MAX_BYTES + 1)), {("FB112", NEW, 0)}),
    "binary page": (write(NEW_PAGE, b"\x89PNG\r\n\x1a\n\0\0"), {("FB112", NEW_PAGE, 0)}),
    "page in Latin-1": (append(PAGE, b"\nni\xf1o\n"), {("FB113", PAGE, END)}),
    "data in Latin-1": (write(NEW, b"\n# ni\xf1o\n"), {("FB113", NEW, 2)}),
    "page without its head": (write(NEW_PAGE, "# Only text\n"), {("FB301", NEW_PAGE, 1)}),
    "head that does not end": (write(NEW_PAGE, "---\ntitle: T\n"), {("FB301", NEW_PAGE, 1)}),
    "head that does not parse": (write(NEW_PAGE, HEAD.replace("title: T", "title: [T")), {("FB101", NEW_PAGE, 3)}),
    "head with a wrong key": (write(NEW_PAGE, HEAD.replace("description", "descripton")),
                              {("FB104", NEW_PAGE, 3), ("FB105", NEW_PAGE, 2)}),
    "head that is a list": (write(NEW_PAGE, "---\n- a\n---\ntext\n"), {("FB106", NEW_PAGE, 2)}),
    "call that is not closed": (append(PAGE, "\n{{ fact('x') }\n"), {("FB310", PAGE, END)}),
    "statement that is not closed": (append(PAGE, "\n{% if %}\n"), {("FB310", PAGE, END)}),
    "page that includes another": (include(PAGE, OTHER), {("FB311", PAGE, END)}),
    "pages that include each other": (both(include(PAGE, OTHER), include(OTHER, PAGE)),
                                      {("FB311", PAGE, END), ("FB311", OTHER, added(OTHER, 2))}),
    "page that imports": (append(PAGE, "\n{% from 'main.html' import x %}\n"), {("FB311", PAGE, END)}),
    "page that extends": (append(PAGE, "\n{% extends 'main.html' %}\n"), {("FB311", PAGE, END)}),
    "loop without end": (append(PAGE, "\n{% for x in range(9**9) %}x{% endfor %}\n"), {("FB311", PAGE, END)}),
    "unknown fact": (append(PAGE, "\n{{ cite('no-such-fact') }}\n"), {("FB304", PAGE, END)}),
    "script on a page": (append(PAGE, f"\n<script>x</script> {{{{ cite('{FACT}') }}}}\n"), {("FB313", PAGE, END)}),
    "script as a link": (append(PAGE, f"\n[x](javascript:alert()) {{{{ cite('{FACT}') }}}}\n"), {("FB313", PAGE, END)}),
    "blocks in blocks without end": (append(PAGE, "\n" + "".join(f"{'    ' * n}!!! note\n" for n in range(500))),
                                     {("FB313", PAGE, END + 21)}),
    "language that does not exist": (append(LANGUAGES, "xx:\n  name: X\n  locale: xx_XX\n  minimum: 0\n"),
                                     {("FB214", LANGUAGES, added(LANGUAGES, 3))}),
    "locale that is none": (append(LANGUAGES, "fr:\n  name: X\n  locale: '@@'\n  minimum: 0\n"),
                            {("FB214", LANGUAGES, added(LANGUAGES, 3))}),
    "folder of an unknown language": (write("docs/_translations/zz/a.po", ""), {("FB214", "docs/_translations/zz", 0)}),
    "page in the place of translations": (copy(PAGE, f"docs/zz.{CODE}.md"), {("FB315", f"docs/zz.{CODE}.md", 1)}),
    "fingerprint that is none": (write("docs/_facts/fingerprints/zz.json", "[" * 9999),
                                 {("FB106", "docs/_facts/fingerprints/zz.json", 1)}),
    "page that is a link out": (link(NEW_PAGE, "/etc/passwd"), {("FB114", NEW_PAGE, 0)}),
    "data that are a link out": (link(NEW, "../../../../outside.yml"), {("FB114", NEW, 0)}),
    "picture that is a link out": (link("docs/assets/zz.png", "/etc/hostname"), {("FB114", "docs/assets/zz.png", 0)}),
    "folder that is a link out": (link("docs/zz", "/etc"), {("FB114", "docs/zz", 0)}),
    "link to itself": (link(NEW_PAGE, "zz.md"), {("FB114", NEW_PAGE, 0)}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_reported_at_its_place_and_nothing_else_is(name: str, project: Path, known: set[Found]) -> None:
    damage, expected = CASES[name]
    damage(project)
    found = refused(project, "factbook", "check") - known
    assert {row for row in found if row[0] not in TEXT_IS_NEW} == expected


TEXT_IS_NEW = ("FB307", "FB403")
"""That what was added cites nothing and is not translated yet is reported as well, and is not the point here."""

# The same where other findings follow from the first.
CASCADES: dict[str, tuple[Damage, set[Found]]] = {
    "sources gone": (remove("docs/_facts/sources.yml"), {("FB111", "docs/_facts/sources.yml", 0)}),
    "languages gone": (remove(LANGUAGES), {("FB111", LANGUAGES, 0)}),
    "languages that do not parse": (write(LANGUAGES, "en: [\n"), {("FB101", LANGUAGES, 1)}),
    "languages that are binary": (write(LANGUAGES, b"\0"), {("FB112", LANGUAGES, 0)}),
    "locale of the pages that is none": (swap(LANGUAGES, "locale: en", "locale: xq"),
                                         {("FB214", LANGUAGES, line_of(LANGUAGES, "locale: en"))}),
    "labels gone": (remove(LABELS), {("FB111", LABELS, 0)}),
    "label gone": (swap(LABELS, "value.to:", "value.too:"), {("FB216", LABELS, 0)}),
    "label that reaches inside": (swap(LABELS, "about {value}", "about {value.__class__}"),
                                  {("FB216", LABELS, line_of(LABELS, "about {value}"))}),
    "disclaimer gone": (remove("docs/_facts/disclaimer.yml"), {("FB111", "docs/_facts/disclaimer.yml", 0)}),
    "disclaimer empty": (write("docs/_facts/disclaimer.yml", ""), {("FB106", "docs/_facts/disclaimer.yml", 1)}),
    "first page gone": (remove("docs/index.md"), {("FB111", "docs/index.md", 0)}),
    "all data gone": (lambda root: shutil.rmtree(root / "docs/_facts"), {("FB111", LANGUAGES, 0)}),
    "catalog in Latin-1": (append(CATALOG, b"\n# ni\xf1o\n"), {("FB113", CATALOG, added(CATALOG, 2))}),
    "catalog that is binary": (write(CATALOG, b"\0\0"), {("FB112", CATALOG, 0)}),
    "catalog that does not parse": (append(CATALOG, '\nmsgid "a"\nmsgstr "b "c" d"\n'),
                                    {("FB401", CATALOG, added(CATALOG, 3))}),
    "catalog with a text twice": (append(CATALOG, '\nmsgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n'),
                                  {("FB401", CATALOG, added(CATALOG, 5))}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASCADES)
def test_what_is_broken_at_the_root_is_reported_at_its_place(name: str, project: Path) -> None:
    damage, expected = CASCADES[name]
    damage(project)
    assert refused(project, "factbook", "check") >= expected


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
    found = refused(project, "factbook", "check") - known
    assert found == {("FB311", PAGE, END + 2 * index) for index in range(len(INTERNALS))}


MARKUP = ["<script>alert()</script>", "<img src=x onerror=alert()>", "[x](javascript:alert())", "{{ ''.__class__ }}",
          "{% raw %}", "&lt;script&gt;"]  # fmt: skip


def test_markup_in_a_fact_is_refused(project: Path, known: set[Found]) -> None:
    facts = "".join(f"zz-{n}:\n  claim: 'A {text.replace(chr(39), '')}'\n  evidence: [{{source: a, anchor: abc}}]\n"
                    for n, text in enumerate(MARKUP))  # fmt: skip
    append(FACTS, facts)(project)
    found = refused(project, "factbook", "check") - known
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
    assert refused(project, "factbook", "check") - known == {("FB402", CATALOG, line)}


def test_markup_in_the_translation_of_a_fact_is_refused(project: Path, known: set[Found]) -> None:
    file = f"docs/_translations/{CODE}/ui.po"
    line = change_translation(project, file, f"fact.{FACT}.claim", "<b onclick='go()'>x</b>")
    assert refused(project, "factbook", "check") - known == {("FB402", file, line)}


ALL_AT_ONCE = ("YAML that does not parse", "call that is not closed", "binary page", "picture that is a link out",
               "data that are a list", "language that does not exist", "folder of an unknown language")  # fmt: skip


def test_several_faults_are_all_reported_in_one_run(project: Path) -> None:
    for name in ALL_AT_ONCE:
        CASES[name][0](project)
    assert refused(project, "factbook", "check") >= set().union(*(CASES[name][1] for name in ALL_AT_ONCE))


# --- the build itself: about three seconds each


@pytest.mark.site
@pytest.mark.parametrize(
    "name", ["YAML that does not parse", "page that includes another", "picture that is a link out", "script on a page"]
)
def test_a_build_stops_before_bad_content_and_leaves_the_site(name: str, project: Path) -> None:
    damage, expected = CASES[name]
    damage(project)
    assert refused(project, "mkdocs", "build", "--quiet") >= expected


@pytest.mark.site
@pytest.mark.parametrize("name", ["languages gone", "labels gone", "all data gone", "disclaimer empty"])
def test_a_build_without_what_it_needs_leaves_the_site(name: str, project: Path) -> None:
    damage, expected = CASCADES[name]
    damage(project)
    assert refused(project, "mkdocs", "build", "--quiet") >= expected


@pytest.mark.site
def test_several_faults_stop_a_build_with_all_of_them_in_one_report(project: Path) -> None:
    for name in ("YAML that does not parse", "call that is not closed", "folder of an unknown language"):
        CASES[name][0](project)
    found = refused(project, "mkdocs", "build", "--quiet")
    assert {code for code, _, _ in found} >= {"FB101", "FB310", "FB214"}


@pytest.mark.site
@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (write("overrides/partials/factbook/disclaimer.html", ""), "FB501"),
        (swap("overrides/main.html", 'lang="{{ f.code }}"', 'lang="xx"'), "FB503"),
        (append("overrides/partials/factbook/disclaimer.html", "<p>9 of 10</p>"), "FB505"),
    ],
    ids=["no disclaimer", "wrong language", "loose figure"],
)
def test_a_template_that_breaks_a_promise_is_not_published(damage: Damage, code: str, project: Path) -> None:
    damage(project)
    assert code in {row[0] for row in refused(project, "mkdocs", "build", "--quiet")}


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
    assert ("FB111", LANGUAGES, 0) in refused(project, "factbook", "check", "site")


@pytest.mark.parametrize("arguments", [["translate", "update"], ["translate", "status"]])
def test_translating_waits_until_the_project_can_be_read(arguments: list[str], project: Path) -> None:
    append(CATALOG, '\nmsgid "a"\nmsgstr "b "c" d"\n')(project)
    before = contents(project / "docs")
    assert {code for code, _, _ in refused(project, "factbook", *arguments)} == {"FB401"}
    assert contents(project / "docs") == before


# --- anything at all


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return base_project(tmp_path_factory.mktemp("small") / "project")


@given(st.data(), MUTATIONS)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_done_to_a_file_the_check_ends_in_a_report(
    small: Path, data: st.DataObject, changes: list[tuple[float, int, bytes]]
) -> None:
    file = small / data.draw(st.sampled_from(files_of(small, "docs/**/*.*")))
    undamaged = file.read_bytes()
    try:
        file.write_bytes(mutated(undamaged, changes))
        problems = session.check_content(Project.load(small))
        assert [row for row in problems if not (is_inside(row, small) or (small / row.file).is_dir())] == []
    finally:
        file.write_bytes(undamaged)
