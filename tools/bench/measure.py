"""What a child process costs. Standard library only: see `run`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
_PER_MB = 2**20 if sys.platform == "darwin" else 2**10  # what ru_maxrss counts: bytes on macOS, KiB elsewhere


@dataclass(frozen=True)
class Cost:
    """Seconds of CPU (the user's, of all processes) and on the clock, and peak memory in MB."""

    cpu: float
    wall: float
    memory: float


def run(module: str, *arguments: str, folder: Path) -> Cost:
    """Runs `python -m module` in a folder to its end; shows its output and raises where it fails.

    Linux hands the peak memory of the parent down to the child, so the parent must stay smaller than what it
    measures: it imports nothing large and leaves all work to children.
    """
    with tempfile.TemporaryFile() as output:
        command = [sys.executable, "-m", module, *arguments]
        started = time.monotonic()
        child = subprocess.Popen(command, cwd=folder, env=environment(), stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        if child.returncode:
            raise SystemExit(f"{' '.join(command)} failed in {folder}:\n{output.read().decode()}")
    return Cost(usage.ru_utime, wall, usage.ru_maxrss / _PER_MB)


def environment() -> dict[str, str]:
    """The surroundings of each child: in any folder it finds the tests and the engine of this repository.

    Python keeps what it has compiled of them, as it does unless it is told not to. What pip installs it has compiled.
    """
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**given, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'hooks'}"}


def middle(costs: list[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*(median(getattr(cost, name) for cost in costs) for name in ("cpu", "wall", "memory")))
