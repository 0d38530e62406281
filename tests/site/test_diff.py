"""Whatever is changed to mislead readers, `factbook diff` shows it to the person who reviews."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from factbook.cli import main
from factbook.maintain import diff_report, site_diff
from factbook.maintain.site_diff import Change
from factbook.maintain.site_items import Kind
from tests.helpers import base_project, build, commit_all

CARE, HOME, SPANISH = "care/index.html", "index.html", "es/care/index.html"
FIGURE = '<data class="fact" data-fact="itch-length" value="&lt;20 minute">under 20 minutes</data>'
BOX = '<div class="admonition act-now">'
CLOTH = "A cool cloth on the elbow often helps"

ATTACKS: list[tuple[str, str, str, str, Kind]] = [
    ("a figure", CARE, "under 20 minutes", "under 90 minutes", Kind.FIGURES),
    ("a bound", CARE, "under 20 minutes", "over 20 minutes", Kind.CLAIMS),
    ("a unit", CARE, "under 20 minutes", "under 20 hours", Kind.CLAIMS),
    ("a figure's value alone", CARE, 'value="&lt;20 minute"', 'value="&lt;90 minute"', Kind.MARKUP),
    ("a digit behind an unseen character", CARE, "20 minutes</data>", "2\u034f0 minutes</data>", Kind.FIGURES),
    ("a hedge", CARE, "often helps", "helps", Kind.ACT),
    ("a denial", CARE, "often helps", "never helps", Kind.ACT),
    ("added advice", CARE, f"{CLOTH}.", "Give aspirin.", Kind.ACT),
    ("the box that tells to act, gone", CARE, BOX, "<div>", Kind.ACT),
    ("its title", CARE, "What to do now", "Nothing to do", Kind.ACT),
    ("its title, in one language", SPANISH, 'class="admonition-title">', 'class="admonition-title">No ', Kind.ACT),
    ("a number that is dialled", HOME, "tel:+18005550142", "tel:+18005550143", Kind.PHONES),
    ("a number that is shown", HOME, "(800) 555-0142", "(800) 555-0143", Kind.PHONES),
    ("whose number it is", HOME, 'who" translate="no"><bdi>Elbow', 'who" translate="no"><bdi>Knee', Kind.PHONES),
    ("the disclaimer", CARE, "This guide cannot take", "This guide can take", Kind.TRUST),
    ("the disclaimer's mark", CARE, 'id="disclaimer" role="note"', 'id="disclaimed"', Kind.TRUST),
    ("a review that nobody made", CARE, "Nobody with medical training has", "A neurologist has", Kind.TRUST),
    ("the kind of a source", HOME, " (not medical evidence)", "", Kind.PROOF),
    ("the words of a document", CARE, "often lasts less than 20 minutes", "may last less than 20 minutes", Kind.PROOF),
    ("a mark that leads to other words", CARE, '"#note-1"', '"#note-2"', Kind.ACT),
    ("a heading", CARE, ">A cool cloth</h2>", ">A cure</h2>", Kind.HEADS),
    ("the head of a table", CARE, "<th>How long</th>", "<th>How rarely</th>", Kind.HEADS),
    ("the title", CARE, "<title>Care", "<title>Cure", Kind.HEADS),
    ("the description", CARE, "What helps against", "What cures", Kind.HEADS),
    ("text of our own", CARE, "names no cream and", "names a cream and", Kind.OWN),
    ("a second sentence behind a mark", CARE, "[2]</a></td>", "[2]</a> Aspirin helps.</td>", Kind.CLAIMS),
    ("an address", CARE, 'href="../words/#term-calmolin"', 'href="https://spasms.is/"', Kind.LINKS),
    ("another page", CARE, "<head>", '<head><meta http-equiv="refresh" content="0;https://x.is">', Kind.MARKUP),
    ("the policy", CARE, "default-src", "default", Kind.MARKUP),
    ("a script", CARE, "</body>", "<script>document.title='x'</script></body>", Kind.MARKUP),
    ("a style", CARE, "</head>", "<style>.act-now{display:none}</style></head>", Kind.MARKUP),
    ("a style at an element", CARE, BOX, f'{BOX[:-1]} style="display:none">', Kind.MARKUP),
    ("an element that is hidden", CARE, BOX, f"{BOX[:-1]} hidden>", Kind.MARKUP),
    ("text that runs the other way", HOME, 'class="phone" dir="ltr"', 'class="phone" dir="rtl"', Kind.MARKUP),
    ("what a screen reader says", CARE, 'aria-label="Select language"', 'aria-label="Danger"', Kind.FURNITURE),
    ("a button", CARE, "<span>Search</span>", "<span>Buy</span>", Kind.FURNITURE),
    ("the menu", CARE, 'md-nav__link" href="../words/"', 'md-nav__link" href="../proof/"', Kind.LINKS),
    ("the help button's way", CARE, '<a class="help" href="..">', '<a class="help" href="../words/">', Kind.LINKS),
    ("the foot", CARE, "Every statement about the condition", "A doctor's every word", Kind.FURNITURE),
    ("where the original is", CARE, 'rel="canonical" href="https://', 'rel="canonical" href="https://x.', Kind.LINKS),
    ("data for machines", CARE, '"@type"', '"@kind"', Kind.MARKUP),
    ("a picture that was none", CARE, "</article>", '<img src="x.png" alt="Aspirin"></article>', Kind.FURNITURE),
    ("a drawing", CARE, "</article>", '<svg><path d="M0 0h9"/></svg></article>', Kind.DRAWINGS),
    ("the language that a page is said to be in", CARE, '<html lang="en"', '<html lang="es"', Kind.MARKUP),
    ("a comment, which only a file's reader sees", CARE, "</article>", "<!-- x --></article>", Kind.MARKUP),
    ("a style sheet", "assets/style.css", ".act-now", ".acted", Kind.FILES),
    ("a script file", "assets/site.js", "document", "documents", Kind.FILES),
    ("what a server sends", "_headers", "no-referrer", "unsafe-url", Kind.FILES),
    ("what machines read", "facts.json", "20", "90", Kind.FILES),
    ("the list of pages", "sitemap.xml", "https://", "https://x.", Kind.FILES),
    ("what the search leads to", "search-words.json", "GLM1", "GLM2", Kind.FILES),
    ("what stays without a network", "sw.js", "fetch", "fetched", Kind.FILES),
]  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = base_project(tmp_path_factory.mktemp("diff") / "project")
    build(folder)
    return folder


@pytest.fixture
def altered(project: Path, tmp_path: Path) -> Callable[[str, str, str], list[Change]]:
    """Change all occurrences of a text in a file of a copy of the site, and compare."""

    def alter(name: str, old: str, new: str) -> list[Change]:
        site = tmp_path / "site"
        shutil.copytree(project / "site", site)
        text = (site / name).read_text("utf-8")
        assert old in text, "the attack must still fit the site"
        (site / name).write_text(text.replace(old, new), "utf-8")
        return site_diff.compare(project / "site", site)

    return alter


@pytest.mark.site
@pytest.mark.parametrize(("name", "old", "new", "kind"), [row[1:] for row in ATTACKS], ids=[row[0] for row in ATTACKS])
def test_an_attack_is_shown(
    altered: Callable[[str, str, str], list[Change]], name: str, old: str, new: str, kind: Kind
) -> None:
    changes = altered(name, old, new)
    assert kind in {change.kind for change in changes}, diff_report.as_text(changes)
    assert {page for change in changes for page in change.pages} == {name}


@pytest.mark.site
def test_the_same_site_differs_in_nothing(project: Path) -> None:
    assert site_diff.compare(project / "site", project / "site") == []
    assert diff_report.as_text([]).endswith("Nothing.")


@pytest.mark.site
def test_files_and_pages_that_come_and_go_are_shown(project: Path, tmp_path: Path) -> None:
    shutil.copytree(project / "site", tmp_path / "site")
    (tmp_path / "site/words/index.html").rename(tmp_path / "site/word.html")
    (tmp_path / "site/assets/share-en.png").write_bytes(b"x")
    (tmp_path / "site/.htaccess").write_text("Redirect / https://x.is", "utf-8")
    changes = site_diff.compare(project / "site", tmp_path / "site")
    shown = {
        (change.pages, change.old is None, change.new is None) for change in changes if change.kind is Kind.LANGUAGES
    }
    assert shown == {(("words/index.html",), False, True), (("word.html",), True, False)}
    assert {change.pages[0] for change in changes if change.kind is Kind.FILES} == {".htaccess", "assets/share-en.png"}


@pytest.mark.site
def test_a_change_of_many_pages_is_shown_once(project: Path, tmp_path: Path) -> None:
    shutil.copytree(project / "site", tmp_path / "site")
    for page in (tmp_path / "site").rglob("*.html"):
        page.write_text(page.read_text("utf-8").replace("Skip to content", "Go to content"), "utf-8")
    (change,) = site_diff.compare(project / "site", tmp_path / "site")
    assert len(change.pages) > 3
    assert "and 1 more (en)" in diff_report.as_text([change])


@pytest.mark.site
def test_formats_show_words_proof_and_unseen_characters(altered: Callable[[str, str, str], list[Change]]) -> None:
    changes = altered(CARE, "elbow often helps", "*elbow* rarely\u200b helps <b>")
    assert "[-often-]{+rarely‹U+200B›+}" in diff_report.as_text(changes).replace(" +}", "+}")
    assert "rests on “A cool cloth on the elbow”" in diff_report.as_text(changes)
    assert r"<ins>\*</ins>" in diff_report.as_markdown(changes)
    assert "<del>often</del>" in diff_report.as_html(
        changes
    ) and "<h2>What readers are told to do</h2>" in diff_report.as_html(changes)


@pytest.mark.site
def test_the_command_compares_with_a_commit(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    shutil.copytree(project, folder, ignore=shutil.ignore_patterns("site", ".cache"))
    commit_all(folder)
    care, limits = folder / "docs/care.md", folder / "docs/_facts/languages.yml"
    care.write_text(care.read_text("utf-8").replace("A cool cloth on the", "A cold cloth on the"), "utf-8")
    limits.write_text(limits.read_text("utf-8") + "# looser\n", "utf-8")
    done = CliRunner().invoke(main.main, ["diff", "--root", str(folder), "--format", "markdown"])
    assert done.exit_code == 0, done.output
    assert "A <del>cool</del><ins>cold</ins> cloth on the elbow often helps" in done.output
    assert "# looser" in done.output and "docs/\\_facts/languages.yml" in done.output
    assert done.output.index("Rules, limits") < done.output.index("What readers are told to do")
    wrong = CliRunner().invoke(main.main, ["diff", "nowhere", "--root", str(folder)])
    assert wrong.exit_code == 2 and "BASE must be a commit or a branch of this project, got 'nowhere'" in wrong.output
