"""What has changed of a project that no page shows: what is checked, how strictly, and the kit."""

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from ..check import run_checks
from ..load import git, kit, yaml_document
from ..load.files import Tree
from ..project import Project
from .site_diff import Change
from .site_items import Item, Kind

_RULES = (
    "mkdocs.yml", "docs/_facts/limits.yml", "docs/_facts/languages.yml", "docs/_facts/fingerprints/",
    "docs/_facts/search.yml",
)  # fmt: skip
"""Files that say what is checked, how strictly, and what is found. Their lines are shown."""
_LOOSER = {
    "more": ("page_*", "reading.*.at_most", "documents_as_subject.*"),
    "less": ("reading.*.at_least", "*.minimum"),
    "removed": ("*.negations", "*.documents.*", "*.replaces", "*.names"),
    "other": (
        "reading.*.measure", "*.offered", "*.forbidden.*", "*.preferred.*", "*.numerals.*", "*.dictionary", "*.kind",
        "*.respell.*", "*.sha256", "strict", "validation.*", "markdown_extensions*", "hooks", "plugins*",
        "exclude_docs", "theme.custom_dir",
    ),
    "added": (
        "reading_exempt", "links_to", "*.words", "*.idioms", "*.own_things", "*.wording.*", "*.units.*", "extra_*",
    ),
}  # fmt: skip
"""Settings by which less is checked once they are more, less, or other than they were, have values added or removed."""

_FILLED = re.compile(r"\{[^{}]*\}")


def changes(root: Path, base: str, shown: Iterable[Change] = ()) -> Iterator[Change]:
    """Yield what differs from a commit and is not among the changes that pages show.

    That is what is checked less strictly, each line of rules, the files of the kit, and data that no page shows yet.
    """
    tree, items = Tree(root), [item for change in shown for item in (change.old, change.new) if item]
    told = "\n".join(text for item in items for text in (item.text, *item.proof))
    yield from _withdrawn(root)
    for path, how in git.changed_files(root, base).items():
        rules = path.startswith(_RULES)
        if (rules or path.startswith("docs/_facts/")) and path.endswith(".yml"):
            for kind, line in _values(git.text_at(root, base, path), tree.remains(path), None if rules else told):
                yield Change(kind, "", () if kind is Kind.RULES else (path,), None, Item(kind, line))
        if rules:
            for line in git.changed_lines(root, base, path) or [f"+{how}"]:
                item = Item(Kind.RULES, line[1:])
                yield Change(Kind.RULES, "", (path,), *((item, None) if line[0] == "-" else (None, item)))
        elif kit.has(path):
            item = Item(Kind.KIT, f"the kit was changed: {path}: {how}")
            yield Change(Kind.KIT, "", (), item, item)


def _withdrawn(root: Path) -> Iterator[Change]:
    """Yield why readers are not offered languages that they should be."""
    for problem in run_checks.withdrawn(Project.load(root)):
        yield Change(Kind.LANGUAGES, "", (), None, Item(Kind.LANGUAGES, problem.message))


def _values(old: str, new: str, told: str | None) -> Iterator[tuple[Kind, str]]:
    """Yield the values of a YAML file by which less is checked than before, and those that nothing has `told` of."""
    before, after = yaml_document.leaves(old), yaml_document.leaves(new)
    for name in [*before, *(after.keys() - before.keys())]:
        how = next((how for how, found in _LOOSER.items() if any(fnmatchcase(name, each) for each in found)), "")
        was, now = before.get(name, []), after.get(name, [])
        gone, come = [row for row in was if row not in now], [row for row in now if row not in was]
        line = f"{name}: {', '.join(gone) or '–'} → {', '.join(come) or '–'}"
        if {"added": come, "removed": gone, "other": gone or come}.get(how) or _is_past(how, gone, come):
            yield Kind.RULES, f"loosened: {line}"
        elif told is not None and any(part.strip() not in told for part in _FILLED.split("{}".join((*gone, *come)))):
            yield Kind.FILES, f"no page shows it yet: {line}"


def _is_past(how: str, gone: list[str], come: list[str]) -> bool:
    """Return whether a limit has gone or is now past what it was."""
    try:
        was, now = float(gone[0]), float(come[0])
    except (IndexError, ValueError):
        return how in ("more", "less") and bool(gone)
    return (how == "more" and now > was) or (how == "less" and now < was)
