"""Changes that mislead readers are caught on any site: they are made of the facts, pages and translations that it has.

A site for another condition runs this too. What only a person can judge is shown by `factbook diff`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from factbook.check import run_checks
from factbook.model.problem import Place
from factbook.project import Project
from tests.helpers import ROOT

PAGE_ATTACKS = {
    "a figure": ("It helps 9 of 10.\n{: .editorial }", "FB306"),
    "a figure above the line": ("It helps ⁹⁰ of them.\n{: .editorial }", "FB306"),
    "a figure in circles": ("It helps ⑨⑩ of them.\n{: .editorial }", "FB306"),
    "a figure as a picture sign": ("It helps \U0001f4af of them.\n{: .editorial }", "FB306"),
    "a statement without a source": ("It always heals.", "FB307"),
    "a telephone number": ("Call 1-800-555-0142.\n{: .editorial }", "FB306"),
    "a link that dials": ("[Call](tel:+18005550142)\n{: .editorial }", "FB313"),
    "a script": ("<script>alert(1)</script>", "FB313"),
    "an unseen character": ("Ask a doc\u200btor.\n{: .editorial }", "FB313"),
    "a word struck out": ("Do n\u0336o\u0336t wait.\n{: .editorial }", "FB313"),
    "a letter of another alphabet": ("Ask a d\u043ector.\n{: .editorial }", "FB313"),
    "a text that turns round": ("Ask \u202ea doctor.\n{: .editorial }", "FB313"),
    "an urgent box that folds": ('??? act-now "What to do"\n\n    Ask.\n    {: .editorial }', "FB313"),
    "a stranger's address": ("See [more](https://stranger.invalid/).\n{: .editorial }", "FB337"),
    "a picture file": ("![It heals](assets/x.png)", "FB313"),
    "an unknown fact": ("It heals {{ cite('no-such-fact') }}.", "FB304"),
}
"""What is put at the end of a page, and the rule that must find it there."""
FILE_ATTACKS = {
    "docs/more.js": ("alert(1)\n", "FB345"),
    "docs/more.html": ("<h1>It heals</h1>\n", "FB345"),
    "docs/assets/more.css": ("#disclaimer { display: none }\n", "FB346"),
    "docs/more.md": ("# It heals\n\nIt heals.\n", "FB301"),
}
SITE = Project.load(ROOT)
WORDS = [word for word, numbers in SITE.numerals.words.items() if word.isalpha() and numbers == (Decimal(9),)]
"""For nine, in the language of the pages; none where the number library does not know it."""


def test_changes_of_facts_are_caught(tmp_path: Path) -> None:
    book, edits = SITE.book, list[tuple[Place, Callable[[str], str], str]]()
    for name, fact in book.facts.items():
        if fact.value and not fact.differs_from:
            edits.append((book.place("facts", name, "value"), _one_more, "FB203"))
        else:
            anchor = book.place("facts", name, "evidence", 0, "anchor")
            edits.append((anchor, lambda line: re.sub("anchor: .*", "anchor: words of no document", line), "FB201"))
    for name in book.hotlines:
        edits.append((book.place("hotlines", name, "lines", 0, "number"), _other_digit, "FB209"))
    assert {code for _, _, code in edits} >= {"FB201", "FB203"}, "a site has facts with values, and without"
    folder = _copied(tmp_path)
    for place, change, _ in edits:
        _change_line(folder / place.file, place.line, change)
    found = {(row.file, row.line, row.code) for row in run_checks.check_content(Project.load(folder))}
    lines = {(row.file, row.line): {code for file, line, code in found if (file, line) == (row.file, row.line)}
             for row, _, _ in edits}  # fmt: skip
    passed = [f"{place}: {code}" for place, _, code in edits if not lines[place.file, place.line] & {code, "FB106"}]
    assert not passed


def _one_more(line: str) -> str:
    """Return a line with its last figure one higher, or the length of a word for one of months and days."""
    numbers = list(re.finditer(r"\d+", line))
    if not numbers:
        return line.replace("hundreds", "dozens").replace("thousands", "dozens")
    last = numbers[-1]
    return f"{line[: last.start()]}{int(last[0]) + 1:0{len(last[0])}}{line[last.end() :]}"


def _other_digit(line: str) -> str:
    return re.sub(r"\d(?=\D*$)", lambda found: str((int(found[0]) + 1) % 10), line)


def _change_line(file: Path, number: int, change: Callable[[str], str]) -> None:
    lines = file.read_text("utf-8").split("\n")
    changed = change(lines[number - 1])
    assert changed != lines[number - 1], f"{file.name}:{number} must change"
    lines[number - 1] = changed
    file.write_text("\n".join(lines), "utf-8")


def test_changes_of_pages_and_files_are_caught(tmp_path: Path) -> None:
    folder, wanted = _copied(tmp_path), list[tuple[str, int, str, str]]()
    page = folder / "docs" / min(SITE.pages, key=len)
    in_words = {word: (f"It helps {word} of them.\n{{: .editorial }}", "FB306") for word in WORDS}
    for name, (text, code) in {**PAGE_ATTACKS, **in_words}.items():
        before = page.read_text("utf-8").rstrip("\n")
        page.write_text(f"{before}\n\n{text}\n", "utf-8")
        wanted.append((page.relative_to(folder).as_posix(), before.count("\n") + 3, code, name))
    for path, (text, code) in FILE_ATTACKS.items():
        (folder / path).write_text(text, "utf-8")
        wanted.append((path, 0, code, path))
    found = {(row.file, row.line, row.code) for row in run_checks.check_content(Project.load(folder))}
    near = {(file, line + step, code) for file, line, code in found for step in (0, -1, -2)}
    assert not [row for row in wanted if row[:3] not in near and (row[1] or not _is_found(row, found))]


def _is_found(row: tuple[str, int, str, str], found: set[tuple[str, int, str]]) -> bool:
    return any((file, code) == (row[0], row[2]) for file, _, code in found)


@pytest.mark.skipif(not SITE.bundles, reason="the site has one language")
def test_changes_of_translations_are_caught(tmp_path: Path) -> None:
    folder, wanted = _copied(tmp_path), set[tuple[str, int]]()
    for code, bundle in SITE.bundles.items():
        changes = _translation_attacks()
        for name, text, verdict in SITE.coverages[code].rows:
            entry = verdict.entry
            if verdict.text is None or entry is None or (change := next(changes, None)) is None:
                continue
            file = folder / bundle.catalog(name).file
            entries = file.read_text("utf-8")
            changed = entries.replace(f'msgstr "{entry.text}"', f'msgstr "{change}{entry.text}"', 1)
            if changed != entries and text.source:
                file.write_text(changed, "utf-8")
                wanted.add((bundle.catalog(name).file, entry.line))
    found = {(row.file, row.line) for row in run_checks.check_content(Project.load(folder)) if row.code == "FB402"}
    assert wanted <= found, wanted - found


def _translation_attacks() -> Iterator[str]:
    yield from ("9 ", "\u200b", "\u0336", "⁹⁰ ", "[x](https://stranger.invalid/) ", "{{ cite('more') }} ", "<b>")


def _copied(folder: Path) -> Path:
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder
