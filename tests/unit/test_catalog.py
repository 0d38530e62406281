"""Bringing a PO file up to date keeps all that translators did, and touches nothing that did not change."""

from __future__ import annotations

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbook.model.problem import ContentError, Place
from factbook.translate import po, po_update
from factbook.translate.po import Text
from tests.helpers import ROOT

FILE = "docs/_translations/es/a.po"
SIGNS = Text("The spasms often come in clusters.", "", Place("docs/a.md", 9), "paragraph")
AGE = Text("They begin at {{ fact('age') }}.", "", Place("docs/a.md", 11), "item")
TITLE = Text("Signs", "title", Place("docs/a.md", 2), "title of the page")
CHANGED = Text("The spasms usually come in clusters.", "", Place("docs/a.md", 9), "paragraph")


def updated(content: str, *texts: Text, language: str = "es") -> str:
    return po_update.updated(content, texts, language=language, file=FILE)


def translated(content: str, **translations: str) -> str:
    """The file with translations filled in, by the first word of the English text."""
    po = polib.pofile(content, wrapwidth=100)
    for entry in po:
        entry.msgstr = translations.get(entry.msgid.split()[0], entry.msgstr)
    return f"{po}\n"


def entry_of(content: str, source: str) -> polib.POEntry:
    (found,) = [entry for entry in polib.pofile(content) if entry.msgid == source]
    return found


DONE = translated(updated("", TITLE, SIGNS, AGE), The="A menudo vienen en series.", They="Empiezan.", Signs="Señales")


def test_a_new_file_has_a_header_and_every_text_with_its_place() -> None:
    po = polib.pofile(updated("", TITLE, SIGNS))
    assert po.metadata["Language"] == "es" and "UTF-8" in po.metadata["Content-Type"]
    assert [(entry.msgctxt, entry.msgid, entry.msgstr) for entry in po] == [
        ("title", "Signs", ""),
        (None, SIGNS.source, ""),
    ]
    assert po[1].occurrences == [("docs/a.md", "")] and po[1].comment == "paragraph"


def test_a_new_text_is_added_at_its_place_without_a_translation() -> None:
    po = polib.pofile(updated(DONE, TITLE, SIGNS, Text("Wholly other words."), AGE))
    assert [entry.msgid.split()[0] for entry in po] == ["Signs", "The", "Wholly", "They"]
    assert [bool(entry.msgstr) for entry in po] == [True, True, False, True]
    assert not any(entry.fuzzy or entry.obsolete for entry in po)


def test_a_changed_text_keeps_its_translation_as_fuzzy_with_the_earlier_text() -> None:
    entry = entry_of(updated(DONE, TITLE, CHANGED, AGE), CHANGED.source)
    assert entry.fuzzy and entry.previous_msgid == SIGNS.source and entry.msgstr == "A menudo vienen en series."


def test_a_text_changed_twice_remembers_what_the_translation_was_made_for() -> None:
    again = Text("The spasms usually come in long clusters.")
    entry = entry_of(updated(updated(DONE, TITLE, CHANGED, AGE), TITLE, again, AGE), again.source)
    assert entry.fuzzy and entry.previous_msgid == SIGNS.source


def test_a_changed_title_is_followed_by_its_context_however_much_it_changed() -> None:
    renamed = Text("What to look for", "title")
    entry = entry_of(updated(DONE, renamed, SIGNS, AGE), renamed.source)
    assert entry.fuzzy and entry.previous_msgid == "Signs" and entry.msgstr == "Señales"


def test_an_approved_translation_of_a_changed_text_forgets_the_earlier_text() -> None:
    po = polib.pofile(updated(DONE, TITLE, CHANGED, AGE), wrapwidth=100)
    entry = next(entry for entry in po if entry.fuzzy)
    entry.flags.remove("fuzzy")
    entry = entry_of(updated(f"{po}\n", TITLE, CHANGED, AGE), CHANGED.source)
    assert not entry.fuzzy and entry.previous_msgid is None and entry.msgstr == "A menudo vienen en series."


def test_a_removed_text_becomes_obsolete_and_comes_back_with_its_translation() -> None:
    without = updated(DONE, TITLE, SIGNS)
    assert "#~ msgid" in without and entry_of(without, AGE.source).obsolete
    assert entry_of(updated(without, TITLE, SIGNS, AGE), AGE.source).msgstr == "Empiezan."
    assert not entry_of(updated(without, TITLE, SIGNS, AGE), AGE.source).obsolete


def test_a_removed_text_that_nobody_translated_leaves_nothing() -> None:
    assert updated(updated("", SIGNS, AGE), SIGNS) == updated("", SIGNS)


def test_moved_texts_keep_their_translations_and_take_the_new_order() -> None:
    po = polib.pofile(updated(DONE, AGE, TITLE, SIGNS))
    assert [entry.msgstr for entry in po] == ["Empiezan.", "Señales", "A menudo vienen en series."]
    assert not any(entry.fuzzy for entry in po)


def test_the_same_words_in_two_contexts_are_two_texts() -> None:
    both = [Text("Signs", "title"), Text("Signs", "nav"), Text("Signs")]
    assert [entry.msgctxt for entry in polib.pofile(updated("", *both))] == ["title", "nav", None]


def test_a_sentence_that_stands_twice_on_a_page_is_translated_once() -> None:
    assert len(polib.pofile(updated("", SIGNS, SIGNS))) == 1


