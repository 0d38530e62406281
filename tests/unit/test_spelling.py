"""Spelling is judged in any language that pyspellchecker has a list of words for."""

from __future__ import annotations

from pathlib import Path

import pytest

from factbook.check.content.plain_words import unknown_word
from factbook.load.files import Tree
from factbook.model.entries import Evidence, Fact, Language
from factbook.model.factbook import Factbook
from factbook.project import Project


def found(claim: str, root: Path, code: str, *, dictionary: bool, words: tuple[str, ...] = ()) -> list[str]:
    language = Language(name="X", locale=code, dictionary=dictionary, words=words)
    fact = Fact(claim=claim, evidence=(Evidence(source="leaflet", anchor="the zorbling glimmer"),))
    project = Project(Tree(root), Factbook(languages={code: language}, facts={"itch": fact}), {}, {})
    return [message for _, message, _ in unknown_word(project, ())]


@pytest.mark.parametrize(
    ("code", "claim", "slip"),
    [
        ("en", "The itch often goes awway.", "awway"),
        ("es", "La picazón a menudo desaparrece.", "desaparrece"),
        ("de", "Das Kind schreit offt.", "offt"),
    ],
)
def test_a_slip_is_reported(code: str, claim: str, slip: str, tmp_path: Path) -> None:
    (message,) = found(claim, tmp_path, code, dictionary=True)
    assert message.endswith(f"{slip!r} is none")
    assert found(claim, tmp_path, code, dictionary=True, words=(slip,)) == []
    assert found(claim, tmp_path, code, dictionary=False) == []


def test_a_word_of_an_anchor_is_known(tmp_path: Path) -> None:
    assert found("The zorbling is mild.", tmp_path, "en", dictionary=True) == []


def test_a_language_without_a_list_is_not_skipped_in_silence(tmp_path: Path) -> None:
    (message,) = found("Kuwasha ni kidogo.", tmp_path, "sw", dictionary=True)
    assert message == "a language with a dictionary must be one that pyspellchecker has a list for, 'sw' is not"
