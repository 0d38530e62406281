"""A site for another condition: made by `make new-site`, green at once, brought up to date by `make upgrade`."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import polib
import pytest

from factbook.project import Project
from tests import documents
from tests.walks import Done, Walk, dead_links, fresh, set_up

pytestmark = pytest.mark.site

COMMIT = "git add --all && git commit --quiet --message change"
KNOWN = next(iter(documents.project().bundles))
"""A language in which the kit has its labels."""


@pytest.fixture(scope="session")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """A clone of this project. Nobody may change it."""
    return set_up(fresh(tmp_path_factory), tmp_path_factory.mktemp("kit"))


@pytest.fixture(scope="session")
def made(kit: Walk) -> Walk:
    """A new site in two languages, under version control. Nobody may change it."""
    site = Walk(kit.root)
    run(site, f"make new-site DIR=../my-site CONDITION='Glimmer itch' LANGUAGES=en,{KNOWN}")
    for command in ("cd ../my-site", "git init --quiet", COMMIT):
        run(site, command)
    return site


def run(walk: Walk, command: str) -> Done:
    done = walk.run(command)
    assert done.status == 0, done.output
    return done


def change(file: Path, old: str, new: str) -> str:
    text = file.read_text("utf-8")
    assert old in text, file
    file.write_text(text.replace(old, new), "utf-8")
    return text.replace(old, new)


def test_it_is_whole_and_green_at_once(made: Walk) -> None:
    assert "no problems" in run(made, "make site").output
    assert "Glimmer itch" in (made.folder / "site/index.html").read_text("utf-8")
    assert 'name = "glimmer-itch-guide"' in (made.folder / "pyproject.toml").read_text("utf-8")
    assert "no problems" in run(made, ".venv/bin/factbook audit --documents documents").output
    for command in (
        "ruff check hooks tests tools",
        "ruff format --check hooks tests tools",
        "lint-imports",
        "pytest --co -q",
    ):
        found = run(made, f".venv/bin/{command}").output
    assert "test_every_page.py" in found
    there = {path.name for path in (made.folder / "tests").iterdir() if path.is_dir()} - {"__pycache__"}
    assert there == {"browser"}, "the tests of the engine stay with the kit"
    assert not (made.folder / "tests/browser/own").exists() and not (made.folder / "tools/bench").exists()
    guides = [*made.folder.glob("*.md"), *made.folder.glob("docs/_contributing/*.md")]
    assert len(guides) > 8 and [link for guide in guides for link in dead_links(guide)] == []


def test_nothing_in_it_is_about_the_condition_of_the_kit(made: Walk) -> None:
    name = documents.project().book.labels["site.condition"].casefold()
    listed = subprocess.run(["git", "ls-files"], cwd=made.folder, capture_output=True, text=True, check=True).stdout
    ours = ("LICENSE", "docs/_contributing", "tests")  # whose kit it is, and its examples
    about = [file for file in listed.splitlines() if not file.startswith(ours)]
    assert len(about) > 50
    assert not [
        file for file in about if name in (made.folder / file).read_bytes().decode("utf-8", "replace").casefold()
    ]


def test_what_the_kit_knows_of_a_language_is_there(made: Walk) -> None:
    ours, theirs = documents.project(), Project.load(made.folder)
    assert theirs.renderers[KNOWN].raw_label("search.none") == ours.renderers[KNOWN].raw_label("search.none")
    assert theirs.book.languages[KNOWN].numerals == ours.book.languages[KNOWN].numerals
    assert theirs.published == (ours.book.source_language,)


@pytest.mark.parametrize(
    ("condition", "languages", "message"),
    [
        ("Glimmer <b>itch</b>", "en", "The condition must be its plain name"),
        ("x" * 61, "en", "The condition must be its plain name"),
        ("Six-day itch", "en", "FB306 unbound-figure: a figure must be bound to a fact"),
        ("Glimmer itch", "english please", "The languages must be codes joined by commas"),
        ("Glimmer itch", "en,xx", "'xx' is not a locale that CLDR knows"),
    ],
)
def test_bad_input_is_told_in_a_sentence(
    condition: str, languages: str, message: str, kit: Walk, tmp_path: Path
) -> None:
    done = kit.run(f"make new-site DIR='{tmp_path}/site' CONDITION='{condition}' LANGUAGES='{languages}'")
    assert done.status and message in done.output and "Traceback" not in done.output
    assert not (tmp_path / "site").exists()


def test_an_upgrade_brings_the_kit_and_leaves_what_is_the_sites_own(made: Walk, tmp_path: Path) -> None:
    both = shutil.copytree(made.root.parent, tmp_path / "both", symlinks=True)
    kit, site = Walk(both / "project"), Walk(both / "project")
    run(site, "cd ../my-site")
    change(site.folder / ".copier-answers.yml", str(made.root), str(kit.root))
    own = {
        name: change(site.folder / name, old, new)
        for name, old, new in (
            ("docs/index.md", "What you see", "What I see"),
            ("docs/_facts/facts/example.yml", "# One", "# Mine: one"),
            (f"docs/_translations/{KNOWN}/sources.po", 'msgid "Next step"\nmsgstr ""', 'msgid "Next step"\nmsgstr "X"'),
            ("docs/assets/brand.css", ":root", "html:root"),
        )
    }
    (site.folder / "docs/handout.md").unlink()
    change(site.folder / "mkdocs.yml", "  - handout.md\n", "")
    change(site.folder / "docs/_facts/labels.yml", "site.name:", "site.mine: mine\nsite.name:")
    run(site, COMMIT)

    change(kit.root / "starter/docs/index.md.jinja", "What you see", "What they see")
    change(kit.root / "docs/assets/brand.css", ":root", "body")
    change(kit.root / "docs/assets/site.css", "a {", "a  {")
    change(kit.root / "mkdocs.yml", "  - abbr", "  - abbr\n  - footnotes")
    change(kit.root / "docs/_facts/labels.yml", "site.skip:", "site.newer: Newer\nsite.skip:")
    (kit.root / "docs/_contributing/weblate.md").rename(kit.root / "docs/_contributing/newer.md")
    run(kit, COMMIT)
    run(site, "make upgrade")
    assert {name: (site.folder / name).read_text("utf-8") for name in own} == own
    names = {path.name for path in (site.folder / "docs").rglob("*.md")}
    assert "newer.md" in names and not names & {"weblate.md", "handout.md"}
    assert (site.folder / "docs/assets/site.css").read_bytes() == (kit.root / "docs/assets/site.css").read_bytes()
    settings, labels = ((site.folder / name).read_text("utf-8") for name in ("mkdocs.yml", "docs/_facts/labels.yml"))
    assert "  - footnotes\n" in settings and "handout.md" not in settings and 'site_name: "Glimmer' in settings
    assert "site.newer: Newer\n" in labels and "site.mine: mine\n" in labels
    assert polib.pofile(str(site.folder / f"docs/_translations/{KNOWN}/ui.po")).find("Newer")
    run(site, COMMIT)

    for walk, text in ((kit, "Newest"), (site, "Mine")):
        change(walk.folder / "docs/_facts/labels.yml", "site.newer: Newer", f"site.newer: {text}")
        run(walk, COMMIT)
    done = site.run("make upgrade")
    assert done.status and "docs/_facts/labels.yml\nThe kit and you have changed the same lines" in done.output