def test_doing_it_again_changes_nothing() -> None:
    for texts in ((TITLE, SIGNS, AGE), (TITLE, CHANGED, AGE), (AGE,), ()):
        once = updated(DONE, *texts)
        assert updated(once, *texts) == once


def test_only_the_lines_of_what_changed_are_changed() -> None:
    before, after = DONE.split("\n"), updated(DONE, TITLE, CHANGED, AGE).split("\n")
    assert [line for line in before if line not in after] == [f'msgid "{SIGNS.source}"']
    assert [line for line in after if line not in before] == [
        "#, fuzzy", f'#| msgid "{SIGNS.source}"', f'msgid "{CHANGED.source}"'
    ]  # fmt: skip


def test_comments_of_translators_and_the_header_are_kept() -> None:
    po = polib.pofile(DONE, wrapwidth=100)
    po.header, po.metadata["Last-Translator"], po[1].tcomment = "Kept.", "Kept too", "A doubt."
    again = polib.pofile(updated(f"{po}\n", TITLE, SIGNS, AGE))
    assert (again.header, again.metadata["Last-Translator"], again[1].tcomment) == ("Kept.", "Kept too", "A doubt.")


def test_a_file_copied_from_another_language_takes_the_language_of_its_folder() -> None:
    assert polib.pofile(updated(DONE, TITLE, SIGNS, AGE, language="fr")).metadata["Language"] == "fr"


def test_an_obsolete_entry_does_not_win_over_the_living_one() -> None:
    old = f'{DONE}\n#~ msgid "{SIGNS.source}"\n#~ msgstr "Viejo."\n'
    assert entry_of(updated(old, TITLE, SIGNS, AGE), SIGNS.source).msgstr == "A menudo vienen en series."


def test_reading_gives_each_text_its_translation() -> None:
    read = po.read(updated(DONE, TITLE, CHANGED), FILE)
    fuzzy, title = read.get(CHANGED), read.get(TITLE)
    assert fuzzy and fuzzy.fuzzy and fuzzy.previous == SIGNS.source
    assert title and title.text == "Señales" and not title.fuzzy
    assert read.get(AGE) is None, "what is obsolete does not count"
    assert read.get(Text("Signs")) is None, "another context is another text"


def test_an_entry_knows_its_line() -> None:
    read = po.read(DONE, FILE)
    entry = read.get(AGE)
    assert entry and "\n".join(DONE.split("\n")[entry.line - 1 :]).startswith(DONE.split("\n\n")[3])
    assert "They begin" in DONE.split("\n\n")[3]


BROKEN = {
    "open quote": ('msgid "a"\nmsgstr "b\n', 2),
    "quotes in quotes": ('msgid "a"\nmsgstr "b "c" d"\n', 2),
    "rubbish": ('msgid "a"\nmsgstr "b"\n\nrubbish\n', 4),
    "no quotes": ('msgid "a"\nmsgstr Tome dos\n', 2),
    "curly quotes": ('msgid "a"\nmsgstr “b”\n', 2),
    "single quotes": ("msgid 'a'\nmsgstr 'b'\n", 1),
    "escaped last quote": ('msgid "a"\nmsgstr "b\\"\n', 2),
    "odd line end": ('msgid "a"\nmsgstr "b\u2028"\n', 2),
    "merge conflict": ('msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n', 2),
    "text twice": ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 4),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_does_not_parse_is_a_problem_at_its_line(name: str) -> None:
    content, line = BROKEN[name]
    read = po.read(content, FILE)
    assert [(row.code, row.file, row.line) for row in read.problems] == [("FB401", FILE, line)]
    with pytest.raises(ContentError):
        updated(content, SIGNS)


def test_the_name_of_a_file_is_not_taken_for_its_content() -> None:
    """The library opens what looks like a path."""
    assert po.read(str(ROOT / "mkdocs.yml"), FILE).problems


WORDS = [
    "spasm",
    "baby",
    "often",
    "café",
    '"quoted"',
    "back\\slash",
    "{{ fact('x') }}",
    "tab\tbed",
    "#, fuzzy",
    "  ",
    "…",
]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join)
TEXTS = st.lists(st.builds(Text, SENTENCES, st.sampled_from(["", "", "nav"])), max_size=6)


@given(st.lists(TEXTS, min_size=1, max_size=4), st.data())
def test_through_any_history_no_translation_is_lost(history: list[list[Text]], data: st.DataObject) -> None:
    content, made = "", dict[tuple[str, str], str]()
    for texts in history:
        content = updated(content, *texts)
        assert updated(content, *texts) == content
        po = polib.pofile(content, wrapwidth=100)
        for entry in po:
            if not entry.obsolete and not entry.fuzzy and not entry.msgstr and data.draw(st.booleans()):
                entry.msgstr = made[(entry.msgctxt or "", entry.msgid)] = f"T {len(made)}"
        content = f"{po}\n"
    kept = {entry.msgstr for entry in polib.pofile(content)}
    assert set(made.values()) <= kept


@given(TEXTS)
def test_every_text_is_found_again_whatever_stands_in_it(texts: list[Text]) -> None:
    read = po.read(updated("", *texts), FILE)
    assert all(read.get(text) is not None for text in texts) and len(read.entries) == len({text.key for text in texts})
