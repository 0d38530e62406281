"""The commands around publishing."""

import datetime as dt
from pathlib import Path

import click

from ..check import audit
from ..maintain import diagnosis
from ..model.problem import Problem
from ..publish import forge, hosting, manifest, markdown_export, summary, verify
from .shared import FORMAT, ROOT, finish, main, readable, sound


@main.command("verify")
@click.argument("site")
@click.option("--against", help="The site folder of a build, or an address, whose manifest is the right one.")
@click.option("--root-hash", help="The root hash that must be found, such as the one on another copy's page.")
@FORMAT
def verify_site(site: str, against: str | None, root_hash: str | None, style: str) -> None:
    """Compares SITE, a folder or an http address, file by file with the manifest of the build that it was made by."""
    try:
        expected = verify.manifest_of(against) if against else None
        found, problems = verify.verify(site, expected)
    except (OSError, ValueError) as error:
        raise click.UsageError(str(error)) from error
    if root_hash and root_hash != found.root:
        message = f"the root hash must be {root_hash}, it is {found.root}"
        problems.append(Problem(manifest.NAME, 0, 0, verify.CODE, message))
    finish(problems, style, f"{len(found.digests)} files compared, root hash {found.root}")


@main.command()
@click.argument("site", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--style", type=click.Choice(list(hosting.STYLES)), required=True, help="For which kind of server.")
def headers(site: Path, style: str) -> None:
    """Shows the headers that protect readers of the built SITE, as a server wants to have them."""
    click.echo(hosting.as_file(hosting.headers(site), style), nl=False)


@main.command("freshness")
@click.option("--days", type=click.IntRange(1), default=365, show_default=True, help="The age at which to look again.")
@ROOT
@FORMAT
def show_stale(days: int, root: Path, style: str) -> None:
    """Lists the documents and telephone lines that were last read too long ago."""
    project = readable(root)
    finish(audit.stale(project.book, dt.date.today(), days), style, f"{len(project.book.sources)} documents")


@main.command()
@ROOT
def doctor(root: Path) -> None:
    """Shows on one screen what the project is, what readers are offered, what is missing and what to do next."""
    from ..mkdocs.settings import addresses  # takes MkDocs along

    project = readable(root)
    site, text = addresses(root)
    address = hosting.public_address(site)
    if not hosting.is_address(f"{site.rstrip('/')}/"):
        address = f"{diagnosis.UNUSABLE}: it must be whole, as in https://guide.example/kit/, got {site!r}"
    try:
        repository = forge.repository(text)
    except ValueError as error:
        repository = f"{diagnosis.UNUSABLE}: {error}"
    click.echo(diagnosis.as_text(project, dt.date.today(), address, repository))


@main.command("render")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@ROOT
def render_plain(folder: Path, root: Path) -> None:
    """Writes all pages into DIR as plain Markdown with their figures, for another generator of sites."""
    project = sound(root)
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} must be empty or not there yet")
    for name, text in markdown_export.render(project):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    click.echo(f"wrote {len(project.pages) * len(project.book.languages)} pages to {folder}")
    click.echo("Judge what another generator makes of them with: factbook check SITE")


@main.command("summary")
@click.argument("site", required=False, type=click.Path(path_type=Path, file_okay=False, exists=True))
@ROOT
def show_summary(site: Path | None, root: Path) -> None:
    """Shows the project, and the built SITE, in figures, as a Markdown table."""
    click.echo(summary.as_markdown(sound(root), site), nl=False)
