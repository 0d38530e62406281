"""The search index: Pagefind makes one per `<html lang>`, which browsers load only when someone searches."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from pagefind_bin import get_executable  # `python -m pagefind` takes 0.05 s longer

from ..load.cache import Cache, digest
from ..locale.cldr import has_spaces
from ..model.problem import ContentError, Problem

_FOLDER = "pagefind"
UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")
"""Ready-made interfaces: this site has its own."""
_HINT = "Leave <article data-pagefind-body> in it, or take the file back from an earlier version (git checkout)."


def limits(codes: Iterable[str]) -> list[str]:
    """Return a note for each language in which the search does not find words."""
    return [
        f"the search does not find words inside a sentence in {code!r}, where no spaces part them: "
        "only whole clauses, and how they begin"
        for code in codes
        if not has_spaces(code)
    ]


def index(site: Path, cache: Cache | None = None) -> None:
    """Write `pagefind/` into a built site, from the cache if the pages are those of an earlier build.

    Raise OSError with the program's own words where it fails, ContentError where no page says what is searched.
    """
    if not any(b"data-pagefind-body" in file.read_bytes() for file in site.rglob("*.html")):
        raise ContentError(
            Problem("overrides/main.html", 0, 0, "FB115", "a template must mark what is searched", _HINT)
        )
    key = digest(page.read_bytes() for page in sorted(site.rglob("*.html"))) if cache else ""
    if cache and (kept := cache.get(_FOLDER, key)) is not None:
        with ZipFile(BytesIO(kept)) as archive:
            archive.extractall(site / _FOLDER)
        return
    command = [str(get_executable()), "--site", str(site), "--exclude-selectors", ".cite, .hotlines-known"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        raise OSError(f"Pagefind failed: {done.stderr.strip() or done.stdout.strip()}")
    entry = site / "pagefind/pagefind-entry.json"  # its order is another one each time
    entry.write_text(json.dumps(json.loads(entry.read_text("utf-8")), sort_keys=True), encoding="utf-8")
    for file in (file for pattern in UNUSED for file in entry.parent.glob(pattern)):
        file.unlink()
    if cache:
        packed = BytesIO()
        with ZipFile(packed, "w") as made:
            for file in sorted(path for path in (site / _FOLDER).rglob("*") if path.is_file()):
                made.write(file, file.relative_to(site / _FOLDER))
        cache.put(_FOLDER, key, packed.getvalue())
