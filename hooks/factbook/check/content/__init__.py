"""Rules over facts, pages and translations."""

from . import (  # noqa: F401  (they register their rules)
    anchors,
    calls,
    facts,
    hotlines,
    labels,
    links,
    markup,
    menu,
    names,
    page_heads,
    page_text,
    pictures,
    plain_words,
    styles,
    translations,
)
