"""Changes made to mislead readers, as data, and what each becomes: caught by a rule, or shown to a person.

`attacks/content.yml` has changes of what contributors write, `built.yml` of built files, `kit.yml` of what makes and
checks the site. Each row names a place by id or structure, a pattern that must match there, and what to put:

- `page`, `fact`, `hotline`, `source`, `term`, `picture`, `label`, `language`: by name; `of` is a part of the original
  of a translation in the catalog `po`; `file` is a path;
- `find`, `put`: a regular expression and its replacement (without `put`, it is taken out); `new`: a whole new file;
- `caught`: the rule that must find it there; or `shown`: the heading of `factbook diff` below which it must stand, and
  `says`: words of that line. Of a rule, `says` are words of its message, where it reports elsewhere;
- `alone`: it changes what many others are judged by;
- of ordinary edits: `refused`, the rule that refuses it, and `way`, words of its hint; `then`, what the hint leads to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import yaml

from factbook.check import registry, run_checks
from factbook.model.problem import Problem
from factbook.project import Project
from tests.helpers import ROOT

FOLDER = Path(__file__).with_name("attacks")
_TABLES = {"fact": "facts/*", "hotline": "hotlines", "source": "sources", "term": "glossary", "picture": "pictures",
           "label": "labels", "language": "languages"}  # fmt: skip
_QUOTED = re.compile(r'^"(.*)"$', re.MULTILINE)


@dataclass(frozen=True)
class Attack:
    """One change, and what must become of it."""

    kind: str
    given: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.kind}: {self.given['name']}"

    @property
    def caught(self) -> str:
        """The rule that finds it, if one does."""
        return self.given.get("caught", "")

    @property
    def shown(self) -> str:
        """The kind of the lines of the report below which it stands, if it does."""
        return self.given.get("shown", "")

    @property
    def says(self) -> str:
        """Words of the line of the report."""
        return self.given.get("says", "")

    def spans(self) -> tuple[str, int, int]:
        """Return file, start and end of the part of the project's text that it is about."""
        if path := self.given.get("page") or self.given.get("file"):
            path = f"docs/{path}" if "page" in self.given else path
            return path, 0, len(text_of(path)) if (ROOT / path).exists() else 0
        if "po" in self.given:
            path = f"docs/_translations/{self.given['po']}.po"
            at = 0
            for block in re.split(r"(?<=\n)\n", text_of(path)):
                original = "".join(_QUOTED.findall(block.partition("\nmsgstr")[0].partition("msgid ")[2]))
                if self.given["of"] in original or f'msgctxt "{self.given["of"]}"' in block:
                    start = at + block.index("\nmsgstr") + 1
                    return path, start, at + len(block)
                at += len(block) + 1
            raise AssertionError(f"{self}: {path} has no {self.given['of']!r}")
        (table,) = _TABLES.keys() & self.given.keys()
        for file in sorted(ROOT.glob(f"docs/_facts/{_TABLES[table]}.yml")):
            path = file.relative_to(ROOT).as_posix()
            if found := re.search(rf"^{re.escape(self.given[table])}:.*\n(?:[ #].*\n|\n)*", text_of(path), re.M):
                return path, *found.span()
        raise AssertionError(f"{self}: there is no {table} {self.given[table]!r}")

    def change(self) -> tuple[str, int, int, str]:
        """Return the file, start and end of what goes, and what comes. Raise AssertionError if it does not apply."""
        return self._change

    @cached_property
    def _change(self) -> tuple[str, int, int, str]:
        path, start, end = self.spans()
        if "new" in self.given:
            assert not (ROOT / path).exists(), f"{self}: {path} is there already"
            return path, 0, 0, self.given["new"]
        text = text_of(path)[start:end]
        if "po" in self.given:
            said = "".join(re.findall(r'"(.*)"', text))
            changed = re.sub(self.given["find"], self.given.get("put", ""), said, count=1)
            assert changed != said, f"{self}: {self.given['find']!r} must match {said!r}"
            return path, start, end, f'msgstr "{changed}"\n'
        changed = re.sub(self.given["find"], self.given.get("put", ""), text, count=1, flags=re.MULTILINE)
        assert changed != text, f"{self}: {self.given['find']!r} must match in {path}"
        least = min(len(text), len(changed))
        same = next((at for at, (a, b) in enumerate(zip(text, changed, strict=False)) if a != b), least)
        tail = 0
        while tail < least - same and text[-1 - tail] == changed[-1 - tail]:
            tail += 1
        return path, start + same, end - tail, changed[same : len(changed) - tail]

    def altered(self, site: Path) -> tuple[str, str]:
        """Return the name and the new text of a file of a built site."""
        name, file = self.given["file"], site / self.given["file"]
        if "new" in self.given:
            assert not file.exists(), f"{self}: {name} is there already"
            return name, self.given["new"]
        old = file.read_text("utf-8")
        new = re.sub(self.given["find"], self.given.get("put", ""), old, count=1)
        assert new != old, f"{self}: {self.given['find']!r} must match in {name}"
        return name, new


