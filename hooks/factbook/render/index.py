"""What pages know of each other."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..model.factbook import Factbook
from ..page import calls
from ..page.pages import Page


@dataclass(frozen=True)
class Index:
    """What a page has to know of the others."""

    pages: Mapping[str, Page]
    uses: Mapping[str, tuple[str, ...]]
    """Fact → paths of the pages that show it."""
    calling: Mapping[str, str]
    """Function → path of the first page that calls it: where the glossary is, where the evidence."""
    layouts: Mapping[str, str]
    """Layout → path of the first page that has it: where the card is, where the handout."""

    @classmethod
    def of(cls, given: Mapping[str, Page], book: Factbook) -> "Index":
        """Built once per set of pages."""
        uses: dict[str, dict[str, None]] = {}
        calling: dict[str, str] = {}
        for path, page in given.items():
            for call in page.calls:
                if page.meta.layout == "page":  # others have no place to lead to
                    calling.setdefault(call.name, path)
                for name in calls.facts_of(call, book):
                    uses.setdefault(name, {})[path] = None
        layouts: dict[str, str] = {}
        for path, page in given.items():
            layouts.setdefault(page.meta.layout, path)
        return cls(given, {name: tuple(paths) for name, paths in uses.items()}, calling, layouts)
