"""Rules over facts, pages and translations."""

from . import (  # noqa: F401  (they register their rules)
    anchors,
    calls,
    facts,
    hotlines,
    labels,
    links,
    menu,
    names,
    page_heads,
    pictures,
    plain_words,
    prose,
    styles,
    translations,
)
