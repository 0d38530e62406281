"""The entry that mkdocs.yml names. Everything is in the package `factbook`."""

from factbook.mkdocs.plugin import *  # noqa: F403  (MkDocs finds events by their names)
