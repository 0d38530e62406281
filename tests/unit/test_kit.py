"""What is the kit's is told apart from what a site says, and its owners are asked."""

from __future__ import annotations

import hashlib
import re
from fnmatch import fnmatch

import pytest

from factbook.load import kit
from tests.helpers import ROOT


def test_each_file_that_a_site_is_made_with_has_its_digest() -> None:
    found = dict(reversed(line.rstrip("\n").split("  ")) for line in kit.digests(ROOT))
    assert {"hooks/build.py", "overrides/main.html", "docs/assets/site.css", "Makefile"} <= found.keys()
    assert found["hooks/build.py"] == hashlib.sha256((ROOT / "hooks/build.py").read_bytes()).hexdigest()
    assert not [name for name in found if not kit.has(name) or "__pycache__" in name]


@pytest.mark.parametrize(
    "path", ["docs/index.md", "docs/assets/brand.css", "docs/_facts/hotlines.yml", "docs/assets/logo.svg"]
)
def test_what_a_site_says_is_not_the_kit(path: str) -> None:
    assert not kit.has(path) and not owner(path)


def test_the_kit_and_the_bar_have_owners() -> None:
    made = [
        "hooks",
        "overrides",
        "tests",
        "tools",
        ".github/workflows",
        "docs/_facts/schema",
        "docs/_facts/fingerprints",
    ]
    files = [path for name in made for path in (ROOT / name).rglob("*") if path.is_file()]
    names = [path.relative_to(ROOT).as_posix() for path in files]
    others = ["mkdocs.yml", "Makefile", "pyproject.toml", "requirements.txt", "docs/_facts/limits.yml"]
    assert not [name for name in [*names, *others, "docs/_facts/languages.yml", *kit.ASSETS] if not owner(name)]


def owner(path: str) -> str:
    """Return who owns a file by CODEOWNERS: the last pattern that fits counts."""
    found = ""
    for line in (ROOT / ".github/CODEOWNERS").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            pattern, _, who = re.sub(r"\s+", " ", line).partition(" ")
            if fnmatch(f"/{path}", f"{pattern}*" if pattern.endswith("/") else pattern):
                found = who
    return found
