"""The search index: Pagefind makes one per `<html lang>`, which browsers load only when someone searches."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from pagefind_bin import get_executable  # `python -m pagefind` takes 0.05 s longer

from ..load.cache import Cache, digest_of_files
from ..model.problem import ContentError, Problem

UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")
_FOLDER, _ENTRY = "pagefind", "pagefind-entry.json"
_SEARCHED = re.compile(
    r'(<html lang="([\w-]+)".*?</title>).*?(<article data-pagefind-body.*</article>)', flags=re.DOTALL
)
"""What Pagefind needs of a page of overrides/main.html: its language, its title and what can be found on it."""

_HINT = "Leave <article data-pagefind-body> in it, or take the file back from an earlier version (git checkout)."


def index(site: Path, cache: Cache | None = None) -> None:
    """Write `pagefind/` into a built site, from the cache if the texts are those of an earlier build.

    Raises OSError with the program's own words if it fails, ContentError if no page can be searched.

    It is given no more of each page than it needs, and one language at a time: with whole pages it takes 1.7 times
    as long, and with 1,000 pages in two languages 280 MB at once instead of 180.
    """
    with tempfile.TemporaryDirectory(prefix="search-") as name:
        _write_texts(site, Path(name))
        key = digest_of_files(Path(name), ["."])
        if cache and (kept := cache.get(_FOLDER, key)) is not None:
            with ZipFile(BytesIO(kept)) as archive:
                archive.extractall(site / _FOLDER)
            return
        entries = [_indexed(folder, site / _FOLDER) for folder in sorted(Path(name).iterdir())]
    if not entries:
        raise ContentError(
            Problem("overrides/main.html", 0, 0, "FB115", "a template must mark what is searched", _HINT)
        )
    entry = entries[0] | {"languages": {code: row for entry in entries for code, row in entry["languages"].items()}}
    (site / _FOLDER / _ENTRY).write_text(json.dumps(entry, sort_keys=True), encoding="utf-8")
    for pattern in UNUSED:  # its ready-made interfaces: this site has its own
        for file in (site / _FOLDER).glob(pattern):
            file.unlink()
    if cache:
        packed = BytesIO()
        with ZipFile(packed, "w") as made:
            for file in sorted(path for path in (site / _FOLDER).rglob("*") if path.is_file()):
                made.write(file, file.relative_to(site / _FOLDER))
        cache.put(_FOLDER, key, packed.getvalue())


def _write_texts(site: Path, folder: Path) -> None:
    """What can be searched, below a folder for each language as it stands below the site's root."""
    for file in site.rglob("*.html"):
        if found := _SEARCHED.search(file.read_text("utf-8", "replace")):
            head, code, text = found.groups()
            copy = folder / code / file.relative_to(site)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(f"{head}{text}", encoding="utf-8")


def _indexed(folder: Path, target: Path) -> dict[str, Any]:
    """Adds the index of one language, and returns what Pagefind says of it to browsers."""
    command = [str(get_executable()), "--site", str(folder), "--output-path", str(target),
               "--exclude-selectors", ".cite, .hotlines-known"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        raise OSError(f"Pagefind failed: {done.stderr.strip() or done.stdout.strip()}")
    return dict(json.loads((target / _ENTRY).read_text("utf-8")))
