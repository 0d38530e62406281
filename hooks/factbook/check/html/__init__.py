"""Gates over built HTML, whoever built it."""

from . import (  # noqa: F401  (they register their rules)
    completeness,
    disclaimer_and_sources,
    figures,
    languages,
    links,
    marks,
    page_text,
    pictures,
    styles,
    surroundings,
    weight,
)
