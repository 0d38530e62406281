"""What all tests share: compiled modules are kept; the end of a run shows what was measured besides what failed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from tests.helpers import base_project

# Hundreds of processes of the tests import the engine: to compile it each time would take a second of each.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# How long an example takes says more of the machine than of us. A commit has one verdict: `make fuzz` looks further.
settings.register_profile("shared", deadline=None, derandomize=True)
settings.load_profile("shared")

FIGURES = {
    "first visit": "first visit: worst {:.1f} KB, median {:.1f} KB; most requests {}, median {:.0f}",
    "times": "/{} on slow 4G: largest paint {:.0f} ms, blocked {:.0f} ms, layout shift {:.4f}",
    "reading": "{} in {}: {:.1f}; hardest: {}",
    "attacks": "{}: {} caught by a rule, {} shown to a person, 0 passed",
    "edits": "ordinary edits refused: {} of {}",
}
"""What tests have measured, by the name of the property that they record."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the base project of the rules (`rules/base`), to be changed."""
    return base_project(tmp_path / "project")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was measured, and how many mutants the checks found (test_mutation.py), in however many processes."""
    reports = [report for found in terminalreporter.stats.values() for report in found if hasattr(report, "when")]
    properties = [given for report in reports if report.when == "call" for given in report.user_properties]
    for name, shape in FIGURES.items():
        for row in (row for found, row in properties if found == name):
            terminalreporter.write_line(shape.format(*row))
    rows = [row for name, row in properties if name == "mutants"]
    for kind, killed, made in rows:
        terminalreporter.write_line(f"mutants of {kind}: killed {killed} of {made}")
    if rows:
        terminalreporter.write_line(f"killed {sum(row[1] for row in rows)} of {sum(row[2] for row in rows)}")
