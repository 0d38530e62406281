"""A translation is not refused for what its language needs."""

import random
from pathlib import Path

import pytest

from factbook.check import run_checks
from factbook.project import Project
from tests.helpers import base_project, build


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = base_project(tmp_path_factory.mktemp("weight") / "project")
    build(root)
    return root


@pytest.mark.parametrize(("prefix", "found"), [("", {"FB518"}), ("es/", set())])
def test_only_pages_in_the_original_have_a_limit_of_weight(prefix: str, found: set[str], project: Path) -> None:
    page = project / f"site/{prefix}care/index.html"
    before = page.read_text("utf-8")
    letters = "".join(map(chr, random.Random(1).choices(range(0x4E00, 0x9FFF), k=30_000)))
    page.write_text(before.replace("</head>", f"<!-- {letters} --></head>"), "utf-8")
    problems = run_checks.check_site(project / "site", Project.load(project))
    page.write_text(before, "utf-8")
    assert {row.code for row in problems} == found
