"""The registry of the rules. A rule is a generator of findings, whose name and docstring document it."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

from ..load import yaml_document
from ..model.factbook import Factbook
from ..model.problem import NAMES, Place, Problem, did_you_mean
from ..project import Project

Finding = tuple[Place, str, str]
"""The place, the message (what must hold, and what was found), and the hint (what to do)."""
Check = Callable[..., Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """A rule: its code, its name, what it looks at, and its documentation (a sentence, then Bad: and Good:)."""

    code: str
    name: str
    scope: str
    check: Check
    doc: str

    def problems(self, *subject: Any) -> Iterator[Problem]:
        """Yield the findings of the rule as problems."""
        for place, message, hint in self.check(*subject):
            yield place.problem(self.code, message, hint)


RULES: dict[str, Rule] = {}
_ELSEWHERE = Path(__file__).with_name("applied_elsewhere.yml")
_SCOPES = {"FB5": "build", "FB6": "publish"}


def rule(code: str, scope: str) -> Callable[[Check], Check]:
    """Register the decorated function as a rule that has its name: `unbound_figure` is "unbound-figure".

    Scopes: content, readability, translation, html, site. Rules of the scopes load, build and publish are applied
    there, and documented in applied_elsewhere.yml.
    """

    def register(check: Check) -> Check:
        _add(code, check.__name__.replace("_", "-"), scope, check.__doc__ or "", check)
        return check

    return register


def page_rule(code: str) -> Callable[[Check], Check]:
    """Register the decorated function as a rule of the content that is asked page by page: `check(project, page)`."""

    def register(check: Check) -> Check:
        @wraps(check)
        def of_pages(project: Project) -> Iterator[Finding]:
            for page in project.pages.values():
                yield from check(project, page)

        return rule(code, "content")(of_pages)

    return register


def unknown(book: Factbook, table: str, name: str, place: Place, must: str) -> Iterator[Finding]:
    """Yield a finding if a table has no entry `name`; `must` is what must hold: "a fact must be known"."""
    if not book.knows(table, name):
        yield place, f"{must}, {name!r} is not", did_you_mean(name, getattr(book, table))


def _add(code: str, name: str, scope: str, doc: str, check: Check = lambda *_: iter(())) -> None:
    assert code not in RULES, f"{code} is taken"
    RULES[code], NAMES[code] = Rule(code, name, scope, check, inspect.cleandoc(doc)), name


for _code, _rule in yaml_document.parse(_ELSEWHERE.read_text("utf-8"), _ELSEWHERE.name).value.items():
    _add(_code, _rule["name"], _SCOPES.get(_code[:3], "load"), _rule["doc"])


def of_scope(scope: str) -> list[Rule]:
    """Return the rules of a scope, sorted by code."""
    return [found for code, found in sorted(RULES.items()) if found.scope == scope]


def as_text() -> str:
    """Return all rules as a page of Markdown."""
    parts = [_section(found) for _, found in sorted(RULES.items())]
    return "\n\n".join(["# The rules", "Made from the code by `factbook rules`.", *parts])


def _section(found: Rule) -> str:
    first, _, example = found.doc.partition("\n\n")
    return f"## {found.code} {found.name}\n\n{' '.join(first.split())}\n\n```text\n{example}\n```"
