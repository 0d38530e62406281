"""A language that readers are not offered yet stops nobody."""

import random
from pathlib import Path

import pytest

from factbook.check import run_checks
from factbook.maintain import translation_update
from factbook.project import Project
from tests.helpers import base_project, build


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = base_project(tmp_path_factory.mktemp("previews") / "project")
    translation_update.add_language(Project.load(root), "fr", "fr_FR", {})
    build(root)
    return root


@pytest.mark.parametrize(("code", "found"), [("es", {"FB518"}), ("fr", set())])
def test_only_pages_that_readers_are_offered_have_a_limit_of_weight(code: str, found: set[str], project: Path) -> None:
    loaded = Project.load(project)
    assert (code in loaded.published) == bool(found)
    (project / "site/assets/heavy.jpg").write_bytes(random.Random(1).randbytes(60_000))
    page = project / f"site/{code}/care/index.html"
    before = page.read_text("utf-8")
    page.write_text(before.replace("</head>", '<link rel="preload" href="../../assets/heavy.jpg"></head>'), "utf-8")
    problems = run_checks.check_site(project / "site", loaded)
    page.write_text(before, "utf-8")
    assert {row.code for row in problems if "care" in row.file} == found
