"""What a site gets when all its pages are there."""

from pathlib import Path

from ..load import kit
from ..load.cache import Cache
from ..project import Project
from . import built_markdown, hosting, offline, pdf, search, structured_data, style_sheets


def complete(site: Path, project: Project, address: str, contact: str, cache: Cache, *, kept: bool) -> list[str]:
    """Write what needs the pages of all languages; with `kept`, what devices keep to read without a network, too.

    `address` is where the site is published, `contact` whom to tell of a weakness; each may be empty. Return notes:
    what a person should know though nothing is wrong.
    """
    notes = pdf.write(site, project, address, cache)
    for code, render in project.renderers.items():
        folder = site / project.prefix(code)
        (folder / "facts.json").write_text(structured_data.facts_json(render), encoding="utf-8")
    (site / kit.NAME).write_text("".join(kit.digests(project.tree.root)), encoding="utf-8")
    style_sheets.write(site, cache)
    hosting.allow_inline(site)
    search.index(site)
    search.write_words(site, project)
    built_markdown.write(site, project)
    for name, text in hosting.files(project, address, contact).items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    (site / hosting.HEADERS).write_text(hosting.as_file(hosting.headers(site), "static"), encoding="utf-8")
    return notes + (offline.write(site, project) if kept else [])
