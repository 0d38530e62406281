"""Segmenting a page and putting the text back must give the page, whatever it holds."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import markdown
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config

from factbook.load.files import Tree
from factbook.page import pages as paging
from factbook.page import segments
from factbook.project import Project
from factbook.render.templates import page_environment
from tests import markdown_pages
from tests.helpers import ROOT, base_project

SITE = load_config(str(ROOT / "mkdocs.yml"), strict=False)
DETAILS = ["pymdownx.details", "pymdownx.superfences"]
"""Syntax that Material's users know and that a site may turn on; the segmenter reads it too."""
PAGES = [ROOT / "docs" / path for path in paging.paths(Tree(ROOT))]
_PRE = re.compile(r"(<pre.*?</pre>)", re.DOTALL)


def html_of(text: str, more: tuple[str, ...] = ()) -> str:
    """The page as Python-Markdown makes it with the site's extensions, white space outside <pre> collapsed."""
    extensions = [name for name in SITE.markdown_extensions if not (more and name == "fenced_code")]
    made = markdown.markdown(text, extensions=[*extensions, *more], extension_configs=SITE.mdx_configs)
    return "".join(part if part.startswith("<pre") else re.sub(r"\s+", " ", part) for part in _PRE.split(made))


def put_back(text: str) -> str:
    return segments.render(segments.parse(text), lambda segment: segment.text)


def texts_of(text: str) -> list[tuple[str, str]]:
    return [(segment.kind, segment.text) for segment in segments.segments(segments.parse(text))]


def characters(text: str) -> list[str]:
    """All but white space and the marks of headings and quotes, which are put back in one way only."""
    return [character for character in text if not character.isspace() and character not in "#>"]


GOLDEN: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "paragraph": ("One.\n\nTwo.\n", [("paragraph", "One."), ("paragraph", "Two.")]),
    "wrapped paragraph": ("One\n  two\nthree.\n", [("paragraph", "One two three.")]),
    "hard break": ("One  \ntwo\n", [("paragraph", "One  \ntwo")]),
    "backslash is no break": ("One\\\ntwo\n", [("paragraph", "One\\ two")]),
    "no-break space": ("One\u00a0two.\n", [("paragraph", "One\u00a0two.")]),
    "heading": ("## Signs *now*\n", [("heading", "Signs *now*")]),
    "heading, closed": ("## Signs ##\n", [("heading", "Signs")]),
    "heading without a space": ("Text\n##Signs\n", [("paragraph", "Text"), ("heading", "Signs")]),
    "heading, underlined": ("Signs\n=====\nText\n", [("heading", "Signs"), ("paragraph", "Text")]),
    "heading with attributes": ("## Signs {: .wide #own }\n", [("heading", "Signs")]),
    "attribute list below": ("One.\n{: .editorial }\n", [("paragraph", "One.")]),
    "attribute list of a word": ("A **word**{: .wide }\n", [("paragraph", "A **word**{: .wide }")]),
    "call alone": ("{{ hotlines() }}\n", []),
    "calls alone": ("{{ fact('x') }} {{ cite('y') }}\n", []),
    "call in text": ("At {{ fact('x') }}.\n", [("paragraph", "At {{ fact('x') }}.")]),
    "bullets": ("- one\n- two\n", [("item", "one"), ("item", "two")]),
    "bullet, wrapped lazily": ("- one\ntwo\n", [("item", "one two")]),
    "bullet, wrapped and indented": ("- one\n    two\n", [("item", "one two")]),
    "bullet, nested": ("- one\n    - two\n    - three\n", [("item", "one"), ("item", "two"), ("item", "three")]),
    "bullet with a paragraph": ("- one\n\n    two\n", [("item", "one"), ("paragraph", "two")]),
    "bullet with attributes": ("- one\n  {: .editorial }\n- two\n", [("item", "one"), ("item", "two")]),
    "numbers": ("1. one\n2. two\n", [("item", "one"), ("item", "two")]),
    "task": ("- [x] done\n", [("item", "done")]),
    "number inside bullet": ("- one\n\n    1. two\n", [("item", "one"), ("item", "two")]),
    "table": (
        "| A | B |\n| --- | --: |\n| a | {{ fact('x') }} |\n",
        [("header", "A"), ("header", "B"), ("cell", "a")],
    ),
    "table with escaped pipes": ("A | B\n--- | ---\na \\| b | `c | d`\n",
                                 [("header", "A"), ("header", "B"), ("cell", "a \\| b"), ("cell", "`c | d`")]),
    "box": ('!!! act-now "Now"\n\n    Call.\n', [("title", "Now"), ("paragraph", "Call.")]),
    "box without a title": ("!!! note\n    Call.\n", [("paragraph", "Call.")]),
    "box with a list": ('!!! note "Now"\n    1. Call.\n', [("title", "Now"), ("item", "Call.")]),
    "box with a hard break": ("!!! note\n    One  \n    two\n", [("paragraph", "One  \ntwo")]),
    "box with a tab": ("!!! note\n\tCall.\n", [("paragraph", "Call.")]),
    "box that folds": ('??? note "More"\n\n    Text.\n', [("title", "More"), ("paragraph", "Text.")]),
    "fence": ("```yaml\na: 1\n\n# no heading\n```\n", []),
    "fence that is not closed": ("```\nText.\n", [("paragraph", "Text.")]),
    "code by indentation": ("Text:\n\n    code\n", [("paragraph", "Text:")]),
    "quote": ("> One\n> two\n>\n> three\n", [("paragraph", "One two"), ("paragraph", "three")]),
    "quote below text": ("One\n> two\n", [("paragraph", "One"), ("paragraph", "two")]),
    "definition": ("Term\n:   Meaning\n    goes on.\n", [("term", "Term"), ("item", "Meaning goes on.")]),
    "definition of two terms": ("One\nTwo\n:   Meaning.\n", [("term", "One"), ("term", "Two"), ("item", "Meaning.")]),
    "div": ('<div class="editorial" markdown>\n\nText.\n\n</div>\n', [("paragraph", "Text.")]),
    "div without blank lines": ('<div class="editorial" markdown>\nText.\n</div>\n', [("paragraph", "Text.")]),
    "abbreviation": ("EEG.\n\n*[EEG]: a test\n", [("paragraph", "EEG.")]),
    "rule": ("One.\n\n---\n\nTwo.\n", [("paragraph", "One."), ("paragraph", "Two.")]),
    "empty": ("", []),
}  # fmt: skip


