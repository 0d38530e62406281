"""Several languages in one site of MkDocs, with the plugin mkdocs-i18n.

The plugin keeps what it does well: the language of the theme. Its addresses (`/page.pt/`), its list of links in the
text and its navigation (which mixes languages) are replaced here, its relative alternates in the templates.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page as MkPage

from ..page import urls
from ..project import Project

NAME = "i18n"
_REPLACED = ("page_markdown", "page_context")
"""Events of the plugin that are not used, or called from here."""


@dataclass
class Languages:
    """The pages and menus of a site, language by language."""

    project: Project
    navs: dict[str, Navigation] = field(default_factory=dict)
    plugin: Any = None

    def set_up(self, config: MkDocsConfig) -> None:
        """Tell the theme and the plugin the languages of languages.yml. Raises Abort if the plugin is not there."""
        if NAME not in config.plugins:
            raise Abort("mkdocs.yml must name the plugin i18n below 'plugins'; take it back from an earlier version.")
        languages, plugin = self.project.book.languages, config.plugins[NAME]
        self.plugin = plugin
        self.plugin.config["languages"] = {code: language.name for code, language in languages.items()}
        self.plugin.config["default_language"] = self.project.book.source_language
        self.plugin._get_lang = lambda page: self.source_of(page)[1]
        for event in _REPLACED:
            config.plugins.events[event] = [
                call for call in config.plugins.events[event] if getattr(call, "__self__", None) is not plugin
            ]

    def add_files(self, files: Files, config: MkDocsConfig) -> None:
        """Add a virtual file for each page in each further language: "care.pt.md" at "pt/care/"."""
        for path, page in self.project.pages.items():
            if page.meta.layout == "card":
                files.src_uris[path].inclusion = InclusionLevel.NOT_IN_NAV
            for code in self.project.bundles:
                text = files.src_uris[path].content_string
                file = File.generated(config, _name(path, code), content=text, inclusion=InclusionLevel.NOT_IN_NAV)
                file.dest_uri = f"{urls.url(path, self.project.prefix(code))}index.html"
                files.append(file)

    def make_navigation(self, nav: Navigation, files: Files, config: MkDocsConfig) -> None:
        """Make one navigation per language, each with the sections' names in that language."""
        written = config.nav or list(self.project.pages)
        for code in self.project.book.languages:
            nav_of = nav
            if code in self.project.bundles:
                config.nav = _localized(written, code)
                nav_of = get_navigation(files, config)
            home = f"{self.project.prefix(code)}index.html"
            nav_of.homepage = next((page for page in nav_of.pages if page.file.dest_uri == home), None)
            self._name_sections(nav_of.items, code)
            self.navs[code] = nav_of
        config.nav = written

    def _name_sections(self, items: Iterable[Any], code: str) -> None:
        render = self.project.renderers[code]
        for item in items:
            if item.is_section:
                item.label, item.first = item.title, next(_pages_below(item))
                self._name_sections(item.children, code)
            if not item.is_page and item.title in self.project.book.labels:
                item.title = render.label(item.title)

    def source_of(self, page: MkPage) -> tuple[str, str]:
        """Return the path and the language of the page that a page of MkDocs stands for: ("care.md", "pt")."""
        uri = page.file.src_uri
        if uri in self.project.pages:
            return uri, self.project.book.source_language
        name, code, _ = uri.rsplit(".", 2)
        return f"{name}.md", code


def _name(path: str, code: str) -> str:
    return f"{path.removesuffix('.md')}.{code}.md"


def _localized(item: Any, code: str) -> Any:
    """Return an item of `nav` with the files of a language."""
    if isinstance(item, dict):
        return {title: _localized(value, code) for title, value in item.items()}
    if isinstance(item, list):
        return [_localized(value, code) for value in item]
    return _name(item, code) if str(item).endswith(".md") else item


def _pages_below(item: Any) -> Iterator[Any]:
    if item.is_page:
        yield item
    for child in item.children or ():
        yield from _pages_below(child)
