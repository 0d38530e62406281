"""The pictures shown where a page is shared, one per language.

Draw them again after a change of words or colours: `python -m tools.share`.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from factbook.project import Project
from factbook.publish.page_context import SHARED
from tests.browser import serving
from tests.helpers import ROOT

SIZE: ViewportSize = {"width": 1200, "height": 630}
DOCS = ROOT / "docs"
CARD = """<html lang="{code}" dir="{direction}"><style>{colours}
body {{ margin: 0; height: 100vh; box-sizing: border-box; padding: 50px 90px;
  display: grid; align-content: center; gap: 28px; border-block-end: 28px solid var(--md-primary-fg-color);
  background: var(--md-default-bg-color); color: var(--md-default-fg-color); font: 36px/1.4 system-ui, sans-serif }}
h1 {{ font-size: 68px; line-height: 1.1; color: var(--md-primary-fg-color); margin: 0 }}
p {{ margin: 0; text-wrap: balance }}
svg {{ width: 120px; height: 120px }}
</style>{logo}<h1>{name}</h1><p>{text}</p></html>"""


def main() -> list[Path]:
    """Draws them into docs/assets and returns their paths."""
    project = Project.load(ROOT)
    with sync_playwright() as playwright:
        page = serving.start(playwright).new_page(viewport=SIZE)
        return [_draw(page, project, code) for code in project.published]


def card(project: Project, code: str) -> str:
    """The picture of a language as HTML."""
    render = project.renderers[code]
    return CARD.format(
        code=code, direction=render.language.direction, colours=(DOCS / "assets/brand.css").read_text("utf-8"),
        logo=(DOCS / "assets/logo.svg").read_text("utf-8"), name=render.label("site.name"),
        text=render.label("site.description"),
    )  # fmt: skip


def _draw(page: Page, project: Project, code: str) -> Path:
    page.set_content(card(project, code))
    path = DOCS / SHARED.format(code=code)
    page.screenshot(path=path)
    return path


if __name__ == "__main__":
    for drawn in main():
        print(drawn)
