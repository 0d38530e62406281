"""The commands of translators and reviewers."""

import datetime as dt
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import click

from ..check import run_checks
from ..check.report import counted
from ..locale.theme_words import theme_texts
from ..maintain import diagnosis, translation_update
from ..model.problem import Problem, did_you_mean
from ..project import Project
from ..translate import glossary, language
from ..translate.language import UI
from .shared import FORMAT, ROOT, finish, main, readable


@main.command()
@click.argument("page", metavar="PAGE")
@click.option("--by", required=True, help="Who has reviewed it.")
@click.option("--role", required=True, help="What makes this person fit to review it.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), required=True, help="When, like 2026-11-20.")
@click.option("--language", help="Of the translation into this language, rather than of the page itself.")
@ROOT
def review(page: str, by: str, role: str, day: dt.datetime, language: str | None, root: Path) -> None:
    """Records that PAGE (such as care.md) has been reviewed. A later change of its text clears the record.

    Never without the consent of the person who is named: the page shows the name, the role and the day.

    \b
    Examples:
      factbook review care.md --by "…" --role "pediatrician" --date 2026-11-20
      factbook review care.md --language pt --by "…" --role "medical translator" --date 2026-11-20

    Exit status: 0 recorded, 1 the project cannot be read, 2 wrong use of the command.
    """
    by, role = " ".join(by.split()), " ".join(role.split())
    if not (by and role):
        raise click.UsageError("a review must name a person and what makes this person fit for it")
    project = readable(root)
    if page not in project.pages:
        raise click.UsageError(f"{page!r} is not a page. {did_you_mean(page, project.pages)}")
    if day.date() > dt.date.today():
        raise click.UsageError(f"a review must have taken place, {day.date()} is still to come")
    if language:
        _known(project, (language,))
        left = sum(name == page for name, _, _ in project.coverages[language].open)
        if left:
            todo = f"See what is left: factbook translate check {language}"
            raise click.UsageError(
                f"a translation must be whole to be reviewed, {page!r} has {counted(left, 'text')} left. {todo}"
            )
    click.echo(f"wrote {translation_update.record_review(project, page, language, by=by, role=role, date=day.date())}")


@main.group()
def translate() -> None:
    """Keeping translations current.

    \b
    In turn: new, once per language; update, when the original has changed; check, until nothing is left.

    Exit status: 0 done, 1 something is left or wrong, 2 wrong use of the command.
    """


@translate.command("update")
@click.argument("languages", nargs=-1)
@click.option("--minor", is_flag=True, help="Translations of which only punctuation or spaces changed stay current.")
@ROOT
def translate_update(languages: tuple[str, ...], root: Path, *, minor: bool) -> None:
    """Brings the PO files in line with the pages and data (all languages, or those named).

    New texts are added. A changed text keeps its translation, marked fuzzy and with the earlier wording beside it
    (#| msgid). A text that is gone becomes obsolete and comes back with its translation. A text that another page has,
    or had, takes its translation from there, marked fuzzy where pages differ. The file of a page that has moved
    (moved_from) goes with it. Doing it again does nothing.

    \b
    Examples:
      factbook translate update
      factbook translate update pt
      factbook translate update --minor   (after mending punctuation in the original)

    Exit status: 0 the files are in line, 1 the project cannot be read and nothing is changed, 2 wrong use of the
    command.
    """
    project = readable(root)
    for code in _known(project, languages):
        done = translation_update.update(project, code, minor=minor)
        changed = f"{counted(len(done.files), 'file')} changed" if done.files else "nothing to change"
        taken = f", {counted(done.taken, 'translation')} taken over from other pages" if done.taken else ""
        fuzzy = f", {done.fuzzy} of them fuzzy" if done.fuzzy else ""
        click.echo(f"{code}: {changed}{taken}{fuzzy}")


@translate.command("new")
@click.argument("language")
@click.option("--locale", help="CLDR locale for numbers and dates, such as pt_BR; the language itself unless given.")
@ROOT
def translate_new(language: str, locale: str | None, root: Path) -> None:
    """Adds LANGUAGE (such as pt): its settings and a PO file for each page, then says what is left.

    Direction, digits and the language's own name come from CLDR, labels that Material for MkDocs has are filled in. The
    site builds at once; readers are not offered the language before it has reached its minimum.

    \b
    Examples:
      factbook translate new pt --locale pt_BR
      factbook translate new ar --locale ar_EG

    Exit status: 0 added, 1 the project cannot be read, 2 wrong use of the command: a language that CLDR does not know,
    or that is there already. Where it is not 0, nothing is changed.
    """
    project = readable(root)
    try:
        written = translation_update.add_language(
            project, language, locale or language.replace("-", "_"), theme_texts(project.book.source_language, language)
        )
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"wrote {len(written)} files; {written[0]} has the settings")
    fresh = Project.load(root)
    _show_status(fresh, language)
    click.echo("It is built for preview and not offered to readers until it reaches its minimum.")
    for sentence in glossary.style(fresh.book, language):
        click.echo(f"How to write: {sentence}")
    click.echo("Add to the settings what this language needs: style, preferred terms, forbidden words, numerals.")
    click.echo(f"Next: translate docs/_translations/{language}/index.po, then run: factbook translate check {language}")


