"""PO files as other tools write them: read whole, and written back with the lines that they had."""

from __future__ import annotations

import difflib
import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.convert import po2xliff, xliff2po
from translate.storage import pypo

from factbook.check import run_checks
from factbook.model.problem import Place
from factbook.page.texts import Text
from factbook.project import Project
from factbook.translate import po, po_update
from tests.helpers import BASE, ROOT, base_project

FILE = "docs/_translations/es/a.po"
ONE, TWO, TITLE = Text("One word."), Text("Two words."), Text("One word.", "title")
HEADER = (
    'msgid ""\nmsgstr ""\n"Language: es\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
)
LIVING = 'msgid "One word."\nmsgstr "Una palabra."\n'

FUZZY = {
    "comma": "#, fuzzy",
    "comma without a space": "#,fuzzy",
    "flags of workflows": "#= fuzzy",
    "flags of workflows without a space": "#=fuzzy",
    "the last of several": "#, no-wrap, fuzzy",
    "the first of several": "#,fuzzy,no-wrap",
    "two lines": "#, no-wrap\n#, fuzzy",
    "both kinds": "#= fuzzy\n#, no-wrap",
    "before the earlier text": '#,  fuzzy\n#| msgid "A word."',
    "after an empty list": "#,\n#, fuzzy",
}


@pytest.mark.parametrize("flags", FUZZY.values(), ids=list(FUZZY))
def test_every_flag_counts(flags: str) -> None:
    read = po.read(f"{HEADER}{flags}\n{LIVING}", FILE)
    entry = read.get(ONE)
    assert not read.problems and entry and entry.fuzzy and entry.text == "Una palabra."


DEAD = {
    "before": f'#~ msgid "One word."\n#~ msgstr "Vieja."\n\n{LIVING}',
    "after": f'{LIVING}\n#~ msgid "One word."\n#~ msgstr "Vieja."\n',
    "twice": f'#~ msgid "One word."\n#~ msgstr "V."\n\n#~ msgid "One word."\n#~ msgstr "W."\n\n{LIVING}',
    "with a context": f'#~ msgctxt "title"\n#~ msgid "One word."\n#~ msgstr "Vieja."\n\n{LIVING}',
    "fuzzy, with its earlier text": (
        f'#, fuzzy\n#~| msgid "A word."\n#~| msgctxt "x"\n#~ msgid "One word."\n#~ msgstr "Vieja."\n\n{LIVING}'
    ),
    "without a space": f'#~msgid "One word."\n#~msgstr "Vieja."\n\n{LIVING}',
    "without an empty line": f'#~ msgid "One word."\n#~ msgstr "Vieja."\n{LIVING}',
    "the last line its earlier text": f'{LIVING}\n#~| msgid "Two"\n',
}


@pytest.mark.parametrize("content", DEAD.values(), ids=list(DEAD))
def test_dead_entries_never_count(content: str) -> None:
    read = po.read(f"{HEADER}{content}", FILE)
    entry = read.get(ONE)
    assert not read.problems and len(read.entries) == 1
    assert entry and entry.text == "Una palabra." and not entry.fuzzy


SPELLINGS = {
    "no header": LIVING,
    "no spaces": 'msgid"One word."\nmsgstr"Una palabra."\n',
    "broken after the keyword": 'msgid\n"One word."\nmsgstr\n"Una "\n"palabra."\n',
    "indented": '  msgid "One "\n\t"word."\n  msgstr "Una palabra."\n',
    "Windows": f"{HEADER}{LIVING}".replace("\n", "\r\n"),
    "byte order mark": f"\ufeff{HEADER}{LIVING}",
    "no line end at the end": f"{HEADER}{LIVING}".rstrip("\n"),
    "comments of all kinds": f'#\n# one\n#one\n#.two\n#. \n#:docs/a.md:3 docs/b.md\n#:\n#|msgid "A"\n#|\n{LIVING}#:\n',
    "other headers": f'msgid ""\nmsgstr ""\n"X-Generator: Poedit 3.4\\n"\n"Language: es\\n"\n"no colon"\n\n{LIVING}',
    "header twice": f"{HEADER}{LIVING}",
    "comment at the end": f"{HEADER}{LIVING}\n# the end\n",
}


@pytest.mark.parametrize("content", SPELLINGS.values(), ids=list(SPELLINGS))
def test_each_way_of_writing_it_is_read(content: str) -> None:
    read = po.read(content, FILE)
    entry = read.get(ONE)
    assert not read.problems and entry and entry.text == "Una palabra."


