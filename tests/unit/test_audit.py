"""`factbook audit` compares the register with the documents; `factbook source add` brings a document into it."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from factbook.check import run_checks
from factbook.check.audit import cut_figures
from factbook.cli.main import main
from factbook.load import fingerprint
from factbook.model.entries import Fact, Source
from factbook.model.factbook import Factbook
from factbook.model.problem import Problem
from factbook.project import Project
from tests import documents
from tests.helpers import DOCUMENTS, ROOT, write_tree

LEAFLET = """The spots of dot fever usually fade by evening. In some babies they usually fade by morning.
Call the Dot Circle: 800-555-0142. Fax of the Dot Circle: 800-555-0178.
Printed in March 2024. To be read anew in March 2025.
"""
REGISTER = """leaflet:
  title: A leaflet
  kind: leaflet
  reliability: It does not say where its content comes from.
  language: en
  read: 2026-11-20
  dated: {{month: 2024-03}}
  dated_anchor: Printed in March 2024
  sha256: {sha256}
"""
FACTS = """spots-fade:
  claim: The spots usually go away by the end of the day.
  evidence:
    - source: leaflet
      anchor: usually fade by evening
"""
HOTLINES = """dot-circle:
  name: Dot Circle
  source: leaflet
  lines:
    - {number: '+18005550142', anchor: 800-555-0142}
"""


ANCHORS = ("usually fade by evening", "800-555-0142", "Printed in March 2024")

ENTRY = {
    "title": ("<the title that the document gives itself>", "Another leaflet"),
    "publisher": ("<who published it, or leave this line out>", "Dot Circle"),
    "kind": ("<what kind of document it is, one of the labels kind.…>", "leaflet"),
    "reliability": ("<how far a reader can trust it, in a plain sentence>", "It has no author."),
    "read": ("<the day on which you read it, like 2026-11-20>", "2026-11-20"),
}
"""What `source add` leaves to a person, and what one may write there."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project about an invented condition with one document, which is in `documents/`."""
    made = fingerprint.make(LEAFLET.encode(), ANCHORS)
    files = {
        "documents/leaflet.txt": LEAFLET,
        "docs/_facts/sources.yml": REGISTER.format(sha256=made.sha256),
        "docs/_facts/facts/spots.yml": FACTS,
        "docs/_facts/hotlines.yml": HOTLINES,
        "docs/_facts/languages.yml": "en: {name: English, locale: en_US}\n",
        "docs/_facts/labels.yml": "kind.leaflet: Leaflet\ntopic.spots: Spots\n",
        "docs/_facts/glossary.yml": "{}\n",
        "docs/_facts/disclaimer.yml": "title: Not advice\ntext: [Ask a doctor.]\n",
        "docs/_facts/fingerprints/leaflet.json": fingerprint.dumps(made),
    }
    return write_tree(tmp_path, files)


