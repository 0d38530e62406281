"""The commands that check, and those about documents, rules and schemas."""

import json
from pathlib import Path

import click

from ..check import audit as auditing
from ..check import readability, registry, run_checks
from ..check.report import counted
from ..load import tables
from ..maintain import diagnosis, source_register
from ..maintain import reference as reference_page
from ..project import Project
from ..publish import verify
from .shared import FORMAT, ROOT, finish, main


@main.command()
@click.argument("site", required=False, type=click.Path(path_type=Path, file_okay=False))
@ROOT
@FORMAT
def check(site: Path | None, root: Path, style: str) -> None:
    """Checks the content, or the built HTML in SITE, whoever built it, and that its files are as they were built."""
    project = Project.load(root)
    if site:
        found = [*run_checks.check_site(site, project), *verify.changed_files(site)]
        finish(found, style, diagnosis.of_site(site, project))
    content = run_checks.check_text(project)
    finish(content.problems, style, f"{diagnosis.in_a_line(project)}\n{readability.summary(project, content.scores)}")


@main.command()
@ROOT
def reading(root: Path) -> None:
    """Shows how hard each page is to read, its hardest sentences, what its sentences are about, and its marks."""
    project = Project.load(root)
    found = run_checks.check_text(project)
    for row in readability.report(project, found.scores):
        click.echo(row)
    finish(found.problems, "text", readability.summary(project, found.scores))


@main.command()
@click.option("--documents", required=True, type=click.Path(path_type=Path), help="The folder of the real documents.")
@ROOT
@FORMAT
def audit(documents: Path, root: Path, style: str) -> None:
    """Compares fingerprints and anchors with the real documents."""
    project = Project.load(root)
    texts = auditing.find_documents(documents, project.book)
    anchors = len(list(project.book.anchors()))
    finish(auditing.audit(texts, project.book), style, f"{anchors} anchors compared with {len(texts)} documents")


@main.command()
def settings() -> None:
    """Shows every setting of mkdocs.yml, and what it does here, as Markdown."""
    from ..mkdocs import settings as known  # takes MkDocs along

    click.echo(known.as_markdown(), nl=False)


@main.group()
def source() -> None:
    """The register of the documents."""


@source.command("add")
@click.argument("name", metavar="ID")
@click.argument("document", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@ROOT
def source_add(name: str, document: Path, root: Path) -> None:
    """Makes the fingerprint of FILE, and the register's entry for it or, of a new edition, its sha256 there.

    Then it names the anchors that do not stand in FILE: their facts are not proven any more.
    """
    files = source_register.add_source(root, name, document)
    for file in files:
        click.echo(f"wrote {file}")
    lost = list(source_register.unproven(root, name))
    for line in lost:
        click.echo(line)
    if lost:
        click.echo(f"not in {document}: {counted(len(lost), 'anchor')}. Mend or remove them, then run: factbook check")
    elif len(files) > 1:
        click.echo("In sources.yml, fill in what is in angle brackets, or mend `read`. Then run: factbook check")


@main.command("rules")
def show_rules() -> None:
    """Shows every rule with its code and an example, as Markdown."""
    click.echo(registry.as_text())


@main.command()
def reference() -> None:
    """Shows every function of pages and every key of data files, as Markdown."""
    click.echo(reference_page.as_markdown(), nl=False)


@main.command()
@ROOT
def schema(root: Path) -> None:
    """Writes the JSON Schema of the data files, for editors that complete and check."""
    folder = root / tables.FACTS / "schema"
    folder.mkdir(exist_ok=True)
    schemas = reference_page.json_schemas()
    for name, content in schemas.items():
        (folder / name).write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    click.echo(f"wrote {len(schemas)} files to {folder}")
