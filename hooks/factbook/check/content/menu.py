"""The menu, as the settings of the site generator have it."""

from collections.abc import Iterator, Mapping
from fnmatch import fnmatch

import yaml

from ...load.tables import FACTS
from ...model.problem import ContentError, Place, did_you_mean
from ...page.pages import DOCS
from ...project import Project
from ..registry import Finding, rule

FILE = "mkdocs.yml"


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
        root = yaml.compose(project.tree.text(FILE), Loader=yaml.SafeLoader)
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
    return Place(FILE, node.start_mark.line + 1, node.start_mark.column + 1)
