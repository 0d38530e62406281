"""Commands run on systems that have no fcntl, such as Windows."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.helpers import ROOT

WITHOUT = "import sys; sys.modules['fcntl'] = None; from factbook.cli.main import main; main(sys.argv[1:])"


@pytest.mark.parametrize("arguments", [["--help"], ["languages", "--root", str(ROOT)]])
def test_commands_need_no_fcntl(arguments: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
