"""Damaging files at random, and whether what is reported then is inside them."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from factbook.model.problem import Problem


def line_count(data: bytes) -> int:
    return data.count(b"\n") + data.replace(b"\r\n", b"").count(b"\r") + 1


def is_inside(problem: Problem, root: Path) -> bool:
    """Whether the file is one of the project's and has that line; a line of 0 means the whole file."""
    file = root / problem.file
    return file.is_file() and 0 <= problem.line <= line_count(file.read_bytes())


@st.composite
def mutations(draw: st.DrawFn) -> tuple[float, int, bytes]:
    """Where in a file (as a share of it), how many bytes to drop there, and what to put in."""
    odd = [b"", b":", b"- ", b"\n", b"\t", b'"', b"'", b"{", b"}", b"]", b"{{", b"{%", b"&a ", b"*a", b"!!int ", b"\0",
           b"\xff", b"\xc3", b"\xe2\x80\xae", b"<b>", b"---\n", b"# ", b"9" * 30, b"null", b"~",
           b"msgid \"\"\n", b"#, fuzzy\n",
           b"#| ", b"\\", b"\r", b"  "]  # fmt: skip
    return draw(st.floats(0, 1)), draw(st.integers(0, 40)), draw(st.one_of(st.sampled_from(odd), st.binary(max_size=6)))


MUTATIONS = st.lists(mutations(), min_size=1, max_size=3)


def mutated(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for share, dropped, added in changes:
        at = int(share * len(data))
        data = data[:at] + added + data[at + dropped :]
    return data


def files_of(project: Path, *patterns: str) -> list[str]:
    return sorted(path.relative_to(project).as_posix() for pattern in patterns for path in project.glob(pattern))
