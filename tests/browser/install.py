"""Makes sure that there is a Chromium for the browser tests: `python -m tests.browser.install`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from tests.browser import packaged

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
SHELL = "chromium-headless-shell"
"""Chromium without its windows: to open a page costs a third. It lies beside the project, with the files it needs."""
SERVERS = ("nginx", "caddy")
MISSING = (
    "The browser tests need Chromium: install it (as root: apt-get install chromium), "
    "or set CHROMIUM to the path of a Chromium or Chrome that starts."
)


def main() -> int:
    """Finds or installs a Chromium and says which. Returns 1 where there is none in the end."""
    if not find() and "CHROMIUM" not in os.environ:
        _apt_get("update")
        _apt_get("install", "--yes", "chromium")
    if not packaged.find(SHELL) and "CHROMIUM" not in os.environ:
        packaged.fetch(SHELL, "chromium-common")
    for name in SERVERS:
        if not packaged.find(name):
            packaged.fetch(name)
    path = find()
    print(f"{version(path)} ({path})" if path else MISSING, file=sys.stdout if path else sys.stderr)
    return 0 if path else 1


def find() -> str:
    """The path of a Chromium that starts: that in $CHROMIUM, or else the first there is; empty where there is none."""
    names = [os.environ["CHROMIUM"]] if "CHROMIUM" in os.environ else [packaged.find(SHELL), *NAMES]
    return next((path for path in map(shutil.which, names) if path and version(path)), "")


def version(path: str) -> str:
    """What a browser says of itself; empty where it does not start."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return said.stdout.strip()


def _apt_get(*arguments: str) -> None:
    """Runs apt-get as root, or with sudo where that asks for no password. `main` looks at what came of it."""
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    command = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", *arguments]
    if shutil.which("apt-get") and shutil.which(command[0]):
        subprocess.run(command, stdout=sys.stderr, check=False)


if __name__ == "__main__":
    sys.exit(main())
