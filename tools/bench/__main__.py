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

GOALS = {"cold CPU": 2.0, "cold wall": 1.3, "warm wall": 0.7, "edit wall": 0.7}
"""What a build of ours may cost at most, in builds of plain Material. A warm one follows one of the same content, an
edit one of which a single page differs."""
MAX_EXPONENT = 1.0
SIZES = [50, 200, 1000]
FEW_ROUNDS = 1000
"""From this many pages on, one round is enough."""


@dataclass(frozen=True)
class Row:
    """One site, built both ways."""

    name: str
    pages: int
    ours: Cost
    warm: Cost
    edit: Cost
    plain: Cost

    @property
    def ratios(self) -> dict[str, float]:
        """What ours cost, in builds of plain Material."""
        walls = {"cold wall": self.ours, "warm wall": self.warm, "edit wall": self.edit}
        return {"cold CPU": self.ours.cpu / self.plain.cpu} | {
            name: cost.wall / self.plain.wall for name, cost in walls.items()
        }


def main() -> int:
    """Prints the table and the profile; 1 where a goal is missed."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        rows = [_row(folder, size, options.rounds) for size in [None, *options.sizes]]
        print(_table(rows))
        misses = list(_misses(rows))
        print("\n".join(misses) or "every goal is met")
        if options.profile:
            print(f"\nwhere the time goes at {options.profile} pages, under the profiler:")
            print(_profile(folder, options.profile))
    return 1 if misses else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, help=f"builds of each kind (default: 3, from {FEW_ROUNDS} pages on 1)")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="pages of the generated sites")
    parser.add_argument("--profile", type=int, default=200, help="pages of the site that is profiled; 0: none")
    return parser.parse_args()


def _row(folder: Path, size: int | None, rounds: int | None) -> Row:
    site = _prepared(folder, size)
    count = rounds or (1 if (size or 0) >= FEW_ROUNDS else 3)
    costs: dict[str, list[Cost]] = {"ours": [], "warm": [], "edit": [], "plain": []}
    for number in range(1, count + 1):  # in turn, so that a slow minute of the machine hits all
        (site / "ours" / FILE).unlink(missing_ok=True)  # a cold build: the cache of an earlier one would answer for it
        for kind, found in costs.items():
            if kind == "edit":
                with (site / "ours/docs/index.md").open("a", encoding="utf-8") as page:
                    page.write("\n")
            found.append(
                measure.run("mkdocs", "build", "--quiet", folder=site / ("plain" if kind == "plain" else "ours"))
            )
            _progress(f"{site.name}: round {number} of {count}, {kind}: {found[-1].cpu:.2f} s, {found[-1].wall:.2f} s")
    docs = ROOT / "docs"
    own = [path for path in docs.rglob("*.md") if not path.relative_to(docs).parts[0].startswith("_")]
    pages = size or len(own)
    return Row(site.name, pages, *map(measure.middle, costs.values()))


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
        "           pages   user CPU, s    on the clock, s                 of plain Material           peak memory, MB",
        "site         x 2   ours  plain    ours   warm   edit  plain   CPU    wall    warm    edit     ours    plain",
    ]
    for row in rows:
        cpu = f"{row.ours.cpu:6.2f} {row.plain.cpu:6.2f}"
        wall = f"{row.ours.wall:7.2f} {row.warm.wall:6.2f} {row.edit.wall:6.2f} {row.plain.wall:6.2f}"
        ratios = "{:6.2f} {:7.2f} {:7.2f} {:7.2f}".format(*row.ratios.values())
        lines.append(
            f"{row.name:9} {row.pages:6,} {cpu} {wall} {ratios} {row.ours.memory:8.0f} {row.plain.memory:8.0f}"
        )
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
        for what, ratio in row.ratios.items():
            if ratio > GOALS[what]:
                yield f"goal missed: {row.name}: {what} must be at most {GOALS[what]}, it is {ratio:.2f}"
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
