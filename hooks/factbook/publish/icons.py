"""The icons of the installed site: pictures of the one logo, drawn by Typst."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from . import typst_client


class Icon(NamedTuple):
    """A picture of the logo. `side` is in px."""

    side: int
    masked: bool = False
    """Cut to a shape by the phone: the ground reaches to the edges, the logo keeps to the middle."""

    @property
    def path(self) -> str:
        """Where it stands below the site's root."""
        return f"icons/{'masked-' * self.masked}{self.side}.png"


ICONS = (Icon(192), Icon(512), Icon(512, masked=True))
TOUCH = Icon(180, masked=True)
"""The size that iPhones take."""
TEMPLATE = "icon.typ"
# Of the side; what a phone leaves for sure is a circle of 0.8: https://w3c.github.io/manifest/#icon-masks
_MIDDLE = 0.7


def pictures(logo: bytes, template: Path, ground: str) -> Mapping[str, bytes]:
    """Path → PNG. The ground is a colour like "#0b5563". Raises ValueError where the logo cannot be drawn."""
    try:
        return {icon.path: _picture(logo, template, ground, icon) for icon in (*ICONS, TOUCH)}
    except typst_client.Broken as error:
        raise ValueError(f"the logo must be an SVG picture that can be drawn: {error}") from error


def _picture(logo: bytes, template: Path, ground: str, icon: Icon) -> bytes:
    inputs = {"side": str(icon.side), "share": str(_MIDDLE if icon.masked else 1), "ground": ground * icon.masked}
    return typst_client.as_png({typst_client.MAIN: template.read_bytes(), "logo.svg": logo}, inputs)
