"""The templates of pages and of overrides/, and what is wrong with one that fails, at its place."""

import os
import traceback
from pathlib import Path

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket

from ..load.cache import Cache, digest
from ..model.problem import ContentError, Problem
from . import charts

FOLDER = "overrides"
PARTIALS = f"{FOLDER}/partials/factbook"
NEEDED = (f"{FOLDER}/main.html", f"{FOLDER}/404.html")
"""Without these MkDocs takes those of Material, which show neither sources nor disclaimer."""
CODE = "FB115"
_UNDO = "Mend it, or take the file back from an earlier version (git checkout)."


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
        return missing(f"{PARTIALS}/{error.name}")
    if own and (isinstance(error, TemplateError) or places[-1] == own[-1]):
        return broken(*own[-1], error)
    return None


def _relative(file: str, root: Path) -> str:
    path, root = Path(file).absolute(), root.absolute()
    return path.relative_to(root).as_posix() if path.is_relative_to(root / FOLDER) else ""


def broken(file: str, line: int, error: BaseException) -> Problem:
    """The problem of a template that cannot be used."""
    return Problem(file, line, 1, CODE, f"a template must be right: {error or type(error).__name__}", _UNDO)


def missing(file: str) -> Problem:
    """The problem of a template that is not there."""
    return Problem(file, 0, 0, CODE, "the template must be there", _UNDO)


def page_environment() -> Environment:
    """Return what says how the template syntax of a page is wrong. It runs nothing: pages have only plain calls."""
    return Environment(
        autoescape=True,
        comment_start_string="{##",  # "{#" begins the id of a heading in Markdown
        comment_end_string="##}",
    )


class CompiledTemplates(BytecodeCache):
    """What Jinja has compiled in earlier builds: to compile all templates takes a third of a second."""

    def __init__(self, cache: Cache, root: Path) -> None:
        """Keep compiled templates in `cache`; those below `root` serve in copies of the project too."""
        self._cache, self._root = cache, f"{root}{os.sep}"

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the key of a template; Jinja's own cannot be made of every name that a folder may have."""
        return digest([name, os.fsencode((filename or "").removeprefix(self._root))])

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket if the same Jinja has compiled the same template."""
        if kept := self._cache.get("template", bucket.key):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in the bucket."""
        self._cache.put("template", bucket.key, bucket.bytecode_to_string())


def partial_environment(root: Path, compiled: BytecodeCache | None = None) -> Environment:
    """Return Jinja for the project's own partials, in all languages."""
    partials = Environment(
        loader=FileSystemLoader(root / PARTIALS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # each build makes a new environment
        bytecode_cache=compiled,
    )
    partials.globals["width"] = charts.WIDTH
    return partials
