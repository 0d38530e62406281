"""Templates compiled once a process: tests load hundreds of copies of one project, and that takes most of the time."""

from __future__ import annotations

from functools import cache, partial
from types import CodeType, SimpleNamespace

import pytest
from jinja2 import BytecodeCache, Environment, nodes
from jinja2.bccache import Bucket

from factbook.render import renderer, templates


class Compiled(BytecodeCache):
    """What templates were compiled to, by their names and texts: a text that is changed is compiled anew."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], CodeType] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Both, apart again below."""
        return f"{name}\n{filename}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives the code as that of the file at hand, which is named where the template fails."""
        name, _, file = bucket.key.partition("\n")
        if code := self.known.get((name, bucket.checksum)):
            bucket.code = _of_file(code, file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code."""
        assert bucket.code
        self.known[bucket.key.partition("\n")[0], bucket.checksum] = bucket.code


def _of_file(code: CodeType, file: str) -> CodeType:
    inside = (_of_file(part, file) if isinstance(part, CodeType) else part for part in code.co_consts)
    return code.replace(co_filename=file, co_consts=tuple(inside))


@cache
def _parsed(text: str, filename: str) -> nodes.Template:
    return Environment().parse(text, filename=filename)


def install() -> pytest.MonkeyPatch:
    """From now on the engine of this process compiles each text once. Undo what is returned."""
    patch = pytest.MonkeyPatch()
    patch.setattr(renderer, "Environment", partial(Environment, bytecode_cache=Compiled()))
    patch.setattr(templates, "Environment", lambda: SimpleNamespace(parse=_parsed))
    return patch
