"""Typst in a process of its own."""

from __future__ import annotations

import pytest

from factbook.publish import typst_client

PAGE = {typst_client.MAIN: b"#set page(width: 20pt, height: 10pt)\n"}


def test_when_typst_comes_to_an_end_that_is_said_and_the_next_one_answers() -> None:
    whole = typst_client.as_png(PAGE, {})
    typst_client._process().kill()
    with pytest.raises(typst_client.Broken, match="come to an end, with status -9"):
        typst_client.as_png(PAGE, {})
    assert typst_client.as_png(PAGE, {}) == whole


def test_what_typst_refuses_is_told_in_its_own_words() -> None:
    with pytest.raises(typst_client.Broken, match="unclosed delimiter"):
        typst_client.as_png({typst_client.MAIN: b"#set page("}, {})