@pytest.mark.parametrize("name", GOLDEN)
def test_each_construct_gives_its_segments(name: str) -> None:
    text, expected = GOLDEN[name]
    assert texts_of(text) == expected


@pytest.mark.parametrize("name", GOLDEN)
def test_each_construct_is_the_same_page_when_put_back(name: str) -> None:
    text, _ = GOLDEN[name]
    more = tuple(DETAILS) if text.startswith("???") else ()
    assert html_of(put_back(text), more) == html_of(text, more)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT / "docs").as_posix())
def test_each_real_page_is_the_same_page_when_put_back(path: Path) -> None:
    body = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    assert html_of(put_back(body)) == html_of(body)


@given(markdown_pages.pages("!!!"))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_page_is_the_same_page_when_put_back(text: str) -> None:
    assert html_of(put_back(text)) == html_of(text)


@given(markdown_pages.pages("!!!", "???", "???+"))
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_page_with_boxes_that_fold_is_the_same_page_when_put_back(text: str) -> None:
    assert html_of(put_back(text), tuple(DETAILS)) == html_of(text, tuple(DETAILS))


@given(markdown_pages.pages("!!!"))
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_segmenting_what_was_put_back_gives_the_same_texts(text: str) -> None:
    again = segments.parse(put_back(text))
    assert [(piece.kind, piece.text, piece.anchor) for piece in segments.segments(again)] == [
        (piece.kind, piece.text, piece.anchor) for piece in segments.segments(segments.parse(text))
    ]


LINES = (
    "Text here", "more text  ", "- item", "1. item", "2) item", "    indented", "        deep", "    - nested", "", "",
    "# Head", "#Head", "> quote", "> > twice", "| a | b |", "| --- | --- |", "c \\", "`a | b", "!!! note", '!!! note "',
    '    !!! tip "T"', "---", "===", "```", "~~~~", "{: .editorial }", "  {: #x }", ":   def", "<div markdown>",
    "</div>", "<table>", "{{ f('x') }}", "{{ f(", "*[A]: b", "[x]: y", "\tTab", "\r", "\u2028", "\u00a0", "\x0b",
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.sampled_from(LINES)).map("\n".join)))
@example("| a | b |\n| --- | --- |\n| c | d \\")
@example("> " * 2000 + "text")
@example("\n".join("    " * depth + "!!! note" for depth in range(200)))
@settings(max_examples=400, deadline=None)
def test_any_text_is_segmented_without_losing_a_character(text: str) -> None:
    pieces = segments.parse(text)
    kept = "".join(piece if isinstance(piece, str) else f"{piece.text}{own_attributes(piece)}" for piece in pieces)
    assert characters(kept) == characters(text.expandtabs(4))


def own_attributes(segment: segments.Segment) -> str:
    """A heading's attribute list as it was written, without the id that was added to it."""
    written = segment.attributes.removesuffix(f"#{segment.anchor}") if segment.anchor else ""
    return f"{{:{written}}}" if written.strip() else ""


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n| --- | --- |\n| x | " + "`x` " * 40 + "\\",
        "# " + "[" * 2000,
        "a\n" * 5000 + "\n:   x",
        "- a\n\n" * 5000,
        "\n" * 200_000,
    ],
    ids=["cells", "brackets", "terms", "items", "blank lines"],
)
def test_text_made_to_be_slow_is_not(text: str) -> None:
    """In a process of its own: a pattern that runs away cannot be stopped in any other way."""
    program = "import sys; from factbook.page.segments import parse; parse(sys.stdin.read())"
    subprocess.run([sys.executable, "-c", program], input=text, text=True, timeout=60, check=True)


def toc_ids(text: str) -> list[str]:
    return re.findall(r"<h[1-6][^>]* id=\"([^\"]*)\"", markdown.markdown(text, extensions=SITE.markdown_extensions))


