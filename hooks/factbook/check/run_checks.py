"""One check of a project or of a site: all rules, one report."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import MappingProxyType

from ..load.cache import Cache, digest
from ..model.problem import Problem
from ..project import Project
from ..translate.language import FOLDER
from . import content, html, readability, registry
from .built_page import BuiltPage
from .built_site import BuiltSite
from .readability import Score
from .workers import Task, shared_out

for _room in (content, html):  # each module registers its rules
    for _module in iter_modules(_room.__path__, f"{_room.__name__}."):
        import_module(_module.name)


def check_content(project: Project) -> list[Problem]:
    """Every problem of facts, pages and translations, those of reading them included."""
    found = list(project.problems)
    if not project.judgeable:
        return found
    for content_rule in registry.of_scope("content"):
        found += content_rule.problems(project)
    return found


@dataclass(frozen=True)
class Reading:
    """How the pages read, what is wrong with that, and what the cache should keep of it."""

    problems: list[Problem] = field(default_factory=list)
    scores: tuple[Score, ...] = ()
    measured: Mapping[str, bytes] = field(default_factory=dict)

    def keep(self, cache: Cache) -> None:
        """Keep what was measured, which may have happened in another process."""
        for key, value in self.measured.items():
            cache.put(readability.KIND, key, value)


def check_reading(
    project: Project,
    cache: Cache | None = None,
    key: readability.Key | None = None,
    converted: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> Reading:
    """Return how hard the pages of a project without problems are to read, and which are too hard."""
    known = cache or Cache(None)
    scores = readability.scores(project, known, key, converted)
    problems = [found for rule in registry.of_scope("readability") for found in rule.problems(project, scores)]
    return Reading(problems, scores, known.used(readability.KIND))


def check_text(project: Project) -> Reading:
    """Return every problem of the content; if there is none, how hard each page is to read, and which are too hard."""
    reading = Task(lambda: check_reading(project))  # meanwhile
    if found := check_content(project):
        reading.cancel()
        return Reading(found)
    return reading.result()


def to_do(project: Project) -> list[Problem]:
    """What is left to translate. It stops no build: readers see the original, marked."""
    return [problem for wanted in registry.of_scope("translation") for problem in wanted.problems(project)]


def withdrawn(project: Project) -> list[Problem]:
    """Return why languages that should be offered to readers are not: a site is not published like that."""
    return list(registry.RULES["FB445"].problems(project))


def to_do_for_readers(project: Project) -> list[Problem]:
    """The same, but of the languages that are only built for preview no more than that they are."""
    hidden = tuple(f"{FOLDER}/{code}/" for code in project.bundles if code not in project.published)
    return [problem for problem in to_do(project) if not problem.file.startswith(hidden)]


def check_site(site: Path, project: Project, cache: Cache | None = None, shared: str = "") -> list[Problem]:
    """Return every problem of a built site, whoever built it; of the project if that cannot be read.

    Pages that an earlier check has found sound are not judged again, if the cache says so of the same HTML of all
    their languages, the same places that links can lead to, and the same `shared` hash of project and engine.
    """
    if project.problems:
        return list(project.problems)
    if not site.is_dir() or not any(site.rglob("*.html")):
        return [Problem(str(site), 0, 0, "FB510", "a built site must be there", "Run: make site")]
    built = BuiltSite.read(site, project)
    found = [problem for gate in registry.of_scope("site") for problem in gate.problems(built)]
    groups = {key: pages for key, pages in _keyed(built, cache, shared)}
    fresh = [(key, pages) for key, pages in groups.items() if cache is None or cache.get(_SOUND, key) is None]
    first = _judged(built, fresh[:2])  # 404.html and a page: what gates know of the whole site is found before the fork
    for key, problems in first + shared_out(lambda share: _judged(built, share), fresh[2:]):
        found += problems
        if cache is not None and not problems:
            cache.put(_SOUND, key, b"")
    return found


_SOUND, _PLACES = "sound", "places"
_INDEX = re.compile(r"pagefind/")


def _keyed(site: BuiltSite, cache: Cache | None, shared: str) -> Iterator[tuple[str, list[BuiltPage]]]:
    """Yield the versions of each page in all languages, which gates compare, with a key of all that they depend on."""
    groups: dict[str, list[BuiltPage]] = {}
    for page in site.pages.values():
        groups.setdefault(page.source.path if page.source else "", []).append(page)
    if cache is None:
        yield from groups.items()
        return
    files = sorted(name for name in site.files if not _INDEX.match(name))
    ground = digest([shared, *files, *(_places(page, cache) for page in site.pages.values())])
    for path, pages in groups.items():
        yield digest([ground, path, *(part for page in pages for part in (page.url, page.html))]), pages


def _places(page: BuiltPage, cache: Cache) -> str:
    """Return the hash of what links can lead to on a page, and of the addresses that it names."""
    key = digest([page.html])
    if (known := cache.get(_PLACES, key)) is None:
        known = digest([page.url, *sorted(page.ids), repr(sorted(page.alternates.items()))]).encode()
        cache.put(_PLACES, key, known)
        page.forget(keep={"html"})
    return known.decode()


def _judged(site: BuiltSite, groups: Sequence[tuple[str, list[BuiltPage]]]) -> list[tuple[str, list[Problem]]]:
    """Return the problems of groups of pages. What only one page needs is forgotten with it."""
    rows = []
    for key, pages in groups:
        found: list[Problem] = []
        for page in pages:
            found += [problem for gate in registry.of_scope("html") for problem in gate.problems(site, page)]
            page.forget(keep={"stretches", "surroundings", "blocks"})
        for page in pages:
            page.forget()
        rows.append((key, found))
    return rows
