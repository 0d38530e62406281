"""A site in figures, as a Markdown table: for the summary of a CI run."""

from collections.abc import Iterator
from pathlib import Path

from ..check import readability, run_checks
from ..check.built_site import BuiltSite
from ..check.html import weight
from ..load.cache import Cache
from ..project import Project

Row = tuple[str, str]


def of_project(project: Project) -> str:
    """Return a project in one line."""
    shares = [f"{code} IS NOT OFFERED" for code, coverage in project.coverages.items() if coverage.withdrawn]
    shares += [f"{code} {coverage.percent} %" for code, coverage in project.coverages.items()]
    return f"{len(project.book.facts)} facts, {len(project.pages)} pages, translated: {', '.join(shares) or 'none'}"


def of_site(site: Path, project: Project) -> str:
    """Return a built site and its project in two lines."""
    files = [file for file in site.rglob("*") if file.is_file()]
    pages, size = sum(file.suffix == ".html" for file in files), sum(file.stat().st_size for file in files)
    languages = ", ".join(language.name for language in project.book.languages.values())
    return f"{site}: {pages} pages ({languages}), {len(files)} files, {size / 1e6:.1f} MB\n{of_project(project)}"


def as_markdown(project: Project, site: Path | None) -> str:
    """Pages, facts, sources, languages and how hard they are to read; of a built site also what a visit costs."""
    rows = [
        *(("NOT OFFERED", str(problem).partition("\n")[0]) for problem in run_checks.withdrawn(project)),
        ("Pages", f"{len(project.pages):,} × {len(project.book.languages)} languages"),
        ("Facts", f"{len(project.book.facts):,}"),
        ("Sources", f"{len(project.book.sources):,}"),
        *((f"Translated: {code}", _coverage(project, code)) for code in project.coverages),
        *_reading(project),
        *(_of_site(BuiltSite.read(site, project)) if site else ()),
    ]
    return "\n".join(["| What | How much |", "| --- | --- |", *(f"| {name} | {value} |" for name, value in rows), ""])


def _coverage(project: Project, code: str) -> str:
    coverage = project.coverages[code]
    return f"{coverage.percent} %{'' if coverage.published else f' (preview only, minimum {coverage.minimum} %)'}"


def _reading(project: Project) -> Iterator[Row]:
    for code, easiest, hardest, wanted in readability.ranges(project, readability.scores(project, Cache(None))):
        yield f"Reading: {code}", f"{easiest:.1f} to {hardest:.1f} ({readability.limit(wanted)})"


def _of_site(site: BuiltSite) -> Iterator[Row]:
    limits, visits = site.project.book.limits, dict(_visits(site))
    size = sum((site.root / name).stat().st_size for name in site.files) / 1e6
    yield "Files", f"{len(site.files):,}, {size:.1f} MB"
    if visits:
        heaviest, busiest = (max(visits, key=lambda page: (visits[page][part], page)) for part in (0, 1))
        yield "Heaviest first visit, gzip", f"{visits[heaviest][0]:.1f} of {limits.page_kilobytes} KB: {heaviest}"
        yield "Most files of a first visit", f"{visits[busiest][1]} of {limits.page_requests}: {busiest}"


def _visits(site: BuiltSite) -> Iterator[tuple[str, tuple[float, int]]]:
    """Each page and what a first visit to it costs."""
    for page in site.pages.values():
        yield page.path, weight.first_visit(site, page)
        page.forget()
