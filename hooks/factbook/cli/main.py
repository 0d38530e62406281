"""The command `factbook`."""

from __future__ import annotations

import click

from ..check import report
from . import check, diff, publish, translate


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Proves facts, checks pages and translations, and judges the built site.

    Exit status: 0 nothing wrong, 1 problems found, 2 wrong use of the command.
    """
    report.show_all_languages()


for command in (*check.COMMANDS, *translate.COMMANDS, *publish.COMMANDS, *diff.COMMANDS):
    main.add_command(command)
