"""The command `factbook`. The only module that prints or reads arguments."""

from __future__ import annotations

import datetime as dt
import json
import os
import shlex
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from . import audit as auditing
from . import kit, loading, newsite, report, rules, session, terms, translating, upgrade
from .mkdocs_adapter import theme_texts
from .project import Project
from .report import ContentError, Problem

ROOT = click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=".",
    help="The project folder.",
    show_default=True,
)
FORMAT = click.option(
    "--format", "style", type=click.Choice(list(report.FORMATS)), default="text", help="How to report."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Proves facts, checks pages and translations, and judges the built site.

    Exit status: 0 nothing wrong, 1 problems found, 2 wrong use of the command.
    """


@main.command()
@click.argument("site", required=False, type=click.Path(path_type=Path, file_okay=False))
@ROOT
@FORMAT
def check(site: Path | None, root: Path, style: str) -> None:
    """Checks the content, or the built HTML in SITE, whoever built it."""
    project = Project.load(root)
    problems = session.check_site(site, project) if site else session.check_content(project)
    _finish(problems, style, _summary(project) if site is None else _site_summary(site, project))


@main.command()
@click.option("--documents", required=True, type=click.Path(path_type=Path), help="The folder of the real documents.")
@ROOT
@FORMAT
def audit(documents: Path, root: Path, style: str) -> None:
    """Compares fingerprints and anchors with the real documents."""
    project = Project.load(root)
    try:
        texts = auditing.find_documents(documents, project.book)
    except ContentError as error:
        _finish([error.problem], style, "")
    anchors = len(list(project.book.anchors()))
    _finish(auditing.audit(texts, project.book), style, f"{anchors} anchors compared with {len(texts)} documents")


@main.group()
def source() -> None:
    """The register of the documents."""


@source.command("add")
@click.argument("name", metavar="ID")
@click.argument("document", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@ROOT
def source_add(name: str, document: Path, root: Path) -> None:
    """Makes the fingerprint of FILE and, where there is none, the register's entry for it."""
    try:
        written = auditing.add_source(root, name, document)
    except ContentError as error:
        _finish([error.problem], "text", "")
    for file in written:
        click.echo(f"wrote {file}")
    click.echo("Fill in what is in angle brackets in sources.yml, then run: factbook check")


@main.command("rules")
@click.option("--markdown", is_flag=True, help="As a page for the contributors' guide.")
def show_rules(*, markdown: bool) -> None:
    """Shows every rule with its code and an example."""
    click.echo(rules.as_markdown() if markdown else rules.as_text())


@main.command()
@ROOT
def schema(root: Path) -> None:
    """Writes the JSON Schema of the data files, for editors that complete and check."""
    folder = root / loading.FACTS / "schema"
    folder.mkdir(exist_ok=True)
    for name, content in loading.json_schemas().items():
        (folder / name).write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    click.echo(f"wrote {len(loading.json_schemas())} files to {folder}")


@main.command()
@click.argument("page", metavar="PAGE")
@click.option("--by", required=True, help="Who has reviewed it.")
@click.option("--role", required=True, help="What makes this person fit to review it.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), required=True, help="When, like 2027-01-31.")
@click.option("--language", help="Of the translation into this language, rather than of the page itself.")
@ROOT
def review(page: str, by: str, role: str, day: dt.datetime, language: str | None, root: Path) -> None:
    """Records that PAGE (such as care.md) has been reviewed. A later change of its text clears the record."""
    project = _readable(root)
    if page not in project.pages:
        raise click.UsageError(f"{page!r} is not a page. {loading.did_you_mean(page, project.pages)}")
    if language:
        _known(project, (language,))
    click.echo(f"wrote {translating.record_review(project, page, language, by=by, role=role, date=day.date())}")


@main.command("new-site")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--condition", required=True, help="What the site is about, such as 'Glimmer itch'.")
@click.option("--languages", required=True, help="Codes joined by commas, the one of the pages first, such as pt,pl.")
@ROOT
def new_site(folder: Path, condition: str, languages: str, root: Path) -> None:
    """Writes a working site for another condition into DIR, which must be empty or not there yet."""
    try:
        wanted = newsite.wish(root, condition, languages.split(","))
        count = newsite.write(root, folder, wanted, theme_texts)
    except (ValueError, OSError) as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"wrote {count} files to {folder}")
    if wanted.source_language != next(iter(kit.languages(root))):
        click.echo(f"The starter is not in {wanted.source_language!r}: README.md says what to rewrite.")
    click.echo(f"Next: cd {shlex.quote(str(folder))} && make site   (README.md says what to do first)")


@main.command("upgrade-site")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False, exists=True))
@ROOT
def upgrade_site(folder: Path, root: Path) -> None:
    """Brings the site in DIR up to the kit of this clone. Its pages, facts, translations and colours stay."""
    try:
        done = upgrade.upgrade(root, folder, theme_texts)
    except (ValueError, OSError) as error:
        raise click.UsageError(str(error)) from error
    click.echo(
        "\n".join([*done, f"{len(done)} changes. Next, in {folder}: make test"]) if done else "nothing to change"
    )


