"""Finding a browser, without starting a real one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import ROOT


def _install(browser: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.browser.install"]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | {"CHROMIUM": str(browser)}, capture_output=True, text=True, check=False
    )


def _program(path: Path, script: str) -> Path:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def test_the_browser_that_chromium_names_is_found(tmp_path: Path) -> None:
    browser = _program(tmp_path / "own", "echo Chromium 1.2.3")
    done = _install(browser)
    assert (done.returncode, done.stdout) == (0, f"Chromium 1.2.3 ({browser})\n")


@pytest.mark.parametrize("script", [None, "exit 1"], ids=["missing", "does not start"])
def test_a_browser_that_does_not_start_is_answered_by_one_line_on_what_to_do(tmp_path: Path, script: str) -> None:
    done = _install(_program(tmp_path / "own", script) if script else tmp_path / "own")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "apt-get install chromium" in done.stderr
