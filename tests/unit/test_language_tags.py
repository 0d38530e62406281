"""Languages with a script or a country in their tag, and those that CLDR has no words for."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from unicodedata import normalize

import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser

from factbook.cli.main import main
from factbook.locale import cldr, text_search
from factbook.locale.numerals import Numerals
from factbook.locale.read_back import FigureReader
from factbook.locale.theme_words import theme_texts
from factbook.locale.value_format import Formatter, Unsayable
from factbook.model.entries import Language
from factbook.model.values import KINDS
from factbook.project import Project
from factbook.publish import search


def new(root: Path, *words: str) -> str:
    done = CliRunner().invoke(main, ["translate", "new", *words, "--root", str(root)])
    return "" if done.exit_code == 0 else done.output


@pytest.mark.parametrize(
    ("tag", "name"),
    [("zh-Hans", "简体中文"), ("zh-Hant", "繁體中文"), ("fr-CA", "Français canadien"), ("vi", "Tiếng Việt")],
)
def test_a_language_is_added_by_its_tag_alone(root: Path, tag: str, name: str) -> None:
    assert new(root, tag) == ""
    project = Project.load(root)
    assert not project.problems and project.book.languages[tag].name == name
    assert project.prefix(tag) == f"{tag}/" and (root / f"docs/_translations/{tag}/ui.po").exists()


def test_scripts_and_countries_of_one_language_live_side_by_side(root: Path) -> None:
    for tag in ("fr", "fr-CA", "zh-Hans", "zh-Hant"):
        assert new(root, tag) == ""
    assert list(Project.load(root).bundles)[1:] == ["fr", "fr-CA", "zh-Hans", "zh-Hant"]


@pytest.mark.parametrize(
    ("tag", "locale"), [("zh-Hans", "zh_TW"), ("fr-CA", "fr_FR"), ("fr", "root"), ("pt", "es_ES"), ("fr", "xx_YY")]
)
def test_a_locale_must_be_of_the_language_the_script_and_the_country(root: Path, tag: str, locale: str) -> None:
    assert f"{locale!r} is not a locale that CLDR knows for {tag!r}" in new(root, tag, "--locale", locale)
    assert list(Project.load(root).bundles) == ["es"]


def test_a_language_that_cldr_does_not_know_has_the_locale_of_none(root: Path) -> None:
    assert "--locale root" in new(root, "hmn")
    assert new(root, "hmn", "--locale", "root") == ""
    assert "hmn" in Project.load(root).bundles


@pytest.mark.parametrize(
    ("tag", "names"),
    [("zh-Hans", {"zh-Hans", "zh-CN", "zh"}), ("zh-Hant", {"zh-Hant", "zh-TW"}), ("sr-Latn", {"sr-Latn", "sr-RS"})],
)
def test_programs_know_a_language_by_other_tags_but_never_by_one_of_another_script(tag: str, names: set[str]) -> None:
    assert set(cldr.known_as(tag)) == names


def test_the_words_of_the_theme_are_those_of_the_script() -> None:
    simple, traditional = (theme_texts("en", tag)["Search"] for tag in ("zh-Hans", "zh-Hant"))
    assert (simple, traditional) == ("搜索", "搜尋")


@pytest.mark.parametrize(
    ("locale", "name"), [("zh_Hant", "zh_TW"), ("fr_CA", "fr_CA"), ("ht", "ht_HT"), ("ar_EG", "ar_EG")]
)
def test_open_graph_names_language_and_country(locale: str, name: str) -> None:
    assert cldr.og_locale(cldr.cldr_locale(locale)) == name


def test_numbers_in_words_are_never_those_of_a_language_whose_code_begins_alike() -> None:
    filipino = Numerals("fil", Language(name="Filipino", locale="fil"))
    assert list(filipino.find("kaksi")) == []  # two, in Finnish
    assert [found.numbers for found in Numerals("fr-CA", Language(name="F", locale="fr_CA")).find("sept")] == [(7,)]


# --- words for units

LABELS = {"value.to": "{start} a {end}"}
MONTHS = KINDS["from"].model_validate({"from": 4, "to": 8, "unit": "month"})
DOSE = KINDS["number"].model_validate({"number": 5, "unit": "mg/kg/day"})
DAY = KINDS["date"].model_validate({"date": "2024-06-17"})


@pytest.mark.parametrize("locale", ["rw", "om", "hnj", "ht", "root", "mt"])
def test_no_abbreviation_stands_for_words_that_cldr_lacks(locale: str) -> None:
    formatter = Formatter(Language(name="X", locale=locale), LABELS.__getitem__)
    for value in (MONTHS, DOSE):
        with pytest.raises(Unsayable):
            formatter.value(value)


@pytest.mark.parametrize(
    ("locale", "shown"),
    [("fr_CA", "4 a 8 mois"), ("zh_Hant", "4 a 8 個月"), ("vi", "4 a 8 tháng"), ("ja", "4 a 8 か月")],
)
def test_words_of_cldr_are_used_where_it_has_some(locale: str, shown: str) -> None:
    assert Formatter(Language(name="X", locale=locale), LABELS.__getitem__).value(MONTHS).replace("\xa0", " ") == shown


def test_words_of_the_site_are_used_and_read_back() -> None:
    units = {"month": "{0} mwa", "per.day": "{0} pa jou"}
    names = ["janvye", "fevriye", "mas", "avril", "me", "jen", "jiyè", "out", "septanm", "oktòb", "novanm", "desanm"]
    own = Language.model_validate(
        {"name": "K", "locale": "ht", "units": units, "months": names, "wording": {"join.to": ["a"]}}
    )
    formatter, reader = Formatter(own, LABELS.__getitem__), FigureReader(own)
    for value, text in ((MONTHS, "4 a 8 mwa"), (DOSE, "5 mg/kg pa jou"), (DAY, "17 jen 2024")):
        assert formatter.value(value).replace("\xa0", " ").replace("\u202f", " ") == text
        assert reader.differences(value, formatter.value(value)) == []


def test_months_are_all_twelve() -> None:
    with pytest.raises(ValueError, match="all twelve"):
        Language(name="K", locale="ht", months=("janvye",))


def test_a_figure_without_words_stays_in_the_source_language_and_is_marked(root: Path) -> None:
    assert new(root, "rw") == ""
    project = Project.load(root)
    render = project.renderers["rw"]
    name = next(name for name, fact in project.book.facts.items() if getattr(fact.value, "unit", None) == "year")
    marked = LexborHTMLParser(str(render.bound_figure(name, "value", original=False))).css_first(".untranslated")
    assert marked.attributes["lang"] == "en" and marked.attributes["dir"] == "ltr"
    assert marked.css_first("data").text() == render.figure(name, "value", original=True)[0]


# --- search


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("婴儿痉挛症 EEG", "婴 儿 痉 挛 症 eeg"),
        ("お医者さん", "お 医 者 さ ん"),
        ("ที่นี่", "ท น"),
        ("བོད་ཡིག", "བ ད ཡ ག"),
        ("영아 연축", "영아 연축"),
        ("trẻ em", "tre em"),
    ],
)
def test_letters_of_scripts_without_spaces_are_words_of_their_own(text: str, tokens: str) -> None:
    assert [normalize("NFC", token) for token in text_search.search_tokens(text)] == tokens.split()
    assert text_search.mended(text_search.cut(text)) == text


def test_what_people_type_is_known_in_a_language_with_a_country(root: Path, tmp_path: Path) -> None:
    assert new(root, "fr-CA") == ""
    (root / "docs/_facts/search.yml").write_text("care.md:\n  fr-CA: [crème]\n", "utf-8")
    project = Project.load(root)
    assert not project.problems
    fragments = tmp_path / "site/pagefind/fragment"  # as Pagefind names and packs them
    fragments.mkdir(parents=True)
    page = {"url": "/fr-CA/care/", "content": "crème froide", "anchors": [], "meta": {"title": "Soins"}}
    (fragments / "fr-ca_1.pf_fragment").write_bytes(gzip.compress(search._MARK + json.dumps(page).encode()))
    for code in project.renderers:
        (tmp_path / "site" / project.prefix(code)).mkdir(exist_ok=True)
    search.write_words(tmp_path / "site", project)
    words = json.loads((tmp_path / "site/fr-CA" / search.WORDS).read_text("utf-8"))
    assert "froide" in words["known"] and words["sections"] == {"creme": "fr-CA/care/"}
