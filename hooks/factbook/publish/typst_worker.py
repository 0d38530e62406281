"""The program that `typst_client` asks: a question is the name of a function below and its arguments."""

from __future__ import annotations

import io
import pickle
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

import typst


@cache
def _fonts(folder: str) -> typst.Fonts:
    """Typst's own fonts and those of a folder: never those of the machine, so that each one makes the same bytes."""
    return typst.Fonts(include_system_fonts=False, font_paths=[folder] if folder else [])


def families(folder: str) -> list[str]:
    """The names of the fonts of a folder."""
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    return list(found.families())


def compiled(files: dict[str, bytes], folder: str = "", **options: Any) -> bytes:
    """What Typst makes of files of which one is main.typ. Raises typst.TypstError."""
    return bytes(typst.compile(files, font_paths=_fonts(folder), **options))


def qr_code(address: str) -> str:
    """A QR code as SVG."""
    import segno  # a site without a public address needs none

    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(out, kind="svg", xmldecl=False, omitsize=True, light="#fff", nl=False)
    return out.getvalue().decode()


_FUNCTIONS: dict[str, Callable[..., Any]] = {"families": families, "compiled": compiled, "qr_code": qr_code}


def main() -> None:
    """Answers on standard output with a result and an empty text, or with None and why there is none."""
    while True:
        try:
            name, arguments, options = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        try:
            answer = _FUNCTIONS[name](*arguments, **options), ""
        except typst.TypstError as error:
            answer = None, error.message
        pickle.dump(answer, sys.stdout.buffer)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
