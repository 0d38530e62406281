"""Where sentences end, and where their marks stand."""

from __future__ import annotations

import pytest

from factbook.page import sentences

ABBREVIATIONS = ("Dr.", "p. ej.", "z. B.")
SENTENCES = {
    "two": ("One is. Two is.", ["One is.", "Two is."]),
    "a question and a call": ("Is it? Yes! It is…", ["Is it?", "Yes!", "It is…"]),
    "an abbreviation": ("Ask Dr. Smith. Then rest.", ["Ask Dr. Smith.", "Then rest."]),
    "an abbreviation of two words": ("Otros, p. ej. Ana, esperan. Sí.", ["Otros, p. ej. Ana, esperan.", "Sí."]),
    "initials": ("In the U.S. Department of J. Doe. End.", ["In the U.S. Department of J. Doe.", "End."]),
    "a small letter": ("It is 3 p. m. there. End.", ["It is 3 p. m. there.", "End."]),
    "a decimal": ("It is 12.9 percent. End.", ["It is 12.9 percent.", "End."]),
    "an address": ("See [this](a.md#b.c). End.", ["See [this](a.md#b.c).", "End."]),
    "emphasis": ("**The body bends.** Often it stiffens.", ["**The body bends.**", "Often it stiffens."]),
    "quotation marks": ("Say: “It is so.” Ask again.", ["Say: “It is so.”", "Ask again."]),
    "a quoted question": ("They ask “why?” and go. End.", ["They ask “why?” and go.", "End."]),
    "Spanish": ("Es así. ¿Qué hacer? ¡Llame!", ["Es así.", "¿Qué hacer?", "¡Llame!"]),
    "Chinese": ("这是一句。这是第二句！", ["这是一句。", "这是第二句！"]),
    "Hindi": ("यह एक है। यह दो है।", ["यह एक है।", "यह दो है।"]),
    "Arabic": ("هل هذا؟ نعم.", ["هل هذا؟", "نعم."]),
    "Urdu": ("یہ ایک ہے۔ یہ دو ہے۔", ["یہ ایک ہے۔", "یہ دو ہے۔"]),
    "a hard line break": ("One  \ntwo", ["One", "two"]),
    "no full stop": ("Only words", ["Only words"]),
}


@pytest.mark.parametrize("case", SENTENCES)
def test_a_text_is_cut_into_sentences(case: str) -> None:
    text, expected = SENTENCES[case]
    assert sentences.split(text, ABBREVIATIONS) == expected


# ruff: noqa: E501
MARKED = {
    "one call": ("It is so {{ cite('a') }}.", "It is so.{{ cite('a') }}"),
    "without a space": ("It is so{{ cite('a') }}.", "It is so.{{ cite('a') }}"),
    "joined": ("Often {{ fact('a') }}, in groups {{ cite('b', 'c') }}.", "Often {{ fact('a') }}, in groups.{{ cite('a', 'b', 'c') }}"),
    "once each": ("In {{ when('a') }} it was {{ fact('a') }}.", "In {{ when('a') }} it was {{ fact('a') }}.{{ cite('a') }}"),
    "two sentences": ("A {{ cite('a') }}. B {{ cite('b') }}.", "A.{{ cite('a') }} B.{{ cite('b') }}"),
    "after the full stop": ("A. {{ cite('a') }} B.", "A.{{ cite('a') }} B."),
    "a figure that begins a sentence": ("A {{ cite('a') }}. {{ fact('b') }} do.", "A.{{ cite('a') }} {{ fact('b') }} do.{{ cite('b') }}"),
    "a figure at the end": ("**Age:** {{ fact('a') }}", "**Age:** {{ fact('a') }}\u00a0{{ cite('a') }}"),
    "words at the end": ("a list item {{ cite('a') }}", "a list item\u00a0{{ cite('a') }}"),
    "before a list": ("They are {{ cite('a') }}:", "They are:{{ cite('a') }}"),
    "in brackets": ("So (as here {{ cite('a') }}) it is.", "So (as here) it is.{{ cite('a') }}"),
    "in emphasis": ("**So {{ cite('a') }}.** Yes.", "**So.**{{ cite('a') }} Yes."),
    "a term with a full stop": ("{{ term('a', 'Dr. No. One') }} is {{ cite('b') }}.", "{{ term('a', 'Dr. No. One') }} is.{{ cite('b') }}"),
    "double quotes, as in some PO files": ('So {{cite("a")}}.', "So.{{ cite('a') }}"),
    "Chinese": ("这是{{ cite('a') }}。第二{{ cite('b') }}。", "这是。{{ cite('a') }}第二。{{ cite('b') }}"),
    "nothing to cite": ("It is so. And {{ term('a') }}.", "It is so. And {{ term('a') }}."),
}  # fmt: skip


@pytest.mark.parametrize("case", MARKED)
def test_each_sentence_ends_with_one_mark_for_all_that_it_names(case: str) -> None:
    text, expected = MARKED[case]
    assert sentences.with_marks(text, ABBREVIATIONS) == expected


def test_cells_of_nothing_but_calls_have_their_marks() -> None:
    assert sentences.with_marks_between(" | {{ fact('a') }} |\n") == " | {{ fact('a') }}\u00a0{{ cite('a') }} |\n"
    assert sentences.with_marks_between("{{ hotlines() }}\n\n- ") == "{{ hotlines() }}\n\n- "


def test_a_row_has_the_same_mark_once() -> None:
    row = "| In 2024\u00a0{{ cite('a') }} | 5\u00a0{{ cite('a') }} | 6\u00a0{{ cite('b') }} |"
    assert sentences.once_a_row(row) == "| In 2024 | 5\u00a0{{ cite('a') }} | 6\u00a0{{ cite('b') }} |"
