"""The guides for contributors: each is walked from a clean clone as it is written, and what it names is there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import click
import polib
import pytest
from translate.storage import pypo

from factbook.check import run_checks
from factbook.cli.main import main
from factbook.project import Project
from tests import documents
from tests.helpers import ROOT
from tests.walks import Done, Walk, dead_links, fresh, set_up

FOLDER = "docs/_contributing"
GUIDES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob(f"{FOLDER}/*.md") if path.name != "rules.md")
WALKED = [
    f"{FOLDER}/{name}.md"
    for name in ("fix-a-sentence", "add-a-language", "translate", "weblate", "review", "evidence", "fork")
]
TEXTS = ["README.md", "CONTRIBUTING.md", *GUIDES]
STARTER = "starter/README.md.jinja"
EXAMPLES = ("docs/_translations/pt/", "docs/_facts/fingerprints/course-flyer.json", "documents/")
"""What guides name that is there only after one has followed them."""


@pytest.fixture
def walk(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Walk:
    """A clone that is set up: nobody else walks in it."""
    return set_up(fresh(tmp_path_factory), tmp_path)


def failed(walk: Walk) -> list[str]:
    return [f"{row.command}: {row.output}" for row in walk.done if row.status]


# -- the walks


@pytest.mark.site
def test_fix_a_sentence(walk: Walk) -> None:
    """Everything happens in the browser: the edit is made here, and then what the checks run first."""
    file = walk.root / "docs/_translations/es/signs.po"
    text = file.read_text("utf-8")
    edited, count = re.subn(r'(msgctxt "title"\nmsgid .*\nmsgstr ")', r"\1Mejor: ", text, count=1)
    file.write_text(edited, "utf-8")
    assert count and walk.run(".venv/bin/factbook check").status == 0, failed(walk)
    project = Project.load(walk.root)
    assert project.renderers["es"].head(project.pages["signs.md"], "title").startswith("Mejor: ")

    damaged, count = re.subn(r"\{\{ cite\('[^'\n]*'\) \}\}\.(?=\"\n\n)", ".", text, count=1)
    file.write_text(damaged, "utf-8")
    assert count
    commands = (walk.root / ".ci/run").read_text("utf-8").splitlines()
    told = walk.run(next(line for line in commands if line.startswith("make")).partition("#")[0])
    assert told.status != 0
    assert re.search(
        r"^docs/_translations/es/signs\.po:\d+:1 FB402 damaged-translation: the call \S+ must be kept",
        told.output,
        re.M,
    )


@pytest.mark.site
def test_add_a_language(walk: Walk) -> None:
    done = walk.follow(f"{FOLDER}/add-a-language.md")
    assert [row.command for row in walk.done if row.status] == [".venv/bin/factbook translate check pt"], failed(walk)
    assert "FB405 unpublished-language: 'pt' must be 90 % translated" in done["make site"].output
    assert "no problems" in done["make site"].output
    home = (walk.root / "site/index.html").read_text("utf-8")
    assert 'hreflang="es"' in home and 'hreflang="pt"' not in home
    assert "/pt/" not in (walk.root / "site/sitemap.xml").read_text("utf-8")
    assert 'lang="en"' in (walk.root / "site/pt/index.html").read_text("utf-8")


@pytest.mark.site
def test_add_a_source_and_a_fact(walk: Walk) -> None:
    def write_these_lines_and_check_again(check: Done) -> None:
        found = re.findall(r"^(\S+\.md):\d+:\d+ FB303 .*\n +hint: Write (sources: \[.*\])\.", check.output, re.M)
        assert {file for file, _ in found} == {"docs/get-help.md", "docs/evidence/care.md", "docs/sources.md"}, (
            check.output
        )
        for file, line in found:
            text = (walk.root / file).read_text("utf-8")
            (walk.root / file).write_text(re.sub(r"^sources: .*$", line, text, count=1, flags=re.M), "utf-8")
        assert walk.run(check.command).output.startswith("no problems")

    check = ".venv/bin/factbook check"
    done = walk.follow(f"{FOLDER}/evidence.md", then={check: write_these_lines_and_check_again})
    assert [row.command for row in walk.done if row.status] == [check], failed(walk)
    assert "Left to translate" in done["make site"].output
    page = (walk.root / "site/get-help/index.html").read_text("utf-8")
    assert 'data-fact="course-evenings"' in page and "The course has 3 evenings" in page
    assert "A course for families" in (walk.root / "site/es/sources/index.html").read_text("utf-8")


@pytest.mark.site
def test_a_site_for_another_condition_and_later_improvements(walk: Walk) -> None:
    guide, site, style = f"{FOLDER}/fork.md", walk.root.parent / "my-site", "docs/assets/site.css"
    walk.follow("CONTRIBUTING.md", "On your own computer")
    done = walk.follow(guide, "Start a site")
    assert not failed(walk)
    assert "no problems" in done["make site"].output and "FB405 unpublished-language: 'fr'" in done["make site"].output
    assert walk.run("git -C ../my-site status --porcelain").output == "" and (site / "site/fr/index.html").exists()
    before = (site / "docs/index.md").read_bytes()

    (walk.root / style).write_text((walk.root / style).read_text("utf-8") + "/* newer */\n", "utf-8")
    walk.folder = walk.root
    walk.run("git commit --quiet --all --message newer")
    done = walk.follow(guide, "Take later improvements")
    assert not failed(walk)
    assert "no problems" in done["make site"].output and (site / "docs/index.md").read_bytes() == before
    assert walk.run("git -C ../my-site show --name-only --format=").output == f".copier-answers.yml\n{style}\n"


@pytest.mark.site
def test_record_a_review(walk: Walk) -> None:
    walk.follow(f"{FOLDER}/review.md")
    assert not failed(walk)
    assert "pediatric neurologist" in (walk.root / "site/signs/index.html").read_text("utf-8")
    project = Project.load(walk.root)
    spanish = project.rendered("es", project.pages["signs.md"])
    assert "medical translator" in spanish.trust
    page = walk.root / "docs/signs.md"
    page.write_text(page.read_text("utf-8").replace("# What", "# Now: what", 1), "utf-8")
    cleared = Project.load(walk.root)
    shown = cleared.rendered("en", cleared.pages["signs.md"]).trust
    assert "pediatric neurologist" not in shown and cleared.book.labels["review.none"] in shown


def test_keep_a_translation_current(walk: Walk) -> None:
    walk.follow(f"{FOLDER}/translate.md")
    walk.follow(f"{FOLDER}/weblate.md")
    left = {".venv/bin/factbook translate check es"}  # status 1 where something is left to translate
    assert not [row for row in walk.done if row.status not in ({0, 1} if row.command in left else {0})], failed(walk)
    assert run_checks.check_content(Project.load(walk.root)) == []


def test_nothing_is_reviewed_as_long_as_the_guide_says_so() -> None:
    project = documents.project()
    reviewed = [page.file for page in project.pages.values() if page.meta.reviewed]
    reviewed += [file for row in project.bundles.values() for file, found in row.catalogs.items() if found.reviewed]
    says_none = "Nothing has been reviewed so far" in (ROOT / FOLDER / "review.md").read_text("utf-8")
    assert says_none == (not reviewed), reviewed


# -- Weblate


def settings(name: str) -> str:
    found = re.search(rf"\*\*{re.escape(name)}\*\* \| `(.*)` \|", (ROOT / FOLDER / "weblate.md").read_text("utf-8"))
    assert found, name
    return found[1]


def test_weblate_finds_every_file_of_every_language() -> None:
    discovery = re.compile(f"^{settings('Regular expression to match translation files against')}$")
    files = [path.relative_to(ROOT).as_posix() for path in ROOT.glob("docs/_translations/**/*.po")]
    found = [discovery.match(file) for file in files]
    assert len(files) > 10 and all(found)
    assert {row["language"] for row in found if row} == set(documents.project().bundles)
    assert any(fnmatch(file, settings("File mask")) for file in files)


def test_weblate_misses_no_placeholder_and_warns_of_no_good_translation() -> None:
    pattern = re.compile("|".join(re.findall(r'r"((?:[^"\\]|\\.)*)"', settings("Translation flags"))))
    project, kept = documents.project(), 0
    for coverage in project.coverages.values():
        for _, text, verdict in coverage.rows:
            if verdict.state == "translated" and verdict.text:
                assert set(pattern.findall(text.source)) == set(pattern.findall(verdict.text)), text.source
                kept += len(pattern.findall(text.source))
    assert kept > 500
    for lost in ("{{ fact('a') }}", "{{ cite('a', 'b') }}", "{{ term('a', 'b') }}", "{value}", "{{ hotlines() }}"):
        assert pattern.findall(lost), lost
    assert pattern.findall("{{ term('a', 'b') }}") == pattern.findall("{{ term('a', 'c') }}")
    assert pattern.findall("{{ term('a', 'b') }}") != pattern.findall("{{ term('b', 'b') }}")


def test_a_file_that_weblates_library_has_written_is_as_good(walk: Walk) -> None:
    file = walk.root / "docs/_translations/es/signs.po"
    store = pypo.pofile.parsefile(str(file))
    before = {(row.getcontext(), row.source): row.target for row in store.units if not row.isheader()}
    changed = next(row for row in store.units if row.source.startswith("If you see"))
    changed.target = f"{changed.target} "
    changed.target = changed.target.rstrip()
    store.updateheader(add=True, X_Generator="Weblate 5.14", Last_Translator="Someone <someone@example.org>")
    store.wrapper.width = 77
    store.save()
    assert file.read_text("utf-8").count("Weblate 5.14") == 1
    assert run_checks.check_content(Project.load(walk.root)) == []
    assert walk.run(".venv/bin/factbook translate update es").status == 0
    after = {(row.msgctxt or "", row.msgid): row.msgstr for row in polib.pofile(str(file))}
    assert after == before and "Weblate 5.14" in file.read_text("utf-8")


# -- what the texts name


def quoted(name: str) -> Iterator[str]:
    """What stands in backquotes, or in a block of commands, line by line."""
    text = (ROOT / name).read_text("utf-8")
    for block in re.findall(r"^ *```sh\n(.*?)^ *```$", text, re.M | re.S):
        yield from (line.partition("  #")[0].strip() for line in block.splitlines())
    yield from re.findall(r"`([^`\n]+)`", re.sub(r"^ *```.*?^ *```$", "", text, flags=re.M | re.S))


@pytest.mark.parametrize("name", [*TEXTS, STARTER])
def test_each_command_is_one_with_these_options(name: str) -> None:
    for words in (shlex.split(line) for line in quoted(name) if re.match(r"(\.venv/bin/)?factbook [a-z]", line)):
        command: click.Command = main
        rest = words[1:]
        while isinstance(command, click.Group):
            assert rest and rest[0] in command.commands, words
            command = command.commands[rest.pop(0)]
        options = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in rest if word.startswith("--")} <= options | {"--help"}, words


@pytest.mark.parametrize("name", [*TEXTS, STARTER])
def test_each_target_of_make_is_there(name: str) -> None:
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)
    named = {line.split()[1] for line in quoted(name) if re.match(r"make \w", line)}
    assert named <= set(targets)


@pytest.mark.parametrize("name", TEXTS)
def test_each_file_and_folder_is_there(name: str) -> None:
    places = {word for line in quoted(name) for word in line.split()}
    paths = {
        word for word in places if re.fullmatch(r"(?:docs|hooks|overrides|tests|tools|\.ci|\.github)/[\w./*-]*", word)
    }
    assert [path for path in sorted(paths) if not path.startswith(EXAMPLES) and not any(ROOT.glob(path))] == []


@pytest.mark.parametrize("name", TEXTS)
def test_each_link_leads_somewhere(name: str) -> None:
    assert list(dead_links(ROOT / name)) == []


def test_the_facts_that_the_readme_names_are_there() -> None:
    named = re.findall(r"(?:fact|cite)\('([^']+)'\)", (ROOT / "README.md").read_text("utf-8"))
    assert named and set(named) <= set(documents.project().book.facts)


def test_every_guide_is_listed() -> None:
    listed = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert [name for name in [*GUIDES, f"{FOLDER}/rules.md"] if f"({name}" not in listed] == []


@pytest.mark.parametrize("name", WALKED)
def test_a_guide_is_numbered_and_says_what_one_sees_and_what_to_do_when_it_fails(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert re.search(r"^1\. ", text, re.M) and re.search(r"[Yy]ou (?:will )?see|means that", text)
    assert re.search(r"^## (?:When|What you will see)", text, re.M) and "programmer" not in text
