"""Documentation of the rules that are applied elsewhere: as files are loaded, as MkDocs builds, at publishing."""

from __future__ import annotations

from ..model.rule_names import NAMES
from .registry import document

_DOCS = {
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
    "FB520": """MkDocs must have nothing to warn of when a build is strict.

    Bad:  a page with a link that MkDocs cannot follow
    Good: a build without a warning
    """,
    "FB521": """The address of the site must be http(s), a host, and folders with a slash at the end.

    Bad:  SITE_URL=glimmer.example
    Good: SITE_URL=https://glimmer.example/guide/
    """,
    "FB522": """A setting in mkdocs.yml must do something here, and those below `extra: factbook:` must be known and of
    the right type: see the list of settings.

    Bad:  extra: {analytics: {provider: google}}
    Good: extra: {factbook: {report: issues/new}}
    """,
    "FB527": """Another hook or plugin must not fail, and must hand on text as text.

    Bad:  def on_page_markdown(markdown, **_): return 17
    Good: def on_page_markdown(markdown, **_): return markdown
    """,
    "FB601": """Each file of a site must be as its build wrote it, and there must be no others: `factbook verify` and
    `factbook check SITE` compare them with the manifest.

    Bad:  care/index.html edited after the build
    Good: care/index.html with the digest that manifest.sha256 has
    """,
    "FB602": """A document must have been read, and a telephone number looked at, within the days that
    `factbook freshness` asks for.

    Bad:  read: 2019-05-01
    Good: read: the day on which somebody has compared it again
    """,
    "FB603": """The parts that `factbook merge` joins must be one of each language, whole, and made from the same files.

    Bad:  a part for pl of an earlier commit than the part for pt
    Good: parts for pl and pt of one commit
    """,
}
_SCOPES = {"FB5": "build", "FB6": "publish"}

for _code, _doc in _DOCS.items():
    document(_code, NAMES[_code], _SCOPES.get(_code[:3], "load"), _doc)
