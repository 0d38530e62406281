"""Pages as a whole: their heading, their address and where they went."""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from ...model.problem import Place
from ...page.pages import DOCS, Page
from ...page.urls import url
from ...project import Project
from ...translate.language import UI
from ..registry import Finding, page_rule, rule

FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_FIRST_LEVEL = re.compile(r"^[ >]*#(?!#)[ \t]*(.+?)[ \t]*$|^[ >]*(\S.*)\n[ >]*=+[ \t]*$", re.MULTILINE)


@page_rule("FB314")
def title_mismatch(project: Project, page: Page) -> Iterator[Finding]:
    """A page must have one first-level heading, the same as its title.

    Bad:  title: Outlook, and # The outlook
    Good: title: Outlook, and # Outlook
    """
    headings = [found[1] or found[2] for found in _FIRST_LEVEL.finditer(FENCED.sub("", page.body))]
    if headings != [page.meta.title]:
        message = f"the page must have one # heading that equals its title {page.meta.title!r}, it has {headings}"
        yield page.meta_place("title"), message, ""


_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")


def _plain(path: str) -> str:
    """A name that addresses can have, for one that they cannot."""
    letters = unicodedata.normalize("NFKD", unquote(path)).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_./]+", "-", letters.lower()).strip("-").replace("-.", ".") or "page.md"


@rule("FB315", "content")
def taken_address(project: Project) -> Iterator[Finding]:
    """A page must have an address of its own, which is not that of a translation, and a catalog of its own. Its name
    must be one that every host, search engine and file system spells alike: a to z, digits, -, _ and dots.

    Bad:  docs/pt/care.md, docs/care.pt.md, docs/ui.md, docs/cool cloth.md
    Good: docs/_translations/pt/care.po, docs/cool-cloth.md
    """
    taken: dict[str, str] = {}
    for path, page in project.pages.items():
        place = Place(page.file, 1, 1)
        if not _NAME.fullmatch(path):
            hint = f"Name it {_plain(path)!r}. Readers see its title, which may have any letters."
            yield place, f"a page's name must have a to z, digits, -, _ and dots only, got {path!r}", hint
        names = {path.split("/")[0], path.removesuffix(".md").rpartition(".")[2]}
        for code in names.intersection(project.bundles):
            hint = f"Translations are in docs/_translations/{code}. Run: factbook translate update {code}"
            yield place, f"a page must not stand where the pages in {code!r} are built", hint
        if path.casefold() == f"{UI}.md":
            message = f"a page must not be named as the catalog of the labels is, {path!r} is"
            yield place, message, "Give it another name."
        if first := taken.get(url(path)):
            yield place, f"a page must have an address of its own, this one is that of {first}", ""
        taken[url(path)] = page.file


@rule("FB316", "content")
def vanished_page(project: Project) -> Iterator[Finding]:
    """A page that was published must stay, or another page's head must say that it has moved there.

    Bad:  docs/itch.md removed
    Good: moved_from: [itch.md] in the head of docs/care.md
    """
    for path in project.departed:
        if path not in project.moved:
            hint = f"Write `moved_from: [{path}]` in the head of the page that its readers should find instead."
            yield Place(f"{DOCS}/{path}"), "a page that was published must lead to where it went, it is gone", hint
    for page in project.pages.values():
        for number, old in enumerate(page.meta.moved_from):
            place = page.meta_places.get(("moved_from", number), page.meta_place("moved_from"))
            if old in project.pages:
                yield place, f"a page that has moved must be gone, {old!r} is there", "Take it out of moved_from."
            elif project.moved[old] != page.path:
                yield place, f"a page must have moved to one page, {old!r} is also in {project.moved[old]!r}", ""
