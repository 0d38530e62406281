"""The settings of this project in mkdocs.yml, below `extra: factbook:`, typed and checked as those of a plugin."""

from __future__ import annotations

from mkdocs.config.base import Config
from mkdocs.config.config_options import Optional, Type
from mkdocs.config.defaults import MkDocsConfig

from ..check.source_map import in_settings
from ..model.problem import Problem
from ..project import Project

KEY = "factbook"


class Settings(Config):  # type: ignore[no-untyped-call]
    """What a publisher can set."""

    privacy = Optional(Type(str))
    """The page, with a heading's id, that the foot of each page leads to: `about.md#privacy`."""
    report = Optional(Type(str))
    """The form for mistakes, below repo_url; `{title}` and `{page}` are filled in."""
    security_contact = Optional(Type(str))
    """Whom to tell of a weakness: an address for security.txt; repo_url unless given."""


def read(config: MkDocsConfig, project: Project) -> tuple[Settings, list[Problem]]:
    """Return the settings, and a problem for each that is not known or of the wrong type."""
    settings, given = Settings(), config.extra.get(KEY)
    if given is not None and not isinstance(given, dict):
        return settings, [_problem(project, KEY, f"settings must be keys with values, got {given!r}")]
    settings.load_dict(given or {})
    failed, warned = settings.validate()
    return settings, [
        _problem(project, name, f"the setting {name!r} is wrong: {error}") for name, error in failed + warned
    ]


def _problem(project: Project, name: str, message: str) -> Problem:
    place = in_settings(project, [name])
    known = ", ".join(sorted(name for name, _ in Settings._schema))
    return Problem(place.file, place.line, place.col, "FB522", message, f"Known below extra: {KEY}: {known}.")
