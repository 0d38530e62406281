"""Typst, which sets sheets of paper and draws icons: a compiler in a wheel, with fonts and without a network.

It runs in a process of its own (`typst_worker.py`), from its first use to the end of the build, and what is drawn for
is drawn there too: so it takes no memory from the build, and a drawing that it cannot bear, which may be anyone's,
ends that process alone.
"""

from __future__ import annotations

import atexit
import pickle
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

MAIN = "main.typ"
_PROGRAM = Path(__file__).with_name("typst_worker.py")
_LETTERS = "PDF/UA-1 error: the text"
"""How Typst begins to say that no font has a letter."""


class Unprintable(Exception):
    """What cannot be set; says why."""


class Broken(Exception):
    """A template, or what is drawn by it, that Typst refuses; says why."""


def families(folder: Path) -> list[str]:
    """The names of the fonts of a folder, which need not be there."""
    return list(_asked("families", str(folder))) if folder.is_dir() else []


def as_pdf(files: Mapping[str, bytes], fonts: Path) -> bytes:
    """Tagged PDF (PDF/UA-1), which has no place for letters that no font has. `fonts` is a folder with more of them,
    which need not be there. Raises Unprintable, Broken."""
    return bytes(_asked("compiled", dict(files), str(fonts), pdf_standards=["ua-1"]))


def as_png(files: Mapping[str, bytes], inputs: Mapping[str, str]) -> bytes:
    """A picture, a pixel per point. Raises Broken."""
    return bytes(_asked("compiled", dict(files), sys_inputs=dict(inputs), format="png", ppi=72.0))


def qr_code(address: str) -> str:
    """An SVG image, black on white, with the quiet zone that scanners need."""
    return str(_asked("qr_code", address))


def _asked(name: str, *arguments: Any, **options: Any) -> Any:
    """What a function of the other process returns."""
    process = _process()
    assert process.stdin and process.stdout
    try:
        pickle.dump((name, arguments, options), process.stdin)
        process.stdin.flush()
        answer, error = pickle.load(process.stdout)
    except (OSError, EOFError, pickle.UnpicklingError) as lost:
        _process.cache_clear()
        raise Broken(f"Typst has come to an end, with status {process.wait()}") from lost
    if error:
        raise (Unprintable if error.startswith(_LETTERS) else Broken)(error)
    return answer


@cache
def _process() -> subprocess.Popen[bytes]:
    """It ends when this process does, whose questions it reads."""
    process = subprocess.Popen([sys.executable, "-I", str(_PROGRAM)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    atexit.register(process.communicate)
    return process
