"""Markdown pages for hypothesis: every kind of block that pages use, wrapped and nested as people write them."""

from __future__ import annotations

import textwrap

from hypothesis import strategies as st

_WORDS = (
    "spasm", "babies", "often", "EEG", "sueño", "don’t", "a", "of", "x < y", "2,920", "A & B", "(here)", "end.", "so:",
    "**bold words**", "*stress*", "`code`", "[a link](page.md)", "[two words](page.md#part)", "https://example.org/a_b",
    "{{ fact('x') }}", "{{ cite('x', 'y') }}", "{{ term('eeg', 'the EEG') }}", "\\*literal\\*", "snake_case", "5 - 3",
)  # fmt: skip
_STARTS = ("Children", "Most", "It", "**Now**", "[Get help](page.md)", "{{ fact('x') }}")


def sentences(*, most: int = 10, calls: bool = True) -> st.SearchStrategy[str]:
    """Words on one line."""

    def one_of(given: tuple[str, ...]) -> st.SearchStrategy[str]:
        return st.sampled_from([word for word in given if calls or "{{" not in word])

    words = st.lists(one_of(_WORDS), max_size=most)
    return st.tuples(one_of(_STARTS), words).map(lambda drawn: " ".join([drawn[0], *drawn[1]]))


@st.composite
def wrapped(draw: st.DrawFn, indent: str = "") -> str:
    """A sentence on one to three lines, some of them ended by a hard break."""
    lines = draw(st.lists(sentences(most=5), min_size=1, max_size=3))
    breaks = [draw(st.sampled_from(["\n", "\n", "  \n"])) + indent for _ in lines[1:]]
    return "".join(part for pair in zip(lines, [*breaks, ""], strict=True) for part in pair)


def indented(text: str, by: str = "    ") -> str:
    """The text with every line that is not blank indented."""
    return textwrap.indent(text, by)


@st.composite
def headings(draw: st.DrawFn) -> str:
    """Without calls: what stands for them is not known before the page is rendered, so neither is the id."""
    end = draw(st.sampled_from(["", "", " ##", " {: .wide }", " {: #own }"]))
    return "#" * draw(st.integers(1, 6)) + f" {draw(sentences(most=4, calls=False))}{end}"


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    return draw(wrapped()) + draw(st.sampled_from(["", "", "\n{: .editorial }"]))


@st.composite
def lists(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    """Bullets or numbers; tight or loose; continued lines indented or not; more blocks inside items."""
    ordered, gap = draw(st.booleans()), draw(st.sampled_from(["\n", "\n\n"]))
    bullet = draw(st.sampled_from("-*+"))
    items = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        marker = f"{number}. " if ordered else f"{bullet} "
        item = marker + draw(wrapped(draw(st.sampled_from(["", "    ", " " * len(marker)]))))
        item += draw(st.sampled_from(["", "", "\n  {: .editorial }"]))
        if draw(st.integers(0, 3)) == 0:
            item += "\n\n" + indented(draw(inner))
        elif draw(st.integers(0, 3)) == 0:
            item += "\n" + "\n".join(f"    - {draw(sentences())}" for _ in range(draw(st.integers(1, 2))))
        items.append(item)
    return ("\n\n" if any("\n\n" in item for item in items) else gap).join(items)


@st.composite
def tables(draw: st.DrawFn) -> str:
    """With and without outer pipes, with pipes that are escaped or in code, and with empty cells."""
    width, outer = draw(st.integers(2, 4)), draw(st.booleans())
    cell = st.one_of(sentences(most=3), st.sampled_from(["a \\| b", "`a | b`", "{{ fact('x') }}", "*[", "—"]))
    filled = st.lists(cell, min_size=width, max_size=width)
    rows = [draw(filled), ["---", ":--", "--:", ":-:"][:width], *draw(st.lists(filled, min_size=1, max_size=3))]
    return "\n".join(f"| {' | '.join(row)} |" if outer else " | ".join(row) for row in rows)


@st.composite
def boxes(draw: st.DrawFn, inner: st.SearchStrategy[str], marks: tuple[str, ...] = ("!!!",)) -> str:
    """Admonitions: with a title, without one, with an empty one."""
    title = draw(st.sampled_from(["", ' "Now"', ' "What to **do** now"', ' ""']))
    head = f"{draw(st.sampled_from(marks))} {draw(st.sampled_from(['note', 'act-now', 'tip inline']))}{title}"
    return f"{head}\n{draw(st.sampled_from(['', chr(10)]))}{indented(draw(inner))}"


@st.composite
def fences(draw: st.DrawFn) -> str:
    mark = draw(st.sampled_from(["```", "~~~", "````"]))
    code = draw(st.lists(st.sampled_from(["x = 1", "", "    - no item", "# no heading", "!!! no-box"]), max_size=4))
    return "\n".join([f"{mark}{draw(st.sampled_from(['', ' python', 'yaml']))}", *code, mark])


@st.composite
def divs(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    return f'<div class="editorial" markdown>\n\n{draw(inner)}\n\n</div>'


@st.composite
def definitions(draw: st.DrawFn) -> str:
    terms = draw(st.lists(sentences(most=3), min_size=1, max_size=2))
    return "\n".join([*terms, *(f":   {draw(wrapped('    '))}" for _ in range(draw(st.integers(1, 2))))])


@st.composite
def quotes(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    return "\n".join(f"> {line}" if line.strip() else ">" for line in draw(inner).split("\n"))


_ASIDE = (
    "---", "* * *", "{{ hotlines() }}", "{{ compare('x', 'y') }}", "*[EEG]: a test", "[home]: page.md", "<!-- note -->",
)  # fmt: skip


def pages(*marks: str, most: int = 5) -> st.SearchStrategy[str]:
    """Some blocks, a blank line between them; `marks` are what boxes begin with."""

    def nest(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        some = st.lists(inner, min_size=1, max_size=2).map("\n\n".join)
        return st.one_of(lists(some), boxes(some, marks), quotes(some))

    simple = st.one_of(paragraphs(), lists(paragraphs()), tables())
    nested = st.recursive(simple, nest, max_leaves=4)
    in_div = st.lists(simple, min_size=1, max_size=2).map("\n\n".join)
    top = st.one_of(nested, headings(), fences(), definitions(), st.sampled_from(_ASIDE), divs(in_div))
    return st.lists(top, min_size=1, max_size=most).map(lambda parts: "\n\n".join(parts) + "\n")