BROKEN = {
    "quotes": ('msgid "Two words."\nmsgstr "Dos "palabras"."\n', 1),
    "merge conflict": ('msgid "Two words."\n<<<<<<< HEAD\nmsgstr "Dos"\n\n=======\nmsgstr "2"\n>>>>>>> other\n', 1),
    "translation lost": ('msgid "Two words."\n', 0),
    "text lost": ('msgctxt "title"\nmsgstr "Dos palabras."\n', 0),
    "dead and broken": ('#~ msgid "Two words."\n#~ msgstr "Dos\n', 1),
    "twice": ('msgid "Three"\nmsgstr "Tres"\n\nmsgid "Three"\nmsgstr "Trío"\n', 3),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_one_problem_and_the_rest_counts(name: str) -> None:
    content, at = BROKEN[name]
    read = po.read(f"{HEADER}{content}\n{LIVING}", FILE)
    line = HEADER.count("\n") + 1 + at
    assert [(row.code, row.file, row.line) for row in read.problems] == [("FB401", FILE, line)]
    assert read.get(ONE) and "Content-Type" in po_update.updated(f"{HEADER}{LIVING}", [ONE], language="es", file=FILE)


# -- written back


OWN = (
    '# kept\n#. paragraph\n#: docs/a.md\n#, fuzzy\n#| msgid ""\n#| "A "\n#| "word."\nmsgid ""\n"One "\n"word."\n'
    'msgstr ""\n"Una pala"\n"bra."\n'
)


def updated(content: str, *texts: Text) -> str:
    return po_update.updated(content, texts, language="es", file=FILE)


def test_an_update_touches_no_line_that_says_the_same() -> None:
    note = Text("One word.", "", Place("docs/a.md", 3), "paragraph")
    header = 'msgid ""\nmsgstr ""\n"X-Generator: Poedit 3.4\\n"\n"Language: es\\n"\n'
    header += '"Content-Type: text/plain; charset=UTF-8\\n"\n'
    header += '"Content-Transfer-Encoding: 8bit\\n"\n"MIME-Version: 1.0\\n"\n\n'
    assert updated(f"{header}{OWN}", note) == f"{header}{OWN}"
    more = updated(f"{header}{OWN}", note, TWO)
    assert more.startswith(f"{header}{OWN}") and 'msgid "Two words."' in more
    changed = updated(f"{header}{OWN}", Text("One word.", "", Place("docs/a.md", 3), "paragraph\n12 is: 12 a"))
    assert changed == f"{header}{OWN}".replace("#. paragraph\n", "#. paragraph\n#. 12 is: 12 a\n")


def test_a_text_that_goes_and_comes_back_keeps_its_lines() -> None:
    gone = updated(f"{HEADER}{OWN}".replace("#, fuzzy\n", ""))
    assert '#~ msgstr ""\n#~ "Una pala"\n#~ "bra."\n' in gone
    assert 'msgstr ""\n"Una pala"\n"bra."\n' in updated(gone, ONE).replace("#~ ", "")


WORDS = st.lists(st.sampled_from(["uno", "dos", 'd"o', "\\", "tres cuatro", "\n", "ñ", "{{ fact('a') }}"]), min_size=1)


@given(st.lists(st.tuples(WORDS.map(" ".join), WORDS.map(" ".join)), max_size=5), st.sampled_from([0, 20, 78, 100]))
def test_wherever_a_tool_breaks_lines_an_update_leaves_them(pairs: list[tuple[str, str]], width: int) -> None:
    catalog = polib.pofile(updated("", *(Text(source) for source, _ in pairs)), wrapwidth=width)
    for entry, (_, target) in zip(catalog, dict(pairs).items(), strict=True):
        entry.msgstr = target
    content = f"{catalog}\n"
    once = updated(content, *(Text(entry.msgid) for entry in catalog))
    said = [(entry.msgid, entry.msgstr) for entry in polib.pofile(once)]
    assert said == [(entry.msgid, entry.msgstr) for entry in catalog]
    lost = [row for row in difflib.ndiff(content.splitlines(), once.splitlines()) if row.startswith(("- ", "+ "))]
    assert lost == [] and updated(once, *(Text(entry.msgid) for entry in catalog)) == once


# -- real tools


def gettext(tool: str, *arguments: str | Path) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} of GNU gettext is not installed here")
    subprocess.run([tool, *arguments], check=True, capture_output=True)


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    return Path(shutil.copy(BASE / "docs/_translations/es/index.po", tmp_path / "index.po"))


