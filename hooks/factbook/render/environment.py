"""The two Jinja environments: one that only parses pages, one that fills partials."""

import os
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from ..load.cache import Cache, digest
from . import charts
from .templates import PARTIALS


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
