"""Feeds the readers of files with hostile input, guided by which code it reaches: `make fuzz`, or

    python -m tools.fuzz SECONDS [TARGET …]

A target is a reader that must take any text: it gives problems and raises nothing but ContentError. What breaks one is
written to .cache/fuzz by libFuzzer, which atheris brings. Begins with the files of the project.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CRASHES = ROOT / ".cache/fuzz"
_MOST = 4096  # bytes: what is longer finds little more, and slowly


def yaml_data(text: str) -> None:
    """A data file."""
    from factbook.load import yaml_document

    yaml_document.parse(text, "data.yml")


def catalog(text: str) -> None:
    """A PO file."""
    from factbook.model.problem import ContentError
    from factbook.translate import po as reader

    with suppress(ContentError):
        reader.read(text, "page.po")


def segments(text: str) -> None:
    """The body of a page: put together again from its segments, it must have all its characters."""
    from factbook.page import segments as cutter

    again = cutter.render(cutter.parse(text), lambda segment: segment.text)
    assert _characters(again) >= _characters(text), "headings may get an id, and nothing may be lost"


def _characters(text: str) -> Counter[str]:
    """All but white space and the marks of headings and quotes, which are put back in one way only."""
    return Counter(re.sub(r"[\s#>]", "", text))


def page(text: str) -> None:
    """A whole page with its head."""
    from factbook.load.files import Tree
    from factbook.page import pages
    from factbook.render.templates import page_environment

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "docs/page.md"
        file.parent.mkdir()
        file.write_text(text, encoding="utf-8", newline="")
        pages.load(Tree(Path(folder)), "page.md", page_environment())


TARGETS: dict[str, tuple[Callable[[str], None], str]] = {
    "yaml": (yaml_data, "docs/_facts/**/*.yml"),
    "catalog": (catalog, "docs/_translations/**/*.po"),
    "segments": (segments, "docs/*.md"),
    "page": (page, "docs/*.md"),
}
"""Each reader, and the files that it begins with."""


def main(seconds: str, *names: str) -> int:
    """Runs each target in a process of its own; 1 where one has found something."""
    found = [name for name in names or TARGETS if _fuzz(name, int(seconds))]
    print(
        f"broken: {', '.join(found)}" if found else f"nothing found in {seconds} s for each of {len(names or TARGETS)}"
    )
    return 1 if found else 0


def _fuzz(name: str, seconds: int) -> bool:
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        for number, file in enumerate(sorted(ROOT.glob(TARGETS[name][1]))):
            (Path(folder) / f"seed-{number}").write_bytes(file.read_bytes()[:_MOST])
        CRASHES.mkdir(parents=True, exist_ok=True)
        limits = [
            f"-artifact_prefix={CRASHES}/",
            f"-max_total_time={seconds}",
            f"-max_len={_MOST}",
            "-timeout=20",
            "-rss_limit_mb=2048",
        ]
        command = [sys.executable, "-m", "tools.fuzz", "--run", name, folder, "-print_final_stats=1", *limits]
        return subprocess.run(command, cwd=ROOT, check=False).returncode != 0


def _run(name: str, arguments: list[str]) -> None:
    import atheris

    with atheris.instrument_imports(include=["factbook", "yaml", "polib", "jinja2"]):
        import factbook.load.yaml_document
        import factbook.page.pages
        import factbook.page.segments
        import factbook.render.templates
        import factbook.translate.po  # noqa: F401  (imported here to be instrumented)
    check = TARGETS[name][0]

    def one(content: bytes) -> None:
        text = content.decode("utf-8", "ignore")
        if "\0" not in text:  # `Tree` refuses those before
            check(text)

    atheris.Setup([sys.argv[0], *arguments], one)
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        _run(sys.argv[2], sys.argv[3:])
    else:
        sys.exit(main(*sys.argv[1:]))
