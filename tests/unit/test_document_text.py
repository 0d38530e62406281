"""A document reads as a browser shows it."""

from __future__ import annotations

import pytest

from factbook.load import document_text, fingerprint

PROVES = [
    ("in children <2 years and for adults >65 years", "children <2 years and for adults >65 years"),
    ("<td>4</td><td>8 months of use</td>", "8 months of use"),
    ("<p>used by 4<p>8 months later", "8 months later"),
    ("for<br>8 months", "for 8 months"), ("<i>in</i>fants are <b>4</b>8", "infants are 48"),
    ("it is &lt;2&nbsp;years", "is <2 years"), ("e\u0301tude cle\u0301", "étude clé"),
    ("spas\u00adms be\u200bgin", "spasms begin"), ("गर्भावस्था में", "गर्भावस्था में"), ("ﬁve ｍｇ", "five mg"),
    ("sold to 12\u202f000 families", "to 12 000 families"), ("about 5 <!-- not --> mg", "about 5 mg"),
    ("AT&T and R&amp;D", "AT&T and R&D"), ("age &#8805; 2 years", "age ≥ 2 years"),
]  # fmt: skip
DOES_NOT = [
    ("in children <2 years and for adults >65 years", "children 65 years"),
    ("<td>4</td><td>8 months of use</td>", "48 months of use"), ("<li>1<li>000 babies", "1 000 babies"),
    ("it is <2 years", "is 2 years"), ("at -18 degrees", "at 18 degrees"), ("seen in 12·9 of", "9 of"),
    ("sold to 12 000 families", "to 12 families"), ("sold to 12 000 families", "000 families"),
    ("took 1½ years", "took ½ years"), ("a dose of 10<sup>6</sup> units", "of 106 units"),
    ("aged 4-8 months", "8 months"), ("15 mg/kg", "15 mg"), ("~70 of shops", "of 70"),
    ("12.9%<sup>2</sup> of", "12.92 %"),
    ("<script>take two spoons</script>", "take two spoons"), ("<p hidden>take two</p>", "take two"),
    ("गर्भावस्था में", "गर भ"), ("612-928-6325", "928 6325"), ("see <a title='five spoons'>this", "five spoons"),
]  # fmt: skip


def run(text: str) -> str:
    return fingerprint.run(document_text.plain(text))


@pytest.mark.parametrize(("text", "anchor"), PROVES)
def test_what_readers_see_is_proven(text: str, anchor: str) -> None:
    assert fingerprint.make(text.encode(), [anchor]).holds(anchor)
    assert run(text).count(run(anchor)) == 1


@pytest.mark.parametrize(("text", "anchor"), DOES_NOT)
def test_what_they_do_not_see_is_not(text: str, anchor: str) -> None:
    assert not fingerprint.make(text.encode(), [anchor]).holds(anchor)


def test_lines_are_those_of_the_file() -> None:
    assert document_text.plain_lines("\n<p>a\nb<br>c</p>\n\nd ")[:5] == ["", "a", "b\x1f\x1fc", "", "d"]
