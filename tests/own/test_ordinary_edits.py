"""Ordinary edits are let through; what is refused says the way out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from factbook.check.workers import shared_out
from tests.own import hostile
from tests.own.hostile import Attack
from tests.own.test_attacks import changed

EDITS = hostile.load("ordinary")
MOST = 7
"""Edits that may be refused: figures of no fact, a stranger's address, and extensions that the site does not have."""


def test_ordinary_edits_pass_or_are_told_the_way(record_property: Callable[[str, object], None]) -> None:
    assert len(EDITS) >= 78
    found = shared_out(lambda share: [row for batch in share for row in _judged(batch)], list(hostile.batches(EDITS)))
    refused = {name: said for name, said in found if said}
    record_property("edits", [len(refused), len(EDITS)])
    print("\n".join(f"{name}: {said or 'passes'}" for name, said in found))
    meant = {str(edit): (edit.given["refused"], edit.given["way"]) for edit in EDITS if "refused" in edit.given}
    assert refused.keys() == meant.keys() and len(refused) <= MOST, refused
    assert not [name for name, words in meant.items() if not all(word in refused[name] for word in words)]


def _judged(batch: list[Attack]) -> list[tuple[str, str]]:
    with TemporaryDirectory() as folder:
        problems = hostile.found_in(changed(batch, Path(folder)))
        rows = [(edit, [row for row in problems if row in hostile.catching(edit, problems, batch)]) for edit in batch]
        return [(str(edit), "\n".join(f"{row} {row.hint}" for row in found)) for edit, found in rows]
