"""The icons of the installed site: pictures of the logo, in the colours of the brand.

Draw them again after a change of either: `python -m tools.icons`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typst

from factbook.publish import offline
from tests.helpers import ROOT

DOCS = ROOT / "docs"
# Phones cut a masked icon to a shape: what they leave for sure is a circle of 0.8, https://w3c.github.io/manifest/#icon-masks
TEMPLATE = """#set page(width: {side}pt, height: {side}pt, margin: 0pt, fill: {ground})
#place(center + horizon, image("logo.svg", width: {side}pt * {share}))"""


def drawn(name: str, logo: bytes, brand: str) -> bytes:
    """The icon of this file name, a pixel per point."""
    side = Path(name).stem.rpartition("-")[2]
    ground, share = (f'rgb("{offline.colour(brand, "md-primary-fg-color")}")', 0.7) if "masked" in name else ("none", 1)
    main = TEMPLATE.format(side=side, ground=ground, share=share).encode()
    files: Any = {"main.typ": main, "logo.svg": logo}  # typst takes them, its type stubs do not know
    return bytes(typst.compile(files, format="png", ppi=72.0))


def icons(docs: Path = DOCS) -> dict[Path, bytes]:
    """Each file and the picture that it must be."""
    logo, brand = (docs / "assets/logo.svg").read_bytes(), (docs / "assets/brand.css").read_text("utf-8")
    return {docs / name: drawn(name, logo, brand) for name in (*offline.ICONS, offline.TOUCH_ICON)}


if __name__ == "__main__":
    for path, picture in icons().items():
        path.write_bytes(picture)
        print(path)
