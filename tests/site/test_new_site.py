"""A site for another condition is a change of data only: `factbook new-site`, and `factbook upgrade-site` later on."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
import yaml
from click.testing import CliRunner, Result

from factbook import kit, session
from factbook.cli import main
from factbook.material_texts import theme_texts
from factbook.project import Project
from tests.helpers import ROOT, write_tree
from tests.walks import dead_links

pytestmark = pytest.mark.site

CONDITION = "Glimmer itch, type 2"  # a name with a figure in it
LABEL = "search.none"
QUICK = ["tests/test_audit.py", "tests/test_rules.py", "-k", "audit or base_project or FB405 or FB501"]
"""Tests that build the fixtures' project out of the site around it: what could differ in another site."""


def new_site(folder: Path, condition: str, languages: str) -> Result:
    arguments = ["new-site", str(folder), "--condition", condition, "--languages", languages, "--root", str(ROOT)]
    return CliRunner().invoke(main, arguments)


def made(folder: Path, condition: str, languages: str) -> Path:
    done = new_site(folder, condition, languages)
    assert done.exit_code == 0, done.output
    return folder


def run(site: Path, *arguments: str) -> str:
    """Runs a Python module in a site, with the site's own copy of the engine."""
    own = {"PYTHONPATH": f"{site / 'hooks'}{os.pathsep}{site}", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=site, env=os.environ | own, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site in a folder that was there and empty, built. Nobody may change it."""
    folder = made(tmp_path_factory.mktemp("new"), CONDITION, "en,fr")
    run(folder, "-m", "mkdocs", "build", "--strict")
    return folder


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    return shutil.copytree(site, tmp_path / "copy", ignore=shutil.ignore_patterns("site"))


def test_it_is_built_at_once_and_judged_good(site: Path) -> None:
    project = Project.load(site)
    assert session.check_content(project) == session.check_site(site / "site", project) == []
    assert "Glimmer itch, type 2" in (site / "site/index.html").read_text("utf-8")


def test_a_second_language_is_built_for_preview_only(site: Path) -> None:
    assert Project.load(site).published == ("en",)
    assert '<meta name="robots" content="noindex">' in (site / "site/fr/index.html").read_text("utf-8")
    assert "/fr/" not in (site / "site/sitemap.xml").read_text("utf-8")


def test_what_the_theme_knows_is_translated_already(site: Path) -> None:
    project, known = Project.load(site), theme_texts("en", "fr")
    shown = {key: project.renderers["fr"].raw_label(key) for key, text in project.book.labels.items() if text in known}
    assert shown and shown == {key: known[project.book.labels[key]] for key in shown}


def test_its_own_tests_pass_with_its_own_engine(site: Path, tmp_path: Path) -> None:
    assert str(site) in run(site, "-c", "import factbook; print(factbook.__file__)")
    here = ["-p", "no:cacheprovider", "--basetemp", str(tmp_path / "own")]  # or it clears up after earlier runs of ours
    assert re.search(r"\d+ passed", run(site, "-m", "pytest", *here, *QUICK))


def test_tests_of_this_sites_text_stay_here(site: Path) -> None:
    copied = {path.relative_to(site).as_posix() for path in (site / "tests").rglob("*")}
    assert {"tests/rules/base", "tests/browser/conftest.py", "tests/test_rules.py"} <= copied
    assert not copied & {name.removesuffix("/*") for name in kit.CONTENT_TESTS}


def test_nothing_in_it_is_about_the_condition_of_this_site(site: Path) -> None:
    name = Project.load(ROOT).book.labels["site.condition"]
    ours = {"LICENSE", "docs/_contributing", "tests", "site"}  # whose kit it is, and its examples
    files = [path for path in site.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    about = [path for path in files if not any(path.is_relative_to(site / folder) for folder in ours)]
    assert len(about) > 50
    assert not [path for path in about if name.casefold() in path.read_text("utf-8").casefold()]


def test_the_example_is_audited_and_its_number_is_one_that_nobody_has(site: Path) -> None:
    assert "no problems" in run(
        site, "-c", "from factbook.cli import main; main()", "audit", "--documents", "documents"
    )
    numbers = [line.number for entry in Project.load(site).book.hotlines.values() for line in entry.lines]
    assert numbers and all(re.fullmatch(r"\+1\d{3}55501\d\d", number) for number in numbers)


@pytest.mark.parametrize(
    ("condition", "languages"),
    [("Crohn’s disease: more & less", "en"), ("Type 1 diabetes (T1D)", "en_GB,ar,es"), ("囊性纤维化", "zh_Hant,en")],
)
def test_names_and_languages_of_any_kind_are_fine(condition: str, languages: str, tmp_path: Path) -> None:
    project = Project.load(made(tmp_path / "site", condition, languages))
    assert session.check_content(project) == []
    assert project.book.labels["site.condition"] == condition
    assert list(project.book.languages) == [locale.split("_")[0] for locale in languages.split(",")]


def test_a_name_for_the_package_is_made_from_the_condition(site: Path) -> None:
    assert 'name = "glimmer-itch-type-2-guide"' in (site / "pyproject.toml").read_text("utf-8")


def test_where_the_starter_is_in_another_language_the_readme_says_what_to_rewrite(tmp_path: Path) -> None:
    done = new_site(tmp_path / "site", CONDITION, "pt_BR,pl")
    readme = (tmp_path / "site/README.md").read_text("utf-8")
    assert "README.md says what to rewrite" in done.output and "## Rewrite in Português" in readme


@pytest.mark.parametrize(
    ("condition", "languages", "message"),
    [
        ("", "en", "the condition must be named"),
        ("   ", "en", "the condition must be named"),
        ("Glimmer <b>itch</b>", "en", "the condition must be plain words without markup"),
        ("Glimmer {{ itch }}", "en", "the condition must be plain words without markup"),
        ("Glimmer\u202eitch", "en", "the condition must be plain words without markup"),
        ("x" * 61, "en", "the condition must have at most 60 characters"),
        ("Six-day itch", "en", "FB306 a figure must be bound to a fact, 'Six' is not"),
        ("Glimmer itch", "xx", "'xx' is not a locale that CLDR knows"),
        ("Glimmer itch", "english", "a language must be a code such as pt or pt_BR"),
        ("Glimmer itch", "en,", "a language must be a code such as pt or pt_BR"),
        ("Glimmer itch", "en,en_GB", "a language must be given once, 'en' is given again"),
    ],
)
def test_bad_input_is_one_clear_message_and_nothing_is_written(
    condition: str, languages: str, message: str, tmp_path: Path
) -> None:
    done = new_site(tmp_path / "site", condition, languages)
    assert done.exit_code == 2 and message in done.output
    assert done.output.count("Error: ") == 1 and not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", ["folder", "file", "inside"])
def test_what_is_there_already_is_left_alone(kind: str, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("mine", "utf-8")
    folder = {"folder": tmp_path / "mine", "file": tmp_path / "mine/notes.txt", "inside": ROOT / "docs/new"}[kind]
    done = new_site(folder, CONDITION, "en")
    assert done.exit_code == 2 and "the folder must be" in done.output
    assert [path.name for path in tmp_path.rglob("*")] == ["mine", "notes.txt"] and not (ROOT / "docs/new").exists()


def test_a_number_from_a_document_without_date_and_publisher_is_shown(copy: Path) -> None:
    file = copy / "docs/_facts/sources.yml"
    entry = yaml.safe_load(file.read_text("utf-8"))["example"]
    for key in ("publisher", "dated", "dated_anchor"):
        del entry[key]
    file.write_text(yaml.safe_dump({"example": entry}), "utf-8")
    project = Project.load(copy)
    assert project.book.labels["sources.undated"] in project.renderers["en"].page(project.pages["index.md"]).markdown


def test_its_colours_are_in_one_place(site: Path) -> None:
    style = (site / "docs/assets/site.css").read_text("utf-8")
    literal = re.findall(r"#[0-9a-f]{3,8}\b|rgba?\([^)]*\)", style, re.IGNORECASE)
    assert {re.sub(r" */.*", "", colour) for colour in literal} <= {"#fff", "#000", "rgb(0 0 0"}  # paper, ink, shadows
    assert "--brand: #" in (site / "docs/assets/brand.css").read_text("utf-8")


def test_every_link_of_its_readme_and_guides_leads_somewhere(site: Path) -> None:
    guides = [
        "README.md",
        "CONTRIBUTING.md",
        *(f"docs/_contributing/{path.name}" for path in site.glob("docs/_contributing/*.md")),
    ]
    assert len(guides) > 8 and [link for name in guides for link in dead_links(site / name)] == []


# -- what the README says to do first

LEAFLET = "Living with it\nRed ears are a common sign. About 1 in 3000 people has them.\nCall our line: 202-555-0147\n"
OWN = {
    "docs/_facts/facts/signs.yml": """
red-ears:
  claim: Red ears are a common sign.
  evidence: [{source: clinic-leaflet, anchor: Red ears are a common sign}]
how-many:
  claim: It affects {value} people.
  value: {part: 1, of: 3000, approx: true}
  evidence: [{source: clinic-leaflet, anchor: About 1 in 3000 people}]
""",
    "docs/_facts/hotlines.yml": """
clinic-line:
  name: Line of the clinic
  source: clinic-leaflet
  lines: [{number: '+12025550147', anchor: 'Call our line: 202-555-0147'}]
""",
}


def test_the_example_can_be_replaced_by_documents_of_ones_own(copy: Path) -> None:
    (copy / "documents/clinic-leaflet.txt").write_text(LEAFLET, "utf-8")
    readme = (copy / "README.md").read_text("utf-8")
    command = next(line.split()[1:] for line in readme.splitlines() if " source add " in line)
    factbook = ("-c", "from factbook.cli import main; main()")
    run(copy, *factbook, *command)
    sources = (copy / "docs/_facts/sources.yml").read_text("utf-8")
    filled = {"title": "Living with it", "kind": "leaflet", "reliability": "A leaflet.", "read": "2026-11-20"}
    for key, text in filled.items():
        sources = re.sub(rf"^  {key}: <.*>$", f"  {key}: {text}", sources, flags=re.M)
    sources = re.sub(r"^  publisher: <.*>\n", "", sources, flags=re.M)
    write_tree(copy, {**OWN, "docs/_facts/sources.yml": sources[sources.index("clinic-leaflet:") :]})
    change(copy, "docs/_facts/labels.yml", "kind.example", "kind.leaflet")
    change(copy, "docs/_facts/labels.yml", "topic.example", "topic.signs")
    for name in ("docs/_facts/facts/example.yml", "docs/_facts/fingerprints/example.json", "documents/example.txt"):
        assert name in readme
        (copy / name).unlink()
    files = {problem.file for problem in session.check_content(Project.load(copy))}
    assert files == {
        "docs/_facts/glossary.yml",
        *(f"docs/{name}.md" for name in ("index", "about", "sources", "evidence", "translations")),
        *("docs/handout.md", "docs/emergency-card.md"),
    }
    for name in files:
        text = (copy / name).read_text("utf-8").replace("[example]", "[clinic-leaflet]")
        (copy / name).write_text(
            text.replace("example-bell", "red-ears").replace("example-rooms", "how-many"), encoding="utf-8"
        )
    assert session.check_content(Project.load(copy)) == []
    run(copy, "-m", "mkdocs", "build", "--strict")
    assert "Red ears are a common sign" in (copy / "site/index.html").read_text("utf-8")
    assert "no problems" in run(copy, *factbook, "audit", "--documents", "documents")


# -- later improvements


def upgrade(folder: Path) -> Result:
    return CliRunner().invoke(main, ["upgrade-site", str(folder), "--root", str(ROOT)])


def change(site: Path, file: str, old: str, new: str) -> str:
    """Replaces what stands in a file once or more, and returns the new text."""
    text = (site / file).read_text("utf-8")
    assert old in text
    (site / file).write_text(text.replace(old, new), "utf-8")
    return text.replace(old, new)


def test_a_site_made_just_now_needs_no_upgrade(copy: Path) -> None:
    assert upgrade(copy).output == "nothing to change\n"


def test_an_upgrade_brings_the_engine_and_new_labels_and_keeps_the_rest(copy: Path) -> None:
    line = yaml.safe_dump({LABEL: Project.load(copy).book.labels[LABEL]})
    change(copy, "docs/_facts/labels.yml", line, "")
    run(copy, "-c", "from factbook.cli import main; main()", "translate", "update")
    own = {
        "docs/index.md": change(copy, "docs/index.md", "Say here what comes first.", "Stay calm."),
        "docs/assets/brand.css": change(copy, "docs/assets/brand.css", ":root", "html:root"),
    }
    change(copy, "hooks/factbook/cli.py", "The command", "An older command")
    (copy / "overrides/old.html").write_text("old", "utf-8")
    (copy / "tests/test_mine.py").write_text("", "utf-8")
    done = upgrade(copy)
    assert done.output.splitlines()[:-1] == [
        "changed hooks/factbook/cli.py", "removed overrides/old.html", f"added the label {line.strip()}"
    ]  # fmt: skip
    assert {name: (copy / name).read_text("utf-8") for name in own} == own and (copy / "tests/test_mine.py").exists()
    assert f'msgctxt "label.{LABEL}"' in (copy / "docs/_translations/fr/ui.po").read_text("utf-8")
    assert session.check_content(Project.load(copy)) == []


def files_of(site: Path) -> dict[str, bytes]:
    found = (path for path in site.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in found}


def test_an_upgrade_leaves_every_byte_of_what_is_the_sites_own(copy: Path) -> None:
    text = Project.load(copy).book.labels[LABEL]
    change(copy, "docs/_facts/labels.yml", yaml.safe_dump({LABEL: text}), "")
    change(copy, "docs/_facts/labels.yml", "site.skip: ", "site.skip: Please ")
    own = ["docs/_facts/facts/mine.yml", "docs/mine.md", ".github/mine.yml", "tests/test_mine.py", "mine.txt"]
    for name in own:
        (copy / name).write_text("# mine\n", "utf-8")
    for name in ("mkdocs.yml", "README.md", "LICENSE", "docs/assets/brand.css", "docs/_translations/fr/index.po"):
        (copy / name).write_text((copy / name).read_text("utf-8") + "\n# mine\n", "utf-8")
    before = files_of(copy)
    change(copy, "hooks/factbook/cli.py", "The command", "An older command")
    done = upgrade(copy)
    assert "changed hooks/factbook/cli.py" in done.output, done.output
    after = files_of(copy)
    grown = {"docs/_facts/labels.yml", "docs/_translations/fr/ui.po"}
    assert {name for name in before if before[name] != after[name]} == grown and before.keys() == after.keys()
    assert after["docs/_facts/labels.yml"].startswith(before["docs/_facts/labels.yml"].rstrip())
    assert text in after["docs/_facts/labels.yml"].decode() and "Please " in after["docs/_facts/labels.yml"].decode()


def test_a_new_label_arrives_in_the_languages_that_the_kit_has(tmp_path: Path) -> None:
    kept, there = list(kit.languages(ROOT))[:2]
    site = made(tmp_path / "site", CONDITION, f"{kept},{there}")
    ours = Project.load(ROOT).renderers[there].raw_label(LABEL)
    change(site, "docs/_facts/labels.yml", yaml.safe_dump({LABEL: Project.load(site).book.labels[LABEL]}), "")
    catalog = polib.pofile(str(site / f"docs/_translations/{there}/ui.po"))
    catalog.remove(catalog.find(f"label.{LABEL}", by="msgctxt"))
    catalog.save()
    assert f"added the label {LABEL}" in upgrade(site).output
    assert Project.load(site).renderers[there].raw_label(LABEL) == ours


@pytest.fixture
def stuck(copy: Path) -> Iterator[subprocess.Popen[bytes]]:
    """An upgrade that has changed some files and then waits for ever: nobody reads the pipe that it writes into."""
    change(copy, "hooks/factbook/cli.py", "The command", "An older command")
    (copy / "requirements.txt").unlink()
    os.mkfifo(copy / "requirements.txt")
    # Programs in the background of a shell ignore Ctrl+C, and so would what they start.
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from factbook.cli import main; main()"
    )
    command = [sys.executable, "-c", code, "upgrade-site", str(copy)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    for _ in range(600):
        if "An older command" not in (copy / "hooks/factbook/cli.py").read_text("utf-8"):
            break
        time.sleep(0.1)
    yield process
    process.kill()
    process.wait()


def test_an_upgrade_that_is_interrupted_leaves_the_site_as_it_was(copy: Path, stuck: subprocess.Popen[bytes]) -> None:
    assert "An older command" not in (copy / "hooks/factbook/cli.py").read_text("utf-8")
    stuck.send_signal(signal.SIGINT)
    assert stuck.wait(timeout=60) != 0
    assert "An older command" in (copy / "hooks/factbook/cli.py").read_text("utf-8")
    assert not (copy / ".upgrade").exists()


def test_the_next_upgrade_undoes_one_that_was_killed(copy: Path, stuck: subprocess.Popen[bytes]) -> None:
    stuck.kill()
    stuck.wait()
    done = upgrade(copy)
    assert done.output.splitlines()[:-1] == [
        "undone: an upgrade that was cut short", "changed hooks/factbook/cli.py", "added requirements.txt"
    ]  # fmt: skip
    assert upgrade(copy).output == "nothing to change\n"


def test_an_upgrade_that_cannot_write_says_so_and_changes_nothing(copy: Path) -> None:
    change(copy, "hooks/factbook/cli.py", "The command", "An older command")
    (copy / "requirements.txt").unlink()
    (copy / "requirements.txt").mkdir()
    before = files_of(copy)
    done = upgrade(copy)
    assert done.exit_code == 2 and "Is a directory" in done.output and files_of(copy) == before


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("docs/_facts/labels.yml", "a: [b"),
        ("docs/_facts/labels.yml", ""),
        ("docs/_facts/languages.yml", "- en"),
        ("docs/_translations/fr/ui.po", "no po"),
        ("pyproject.toml", "[project"),
    ],
)
def test_a_site_that_cannot_be_read_is_one_clear_message_and_nothing_is_changed(
    copy: Path, file: str, text: str
) -> None:
    change(copy, "docs/_facts/labels.yml", yaml.safe_dump({LABEL: Project.load(copy).book.labels[LABEL]}), "")
    (copy / file).write_text(text, "utf-8")
    before = files_of(copy)
    done = upgrade(copy)
    assert done.exit_code == 2 and "the site must be readable" in done.output, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert files_of(copy) == before


def test_an_upgrade_says_which_setting_is_new(copy: Path) -> None:
    change(copy, "mkdocs.yml", "  - abbr\n", "")
    assert "mkdocs.yml lacks '- abbr', under markdown_extensions" in upgrade(copy).output


def test_an_upgrade_changes_requirements_but_not_the_name(copy: Path) -> None:
    text = (copy / "pyproject.toml").read_text("utf-8")
    change(copy, "pyproject.toml", "pydantic>=", "pydantic>=1.")
    assert "changed pyproject.toml" in upgrade(copy).output
    assert (copy / "pyproject.toml").read_text("utf-8") == text


def test_an_upgrade_says_which_colour_is_new(copy: Path) -> None:
    change(copy, "docs/assets/brand.css", "--call:", "--tel:")
    assert "docs/assets/brand.css lacks --call" in upgrade(copy).output


@pytest.mark.parametrize(("folder", "message"), [(ROOT, "from another folder"), (ROOT / "docs", "a site of this kit")])
def test_only_a_site_of_the_kit_is_upgraded(folder: Path, message: str) -> None:
    done = upgrade(folder)
    assert done.exit_code == 2 and message in done.output
