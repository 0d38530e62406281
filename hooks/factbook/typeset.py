"""Typst, which sets sheets of paper and draws icons: a compiler in a wheel, with fonts and without a network."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

MAIN = "main.typ"
_LETTERS = "PDF/UA-1 error: the text"
"""How Typst begins to say that no font has a letter."""


class Unprintable(Exception):
    """What cannot be set; says why."""


class Broken(Exception):
    """A template, or what is drawn by it, that Typst refuses; says why."""


def fonts(folder: Path | None = None) -> typst.Fonts:
    """Typst's own fonts and those of a folder: never those of the machine, so that each one makes the same bytes."""
    return typst.Fonts(include_system_fonts=False, font_paths=[folder] if folder else [])


def families(folder: Path) -> list[str]:
    """The names of the fonts of a folder, which need not be there."""
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    return found.families()


def as_pdf(files: Mapping[str, bytes], known: typst.Fonts) -> bytes:
    """Tagged PDF (PDF/UA-1), which has no place for letters that no font has. Raises Unprintable, Broken."""
    return _compiled(files, font_paths=known, pdf_standards=["ua-1"])


def as_png(files: Mapping[str, bytes], inputs: Mapping[str, str]) -> bytes:
    """A picture, a pixel per point. Raises Broken."""
    return _compiled(files, font_paths=_own_fonts(), sys_inputs=dict(inputs), format="png", ppi=72.0)


@cache
def _own_fonts() -> typst.Fonts:
    return fonts()


def _compiled(files: Mapping[str, bytes], **options: Any) -> bytes:
    try:
        made = typst.compile(dict(files), **options)
    except typst.TypstError as error:
        raise (Unprintable if error.message.startswith(_LETTERS) else Broken)(error.message) from error
    return bytes(made)
