"""The only module that knows MkDocs and the i18n plugin: its events, which feed them what the engine renders.

mkdocs-i18n keeps what it does well (language of the theme, list of alternates per page). Its addresses, its link
list in the text and its navigation are replaced here.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin

from jinja2 import TemplateError
from mkdocs.__main__ import cli as mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page as MkPage

from ..check import report, run_checks, source_map
from ..model.problem import Problem
from ..page import urls
from ..project import Project
from ..publish import assemble, hosting, manifest, shards, swap
from ..publish.page_context import Here, Site
from ..render import links, templates
from ..render.rendered import Rendered


@dataclass
class _Build:
    """What one build keeps between events."""

    project: Project
    site: Site
    target: Path
    serving: bool
    warnings: list[str]
    problems: list[Problem] = field(default_factory=list)
    navs: dict[str, Navigation] = field(default_factory=dict)
    rendered: dict[str, Rendered] = field(default_factory=dict)
    """Source path of MkDocs ("care.pt.md") → the page."""

    @property
    def codes(self) -> list[str]:
        """The languages whose pages are built."""
        return [_only] if _only else list(self.project.book.languages)


_build: _Build
_serving = False
_only = ""
"""The one language of a build of a part."""


def on_startup(*, command: str, dirty: bool) -> None:
    """Remembers whether this is `mkdocs serve`: then problems are shown and the site is built all the same."""
    global _serving
    _serving = command == "serve"
    if not _serving:
        logging.getLogger("mkdocs").setLevel(logging.WARNING)  # what went well is said by the report
        gc.set_threshold(20_000, 20, 100)  # the project lives as long as the build: looking through it takes a tenth
    if dirty and not _serving:
        raise Abort("A partial build (--dirty) leaves search and lists incomplete: build without it.")


def on_shutdown() -> None:
    """Leaves what is in memory to the system: to look through it once more on the way out takes a tenth of a build."""
    gc.freeze()


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Loads and checks the project; a build stops here when its content has problems."""
    global _build
    root = Path(config.config_file_path).parent
    project = Project.load(root)
    site = Site(project, config.site_url or "", config.repo_url or "", config.extra, _serving)
    _build = _Build(project, site, Path(config.site_dir), _serving, _collected_warnings())
    _build.problems = run_checks.check_content(project)
    if "i18n" not in config.plugins:
        raise Abort("mkdocs.yml must name the plugin i18n below 'plugins'; take it back from an earlier version.")
    if not hosting.is_address(config.site_url or ""):
        _build.problems.append(source_map.wrong_address(project, config.site_url or ""))
    _stop_on_problems("content")
    if project.commit:  # MkDocs dates what it writes by this
        os.environ.setdefault("SOURCE_DATE_EPOCH", str(project.commit.time))
    _set_up(config)
    if not _serving:
        config.site_dir = str(swap.workshop(_build.target))
    return config


def _collected_warnings() -> list[str]:
    """What MkDocs warns of from now on, as it comes."""
    logger, handler = logging.getLogger("mkdocs"), _Collector(logging.WARNING)
    for old in [known for known in logger.handlers if isinstance(known, _Collector)]:
        logger.removeHandler(old)
    if logger.level > logging.WARNING:  # --quiet hides warnings from what collects them, and then nothing is strict
        logger.setLevel(logging.WARNING)
    logger.addHandler(handler)
    return handler.messages


