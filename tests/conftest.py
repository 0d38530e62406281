"""What the end of a test run shows besides what failed."""

from __future__ import annotations

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many mutants the checks found (see test_mutation.py), also where the tests ran in several processes."""
    reports = [report for found in terminalreporter.stats.values() for report in found if hasattr(report, "when")]
    properties = [given for report in reports if report.when == "call" for given in report.user_properties]
    rows = [row for name, row in properties if name == "mutants"]
    for kind, killed, made in rows:
        terminalreporter.write_line(f"mutants of {kind}: killed {killed} of {made}")
    if rows:
        terminalreporter.write_line(f"killed {sum(row[1] for row in rows)} of {sum(row[2] for row in rows)}")
