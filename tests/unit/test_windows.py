"""Files as editors on Windows save them, with a byte order mark and CRLF, are as good as others to every command."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from factbook.check import run_checks
from factbook.maintain import source_register, translation_update
from factbook.model.problem import ContentError
from factbook.project import Project
from tests.helpers import base_project

FLYER = "A course\r\nThe course has 3 evenings.\r\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = base_project(tmp_path / "project", templates=False)
    for file in [*root.glob("docs/**/*.md"), *root.glob("docs/**/*.yml"), *root.glob("docs/**/*.po")]:
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    return root


def test_nothing_is_wrong_with_them(project: Path) -> None:
    assert run_checks.check_content(Project.load(project)) == []


def test_translations_are_brought_up_to_date(project: Path) -> None:
    page = project / "docs/care.md"
    page.write_text(page.read_text("utf-8-sig").replace("A cool cloth on", "A cold cloth on"), "utf-8")
    before = Project.load(project).coverages["es"]
    translation_update.update(Project.load(project), "es")
    after = Project.load(project).coverages["es"]
    assert (before.percent, len(after.open)) == (after.percent, len(before.open))
    assert "#, fuzzy" in (project / "docs/_translations/es/care.po").read_text("utf-8")


@pytest.mark.parametrize("language", [None, "es"])
def test_a_review_is_recorded(language: str | None, project: Path) -> None:
    translation_update.record_review(
        Project.load(project), "care.md", language, by="N", role="tester", date=dt.date(2026, 11, 20)
    )
    loaded = Project.load(project)
    assert run_checks.check_content(loaded) == []
    assert loaded.pages["care.md"].meta.reviewed if language is None else loaded.coverages["es"].reviews


def test_a_language_and_a_document_are_added(project: Path) -> None:
    translation_update.add_language(Project.load(project), "fr", "fr_FR", {})
    (project / "flyer.txt").write_bytes(b"\xef\xbb\xbf" + FLYER.encode())
    source_register.add_source(project, "flyer", project / "flyer.txt")
    loaded = Project.load(project)
    assert list(loaded.bundles) == ["es", "fr"]
    assert {row.file for row in loaded.problems} == {"docs/_facts/sources.yml"}, "what is in angle brackets"
    assert loaded.book.fingerprints["flyer"].sha256 == hashlib.sha256((project / "flyer.txt").read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (FLYER.encode("utf-16"), "FB113"),
        ("Ni\u00f1o".encode("latin-1"), "FB113"),
        (b"PK\x03\x04\0\0", "FB112"),
        (b"", "FB112"),
        (b"--- \n", "FB112"),
    ],
    ids=["UTF-16", "Latin-1", "file of a word processor", "empty", "no words"],
)
def test_a_document_that_is_no_text_is_refused(data: bytes, code: str, project: Path) -> None:
    (project / "flyer.txt").write_bytes(data)
    before = (project / "docs/_facts/sources.yml").read_bytes()
    with pytest.raises(ContentError) as refused:
        source_register.add_source(project, "flyer", project / "flyer.txt")
    assert refused.value.problem.code == code and refused.value.problem.hint
    assert (project / "docs/_facts/sources.yml").read_bytes() == before
    assert not (project / "docs/_facts/fingerprints/flyer.json").exists()
