"""What goes to an agency as XLIFF comes back as it was, and nothing comes back that readers must not get."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from translate.misc.xml_helpers import parse_xml

from factbook import catalog, translating, translation, xliff
from factbook.catalog import Entry
from factbook.cli import main
from factbook.model import Factbook
from factbook.project import Project
from factbook.report import Problem
from tests.helpers import ROOT, base_project, copy_project

FOLDER = "docs/_translations/es"
XLIFF = "{urn:oasis:names:tc:xliff:document:2.0}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
STALE = "It usually begins at {{ fact('itch-age') }} of age."
CLOTH = "A cool cloth on the elbow often helps {{ cite('care-cloth') }}."
AGREE = "The documents do not agree:"
UNTOLD = "This page names no cream and gives no advice of its own."
UI = f"{FOLDER}/ui.po"
Edit = Callable[[etree._Element], None]
AGREED = "    locura del anochecer: picor crepuscular\n"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base project with an agreed term, its PO files as `translate update` writes them."""
    root = base_project(tmp_path_factory.mktemp("xliff") / "base")
    change(root / "docs/_facts/languages.yml", AGREED, f"{AGREED}  preferred:\n    elbow: [codo]\n")
    translating.update(Project.load(root), "es")
    with_entries(root / UI, without_obsolete)
    return root


@pytest.fixture(scope="module")
def loaded(base: Path) -> Project:
    return Project.load(base)


@pytest.fixture(scope="module")
def sent(loaded: Project) -> bytes:
    return xliff.export(loaded, "es")


@pytest.fixture
def project(base: Path, tmp_path: Path) -> Path:
    """A copy of it whose files hold everything that a PO file can."""
    root = shutil.copytree(base, tmp_path / "project")
    with_entries(root / FOLDER / "index.po", everything)
    return root


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_text(text.replace(old, new), "utf-8")


def with_entries(file: Path, edit: Callable[[polib.POFile], object]) -> None:
    po = polib.pofile(str(file), wrapwidth=100)
    edit(po)
    file.write_text(f"{po}\n", "utf-8")


def everything(po: polib.POFile) -> None:
    """A review, an obsolete entry, a comment, flags, nothing, and fuzzy entries with and without an earlier text."""
    po.metadata["X-Reviewed"] = "2027-01-31 0123456789abcdef Somebody (translator)"
    po.append(polib.POEntry(msgid="It is gone.", msgstr="Ya no está.", obsolete=True))
    po[3].tcomment, po[4].flags = "Asked the author.", ["no-wrap"]
    po[5].flags, po[5].previous_msgid = ["fuzzy", "no-wrap"], 'It  "often" begins\nat <b>3</b> & 4.'
    po[6].flags, po[7].msgstr = ["fuzzy"], ""


def without_obsolete(po: polib.POFile) -> None:
    po[:] = [entry for entry in po if not entry.obsolete]


def blank(po: polib.POFile) -> None:
    """As the file is before anyone has translated."""
    for entry in po:
        if not entry.obsolete:
            entry.msgstr, entry.previous_msgid = "", None
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]


def files(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / FOLDER).glob("*.po")}


def run(root: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["translate", *map(str, arguments), "--root", str(root)])


def export(root: Path, code: str = "es") -> Path:
    path = root / f"{code}.xlf"
    done = run(root, "export", code, path)
    assert done.exit_code == 0, done.output
    return path


def take(root: Path, *arguments: str | Path) -> str:
    done = run(root, "import", "es", *arguments)
    assert done.exit_code == 0, done.output
    return done.output


def refused(root: Path, *arguments: str | Path) -> str:
    """What the command says; it must have left every file as it was."""
    before = files(root)
    done = run(root, "import", "es", *arguments)
    assert done.exit_code == 1 and isinstance(done.exception, SystemExit), done.output
    assert files(root) == before
    return done.output


