"""The commands that exchange texts and terms with translation agencies: a part of `cli`, which registers them."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import click

from . import report, termlist, translating, xliff
from .cli import ROOT, _finish, _readable
from .cli_translate import _known, translate
from .project import Project


@translate.command("export")
@click.argument("language")
@click.argument("file", metavar="FILE.xlf", type=click.File("wb"))
@ROOT
def translate_export(language: str, file: IO[bytes], root: Path) -> None:
    """Writes every text with its translation into LANGUAGE, for agencies (XLIFF 2.0).

    One file has all pages. Notes say what each text is, where it stands, which terms are agreed and how to write. What
    is not translated, or was translated from an earlier wording, has the state "initial". The agreed terms as a list:
    factbook translate terms.

    \b
    Example:
      factbook translate export pt for-the-agency.xlf

    Exit status: 0 written, 1 a text cannot be put into XML and nothing is written, 2 wrong use of the command, or
    translate-toolkit is not installed.
    """
    project = _project(root, language)
    if problems := list(xliff.unfit(project, language)):
        _finish(problems, "text", "")
    file.write(xliff.export(project, language))
    standing = project.standings[language]
    click.echo(f"wrote {len(standing.rows)} texts, {len(standing.open)} of them to be translated")


@translate.command("import")
@click.argument("language")
@click.argument("file", metavar="FILE.xlf", type=click.File("rb"))
@click.option("--skip-outdated", is_flag=True, help="Leave out, and list, what is for no present text; take the rest.")
@ROOT
def translate_import(language: str, file: IO[bytes], root: Path, *, skip_outdated: bool) -> None:
    """Puts the translations of FILE.xlf into the PO files of LANGUAGE.

    All of it or nothing: where a translation has lost a figure, call or link, uses a forbidden word or misses an agreed
    term, everything that is wrong is listed and no file is changed. The same goes for units whose original has changed
    since the export, unless --skip-outdated is given. A unit that is still "initial" becomes a fuzzy entry, which
    readers do not see, and never replaces a translation that is current.

    \b
    Examples:
      factbook translate import pt from-the-agency.xlf
      factbook translate import pt from-the-agency.xlf --skip-outdated

    Exit status: 0 taken, 1 something is wrong and nothing is changed, 2 wrong use of the command, or translate-toolkit
    is not installed.
    """
    project = _project(root, language)
    delivery = xliff.read(project, language, file.read(xliff.MAX_BYTES + 1), file.name)
    if delivery.problems or (delivery.outdated and not skip_outdated):
        _finish([*delivery.problems, *delivery.outdated], "text", "nothing is changed")
    if delivery.outdated:
        click.echo(f"left out:\n{report.as_text(delivery.outdated)}")
    changed = translating.take(project, language, delivery.targets)
    click.echo(f"{delivery.summary}; {report.counted(len(changed), 'file')} changed")


@translate.command("terms")
@click.argument("language")
@click.argument("file", required=False, default="-", type=click.File("w", encoding="utf-8"))
@click.option(
    "--format",
    "style",
    type=click.Choice(list(termlist.FORMATS)),
    default="csv",
    show_default=True,
    help="CSV for spreadsheets, or TBX-Basic (ISO 30042) for translation tools.",
)
@ROOT
def translate_terms(language: str, file: IO[str], style: str, root: Path) -> None:
    """Writes the terms of LANGUAGE into FILE, or shows them.

    Each with its meaning, its translation, the forms of which a translation must hold one (preferred) and the words
    that must not be used (forbidden), from the glossary and languages.yml.

    \b
    Examples:
      factbook translate terms pt terms.csv
      factbook translate terms pt terms.tbx --format tbx

    Exit status: 0 written, 1 the project cannot be read, 2 wrong use of the command.
    """
    project = _readable(root)
    _known(project, (language,))
    file.write(termlist.FORMATS[style](project, language))


def _project(root: Path, language: str) -> Project:
    try:
        xliff.library()
    except ImportError as error:
        raise click.UsageError(str(error)) from error
    project = _readable(root)
    _known(project, (language,))
    return project
