"""One build of MkDocs: what it keeps between events, the checks that run beside it, and how far it is."""

import logging
import os
import sys
from dataclasses import dataclass, field
from logging import LogRecord
from logging.handlers import BufferingHandler
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from mkdocs.exceptions import Abort

from ..check import readability, report, run_checks
from ..check.run_checks import Reading
from ..check.workers import Task
from ..model.problem import Problem
from ..project import Project
from ..publish.page_context import Site
from ..render.render_page import Rendered
from .i18n import Languages
from .page_cache import PageCache
from .settings import Settings
from .standing import Said


class Progress:
    """How far a build is, on standard error: a bar on a terminal, plain lines elsewhere."""

    def __init__(self, *, shown: bool) -> None:
        """`shown` is False for builds that say nothing but what is wrong."""
        self.shown = shown
        self._bar: click._termui_impl.ProgressBar[int] | None = None

    def step(self, name: str, length: int = 0) -> None:
        """Begin a step, of so many pages."""
        self.done()
        if self.shown and length and sys.stderr.isatty():
            self._bar = click.progressbar(length=length, label=name, file=sys.stderr, show_eta=False).__enter__()
        elif self.shown:
            click.echo(f"{name} …", err=True)

    def page(self) -> None:
        """Tell that a page of the step is done."""
        if self._bar:
            self._bar.update(1)

    def done(self) -> None:
        """End the step."""
        if self._bar:
            self._bar.render_finish()
            self._bar = None


@dataclass
class Build:
    """What one build keeps between events."""

    project: Project
    serving: bool
    site: Site
    target: Path
    inputs: str
    """The hash of all that decides what this build makes; empty if nobody knows."""
    settings: Settings
    languages: Languages
    pages: PageCache | None
    progress: Progress
    warnings: list[LogRecord]
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What a person should know of the build though nothing is wrong."""
    staging: TemporaryDirectory[str] | None = None
    """Where the next site is built, unless it is served."""
    content: Task[list[Problem]] | None = None
    """The check of the content, which runs beside the rest of the build."""
    reading: Task[Reading] | None = None
    """The measuring of how hard the pages are to read, which does so too."""
    said: Said = field(default_factory=list)
    """What this build has told people."""
    converted: dict[tuple[str, str], str] = field(default_factory=dict)
    """The HTML of the pages' text, by path and language."""
    rendered: dict[str, Rendered] = field(default_factory=dict)
    """Source path of MkDocs ("care.pt.md") → the page."""
    kept: dict[str, str] = field(default_factory=dict)
    """The same → the page as an earlier build made it."""
    altered: set[str] = field(default_factory=set)
    """Files of the pages whose text other hooks or plugins have changed."""

    def start_content_check(self) -> None:
        """Check the content from now on, beside the rest of the build."""
        _ = self.project.published  # is found here, as pages and checks need it too
        self.content = Task(lambda: run_checks.check_content(self.project))

    def start_reading(self) -> None:
        """Measure from now on, beside the rest of the build, how hard the converted pages are to read."""
        cache, key = (self.pages.cache, self.pages.key) if self.pages else (None, None)
        self.reading = Task(
            lambda: run_checks.check_reading(self.project, cache, key, self.converted),
            here=self.serving,  # the next build has the dictionary in memory then
        )

    def say(self, text: str, *, err: bool = True) -> None:
        """Tell people something."""
        click.echo(text, err=err)
        self.said.append((text, err))

    def wait_for_content(self) -> None:
        """Put the problems of the content before those of the build."""
        if self.content is not None:
            found, self.content = self.content.result(), None
            self.progress.done()
            self.problems = found + self.problems

    def wait_for_reading(self) -> str:
        """Add the problems of how hard the pages are to read; return how hard that is, in a line."""
        if self.reading is None:
            return ""
        found, self.reading = self.reading.result(), None
        self.problems += found.problems
        if self.pages:
            found.keep(self.pages.cache)
        return readability.summary(self.project, found.scores)

    def shown(self, path: Path) -> Path:
        """Return a path as reports have it: relative to the project if it is below it."""
        root = self.project.tree.root.resolve()
        return path.resolve().relative_to(root) if path.resolve().is_relative_to(root) else path

    def clean_up(self) -> None:
        """End what runs beside the build, and remove what it has written so far."""
        for task in (self.content, self.reading):
            if task is not None:
                task.cancel()
        self.content = self.reading = None
        if self.staging:
            self.staging.cleanup()

    def stop_on_problems(self, what: str) -> None:
        """Show the problems of the content, or the site; raise Abort if there are any, unless the site is served."""
        if not self.problems:
            return
        self.progress.done()
        show(self.problems)
        if not (self.serving and self.project.usable):
            raise Abort(f"The {what} has problems; the published site is left as it was.")

    def show_to_do(self) -> None:
        """Show what is left to translate, and first of all which language readers are not offered for it."""
        gone, left = run_checks.withdrawn(self.project), run_checks.to_do_for_readers(self.project)
        for head, problems in {
            "NOT OFFERED to readers, and nothing like this is published:": gone,
            "Left to translate; readers see the original there, marked:": left,
        }.items():
            if problems:
                self.say(f"{head}\n{report.as_text(problems)}")
        if left and os.environ.get("GITHUB_ACTIONS"):
            self.say(report.as_github(left, level="warning"), err=False)


def show(problems: list[Problem]) -> None:
    """Print a report, in a workflow of GitHub as annotations too."""
    print(report.as_text(problems), file=sys.stderr)
    if os.environ.get("GITHUB_ACTIONS"):
        print(report.as_github(problems))


def collected_warnings() -> list[LogRecord]:
    """Return a list that MkDocs's warnings are added to from now on, as they come."""
    logger, handler = logging.getLogger("mkdocs"), BufferingHandler(sys.maxsize)
    for old in [known for known in logger.handlers if isinstance(known, BufferingHandler)]:
        logger.removeHandler(old)
    if logger.level > logging.WARNING:  # --quiet hides warnings from what collects them, and then nothing is strict
        logger.setLevel(logging.WARNING)
    handler.setLevel(logging.WARNING)
    logger.addHandler(handler)
    return handler.buffer