def edit_unit(path: Path, source: str, edit: Edit) -> int:
    """Edits the segment with this source as an agency would; returns the line on which it stands."""
    tree = etree.parse(path)
    found = [segment for segment in tree.iter(f"{XLIFF}segment") if segment.findtext(f"{XLIFF}source") == source]
    assert len(found) == 1, source
    edit(found[0])
    tree.write(path, encoding="UTF-8", xml_declaration=True)
    return next(node.sourceline for node in etree.parse(path).iter(f"{XLIFF}source") if node.text == source) - 1


def translated(text: str, state: str | None = "translated") -> Edit:
    """An edit: this target and this state, or none."""

    def edit(segment: etree._Element) -> None:
        node = segment.find(f"{XLIFF}target")
        (etree.SubElement(segment, f"{XLIFF}target") if node is None else node).text = text
        segment.attrib.pop("state")
        segment.attrib.update({"state": state} if state else {})

    return edit


def entry(root: Path, msgid: str, file: str = "care.po") -> polib.POEntry:
    return next(entry for entry in polib.pofile(str(root / FOLDER / file)) if entry.msgid == msgid)


# --- nothing is lost


def test_importing_an_export_changes_nothing(project: Path) -> None:
    before = files(project)
    assert take(project, export(project)) == "0 translations taken, 0 of them fuzzy; 0 files changed\n"
    assert files(project) == before


def test_everything_comes_back_into_a_project_without_translations(project: Path) -> None:
    before, path = files(project), export(project)
    for file in (project / FOLDER).glob("*.po"):
        with_entries(file, blank)
    assert "2 of them fuzzy" in take(project, path)
    assert files(project) == before


def test_files_that_are_missing_are_made(base: Path, tmp_path: Path) -> None:
    root = shutil.copytree(base, tmp_path / "project")
    before, path = files(root), export(root)
    shutil.rmtree(root / FOLDER)
    take(root, path)
    assert files(root) == before


def test_the_real_translations_come_back(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "real")
    for code in Project.load(root).bundles:
        before, path = files_of(root, code), export(root, code)
        for file in (root / translation.FOLDER / code).glob("*.po"):
            with_entries(file, blank)
        assert run(root, "import", code, path).exit_code == 0
        assert files_of(root, code) == before


def files_of(root: Path, code: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / translation.FOLDER / code).glob("*.po")}


@pytest.mark.parametrize("width", [40, 78, 1000])
def test_other_tools_may_save_the_files(project: Path, width: int) -> None:
    before, path = files(project), export(project)
    for file in (project / FOLDER).glob("*.po"):
        polib.pofile(str(file), wrapwidth=width).save()
    assert export(project).read_bytes() == path.read_bytes()
    for file in (project / FOLDER).glob("*.po"):
        with_entries(file, blank)
        polib.pofile(str(file), wrapwidth=width).save()
    take(project, path)
    assert files(project) == before


def test_polib_saves_what_was_imported_as_it_is(project: Path) -> None:
    path = export(project)
    for file in (project / FOLDER).glob("*.po"):
        with_entries(file, blank)
    take(project, path)
    before = files(project)
    for file in (project / FOLDER).glob("*.po"):
        with_entries(file, str)
    assert files(project) == before


ODD_ONES = [
    *(
        '"',
        "“a”",
        "<b>b</b>",
        "<b",
        "&",
        "&amp;",
        "]]>",
        "<![CDATA[",
        "<!--",
        "{{ fact('itch-age') }}",
        "{value}",
        "{%",
    ),
    *(
        "\n",
        "\r",
        "\t",
        " ",
        "  ",
        "\u00a0",
        "\\",
        "\\n",
        "%",
        "#~ ",
        "#, fuzzy",
        "**",
        "`",
        "[a](care.md)",
        "3",
        "half",
    ),
    *("עברית", "\u200f", "👩\u200d👩\u200d👧", "e\u0301", "\ufeff", "\x7f", "\x9f", "long " * 30),
]
ODD = st.lists(
    st.sampled_from(ODD_ONES)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"], exclude_characters="\ufffe\uffff")),
    min_size=1,
    max_size=8,
).map("".join)


