"""From a claim to the words of its document and back, by finger."""

from __future__ import annotations

import pytest

from tests.browser.conftest import HOMES, PAGES, Visit

pytestmark = pytest.mark.browser

SOME = [*HOMES, PAGES[-1]]


@pytest.mark.parametrize("address", SOME, ids=lambda address: address or "home")
def test_a_tap_on_each_mark_shows_its_source_and_a_tap_there_leads_back(visit: Visit, address: str) -> None:
    marks = visit.go(address).page.eval_on_selector_all(
        "a.cite[id]", "marks => marks.map(mark => [mark.id, mark.hash])"
    )
    assert marks
    wrong = []
    for mark, entry in marks:
        visit.page.click(f"#{mark}")
        wrong += [*_not_at(visit, entry), *visit.run("notInView", f"#sources {entry}")]
        visit.page.click(f'#sources {entry} a.back[href="#{mark}"]')
        wrong += [*_not_at(visit, f"#{mark}"), *visit.run("notInView", f"#{mark}")]
    assert not wrong, "\n".join(wrong)


def _not_at(visit: Visit, fragment: str) -> list[str]:
    return [] if visit.here() == visit.address + fragment else [f"{visit.here()} must be {fragment}"]
