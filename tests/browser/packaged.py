"""Programs from Debian's packages, unpacked beside the project: installed servers would start services of their own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.helpers import ROOT


def find(name: str) -> str:
    """The path of a program: that in the variable of its name, that on PATH, or the one fetched before; or empty."""
    kept = ROOT / ".cache" / name / "usr"
    names = [
        os.environ.get(name.upper(), ""),
        name,
        f"/usr/sbin/{name}",
        str(kept / "sbin" / name),
        str(kept / "lib/chromium" / name),
        str(kept / "bin" / name),
    ]
    return next((path for path in map(shutil.which, filter(None, names)) if path), "")


def fetch(name: str, *others: str) -> None:
    """Unpacks Debian's package of this name, and others that it needs."""
    kept = ROOT / ".cache" / name
    if shutil.which("apt-get") and shutil.which("dpkg"):
        kept.mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "-qq", "download", name, *others], cwd=kept, stdout=sys.stderr, check=False)
        for package in kept.glob("*.deb"):
            subprocess.run(["dpkg", "-x", str(package), str(kept)], check=False)
            package.unlink()


def missing(name: str) -> str:
    """What to do where there is none."""
    return f"The test needs {name}: install it (as root: apt-get install {name}), or set {name.upper()} to its path."


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return int(chosen.getsockname()[1])


def wait(port: int, child: subprocess.Popen[bytes]) -> None:
    """Returns when the server listens. Raises RuntimeError, with its own words, where it does not."""
    for _ in range(100):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        if child.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"the server must start: {child.stderr.read().decode() if child.stderr else ''}")


@dataclass(frozen=True)
class Answer:
    """What a server answers."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def get(address: str, headers: Mapping[str, str] | None = None) -> Answer:
    """Asks a server for an address; errors are answers too."""
    try:
        with urlopen(Request(address, headers=dict(headers or {})), timeout=30) as answer:
            return Answer(answer.status, dict(answer.headers), answer.read())
    except HTTPError as error:
        return Answer(error.code, dict(error.headers), error.read())


@contextmanager
def running(command: list[str], port: int, **options: Any) -> Iterator[str]:
    """Runs a server as long as it is asked; gives its address. The options are those of Popen."""
    child = subprocess.Popen(command, **options)
    try:
        wait(port, child)
        yield f"http://127.0.0.1:{port}/"
    finally:
        child.terminate()
        child.wait()
