"""Links on a translated page lead to pages of its language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from factbook.render import links
from tests.helpers import base_project, build


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("[a](care.md)", "[a](care.pt.md)"),
        ("[a](../b/care.md#c)", "[a](../b/care.pt.md#c)"),
        ("[a]( care.md 'About care')", "[a]( care.pt.md 'About care')"),
        ("[a]: care.md", "[a]: care.pt.md"),
        ("b\n[a]:  care.md#c (About care)\n", "b\n[a]:  care.pt.md#c (About care)\n"),
        ("[a](https://x.example/care.md)", "[a](https://x.example/care.md)"),
        ("a [b]: care.md, (care.md), [care.md](x)", "a [b]: care.md, (care.md), [care.md](x)"),
        ("[a](care.mdx)", "[a](care.mdx)"),
    ],
)
def test_a_link_to_a_page_leads_to_it_in_the_language(written: str, wanted: str) -> None:
    assert links.in_language(written, "pt") == wanted


def test_however_it_is_written_and_whatever_settings_are_empty(tmp_path: Path) -> None:
    root = base_project(tmp_path / "project")
    with (root / "docs/index.md").open("a", encoding="utf-8") as page:
        page.write("\n[Care](care.md) and [Care][c]\n{: .editorial }\n\n[c]: care.md\n")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(
            "extra: {factbook: {privacy: , report: 'new?title={title}&of={nothing}'}}\nrepo_url: https://git.example/x\n"
        )
    html = (build(root) / "es/index.html").read_text("utf-8")
    assert set(re.findall(r'<a href="([^"]*)"[^>]*>Care</a>', html)) == {"care/"}
    assert 'href="https://git.example/x/new?title=' in html
