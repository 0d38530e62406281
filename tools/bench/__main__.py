"""Measures our build beside plain Material with the same text: `python -m tools.bench`. See CONTRIBUTING.md."""

from __future__ import annotations

import argparse
import math
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from factbook.load.cache import FILE

from . import measure
from .measure import ROOT, Cost

MAX_CPU_RATIO = 1.5
MAX_MEMORY_RATIO = 1.5
MAX_EXPONENT = 1.3
SIZES = [50, 200, 1000]
FEW_ROUNDS = 1000
"""From this many pages on, one round is enough."""


@dataclass(frozen=True)
class Row:
    """One site, built both ways."""

    name: str
    pages: int
    ours: Cost
    plain: Cost

    @property
    def cpu_ratio(self) -> float:
        """Our CPU time, in builds of plain Material."""
        return self.ours.cpu / self.plain.cpu

    @property
    def memory_ratio(self) -> float:
        """Our peak memory, in builds of plain Material."""
        return self.ours.memory / self.plain.memory


def main() -> int:
    """Prints the table and the profile; 1 where a goal is missed."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        rows = [_row(folder, size, options.rounds) for size in [None, *options.sizes]]
        print(_table(rows))
        misses = list(_misses(rows))
        print("\n".join(misses) or "every goal is met")
        print(f"\nwhere the time goes at {options.profile} pages, under the profiler:")
        print(_profile(folder, options.profile))
    return 1 if misses else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, help=f"builds of each kind (default: 3, from {FEW_ROUNDS} pages on 1)")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="pages of the generated sites")
    parser.add_argument("--profile", type=int, default=200, help="pages of the site that is profiled")
    return parser.parse_args()


def _row(folder: Path, size: int | None, rounds: int | None) -> Row:
    site = _prepared(folder, size)
    count = rounds or (1 if (size or 0) >= FEW_ROUNDS else 3)
    costs: dict[str, list[Cost]] = {"ours": [], "plain": []}
    for number in range(1, count + 1):  # in turn, so that a slow minute of the machine hits both
        (site / "ours" / FILE).unlink(missing_ok=True)  # a cold build: the cache of an earlier one would answer for it
        for kind, found in costs.items():
            found.append(measure.run("mkdocs", "build", "--quiet", folder=site / kind))
            _progress(f"{site.name}: round {number} of {count}, {kind}: {found[-1].cpu:.2f} s")
    docs = ROOT / "docs"
    own = [path for path in docs.rglob("*.md") if not path.relative_to(docs).parts[0].startswith("_")]
    pages = size or len(own)
    return Row(site.name, pages, measure.middle(costs["ours"]), measure.middle(costs["plain"]))


def _prepared(folder: Path, size: int | None) -> Path:
    site = folder / (str(size) if size else "real")
    if not site.exists():
        _progress(f"{site.name}: writing the site")
        measure.run("tools.bench.prepare", str(site), *([str(size)] if size else []), folder=ROOT)
    return site


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _table(rows: list[Row]) -> str:
    lines = [
        "",
        "           pages     user CPU, s                peak memory, MB",
        "site         x 2     ours    plain    ratio     ours    plain    ratio",
    ]
    for row in rows:
        cpu = f"{row.ours.cpu:8.2f} {row.plain.cpu:8.2f} {row.cpu_ratio:8.2f}"
        memory = f"{row.ours.memory:8.0f} {row.plain.memory:8.0f} {row.memory_ratio:8.2f}"
        lines.append(f"{row.name:9} {row.pages:6,} {cpu} {memory}")
    if growth := _growth(rows):
        lines.append(f"CPU grows with pages to the power of {growth[0]:.2f} (plain: {growth[1]:.2f})")
    return "\n".join([*lines, ""])


def _growth(rows: list[Row]) -> tuple[float, float] | None:
    """The exponents, ours and plain Material's, between the two largest generated sites."""
    if len(rows) < 3:
        return None
    small, large = sorted(rows[1:], key=lambda row: row.pages)[-2:]
    steps = math.log(large.pages / small.pages)
    return math.log(large.ours.cpu / small.ours.cpu) / steps, math.log(large.plain.cpu / small.plain.cpu) / steps


def _misses(rows: list[Row]) -> Iterator[str]:
    for row in rows:
        if row.cpu_ratio > MAX_CPU_RATIO:
            yield f"goal missed: {row.name}: the CPU ratio must be at most {MAX_CPU_RATIO}, it is {row.cpu_ratio:.2f}"
        if row.memory_ratio > MAX_MEMORY_RATIO:
            memory = f"{MAX_MEMORY_RATIO}, it is {row.memory_ratio:.2f}"
            yield f"goal missed: {row.name}: the memory ratio must be at most {memory}"
    growth = _growth(rows)
    if growth and growth[0] > MAX_EXPONENT:
        yield f"goal missed: the exponent must be at most {MAX_EXPONENT}, it is {growth[0]:.2f}"


def _profile(folder: Path, size: int) -> str:
    site = _prepared(folder, size) / "ours"
    command = [sys.executable, "-m", "tools.bench.profile"]
    done = subprocess.run(command, cwd=site, env=measure.environment(), check=True, text=True, capture_output=True)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