@given(st.lists(markdown_pages.headings(), min_size=1, max_size=6).map("\n\n".join))
@example("# snake_case and *stress* and `code`")
@example("# Twice\n\n# Twice\n\n# Twice_1\n\n# !!!\n\n# Été")
@example("# Later\n\nText.\n{: #later }\n")
@settings(max_examples=150, deadline=None)
def test_headings_have_the_ids_that_python_markdown_gives_them(text: str) -> None:
    found = segments.segments(segments.parse(text))
    assert [segment.anchor for segment in found if segment.kind == "heading"] == toc_ids(text)


def test_a_heading_keeps_its_id_in_a_translation() -> None:
    translated = segments.render(segments.parse("# Signs\n\n## What to do {: .wide }\n"), lambda _: "Otro texto")
    assert toc_ids(translated) == ["signs", "what-to-do"]


def test_a_call_in_a_heading_is_not_part_of_its_id() -> None:
    (heading,) = segments.segments(segments.parse("## At {{ fact('x') }}\n"))
    assert heading.anchor == "at"


def test_a_heading_with_a_figure_has_the_same_id_in_every_language(tmp_path: Path) -> None:
    root = base_project(tmp_path / "project")
    page = root / "docs/care.md"
    page.write_text(page.read_text("utf-8") + "\n## An itch lasts {{ fact('itch-length') }}\n", "utf-8")
    project = Project.load(root)
    made = {code: project.rendered(code, project.pages["care.md"]).markdown for code in project.renderers}
    assert toc_ids(made["en"]) == toc_ids(made["es"]) == ["care", "a-cool-cloth", "an-itch-lasts"]


def groups_of(text: str) -> dict[str, int | None]:
    return {segment.text: segment.group for segment in segments.segments(segments.parse(text))}


def test_a_box_with_all_in_it_is_one_group() -> None:
    found = groups_of('Before.\n\n!!! note "Title"\n    One.\n\n    1. two\n    2. three\n        - four\n\nAfter.\n')
    inside = {found[text] for text in ("Title", "One.", "two", "three", "four")}
    assert len(inside) == 1 and None not in inside
    assert found["Before."] is found["After."] is None


def test_a_numbered_list_is_one_group_and_bullets_are_none() -> None:
    found = groups_of("1. one\n\n    more\n\n2. two\n    - three\n\nText.\n\n- bullet\n")
    inside = {found[text] for text in ("one", "more", "two", "three")}
    assert len(inside) == 1 and None not in inside
    assert found["Text."] is found["bullet"] is None


def test_two_numbered_lists_and_two_boxes_are_four_groups() -> None:
    found = groups_of("1. a\n\nText.\n\n1. b\n\n!!! note\n    c\n\n!!! note\n    d\n")
    assert len({found[text] for text in "abcd"}) == 4


@given(markdown_pages.pages("!!!"))
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_segments_of_a_group_stand_together(text: str) -> None:
    numbers = [segment.group for segment in segments.segments(segments.parse(text))]
    for group in {number for number in numbers if number is not None}:
        first, last = numbers.index(group), len(numbers) - numbers[::-1].index(group)
        assert set(numbers[first:last]) == {group}


@pytest.mark.parametrize(
    ("text", "urgent"), [('!!! act-now "Go"\n    Call.\n', True), ('!!! note "Go"\n    Call.\n', False)]
)
def test_what_stands_in_a_box_that_tells_to_act_is_urgent(text: str, *, urgent: bool) -> None:
    assert [segment.urgent for segment in segments.segments(segments.parse(text))] == [urgent, urgent]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT / "docs").as_posix())
def test_each_segment_of_a_real_page_begins_on_its_line(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    page, problems = paging.parse(path.name, "\n".join(lines), page_environment())
    assert page and not problems
    for segment in segments.segments(page.pieces):
        assert segment.text.split()[0] in lines[segment.line - 1]


STATEMENTS = {
    "paragraph": ("Text.\n", [(1, "Text.")]),
    "item": ("- One.\n- Two.\n", [(1, "One."), (2, "Two.")]),
    "row": ("| A |B|\n|---|---|\n| b | {{ cite('x') }} |\n", [(3, "b | {{ cite('x') }} |")]),
    "heading and title": ('# Title\n\n!!! note "Title"\n    Text.\n', [(4, "Text.")]),
    "editorial paragraph": ("Text.\n{: .editorial }\n", []),
    "editorial item": ("- One.\n  {: .editorial }\n- Two.\n", [(3, "Two.")]),
    "editorial div": ('<div class="editorial" markdown>\n\nText.\n\n</div>\n\nMore.\n', [(7, "More.")]),
    "div in an editorial div": ('<div class="editorial" markdown>\n<div markdown>\nA\n</div>\nB\n</div>\n', []),
    "call alone": ("{{ hotlines() }}\n", []),
}  # fmt: skip


@pytest.mark.parametrize("name", STATEMENTS)
def test_what_says_something_is_a_statement_unless_editorial(name: str) -> None:
    text, expected = STATEMENTS[name]
    assert list(segments.statements(segments.parse(text))) == expected
