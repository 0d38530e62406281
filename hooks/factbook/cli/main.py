"""The command `factbook`, with all its commands."""

from . import check, publish, translate  # noqa: F401  (they add theirs)
from .shared import main

__all__ = ["main"]
