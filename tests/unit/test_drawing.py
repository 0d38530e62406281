"""Pictures are computed: a value has its place on the paper, another value another one, and no words leave it."""

from __future__ import annotations

import itertools
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from selectolax.lexbor import LexborHTMLParser

from factbook.model.pictures import Mark, Picture
from factbook.model.value import Value
from factbook.model.values import SECONDS, AnyValue
from factbook.project import Project
from factbook.render import charts, text_metrics
from factbook.render.charts import WIDTH, Item, Scene, Shape
from factbook.render.text_metrics import SIZE, Words
from tests.helpers import base_project

_any_value: TypeAdapter[Value] = TypeAdapter(AnyValue)
FIGURE = Words("a figure", fact="some-fact", part="value", value="1")


def value(**given_as: Any) -> Value:
    return _any_value.validate_python(given_as)


def item(given_value: Value | None, **mark: Any) -> Item:
    return Item(Mark(label="words", **mark), given_value, (FIGURE, Words("some words beside it")))


def draw(kind: str, *items: Item) -> Scene:
    return charts.scene(Picture(kind=kind, title="t", text="t", marks=[each.mark for each in items]), items)


def shapes(scene: Scene, *names: str) -> list[Shape]:
    return [shape for shape in scene.shapes if shape.name in names]


def ratio(part: int, of: int) -> Value:
    return value(part=part, of=of)


# --- dots


@given(st.integers(1, 20_000))
def test_there_are_as_many_dots_as_the_whole_has(whole: int) -> None:
    rows = shapes(draw("dots", item(ratio(1, whole))), "row")
    assert sum(round(row.width / row.height) + 1 for row in rows) == whole
    assert all(row.x + row.width <= WIDTH for row in rows)


@pytest.mark.parametrize(("part", "of"), [("1.5", "40"), ("0.2", "0.5"), ("1", "2.5")])
def test_there_are_no_parts_of_a_dot(part: str, of: str) -> None:
    given = item(value(part=part, of=of))
    assert charts.lacking(Picture(kind="dots", title="t", text="t", marks=[given.mark]), given.mark, given.value)


@pytest.mark.parametrize(("part", "whole"), [(1, 40), (1, 2), (3, 2920), (5, 5)])
def test_the_part_stands_out_and_on_dots_of_the_field(part: int, whole: int) -> None:
    scene = draw("dots", item(ratio(part, whole)))
    rows, stars = shapes(scene, "row"), shapes(scene, "star")
    assert len(stars) == part
    for star in stars:
        [row] = [row for row in rows if row.y == pytest.approx(star.y)]
        assert (star.x - row.x) / row.height == pytest.approx(round((star.x - row.x) / row.height), abs=1e-6)


# --- bars


def test_shares_are_drawn_on_the_whole() -> None:
    scene = draw("bars", item(value(**{"from": 50, "to": 66, "unit": "percent"})), item(value(percent=12.9)))
    whole = WIDTH - 2
    assert {bar.width for bar in shapes(scene, "whole")} == {whole}
    assert [bar.width / whole for bar in shapes(scene, "bar")] == pytest.approx([0.5, 0.129])
    [uncertain] = shapes(scene, "range")
    assert (uncertain.x - 1, uncertain.width) == pytest.approx((0.5 * whole, 0.16 * whole))


@pytest.mark.parametrize("later", [181.94, 300, 90])
def test_amounts_are_drawn_in_proportion_and_another_amount_draws_another_bar(later: float) -> None:
    money = [value(amount=amount, scale="million", currency="USD") for amount in (146.34, later)]
    first, second = shapes(draw("bars", *map(item, money)), "bar")
    assert second.width / first.width == pytest.approx(later / 146.34)
    assert max(first.width, second.width) == pytest.approx(WIDTH - 2)


def test_thousands_are_less_than_millions() -> None:
    money = [value(amount=2, scale=scale, currency="USD") for scale in ("thousand", "million")]
    first, second = shapes(draw("bars", *map(item, money)), "bar")
    assert second.width / first.width == pytest.approx(1000)


def test_shares_have_a_scale_from_nothing_to_all() -> None:
    scene = draw("bars", item(value(percent=50)))
    [bar], ticks = shapes(scene, "bar"), shapes(scene, "tick")
    assert [given.canonical() for _, given in scene.scale] == ["0%", "50%", "100%"]
    assert [tick.x for tick in ticks] == pytest.approx([bar.x, bar.x + bar.width, bar.x + 2 * bar.width])
    assert not draw("bars", item(value(amount=5, currency="USD"))).scale