def with_one_text(project: Project, source: str, known: Entry) -> Project:
    """The project without any other text than this one, and what is known of it."""
    book = Factbook(labels={"a": source}, languages=project.book.languages)
    content = catalog.with_targets(po_of(book), {("label.a", source): known}, UI)
    bundle = replace(project.bundles["es"], catalogs={UI: catalog.read(content, UI)})
    return replace(project, book=book, pages={}, bundles={"es": bundle})


def po_of(book: Factbook) -> str:
    return catalog.updated("", translation.interface_texts(book), language="es", file=UI)


@given(ODD, ODD, ODD, st.booleans())
@example("a", "a\rb", "\n a \n", True)
@example("An elbow", "El codo", " ", False)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_as_it_was(loaded: Project, source: str, target: str, previous: str, fuzzy: bool) -> None:
    assume(target.strip())
    known = Entry(target, fuzzy, 1, (previous or None) if fuzzy else None)
    full, empty = with_one_text(loaded, source, known), with_one_text(loaded, source, Entry("", fuzzy=False, line=1))
    (_, text, verdict) = full.standings["es"].rows[0]
    assert (verdict.entry.text, verdict.entry.previous) == (target, known.previous)  # it is what a PO file can hold
    delivery = xliff.read(empty, "es", xliff.export(full, "es"), "es.xlf")
    assert (delivery.problems, delivery.outdated) == ([], [])
    back = delivery.targets["ui"][text.key]
    assert (back.text, back.previous) == (target, known.previous)
    assert back.fuzzy == (verdict.state != "translated")


# --- what an agency gets


ALLOWED = {
    "xliff": ({"version", "srcLang", "trgLang"}, ["file"]),
    "file": ({"id", "original", "canResegment", "trgDir"}, ["notes", "unit"]),
    "unit": ({"id", "name", SPACE}, ["notes", "segment"]),
    "notes": (set(), ["note"]),
    "note": ({"category"}, []),
    "segment": ({"state"}, ["source", "target"]),
    "source": (set(), []),
    "target": (set(), []),
}
"""Element → attributes, and children in the order that the standard asks for."""


def test_the_file_has_the_form_of_the_standard(project: Path) -> None:
    for element in etree.parse(export(project)).iter():
        attributes, children = ALLOWED[element.tag.removeprefix(XLIFF)]
        order = [children.index(child.tag.removeprefix(XLIFF)) for child in element]
        assert set(element.attrib) <= attributes and order == sorted(order)
        assert re.fullmatch(r"[\w.-]+", element.get("id", "x"), re.ASCII)
        assert element.get(SPACE, "preserve") == "preserve"


def units(path: Path) -> dict[tuple[str, str], etree._Element]:
    """The units by their files and ids, each of which must be there once."""
    found = [((unit.getparent().get("id"), unit.get("id")), unit) for unit in etree.parse(path).iter(f"{XLIFF}unit")]
    assert len(dict(found)) == len(found)
    return dict(found)


def test_a_text_keeps_its_id_whatever_happens_around_it(project: Path) -> None:
    before = units(export(project))
    page = project / "docs/care.md"
    page.write_text(
        page.read_text("utf-8").replace("## A cool cloth", "New.\n{: .editorial }\n\n## A cool cloth"), "utf-8"
    )
    assert units(export(project)).keys() - before.keys() == {("care.md", units_with(project, "New.")[0])}
    assert before.keys() <= units(export(project)).keys()


def units_with(project: Path, source: str) -> list[str]:
    return [
        ident for (_, ident), unit in units(export(project)).items() if unit.findtext(f".//{XLIFF}source") == source
    ]


def notes_of(project: Path, source: str) -> list[tuple[str, str]]:
    (ident,) = units_with(project, source)
    found = next(unit for (_, name), unit in units(export(project)).items() if name == ident)
    return [(note.get("category"), note.text) for note in found.iter(f"{XLIFF}note")]


