"""What a build has to know before anybody reads the site: its address, where its files are, and their history."""

import os
import re
from collections.abc import Iterator
from urllib.parse import quote, urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from ..check import report
from ..check.source_map import in_settings
from ..model.problem import Problem
from ..page.urls import in_ascii
from ..project import Project
from ..publish import forge, hosting
from . import settings

HISTORY = "FB531"
EPOCH = "SOURCE_DATE_EPOCH"
_LOST = "the days of the last changes, the feed, and the rule for removed pages (FB316) are left out"


def prepare(config: MkDocsConfig, project: Project, own: settings.Settings) -> Iterator[Problem]:
    """Bring addresses into the form that pages have them in; yield what is wrong with them."""
    try:
        config.repo_url = forge.repository(own.repository or config.repo_url or "")
    except ValueError as error:
        yield settings.wrong(project, "repository", str(error), "Set REPO_URL to it, or to nothing.")
        config.repo_url = ""
    kind = own.forge or forge.kind(config.repo_url)
    if kind not in forge.FORMS:
        hint = f"Known: {', '.join(forge.FORMS)}."
        yield settings.wrong(project, "forge", f"the kind of forge must be known, got {kind!r}", hint)
        kind = "github"
    if not settings.is_given(config, "edit_uri"):
        config.edit_uri = f"{forge.FORMS[kind].edit.format(branch=quote(own.branch or 'main'))}docs/"
    if own.report is None:
        own.report = forge.FORMS[kind].report
    try:
        config.site_url = in_ascii(config.site_url or "")
    except ValueError:
        config.site_url = config.site_url or ""


def check_surroundings() -> None:
    """Raise Abort if SOURCE_DATE_EPOCH, by which MkDocs dates what it writes, is no time; an empty one is none."""
    report.show_all_languages()
    epoch = os.environ.get(EPOCH, "")
    if not epoch:
        os.environ.pop(EPOCH, None)
    elif not re.fullmatch(r"\d{1,11}", epoch):
        raise Abort(f"{EPOCH} must be a time in whole seconds since 1970, got {epoch!r}: set it to one, or unset it.")


def address_problems(config: MkDocsConfig, project: Project, *, deploying: bool) -> Iterator[Problem]:
    """Yield a problem if a site cannot have the address, or nobody could reach it there."""
    address, host = config.site_url or "", hosting.publisher()
    place, hint = in_settings(project, ["site_url"]), "Set SITE_URL, as in https://…/guide/."
    if not hosting.is_address(address):
        must = "the site's address must be http(s), a host and folders with a slash at the end"
        yield place.problem("FB521", f"{must}, it is {address!r}", hint)
    elif (deploying or host) and not hosting.public_address(address):
        must = "the site must have the address at which readers find it"
        yield place.problem("FB521", f"{must}, it has {address!r}, and {host or 'gh-deploy'} publishes it", hint)


def shortcomings(config: MkDocsConfig, project: Project) -> tuple[list[Problem], list[str]]:
    """Return what a site for readers lacks that can be had, as problems, and what else it lacks, as notes."""
    found, notes, public = [], [], hosting.public_address(config.site_url)
    if not public:
        notes.append(f"this site is for this computer, its address is {config.site_url}: set SITE_URL to publish it")
    if (gap := project.gap) and gap.in_repository and public:
        message = f"the history of a site that is published must be known: {gap.why}"
        found.append(Problem(".git", 0, 0, HISTORY, message, gap.cure))
    elif gap:
        notes.append(f"{_LOST}: {gap.why}. {gap.cure}")
    return found, notes


def edit_root(config: MkDocsConfig) -> str:
    """Return the address at which files below docs/ can be changed, or an empty text without such settings."""
    return urljoin(f"{config.repo_url.rstrip('/')}/", config.edit_uri) if config.repo_url and config.edit_uri else ""