def said(content: str) -> dict[tuple[str, str], tuple[str, bool]]:
    read = po.read(content, FILE)
    assert not read.problems
    return {key: (entry.text, entry.fuzzy) for key, entry in read.entries.items()}


COMMANDS = {
    "sorted": ("msgcat", "--sort-output"),
    "not wrapped": ("msgcat", "--no-wrap"),
    "wrapped at 60": ("msgcat", "--width=60"),
    "escaped": ("msgcat", "--no-location"),
    "indented": ("msgcat", "--indent"),
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=list(COMMANDS))
def test_gettext_changes_nothing_that_a_catalog_says(command: tuple[str, ...], catalog: Path) -> None:
    before = said(catalog.read_text("utf-8"))
    gettext(*command, "-o", catalog, catalog)
    assert said(catalog.read_text("utf-8")) == before


def test_gettext_marks_fuzzy_and_obsolete_as_is_read(catalog: Path) -> None:
    before = said(catalog.read_text("utf-8"))
    gettext("msgattrib", "--set-fuzzy", "-o", catalog, catalog)
    assert all(fuzzy for _, fuzzy in said(catalog.read_text("utf-8")).values())
    gettext("msgattrib", "--clear-fuzzy", "--set-obsolete", "-o", catalog, catalog)
    assert said(catalog.read_text("utf-8")) == {}
    texts = [Text(source, context) for context, source in before]
    assert said(updated(catalog.read_text("utf-8"), *texts)) == before


def test_gettext_merges_with_a_template_and_its_earlier_texts_are_read(catalog: Path, tmp_path: Path) -> None:
    before = catalog.read_text("utf-8")
    template = polib.pofile(str(catalog))
    for entry in template:
        entry.msgstr = ""
    changed = next(entry for entry in template if not entry.msgctxt and len(entry.msgid) > 40)
    was, changed.msgid = changed.msgid, f"{changed.msgid} Indeed."
    template.save(str(tmp_path / "messages.pot"))
    gettext("msgmerge", "--previous", "--quiet", "-o", catalog, catalog, tmp_path / "messages.pot")
    read = po.read(catalog.read_text("utf-8"), FILE)
    entry = read.get(Text(changed.msgid))
    assert not read.problems and entry and entry.fuzzy and entry.previous == was
    assert entry.text == said(before)["", was][0]
    gettext("msgfmt", "--check-format", "--check-header", "-o", tmp_path / "index.mo", catalog)


def test_what_tools_leave_beside_a_catalog_is_left_alone(tmp_path: Path) -> None:
    root = base_project(tmp_path / "project")
    project, folder = Project.load(root), root / "docs/_translations"
    before = run_checks.check_content(project), run_checks.to_do(project)
    polib.pofile(str(folder / "es/index.po")).save_as_mofile(str(folder / "es/index.mo"))
    for name in ("es/index.po~", "es/messages.pot", "messages.pot", "es/index.po.bak", "es/LC_MESSAGES/index.mo"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"\xde\x12\x04\x95 left by a tool")
    project = Project.load(root)
    assert (run_checks.check_content(project), run_checks.to_do(project)) == before


def test_xliff_and_back_loses_contexts_as_the_guide_says(catalog: Path, tmp_path: Path) -> None:
    before = said(catalog.read_text("utf-8"))
    with (tmp_path / "a.xlf").open("wb") as out, catalog.open("rb") as source:
        po2xliff.convertpo(source, out, None)
    with (tmp_path / "b.po").open("wb") as out, (tmp_path / "a.xlf").open("rb") as source:
        xliff2po.convertxliff(source, out, None)
    after = said((tmp_path / "b.po").read_text("utf-8"))
    assert {source: text for (_, source), text in after.items()} == {
        source: text for (_, source), text in before.items()
    }
    assert not {context for context, _ in after} & {"title", "nav", "description"}
    assert "xliff2po" in (ROOT / "docs/_contributing/translate.md").read_text("utf-8")


def test_the_library_of_weblate_reads_the_same(catalog: Path) -> None:
    units = [unit for unit in pypo.pofile.parsefile(str(catalog)).units if not unit.isheader()]
    found = {(unit.getcontext(), str(unit.source)): (str(unit.target), unit.isfuzzy()) for unit in units}
    assert found == said(catalog.read_text("utf-8"))
