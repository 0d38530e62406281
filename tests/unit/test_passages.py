"""Neighbouring sentences that rest on the same sources share one mark; nothing loses its citation by that."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pytest

from factbook.page import calls, sentences
from factbook.project import Project
from factbook.render.citations import rest_alike
from tests.helpers import base_project

SOURCES = {"a": "one", "b": "one", "c": "other"}

# ruff: noqa: E501
PASSAGES = {
    "the same source": ("A{{ cite('a') }}. B{{ cite('b') }}.", "A. B.{{ cite('a', 'b') }}"),
    "another source": ("A{{ cite('a') }}. C{{ cite('c') }}.", "A.{{ cite('a') }} C.{{ cite('c') }}"),
    "three, the last of another": ("A{{ cite('a') }}. B{{ cite('b') }}. C{{ cite('c') }}.", "A. B.{{ cite('a', 'b') }} C.{{ cite('c') }}"),
    "a sentence of ours between": ("A{{ cite('a') }}. Ask why. B{{ cite('b') }}.", "A.{{ cite('a') }} Ask why. B.{{ cite('b') }}"),
    "a sentence of ours after": ("A{{ cite('a') }}. B{{ cite('b') }}. Ask.", "A. B.{{ cite('a', 'b') }} Ask."),
    "a line of its own": ("A{{ cite('a') }}.  \nB{{ cite('b') }}.", "A.{{ cite('a') }}  \nB.{{ cite('b') }}"),
    "a figure before": ("It is {{ fact('a') }}. B{{ cite('b') }}.", "It is {{ fact('a') }}. B.{{ cite('a', 'b') }}"),
    "a figure at the end": ("A{{ cite('a') }}. B is {{ fact('b') }}", "A. B is {{ fact('b') }}\u00a0{{ cite('a', 'b') }}"),
    "a figure that ends what is before": ("**Age:** {{ fact('a') }}  \nC{{ cite('c') }}.", "**Age:** {{ fact('a') }}\u00a0{{ cite('a') }}  \nC.{{ cite('c') }}"),
}  # fmt: skip


def alike(one: Collection[str], other: Collection[str]) -> bool:
    return {SOURCES[name] for name in one} == {SOURCES[name] for name in other}


@pytest.mark.parametrize("case", PASSAGES)
def test_a_mark_stands_at_the_end_of_its_passage(case: str) -> None:
    text, expected = PASSAGES[case]
    assert sentences.with_marks(text, (), alike) == expected


def test_facts_are_alike_by_the_sources_of_each(tmp_path: Path) -> None:
    book = Project.load(base_project(tmp_path / "base")).book
    by_sources: dict[frozenset[str], list[str]] = {}
    for name, fact in book.facts.items():
        by_sources.setdefault(frozenset(fact.sources()), []).append(name)
    (one, *_), (other, *_) = sorted(by_sources.values())[:2]
    assert rest_alike([one], [one], book)
    assert not rest_alike([one], [other], book)
    assert not rest_alike([one, other], [one], book), "what one source says must not pass for what both say"
    assert rest_alike([one], [one, "no-such-fact"], book), "an unknown fact is a finding, not an error"


def test_each_fact_of_a_page_is_cited_in_its_block(tmp_path: Path) -> None:
    project = Project.load(base_project(tmp_path / "base"))
    for code in project.renderers:
        for page in project.pages.values():
            given = {name for facts in calls.cited_facts(page.body, project.book) for name in facts}
            noted = {name for note in _notes(project, code, page.path) for name in note.split()}
            assert given <= noted


def _notes(project: Project, code: str, path: str) -> list[str]:
    sources = str(project.rendered(code, project.pages[path]).sources)
    return [part.partition('"')[0] for part in sources.split('data-facts="')[1:]]
