"""The state of a project: on one screen, in a line, text by text; what is missing, and what is next."""

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..check import run_checks
from ..check.content.translations import place_of
from ..check.report import counted
from ..project import Project
from ..translate.language import catalog_file

UNUSABLE = "not usable"
"""How an address begins that is none: the reason follows."""
DAYS = 365
"""After so many days a document, a telephone number and a review should be looked at again."""


def as_text(project: Project, today: dt.date, address: str, repository: str) -> str:
    """Return the screen. `address` is where readers find the site, `repository` where its files are; or empty."""
    todo: list[str] = []
    rows = [
        ("project", f"{project.book.labels['site.name']}: {_size(project)}"),
        ("content", _content(project, todo)),
        *(("language", row) for row in _languages(project, todo)),
        ("git", _history(project, todo)),
        ("address", address or "known to this computer only"),
        ("repository", repository or "not named: no links to edit, to report a mistake or a weakness"),
        ("read", _sources(project, today, todo)),
        ("reviews", _reviews(project, today)),
    ]
    if not address or address.startswith(UNUSABLE):
        todo.append("Set SITE_URL to the address at which readers will find the site, then: make site")
    if not repository or repository.startswith(UNUSABLE):
        todo.append("Set REPO_URL to the address of the repository, as you copy it")
    rows += [("next", step) for step in todo or ["nothing is missing: make site"]]
    return "\n".join(f"{name:<11} {text}" for name, text in rows)


def _size(project: Project) -> str:
    book = project.book
    return f"{len(project.pages)} pages, {len(book.facts)} facts, {len(book.sources)} documents"


def _content(project: Project, todo: list[str]) -> str:
    found = run_checks.check_content(project)
    if not found:
        return "no problems"
    todo.append("Mend the problems: factbook check")
    codes = sorted({problem.code for problem in found})
    return f"{counted(len(found), 'problem')} ({', '.join(codes)}): nothing is published until they are mended"


def _languages(project: Project, todo: list[str]) -> Iterator[str]:
    source = project.book.source_language
    yield f"{source}: published, the pages are written in it"
    for code, coverage in project.coverages.items():
        done = f"{coverage.percent} % translated"
        if coverage.published:
            yield f"{code}: published, {done}"
            if coverage.open:
                todo.append(f"Translate what is left: factbook translate check {code}")
            continue
        low = [f"at least {coverage.minimum} % are wanted"] if coverage.percent < coverage.minimum else []
        urgent = [f"{counted(len(coverage.stale), 'text')} that readers act on lack"] if coverage.stale else []
        how = "NOT OFFERED to readers" if coverage.withdrawn else "preview only"
        yield f"{code}: {how}, {done}: {', '.join(low + urgent)}"
        todo.append(f"Translate {code} until readers can be offered it: factbook translate check {code}")


def _history(project: Project, todo: list[str]) -> str:
    commit = project.commit
    changed = ", with changes that are not committed" if commit and commit.changed else ""
    at = f"commit {commit.name[:12]}{changed}" if commit else ""
    if (gap := project.gap) is None:
        return at
    todo.append(gap.cure)
    return f"{f'{at}, ' if at else ''}{gap.why}: no days of changes, no feed, no rule for removed pages"


def _sources(project: Project, today: dt.date, todo: list[str]) -> str:
    days = {name: source.read for name, source in project.book.sources.items()}
    if not days:
        return "no documents"
    old = [name for name, day in days.items() if (today - day).days > DAYS]
    if old:
        lines = [line.name for line in project.book.hotlines.values() if line.source in old]
        todo.append("Compare old documents with what they are now (factbook audit), then write the day in `read`")
        todo += ["Call the old telephone numbers, or look at their owners' own pages"] if lines else []
        return f"{len(old)} of {len(days)} more than a year ago: {', '.join([*old, *lines])}"
    name, day = min(days.items(), key=lambda item: item[1])
    return f"documents and numbers within a year; {name!r} is to be looked at again by {day + dt.timedelta(DAYS)}"


def _reviews(project: Project, today: dt.date) -> str:
    given = [page.meta.reviewed for page in project.pages.values()]
    given += [review for coverage in project.coverages.values() for review in coverage.reviews.values()]
    dates = [review.date for review in given if review]
    old = sum((today - day).days > DAYS for day in dates)
    return f"{counted(len(dates), 'review')} of pages and translations{f', {old} more than a year old' if old else ''}"


def in_a_line(project: Project) -> str:
    """Return a project in one line."""
    shares = [f"{code} IS NOT OFFERED" for code, coverage in project.coverages.items() if coverage.withdrawn]
    shares += [f"{code} {coverage.percent} %" for code, coverage in project.coverages.items()]
    return f"{len(project.book.facts)} facts, {len(project.pages)} pages, translated: {', '.join(shares) or 'none'}"


def of_site(site: Path, project: Project) -> str:
    """Return a built site and its project in two lines."""
    files = [file for file in site.rglob("*") if file.is_file()]
    pages, size = sum(file.suffix == ".html" for file in files), sum(file.stat().st_size for file in files)
    languages = ", ".join(language.name for language in project.book.languages.values())
    return f"{site}: {pages} pages ({languages}), {len(files)} files, {size / 1e6:.1f} MB\n{in_a_line(project)}"


OPEN = ("FB403", "FB405")
"""The rules that name each text which is not translated."""


def missing(project: Project, codes: Iterable[str]) -> dict[str, list[tuple[str, int]]]:
    """Return what is not translated yet, a line for each page → file and line of each text.

    A text that is stale or damaged is not missing.
    """
    found: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for code in codes:
        for name, _, verdict in project.coverages[code].open:
            if verdict.state == "missing":
                place = place_of(project.bundles[code], name, verdict)
                found.setdefault((code, name), []).append((place.file, place.line))
    return {
        f"{catalog_file(code, page)}: {counted(len(places), 'text')} to translate "
        f"(factbook translate check {code} --page {page})": places
        for (code, page), places in found.items()
    }