def test_a_translator_is_told_what_a_text_is_and_how_to_write(project: Path) -> None:
    change(project / "docs/_facts/languages.yml", AGREED, f"{AGREED}  style: [Say usted.]\n")
    assert notes_of(project, CLOTH) == [("kind", "paragraph"), ("place", "docs/care.md:10"), ("term", "elbow: codo")]
    assert notes_of(project, "Leaflet")[:2] == [("kind", "label kind.leaflet"), ("context", "label.kind.leaflet")]
    root = etree.parse(export(project)).getroot()
    assert {file.findtext(f"{XLIFF}notes/{XLIFF}note") for file in root} == {"Say usted."}


def test_what_is_wrong_with_a_translation_is_told(project: Path) -> None:
    change(project / FOLDER / "care.po", 'msgstr "Un picor"', 'msgstr "Un picor de 3 días"')
    assert ("problem", "the figure 3 must not be added") in notes_of(project, "An itch")


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_direction_of_the_script_is_told(project: Path, direction: str) -> None:
    change(project / "docs/_facts/languages.yml", AGREED, f"{AGREED}  direction: {direction}\n")
    assert {file.get("trgDir") for file in etree.parse(export(project)).getroot()} == {direction}


def test_a_character_that_xml_cannot_hold_stops_the_export(project: Path) -> None:
    change(project / FOLDER / "care.po", 'msgstr "Un picor"', 'msgstr "Un\x07picor"')
    done = run(project, "export", "es", project / "es.xlf")
    assert done.exit_code == 1 and not (project / "es.xlf").exists()
    assert (
        f"{FOLDER}/care.po:56:1 FB401 a text must hold only characters that XML can hold, it has '\\x07'" in done.output
    )


# --- what an agency sends


def test_a_translation_gets_into_the_file_of_its_page(project: Path) -> None:
    path = export(project)
    edit_unit(path, UNTOLD, translated("Ni cremas ni consejos."))
    before = files(project)
    assert take(project, path) == "1 translation taken, 0 of them fuzzy; 1 file changed\n"
    assert {name for name, content in files(project).items() if content != before[name]} == {"care.po"}
    assert entry(project, UNTOLD).msgstr == "Ni cremas ni consejos."


@pytest.mark.parametrize("tag", ["es-US", "ES_us", "es-Latn-419"])
def test_a_language_may_be_named_with_its_region(project: Path, tag: str) -> None:
    path = export(project)
    change(path, 'trgLang="es"', f'trgLang="{tag}"')
    assert take(project, path).startswith("0 translations taken")


@pytest.mark.parametrize("state", ["translated", "reviewed", "final"])
def test_a_stale_translation_is_confirmed_by_its_state(project: Path, state: str) -> None:
    target, path = stale(project).msgstr, export(project)
    edit_unit(path, STALE, translated(target, state))
    take(project, path)
    assert (stale(project).msgstr, stale(project).flags, stale(project).previous_msgid) == (target, ["no-wrap"], None)


def stale(root: Path) -> polib.POEntry:
    return entry(root, STALE, "index.po")


@pytest.mark.parametrize("state", ["initial", "begun", None])
def test_what_is_not_finished_is_not_shown_to_readers(project: Path, state: str | None) -> None:
    path = export(project)
    edit_unit(path, UNTOLD, translated("Ni {{ nada", state))
    assert take(project, path) == "1 translation taken, 1 of them fuzzy; 1 file changed\n"
    assert (entry(project, UNTOLD).msgstr, entry(project, UNTOLD).fuzzy) == ("Ni {{ nada", True)


def test_what_is_not_finished_replaces_nothing_that_is_current(project: Path) -> None:
    path = export(project)
    edit_unit(path, "An itch", translated("Otro picor", "initial"))
    before = files(project)
    assert "0 translations taken, 0 of them fuzzy, 1 left as they are" in take(project, path)
    assert files(project) == before


