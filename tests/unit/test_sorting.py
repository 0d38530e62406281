"""Lists of words follow the alphabet of their language."""

from __future__ import annotations

import pytest

from factbook.locale.text_search import sort_key


@pytest.mark.parametrize(
    ("alphabet", "ordered"),
    [
        ("", "1 a, ácido, agua, école, edad, zona, βήτα, 가, 한국"),
        ("abcdefghijklmnñopqrstuvwxyz", "niño, nube, número, Ñandú, ñu, oso"),
        ("abcdefghijklmnopqrstuvwxyzåäö", "aa, zon, ål, Äpple, över"),
        ("aăâbcdđeêghiklmnoôơpqrstuưvxy", "ác, ăn, ân, do, đi, e, eo, ế, ệu"),
    ],
)
def test_letters_of_the_alphabet_are_letters_and_other_accents_are_not(alphabet: str, ordered: str) -> None:
    words = ordered.split(", ")
    assert sorted(reversed(words), key=lambda word: sort_key(word, alphabet)) == words
