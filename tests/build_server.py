"""A process that has imported MkDocs and the engine once, and forks for each command: imports take half a second.

It reads a line of JSON for each command: the program, its arguments, folder and environment, and the files for what it
prints. It answers with the exit status. Each command has a process of its own, as it has for contributors.
"""

from __future__ import annotations

import atexit
import json
import os
import resource
import subprocess
import sys
import traceback
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any


def run(
    folder: Path, program: str, *arguments: str, environment: Mapping[str, str], limits: Mapping[str, int] = {}
) -> subprocess.CompletedProcess[str]:
    """Runs `mkdocs` or `factbook` in a folder, as `subprocess.run` does.

    `limits` are those of the system, such as `AS` (bytes of memory) and `CPU` (seconds).
    """
    server = _server()
    assert server.stdin and server.stdout
    with TemporaryDirectory() as name:
        files = [str(Path(name) / stream) for stream in ("out", "err")]
        wanted = {"program": program, "arguments": arguments, "folder": str(folder), "environment": dict(environment)}
        server.stdin.write(json.dumps(wanted | {"files": files, "limits": dict(limits)}) + "\n")
        server.stdin.flush()
        status = int(server.stdout.readline())
        out, err = (Path(file).read_text("utf-8") for file in files)
    return subprocess.CompletedProcess([program, *arguments], status, out, err)


@cache
def _server() -> subprocess.Popen[str]:
    found = subprocess.Popen(
        [sys.executable, "-m", "tests.build_server"], cwd=Path(__file__).parents[1], text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    atexit.register(found.kill)
    return found


def _serve() -> None:
    import mkdocs.__main__
    import mkdocs.commands.build

    import factbook.cli.main
    import factbook.mkdocs.plugin
    from factbook.check import run_checks
    from factbook.project import Project

    programs = {"mkdocs": mkdocs.__main__.cli, "factbook": factbook.cli.main.main}
    for number, line in enumerate(sys.stdin):
        wanted = json.loads(line)
        if not number:  # what is kept of languages and templates, as a server keeps it, is kept for all that follow
            with suppress(Exception):
                run_checks.check_content(Project.load(Path(wanted["folder"])))
        child = os.fork()
        if child == 0:
            _become(programs[wanted["program"]], wanted)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _become(command: Any, wanted: Mapping[str, Any]) -> None:
    """Runs the command, and ends this process as Python ends."""
    status = 1
    os.chdir(wanted["folder"])
    os.environ.clear()
    os.environ.update(wanted["environment"])
    for name, most in wanted["limits"].items():
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, file in enumerate(wanted["files"], 1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    try:
        command(wanted["arguments"], prog_name=wanted["program"])
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else int(error.code is not None)
    except BaseException:
        traceback.print_exc()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    _serve()
