"""What a real failing `make site` prints on GitHub is read there as notes at the right lines of the project's files."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.helpers import ROOT, base_project, write_tree
from tests.walks import Walk, link_venv

pytestmark = pytest.mark.site
_LINE = re.compile(r"^(.+):(\d+):(\d+) (FB\d+) [a-z0-9-]+: (.+(?:\n    hint: .+)?)$", re.M)


class Note(NamedTuple):
    """A workflow command that annotates a line."""

    level: str
    file: str
    line: int
    col: int
    title: str
    """The code, without the name."""
    text: str


def note(line: str) -> Note:
    """Reads a command as GitHub's runner does: ActionCommand.TryParseV2, with the values unescaped as there."""
    assert line.startswith("::")
    end = line.index("::", 2)
    command, _, given = line[2:end].partition(" ")
    properties = dict(pair.split("=", 1) for pair in given.split(",") if pair)
    assert set(properties) == {"file", "line", "col", "title"}
    found = {key: _unescaped(value, {"%3A": ":", "%2C": ","}) for key, value in properties.items()}
    return Note(
        command,
        found["file"],
        int(found["line"]),
        int(found["col"]),
        found["title"].split()[0],
        _unescaped(line[end + 2 :], {}),
    )


def _unescaped(text: str, also: dict[str, str]) -> str:
    for escaped, sign in {"%0D": "\r", "%0A": "\n", **also, "%25": "%"}.items():
        text = text.replace(escaped, sign)
    return text


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    """The base project with the commands of this one, and its packages."""
    root = base_project(tmp_path / "project")
    for name in ("Makefile", "pyproject.toml", "requirements.txt"):
        shutil.copy(ROOT / name, root / name)
    link_venv(root / ".venv")
    (root / ".venv/.site").touch()
    return Walk(root)


def notes(walk: Walk) -> list[Note]:
    """The notes of a build that fails; they must be its report, each problem once."""
    done = walk.run("GITHUB_ACTIONS=true make site")
    assert done.status != 0
    found = [note(line) for line in done.output.splitlines() if line.startswith("::")]
    report = "\n".join(line for line in done.output.splitlines() if not line.startswith("::"))
    assert [(row.file, str(row.line), str(row.col), row.title) for row in found] == [
        (file, line, col, code) for file, line, col, code, _ in _LINE.findall(report)
    ]
    assert [row.text for row in found] == [row[4].replace("\n    hint: ", "\n") for row in _LINE.findall(report)]
    assert found and {row.level for row in found} == {"error"}, report
    return found


def line_of(walk: Walk, row: Note) -> str:
    return (walk.root / row.file).read_text("utf-8").splitlines()[row.line - 1]


def test_problems_of_the_content_stand_at_their_lines(walk: Walk) -> None:
    body = "There are 99%0A::error file=x::y of them, 100 %.\n"
    head = (walk.root / "docs/words.md").read_text("utf-8").split("---")[1]
    write_tree(walk.root, {"docs/a,b: 50%25.md": "no head\n", "docs/odd.md": f"---{head}---\n# B\n\n{body}"})
    found = notes(walk)
    assert ("docs/a,b: 50%25.md", "FB301") in {(row.file, row.title) for row in found}
    odd = [row for row in found if row.title == "FB307" and row.file == "docs/odd.md"]
    assert [line_of(walk, row) for row in odd] == [body.strip()] and "99%0A::error file=x::y" in " ".join(
        row.text for row in odd
    )


def test_problems_of_the_built_pages_stand_where_they_were_written(walk: Walk) -> None:
    page = walk.root / "docs/words.md"
    page.write_text(page.read_text("utf-8") + "\n[one](../no/){: .editorial }\n{: .editorial }\n", "utf-8")
    label = walk.root / "overrides/partials/factbook/disclaimer.html"
    label.write_text(label.read_text("utf-8").replace('role="note"', 'role="none"'), "utf-8")
    found = notes(walk)
    links = [row for row in found if row.title == "FB512"]
    assert {row.file for row in links} == {"docs/words.md"}
    assert {line_of(walk, row).partition("(")[0] for row in links} == {"[one]"}
    assert all((walk.root / row.file).is_file() for row in found if not row.file.startswith("site/")), found
    assert {"FB501", "FB512"} <= {row.title for row in found}


def test_the_menu_is_at_its_line_in_the_settings(walk: Walk) -> None:
    settings = walk.root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("  - care.md\n", "  - care.md\n  - no-such-page.md\n"), "utf-8")
    (row,) = notes(walk)
    assert (row.file, line_of(walk, row)) == ("mkdocs.yml", "  - no-such-page.md")


def test_what_mkdocs_alone_warns_of_stands_at_its_line(walk: Walk) -> None:
    with (walk.root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nvalidation: {links: {unrecognized_links: warn}}\n")
    page = walk.root / "docs/words.md"
    page.write_text(page.read_text("utf-8") + "\n[one](../proof/)\n{: .editorial }\n", "utf-8")
    for row in notes(walk):  # one for each language, where MkDocs guesses another page
        assert (row.file, row.title, line_of(walk, row)) == ("docs/words.md", "FB520", "[one](../proof/)")
