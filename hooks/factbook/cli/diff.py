"""The command that shows a reviewer what readers will see differently."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from ..load import git
from ..maintain import diff_report, project_diff, site_diff
from .shared import ROOT, main

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
    own = {"PYTHONPATH": str(root.resolve() / "hooks"), "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
    environment = {name: text for name, text in (os.environ | own).items() if name != "GITHUB_ACTIONS"}
    line = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--no-strict", "--site-dir", str(folder)]
    done = subprocess.run(line, cwd=root, env=environment, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode:
        raise click.ClickException(f"{what} cannot be built, so nothing can be compared:\n{done.stdout}{done.stderr}")
    return folder
