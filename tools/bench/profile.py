"""Where the time of our build goes: `python -m tools.bench.profile` in the folder of a site, top 15 functions."""

from __future__ import annotations

import cProfile
import pstats
from pathlib import Path

from mkdocs.__main__ import cli

TOP = 15


def main() -> None:
    """Builds the site in the current folder under the profiler and prints a table."""
    profiler = cProfile.Profile()
    profiler.runcall(cli, ["build", "--quiet"], standalone_mode=False)
    stats = pstats.Stats(profiler)
    print(f"{'cumulative s':>12}  {'own s':>7}  {'calls':>9}  function, of {stats.total_tt:.1f} s")  # type: ignore[attr-defined]
    rows = [
        (cumulative, own, calls, f"{Path(file).stem}:{line} {name}")
        for (file, line, name), (_, calls, own, cumulative, _) in stats.stats.items()  # type: ignore[attr-defined]
        if "factbook" in Path(file).parts and not name.startswith("<")
    ]
    for cumulative, own, calls, name in sorted(rows, reverse=True)[:TOP]:
        print(f"{cumulative:12.2f}  {own:7.2f}  {calls:9,}  {name}")


if __name__ == "__main__":
    main()
