"""Every setting of MkDocs and of Material does something here, or is refused with what to do instead."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import material
import pytest
import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import yaml_load
from selectolax.lexbor import LexborHTMLParser

from factbook.mkdocs import settings
from factbook.publish import hosting
from tests.helpers import ROOT, base_project, build, run_build

TEMPLATES = Path(material.__file__).parent / "templates"
ALL = "\n".join(file.read_text("utf-8") for file in [*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("bundle*.js")])
FEATURES = {name for name in settings.known() if name.startswith("theme.features.")}

BY_MKDOCS = {"pages", "google_analytics", "mdx_configs", "theme.locale"}
"""Settings for which MkDocs itself stops, whatever they are set to, or to a text."""


def set_all(root: Path, changes: dict[str, Any]) -> None:
    """Sets what is given by its path in mkdocs.yml."""
    own = yaml_load((root / "mkdocs.yml").read_text("utf-8"))
    for path, value in changes.items():
        *above, name = path.split(".")
        place = own
        for key in above:
            place = place.setdefault(key, {})
        place[name] = value
    (root / "mkdocs.yml").write_text(yaml.safe_dump(own, sort_keys=False, allow_unicode=True), "utf-8")


def page(site: Path, name: str = "index.html") -> LexborHTMLParser:
    return LexborHTMLParser((site / name).read_text("utf-8"))


def test_the_list_has_every_setting_of_mkdocs() -> None:
    schema = {name for name, _ in MkDocsConfig()._schema}
    assert schema - {"theme", "extra"} <= set(settings.known())


def test_the_list_has_every_setting_that_the_theme_asks_for() -> None:
    asked = {f"{kind}.{name}" for kind, name in re.findall(r"config\.(extra|theme)\.([a-z_]+)", ALL)}
    assert len(asked) > 15 and asked <= set(settings.known())


def test_the_list_has_every_feature_that_the_theme_asks_for() -> None:
    asked = set(re.findall(r'"([a-z]+(?:\.[a-z]+)+)" (?:not )?in features', ALL))
    asked |= {name for name in re.findall(r'\w\("([a-z]+(?:\.[a-z]+)+)"\)', ALL) if name.split(".")[0] in
              ("announce", "content", "header", "navigation", "search", "toc")}  # fmt: skip
    words = {name for name in asked if re.match(r"search\.(?!highlight|share|suggest)", name)}
    assert len(asked - words) > 20 and {f"theme.features.{name}" for name in asked - words} <= FEATURES


def test_each_entry_says_what_the_setting_does_or_what_to_do_instead() -> None:
    silent = [name for name, known in settings.known().items() if not (known.does or known.instead or known.script)]
    assert silent == []


def test_the_page_for_people_is_made_from_the_list() -> None:
    text = (ROOT / "docs/_contributing/settings.md").read_text("utf-8")
    assert text == settings.as_markdown(), "Run: factbook settings > docs/_contributing/settings.md"


def test_every_refused_setting_stops_a_build_at_its_line_and_says_what_to_do(root: Path) -> None:
    refused = {name for name, known in settings.known().items() if known.instead and not known.does and not known.only}
    features = [name.removeprefix("theme.features.") for name in sorted(refused & FEATURES)]
    others = {name: "x" for name in refused - FEATURES - BY_MKDOCS if not name.startswith(("plugins.", "markdown_"))}
    set_all(root, {**others, "theme.features": features, "draft_docs": "x", "docs_dir": "docs"})
    done = run_build(root)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    rows = [line for line in done.stderr.splitlines() if "FB522" in line]
    missing = [name for name in (*others, *features) if not any(f" {name} must not" in row for row in rows)]
    assert missing == [], done.stderr
    assert "Count visits in the logs of the host" in done.stderr


IDLE: list[dict[str, Any]] = [
    {
        "use_directory_urls": False,
        "theme.font": {"text": "Roboto"},
        "site_name": "Another name",
        "theme.palette": {"scheme": "slate"},
        "theme.features": ["navigation.topp"],
    },
    {"theme.palette": [{"scheme": "default", "toggle": {"icon": "material/weather-sunny", "name": "Dark"}}]},
]


@pytest.mark.parametrize("given", IDLE, ids=["one of each", "a button"])
def test_values_that_would_do_nothing_are_refused(root: Path, given: dict[str, Any]) -> None:
    set_all(root, given)
    done = run_build(root)
    found = done.stderr.split("mkdocs.yml:")[1:]
    assert done.returncode == 1 and len(found) >= len(given)
    for told in ("navigation.topp" if name == "theme.features" else name for name in given):
        assert any("FB522" in row and told in row and "hint:" in row for row in found), (told, done.stderr)


def test_what_is_honoured_reaches_readers(root: Path) -> None:
    (root / "docs/assets/more.css").write_text(":root { --md-typeset-a-color: #123456 }", "utf-8")
    (root / "docs/assets/more.js").write_text("document.title;", "utf-8")
    set_all(root, {
        "site_author": "Ada", "copyright": "Made by Ada", "extra_css": ["assets/brand.css", "assets/more.css"],
        "extra_javascript": ["assets/more.js"], "extra.homepage": "https://ada.example/", "extra.generator": True,
        "extra.social": [{"icon": "fontawesome/brands/mastodon", "link": "https://ada.example/@ada"}],
        "theme.icon": {"logo": "material/baby-face-outline", "menu": "material/dots-vertical"},
        "theme.palette": [{"media": "(prefers-color-scheme: light)", "scheme": "default", "primary": "indigo"},
                          {"media": "(prefers-color-scheme: dark)", "scheme": "slate", "primary": "indigo"}],
        "theme.features": ["navigation.footer", "navigation.tabs"],
    })  # fmt: skip
    site = build(root)
    tree, style = page(site, "care/index.html"), (site / "assets/style.css").read_text("utf-8")
    assert tree.css_first("meta[name=author][content=Ada]")
    foot = tree.css_first("footer")
    assert foot and "Made by Ada" in foot.text() and "Material for MkDocs" in foot.text()
    assert foot.css_first(".md-social a[href='https://ada.example/@ada'] svg") and foot.css_first(".md-footer__link")
    assert tree.css_first("a.brand[href='https://ada.example/'] img, a.brand[href='https://ada.example/'] svg")
    assert tree.css_first("script[src='../assets/more.js']")
    assert tree.css_first(".md-tabs")
    assert "#123456" in style
    assert tree.css_first("body[data-md-color-primary=indigo]") and "[data-md-color-primary=indigo]" in style
    assert re.search(r"@media screen and \(prefers-color-scheme:dark\)\{[^}]*\[data-md-color-scheme=default\]", style)


def test_a_setting_that_needs_the_script_of_the_theme_brings_it_under_the_same_policy(root: Path) -> None:
    set_all(root, {"theme.features": ["navigation.top", "navigation.tracking"]})
    (root / "docs/_facts/limits.yml").write_text("page_kilobytes: 80\npage_requests: 10\n", "utf-8")
    done = run_build(root)
    assert done.returncode == 0 and re.search(r"script adds \d\d KB to a first visit, for theme", done.stderr), (
        done.stderr
    )
    site = root / "site"
    tree = page(site, "care/index.html")
    bundles = [node.attributes["src"] for node in tree.css("script[src*=bundle]")]
    assert len(bundles) == 1 and (site / "care" / str(bundles[0])).resolve().is_file()
    policy = str(tree.css_first("meta[http-equiv=Content-Security-Policy]").attributes["content"])  # type: ignore[union-attr]
    scripts = [node for node in tree.css("script:not([src])") if not node.attributes.get("type")]
    assert scripts and all(hosting._hashed(node) in policy for node in scripts) and "unsafe-inline" not in policy
    assert not page(build(base_project(root.parent / "plain"))).css("script[src*=bundle]")


def test_nothing_of_the_theme_is_published_that_no_page_asks_for(root: Path) -> None:
    site = build(root)
    names = {file.relative_to(site).as_posix() for file in (site / "assets").rglob("*") if file.is_file()}
    assert not [name for name in names if "stylesheets" in name or "javascripts" in name or name.endswith(".map")]


def test_names_of_links_in_the_menu_are_labels_and_pages_have_none(root: Path) -> None:
    set_all(root, {"nav": ["index.md", {"Care": "care.md"}, "words.md", "proof.md", {"More": "https://more.example/"}]})
    done = run_build(root)
    assert done.returncode == 1
    assert "a page of the menu must have no title there, it has 'Care'" in done.stderr
    assert "the title of a link in the menu must be a label, 'More' is none" in done.stderr


def test_a_link_in_the_menu_is_named_in_each_language(root: Path) -> None:
    set_all(root, {"nav": ["index.md", "care.md", "words.md", "proof.md", {"site.home": "https://more.example/"}]})
    site = build(root)
    links = [page(site, name).css_first("nav.menu a[href='https://more.example/']") for name in
             ("index.html", "es/index.html")]  # fmt: skip
    assert [" ".join(link.text().split()) for link in links if link] == ["Home", "Inicio (en inglés)"]
