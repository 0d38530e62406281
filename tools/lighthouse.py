"""Lighthouse's figures for every page: `make lighthouse`, or `python -m tools.lighthouse [ADDRESS …]`.

Not part of `make test`, as it takes ten seconds a page; the weekly run does it. `npx` fetches Lighthouse, and the Node
that it needs. A page that seems too slow is measured again: other work on the machine takes from its time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from factbook.project import Project
from tests.browser import install, serving
from tests.helpers import ROOT

COMMAND = ("npx", "--yes", "-p", "node@22", "-p", "lighthouse@13", "lighthouse", "--quiet", "--output=json",
           "--output-path=stdout", "--chrome-flags=--headless=new --no-sandbox --disable-gpu")  # fmt: skip
LEAST = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
MOST = {"largest-contentful-paint": 1200, "total-blocking-time": 50, "cumulative-layout-shift": 0}
"""Milliseconds, milliseconds, and a share of the window: with Lighthouse's own slow phone and network."""

TRIES = 3
PROJECT = Project.load(ROOT)
CARDS = list(serving.with_layout(PROJECT, "card").values())
PAGES = [*chain.from_iterable(serving.addresses(PROJECT).values()), *CARDS]


@dataclass(frozen=True)
class Figures:
    """What Lighthouse says of a page."""

    address: str
    scores: dict[str, float]
    times: dict[str, float]
    failed: tuple[str, ...]
    """The audits that cost points."""

    @classmethod
    def of(cls, address: str, report: dict[str, Any]) -> Figures:
        """Reads Lighthouse's report."""
        scores = {name: round(report["categories"][name]["score"] * 100) for name in LEAST}
        times = {name: report["audits"][name]["numericValue"] for name in MOST}
        weighed = {row["id"] for name in LEAST for row in report["categories"][name]["auditRefs"] if row["weight"]}
        failed = (name for name in sorted(weighed) if (report["audits"][name]["score"] or 0) < 0.9
                  and report["audits"][name]["scoreDisplayMode"] in ("binary", "numeric", "metricSavings"))  # fmt: skip
        return cls(address, scores, times, tuple(failed))

    @property
    def wrong(self) -> Iterator[str]:
        """What must be better."""
        for name, least in LEAST.items():
            # A card lets nobody ask the network for anything, so Lighthouse cannot read robots.txt from there.
            forbidden = name == "seo" and self.address in CARDS and self.failed == ("robots-txt",)
            if self.scores[name] < least and not forbidden:
                yield f"{name} {self.scores[name]}, not {least}"
        for name, most in MOST.items():
            if self.times[name] > most:
                yield f"{name} {self.times[name]:.3g}, not {most}"

    def __str__(self) -> str:
        paint, blocked, shifted = self.times.values()
        scores = "/".join(f"{score:.0f}" for score in self.scores.values())
        said = f"  {'; '.join([*self.wrong, *self.failed])}" if list(self.wrong) else ""
        return f"{scores}  LCP {paint:4.0f} ms  TBT {blocked:3.0f} ms  CLS {shifted:.3f}  /{self.address}{said}"


def main(addresses: list[str]) -> int:
    """Builds the site and prints a row per page and the worst of all; 1 where a page misses a goal."""
    with tempfile.TemporaryDirectory() as host:
        serving.build(Path(host))
        with serving.served(Path(host)) as base:
            rows = [_shown(base, address) for address in addresses]
    worst = [f"{name} {min(row.scores[name] for row in rows)}" for name in LEAST]
    worst += [f"{name} {max(row.times[name] for row in rows):.3g}" for name in MOST]
    print(f"{len(rows)} pages; worst: {', '.join(worst)}")
    return 1 if any(list(row.wrong) for row in rows) else 0


def _shown(base: str, address: str) -> Figures:
    """The best of a few tries, and no more of them than it takes."""
    tries: list[Figures] = []
    for _ in range(TRIES):
        tries += _measured(base, address)
        if tries and not list(tries[-1].wrong):
            break
    if not tries:
        sys.exit(f"Lighthouse failed on /{address}, {TRIES} times")
    best = min(tries, key=lambda found: len(list(found.wrong)))
    print(best, flush=True)
    return best


def _measured(base: str, address: str) -> Iterator[Figures]:
    done = subprocess.run(
        [*COMMAND, base + address],
        env=os.environ | {"CHROME_PATH": install.find()},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(f"Lighthouse failed on /{address}: {done.stderr[-500:].strip()}", file=sys.stderr)
    else:
        yield Figures.of(address, json.loads(done.stdout))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or PAGES))
