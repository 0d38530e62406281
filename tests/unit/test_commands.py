"""Each command says what it does, shows how it is called, and is in the guides for contributors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from factbook.cli.main import main
from tests.helpers import ROOT, base_project, write_tree


def commands(group: click.Group, *names: str) -> Iterator[tuple[str, click.Command]]:
    """Each command with the words that call it."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, *names, name)
        else:
            yield " ".join([*names, name]), command


COMMANDS = dict(commands(main))
OF_TRANSLATORS = sorted(name for name in COMMANDS if name.startswith(("translate", "review")))
GUIDES = [ROOT / "CONTRIBUTING.md", ROOT / "README.md", *sorted((ROOT / "docs/_contributing").glob("*.md"))]
GUIDES.append(ROOT / "Makefile")  # its targets are commands too: make schema


def shown(name: str) -> str:
    done = CliRunner().invoke(main, [*name.split(), "--help"])
    assert done.exit_code == 0
    return done.output


def test_the_commands_that_were_asked_for_are_there() -> None:
    asked = {"update", "check", "status", "new"}
    assert {name.removeprefix("translate ") for name in OF_TRANSLATORS} == {*asked, "review"}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_and_each_of_its_options_say_what_they_do(name: str) -> None:
    assert (COMMANDS[name].help or "").partition("\n\n")[0].endswith(".")
    options = [option for option in COMMANDS[name].params if isinstance(option, click.Option)]
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize("name", OF_TRANSLATORS)
def test_the_help_for_translators_has_an_example_that_fits_and_the_exit_status(name: str) -> None:
    text = shown(name)
    calls = re.findall(rf"^    factbook {name}\b(.*?)(?:   \(.*\))?$", text, re.MULTILINE)
    known = {flag for option in COMMANDS[name].params for flag in option.opts}
    assert calls and {flag for call in calls for flag in re.findall(r"--[\w-]+", call)} <= known
    assert re.search(r"Exit status: 0 .* 2 wrong use of the command", " ".join(text.split()))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_in_the_guides(name: str) -> None:
    assert any(f"factbook {name}" in guide.read_text("utf-8") for guide in GUIDES)


@pytest.mark.parametrize("name", ["update", "check", "status"])
def test_a_language_that_is_none_is_wrong_use(name: str) -> None:
    done = CliRunner().invoke(main, ["translate", name, "xx", "--root", str(ROOT)])
    assert done.exit_code == 2 and "'xx' is not a language to translate into" in done.output


def test_every_code_is_explained() -> None:
    engine = "".join(path.read_text("utf-8") for path in (ROOT / "hooks/factbook").rglob("*.py"))
    guides = "".join((ROOT / f"docs/_contributing/{name}.md").read_text("utf-8") for name in ("rules", "publish"))
    codes = set(re.findall(r'"(FB\d{3})"', engine))
    assert len(codes) > 50 and {code for code in codes if f"{code}" not in guides} == set()


# --- what a command cannot use


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return base_project(tmp_path / "project")


def refusal(root: Path, *words: str) -> str:
    """What a command says that ends with status 1, and not by an error of its own."""
    done = CliRunner().invoke(main, [*words, "--root", str(root)])
    assert done.exit_code == 1 and isinstance(done.exception, SystemExit), done.exception
    return done.output


@pytest.mark.parametrize("words", ["check", "reading", "render OUT"])
def test_a_template_that_fails_is_reported_at_its_line(
    words: str, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = project / "overrides/partials/factbook/compare.html"
    file.write_text(f"\n{{{{ nobody.knows }}}}{file.read_text('utf-8')}", "utf-8")
    write_tree(project, {"docs/_facts/limits.yml": "reading: {en: {measure: lexicon_count}}\n"})
    monkeypatch.chdir(project)  # as contributors do: then the paths of the templates are relative
    output = refusal(Path(), *words.replace("OUT", str(tmp_path / "out")).split())
    assert output.startswith("overrides/partials/factbook/compare.html:2:1 FB115 ")


def test_pages_with_problems_are_not_rendered(project: Path) -> None:
    file = project / "docs/index.md"
    file.write_text(file.read_text("utf-8").replace("cite('itch-elbows')", "cite('itch-elbow')"), "utf-8")
    assert "docs/index.md:9:" in refusal(project, "render", str(project / "out"))


def test_a_register_that_is_not_utf_8_is_a_problem_and_nothing_is_written(project: Path) -> None:
    file = project / "docs/_facts/sources.yml"
    file.write_bytes(b"# caf\xe9\n" + file.read_bytes())
    output = refusal(project, "source", "add", "clinic", str(project / "documents/leaflet.txt"))
    assert output.startswith("docs/_facts/sources.yml:1:1 FB113 ")
    assert not (project / "docs/_facts/fingerprints/clinic.json").exists()


def test_a_folder_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["schema", "--root", str(tmp_path)])
    assert done.exit_code == 2 and "is no project, it has no docs/_facts. Go to the folder" in done.output
