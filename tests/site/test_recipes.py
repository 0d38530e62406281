"""Recipes of Material's documentation, followed here: a palette of one's own, an announcement, social links."""

from __future__ import annotations

from pathlib import Path

from mkdocs.utils import yaml_load
from selectolax.lexbor import LexborHTMLParser

from tests.helpers import build, run_build
from tests.site.test_other_plugins import change_settings

COLOURS = """:root > * {
  --md-primary-fg-color:        #EE0F0F;
  --md-primary-fg-color--light: #ECB7B7;
  --md-primary-fg-color--dark:  #90030C;
}
"""
SOCIAL = [
    {"icon": "fontawesome/brands/mastodon", "link": "https://fosstodon.org/@squidfunk"},
    {"icon": "fontawesome/brands/mastodon", "link": "https://fosstodon.org/@x", "name": "squidfunk on Fosstodon"},
    {"icon": "fontawesome/solid/paper-plane", "link": "mailto:somebody@glimmer.example", "name": "Write to us"},
]
ANNOUNCED = '\n{% block announce %}\n<p class="editorial">{{ factbook.label("announce") }}</p>\n{% endblock %}\n'


def test_a_palette_of_ones_own(root: Path) -> None:
    (root / "docs/stylesheets").mkdir()
    (root / "docs/stylesheets/extra.css").write_text(COLOURS, "utf-8")
    theme = yaml_load((root / "mkdocs.yml").read_text("utf-8"))["theme"]
    change_settings(root, theme=theme | {"palette": {"primary": "custom"}}, extra_css=["stylesheets/extra.css"])
    site = build(root)
    assert "--md-primary-fg-color:#EE0F0F" in (site / "assets/style.css").read_text("utf-8").replace(" ", "")
    assert 'data-md-color-primary="custom"' in (site / "index.html").read_text("utf-8")


def test_an_announcement_in_every_language(root: Path) -> None:
    """The recipe's text stands in the template; here it is a label, as each language needs words of its own."""
    main, labels = root / "overrides/main.html", root / "docs/_facts/labels.yml"
    main.write_text(main.read_text("utf-8") + ANNOUNCED, "utf-8")
    labels.write_text(labels.read_text("utf-8") + "announce: Please read our new page.\n", "utf-8")
    site = build(root)
    for page in ("index.html", "care/index.html", "es/index.html", "404.html"):
        banner = LexborHTMLParser((site / page).read_text("utf-8")).css_first(".md-banner p")
        assert banner and banner.text() == "Please read our new page."


def test_social_links_in_the_foot(root: Path) -> None:
    change_settings(root, extra={"generator": False, "social": SOCIAL})
    links = LexborHTMLParser((build(root) / "index.html").read_text("utf-8")).css(".md-social a")
    assert [link.attributes["title"] for link in links] == ["fosstodon.org", "squidfunk on Fosstodon", "Write to us"]


def test_a_social_link_without_a_name_is_a_problem_that_says_so(root: Path) -> None:
    change_settings(root, extra={"generator": False, "social": [SOCIAL[2] | {"name": ""}]})
    done = run_build(root)
    assert done.returncode == 1 and "a link with nothing but an icon must have a name" in done.stderr
    assert "`name` below `extra: social:`" in done.stderr
