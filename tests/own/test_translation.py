"""A translation counts only when it is of exactly this text and has lost, added and bent nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from factbook.check import run_checks
from factbook.cli.main import main
from factbook.load.files import Tree
from factbook.locale.numerals import Numerals
from factbook.maintain import translation_update
from factbook.project import Project
from factbook.translate import damages, language
from factbook.translate.coverage import PageCoverage
from factbook.translate.language import Bundle
from factbook.translate.po import Catalog, Entry, Text
from tests import documents
from tests.helpers import base_project

BOOK = documents.project().book
NUMERALS = Numerals("en", BOOK.languages["en"])
SPANISH = BOOK.languages["es"]


def bundle(**entries: Entry) -> Bundle:
    """Spanish, with one catalog whose texts are the given names."""
    catalog = Catalog("docs/_translations/es/a.po", {("", name): entry for name, entry in entries.items()})
    return Bundle("es", SPANISH, NUMERALS, {catalog.file: catalog})


def damage(source: str, target: str) -> list[str]:
    return list(bundle().damages(source, target))


AGE = "It begins at {{ fact('age') }} of age {{ cite('age') }}."
HELP = "See [Get help](get-help.md) **right away**, by {date}."
DAMAGED: dict[str, tuple[str, str, str]] = {
    "figure typed": (AGE, "Empieza a los 4 a 8 meses {{ cite('age') }}.", "call fact(age) must be kept"),
    "call lost": (AGE, "Empieza a los {{ fact('age') }}.", "call cite(age) must be kept"),
    "call doubled": (AGE, "{{ fact('age') }} {{ fact('age') }} {{ cite('age') }}.", "call fact(age) must not be added"),
    "call of another fact": (AGE, "A {{ fact('edad') }} {{ cite('age') }}.", "call fact(edad) must not be added"),
    "call of another function": (AGE, "A {{ when('age') }} {{ cite('age') }}.", "call when(age) must not be added"),
    "call not closed": (AGE, "A {{ fact('age') } {{ cite('age') }}.", "call fact(age) must be kept"),
    "call with curly quotes": (AGE, "A {{ fact(‘age’) }} {{ cite('age') }}.", "call fact(age) must be kept"),
    "call translated": (AGE, "A {{ hecho('age') }} {{ cite('age') }}.", "call fact(age) must be kept"),
    "call with one brace": (AGE, "A { fact('age') } {{ cite('age') }}.", "call fact(age) must be kept"),
    "expression": ("Text.", "Texto {{ ''.__class__ }}.", "bracket { must not be added"),
    "filter": (AGE, "A {{ fact('age')|upper }} {{ cite('age') }}.", "call fact(age) must be kept"),
    "statement": ("Text.", "{% include 'x' %} Texto.", "statements must not be used"),
    "comment": ("Text.", "Texto {# nota #}.", "statements must not be used"),
    "placeholder lost": (HELP, "Vea [Ayuda](get-help.md) **ya**.", "placeholder date must be kept"),
    "placeholder translated": (HELP, "Vea [Ayuda](get-help.md) **ya**, {fecha}.", "placeholder fecha must not"),
    "placeholder that reaches inside": ("On {date}.", "El {date.__class__}.", "placeholder date must be kept"),
    "link lost": (HELP, "Vea Ayuda **ya**, antes del {date}.", "link to get-help.md must be kept"),
    "link elsewhere": (HELP, "Vea [Ayuda](https://a.org) **ya**, {date}.", "link to https://a.org must not"),
    "link to a script": ("Text.", "[Texto](javascript:x).", "link to javascript:x must not be added"),
    "link with a space": (HELP, "Vea [Ayuda] (get-help.md) **ya**, {date}.", "link to get-help.md must be kept"),
    "tag added": ("Text.", "<b>Texto</b>.", "tag <b> must not be added"),
    "script": ("Text.", "Texto<script>x</script>.", "tag <script> must not be added"),
    "figure added": ("Some children.", "Unos 30 niños.", "figure 30 must not be added"),
    "figure added in words": ("Some children.", "Treinta niños.", "figure 30 must not be added"),
    "figure changed": ("On chromosome 15.", "En el cromosoma 16.", "figure 15 must be kept"),
    "figure lost": ("On chromosome 15.", "En un cromosoma.", "figure 15 must be kept"),
    "figure in the words of a term": (
        "The {{ term('x', 'test') }}.", "La {{ term('x', 'prueba de 20') }}.", "figure 20 must not be added"),
    "figure in the title of a link": (
        "A [page](a.md).", "Una [página](a.md \"de 20\").", "figure 20 must not be added"),
    "magnitude added": ("Many children.", "Cientos de niños.", "figure 100 must not be added"),
    "hidden character": ("Text.", "Tex\u200bto.", "invisible"),
    "direction turned": ("Text.", "Texto \u202eotxet.", "invisible"),
    "joiner between letters": ("Text.", "Te\u200dxto.", "invisible"),
    "line break added": ("Text.", "Texto.\n\nMás.", "line breaks"),
    "line break lost": ("One  \ntwo.", "Uno dos.", "line breaks"),
    "emphasis not closed": (HELP, "Vea [Ayuda](get-help.md) **ya, {date}.", "every * and ` must enclose words"),
    "code not closed": ("Text.", "`Texto.", "every * and ` must enclose words"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_damage_is_found_and_named(name: str) -> None:
    source, target, expected = DAMAGED[name]
    found = damage(source, target)
    assert any(expected in damage for damage in found), found


def test_more_than_twenty_kinds_of_damage_are_tried() -> None:
    assert len(DAMAGED) > 20


SOUND = {
    "plain": ("Text.", "Texto."),
    "calls in another order": (AGE, "{{ cite('age') }} A los {{ fact('age') }} de edad."),
    "call spelled with other spaces": (AGE, "A {{fact( 'age' )}} {{ cite(\"age\") }}."),
    "other words for a term": ("The {{ term('eeg', 'test') }}.", "La {{ term('eeg', 'prueba') }}."),
    "links and emphasis": (HELP, "**Ahora mismo**, antes del {date}, vea [Ayuda](get-help.md)."),
    "figure kept": ("On chromosome 15.", "En el cromosoma 15."),
    "figure in digits for words": ("On chromosome fifteen.", "En el cromosoma 15."),
    "article": ("A child, the baby.", "Un niño, una niña."),
    "hard break": ("One  \ntwo.", "Uno  \ndos."),
    "tags": ("H<sub>2</sub>O and <b>b</b>", "<b>b</b> y H<sub>2</sub>O"),
    "punctuation of Spanish": ("Is it a spasm?", "¿Es un espasmo?"),
    "joiners of other scripts": ("Text.", "می\u200cخواهم"),
    "no-break space": ("Text.", "Texto\u00a0más."),
}  # fmt: skip


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_translation_has_no_damage(name: str) -> None:
    assert damage(*SOUND[name]) == []


PARTS = ["spasm", "{{ fact('a') }}", "{{ cite('a', 'b') }}", "[x](a.md)", "{n}", "**b**", "<b>", "15", "`c`", "is"]
SOURCES = st.lists(st.sampled_from(PARTS), min_size=1, max_size=6)


@given(SOURCES, st.randoms())
def test_words_may_change_places(parts: list[str], random: object) -> None:
    moved = sorted(parts, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert damage(f"T {' '.join(parts)}", f"Texto {' '.join(moved)}") == []


@given(SOURCES.filter(lambda parts: parts != ["is"]), st.data())
def test_whatever_is_lost_doubled_or_altered_is_found(parts: list[str], data: st.DataObject) -> None:
    marked = [index for index, part in enumerate(parts) if part not in ("spasm", "is", "**b**", "`c`")]
    if not marked:
        return
    at = data.draw(st.sampled_from(marked))
    change = data.draw(st.sampled_from([[], [parts[at]] * 2, [parts[at][:-1]], [parts[at][1:]]]))
    altered = [*parts[:at], *change, *parts[at + 1 :]]
    assert damage(f"T {' '.join(parts)}", f"T {' '.join(altered)}")


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(source: str, target: str) -> None:
    assert all(isinstance(damage, str) for damage in damage(source, target))


def test_only_a_translation_of_exactly_this_text_counts() -> None:
    spanish = bundle(Text=Entry("Texto", fuzzy=False, line=1), Old=Entry("Viejo", fuzzy=True, line=2),
                     Bad=Entry("{{ x }}", fuzzy=False, line=3), Blank=Entry(" ", fuzzy=False, line=4))  # fmt: skip
    states = {name: spanish.verdict("a.md", Text(name)).state for name in ("Text", "Old", "Bad", "Blank", "Text.")}
    assert states == {"Text": "translated", "Old": "fuzzy", "Bad": "broken", "Blank": "missing", "Text.": "missing"}
    assert [name for name in states if spanish.verdict("a.md", Text(name)).text] == ["Text"]


def test_a_page_without_a_catalog_is_missing_and_not_wrong() -> None:
    assert bundle().verdict("other.md", Text("Text")).state == "missing"


def test_calls_are_spelled_alike() -> None:
    assert damages.calls("{{fact('a')}} {{ cite( 'a', 'b' ) }} {{ term('t', 'x') }} {{ hotlines() }}") == [
        "fact(a)", "cite(a, b)", "term(t)", "hotlines()"
    ]  # fmt: skip


def test_everything_outside_the_pages_is_translated_too() -> None:
    contexts = {text.context.split(".")[0] for text in language.interface_texts(BOOK)}
    assert contexts == {"label", "disclaimer", "source", "term", "fact", "picture"}
    claims = {text.source for text in language.interface_texts(BOOK)}
    assert {fact.claim for fact in BOOK.facts.values()} <= claims


def test_a_catalog_that_does_not_parse_leaves_the_others_usable(tmp_path: Path) -> None:
    root = base_project(tmp_path / "project", templates=False)
    (root / "docs/_translations/es/care.po").write_text('msgid "a"\nmsgstr "b\n', "utf-8")
    loaded, problems = language.load(Tree(root), Project.load(root).book, "es")
    assert [(row.file, row.line, row.code) for row in problems] == [("docs/_translations/es/care.po", 2, "FB401")]
    assert loaded.catalog("index.md").entries and not loaded.catalog("care.md").entries


# --- the translators' commands


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = base_project(tmp_path / "project", templates=False)
    translation_update.update(Project.load(root), "es")
    return root


def test_an_update_of_what_is_current_changes_no_file(project: Path) -> None:
    assert translation_update.update(Project.load(project), "es").files == []


def test_an_update_touches_only_the_catalog_of_the_page_that_changed(project: Path) -> None:
    page = project / "docs/care.md"
    page.write_text(page.read_text("utf-8").replace("A cool cloth on", "A cold cloth on"), "utf-8")
    (changed,) = translation_update.update(Project.load(project), "es").files
    assert changed == project / "docs/_translations/es/care.po"
    assert '#| msgid "A cool cloth on' in changed.read_text("utf-8")


MINOR = {
    "a hyphen": ("A cool cloth on", "A  cool-cloth on", True),
    "a slip of the keys": ("often helps", "oftne helps", False),
    "a word that looks alike": ("A cool cloth", "A cold cloth", False),
    "a word in capitals": ("on the elbow", "ON the elbow", False),
    "a sign": ("often helps", "often helps?", False),
    "words in another order": ("often helps", "helps often", False),
    "a comma": ("on the elbow often", "on the elbow, often", True),
    "a word twice": ("A cool cloth on", "A cool cool cloth on", True),
    "another word": ("often helps", "rarely helps", False),
    "a word more": ("often helps", "often never helps", False),
    "a word less": ("A cool cloth on", "A cloth on", False),
    "a sentence more": ("{{ cite('care-cloth') }}.", "{{ cite('care-cloth') }}. It is cool.", False),
    "another fact": ("{{ cite('care-cloth') }}", "{{ cite('itch-elbows') }}", False),
    "a figure more": ("often helps", "often helps {{ fact('itch-age') }}", False),
}


@pytest.mark.parametrize("name", MINOR)
def test_a_translation_outlives_a_correction_of_punctuation_and_nothing_else(name: str, project: Path) -> None:
    old, new, kept = MINOR[name]
    page, catalog = project / "docs/care.md", project / "docs/_translations/es/care.po"
    page.write_text(page.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert len(Project.load(project).coverages["es"].stale) == 1
    translation_update.update(Project.load(project), "es", minor=True)
    assert (len(Project.load(project).coverages["es"].stale), "#, fuzzy" in catalog.read_text("utf-8")) == (
        (0, False) if kept else (1, True)
    )


LIKE = [
    ("increase", "decrease"),
    ("hypotension", "hypertension"),
    ("is", "isn't"),
    ("now", "not"),
    ("cannot", "can not"),
]


@pytest.mark.parametrize(("was", "now"), [*LIKE, *((now, was) for was, now in LIKE)])
def test_no_minor_change_has_another_word(was: str, now: str) -> None:
    assert translation_update._words(f"It {was} so.") != translation_update._words(f"It {now} so.")


def test_the_translation_of_a_page_that_has_moved_goes_with_it(project: Path) -> None:
    page, folder = project / "docs/care.md", project / "docs/_translations/es"
    text, before = page.read_text("utf-8"), Project.load(project).coverages["es"].percent
    (project / "docs/relief").mkdir()
    (project / "docs/relief/cloth.md").write_text(text.replace("---", "---\nmoved_from: [care.md]", 1), "utf-8")
    page.unlink()
    changed = translation_update.update(Project.load(project), "es").files
    assert folder / "relief/cloth.po" in changed and not (folder / "care.po").exists()
    assert Project.load(project).coverages["es"].percent == before
    assert translation_update.update(Project.load(project), "es").files == []


LINKS = {
    "in a sentence": ("Read [more](care.md#cloth).", "Lea [más](care.md#cloth)."),
    "in two": ("[Care](care.md) or [now](care.md)", "[Cuidado](care.md) o [ya](care.md)"),
}


@pytest.mark.parametrize("name", LINKS)
def test_a_translation_follows_a_link_to_a_page_that_has_moved(name: str, project: Path) -> None:
    original, translated = LINKS[name]
    care, index = project / "docs/care.md", project / "docs/index.md"
    own, text = project / "docs/_translations/es/index.po", index.read_text("utf-8")
    index.write_text(f"{text}\n{original}\n{{: .editorial }}\n", "utf-8")
    own.write_text(f'{own.read_text("utf-8")}\nmsgid "{original}"\nmsgstr "{translated}"\n', "utf-8")
    (project / "docs/relief.md").write_text(
        care.read_text("utf-8").replace("---", "---\nmoved_from: [care.md]", 1), "utf-8"
    )
    care.unlink()
    translation_update.update(Project.load(project), "es")  # too early: the page still has the old link
    index.write_text(index.read_text("utf-8").replace("(care.md", "(relief.md"), "utf-8")
    translation_update.update(Project.load(project), "es")
    (entry,) = [row for row in polib.pofile(str(own)) if row.msgid == original.replace("care.md", "relief.md")]
    assert (entry.msgstr, entry.fuzzy) == (translated.replace("care.md", "relief.md"), False)
    assert "](care.md" not in own.read_text("utf-8")


SENTENCE = "The itch is mild {{ cite('itch-elbows') }}."
MOVED: dict[str, tuple[dict[str, str], str, bool]] = {
    "one that has it no more": ({"signs": "#~ msgid {0}\n#~ msgstr {1}\n"}, "Es leve {}.", False),
    "a page that is gone": ({"gone": "msgid {0}\nmsgstr {1}\n"}, "Es leve {}.", False),
    "two that agree": ({name: "msgid {0}\nmsgstr {1}\n" for name in ("gone", "old")}, "Es leve {}.", False),
    "two that differ": ({"gone": "msgid {0}\nmsgstr {1}\n", "old": "msgid {0}\nmsgstr {2}\n"}, "Es leve {}.", True),
    "one that is not sure": ({"gone": "#, fuzzy\nmsgid {0}\nmsgstr {1}\n"}, "Es leve {}.", True),
    "one of two that is sure": (
        {"gone": "#, fuzzy\nmsgid {0}\nmsgstr {1}\n", "old": "msgid {0}\nmsgstr {2}\n"}, "Es suave {}.", False
    ),
    "one that has lost its mark": ({"gone": "msgid {0}\nmsgstr {3}\n"}, "Es leve.", True),
    "one where it is a title": ({"gone": 'msgctxt "title"\nmsgid {0}\nmsgstr {1}\n'}, "", False),
}  # fmt: skip


@pytest.mark.parametrize("name", MOVED)
def test_a_paragraph_takes_its_translation_along_from(name: str, project: Path) -> None:
    catalogs, wanted, fuzzy = MOVED[name]
    folder, mark = project / "docs/_translations/es", "{{ cite('itch-elbows') }}"
    texts = [f'"{text}"' for text in (SENTENCE, f"Es leve {mark}.", f"Es suave {mark}.", "Es leve.")]
    for catalog, entry in catalogs.items():
        path = folder / f"{catalog}.po"
        before = path.read_text("utf-8") if path.exists() else ""
        path.write_text(f"{before}\n{entry.format(*texts)}", "utf-8")
    page = project / "docs/care.md"
    page.write_text(f"{page.read_text('utf-8')}\n{SENTENCE}\n", "utf-8")
    done = translation_update.update(Project.load(project), "es")
    (entry,) = [row for row in polib.pofile(str(folder / "care.po")) if row.msgid == SENTENCE]
    assert (entry.msgstr, entry.fuzzy) == (wanted.replace("{}", mark), fuzzy)
    assert (done.taken, done.fuzzy) == (bool(wanted), fuzzy)
    assert translation_update.update(Project.load(project), "es") == translation_update.Update([], 0, 0)


def test_what_a_translator_has_begun_is_not_replaced_by_what_another_page_has(project: Path) -> None:
    folder, page = project / "docs/_translations/es", project / "docs/care.md"
    (folder / "gone.po").write_text(f'msgid "{SENTENCE}"\nmsgstr "Es leve."\n', "utf-8")
    own = folder / "care.po"
    own.write_text(f'{own.read_text("utf-8")}\n#, fuzzy\nmsgid "{SENTENCE}"\nmsgstr "Es"\n', "utf-8")
    page.write_text(f"{page.read_text('utf-8')}\n{SENTENCE}\n", "utf-8")
    assert translation_update.update(Project.load(project), "es").taken == 0
    assert '\nmsgstr "Es"\n' in own.read_text("utf-8")


def test_a_new_language_begins_with_empty_catalogs_for_all_pages(project: Path) -> None:
    with (project / "docs/_facts/languages.yml").open("a", encoding="utf-8") as file:
        file.write("fr:\n  name: Français\n  locale: fr_FR\n  minimum: 0\n")
    loaded = Project.load(project)
    made = {path.name for path in translation_update.update(loaded, "fr").files}
    assert made == {"ui.po", *(f"{Path(path).stem}.po" for path in loaded.pages)}
    assert Project.load(project).coverages["fr"].percent == 0


def test_a_stale_translation_counts_as_missing(project: Path) -> None:
    before = missing(project)
    page = project / "docs/care.md"
    page.write_text(page.read_text("utf-8").replace("A cool cloth on", "A cold cloth on"), "utf-8")
    assert missing(project) == before + 1
    translation_update.update(Project.load(project), "es")
    assert missing(project) == before, "now it is fuzzy"


def missing(project: Path) -> int:
    loaded = Project.load(project)
    return sum(count.states["missing"] for count in loaded.coverages["es"].counts)


def test_percent_is_rounded_down_so_that_only_all_is_all() -> None:
    assert PageCoverage("a", Counter(translated=999, missing=1)).percent == 99
    assert PageCoverage("a", Counter()).percent == 100


NO_REVIEW = {
    "a day to come": ("care.md", "9999-01-31", "a review must have taken place, 9999-01-31 is still to come"),
    "a translation with gaps": ("care.md", "2026-11-20", "must be whole to be reviewed, 'care.md' has 2 texts left."),
}


@pytest.mark.parametrize(("by", "role"), [(" ", "tester"), ("N", "")])
def test_a_review_without_a_person_is_not_recorded(by: str, role: str, project: Path) -> None:
    record = ["--by", by, "--role", role, "--date", "2026-11-20", "--root", str(project)]
    done = CliRunner().invoke(main, ["review", "care.md", *record])
    assert done.exit_code == 2 and "a review must name a person" in done.output


@pytest.mark.parametrize("name", NO_REVIEW)
def test_a_review_is_not_recorded_of(name: str, project: Path) -> None:
    page, day, message = NO_REVIEW[name]
    (project / "docs/care.md").write_text(f"{(project / 'docs/care.md').read_text('utf-8')}\n{SENTENCE}\n", "utf-8")
    before = {path: path.read_bytes() for path in project.rglob("*.po")}
    record = ["--by", "N", "--role", "tester", "--date", day, "--language", "es", "--root", str(project)]
    done = CliRunner().invoke(main, ["review", page, *record])
    assert done.exit_code == 2 and message in " ".join(done.output.split())
    assert {path: path.read_bytes() for path in project.rglob("*.po")} == before


def test_a_lost_figure_says_how_a_word_that_says_it_is_made_known(project: Path) -> None:
    file = project / "docs/_translations/es/ui.po"
    file.write_text(file.read_text("utf-8").replace('msgstr "la mitad"', 'msgstr "meitat"'), "utf-8")
    (found,) = run_checks.check_content(Project.load(project))
    assert (found.code, found.message) == ("FB402", "the figure 1/2 must be kept, it is lost")
    assert "below numerals of 'es' in docs/_facts/languages.yml, like this: word: [1, 2]\n" in found.hint
    settings = project / "docs/_facts/languages.yml"
    settings.write_text(settings.read_text("utf-8").replace("mitad: [1, 2]", "meitat: [1, 2]"), "utf-8")
    assert run_checks.check_content(Project.load(project)) == []


TO_DO = {
    "missing": ("Las fuentes no coinciden", "", "Fill in msgstr. It is from docs/_facts/labels.yml:"),
    "broken": (
        "Las fuentes no coinciden",
        "Las 3 fuentes",
        "Mend msgstr as FB402 says. It is from docs/_facts/labels.y",
    ),
}


@pytest.mark.parametrize("state", TO_DO)
def test_what_is_left_says_what_to_do_and_shows_only_what_is_there(state: str, project: Path) -> None:
    was, now, hint = TO_DO[state]
    file = project / "docs/_translations/es/ui.po"
    file.write_text(file.read_text("utf-8").replace(f'msgstr "{was}"', f'msgstr "{now}"'), "utf-8")
    (found,) = [row for row in run_checks.to_do(Project.load(project)) if "'The sources differ'" in row.message]
    assert found.code == "FB403" and f"this one is {state}" in found.message and found.hint.startswith(hint)
    assert not any(line.rstrip().endswith(":") for line in found.hint.splitlines())