@cache
def text_of(path: str) -> str:
    """Return the text of a file of the project."""
    return (ROOT / path).read_text("utf-8")


def load(name: str) -> list[Attack]:
    """Return the attacks of a file of the corpus."""
    rows = yaml.load((FOLDER / f"{name}.yml").read_text("utf-8"), yaml.CSafeLoader)
    return [Attack(kind, given) for kind, found in rows.items() for given in found]


def batches(attacks: Iterable[Attack]) -> Iterator[list[Attack]]:
    """Yield attacks that can be made at once: each changes an entry, block or file that no other of them does.

    A translation of what another attack has changed would count no more, so these are made apart.
    """
    rows: list[tuple[list[Attack], set[tuple[str, int]]]] = []
    for attack in attacks:
        path, start, end, _ = attack.change()
        lines = {(path, line) for line in range(*_block(path, start, end))}
        fitting = (row for row in rows if _go_together(attack, row[0][0]) and not row[1] & lines)
        if row := next(fitting, None):
            row[0].append(attack)
            row[1].update(lines)
        else:
            rows.append(([attack], lines))
    yield from (row[0] for row in rows)


def _go_together(one: Attack, other: Attack) -> bool:
    return not ({"alone"} & {*one.given, *other.given}) and ("po" in one.given) == ("po" in other.given)


def _block(path: str, start: int, end: int) -> tuple[int, int]:
    """Return the numbers of the first line, from 0, and after the last of the entries or blocks that a part is in."""
    if not (ROOT / path).exists():
        return 0, 1
    lines = text_of(path).split("\n")
    first, last = (text_of(path).count("\n", 0, at) for at in (start, max(start, end - 1)))
    begins = re.compile(r"\S" if path.endswith(".yml") else r"\s*$")
    while first and not begins.match(lines[first]):
        first -= 1
    while last + 1 < len(lines) and not begins.match(lines[last + 1]):
        last += 1
    return first, last + 1


def apply(attacks: Iterable[Attack], folder: Path) -> None:
    """Make the changes of attacks in a copy of the project."""
    changes: dict[str, list[tuple[int, int, str]]] = {}
    for attack in attacks:
        path, start, end, text = attack.change()
        changes.setdefault(path, []).append((start, end, text))
    for path, rows in changes.items():
        text = text_of(path) if (ROOT / path).exists() else ""
        last = len(text)
        for start, end, put in sorted(rows, reverse=True):
            assert end <= last, f"two attacks must not change the same part of {path}: {put!r}"
            text, last = text[:start] + put + text[end:], start
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


def lines_of(attack: Attack, among: Iterable[Attack]) -> range:
    """Return the numbers of the lines, from 1, of the entry that an attack changes, once all of these are made."""
    path, start, end, text = attack.change()
    if not (ROOT / path).exists():
        return range(text.count("\n") + 2)
    first, last = _block(path, start, end)
    changes = [(at, put.count("\n") - text_of(path).count("\n", at, until))
               for file, at, until, put in (other.change() for other in among) if file == path]  # fmt: skip
    before = sum(more for at, more in changes if at < start)
    after = last + sum(more for at, more in changes if at == start)
    return range(first + before + 1, max(first + 1, after) + before + 1)


def found_in(project: Project) -> list[Problem]:
    """Return the problems of the content, those of words that no dictionary has among them."""
    return [*run_checks.check_content(project), *registry.RULES["FB336"].problems(project, (), ())]


def found_by(codes: Iterable[str], project: Project) -> list[Problem]:
    """Return the problems of reading the content, and those that these rules find in it."""
    found = list(project.problems)
    for rule in (registry.RULES[code] for code in set(codes)) if project.judgeable else ():
        more = {"content": (), "readability": ((), ())}.get(rule.scope)
        found += () if more is None else rule.problems(project, *more)
    return found


def catching(attack: Attack, problems: Iterable[Problem], among: Iterable[Attack]) -> list[Problem]:
    """Return the problems that are of one of several attacks: those at its entry, or that say what it says they do."""
    if "alone" in attack.given:
        return list(problems)
    path, lines = attack.change()[0], lines_of(attack, among)
    return [
        row
        for row in problems
        if (attack.says in str(row) if attack.says else row.file == path and (row.line in lines or row.line == 0))
    ]
