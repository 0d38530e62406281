"""Built pages of earlier builds, kept by the hash of all that a page is made of."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from ..load.cache import Cache, digest, digest_of_files
from ..page.calls import COUNTED
from ..page.pages import TRANSLATED_META
from ..page.segments import urgent_box
from ..project import Project
from ..translate.language import FOLDER, UI, catalog_file
from .i18n import NAME

SHARED = ("docs/_facts", "docs/assets", "hooks", "overrides", "mkdocs.yml")
"""What every page may depend on."""
ENGINE = Path(__file__).parents[1]
"""Not always below hooks/: a site may have it from elsewhere."""
TOOLS = [sys.version, *sorted(found.name for folder in map(Path, sys.path) for found in folder.glob("*-info"))]
"""Python and what is installed, with their versions."""


@dataclass
class PageCache:
    """The pages of a project. `settings` is all else that shapes a build, such as the address of the site."""

    cache: Cache
    project: Project
    settings: tuple[str, ...]

    @staticmethod
    def allowed(config: MkDocsConfig) -> bool:
        """Return whether nothing but this project shapes its pages: what another plugin reads, nobody knows here."""
        return set(config.plugins) - set(config.hooks) <= {NAME} and len(config.hooks) == 1

    @cached_property
    def shared(self) -> str:
        """The hash of what pages have in common: the data, the engine, and what pages know of each other."""
        files = digest_of_files(self.project.tree.root, SHARED)
        engine = digest_of_files(ENGINE, ["."])
        return digest([files, engine, *TOOLS, *self.settings, *self._known_of_each_other()])

    def _known_of_each_other(self) -> Iterator[str]:
        project = self.project
        yield repr(project.published)
        for code, render in project.renderers.items():
            yield self._catalog(code, UI)
            for path, page in project.pages.items():
                yield repr([path, *(render.head(page, key) for key in TRANSLATED_META)])
                if box := urgent_box(page.body):
                    yield box + self._catalog(code, path)
        for path, page in project.pages.items():
            yield repr([path, page.meta.model_dump_json(), [(call.name, call.arguments) for call in page.calls]])

    def _catalog(self, code: str, path: str) -> str:
        return digest_of_files(self.project.tree.root, [catalog_file(code, path)])

    def key(self, path: str, code: str) -> str:
        """Return the hash of all that a page in a language is made of."""
        project, page = self.project, self.project.pages[path]
        called = {call.name for call in page.calls}
        more = repr(project.commit) if "origin" in called else ""
        if "translations" in called:
            more += digest_of_files(project.tree.root, [FOLDER])
        if "count" in called:
            more += repr([len(getattr(project.book, table)) for table in COUNTED])
        changed = project.renderers[code].changed.get(path)
        return digest([self.shared, path, code, page.body, self._catalog(code, path), repr(changed), more])

    def get(self, path: str, code: str) -> str | None:
        """Return the page as it was built, or None if it has to be built."""
        found = self.cache.get("page", self.key(path, code))
        return None if found is None else found.decode()

    def put(self, path: str, code: str, html: str) -> None:
        """Keep a page as it is built."""
        self.cache.put("page", self.key(path, code), html.encode())
