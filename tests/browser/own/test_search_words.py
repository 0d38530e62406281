"""What parents type into the search, and the section that they must find first, or among the first."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.browser.conftest import ADDRESSES, Visit

pytestmark = pytest.mark.browser

LANGUAGES = pytest.mark.parametrize("code", ADDRESSES)
TABLE = yaml.safe_load(Path(__file__).with_name("search_words.yml").read_text("utf-8"))
SCRIPT = "new URL(document.querySelector('[data-search]').dataset.search, document.baseURI).href"
NOTHING = ["xyzzyqwrtp", "bitcoin"]
RUN = """async ([script, queries]) => {
  const { search } = await import(script);
  const found = [];
  for (const typed of queries) found.push([...(await search(typed)).found.keys()]);
  return found;
}"""


def _found(visit: Visit, home: str, queries: list[str]) -> dict[str, list[str]]:
    script = visit.go(home).page.evaluate(SCRIPT)
    answers = visit.page.evaluate(RUN, [script, queries])
    return dict(zip(queries, answers, strict=True))


@LANGUAGES
def test_what_parents_type_leads_to_the_section_that_answers_it(visit: Visit, code: str) -> None:
    home = ADDRESSES[code][0]
    wanted = {typed: f"{home}{address}" for address, queries in TABLE[code].items() for typed in queries}
    found = _found(visit, home, list(wanted))
    wrong = [
        f"{typed!r} must lead to {address}, it leads to {found[typed][:3]}"
        for typed, address in wanted.items()
        if not (found[typed] and _is_at(found[typed][0], address))
    ]
    assert len(wanted) >= 40 and not wrong, "\n".join(wrong)


def _is_at(found: str, wanted: str) -> bool:
    return found == wanted or ("#" not in wanted and found.partition("#")[0] == wanted)


@LANGUAGES
def test_sales_and_lists_of_facts_come_after_care(visit: Visit, code: str) -> None:
    home = ADDRESSES[code][0]
    for typed, sections in _found(visit, home, ["ACTH", "EEG", "spasm", "Epilepsy"]).items():
        pages = list(dict.fromkeys(address.removeprefix(home).split("/")[0] for address in sections))
        last = [page in ("market", "evidence", "glossary", "differences", "research") for page in pages]
        assert last == sorted(last), f"{typed!r}: {pages}"


@LANGUAGES
def test_what_nobody_has_written_about_finds_nothing(visit: Visit, code: str) -> None:
    assert _found(visit, ADDRESSES[code][0], NOTHING) == {typed: [] for typed in NOTHING}
