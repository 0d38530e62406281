"""The other hooks and plugins: pages that they make, text that they hand on, and which one has failed."""

import traceback
from collections.abc import Container, Iterable
from dataclasses import replace
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from ..check.source_map import in_settings
from ..model.problem import ContentError, Place, Problem
from ..page import pages
from ..page.calls import find_calls
from ..page.pages import Page
from ..project import Project
from ..render.templates import page_environment


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
    expect(markdown, str, "page_markdown", config)
    if markdown.strip() == page.body.strip():
        return page
    calls, wrong = find_calls(markdown, page.file, page.body_line, page_environment())
    if wrong:
        raise ContentError(wrong[0])
    return replace(page, body=markdown, calls=calls)


CODE = "FB527"
_HINT = "Mend it, or take it out of mkdocs.yml."


def blamed(error: BaseException, project: Project) -> Problem | None:
    """Return the problem where an event of another hook or plugin has raised the error, else None."""
    frame = error.__traceback__
    while frame and frame.tb_frame.f_code.co_name != "run_event":
        frame = frame.tb_next
    if frame is None:
        return None
    method = frame.tb_frame.f_locals["method"]
    name = frame.tb_frame.f_locals["self"]._event_origins.get(method, "")
    if not name or _is_own(method):
        return None
    message = f"a hook or plugin must not fail, {name!r} does in {method.__name__}: {type(error).__name__}: {error}"
    return _place(name, error, project).problem(CODE, " ".join(message.split()), _HINT)


def _place(name: str, error: BaseException, project: Project) -> Place:
    """The line of a hook that has failed, or that of mkdocs.yml which names the plugin."""
    file = project.tree.root / name
    lines = [row.lineno or 0 for row in traceback.extract_tb(error.__traceback__) if row.filename == str(file)]
    return Place(name, lines[-1], 1) if lines else in_settings(project, [name])


def expect(given: object, kind: type, event: str, config: MkDocsConfig) -> None:
    """Raise ContentError if what the events of other hooks or plugins have handed on is of another kind."""
    if not isinstance(given, kind):
        message = f"the event {event} must hand on {kind.__name__}, got {given!r} from {_having(config, event)}"
        raise ContentError(Problem("mkdocs.yml", 1, 1, CODE, message, _HINT))


def explained(problems: Iterable[Problem], altered: Container[str], config: MkDocsConfig) -> list[Problem]:
    """Return the problems; those of files whose text other hooks or plugins have changed say so."""
    said = f"The text of this page was changed by {_having(config, 'page_markdown')}."
    return [replace(row, hint=f"{row.hint} {said}".strip()) if row.file in altered else row for row in problems]


def _having(config: MkDocsConfig, event: str) -> str:
    """The names of the other hooks and plugins that have an event."""
    methods = [method for method in config.plugins.events[event] if not _is_own(method)]
    return " or ".join(repr(config.plugins._event_origins.get(method, "unknown")) for method in methods)


def _is_own(method: Any) -> bool:
    return str(method.__module__).startswith(__package__.partition(".")[0])
