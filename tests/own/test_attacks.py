"""Every change made to mislead readers is caught by a rule, or shown to the person who reads `factbook diff`.

One build of the clean site and one with all that no rule finds are compared as the command does; what rules find is
found in copies of the project that many attacks share, and on single built pages.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from factbook.check import readability, registry
from factbook.check.built_page import BuiltPage
from factbook.check.built_site import BuiltSite
from factbook.check.workers import Task, shared_out
from factbook.maintain import project_diff, site_diff
from factbook.maintain.site_diff import Change
from factbook.maintain.site_items import Kind
from factbook.model.problem import Problem
from factbook.page import urls
from factbook.project import Project
from tests.helpers import ROOT, build, commit_all
from tests.own import hostile
from tests.own.hostile import Attack

CONTENT, BUILT, KIT = (hostile.load(name) for name in ("content", "built", "kit"))
GATES = {gate.code for gate in registry.of_scope("html")}
LEAST = 420
"""Attacks. Who takes some out puts others in."""
_MADE_ANEW = shutil.ignore_patterns(
    ".git", ".venv", ".cache", ".build", "site", "__pycache__", "node_modules", ".*_cache"
)
Outcome = tuple[Attack, str]
"""An attack, and what is said of it: "" where nothing is."""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The built site as it is, and with all attacks that a person is to see."""
    folder = tmp_path_factory.mktemp("attacks")
    for name in ("clean", "changed"):
        shutil.copytree(ROOT, folder / name, ignore=_MADE_ANEW)
        if (known := ROOT / ".cache/factbook.sqlite").exists():  # pages that no attack changes are as they were
            (folder / name / ".cache").mkdir()
            shutil.copy(known, folder / name / ".cache")
    hostile.apply([attack for attack in CONTENT if attack.shown], folder / "changed")
    here = {"SITE_URL": "http://127.0.0.1:8000/"}  # a language that is withdrawn stops what is published
    other = Task(lambda: str(build(folder / "changed", **here)))
    return build(folder / "clean", **here), Path(other.result())


def test_changes_of_what_contributors_write_are_caught() -> None:
    by_rule = [attack for attack in CONTENT if attack.caught and attack.caught not in GATES]
    found = shared_out(lambda share: [row for batch in share for row in _judged(batch)], list(hostile.batches(by_rule)))
    _require(found)


def _judged(batch: Sequence[Attack]) -> Iterator[Outcome]:
    with TemporaryDirectory() as folder:
        problems = hostile.found_by((attack.caught for attack in batch), changed(batch, Path(folder)))
        yield from ((attack, _caught(attack, hostile.catching(attack, problems, batch))) for attack in batch)


def test_changes_of_what_contributors_write_are_caught_on_pages(tmp_path: Path) -> None:
    by_gate = [attack for attack in CONTENT if attack.caught in GATES]
    problems = list(_on_pages(changed(by_gate, tmp_path), {attack.caught for attack in by_gate}))
    _require((attack, _caught(attack, [row for row in problems if attack.says in str(row)])) for attack in by_gate)


def _on_pages(project: Project, codes: set[str]) -> Iterator[Problem]:
    """What these gates find in the text of the pages of a project."""
    site = BuiltSite(Path("site"), project)
    for code in project.renderers:
        for page in project.pages.values():
            text = f"<html lang='{code}'><body>{readability.converted_html(project, page, code)}"
            built = BuiltPage(page.path, page.path, lambda text=text: text, code, page)
            built.url = urls.url(page.path, project.prefix(code))
            for gate in registry.of_scope("html"):
                yield from gate.problems(site, built) if gate.code in codes else ()


def changed(attacks: Iterable[Attack], folder: Path) -> Project:
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    hostile.apply(attacks, folder)
    return Project.load(folder)


@pytest.mark.site
def test_changes_of_what_contributors_write_are_shown(sites: tuple[Path, Path]) -> None:
    changes = site_diff.compare(*sites)
    _require((attack, _shown(attack, changes)) for attack in CONTENT if attack.shown)


@pytest.mark.site
def test_changes_of_built_files_are_caught_or_shown(sites: tuple[Path, Path], tmp_path: Path) -> None:
    site, project = BuiltSite.read(sites[0], Project.load(sites[0].parent)), tmp_path
    _require((attack, _of_built(attack, site, project)) for attack in BUILT)


def _of_built(attack: Attack, site: BuiltSite, folder: Path) -> str:
    name, text = attack.altered(site.root)
    page = next((page for page in site.pages.values() if page.path == name), None)
    if attack.caught in GATES and page:
        altered = replace(page, read=lambda: text)
        return _caught(attack, registry.RULES[attack.caught].problems(site, altered))
    old, new = folder / "old", folder / "new"
    for place, content in (
        (old, (site.root / name).read_text("utf-8") if (site.root / name).exists() else None),
        (new, text),
    ):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        if content is not None:
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_text(content, "utf-8")
    if attack.caught:
        return _caught(attack, registry.RULES[attack.caught].problems(BuiltSite(new, site.project)))
    return _shown(attack, site_diff.compare(old, new))


@pytest.mark.site
def test_changes_of_the_kit_and_of_the_bar_are_shown(tmp_path: Path) -> None:
    shutil.copytree(ROOT, tmp_path / "project", ignore=_MADE_ANEW)
    commit_all(tmp_path / "project")
    hostile.apply(KIT, tmp_path / "project")
    tricks = {"overrides/404.html", "hooks/new_site.py", "hooks/New_Site.py", ".gitmodules", "copier.yml"}
    link, renamed = tmp_path / "project/overrides/404.html", tmp_path / "project/hooks/new_site.py"
    link.unlink()
    link.symlink_to("card.html")
    renamed.rename(renamed.with_name("New_Site.py"))
    (tmp_path / "project/.gitmodules").write_text('[submodule "more"]\n\tpath = docs/more\n', "utf-8")
    (tmp_path / "project/copier.yml").chmod(0o755)
    changes = list(project_diff.changes(tmp_path / "project", "HEAD"))
    _require((attack, _shown(attack, changes)) for attack in KIT)
    told = " ".join(change.new.text for change in changes if change.kind is Kind.KIT and change.new)
    assert not [path for path in tricks if path not in told], "links, names and modes of files"


def _caught(attack: Attack, problems: Iterable[Problem]) -> str:
    return next((f"{row.code} {row.message}" for row in problems if row.code == attack.caught), "")


def _shown(attack: Attack, changes: Iterable[Change]) -> str:
    kind = Kind[attack.shown]
    for change in changes:
        text = " ".join(part for item in (change.old, change.new) if item for part in (item.text, *item.proof))
        if change.kind is kind and attack.says in f"{' '.join(change.pages)} {text}":
            return f"{kind.value}: {text}"
    return ""


def _require(found: Iterable[Outcome]) -> None:
    outcomes = list(found)
    for attack, said in outcomes:
        print(f"{attack}\n    {said[:150] or 'PASSED'}")
    assert not [str(attack) for attack, said in outcomes if not said]


def test_all_kinds_of_attacks_are_tried(record_property: Callable[[str, object], None]) -> None:
    every = [*CONTENT, *BUILT, *KIT]
    assert len(every) >= LEAST and len({str(attack) for attack in every}) == len(every)
    assert all(bool(attack.caught) != bool(attack.shown) for attack in every)
    kinds = Counter((attack.kind, "caught" if attack.caught else "shown") for attack in every)
    for kind in dict.fromkeys(attack.kind for attack in every):
        record_property("attacks", [kind, kinds[kind, "caught"], kinds[kind, "shown"]])
