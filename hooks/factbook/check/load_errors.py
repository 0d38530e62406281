"""What reading finds. These rules are applied by the loaders, as they read; here is what they are."""

from __future__ import annotations

from collections.abc import Iterator

from .registry import Finding, rule


def _by_the_loader(code: str, doc: str) -> None:
    def found_while_reading() -> Iterator[Finding]:
        yield from ()

    found_while_reading.__doc__ = doc
    rule(code, "reading")(found_while_reading)


for _code, _doc in {
    "FB101": """A data file must be valid YAML.

    Bad:  claim: "The itch usually begins
    Good: claim: The itch usually begins early.
    """,
    "FB102": """A key must be given once.

    Bad:  claim twice in one fact
    Good: claim once
    """,
    "FB103": """A data file must not use aliases.

    Bad:  evidence: *other
    Good: evidence written out
    """,
    "FB104": """Only the keys of the schema must be used.

    Bad:  clam: The itch usually begins early.
    Good: claim: The itch usually begins early.
    """,
    "FB105": """A key that the schema asks for must be given.

    Bad:  a fact without evidence
    Good: a fact with evidence
    """,
    "FB106": """A value must have the type that the schema asks for.

    Bad:  value: {from: five, to: 3, unit: year}
    Good: value: {from: 3, to: 5, unit: year}
    """,
    "FB107": """An id must be given to one entry only.

    Bad:  the fact itch-age in two files
    Good: the fact itch-age in one file
    """,
    "FB111": """A file that is needed must be there and readable.

    Bad:  docs/_facts/sources.yml missing
    Good: docs/_facts/sources.yml there
    """,
    "FB112": """A file must be text of a sensible size.

    Bad:  a picture saved as page.md
    Good: Markdown
    """,
    "FB113": """A file must be encoded in UTF-8.

    Bad:  a page saved in Latin-1
    Good: a page saved in UTF-8
    """,
    "FB114": """A file must not be a link that leads out of the project.

    Bad:  docs/page.md -> /etc/passwd
    Good: docs/page.md
    """,
    "FB115": """A template must be right, and each template, style sheet and script that is needed must be there.

    Bad:  {% if rendered %} without {% endif %}
    Good: {% if rendered %} … {% endif %}
    """,
    "FB301": """A page must begin with front matter.

    Bad:  # Title
    Good: ---, title, description, sources, ---
    """,
    "FB310": """Template syntax must be right.

    Bad:  {{ fact('itch-age') }
    Good: {{ fact('itch-age') }}
    """,
    "FB311": """A page must use nothing of the template language but plain calls.

    Bad:  {{ ''.__class__ }}, {% include 'other.md' %}
    Good: {{ fact('itch-age') }}
    """,
    "FB401": """A translation file must be valid PO, with one entry per text.

    Bad:  msgstr "An "itch""
    Good: msgstr "An \\"itch\\""
    """,
}.items():
    _by_the_loader(_code, _doc)
