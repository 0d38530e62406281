"""The commands around publishing: what readers will see differently, and what they are served."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from ..load import git
from ..maintain import diagnosis, diff_report, project_diff, site_diff
from ..model.problem import Problem
from ..publish import forge, hosting, manifest, markdown_export, verify
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


@main.command()
@ROOT
def doctor(root: Path) -> None:
    """Shows on one screen what the project is, what readers are offered, what is missing and what to do next."""
    from ..mkdocs.settings import addresses  # takes MkDocs along

    project = readable(root)
    site, text = addresses(root)
    try:
        repository = forge.repository(text)
    except ValueError as error:
        repository = f"not usable: {error}"
    click.echo(diagnosis.as_text(project, dt.date.today(), hosting.public_address(site), repository))


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


_SITE = click.Path(path_type=Path, file_okay=False, exists=True)


@main.command("diff")
@click.argument("base", default="HEAD")
@click.option("--base-site", type=_SITE, help="The built site of BASE, instead of building it.")
@click.option("--site", type=_SITE, help="The built site of the files as they are, instead of building it.")
@click.option("--format", "style", type=click.Choice(list(diff_report.FORMATS)), default="text", help="How to report.")
@ROOT
def show_diff(base: str, base_site: Path | None, site: Path | None, style: str, root: Path) -> None:
    """Shows what readers will see differently from BASE, a commit or branch; without one, from the last commit.

    Builds both, compares the built pages sentence by sentence and language by language, and lists the riskiest changes
    first. No program can judge meaning: this is what a person reads before a change is published.
    """
    name = git.full_name(root, base)
    if not name:
        raise click.UsageError(f"BASE must be a commit or a branch of this project, got {base!r}")
    with TemporaryDirectory(prefix="factbook-") as temporary:
        now = site or _built(root, Path(temporary) / "now", "The files as they are")
        if base_site:
            was = base_site
        else:
            try:
                with git.checked_out(root, name) as tree:
                    was = _built(tree, Path(temporary) / "was", f"BASE ({base})")
            except ValueError as error:
                raise click.ClickException(f"{error}. Give its built site: --base-site DIR") from error
        changes = site_diff.compare(was, now)
        changes += project_diff.changes(root, name, changes)
    click.echo(diff_report.FORMATS[style](sorted(changes, key=lambda change: change.order)), nl=style == "text")


def _built(root: Path, folder: Path, what: str) -> Path:
    """Build the project at `root` by the engine that it has, and return the folder with its site."""
    click.echo(f"Building {what} …", err=True)
    environment = os.environ | {"PYTHONPATH": str(root.resolve() / "hooks"), "NO_MKDOCS_2_WARNING": "1"}
    environment.pop("GITHUB_ACTIONS", None)
    line = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--no-strict", "--site-dir", str(folder)]
    done = subprocess.run(line, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise click.ClickException(f"{what} cannot be built, so nothing can be compared:\n{done.stdout}{done.stderr}")
    return folder
