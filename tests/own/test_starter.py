"""What a site for another condition begins with."""

from __future__ import annotations

import pytest

from factbook.load.kit import ASSETS
from tests.helpers import ROOT


@pytest.mark.parametrize("name", sorted(ASSETS))
def test_a_new_site_gets_all_styles_and_scripts_of_the_kit(name: str) -> None:
    assert (ROOT / "starter" / name).samefile(ROOT / name)