@main.group()
def translate() -> None:
    """Keeping translations current."""


@translate.command("update")
@click.argument("languages", nargs=-1)
@click.option("--minor", is_flag=True, help="For a correction that changes no meaning: translations stay current.")
@ROOT
def translate_update(languages: tuple[str, ...], root: Path, *, minor: bool) -> None:
    """Brings the PO files in line with the pages and data (all languages, or those named)."""
    project = _readable(root)
    for code in _known(project, languages):
        changed = translating.update(project, code, minor=minor)
        click.echo(f"{code}: {len(changed)} files changed" if changed else f"{code}: nothing to change")


@translate.command("new")
@click.argument("language")
@click.option("--locale", help="CLDR locale for numbers and dates, such as pt_BR; the language itself unless given.")
@ROOT
def translate_new(language: str, locale: str | None, root: Path) -> None:
    """Adds LANGUAGE (such as pt): its settings and a PO file for each page, then says what is left."""
    project = _readable(root)
    try:
        written = translating.add_language(
            project, language, locale or language, theme_texts(project.book.source_language, language)
        )
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"wrote {len(written)} files; {written[0]} has the settings")
    fresh = Project.load(root)
    _show_status(fresh, language)
    click.echo("It is built for preview and not offered to readers until it reaches its minimum.")
    for sentence in terms.style(fresh.book, language):
        click.echo(f"How to write: {sentence}")
    click.echo("Add to the settings what this language needs: style, preferred terms, forbidden words, numerals.")
    click.echo(f"Next: translate docs/_translations/{language}/index.po, then run: factbook translate check {language}")


@translate.command("status")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
@click.option(
    "--badges", type=click.Path(path_type=Path, file_okay=False), help="Write an SVG badge per language there."
)
@ROOT
def translate_status(style: str, badges: Path | None, root: Path) -> None:
    """Shows how much of each page is translated."""
    project = _readable(root)
    if badges:
        badges.mkdir(parents=True, exist_ok=True)
        for code in project.bundles:
            (badges / f"{code}.svg").write_text(translating.badge(project, code), encoding="utf-8")
    if style == "json":
        click.echo(translating.as_json(project))
        return
    for code in project.bundles:
        _show_status(project, code)


def _show_status(project: Project, code: str) -> None:
    standing = project.standings[code]
    offered = "offered to readers" if standing.published else f"preview only, minimum {standing.minimum} %"
    click.echo(f"{code}: {standing.percent} % ({offered})")
    for count in translating.counts(project, code):
        states = ", ".join(f"{number} {state}" for state, number in sorted(count.states.items()))
        click.echo(f"  {count.percent:3d} %  {count.name}: {states}")


@translate.command("check")
@click.argument("languages", nargs=-1)
@ROOT
@FORMAT
def translate_check(languages: tuple[str, ...], root: Path, style: str) -> None:
    """Lists every translation that is missing, stale or damaged, the original and the translation side by side.

    Exit status: 0 all texts are translated, 1 something is left.
    """
    project = _readable(root)
    folders = tuple(f"docs/_translations/{code}/" for code in _known(project, languages))
    found = [*session.to_do(project), *session.check_content(project)]
    _finish(
        (row for row in found if row.file.startswith((*folders, "docs/_facts/languages.yml"))), style, _summary(project)
    )


def _known(project: Project, languages: tuple[str, ...]) -> tuple[str, ...]:
    for code in languages:
        if code not in project.bundles:
            raise click.UsageError(f"{code!r} is not a language to translate into; known: {', '.join(project.bundles)}")
    return languages or tuple(project.bundles)


def _readable(root: Path) -> Project:
    project = Project.load(root)
    if project.problems:
        _finish(project.problems, "text", "")
    return project


def _summary(project: Project) -> str:
    coverages = [f"{code} {standing.percent} %" for code, standing in project.standings.items()]
    return f"{len(project.book.facts)} facts, {len(project.pages)} pages, translated: {', '.join(coverages) or 'none'}"


def _site_summary(site: Path, project: Project) -> str:
    files = [file for file in site.rglob("*") if file.is_file()]
    pages, size = sum(file.suffix == ".html" for file in files), sum(file.stat().st_size for file in files)
    languages = ", ".join(language.name for language in project.book.languages.values())
    return f"{site}: {pages} pages ({languages}), {len(files)} files, {size / 1e6:.1f} MB\n{_summary(project)}"


def _finish(problems: Iterable[Problem], style: str, summary: str) -> None:
    rows = list(problems)
    click.echo(report.FORMATS[style](rows))
    if os.environ.get("GITHUB_ACTIONS") and style == "text" and rows:
        click.echo(report.as_github(rows))
    if summary and style == "text":
        click.echo(summary)
    sys.exit(1 if rows else 0)


from . import cli_agency  # noqa: E402, F401  (it registers its commands)
