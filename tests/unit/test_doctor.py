"""`factbook doctor`: one screen that says what there is, what readers are offered, and what is next."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from click.testing import CliRunner

from factbook.cli.main import main
from factbook.maintain import diagnosis
from factbook.project import Project
from tests.helpers import commit_all

LEFT = "Translate what is left: factbook translate check es"


def screen(root: Path, today: dt.date = dt.date(2026, 6, 1), address: str = "", repository: str = "") -> dict[str, str]:
    text = diagnosis.as_text(Project.load(root), today, address, repository)
    rows: dict[str, str] = {}
    for line in text.splitlines():
        name, _, said = line.partition(" ")
        rows[name] = "\n".join(filter(None, [rows.get(name), said.strip()]))
    return rows


def test_a_whole_project_has_nothing_left_to_do_but_to_translate(root: Path) -> None:
    commit_all(root)
    rows = screen(root, address="https://guide.example/", repository="https://git.example/a/b")
    assert rows["content"] == "no problems" and set(rows["next"].splitlines()) <= {
        LEFT,
        "nothing is missing: make site",
    }
    assert re.fullmatch(r"en: published, .*\nes: published, \d+ % translated", rows["language"])
    assert rows["git"].startswith("commit ") and "not committed" not in rows["git"]


def test_what_is_missing_is_next(root: Path) -> None:
    page = root / "docs/care.md"
    page.write_text(page.read_text("utf-8").replace("cite('", "cite('no-such-", 1), "utf-8")
    for catalog in (root / "docs/_translations/es").rglob("*.po"):
        catalog.unlink()
    rows = screen(root)
    assert "preview only, 0 % translated: at least 90 %" in rows["language"]
    assert "problem" in rows["content"] and "in no repository" in rows["git"]
    for part in ("factbook check", "git clone", "SITE_URL", "REPO_URL", "Translate es"):
        assert part in rows["next"], rows


def test_what_has_grown_old_is_named(root: Path) -> None:
    rows = screen(root, dt.date(2040, 1, 1))
    assert "more than a year ago: leaflet, " in rows["read"] and "Elbow Circle" in rows["read"]
    assert "(factbook audit)" in rows["next"] and "Call the old telephone numbers" in rows["next"]
    assert "more than a year ago" not in screen(root)["read"]


def test_the_command_ends_well_whatever_is_missing(root: Path) -> None:
    done = CliRunner().invoke(main, ["doctor", "--root", str(root)])
    assert done.exit_code == 0 and "https://glimmer.example/guide/" in done.output
    (root / "docs/_facts/labels.yml").unlink()
    assert CliRunner().invoke(main, ["doctor", "--root", str(root)]).exit_code == 1


def test_an_address_that_is_none_is_named_and_next(root: Path) -> None:
    settings = (root / "mkdocs.yml").read_text("utf-8").replace("https://glimmer.example/guide/", "glimmer.example")
    (root / "mkdocs.yml").write_text(f"{settings}\nrepo_url: guide\n", "utf-8")
    said = CliRunner().invoke(main, ["doctor", "--root", str(root)]).output
    assert "not usable: it must be whole, as in https://guide.example/kit/, got 'glimmer.example'" in said
    assert "got 'guide'" in said and "Set SITE_URL" in said and "Set REPO_URL" in said