@pytest.mark.parametrize("separator", "\x85\u2028\u2029")
def test_what_is_not_finished_must_at_least_fit_into_a_file(project: Path, separator: str) -> None:
    path = export(project)
    edit_unit(path, UNTOLD, translated(f"Ni cremas{separator}ni consejos", "initial"))
    assert "FB401 a text must not hold line and paragraph separators" in refused(project, path)


def test_an_obsolete_entry_for_the_same_text_never_counts(project: Path) -> None:
    path = export(project)
    with_entries(
        project / FOLDER / "care.po",
        lambda po: po.append(polib.POEntry(msgid="An itch", msgstr="Picazón", obsolete=True)),
    )
    edit_unit(path, UNTOLD, translated("Ni cremas ni consejos."))
    take(project, path)
    assert [found.msgstr for found in polib.pofile(str(project / FOLDER / "care.po")) if found.msgid == "An itch"] == [
        "Un picor"
    ]


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_written(project: Path) -> None:
    path = export(project)
    lines = [edit_unit(path, source, translated(target)) for source, target, _ in WRONG]
    edit_unit(path, AGREE, translated("Los documentos difieren:"))  # nothing is wrong with this one
    output = refused(project, path)
    found = re.findall(r"^.*/es\.xlf:(\d+):1 (FB\d+ .*)$", output, re.MULTILINE)
    assert found == sorted(
        (str(line), message) for line, (_, _, told) in zip(lines, WRONG, strict=True) for message in told
    )
    assert output.endswith("nothing is changed\n")


WRONG = [
    (
        STALE,
        "A los 3.",
        ["FB402 the call fact(itch-age) must be kept, it is lost", "FB402 the figure 3 must not be added"],
    ),
    ("An itch", "Un <b>picor</b>", ["FB402 the tag </b> must not be added", "FB402 the tag <b> must not be added"]),
    (CLOTH, "Un paño ayuda {{ cite('care-cloth') }}.", ["FB406 the term 'elbow' must be translated with 'codo'"]),
    (
        "Old words",
        "Locura del Anochecer",
        ["FB404 the word 'locura del anochecer' must not be used, write 'picor crepuscular'"],
    ),
    ("How long", "Cuánto\u2028dura", ["FB402 invisible or direction-changing characters must not be used"]),
    ("What helps against glimmer itch.", " ", ["FB403 a unit that is translated must have a target"]),
]


def split_up(segment: etree._Element) -> None:
    segment.addnext(etree.fromstring(etree.tostring(segment)))


def with_code_inside(segment: etree._Element) -> None:
    translated("Un picor")(segment)
    etree.SubElement(segment.find(f"{XLIFF}target"), f"{XLIFF}ph", id="1")


def with_space_apart(segment: etree._Element) -> None:
    etree.SubElement(etree.SubElement(segment.getparent(), f"{XLIFF}ignorable"), f"{XLIFF}source").text = " "


def said_twice(segment: etree._Element) -> None:
    unit = segment.getparent()
    unit.addnext(etree.fromstring(etree.tostring(unit)))


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (split_up, "a unit must be one segment of plain text"),
        (with_code_inside, "a unit must be one segment of plain text"),
        (with_space_apart, "a unit must be one segment of plain text"),
        (said_twice, "a unit must be there once"),
    ],
)
def test_a_unit_that_is_not_as_it_was_sent_is_refused(project: Path, edit: Edit, message: str) -> None:
    path = export(project)
    tree = etree.parse(path)
    edit(next(node.getparent() for node in tree.iter(f"{XLIFF}source") if node.text == "An itch"))
    tree.write(path, encoding="UTF-8")
    assert f"FB401 {message}" in refused(project, path)


def renamed(segment: etree._Element) -> None:
    segment.getparent().set("id", "u0")


def in_another_file(segment: etree._Element) -> None:
    segment.getparent().getparent().set("id", "other.md")


