"""What Babel looks up in one locale leaves the others as they are."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.helpers import ROOT

LOOK = """
import sys
from factbook.locale.cldr import cldr_locale, locale_of
from factbook.model.entries import Language
for name in sys.argv[1:]:
    own = locale_of(Language(name=name, locale=name, wording={}))
    months = cldr_locale(name).months["stand-alone"]["wide"], own.months["stand-alone"]["wide"]
    print(months[0][1], months[1][1])
"""


@pytest.mark.parametrize("name", ["de", "hi", "he", "sw", "th"])
def test_months_after_those_of_chinese(name: str) -> None:
    def seen(*names: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", LOOK, *names], cwd=ROOT / "hooks", capture_output=True, text=True, check=True
        )
        return done.stdout.splitlines()[-1]

    assert seen("zh_Hant", name) == seen(name) != seen("zh_Hant")
