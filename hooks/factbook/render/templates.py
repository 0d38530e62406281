"""The templates in overrides/, and what is wrong with them, each at its place."""

import re
import traceback
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, TemplateError, TemplateNotFound, TemplateSyntaxError

from ..load.files import Tree
from ..model.problem import ContentError, Problem

FOLDER = "overrides"
PARTIALS = f"{FOLDER}/partials/factbook"
NEEDED = ("main.html", "404.html")
"""Without these MkDocs takes those of Material, which show neither sources nor disclaimer."""
SETTINGS = "mkdocs.yml"
KINDS = (".html", ".xml", ".svg")
CODE = "FB115"
_parsed = lru_cache(maxsize=256)(lambda text, file: Environment().parse(text, filename=file))  # a server asks again
_UNDO = "Mend it, or take the file back from an earlier version (git checkout)."


def faults(tree: Tree, partials: Environment) -> Iterator[Problem]:
    """What can be seen of the templates without using them. Partials are compiled, and kept in their environment."""
    for name in NEEDED if tree.exists(FOLDER) else ():
        if not tree.exists(f"{FOLDER}/{name}"):
            yield _missing(f"{FOLDER}/{name}")
    yield from _missing_files(tree)
    for file in tree.names(FOLDER, "**/*.*"):
        if file.endswith(KINDS):
            try:
                text = tree.text(file)
                if file.startswith(f"{PARTIALS}/"):
                    partials.get_template(file.removeprefix(f"{PARTIALS}/"))
                    yield from _unknown(tree, file, text)
                else:
                    _parsed(text, file)
                yield from _unreadable(tree, text)
            except TemplateSyntaxError as error:
                yield broken(file, error.lineno, error)
            except ContentError as error:
                yield error.problem


def _missing_files(tree: Tree) -> Iterator[Problem]:
    """The style sheets and pictures that the settings name and that are not there."""
    for name in sorted(set(_SET.findall(tree.text(SETTINGS)))) if tree.exists(SETTINGS) else ():
        if not tree.exists(f"docs/{name}"):
            yield from _unreadable(tree, f"'{name}'")


def _unreadable(tree: Tree, text: str) -> Iterator[Problem]:
    """The style sheets, scripts and pictures that a template shows and that cannot be read."""
    for name in _ASSET.findall(text):
        try:
            tree.text(f"docs/{name}")
        except ContentError as error:
            yield error.problem


_ASSET = re.compile(r"['\"](assets/[\w./-]+)['\"]")
_NAMED = re.compile(r"\{%[-+]?\s*(?:include|import|from)\s+['\"]([^'\"]+)['\"]")
_SET = re.compile(r"\b(assets/[\w./-]+\.\w+)")


def _unknown(tree: Tree, file: str, text: str) -> Iterator[Problem]:
    """The partials that a partial names and that are not there; the other templates have Material's too."""
    for found in _NAMED.finditer(text):
        if not tree.exists(f"{PARTIALS}/{found[1]}"):
            line, message = text.count("\n", 0, found.start()) + 1, "a template must name one that is there"
            yield Problem(file, line, 1, CODE, f"{message}, {found[1]!r} is not", _UNDO)


def blamed(error: BaseException, root: Path) -> Problem | None:
    """The problem where a template of the project has raised the error, or content that it asked for; else None."""
    if isinstance(error, ContentError):
        return error.problem
    frames = traceback.extract_tb(error.__traceback__)
    places = [(_relative(frame.filename, root), frame.lineno or 0) for frame in frames]
    own = [place for place in places if place[0]]
    if isinstance(error, TemplateSyntaxError):
        return broken(_relative(error.filename or "", root) or FOLDER, error.lineno, error)
    if isinstance(error, TemplateNotFound) and not own:
        return _missing(f"{PARTIALS}/{error.name}")
    if own and (isinstance(error, TemplateError) or places[-1] == own[-1]):
        return broken(*own[-1], error)
    return None


def _relative(file: str, root: Path) -> str:
    path, root = Path(file).absolute(), root.absolute()
    return path.relative_to(root).as_posix() if path.is_relative_to(root / FOLDER) else ""


def broken(file: str, line: int, error: BaseException) -> Problem:
    """The problem of a template that cannot be used."""
    return Problem(file, line, 1, CODE, f"a template must be right: {error or type(error).__name__}", _UNDO)


def _missing(file: str) -> Problem:
    return Problem(file, 0, 0, CODE, "the template must be there", _UNDO)
