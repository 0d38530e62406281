"""Pictures for people to look at: `python -m tools.screenshots OUT_DIR`."""

from __future__ import annotations

import itertools
import sys
import tempfile
from pathlib import Path
from typing import Literal, get_args

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from factbook.project import Project
from tests.browser import serving
from tests.helpers import ROOT

Scheme = Literal["light", "dark"]
PAGES = ["", "get-help/", "signs/", "treatment/", "differences/", "sources/"]  # a fork names its own


def main(out: Path) -> None:
    """Takes six pages in each language, light and dark, on a phone and on a desktop."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as host, sync_playwright() as playwright:
        serving.build(Path(host))
        with serving.served(Path(host)) as base:
            browser = serving.start(playwright)
            for width, scheme in itertools.product((360, 1280), get_args(Scheme)):
                _take(browser, base, out, width, scheme)


def _take(browser: Browser, base: str, out: Path, width: int, scheme: Scheme) -> None:
    project = Project.load(ROOT)
    size: ViewportSize = {"width": width, "height": 740 if width < 600 else 900}
    page = browser.new_page(viewport=size, color_scheme=scheme)
    for prefix, address in itertools.product(map(project.prefix, project.published), PAGES):
        page.goto(base + prefix + address)
        name = f"{prefix}{address or 'home'}".strip("/").replace("/", "-")
        page.screenshot(path=out / f"{name}-{width}-{scheme}.png", full_page=True)
    page.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tools.screenshots OUT_DIR")
    main(Path(sys.argv[1]))
