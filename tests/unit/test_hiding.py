"""Style sheets that hide something, however they are written."""

from __future__ import annotations

import pytest

from factbook.check.visible_text import hiding_selectors


@pytest.mark.parametrize(
    ("sheet", "hiding"),
    [
        ("p { display: none }", ["p"]),
        ("p, .a > b { color: red; DISPLAY : none !important }", ["p, .a > b"]),
        ("@media print { p { display: none } }", ["p"]),
        ("@layer a { @supports (display: grid) { p { opacity: 0 } } }", ["p"]),
        ("#disclaimer { color: red; p { display: none } }", ["#disclaimer p"]),
        ("main { &.wide > p { opacity: 0 } }", ["main.wide > p"]),
        ("p { dis\\70 lay: none }", ["p"]),
        ("a::after { content: '}' } p { width: 0 }", ["p"]),
        ("/* p { */ q { display: none }", ["q"]),
        ("p { display: block } q { max-height: 10px }", []),
        ("a { content: 'display: none' }", []),
    ],
)
def test_what_a_sheet_hides_is_found(sheet: str, hiding: list[str]) -> None:
    assert list(hiding_selectors(sheet)) == hiding
