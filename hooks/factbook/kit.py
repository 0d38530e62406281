"""What of a project is the kit, the same for every condition, and what is a site's own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import polib
import yaml

from . import loading, translation

FOLDERS = ("hooks", "overrides", "docs/_facts/schema", "tests/browser", "tests/rules")
"""All of a folder is the kit's: a file that the kit no longer has is removed from a site."""
FILES = (
    "Makefile",
    "requirements*.txt",
    "docs/_contributing/*.md",
    "docs/assets/site.*",
    "docs/assets/handout.css",
    "tests/**/*",
)
"""What else is the kit's; a site may have files of its own beside them."""
FIRST = (
    ".ci/*",
    ".github/**/*",
    ".gitignore",
    ".gitlab-ci.yml",
    "CONTRIBUTING.md",
    "LICENSE",
    "docs/assets/brand.css",
    "docs/assets/logo.svg",
)
"""What a new site begins with and then has for its own."""
CONTENT_TESTS = (
    "tests/bench/*",  # grows this site's text, in its languages
    "tests/browser/test_meaning.py",  # a new site explains no words yet, nor does each page end with a next step
    "tests/browser/test_nginx.py",  # searches for a word of this site
    "tests/browser/test_offline.py",  # asks for this site's pages
    "tests/browser/test_pseudo.py",  # the languages of this site
    "tests/browser/test_search_words.py",
    "tests/browser/test_trust.py",
    "tests/content/*",
    "tests/coverage/*",
    "tests/mutants.py",
    "tests/test_annotations.py",  # damages this site's pages, as does runner
    "tests/test_runner.py",
    "tests/test_bad_input.py",  # damages this site's facts
    "tests/test_coverage.py",
    "tests/test_figures.py",  # in the languages of this site, as are localize and translation
    "tests/test_guides.py",
    "tests/test_layers.py",  # words of other data may well be in the code ("example"); so too promise_data_only
    "tests/test_localize.py",
    "tests/test_mutation.py",
    "tests/test_origin.py",  # changes pages of this site, as does reproducible
    "tests/test_reproducible.py",
    "tests/test_new_site.py",  # the starter is the kit's alone: sites are made there
    "tests/test_promise_data_only.py",
    "tests/test_reading.py",
    "tests/test_translation.py",
    "tests/walks.py",
)
"""Tests of this site's text and data: another site does not get them."""
IN_A_SITE = {
    ".ci/run": [("../shared beside the clone", "documents/ in it")],
    "tests/helpers.py": [('ROOT.parent / "shared" / "seeds"', 'ROOT / "documents"')],
    "tests/rules/overlay.py": [("(ROOT, folder)", "(folder, folder)"), ("polib.pofile(str(ROOT / catalog))", "()")],
}
"""What a copied file says otherwise in a site, which keeps its documents elsewhere and has labels of its own.

The fixtures of the rules take most labels from the project around them; a copy has them with it (`_with_labels`).
"""
OWN_LABELS = re.compile(r"(?:kind|weight|topic|section)\..+|site\.(?:name|description|condition)")
"""Labels that say something of the condition."""
_NOT_OURS = ("*__pycache__*", "*.egg-info*", "*.pyc", "*/.*")
_BASE = "tests/rules/base"


def engine(root: Path) -> dict[str, bytes]:
    """The kit's files in a project, by path, as a site has them."""
    names = [*(name for folder in FOLDERS for name in _matching(root, f"{folder}/**/*")), *_each(root, FILES)]
    found = {name: in_a_site(root, name) for name in names if not _any_match(name, CONTENT_TESTS)}
    return found | dict(_with_labels(root))


def first_files(root: Path) -> dict[str, bytes]:
    """What a new site gets besides, once."""
    return {name: in_a_site(root, name) for name in _each(root, FIRST)}


def folder_files(root: Path) -> Iterator[str]:
    """The files of a site that stand in folders of the kit."""
    return (name for folder in FOLDERS for name in _matching(root, f"{folder}/**/*"))