def with_another_source(segment: etree._Element) -> None:
    segment.find(f"{XLIFF}source").text = "A rash"


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (renamed, "a unit must be of this project, 'u0' in 'care.md' is not"),
        (in_another_file, "the original must be the present one, this one has changed or is gone: 'An itch'"),
        (with_another_source, "the source of a unit must stay as it is, this one was changed"),
    ],
)
def test_a_unit_for_no_present_text_is_told_and_may_be_left_out(project: Path, edit: Edit, message: str) -> None:
    path = export(project)
    edit_unit(path, AGREE, translated("Los documentos difieren:"))
    tree = etree.parse(path)
    edit(next(node.getparent() for node in tree.iter(f"{XLIFF}source") if node.text == "An itch"))
    tree.write(path, encoding="UTF-8")
    assert f"FB403 {message}" in refused(project, path)
    output = take(project, path, "--skip-outdated")
    assert f"FB403 {message}" in output and "1 translation taken" in output


def test_a_translation_of_an_earlier_wording_is_told_and_not_taken(project: Path) -> None:
    path = export(project)
    line = edit_unit(path, "An itch", translated("Otro picor"))
    change(project / "docs/care.md", "| An itch |", "| A bad itch |")
    told = f"es.xlf:{line}:1 FB403 the original must be the present one, this one has changed or is gone: 'An itch'"
    assert told in refused(project, path)
    assert told in take(project, path, "--skip-outdated")
    assert "Otro picor" not in (project / FOLDER / "care.po").read_text("utf-8")


def test_a_label_that_was_reworded_is_told_to_have_changed(project: Path) -> None:
    path = export(project)
    change(project / "docs/_facts/labels.yml", "kind.leaflet: Leaflet", "kind.leaflet: Handout")
    told = "FB403 the original must be the present one, this one has changed or is gone: 'Leaflet'"
    assert told in refused(project, path)


def test_comments_and_character_data_are_read_as_xml_means_them(project: Path) -> None:
    path = export(project)
    change(path, "<target>Un picor</target>", "<target><!-- sic -->El <![CDATA[picor & m]]>&#xE1;s</target>")
    take(project, path)
    assert entry(project, "An itch").msgstr == "El picor & más"


