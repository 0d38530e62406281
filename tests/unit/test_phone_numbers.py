"""Telephone numbers as documents print them, and as readers of each country dial them."""

from __future__ import annotations

from typing import Any

import pytest

from factbook.locale import phones
from factbook.model.entries import Line

HOTLINE = {"number": "+18005550142"}
CANCER = {"number": "+18004226237"}
STANDS: list[tuple[dict[str, Any], str]] = [
    (HOTLINE, "call 800-555-0142 today"), (HOTLINE, "1-800-555-0142"), (HOTLINE, "+1 (800) 555-0142"),
    (CANCER, "1-800-4-CANCER"), (CANCER, "call 1-800-422-6237"),
    ({**HOTLINE, "extension": "12"}, "800-555-0142 ext. 12"), ({**HOTLINE, "extension": "12"}, "800-555-0142 x12"),
    ({"number": "988", "country": "US"}, "call 988 at once"), ({"number": "988", "country": "US"}, "call or text 988"),
    ({"number": "15", "country": "FR"}, "appelez le 15"), ({"number": "116123", "country": "GB"}, "call 116 123"),
    ({"number": "+33140205060"}, "au 01 40 20 50 60"), ({"number": "+33140205060"}, "00 33 1 40 20 50 60"),
    ({"number": "+442079460018"}, "+44 (0)20 7946 0018"), ({"number": "+442079460018"}, "(020) 7946 0018"),
    ({"number": "+4930123456"}, "030/123456"), (CANCER, "1‑800‑4‑CANCER"), (CANCER, "1-800-4CANCER"),
    (HOTLINE, "800–555–0142"), (HOTLINE, "800.555.0142"), (HOTLINE, "800-555-0143 / 800-555-0142"),
    ({**HOTLINE, "extension": "12"}, "800-555-0142, extension 12"),
    ({**HOTLINE, "extension": "12"}, "800-555-0142 (ext. 12)"),
    ({**HOTLINE, "extension": "12"}, "(800) 555-0142 Ext 12"),
    ({"number": "741741", "country": "US", "sms": True}, "text HOME to 741741"),
    ({"number": "741741", "country": "US", "sms": True}, "text HOME to 741-741"),
    ({"number": "911", "country": "US"}, "call 9-1-1"), ({"number": "3114", "country": "FR"}, "le 31 14"),
    ({"number": "112", "country": "FR"}, "le 15 ou le 112"), ({"number": "711", "country": "US"}, "TTY: 711"),
]  # fmt: skip
LACKS: list[tuple[dict[str, Any], str]] = [
    (HOTLINE, "800-555-0143"), (HOTLINE, "800-555-01421"), (HOTLINE, "555-0142"), (HOTLINE, "0142 800-555"),
    (HOTLINE, "800-555-0142 ext. 12"), ({**HOTLINE, "extension": "12"}, "800-555-0142"),
    ({**HOTLINE, "extension": "12"}, "800-555-0142 ext. 123"), (CANCER, "1-800-4-DANCER"),
    ({"number": "988", "country": "US"}, "call 9880"), ({"number": "988", "country": "US"}, "800-555-0988"),
    ({"number": "15", "country": "FR"}, "room 151"), ({"number": "15", "country": "FR"}, "A15"),
    ({"number": "15", "country": "FR"}, "15 %"), ({"number": "15", "country": "FR"}, "15,5"),
    ({"number": "112", "country": "FR"}, "11 2"), ({"number": "741741", "country": "US"}, "$741741"),
    ({"number": "988", "country": "US"}, "988-555-0142"), ({"number": "911", "country": "US"}, "1911"),
    ({"number": "+442079460018"}, "+44 (0)20 7946 00180"), ({"number": "+442079460018"}, "+45 20 7946 0018"),
    ({"number": "+33140205060"}, "00 34 1 40 20 50 60"), (CANCER, "1-800-4-CANCERS"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "words"), STANDS)
def test_a_number_stands_where_a_document_prints_it(given: dict[str, Any], words: str) -> None:
    assert phones.end(Line(anchor=words, **given), words)


@pytest.mark.parametrize(("given", "words"), LACKS)
def test_a_part_of_another_number_is_none(given: dict[str, Any], words: str) -> None:
    assert not phones.end(Line(anchor=words, **given), words)


@pytest.mark.parametrize(
    ("number", "country", "region", "shown"),
    [
        ("+18005550142", None, "US", "(800) 555-0142"), ("+18005550142", None, "FR", "+1 800-555-0142"),
        ("+33140205060", None, "FR", "01 40 20 50 60"), ("+33140205060", None, "US", "+33 1 40 20 50 60"),
        ("988", "US", "US", "988"), ("116123", "GB", "US", "116 123 (GB)"), ("3114", "FR", "FR", "3114"),
        ("711", "US", "US", "711"), ("112", "FR", "FR", "112"),
    ],
)  # fmt: skip
def test_readers_of_other_countries_see_the_country(number: str, country: str, region: str, shown: str) -> None:
    assert phones.phone(number, country, region) == shown


@pytest.mark.parametrize(("number", "country"), [("999", "US"), ("12", "US"), ("988", "FR")])
def test_a_short_number_that_a_country_has_not_is_refused(number: str, country: str) -> None:
    with pytest.raises(ValueError, match="no such short number"):
        phones.phone(number, country)


@pytest.mark.parametrize("given", [{"number": "988"}, {"number": "+18005550142", "country": "US"}])
def test_only_short_numbers_have_a_country(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must have a country"):
        Line(anchor="call 988", **given)


def test_addresses_dial_or_write() -> None:
    assert phones.address(Line(number="988", country="US", anchor="call 988")) == "tel:988"
    assert phones.address(Line(number="988", country="US", sms=True, anchor="text 988")) == "sms:988"
    assert phones.address(Line(anchor="x12", extension="12", **HOTLINE)) == "tel:+18005550142,12"
