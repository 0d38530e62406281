"""Reading what strangers wrote: nothing but problems comes of bad input, each at its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from factbook.load import fingerprint, tables, yaml_document
from factbook.load.files import MAX_BYTES, Tree
from factbook.model.entries import Source
from factbook.model.problem import ContentError, Problem
from factbook.page import pages
from factbook.render.templates import page_environment
from factbook.translate import po
from tests.damage import MUTATIONS, files_of, is_inside, line_count, mutated
from tests.helpers import base_project, write_tree

ANYTHING = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return base_project(tmp_path_factory.mktemp("loading") / "base", templates=False)


# --- positions


KEYS = st.text("abcdefghijkléñ-", min_size=1, max_size=6)
PLAIN = st.one_of(st.text("abcéñ 👶“”", max_size=12).map(lambda text: f"x{text}".strip()), st.integers(), st.booleans())
DATA = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.dictionaries(KEYS, inner, min_size=1, max_size=3), st.lists(inner, min_size=1, max_size=3)
    ),
    max_leaves=12,
)
Places = dict[yaml_document.Path, tuple[int, int]]


class Writer:
    """Writes data as YAML in block style and notes where each key and each item of a list begins."""

    def __init__(self, gap: str) -> None:
        self.lines: list[str] = []
        self.gap = gap
        self.places: Places = {}

    def write(self, data: Any, path: yaml_document.Path, indent: int) -> None:
        pairs = data.items() if isinstance(data, dict) else enumerate(data)
        for key, value in pairs:
            self.lines += [self.gap] if self.gap else []
            mark = f"{json.dumps(key, ensure_ascii=False)}:" if isinstance(data, dict) else "-"
            nested = isinstance(value, dict | list)
            self.lines.append(" " * indent + mark + ("" if nested else f" {json.dumps(value, ensure_ascii=False)}"))
            self.places[(*path, key)] = (len(self.lines), indent + (1 if isinstance(data, dict) else 3))
            if nested:
                if not isinstance(data, dict):  # an item that is no plain value begins where its first key does
                    ahead = 2 if self.gap else 1
                    self.places[(*path, key)] = (len(self.lines) + ahead, indent + 3)
                self.write(value, (*path, key), indent + 2)


@given(
    st.dictionaries(KEYS, DATA, min_size=1, max_size=4), st.sampled_from(["", "# a comment", "   "]), st.integers(1, 9)
)
@ANYTHING
def test_each_value_is_read_with_its_exact_place(data: dict[str, Any], gap: str, first_line: int) -> None:
    writer = Writer(gap)
    writer.write(data, (), 0)
    document = yaml_document.parse("\n".join(writer.lines), "a.yml", first_line=first_line)
    assert document.problems == [] and document.value == data
    found = {path: (place.line - first_line + 1, place.col) for path, place in document.places.items() if path}
    assert found == writer.places


# What is wrong in a file of facts (or of labels, hotlines …), and the code, line and column it must be given.
WRONG: dict[str, tuple[str, str, str]] = {
    "quote not closed": ("facts/care.yml", 'a:\n  claim: "The\n', "FB101 2:10"),
    "colon missing": ("facts/care.yml", "a:\n  claim One\n  evidence: []\n", "FB101 3:11"),
    "indentation by a tab": ("facts/care.yml", "a:\n\tclaim: One\n", "FB101 2:1"),
    "two documents": ("facts/care.yml", "a: 1\n---\nb: 2\n", "FB101 2:1"),
    "control character": ("facts/care.yml", "a: é \x07\n", "FB101 1:6"),
    "tag of Python": ("facts/care.yml", "a:\n  claim: !!python/object:os.system x\n", "FB101 2:10"),
    "tag that does not fit": ("facts/care.yml", "a:\n  note: !!timestamp soon\n", "FB101 2:9"),
    "no such day": ("sources.yml", "a:\n  read: 2024-02-30\n", "FB101 2:9"),
    "bracket not closed": ("facts/care.yml", "a: b\nc: [\n\n", "FB101 2:1"),
    "nested too deep": ("facts/care.yml", f"a: {'[' * 40}{']' * 40}\n", "FB101 1:23"),
    "key twice": ("facts/care.yml", "a:\n  claim: One\n  claim: Two\n", "FB102 3:3"),
    "id twice": ("hotlines.yml", "a:\n  name: One\na:\n  name: Two\n", "FB102 3:1"),
    "alias": ("facts/care.yml", "a: &x\n  claim: One\nb: *x\n", "FB103 3:4"),
    "unknown key": ("facts/care.yml", "a:\n  clam: One\n", "FB104 2:3"),
    "merged key": ("labels.yml", "<<: {a: b}\n", "FB106 1:1"),
    "missing key": ("facts/care.yml", "\na:\n  claim: One\n", "FB105 2:1"),
    "unknown key of evidence": ("facts/care.yml", "a:\n  claim: One\n  evidence:\n    - sauce: x\n", "FB104 4:7"),
    "number for text": ("facts/care.yml", "a:\n  claim: 12\n", "FB106 2:3"),
    "text for a list": ("facts/care.yml", "a:\n  evidence: text\n", "FB106 2:3"),
    "entry that is a list": ("facts/care.yml", "a:\n  - b\n", "FB106 1:1"),
    "file that is a list": ("facts/care.yml", "- a\n- b\n", "FB106 1:1"),
    "file that is a text": ("languages.yml", "English\n", "FB106 1:1"),
    "disclaimer that is empty": ("disclaimer.yml", "# nothing\n", "FB106 1:1"),
    "disclaimer that is a list": ("disclaimer.yml", "\n- a\n", "FB106 2:1"),
    "id with capitals": ("facts/care.yml", "Care:\n  claim: One\n", "FB106 1:1"),
    "value of no kind": ("facts/care.yml", "a:\n  claim: One\n  value: {nmber: 1}\n", "FB106 3:3"),
    "value with a wrong unit": ("facts/care.yml", "a:\n  value: {number: 1, unit: yaer}\n", "FB106 2:22"),
    "value that is text": ("facts/care.yml", "a:\n  value: {number: many}\n", "FB106 2:11"),
    "range that falls": ("facts/care.yml", "a:\n  value: {from: 8, to: 4}\n", "FB106 2:3"),
    "number by sixties": ("facts/care.yml", "a:\n  value: {number: 10:30}\n", "FB106 2:11"),
    "number by eights": ("facts/care.yml", "a:\n  value: {number: 0o17}\n", "FB106 2:11"),
    "number without end": ("facts/care.yml", "a:\n  value: {number: .inf}\n", "FB106 2:11"),
    "number that is none": ("facts/care.yml", "a:\n  value: {number: .nan}\n", "FB106 2:11"),
    "date of a source": ("sources.yml", "a:\n  dated: {about: 1, year: 2024}\n", "FB104 2:11"),
    "month of a source": ("sources.yml", "a:\n  dated: {month: 2024-13}\n", "FB106 2:11"),
    "share of nothing": ("facts/care.yml", "a:\n  value: {part: 0, of: 0}\n", "FB106 2:20"),
    "share below nothing": ("facts/care.yml", "a:\n  value: {part: -3, of: 2}\n", "FB106 2:11"),
    "wording without words": ("languages.yml", "en:\n  wording:\n    approx: [about, '']\n", "FB106 3:21"),
    "forbidden word without letters": ("languages.yml", "en:\n  forbidden: {'': x}\n", "FB106 2:15"),
    "name without letters": ("glossary.yml", "a:\n  names: [b, ' ']\n", "FB106 2:14"),
    "outdated word without letters": ("glossary.yml", "a:\n  replaces: ['']\n", "FB106 2:14"),
    "phone number": ("hotlines.yml", "a:\n  lines:\n    - number: '12345678'\n", "FB106 3:7"),
    "label that is a list": ("labels.yml", "a: [b]\n", "FB106 1:1"),
    "label that is no text": ("labels.yml", "a: b\nvalue.or: no\n", "FB106 2:1"),
    "minimum over all": ("languages.yml", "en:\n  minimum: 101\n", "FB106 2:3"),
    "line end of Unicode": ("labels.yml", 'a: "b\u2028c\x85d"\ne: [f]\n', "FB106 2:1"),
    "half a line end": ("labels.yml", "a: b\nc\r: d: e\n", "FB101 2:6"),
    "byte order mark": ("labels.yml", "\ufeffa: [b]\n", "FB106 1:1"),
    "Windows line ends": ("labels.yml", "a: b\r\n\r\nc: [d]\r\n", "FB106 3:1"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_found_at_its_place(name: str, tmp_path: Path) -> None:
    file, text, expected = WRONG[name]
    write_tree(tmp_path, {f"docs/_facts/{file}": text.encode()})
    _, problems = tables.load(Tree(tmp_path))
    found = [f"{row.code} {row.line}:{row.col}" for row in problems if row.file == f"docs/_facts/{file}"]
    assert expected in found


def test_a_number_that_is_written_otherwise_shows_how_it_must_be(tmp_path: Path) -> None:
    write_tree(tmp_path, {"docs/_facts/hotlines.yml": "a:\n  lines:\n    - number: (800) 555-0142\n"})
    (found,) = [row for row in tables.load(Tree(tmp_path))[1] if "number" in row.message]
    assert "must be + and digits" in found.message and found.hint == "For example '+18005550142'."


def test_an_id_in_two_files_is_found_in_the_second(tmp_path: Path) -> None:
    entry = "a:\n  claim: One\n  evidence: [{source: b, anchor: one two three}]\n"
    write_tree(tmp_path, {"docs/_facts/facts/1.yml": entry, "docs/_facts/facts/2.yml": f"\n{entry}"})
    book, problems = tables.load(Tree(tmp_path))
    assert [(row.code, row.file, row.line) for row in problems if row.code == "FB107"] == [
        ("FB107", "docs/_facts/facts/2.yml", 2)
    ]
    assert list(book.facts) == ["a"]


def test_a_good_entry_beside_a_bad_one_is_kept(tmp_path: Path) -> None:
    good = "good:\n  claim: One\n  evidence: [{source: b, anchor: one two three}]\n"
    write_tree(tmp_path, {"docs/_facts/facts/1.yml": f"bad:\n  claim: 1\n{good}"})
    assert list(tables.load(Tree(tmp_path))[0].facts) == ["good"]


def test_every_file_that_is_missing_is_reported(tmp_path: Path) -> None:
    _, problems = tables.load(Tree(tmp_path))
    missing = {"sources", "hotlines", "glossary", "languages", "labels", "disclaimer"}
    assert {(row.code, row.file, row.line) for row in problems} == {
        ("FB111", f"docs/_facts/{name}.yml", 0) for name in missing
    }


def test_a_long_value_does_not_fill_the_report(tmp_path: Path) -> None:
    write_tree(tmp_path, {"docs/_facts/labels.yml": f"a: [{'x' * 9000}]\nb: {'9' * 9000}\n"})
    _, problems = tables.load(Tree(tmp_path))
    assert len(problems) > 6 and all(len(row.message) < 400 for row in problems)


def test_dates_and_times_are_not_guessed() -> None:
    document = yaml_document.parse("[2024-10-01, 2024-10, 10:30, 2024-10-01 10:30:00, 007, 1_000]", "a.yml")
    assert [str(value) for value in document.value] == [
        "2024-10-01", "2024-10", "10:30", "2024-10-01 10:30:00", "007", "1_000"
    ]  # fmt: skip


def test_the_date_of_a_source_may_stand_after_its_other_keys() -> None:
    document = yaml_document.Document()
    given_as = {"dated": {"date": "2024-06-17"}, "title": "T", "kind": "k", "reliability": "R", "language": "en"}
    source, problems = tables.validate(Source, document, (), {**given_as, "read": "2026-01-02", "sha256": "0" * 64})
    assert problems == [] and source.dated.canonical() == "2024-06-17"


# --- files


@given(st.binary(max_size=400))
@example(b"text\n\xff\n")
@example(b"a\0b")
@example(b"\xef\xbb\xbftext")
@ANYTHING
def test_any_bytes_are_text_or_a_problem_inside_the_file(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    root = write_tree(tmp_path_factory.getbasetemp() / "bytes", {"a.md": data})
    try:
        assert Tree(root).text("a.md").encode("utf-8-sig").endswith(data.removeprefix(b"\xef\xbb\xbf"))
    except ContentError as error:
        assert error.problem.code in ("FB112", "FB113") and is_inside(error.problem, root)


def refusal(tree: Tree, path: str) -> str:
    with pytest.raises(ContentError) as caught:
        tree.text(path)
    return f"{caught.value.problem.code} {caught.value.problem.line}"


def test_bad_bytes_are_found_on_their_line(tmp_path: Path) -> None:
    tree = Tree(write_tree(tmp_path, {"a.md": b"one\ntwo\n" + b"thr\xe9e\n"}))
    assert refusal(tree, "a.md") == "FB113 3"


def test_a_file_may_be_as_large_as_the_limit_and_no_larger(tmp_path: Path) -> None:
    tree = Tree(write_tree(tmp_path, {"a.md": b"x" * MAX_BYTES, "b.md": b"x" * (MAX_BYTES + 1)}))
    assert len(tree.text("a.md")) == MAX_BYTES
    assert refusal(tree, "b.md") == "FB112 0"


def test_a_folder_in_the_place_of_a_file_is_a_problem(tmp_path: Path) -> None:
    assert refusal(Tree(write_tree(tmp_path, {"a.md/b.txt": "x"})), "a.md") == "FB111 0"


LINKS = {
    "outside": "/etc/hostname",
    "above": "../../outside.txt",
    "itself": "docs/link.md",
    "nowhere": "/nonexistent/x",
}


@pytest.mark.parametrize("target", LINKS.values(), ids=LINKS)
def test_a_link_that_leads_out_is_refused(target: str, tmp_path: Path) -> None:
    root = write_tree(tmp_path / "in" / "project", {"docs/a.md": "text"})
    write_tree(tmp_path, {"in/outside.txt": "secret"})
    (root / "docs/link.md").symlink_to(root / target if target.startswith("docs") else target)
    assert refusal(Tree(root), "docs/link.md") == "FB114 0"
    assert [row.file for row in Tree(root).unusable("docs")] == ["docs/link.md"]


def test_a_link_within_the_project_is_followed(tmp_path: Path) -> None:
    tree = Tree(write_tree(tmp_path, {"docs/a.md": "text"}))
    (tmp_path / "docs/b.md").symlink_to("a.md")
    assert tree.text("docs/b.md") == "text" and not list(tree.unusable("docs"))


def test_a_folder_that_is_a_link_out_is_found(tmp_path: Path) -> None:
    root = write_tree(tmp_path / "project", {"docs/a.md": "text"})
    write_tree(tmp_path / "else", {"b.md": "secret"})
    (root / "docs/more").symlink_to(tmp_path / "else")
    assert [row.file for row in Tree(root).unusable("docs")] == ["docs/more"]


# --- anything at all


@given(st.one_of(st.text(), st.text("ab:-[]{}#&*!|>'\"%@`\n ?,\t")))
@example("? [a, b]\n: c\n")
@example("{{ value }}: a")
@example('"\\ud800": 1')
@example("!!bool x")
@example("!!int ''")
@example("a: 0001-01-01T00:00:00+23:59")
@example("a: b\nc\r: [d]\ne")
@example("---")
@ANYTHING
def test_any_text_is_yaml_or_a_problem_inside_it(text: str) -> None:
    document = yaml_document.parse(text, "a.yml")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for row in document.problems:
        assert 1 <= row.line <= lines and row.col >= 1
        str(row).encode()
    for place in document.places.values():
        assert 1 <= place.line <= lines


@given(st.data(), MUTATIONS)
@ANYTHING
def test_data_damaged_anywhere_gives_problems_inside_its_files(
    project: Path, data: st.DataObject, changes: list[Any]
) -> None:
    file = project / data.draw(st.sampled_from(files_of(project, "docs/_facts/**/*.yml", "docs/_facts/**/*.json")))
    undamaged = file.read_bytes()
    try:
        file.write_bytes(mutated(undamaged, changes))
        _, problems = tables.load(Tree(project))
        assert [row for row in problems if not is_inside(row, project)] == []
    finally:
        file.write_bytes(undamaged)


@given(st.data(), MUTATIONS)
@ANYTHING
def test_a_page_damaged_anywhere_is_a_page_or_gives_problems_inside_it(
    project: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, changes: list[Any]
) -> None:
    path = data.draw(st.sampled_from(files_of(project, "docs/*.md")))
    root = tmp_path_factory.getbasetemp() / "damaged page"
    write_tree(root, {path: mutated((project / path).read_bytes(), changes)})
    page, problems = pages.load(Tree(root), path.removeprefix("docs/"), page_environment())
    assert (page is None) == bool(problems)
    assert [row for row in problems if not is_inside(row, root)] == []
    if page:
        assert all(is_inside(Problem(text.place.file, text.place.line, 1, "", ""), root)
                   for text in page.texts())  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "{{ " + "9" * 5000 + " }}",
        "{{ fact('\\ud800') }}",
        "{{ " + "(" * 3000,
        "{{ a" + ".b" * 3000 + " }}",
        "{% raw %}",
    ],
    ids=["huge number", "half a character", "open brackets", "long chain", "raw block"],
)
def test_a_page_made_to_break_the_template_engine_is_a_problem(body: str, tmp_path: Path) -> None:
    head = "---\ntitle: T\ndescription: D\nsources: [a]\n---\n"
    write_tree(tmp_path, {"docs/a.md": f"{head}{body}\n"})
    page, problems = pages.load(Tree(tmp_path), "a.md", page_environment())
    assert page is None or page.calls[0].arguments == ("\ud800",)
    assert all(row.line == 6 and row.code in ("FB310", "FB311") for row in problems)


@given(st.data(), MUTATIONS)
@ANYTHING
def test_a_catalog_damaged_anywhere_is_a_catalog_or_a_problem_inside_it(
    project: Path, data: st.DataObject, changes: list[Any]
) -> None:
    path = data.draw(st.sampled_from(files_of(project, "docs/_translations/es/*.po")))
    content = mutated((project / path).read_bytes(), changes).decode("utf-8", "replace")
    lines = line_count(content.encode())
    read = po.read(content, path)
    assert all(1 <= entry.line <= lines for entry in read.entries.values())
    assert all(row.code in ("FB401", "FB112") and 1 <= row.line <= lines for row in read.problems)


@given(st.one_of(st.text(), st.binary(max_size=60).map(lambda data: data.decode("latin-1"))), MUTATIONS)
@example("[" * 100_000, [])
@example('{"sha256": "", "hosts": Infinity, "anchors": []}', [])
@example('{"sha256": "", "hosts": [], "anchors": 5}', [])
@example('{"sha256": "\\ud800", "hosts": [], "anchors": []}', [])
@example('{"sha256": "", "hosts": [], "anchors": [[]]}', [])
@ANYTHING
def test_any_text_is_a_fingerprint_or_a_value_error(text: str, changes: list[Any]) -> None:
    whole = fingerprint.dumps(fingerprint.make(b"The spots usually begin at dawn.", ["usually begin at dawn"])).encode()
    for given_text in (text, mutated(whole, changes).decode("utf-8", "replace")):
        try:
            assert not fingerprint.loads(given_text).holds("usually begin")
        except ValueError:
            continue
