"""Reading files that strangers may have written: bounded, decoded strictly, and never from outside the project."""

import codecs
import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..model.problem import ContentError, Problem

MAX_BYTES = 2_000_000
LONGEST = 5_000
"""Characters of one text in a data file or a catalog: much more takes time by its square wherever it is looked at."""


@dataclass(frozen=True)
class Tree:
    """A project folder. All paths are relative to it, with forward slashes."""

    root: Path

    def text(self, path: str) -> str:
        """The file as text. Raises ContentError where it is missing, huge, binary, not UTF-8 or a link to outside."""
        full = self.root / path
        self._refuse_outside(path, full)
        try:
            if full.stat().st_size > MAX_BYTES:
                raise _refusal(path, "FB112", f"a file must not be larger than {MAX_BYTES:,} bytes", "Split it.")
            data = full.read_bytes()
        except OSError as error:
            hint = "Write it, or take it back from an earlier version of the project."
            raise _refusal(path, "FB111", f"the file must be there and readable: {error.strerror}", hint) from error
        return decoded(path, data)

    def remains(self, path: str) -> str:
        """What can be made out of a file that `text` or a parser refuses, to tell what it was about; else nothing."""
        full = self.root / path
        try:
            self._refuse_outside(path, full)
            with full.open("rb") as file:
                return file.read(MAX_BYTES).replace(b"\0", b"").decode("utf-8", "replace")
        except (ContentError, OSError):
            return ""

    def names(self, folder: str, pattern: str) -> list[str]:
        """Files below the folder that match the pattern, and what else has such a name: links, folders; sorted."""
        found = (self.root / folder).glob(pattern)
        wanted = (name for name in found if not name.is_dir() or name.suffix == Path(pattern).suffix)
        return sorted(name.relative_to(self.root).as_posix() for name in wanted)

    def exists(self, path: str) -> bool:
        """True where the path is a file or folder of the project."""
        return (self.root / path).exists()

    def unusable(self, folder: str) -> Iterator[Problem]:
        """Symbolic links below the folder that lead out of the project, and folders that cannot be read."""
        closed: list[OSError] = []
        found = [Path(place, name) for place, *names in os.walk(self.root / folder, onerror=closed.append)
                 for name in (*names[0], *names[1])]  # fmt: skip
        for name in sorted(found):
            if name.is_symlink():
                try:
                    self._refuse_outside(name.relative_to(self.root).as_posix(), name)
                except ContentError as error:
                    yield error.problem
        for refused in closed:
            path = Path(str(refused.filename)).relative_to(self.root).as_posix()
            message = f"the folder must be readable: {refused.strerror}"
            yield Problem(path, 0, 0, "FB111", message, "Give yourself the right to read it (chmod -R u+rX docs).")

    def _refuse_outside(self, path: str, full: Path) -> None:
        try:
            inside = full.resolve().is_relative_to(self.root.resolve()) and not _leads_to_itself(full)
        except (OSError, RuntimeError):
            inside = False
        if not inside:
            raise _refusal(path, "FB114", "a file must not be a link that leads out of the project", "Copy the file.")


def _leads_to_itself(link: Path) -> bool:
    """Until Python 3.12, `resolve` refuses such a link; from 3.13 on, it does not."""
    try:
        link.stat()
    except OSError as error:
        return error.errno == errno.ELOOP
    return False


def decoded(path: str, data: bytes) -> str:
    """The text of a file. Raises ContentError where it is binary or not UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _refusal(path, "FB113", "the file must be UTF-8, this is UTF-16", _SAVE)
    if b"\0" in data:
        raise _refusal(path, "FB112", "the file must be text, it holds binary data", _PLAIN)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"the file must be UTF-8: the byte {data[error.start]:#04x} is not"
        problem = Problem(path, line, 1, "FB113", message, _SAVE)
        raise ContentError(problem) from error


_PLAIN = "Save it as plain text in UTF-8; a document of a word processor or a PDF is none."
_SAVE = 'Save it anew with the encoding UTF-8 (in "Save as", on Windows), and look at letters with accents.'


def _refusal(path: str, code: str, message: str, hint: str) -> ContentError:
    return ContentError(Problem(path, 0, 0, code, message, hint))