class _Collector(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _set_up(config: MkDocsConfig) -> None:
    book = _build.project.book
    if "site.name" in book.labels:
        config.site_name = book.labels["site.name"]
    config.extra["alternate"] = [
        {"lang": code, "name": language.name, "link": ""} for code, language in book.languages.items()
    ]
    for render in _build.project.renderers.values():
        render.edit_root = _edit_root(config)
    if not config.repo_url:
        config.edit_uri = ""  # MkDocs takes one without the other for an address
    plugin: Any = config.plugins["i18n"]
    plugin.config["languages"] = {code: language.name for code, language in book.languages.items()}
    plugin.config["default_language"] = book.source_language
    plugin._get_lang = _language_of
    plugin._get_page = lambda page, lang, _pages: _counterpart(page, lang)
    for event in ("page_markdown", "page_context"):
        config.plugins.events[event] = [
            call for call in config.plugins.events[event] if getattr(call, "__self__", None) is not plugin
        ]


def _edit_root(config: MkDocsConfig) -> str:
    """Where files below docs/ can be changed, by the settings repo_url and edit_uri; empty without an address."""
    return urljoin(f"{config.repo_url.rstrip('/')}/", config.edit_uri) if config.repo_url and config.edit_uri else ""


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Adds a virtual file for each page in each further language: "care.pt.md" at "pt/care/"."""
    project = _build.project
    own = {config.docs_dir, config.theme.dirs[0]}
    for file in list(files):
        unreadable = file.is_documentation_page() and file.src_uri not in project.pages
        foreign = file.src_dir not in own  # Material's scripts and styles: no page uses them
        if unreadable or foreign or file.src_uri.startswith("partials/"):
            files.remove(file)
        elif file.src_uri in project.pages and project.pages[file.src_uri].meta.layout == "card":
            file.inclusion = InclusionLevel.NOT_IN_NAV
    for code in _build.codes:
        if code != project.book.source_language:
            for path in project.pages:
                files.append(_virtual(config, path, code))
    if _only and _only != project.book.source_language:  # its navigation is then the only one
        for path in project.pages:
            files.remove(files.src_uris[path])
        config.nav = _localized(config.nav or list(project.pages), _only)
    return files


def _virtual(config: MkDocsConfig, path: str, code: str) -> File:
    name = f"{path.removesuffix('.md')}.{code}.md"
    file = File.generated(config, name, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    file.dest_uri = f"{urls.url(path, _build.project.prefix(code))}index.html"
    return file


def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """One navigation per language, each with the sections' names in that language."""
    written = config.nav or list(_build.project.pages)
    for code in _build.codes:
        nav_of = nav
        if code != _build.codes[0]:
            config.nav = _localized(written, code)
            nav_of = get_navigation(files, config)
        home = f"{_build.project.prefix(code)}index.html"
        nav_of.homepage = next((page for page in nav_of.pages if page.file.dest_uri == home), None)
        _name_sections(nav_of.items, code)
        _build.navs[code] = nav_of
    config.nav = written
    return nav


def _localized(item: Any, code: str) -> Any:
    if isinstance(item, dict):
        return {title: _localized(value, code) for title, value in item.items()}
    if isinstance(item, list):
        return [_localized(value, code) for value in item]
    return f"{item.removesuffix('.md')}.{code}.md" if str(item).endswith(".md") else item


def _name_sections(items: Iterable[Any], code: str) -> None:
    render = _build.project.renderers[code]
    for item in items:
        if item.is_section:
            item.label, item.first = item.title, next(_pages_below(item))
            if item.title in _build.project.book.labels:
                item.title = render.label(item.title)
            _name_sections(item.children, code)


def _pages_below(item: Any) -> Iterator[Any]:
    if item.is_page:
        yield item
    for child in item.children or ():
        yield from _pages_below(child)


def on_page_markdown(markdown: str, *, page: MkPage, config: MkDocsConfig, files: Files) -> str:
    """The page's text with its facts, in its language."""
    path, code = _source_of(page)
    source = _build.project.pages[path]
    try:
        rendered = _build.project.rendered(code, source)
    except (TemplateError, LookupError, TypeError, ValueError) as error:
        return _shown_problems(source.file, error)
    _build.rendered[page.file.src_uri] = rendered
    page.title = rendered.nav
    page.meta = {"title": rendered.title, "description": rendered.description}
    if source.meta.layout == "card":
        page.meta["template"] = "card.html"
    return rendered.text if path == page.file.src_uri else links.in_language(rendered.text, code)


def on_page_content(html: str, *, page: MkPage, config: MkDocsConfig, files: Files) -> str:
    """The page's HTML with its figures and citations, and the language of what its links out of the site lead to."""
    rendered = _build.rendered.get(page.file.src_uri)
    if rendered is None:
        return html
    page.present_anchor_ids = {*(page.present_anchor_ids or ()), *_ID.findall("".join(rendered.held))}
    page.markdown = None  # MkDocs keeps all of that for all pages to the end
    _build.rendered[page.file.src_uri] = replace(rendered, text="", held=())
    return _with_languages(rendered.restored(html), _source_of(page)[1])


def _with_languages(html: str, code: str) -> str:
    source, render = _build.project.book.source_language, _build.project.renderers[code]
    note = render.plain_label("site.only-in", language=render.language_name(source)) if code != source else ""
    return links.marked(html, source, note)


_ID = re.compile(r'\bid="([^"]+)"')


def _shown_problems(file: str, error: Exception) -> str:
    """While serving, a page that cannot be rendered shows why, and is back when that is mended."""
    if not _build.serving:
        raise error
    own = [problem for problem in _build.problems if problem.file == file] or _build.problems
    return f"# {file}\n\n```text\n{report.as_text(own) if own else error}\n```\n"


def on_template_context(context: dict[str, Any], *, template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """For 404.html and sitemap.xml: all languages that readers are offered at once."""
    context["factbook"] = _build.site.of_all()
    return context


@event_priority(-100)
def on_page_context(context: dict[str, Any], *, page: MkPage, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """What main.html needs, in the page's language."""
    path, code = _source_of(page)
    plugin: Any = config.plugins["i18n"]
    context = plugin.on_page_context(context, page=page, config=config, nav=Navigation([], []))
    here = Here(path, code, page.url, page.canonical_url or "", str(page.title or ""), page.content or "")
    context["nav"] = _build.navs[code]
    context["factbook"] = _build.site.of_page(here, _build.rendered.get(page.file.src_uri))
    return context


def on_post_page(output: str, *, page: MkPage, config: MkDocsConfig) -> str:
    """Lets go of what is written."""
    page.content = None
    _build.rendered.pop(page.file.src_uri, None)
    return output


def on_post_build(*, config: MkDocsConfig) -> None:
    """Writes what machines read, judges the built HTML, and only then puts it in the place of the old site."""
    site, project = Path(config.site_dir), _build.project
    host = assemble.Host(config.site_url or "", config.extra.get("security_contact") or config.repo_url or "")
    for sheet in _build.site.sheets:
        if sheet.pdf:
            (site / sheet.path).write_bytes(sheet.pdf)
    notes = [sheet.note for sheet in _build.site.sheets if sheet.note]
    if not _only:
        notes += assemble.complete(site, project, host, kept=not _build.serving)
    if notes:
        print(report.as_notes(notes), file=sys.stderr)
    found = [] if _only else run_checks.check_site(site, project)
    known = _build.problems  # of the content, while serving; a build has stopped there
    _build.problems = source_map.to_sources(found, project, site, _shown(_build.target), known)
    if config.strict:
        _build.problems += source_map.warned(_build.warnings, project, [*known, *_build.problems])
    _stop_on_problems("site")
    if not _only:
        _show_to_do()
    if not _build.serving:
        shards.seal(site, project, _only, host) if _only else manifest.stamp(site)
        swap.swap(site, _build.target)
        config.site_dir = str(_build.target)


def _shown(path: Path) -> Path:
    """A path as reports have it: below the project where it is there."""
    root = _build.project.tree.root
    return path.relative_to(root) if path.is_relative_to(root) else path


def on_build_error(*, error: Exception) -> None:
    """Clears away what a stopped build has left. What cannot be used is told as a problem."""
    if "_build" not in globals():  # loading has failed
        return
    if not _serving:
        swap.discard(_build.target)
    if found := templates.blamed(error, _build.project.tree.root):
        if found not in _build.problems:
            _show([found])
        raise Abort("The site cannot be built; the published site is left as it was.")
    if isinstance(error, OSError):  # a full disk, a folder that must not be written, …
        raise Abort(f"The site cannot be written: {error}; the published site is left as it was.") from error


def _stop_on_problems(what: str) -> None:
    if not _build.problems:
        return
    _show(_build.problems)
    if not (_build.serving and _build.project.usable):
        raise Abort(f"The {what} has problems; the published site is left as it was.")


def _show(problems: list[Problem]) -> None:
    print(report.as_text(problems), file=sys.stderr)
    if os.environ.get("GITHUB_ACTIONS"):
        print(report.as_github(problems))


def _show_to_do() -> None:
    left = run_checks.to_do_for_readers(_build.project)
    if left:
        print(f"Left to translate; readers see the original there, marked:\n{report.as_text(left)}", file=sys.stderr)
    if left and os.environ.get("GITHUB_ACTIONS"):
        print(report.as_github(left, level="warning"))


def _path_of(uri: str) -> str:
    """The path of the page that a file of MkDocs stands for: "care.pt.md" → "care.md"."""
    return uri if uri in _build.project.pages else f"{uri.rsplit('.', 2)[0]}.md"


def _code_of(uri: str) -> str:
    return _build.project.book.source_language if uri in _build.project.pages else uri.rsplit(".", 2)[1]


def _source_of(page: MkPage) -> tuple[str, str]:
    return _path_of(page.file.src_uri), _code_of(page.file.src_uri)


def _language_of(page: MkPage) -> str:
    return _code_of(page.file.src_uri)


def _counterpart(page: MkPage, code: str) -> Any:
    """A page of another language, as the plugin wants it: something with `url`."""
    return SimpleNamespace(url=urls.url(_path_of(page.file.src_uri), _build.project.prefix(code)))


def build_part(root: Path, code: str, folder: Path) -> None:
    """Builds the pages of one language into a folder, for `factbook merge`. Raises Abort, reported already."""
    global _only
    settings = ["--config-file", str(root / "mkdocs.yml"), "--site-dir", str(folder.resolve())]
    try:
        _only = code
        mkdocs.main(["build", "--quiet", *settings], standalone_mode=False)
    finally:
        _only = ""
