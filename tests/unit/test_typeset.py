"""Typst in a process of its own."""

from __future__ import annotations

import pytest

from factbook import typeset

PAGE = {typeset.MAIN: b"#set page(width: 20pt, height: 10pt)\n"}


def test_when_typst_comes_to_an_end_that_is_said_and_the_next_one_answers() -> None:
    whole = typeset.as_png(PAGE, {})
    typeset._process().kill()
    with pytest.raises(typeset.Broken, match="come to an end, with status -9"):
        typeset.as_png(PAGE, {})
    assert typeset.as_png(PAGE, {}) == whole


def test_what_typst_refuses_is_told_in_its_own_words() -> None:
    with pytest.raises(typeset.Broken, match="unclosed delimiter"):
        typeset.as_png({typeset.MAIN: b"#set page("}, {})