@translate.command("status")
@click.argument("languages", nargs=-1)
@ROOT
def translate_status(languages: tuple[str, ...], root: Path) -> None:
    """Shows how far each language is (or those named), page by page: translated, fuzzy, missing, broken, reviewed.

    The site has the same on its page for translators.

    \b
    Examples:
      factbook translate status pt

    Exit status: 0 shown, however much is left; 1 the project cannot be read, 2 wrong use of the command.
    """
    project = readable(root)
    for code in _known(project, languages):
        _show_status(project, code)


def _show_status(project: Project, code: str) -> None:
    coverage = project.coverages[code]
    offered = "offered to readers" if coverage.published else f"preview only, minimum {coverage.minimum} %"
    reviewed = f"{len(coverage.reviews)} of {len(project.pages)} pages reviewed"
    click.echo(f"{code}: {coverage.percent} % ({offered}), {reviewed}")
    for count in coverage.counts:
        states = [f"{number} {state}" for state, number in sorted(count.states.items())]
        review = [f"reviewed {count.review.date}"] if count.review else []
        click.echo(f"  {count.percent:3d} %  {count.name}: {', '.join([*states, *review])}")


@translate.command("check")
@click.argument("languages", nargs=-1)
@click.option(
    "--page", "pages", multiple=True, metavar="PAGE", help=f"Only of this page, such as care.md; {UI!r}: labels."
)
@ROOT
@FORMAT
def translate_check(languages: tuple[str, ...], pages: tuple[str, ...], root: Path, style: str) -> None:
    """Lists every translation that is stale or damaged, the original and the translation side by side.

    Each with its file and line and what to do. What is not translated yet is one line for each file; with --page, and
    for programs, each text is listed. It looks at all languages, or at those named.

    \b
    Examples:
      factbook translate check pt
      factbook translate check pt --page care.md
      factbook translate check --format github   (marks the lines of a change on GitHub)

    Exit status: 0 every text is translated and sound, 1 something is left or wrong, 2 wrong use of the command.
    """
    project = readable(root)
    for page in pages:
        if page not in (UI, *project.pages):
            raise click.UsageError(f"{page!r} is not a page. {did_you_mean(page, project.pages)}")
    codes = _known(project, languages)
    files = {language.catalog_file(code, page) for code in codes for page in pages}
    wanted = _about(project, codes)
    found = [*run_checks.to_do(project), *run_checks.check_content(project)]
    found = [row for row in found if (row.file in files if pages else wanted(row))]
    left = {} if pages or style != "text" else diagnosis.missing(project, codes)
    named = set(chain.from_iterable(left.values()))
    slips = [row for row in found if row.code not in diagnosis.OPEN or (row.file, row.line) not in named]
    finish(slips, style, diagnosis.in_a_line(project), list(left))


def _about(project: Project, codes: tuple[str, ...]) -> Callable[[Problem], bool]:
    """Whether a problem is one of these languages: it stands in their PO files, or in their settings."""
    folders = tuple(f"{language.FOLDER}/{code}/" for code in codes)
    places = project.book.places.items()
    settings = {(place.file, place.line) for path, place in places if path[0] == "languages" and path[1] in codes}
    return lambda row: row.file.startswith(folders) or (row.file, row.line) in settings


def _known(project: Project, languages: tuple[str, ...]) -> tuple[str, ...]:
    for code in languages:
        if code not in project.bundles:
            raise click.UsageError(f"{code!r} is not a language to translate into; known: {', '.join(project.bundles)}")
    return languages or tuple(project.bundles)