# --- time


@pytest.mark.parametrize(("most", "numbers"), [(12, [0, 4, 8, 12]), (6, [0, 2, 4, 6]), (5, [0, 5]), (3, [0, 1, 2, 3])])
def test_a_scale_has_a_few_numbers_each_at_its_step(most: int, numbers: list[int]) -> None:
    scene = draw("spans", item(value(less_than=most, unit="month")))
    steps = shapes(scene, "step")
    assert [(place, given.canonical()) for place, given in scene.scale] == [
        (steps[number].x, str(number)) for number in numbers
    ]
    written = {line.words.text: line for line in scene.lines if line.words.scale}
    assert [written[str(number)].x for number in numbers] == [steps[number].x for number in numbers]
    assert all(line.y <= scene.height for line in written.values())


def test_ages_of_different_units_share_one_scale() -> None:
    months = value(**{"from": 4, "to": 8, "unit": "month"})
    years = value(**{"from": 4, "to": 5, "unit": "year", "join": "or"})
    scene = draw("spans", item(months), item(years))
    first, last = shapes(scene, "bar")
    steps = shapes(scene, "step")
    year = steps[1].x - steps[0].x
    assert (scene.step, len(steps)) == ("year", 6)
    assert (first.x - steps[0].x, first.width) == pytest.approx((year * 4 / 12, year * 4 / 12))
    assert (last.x, last.x + last.width) == pytest.approx((steps[4].x, steps[5].x))


@pytest.mark.parametrize("unit", [unit for unit in SECONDS if unit])
def test_the_scale_has_steps_of_a_unit_that_fits(unit: str) -> None:
    scene = draw("spans", item(value(**{"less_than": 3, "unit": unit})))
    assert (scene.step, len(shapes(scene, "step"))) == (unit, 4)


def test_the_shortest_time_has_a_scale_too() -> None:
    scene = draw("spans", item(value(less_than=1, unit="second")))
    assert (scene.step, len(shapes(scene, "step"))) == ("second", 2)


def test_a_span_in_words_is_drawn_as_it_is_given() -> None:
    spanned = Item(Mark(label="first year", span={"from": 0, "to": 1, "unit": "year"}), None, (Words("first year"),))
    scene = draw("spans", spanned, item(value(number=2, unit="year")))
    bar, steps = shapes(scene, "bar")[0], shapes(scene, "step")
    assert (bar.x, bar.x + bar.width) == pytest.approx((steps[0].x, steps[1].x))


def test_days_are_as_far_apart_as_they_are_in_time_whatever_their_order() -> None:
    days = [value(month="2024-09"), value(month="2023-08"), value(date="2024-06-17")]
    scene = draw("dates", *map(item, days))
    places = [event.y for event in shapes(scene, "event")]
    assert places == sorted(places)
    assert (places[1] - places[0]) / (places[2] - places[0]) == pytest.approx(321 / 397)


def test_words_of_days_that_are_close_give_way_to_each_other() -> None:
    scene = draw("dates", *(item(value(date=f"2024-06-{day}")) for day in (10, 11, 12, 13)))
    heights = [line.y for line in scene.lines]
    assert all(later - earlier >= text_metrics.LEADING for earlier, later in itertools.pairwise(heights))


# --- all kinds

MARKS: dict[str, Item] = {
    "dots": item(ratio(1, 40)),
    "bars": item(value(percent=3)),
    "spans": item(value(number=3, unit="year")),
    "dates": item(value(year=2024)),
    "poses": item(None, drawing=[[{"path": "M1 1L2 2", "width": 4}, {"path": "M3 3L4 4"}]]),
}


@pytest.mark.parametrize("kind", [kind for kind in MARKS if kind != "poses"])
@given(texts=st.lists(st.text("abc mWéíñ漢字", max_size=60), max_size=4))
def test_words_stay_on_the_paper_and_off_each_other(kind: str, texts: list[str]) -> None:
    full = replace(MARKS[kind], words=(FIGURE, *map(Words, texts)))
    scene = draw(kind, full, full)
    lines = sorted(scene.lines, key=lambda line: line.y)
    assert all(0 < line.y <= scene.height for line in lines)
    for line in lines:
        if " " in line.words.text.strip():  # a word that is too long cannot be wrapped
            wide = text_metrics.text_width(line.words.text, line.size or SIZE)
            start = line.x - wide * {"start": 0, "middle": 0.5, "end": 1}[line.anchor]
            assert start >= -0.1 and start + wide <= WIDTH + 0.1