def run(project: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--root", str(project)])


def audit(project: Path) -> Result:
    return run(project, "audit", "--documents", project / "documents")


def content_problems(project: Path) -> list[Problem]:
    """Those of the register and the facts: this project has no pages and no labels of its own."""
    register = tuple(f"docs/_facts/{name}" for name in ("sources.yml", "facts/", "hotlines.yml", "fingerprints/"))
    return [problem for problem in run_checks.check_content(Project.load(project)) if problem.file.startswith(register)]


def change(project: Path, file: str, old: str, new: str) -> None:
    path = project / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def replace_document(project: Path, data: bytes) -> None:
    """Another document with its own fingerprint and hash, as if it had always been this one."""
    old, made = fingerprint.make(LEAFLET.encode(), ()), fingerprint.make(data, ANCHORS)
    (project / "documents/leaflet.txt").write_bytes(data)
    (project / "docs/_facts/fingerprints/leaflet.json").write_text(fingerprint.dumps(made), "utf-8")
    change(project, "docs/_facts/sources.yml", old.sha256, made.sha256)


@pytest.mark.parametrize("how", [documents.HOW])
def test_the_real_anchors_stand_in_their_documents(how: str) -> None:
    anchors = list(documents.project().book.anchors())
    done = run(ROOT, "audit", "--documents", DOCUMENTS)
    if how == "documents":
        compared = f"{len(anchors)} anchors compared with {len(documents.documents())} documents"
        assert (done.exit_code, done.output) == (0, f"no problems\n{compared}\n")
    else:
        assert done.exit_code == 1 and "FB111 missing-file: the folder of the documents must be there" in done.output
        assert all(documents.stands(source, anchor) for _, source, anchor in anchors)


def test_a_register_that_agrees_with_its_documents_passes(project: Path) -> None:
    assert not content_problems(project)
    done = audit(project)
    assert (done.exit_code, done.output) == (0, "no problems\n3 anchors compared with 1 documents\n")


def test_other_files_among_the_documents_are_no_matter(project: Path) -> None:
    write_tree(project / "documents", {"notes.txt": "something else", "pictures/scan.png": b"\x89PNG"})
    assert audit(project).exit_code == 0


def test_a_document_that_is_not_utf8_is_compared_as_well(project: Path) -> None:
    replace_document(project, f"{LEAFLET}Café\n".encode("latin-1"))
    assert audit(project).output == "no problems\n3 anchors compared with 1 documents\n"


@pytest.mark.parametrize("change_made", ["changed", "missing"])
def test_a_changed_or_missing_document_is_reported(project: Path, change_made: str) -> None:
    if change_made == "changed":
        change(project, "documents/leaflet.txt", "evening", "morning")
    else:
        (project / "documents/leaflet.txt").unlink()
    done = audit(project)
    assert done.exit_code == 1
    message = "the document of 'leaflet' must be among the documents, none has its sha256"
    assert f"docs/_facts/sources.yml:1:1 FB205 fingerprint-mismatch: {message}" in done.output
    assert "1 problem in 1 file\n3 anchors compared with 0 documents\n" in done.output


def test_a_missing_folder_is_reported(project: Path) -> None:
    done = run(project, "audit", "--documents", project / "nowhere")
    assert done.exit_code == 1
    assert "nowhere:0:0 FB111 missing-file: the folder of the documents must be there" in done.output


def test_a_fingerprint_that_is_not_of_its_document_is_reported(project: Path) -> None:
    file = project / "docs/_facts/fingerprints/leaflet.json"
    content = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**content, "hosts": ["dot-fever.example"]}), "utf-8")
    assert not content_problems(project)
    assert (
        "FB205 fingerprint-mismatch: the fingerprint of 'leaflet' must be that of its document" in audit(project).output
    )


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("docs/_facts/facts/spots.yml", "usually fade by evening", "some babies they usually fade by evening"),
        ("docs/_facts/hotlines.yml", "800-555-0142}", "Fax of the Dot Circle 800-555-0142}"),
        ("docs/_facts/sources.yml", "Printed in March 2024", "read anew in March 2024"),
    ],
    ids=["fact", "hotline", "date"],
)
def test_an_anchor_that_stands_only_in_pieces_is_reported(project: Path, file: str, old: str, new: str) -> None:
    change(project, file, old, new)
    found = [(problem.code, problem.file) for problem in content_problems(project)]
    assert found == [("FB201", file)], "the fingerprint alone tells"
    done = audit(project)
    assert done.exit_code == 1
    assert re.search(
        rf"^{re.escape(file)}:\d+:\d+ FB201 anchor-not-found: an anchor must stand in its document as a whole",
        done.output,
    )


@pytest.fixture
def added(project: Path) -> Path:
    """The project after `factbook source add` of a second document."""
    write_tree(project, {"documents/second.html": "<p>Nothing <b>new</b> on dot fever.</p>"})
    done = run(project, "source", "add", "second", project / "documents/second.html")
    assert done.exit_code == 0, done.output
    return project


def test_adding_a_source_writes_fingerprint_and_entry(added: Path) -> None:
    made = fingerprint.make((added / "documents/second.html").read_bytes(), ())
    prints = (added / "docs/_facts/fingerprints/second.json").read_text("utf-8")
    register = yaml.safe_load((added / "docs/_facts/sources.yml").read_text("utf-8"))
    assert fingerprint.loads(prints) == made
    assert list(register) == ["leaflet", "second"]
    assert register["second"] == {key: blank for key, (blank, _) in ENTRY.items()} | {
        "language": "en",
        "sha256": made.sha256,
    }


@pytest.mark.parametrize("left", ENTRY)
def test_an_entry_is_refused_until_it_is_filled_in(added: Path, left: str) -> None:
    for key, (blank, filled) in ENTRY.items():
        if key != left:
            change(added, "docs/_facts/sources.yml", blank, filled)
    (found,) = [row for row in content_problems(added) if row.file == "docs/_facts/sources.yml"]
    assert found.hint == "Fill in what stands in angle brackets."
    change(added, "docs/_facts/sources.yml", *ENTRY[left])
    assert not content_problems(added)
    assert audit(added).output.endswith("3 anchors compared with 2 documents\n")


def test_a_label_that_is_missing_is_shown_as_the_line_to_add(added: Path) -> None:
    for key, (blank, filled) in ENTRY.items():
        change(added, "docs/_facts/sources.yml", blank, "course-flyer" if key == "kind" else filled)
    (found,) = [row for row in content_problems(added) if row.code == "FB216"]
    assert found.hint == "Add the line 'kind.course-flyer: …' to docs/_facts/labels.yml."