def in_a_site(root: Path, name: str) -> bytes:
    """A file of the kit as a site has it."""
    data = (root / name).read_bytes()
    for old, new in IN_A_SITE.get(name, ()):
        data = data.replace(old.encode(), new.encode())
    return data


def _each(root: Path, patterns: tuple[str, ...]) -> list[str]:
    return [name for pattern in patterns for name in _matching(root, pattern)]


def _matching(root: Path, pattern: str) -> list[str]:
    names = (path.relative_to(root).as_posix() for path in sorted(root.glob(pattern)) if path.is_file())
    return [name for name in names if not _any_match(name, _NOT_OURS)]


def _any_match(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


# -- labels: the words of the engine's own furniture, which a site may change


def labels(root: Path) -> dict[str, str]:
    """The labels that are not about the condition, by key."""
    return {key: text for key, text in mapping(root, "labels.yml").items() if not OWN_LABELS.fullmatch(key)}


def languages(root: Path) -> dict[str, dict[str, object]]:
    """The languages of a project as its file has them; the first is the one that it is written in."""
    return mapping(root, "languages.yml")


def mapping(root: Path, name: str) -> dict[str, Any]:
    """A data file as it is. Raises ValueError where it holds no keys."""
    found = yaml.safe_load((root / loading.FACTS / name).read_text("utf-8"))
    if not isinstance(found, dict) or not found:
        raise ValueError(f"{name} must hold keys with their values")
    return found


def labels_in(root: Path, code: str) -> dict[str, str]:
    """The same labels in a language, as far as the project has them."""
    if code == next(iter(languages(root))):
        return labels(root)
    return {key.removeprefix("label."): entry.msgstr for key, entry in _translated_labels(root, code).items()}


def label_texts(root: Path, source: str, code: str) -> dict[str, str]:
    """Labels in one language → the same labels in another one, as far as they are known in both."""
    written, there = labels_in(root, source), labels_in(root, code)
    return {written[key]: text for key, text in there.items() if key in written}


def _translated_labels(root: Path, code: str) -> dict[str, polib.POEntry]:
    file = root / translation.catalog_file(code, "ui")
    wanted = {f"label.{key}": text for key, text in labels(root).items()}
    entries = polib.pofile(str(file)) if file.exists() else ()
    return {
        entry.msgctxt: entry for entry in entries if entry.translated() and wanted.get(entry.msgctxt) == entry.msgid
    }


def _with_labels(root: Path) -> Iterator[tuple[str, bytes]]:
    """The labels and their translations that the fixtures of the rules need."""
    file = f"{_BASE}/docs/_facts/labels.yml"
    own = yaml.safe_load((root / file).read_text("utf-8"))
    yield file, loading.dump({**labels(root), **own}).encode()
    for path in sorted(root.glob(f"{_BASE}/{translation.FOLDER}/*/ui.po")):
        content = polib.pofile(str(path))
        known = {entry.msgctxt for entry in content}
        content.extend(entry for key, entry in _translated_labels(root, path.parent.name).items() if key not in known)
        yield path.relative_to(root).as_posix(), f"{content}\n".encode()


# -- files that are the kit's but for some keys


def pyproject(text: str, own: Mapping[str, str]) -> str:
    """The kit's pyproject.toml with a site's own name, version and description."""
    for key, value in own.items():
        line = f"{key} = {json.dumps(value, ensure_ascii=False)}"
        text = re.sub(rf'^{key} = ".*"$', line.replace("\\", r"\\"), text, count=1, flags=re.MULTILINE)
    return text


def with_keys(text: str, own: str) -> str:
    """A YAML text in which each top-level key of the other text stands in the place of its own."""
    given = {key: block.rstrip() for key, block in blocks(own)}
    return "".join(given.get(key, block.rstrip()) + _end(block) for key, block in blocks(text))


def _end(block: str) -> str:
    return block[len(block.rstrip()) :]


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """Each top-level key with all that belongs to it; what stands before the first one has the key ""."""
    for block in re.split(r"^(?=\w+:)", text, flags=re.MULTILINE):
        yield (block.partition(":")[0] if re.match(r"\w+:", block) else ""), block