@pytest.mark.parametrize("kind", MARKS)
def test_what_cannot_be_drawn_is_refused_with_what_it_lacks(kind: str) -> None:
    with pytest.raises(ValueError, match=r"^a .*(fact|drawing)"):
        draw(kind, Item(Mark(label="words"), None, ()))


def test_a_figure_is_never_broken_but_set_smaller() -> None:
    long = replace(FIGURE, text="aproximadamente 1 de cada 2,920 " * 2)
    [line] = [line for line in draw("dots", replace(item(ratio(1, 40)), words=(long,))).lines if line.words.fact]
    assert line.words.text == long.text and 0 < line.size < SIZE


def test_a_wider_letter_takes_more_room() -> None:
    assert (
        text_metrics.text_width("i")
        < text_metrics.text_width("n")
        < text_metrics.text_width("m")
        < text_metrics.text_width("漢")
    )
    assert text_metrics.text_width("e\u0301") == text_metrics.text_width("e")


# --- in a page


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return base_project(tmp_path_factory.mktemp("pictures") / "base")


def rendered(folder: Path, code: str) -> LexborHTMLParser:
    project = Project.load(folder)
    return LexborHTMLParser(project.rendered(code, project.pages["words.md"]).markdown)


def test_a_changed_fact_draws_another_picture(base: Path, tmp_path: Path) -> None:
    changed = shutil.copytree(base, tmp_path / "changed")
    facts = changed / "docs/_facts/facts/itch.yml"
    facts.write_text(facts.read_text("utf-8").replace("of: 40", "of: 90"), "utf-8")
    one, other = rendered(base, "en"), rendered(changed, "en")
    assert one.css_first("path.dots").attributes["d"] != other.css_first("path.dots").attributes["d"]
    assert other.css_first("svg text.fact").text() == "about 1 in 90"
    assert other.css_first("svg text.fact").attributes["data-value"] == "~1/90"


def test_a_language_read_from_the_right_turns_the_picture(base: Path, tmp_path: Path) -> None:
    turned = shutil.copytree(base, tmp_path / "turned")
    languages, pictures = turned / "docs/_facts/languages.yml", turned / "docs/_facts/pictures.yml"
    languages.write_text(
        languages.read_text("utf-8").replace("locale: es_US", "locale: es_US\n  direction: rtl"), "utf-8"
    )
    given = pictures.read_text("utf-8").replace("kind: dots", "kind: bars")
    pictures.write_text(given, "utf-8")
    left, right = rendered(turned, "en"), rendered(turned, "es")
    assert left.css_first("svg g").attributes.get("transform") is None
    assert right.css_first("svg g").attributes["transform"] == f"matrix(-1 0 0 1 {WIDTH} 0)"
    assert {node.attributes["x"] for node in left.css("svg text:not(.scale)")} == {"0"}
    assert {node.attributes["x"] for node in right.css("svg text:not(.scale)")} == {str(WIDTH)}


def test_what_is_not_translated_is_marked_in_the_picture_too(base: Path, tmp_path: Path) -> None:
    bare = shutil.copytree(base, tmp_path / "bare")
    (bare / "docs/_translations/es/ui.po").unlink()
    page = rendered(bare, "es")
    marked = page.css_first("svg tspan.untranslated")
    assert (marked.text(), marked.attributes["lang"], marked.attributes["dir"]) == ("children", "en", "ltr")
    for tag in ("title", "desc"):
        assert page.css_first(f"svg {tag}.untranslated").attributes["lang"] == "en"
    assert page.css_first("svg desc data").text() == "about 1 in 40"


def test_a_site_without_pictures_needs_no_file(base: Path, tmp_path: Path) -> None:
    without = shutil.copytree(base, tmp_path / "without")
    (without / "docs/_facts/pictures.yml").unlink()
    project = Project.load(without)
    assert project.book.pictures == {} and project.problems == ()
