"""What other plugins make of the pages: files of their own, and text that their events hand on."""

from dataclasses import replace

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from ..model.problem import ContentError, Problem
from ..page import pages
from ..page.calls import find_calls
from ..page.pages import Page
from ..project import Project
from ..render.templates import page_environment
from . import others


def with_generated_pages(project: Project, files: Files, config: MkDocsConfig) -> tuple[Project, list[Problem]]:
    """Return the project with the pages that plugins have generated, and what is wrong with these.

    A page of docs/ that cannot be used is taken out of the files: why is among the project's problems.
    """
    found, problems = dict(project.pages), list[Problem]()
    for file in files.documentation_pages():
        if file.src_uri in found:
            continue
        page, wrong = None, list[Problem]()
        if file.src_dir != config.docs_dir or file.generated_by:
            page, wrong = pages.parse(file.src_uri, file.content_string, page_environment())
        problems += wrong
        if page:
            found[file.src_uri] = page
        else:
            files.remove(file)
    return (project if len(found) == len(project.pages) else replace(project, pages=found)), problems


def as_handed_on(project: Project, path: str, markdown: str, config: MkDocsConfig) -> Page:
    """Return the page with the text that the events of other plugins have handed on.

    Raises ContentError if that text is not one that a page may have.
    """
    page = project.pages[path]
    others.expect(markdown, str, "page_markdown", config)
    if markdown.strip() == page.body.strip():
        return page
    calls, wrong = find_calls(markdown, page.file, page.body_line, page_environment())
    if wrong:
        raise ContentError(wrong[0])
    return replace(page, body=markdown, calls=calls)
