"""Whether a build would make the site that is there, and say what was said then: if so, it is not made again."""

import datetime as dt
import json
import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from ..load import git, kit
from ..load.cache import Cache, digest, digest_of_files
from ..publish import hosting
from .page_cache import ENGINE, SHARED, TOOLS

Said = list[tuple[str, bool]]
"""Texts, each with whether it is for standard error."""


def inputs_of(config: MkDocsConfig, *, quiet: bool) -> str:
    """Return the hash of all that decides what a build makes and says (`config` as it was read); "" if unreadable."""
    root = Path(config.config_file_path).parent
    told = [*map(repr, (config.user_configs, config.site_dir, quiet, git.commit(root), git.gap(root)))]
    told += [hosting.publisher(), *(os.environ.get(name, "") for name in ("SOURCE_DATE_EPOCH", "GITHUB_ACTIONS"))]
    told += [*TOOLS, dt.datetime.now(dt.UTC).date().isoformat()]  # by the day MkDocs dates files of no commit
    try:
        return digest(
            [digest_of_files(root, [*SHARED, "docs"]), digest_of_files(ENGINE, ["."]), *kit.digests(root), *told]
        )
    except OSError:
        return ""


def said(cache: Cache, inputs: str, site: Path) -> Said | None:
    """Return what the build of these inputs has said, if the site is as it has left it."""
    kept = cache.get("standing", _key(inputs, site)) if inputs else None
    return json.loads(kept) if kept else None


def keep(cache: Cache, inputs: str, site: Path, texts: Said) -> None:
    """Keep what a build has said, for as long as its inputs and its site are the same."""
    cache.put("standing", _key(inputs, site), json.dumps(texts).encode())


def _key(inputs: str, site: Path) -> str:
    return digest([inputs, digest_of_files(site, ["."])])
