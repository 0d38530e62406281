"""The search index: Pagefind makes one per `<html lang>`, which browsers load only when someone searches."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from pagefind_bin import get_executable  # `python -m pagefind` takes 0.05 s longer

UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")


def index(site: Path) -> None:
    """Writes `pagefind/` into a built site. Raises OSError with the program's own words where it fails."""
    command = [str(get_executable()), "--site", str(site), "--exclude-selectors", ".cite, .hotlines-known"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        raise OSError(f"Pagefind failed: {done.stderr.strip() or done.stdout.strip()}")
    entry = site / "pagefind/pagefind-entry.json"  # its languages come in any order
    entry.write_text(json.dumps(json.loads(entry.read_text("utf-8")), sort_keys=True), encoding="utf-8")
    for pattern in UNUSED:  # its ready-made interfaces: this site has its own
        for file in (site / "pagefind").glob(pattern):
            file.unlink()