# --- hostile files


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
BODY = '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="es"><file id="ui">'
DOCTYPES = {
    "empty": "<!DOCTYPE xliff>",
    "bomb": f'<!DOCTYPE xliff [<!ENTITY a0 "ha">{BOMB}]>',
    "quadratic": f'<!DOCTYPE xliff [<!ENTITY a11 "{"a" * 100_000}">]>',
    "file": '<!DOCTYPE xliff [<!ENTITY a11 SYSTEM "secret.txt">]>',
    "other file": '<!DOCTYPE xliff SYSTEM "secret.txt">',
    "parameter": '<!DOCTYPE xliff [<!ENTITY % b SYSTEM "secret.txt"> %b;]>',
    "network": '<!DOCTYPE xliff PUBLIC "x" "http://127.0.0.1:9/x.dtd">',
    "attribute": '<!DOCTYPE xliff [<!ATTLIST target state CDATA "final">]>',
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("doctype", DOCTYPES.values(), ids=DOCTYPES)
def test_a_document_type_declaration_is_refused(base: Path, tmp_path: Path, doctype: str, encoding: str) -> None:
    (tmp_path / "secret.txt").write_text("SECRET", "utf-8")
    file = tmp_path / "es.xlf"
    file.write_bytes(f"{doctype}\n{BODY}<unit id='a'>{'&a11;' * 1000}</unit></file></xliff>".encode(encoding))
    output = refused(base, file)
    assert "es.xlf:1:1 FB401 the file must have no document type declaration" in output and "SECRET" not in output


def test_the_library_itself_resolves_no_entities(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", "utf-8")
    for value in ('"SECRET"', f'SYSTEM "{secret.as_uri()}"'):
        root = parse_xml(f"<!DOCTYPE a [<!ENTITY b {value}>]><a>&b;</a>".encode())
        assert [node.tag for node in root] == [etree.Entity] and "SECRET" not in "".join(root.itertext(etree.Element))


RUBBISH = {
    "nothing": b"",
    "no XML": b"msgid",
    "cut off": BODY.encode(),
    "a picture": b"\x89PNG\r\n\x1a\n\0\0",
    "unknown entity": f"{BODY}&nbsp;</file></xliff>".encode(),
    "unknown encoding": b'<?xml version="1.0" encoding="klingon"?><xliff/>',
    "other encoding": f'<?xml version="1.0" encoding="utf-8"?>{BODY}ñ</file></xliff>'.encode("latin-1"),
    "another format": b"<html><p>Un picor</p></html>",
    "an older form": b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file/></xliff>',
    "no namespace": b'<xliff version="2.0" srcLang="en" trgLang="es"><file id="f"/></xliff>',
    "unbound prefix": f"{BODY}<x:unit/></file></xliff>".encode(),
    "another language": BODY.replace("es", "pt").encode() + b"</file></xliff>",
    "no language": BODY.replace(' trgLang="es"', "").encode() + b"</file></xliff>",
    "the wrong way round": BODY.replace("en", "x").replace("es", "en").encode() + b"</file></xliff>",
    "nested without end": (BODY + "<group>" * 5000 + "</group>" * 5000 + "</file></xliff>").encode(),
    "segments anywhere": f"{BODY}</file><segment><source>a</source></segment></xliff>".encode(),
    "too large": BODY.encode() + b" " * xliff.MAX_BYTES + b"</file></xliff>",
}


@pytest.mark.parametrize("data", RUBBISH.values(), ids=RUBBISH)
def test_what_is_no_such_file_is_refused_in_one_line(base: Path, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "es.xlf"
    file.write_bytes(data)
    assert re.match(r".*es\.xlf:[01]:\d+ FB\d+ .*(\n    hint: .*)?\n1 problem in 1 file\n", refused(base, file))


@pytest.mark.parametrize("name", ["cut off", "a picture", "another format", "an older form"])
def test_a_file_that_cannot_be_read_says_what_to_ask_for(base: Path, tmp_path: Path, name: str) -> None:
    file = tmp_path / "es.xlf"
    file.write_bytes(RUBBISH[name])
    told = refused(base, file)
    assert "hint: Ask for the file again, whole and in the format in which it was sent." in told
    assert ("must be XLIFF 2.0: it is XLIFF 1.2\n" in told) == (name == "an older form")


@given(st.binary(max_size=60), st.integers(0, 4000), st.integers(0, 60))
@settings(max_examples=100, deadline=None)
def test_a_damaged_file_gives_problems_and_no_traceback(
    sent: bytes, loaded: Project, new: bytes, at: int, gone: int
) -> None:
    delivery = xliff.read(loaded, "es", sent[:at] + new + sent[at + gone :], "es.xlf")
    assert all(isinstance(problem, Problem) for problem in delivery.problems)


# --- the commands


def test_without_the_library_the_commands_say_how_to_install_it(project: Path) -> None:
    hidden = "import sys; sys.modules['translate'] = None; from factbook.cli import main; main()"
    for name in ("export", "import"):
        file = export(project)
        command = [sys.executable, "-c", hidden, "translate", name, "es", str(file), "--root", str(project)]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 2 and "pip install -e '.[xliff]'" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["export", "import", "terms"])
def test_the_help_says_what_the_exit_status_means(name: str) -> None:
    assert "Exit status: 0 " in run(ROOT, name, "--help").output


def test_nothing_is_read_from_a_project_that_is_broken(project: Path) -> None:
    path = export(project)
    change(project / FOLDER / "care.po", 'msgid "An itch"', 'msgid "An "itch""')
    assert f"{FOLDER}/care.po" in refused(project, path)
