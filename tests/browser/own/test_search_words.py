"""What parents type into the search, and the page that they must find among the first."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

AMONG = 4
WANTED = {
    "": {
        "spasm": "signs/", "spasms": "signs/", "West syndrome": "signs/", "ACTH": "treatment/", "acth": "treatment/",
        "VGB": "treatment/", "vigabatrin": "treatment/", "hypsarrhythmia": "diagnosis/", "EEG": "diagnosis/",
        "electroencephalogram": "diagnosis/", "adrenocorticotropic hormone": "treatment/", "medicines": "treatment/",
    },
    "es/": {
        "espasmo": "signs/", "espasmos": "signs/", "sindrome de west": "signs/", "síndrome de West": "signs/",
        "hipsarritmia": "diagnosis/", "hypsarrhythmia": "diagnosis/", "diagnostico": "diagnosis/",
        "diagnósticos": "diagnosis/", "pronostico": "outlook/", "ACTH": "treatment/", "VGB": "treatment/",
        "vigabatrin": "treatment/", "vigabatrina": "treatment/",
    },
}  # fmt: skip


@pytest.mark.parametrize("home", WANTED, ids=lambda home: home or "en")
def test_what_parents_type_finds_the_page(visit: Visit, home: str) -> None:
    visit.go(home).page.click(".to-search")
    wrong = []
    for words, address in WANTED[home].items():
        visit.page.fill("dialog input", "")
        expect(visit.page.get_by_role("status")).to_have_text("")
        visit.page.fill("dialog input", words)
        expect(visit.page.get_by_role("status")).not_to_have_text("")
        found = visit.page.eval_on_selector_all("dialog li a", "links => links.map(link => link.href)")[:AMONG]
        if not any(link.partition("#")[0] == f"{visit.base}{home}{address}" for link in found):
            wrong.append(f"{words!r} must find {address} among the first, it finds {found}")
    assert not wrong, "\n".join(wrong)