def test_adding_a_new_edition_renews_the_hash_and_keeps_the_rest_of_the_entry(project: Path) -> None:
    register = (project / "docs/_facts/sources.yml").read_text("utf-8").splitlines()
    change(project, "documents/leaflet.txt", "To be read", "Not to be read")
    done = run(project, "source", "add", "leaflet", project / "documents/leaflet.txt")
    assert done.exit_code == 0
    renewed = (project / "docs/_facts/sources.yml").read_text("utf-8").splitlines()
    changed = [before.split()[0] for before, after in zip(register, renewed, strict=True) if before != after]
    assert changed == ["sha256:"] and not content_problems(project)


def test_a_new_anchor_is_proven_by_adding_the_document_again(project: Path) -> None:
    change(project, "docs/_facts/facts/spots.yml", "usually fade by evening", "fade by evening")
    assert [problem.code for problem in content_problems(project)] == ["FB201"]
    assert (
        "FB205 fingerprint-mismatch: the fingerprint of 'leaflet' must be that of its document" in audit(project).output
    )
    assert run(project, "source", "add", "leaflet", project / "documents/leaflet.txt").exit_code == 0
    assert not content_problems(project) and audit(project).exit_code == 0


def test_an_anchor_that_does_not_stand_is_not_proven_by_adding_the_document_again(project: Path) -> None:
    change(project, "docs/_facts/facts/spots.yml", "usually fade by evening", "always fade by evening")
    assert run(project, "source", "add", "leaflet", project / "documents/leaflet.txt").exit_code == 0
    assert [problem.code for problem in content_problems(project)] == ["FB201"]


def test_a_hash_that_somebody_wrote_for_a_false_anchor_is_found_by_the_audit(project: Path) -> None:
    change(project, "docs/_facts/facts/spots.yml", "usually fade by evening", "always fade by evening")
    forged = fingerprint.Fingerprint(
        hashlib.sha256(LEAFLET.encode()).hexdigest(),
        (),
        frozenset(
            fingerprint._digest(hashlib.sha256(LEAFLET.encode()).hexdigest(), fingerprint.run(anchor))
            for anchor in (*ANCHORS, "always fade by evening")
        ),
    )
    (project / "docs/_facts/fingerprints/leaflet.json").write_text(fingerprint.dumps(forged), "utf-8")
    assert not content_problems(project)
    assert (
        "FB201 anchor-not-found: an anchor must stand in its document as a whole, 'always fade by evening'"
        in audit(project).output
    )


def test_a_fact_can_be_removed_without_the_document(project: Path) -> None:
    (project / "docs/_facts/facts/spots.yml").write_text("{}\n", "utf-8")
    assert audit(project).output == "no problems\n2 anchors compared with 1 documents\n"


@pytest.mark.parametrize(
    ("name", "file", "message"),
    [
        ("second", "nowhere.txt", "nowhere.txt:0:0 FB111 missing-file: the file must be readable"),
        ("Second/../leaflet", "leaflet.txt", "FB106 wrong-type: an id must be lower-case words joined by hyphens"),
    ],
)
def test_a_source_that_cannot_be_added_changes_nothing(project: Path, name: str, file: str, message: str) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    done = run(project, "source", "add", name, project / "documents" / file)
    assert done.exit_code == 1 and message in done.output
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("text", "anchor", "value", "whole"),
    [
        ("usually fade within 4 to 8 months of age", "8 months of age", "{number: 8, unit: month}", False),
        ("usually fade within 4 to 8 months of age", "4 to 8 months of", "{from: 4, to: 8, unit: month}", True),
        ("seen in about 70% of them", "70% of them", "{percent: 70}", False),
        ("seen in about 70% of them", "in about 70%", "{percent: 70, approx: true}", True),
        ("given 15 mg per kg daily", "given 15 mg", "{number: 15, unit: mg}", False),
        (
            "seen in babies aged 1 month to 2 years",
            "1 month to 2 years",
            "{from: 1, from_unit: month, to: 2, unit: year}",
            True,
        ),
    ],
)
def test_an_anchor_that_cuts_a_figure_is_found(text: str, anchor: str, value: str, *, whole: bool) -> None:
    languages = documents.project().book.languages
    source = Source.model_validate({**yaml.safe_load(REGISTER.format(sha256="a" * 64))["leaflet"]})
    fact = {
        "claim": "It is {value}.",
        "value": yaml.safe_load(value),
        "evidence": [{"source": "leaflet", "anchor": anchor}],
    }
    book = Factbook(sources={"leaflet": source}, facts={"it": Fact.model_validate(fact)}, languages=languages)
    assert [found for _, found in cut_figures("leaflet", text, book)] == ([] if whole else [anchor])
