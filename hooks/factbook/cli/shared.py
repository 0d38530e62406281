"""What all commands share: their options, how they end, and how they tell what they cannot use."""

import errno
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from ..check import report, run_checks
from ..load import tables
from ..model.problem import Problem
from ..project import Project
from ..render import templates


def _project_folder(_: click.Context, __: click.Parameter, root: Path) -> Path:
    if not (root / tables.FACTS).is_dir():
        where = "this folder" if root == Path() else repr(str(root))
        todo = "Go to the folder of the project, or name it with --root."
        raise click.UsageError(f"{where} is no project, it has no {tables.FACTS}. {todo}")
    return root


ROOT = click.option(
    "--root",
    callback=_project_folder,
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=".",
    help="The project folder.",
    show_default=True,
)
FORMAT = click.option(
    "--format", "style", type=click.Choice(list(report.FORMATS)), default="text", help="How to report."
)


class Command(click.Command):
    """A command that tells what it cannot use as a problem, or in a sentence, and never as a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            style = ctx.params.get("style")
            if problem := templates.blamed(error, ctx.params.get("root") or Path()):
                finish([problem], str(style) if style in report.FORMATS else "text", "")
            if isinstance(error, OSError) and error.errno != errno.EPIPE:  # who reads the output may stop reading
                raise click.ClickException(f"a file or folder cannot be used: {error}") from error
            raise


class Group(click.Group):
    """A group of such commands, and of such groups."""

    command_class = Command
    group_class = type


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Proves facts, checks pages and translations, and judges the built site.

    Exit status: 0 nothing wrong, 1 problems found, 2 wrong use of the command.
    """
    report.show_all_languages()


def readable(root: Path) -> Project:
    """Load the project; end with its problems if it has any."""
    project = Project.load(root)
    if project.problems:
        finish(project.problems, "text", "")
    return project


def sound(root: Path) -> Project:
    """Load the project and check its content; end with the problems if there are any."""
    project = Project.load(root)
    if problems := run_checks.check_content(project):
        finish(problems, "text", "")
    return project


def finish(problems: Iterable[Problem], style: str, summary: str, left: Sequence[str] = ()) -> None:
    """Show problems, lines on what is `left` to do and, as text, the summary; exit with status 1 if there are problems
    or something is left, else 0."""
    rows = list(problems)
    if rows or not left:
        click.echo(report.FORMATS[style](rows))
    for line in left:
        click.echo(line)
    if os.environ.get("GITHUB_ACTIONS") and style == "text" and rows:
        click.echo(report.as_github(rows))
    if summary and style == "text":
        click.echo(summary)
    sys.exit(1 if rows or left else 0)
