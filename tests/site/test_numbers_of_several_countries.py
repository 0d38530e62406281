"""The same short number in two countries: each is shown with its country, and dials the same."""

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from factbook.load import fingerprint
from tests.helpers import base_project, build, every_run

LINES = """
{name}:
  name: {title}
  source: leaflet
  lines:
    - {{number: '15', country: {country}, anchor: {title} dial 15}}
"""


def test_a_short_number_of_two_countries_is_shown_with_each(tmp_path: Path) -> None:
    root = base_project(tmp_path / "project")
    document, given = root / "documents/leaflet.txt", {"FR": "Rescue of Redland", "MA": "Rescue of Greenland"}
    text = document.read_text("utf-8") + "".join(f"\n{title}: dial 15\n" for title in given.values())
    made = fingerprint.make(text.encode(), every_run(text))
    sources = root / "docs/_facts/sources.yml"
    old = fingerprint.make(document.read_bytes(), []).sha256
    sources.write_text(sources.read_text("utf-8").replace(old, made.sha256), "utf-8")
    (root / "docs/_facts/fingerprints/leaflet.json").write_text(fingerprint.dumps(made), "utf-8")
    with (root / "docs/_facts/hotlines.yml").open("a", encoding="utf-8") as file:
        for country, title in given.items():
            file.write(LINES.format(name=title.lower().replace(" ", "-"), title=title, country=country))
    page = LexborHTMLParser((build(root) / "index.html").read_text("utf-8"))
    assert {"15 (FR)", "15 (MA)"} <= {link.text() for link in page.css("a[href='tel:15']")}
