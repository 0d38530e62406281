"""A project, or a built site, in a line or two."""

from pathlib import Path

from ..project import Project


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
