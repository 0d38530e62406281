"""The settings in mkdocs.yml: those of this project, typed, and what became of those of MkDocs and Material."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from mkdocs.config.base import Config
from mkdocs.config.config_options import Optional, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import yaml_load

from ..check.source_map import in_settings
from ..model.problem import Problem, did_you_mean
from ..project import Project

KEY = "factbook"
LIST = Path(__file__).with_name("settings.yml")
_FEATURES = "theme.features"


class Settings(Config):  # type: ignore[no-untyped-call]
    """What a publisher can set below `extra: factbook:`."""

    privacy = Optional(Type(str))
    """The page, with a heading's id, that the foot of each page leads to: `about.md#privacy`."""
    repository = Optional(Type(str))
    """The repository of the project's files, as it is copied from wherever; repo_url unless given."""
    forge = Optional(Type(str))
    """The kind of forge that it is on (github, gitlab, gitea, bitbucket), where its address does not tell."""
    branch = Optional(Type(str))
    """The branch that files are edited in; main unless given."""
    report = Optional(Type(str))
    """The form for mistakes below the repository, with `{title}` and `{address}` filled in; else its own."""
    security_contact = Optional(Type(str))
    """Whom to tell of a weakness: an address for security.txt; the repository unless given."""


class Known(NamedTuple):
    """What the list says of a setting."""

    does: str = ""
    instead: str = ""
    only: list[Any] | str = ""
    """The values that are not refused, or the name of what tells them."""
    script: bool = False


@cache
def known() -> dict[str, Known]:
    """Return the list of settings, by their paths in mkdocs.yml."""
    return {name: Known(**entry) for name, entry in yaml.safe_load(LIST.read_text("utf-8")).items()}


def read(config: MkDocsConfig, project: Project) -> tuple[Settings, list[Problem]]:
    """Return this project's settings, and a problem for each setting that is refused, not known or of a wrong type."""
    settings, given = Settings(), config.extra.get(KEY)
    if given is not None and not isinstance(given, dict):
        return settings, [wrong(project, KEY, f"settings must be keys with values, got {given!r}", _own_names())]
    settings.load_dict(given or {})
    failed, warned = settings.validate()
    found = [
        wrong(project, name, f"the setting {name!r} is wrong: {error}", _own_names()) for name, error in failed + warned
    ]
    return settings, found + list(_refused(config, project))


def needing_script(config: MkDocsConfig) -> list[str]:
    """Return the settings for which Material's script is loaded."""
    return [name for name, _ in _given(config) if name in known() and known()[name].script]


def is_given(config: MkDocsConfig, name: str) -> bool:
    """Return whether mkdocs.yml gives a setting, which may have a default."""
    return any(given == name for given, _ in _given(config))


def _refused(config: MkDocsConfig, project: Project) -> Iterator[Problem]:
    for name, value in _given(config):
        entry, short = known().get(name), name.rpartition(f"{_FEATURES}.")[2] or name
        if entry is None and name.startswith(f"{_FEATURES}."):
            names = [known.removeprefix(f"{_FEATURES}.") for known in known() if known.startswith(f"{_FEATURES}.")]
            yield wrong(project, short, f"a feature of the theme must be known, {short!r} is not",
                           did_you_mean(short, names))  # fmt: skip
        elif entry and (entry.instead or entry.only) and not _allows(entry, value, project):
            said = f"must not be {value!r}" if entry.only else "must not be set here"
            last = name if name.startswith(_FEATURES) else name.rpartition(".")[2]
            yield wrong(project, last.removeprefix(f"{_FEATURES}."), f"{short} {said}", entry.instead or entry.does)


def _given(config: MkDocsConfig) -> Iterator[tuple[str, Any]]:
    """Yield each setting that mkdocs.yml gives, by its path, and its value; each feature and plugin as one."""
    written = _written(Path(config.config_file_path))
    for key, value in written.items():
        yield key, value
        if key in ("theme", "extra") and isinstance(value, dict):
            yield from ((f"{key}.{name}", below) for name, below in value.items())
    yield from ((f"{_FEATURES}.{name}", True) for name in config.theme.get("features") or ())
    yield from ((f"markdown_extensions.{name}", config.mdx_configs.get(name)) for name in config.markdown_extensions)
    yield from ((f"plugins.{name.removeprefix('material/')}", True) for name in config.plugins)


def _written(file: Path) -> dict[str, Any]:
    with file.open(encoding="utf-8") as opened:
        return dict(yaml_load(opened))  # with what it inherits


def addresses(root: Path) -> tuple[str, str]:
    """Return the address of a project's site and that of its repository, as mkdocs.yml gives them; else empty texts."""
    given = _written(root / "mkdocs.yml")
    own = (given.get("extra") or {}).get(KEY) or {}
    return str(given.get("site_url") or ""), str(own.get("repository") or given.get("repo_url") or "")


def _allows(entry: Known, value: Any, project: Project) -> bool:
    if isinstance(entry.only, list):
        return Path(str(value)).name in map(str, entry.only) or value in entry.only
    return entry.only in _JUDGES and _JUDGES[entry.only](value, project)


def _is_plain_palette(value: Any, _: Project) -> bool:
    """Return whether a palette has no switch, and one pair of colours for both schemes."""
    options = value if isinstance(value, list) else [value]
    if not all(isinstance(option, dict) and "toggle" not in option for option in options):
        return False
    alone = len(options) == 1 and options[0].get("scheme") == "slate"
    return not alone and len({(option.get("primary"), option.get("accent")) for option in options}) == 1


_JUDGES: Mapping[str, Callable[[Any, Project], bool]] = {
    "label": lambda value, project: value == project.book.labels.get("site.name", value),
    "palette": _is_plain_palette,
    "no diagrams": lambda value, _: all(row.get("name") != "mermaid" for row in (value or {}).get("custom_fences", ())),
}


def wrong(project: Project, name: str, message: str, hint: str) -> Problem:
    """Return a problem of a setting, at its line in mkdocs.yml."""
    return in_settings(project, [name]).problem("FB522", message, hint)


def _own_names() -> str:
    return f"Known below extra: {KEY}: {', '.join(sorted(name for name, _ in Settings._schema))}."


def as_markdown() -> str:
    """Return the list as a page for people."""
    head = (
        "# The settings\n\nEvery setting of MkDocs and of Material for MkDocs, and what it does in this project. "
        "A build refuses those that would do nothing (FB522), and says what to do instead. "
        "Made from the code by `factbook settings`.\n\n| setting | what it does here |\n|---|---|\n"
    )
    return head + "\n".join(f"| `{name}` | {_said(entry)} |" for name, entry in known().items()) + "\n"


def _said(entry: Known) -> str:
    does = "" if entry.does in ("", "as documented") else entry.does
    if entry.script:
        return "As documented; loads Material's script."
    if entry.instead and isinstance(entry.only, list):
        return f"{does} Only {' or '.join(f'`{str(value).lower()}`' for value in entry.only)}: {entry.instead}".strip()
    return f"{does} Otherwise refused: {entry.instead}" if entry.only and entry.instead else (
        f"Refused. {entry.instead}" if entry.instead else does or "As documented."
    )  # fmt: skip
