"""The menu, as the settings of the site generator have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatch

import yaml

from ...load.tables import FACTS
from ...model.hints import did_you_mean
from ...model.problem import ContentError, Place
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
    nodes = list(_scalars(settings["nav"]))
    titles = [node for node, is_section in nodes if is_section]
    pages = [node for node, is_section in nodes if not is_section and node.value.endswith(".md")]
    paths = {node.value: node for node in reversed(pages)}
    for node in (node for node in titles if not project.book.knows("labels", node.value)):
        hint = f"Add it to {FACTS}/labels.yml, for all languages. {did_you_mean(node.value, project.book.labels)}"
        yield _place(node), f"a section of the menu must be a label, {node.value!r} is none", hint.rstrip()
    yield from _wrong_titles(settings["nav"], project)
    for path, node in paths.items():
        if not project.tree.exists(f"{DOCS}/{path}"):
            moved = project.moved.get(path)
            hint = f"It is {moved!r} now." if moved else did_you_mean(path, project.pages)
            hint = f"Take out the line: {moved!r} is in the menu already." if moved in paths else hint
            yield _place(node), f"a page of the menu must be there, {path!r} is not", hint
    for node in (node for node in pages if node is not paths[node.value]):
        hint = f"Take out this line or line {_place(paths[node.value]).line}."
        yield _place(node), f"a page must be in the menu once, {node.value!r} is there again", hint
    given = [node for node, _ in _scalars(settings["not_in_nav"])] if "not_in_nav" in settings else []
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


def _scalars(node: yaml.Node) -> Iterator[tuple[yaml.ScalarNode, bool]]:
    """Each name and page of the menu, with whether it is the name of a section."""
    if isinstance(node, yaml.ScalarNode):
        yield node, False
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for title, below in node.value:
            if isinstance(below, yaml.SequenceNode) and isinstance(title, yaml.ScalarNode):
                yield title, True
            yield from _scalars(below)


def _wrong_titles(menu: yaml.Node, project: Project) -> Iterator[Finding]:
    for title, page in _titled(menu):
        if page.value.endswith(".md"):
            hint = f"Write '- {page.value}', and the title as nav: in the page: there it has translations."
            yield _place(title), f"a page of the menu must have no title there, it has {title.value!r}", hint
        elif not project.book.knows("labels", title.value):
            hint = f"Add it to {FACTS}/labels.yml, for all languages."
            yield _place(title), f"the title of a link in the menu must be a label, {title.value!r} is none", hint


def _titled(node: yaml.Node) -> Iterator[tuple[yaml.ScalarNode, yaml.ScalarNode]]:
    """Yield each page and link of the menu that has a title, after the title."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    for title, below in pairs:
        if isinstance(title, yaml.ScalarNode) and isinstance(below, yaml.ScalarNode):
            yield title, below
    for below in (below for _, below in pairs) if pairs else node.value if isinstance(node, yaml.SequenceNode) else ():
        yield from _titled(below)


def _place(node: yaml.Node) -> Place:
    return Place(FILE, node.start_mark.line + 1, node.start_mark.column + 1)
