"""The icons are of the present logo and colours."""

from __future__ import annotations

from tools import icons


def test_the_icons_are_those_of_the_logo_and_the_brand() -> None:
    stale = [path.name for path, picture in icons.icons().items() if not path.exists() or path.read_bytes() != picture]
    assert stale == [], "draw them again: python -m tools.icons"


def test_another_logo_or_colour_is_another_icon() -> None:
    logo, brand = (icons.DOCS / "assets/logo.svg").read_bytes(), "--md-primary-fg-color: #123456"
    first = icons.drawn("icon-masked-180.png", logo, brand)
    circle = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'
    others = [("icon-masked-180.png", circle, brand), ("icon-masked-180.png", logo, "--md-primary-fg-color: #654321")]
    assert all(icons.drawn(*other) != first for other in others)
