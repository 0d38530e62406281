"""Ordinary edits are let through; what is refused says the way out, and who goes that way gets through."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from factbook.check.workers import shared_out
from tests.own import hostile
from tests.own.hostile import Attack
from tests.own.test_attacks import changed

EDITS = hostile.load("ordinary")
REFUSED = {str(edit): edit.given for edit in EDITS if "refused" in edit.given}
MOST = 10
"""Edits that may be refused: figures of no fact, statements and pictures without one, a stranger's address, a page that
is in no menu, and extensions that the site does not have."""
_FOLLOWED = ", as its hint says"


def test_ordinary_edits_pass_or_are_told_the_way(record_property: Callable[[str, object], None]) -> None:
    assert len(EDITS) >= 115 and len(REFUSED) <= MOST
    followed = [
        Attack(edit.kind, {**kept, "name": f"{edit.given['name']}{_FOLLOWED}", "put": edit.given["then"]})
        for edit in EDITS
        if "then" in edit.given and (kept := {key: edit.given[key] for key in edit.given.keys() - {"refused", "way"}})
    ]
    batches = list(hostile.batches([*EDITS, *followed]))
    found = shared_out(lambda share: [row for batch in share for row in _judged(batch)], batches)
    refused = {name: said for name, said in found if said}
    record_property("edits", [len(refused), len(EDITS)])
    print("\n".join(f"{name}: {said or 'passes'}" for name, said in found))
    assert refused.keys() == REFUSED.keys(), refused
    assert all(given["refused"] in refused[name] and given["way"] in refused[name] for name, given in REFUSED.items())
    assert all("then" in given or "other" in given for given in REFUSED.values())


def _judged(batch: list[Attack]) -> list[tuple[str, str]]:
    with TemporaryDirectory() as folder:
        problems = hostile.found_in(changed(batch, Path(folder)))
        rows = [(edit, [row for row in problems if row in hostile.catching(edit, problems, batch)]) for edit in batch]
        return [(str(edit), "\n".join(f"{row} {row.hint}" for row in found)) for edit, found in rows]
