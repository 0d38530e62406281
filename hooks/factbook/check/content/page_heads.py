"""Pages as a whole: their heading, their address, where they went, and their place in the menu."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from urllib.parse import unquote

import yaml

from ...load.tables import FACTS
from ...model.problem import ContentError, Place, did_you_mean
from ...page.pages import DOCS, Page
from ...page.urls import url
from ...project import SETTINGS, Project
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


@rule("FB317", "content")
def menu_mismatch(project: Project) -> Iterator[Finding]:
    """The menu must hold every page once and without a title, each of its pages must be there, and the names of its
    sections and of its links to other sites must be labels.

    Bad:  nav: [index.md, section.care: [caer.md, index.md]]
    Good: nav: [index.md, section.care: [care.md]]
    """
    settings = _settings(project)
    if "nav" not in settings:
        return
    items = list(_items(settings["nav"]))
    pages = [item for _, item in items if item and item.value.endswith(".md")]
    paths = {node.value: node for node in reversed(pages)}
    for title, item in items:
        if title and item in pages:
            hint = f"Write '- {item.value}', and the title as nav: in the page: there it has translations."
            yield _place(title), f"a page of the menu must have no title there, it has {title.value!r}", hint
        elif title and not project.book.knows("labels", title.value):
            hint = f"Add it to {FACTS}/labels.yml, for all languages. {did_you_mean(title.value, project.book.labels)}"
            what = "the title of a link in the menu" if item else "a section of the menu"
            yield _place(title), f"{what} must be a label, {title.value!r} is none", hint.rstrip()
    for path, node in paths.items():
        if not project.tree.exists(f"{DOCS}/{path}"):
            moved = project.moved.get(path)
            hint = f"It is {moved!r} now." if moved else did_you_mean(path, project.pages)
            hint = f"Take out the line: {moved!r} is in the menu already." if moved in paths else hint
            yield _place(node), f"a page of the menu must be there, {path!r} is not", hint
    for node in (node for node in pages if node is not paths[node.value]):
        hint = f"Take out this line or line {_place(paths[node.value]).line}."
        yield _place(node), f"a page must be in the menu once, {node.value!r} is there again", hint
    given = [node for _, node in _items(settings["not_in_nav"]) if node] if "not_in_nav" in settings else []
    left_out = [pattern for node in given for pattern in node.value.split()]
    for path, page in project.pages.items():
        meant = page.meta.layout == "card" or any(fnmatch(path, pattern.lstrip("/")) for pattern in left_out)
        if path not in paths and not meant:
            hint = "Add it there as a line '- …' below a section, or to not_in_nav."
            yield _place(settings["nav"]), f"every page must be in the menu, {path!r} is not", hint


def _settings(project: Project) -> Mapping[str, yaml.Node]:
    """The nodes of the settings; none where they do not parse, for the site generator says so itself."""
    try:
        root = yaml.compose(project.tree.text(SETTINGS), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ContentError):
        return {}
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    return {key.value: value for key, value in pairs if isinstance(key, yaml.ScalarNode)}


def _items(node: yaml.Node) -> Iterator[tuple[yaml.ScalarNode | None, yaml.ScalarNode | None]]:
    """Yield title and page or link of each item of the menu: no title if it has none, no page for a section."""
    if isinstance(node, yaml.ScalarNode):
        yield None, node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _items(item)
    elif isinstance(node, yaml.MappingNode):
        for key, below in node.value:
            title = key if isinstance(key, yaml.ScalarNode) else None
            if isinstance(below, yaml.ScalarNode):
                yield title, below
                continue
            if isinstance(below, yaml.SequenceNode):
                yield title, None
            yield from _items(below)


def _place(node: yaml.Node) -> Place:
    return Place(SETTINGS, node.start_mark.line + 1, node.start_mark.column + 1)
