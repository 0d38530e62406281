"""A site in figures, as a Markdown table: for the summary of a CI run."""

from __future__ import annotations

import gzip
from pathlib import Path

from .project import Project


def as_markdown(project: Project, site: Path | None) -> str:
    """Pages, facts, sources and languages; with a built site also its files and its heaviest page."""
    rows = [
        ("Pages", f"{len(project.pages):,} × {len(project.book.languages)} languages"),
        ("Facts", f"{len(project.book.facts):,}"),
        ("Sources", f"{len(project.book.sources):,}"),
        *((f"Translated: {code}", _standing(project, code)) for code in project.standings),
        *(_of_site(site) if site else ()),
    ]
    return "\n".join(["| What | How much |", "| --- | --- |", *(f"| {name} | {value} |" for name, value in rows), ""])


def _standing(project: Project, code: str) -> str:
    standing = project.standings[code]
    return f"{standing.percent} %{'' if standing.published else f' (preview only, minimum {standing.minimum} %)'}"


def _of_site(site: Path) -> list[tuple[str, str]]:
    files = [path for path in site.rglob("*") if path.is_file()]
    weights = {path: len(gzip.compress(path.read_bytes(), mtime=0)) for path in files if path.suffix == ".html"}
    heaviest = max(weights, key=lambda path: weights[path], default=site)
    size = sum(path.stat().st_size for path in files) / 1e6
    return [
        ("Files", f"{len(files):,}, {size:.1f} MB"),
        ("Heaviest page, gzip", f"{heaviest.relative_to(site)}: {weights.get(heaviest, 0) / 1e3:.1f} KB"),
    ]
