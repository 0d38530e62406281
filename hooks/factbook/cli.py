"""The command `factbook`. Only this module and its parts, `cli_*`, read arguments."""

from __future__ import annotations

import errno
import json
import os
import shlex
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from . import audit as auditing
from . import kit, loading, newsite, readability, report, rules, session, templates, upgrade, verifying
from .material_texts import theme_texts
from .project import Project
from .report import Problem
from .schema import json_schemas

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


class _Command(click.Command):
    """A command that tells what it cannot use as a problem, or in a sentence, and never as a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            style = ctx.params.get("style")
            if problem := templates.blamed(error, ctx.params.get("root") or Path()):
                _finish([problem], style if style in report.FORMATS else "text", "")
            if isinstance(error, OSError) and error.errno != errno.EPIPE:  # who reads the output may stop reading
                raise click.ClickException(f"a file or folder cannot be used: {error}") from error
            raise


class _Group(click.Group):
    command_class = _Command
    group_class = type


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Proves facts, checks pages and translations, and judges the built site.

    Exit status: 0 nothing wrong, 1 problems found, 2 wrong use of the command.
    """


@main.command()
@click.argument("site", required=False, type=click.Path(path_type=Path, file_okay=False))
@ROOT
@FORMAT
def check(site: Path | None, root: Path, style: str) -> None:
    """Checks the content, or the built HTML in SITE, whoever built it, and that its files are as they were built."""
    project = Project.load(root)
    if site:
        found = [*session.check_site(site, project), *verifying.altered(site)]
        _finish(found, style, _site_summary(site, project))
    problems, scores = session.check_text(project)
    _finish(problems, style, f"{_summary(project)}\n{readability.summary(project, scores)}")


@main.command()
@ROOT
def reading(root: Path) -> None:
    """Shows how hard each page is to read, and its hardest sentences."""
    project = Project.load(root)
    problems, scores = session.check_text(project)
    for row in readability.report(scores):
        click.echo(row)
    _finish(problems, "text", readability.summary(project, scores))


@main.command()
@click.option("--documents", required=True, type=click.Path(path_type=Path), help="The folder of the real documents.")
@ROOT
@FORMAT
def audit(documents: Path, root: Path, style: str) -> None:
    """Compares fingerprints and anchors with the real documents."""
    project = Project.load(root)
    texts = auditing.find_documents(documents, project.book)
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
    for file in auditing.add_source(root, name, document):
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
    schemas = json_schemas()
    for name, content in schemas.items():
        (folder / name).write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    click.echo(f"wrote {len(schemas)} files to {folder}")


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
    end = f"{report.counted(len(done), 'change')}. Next, in {folder}: make site" if done else "nothing to change"
    click.echo("\n".join([*done, end]))


def _readable(root: Path) -> Project:
    project = Project.load(root)
    if project.problems:
        _finish(project.problems, "text", "")
    return project


def _sound(root: Path) -> Project:
    project = Project.load(root)
    if problems := session.check_content(project):
        _finish(problems, "text", "")
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


from . import cli_agency, cli_publish, cli_translate  # noqa: E402, F401  (they register their commands)
