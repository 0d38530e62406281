"""The rules. Each is a generator of findings with a code; its docstring is its documentation."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..model.problem import Place, Problem

Finding = tuple[Place, str, str]
"""Where, what must hold (and what was found instead), and what to do."""
Check = Callable[..., Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """A rule: its code, what it looks at, and its documentation (a sentence, then Bad: and Good:)."""

    code: str
    scope: str
    check: Check
    doc: str

    def problems(self, *subject: Any) -> Iterator[Problem]:
        """The rule's findings as problems with its code."""
        for place, message, hint in self.check(*subject):
            yield Problem(place.file, place.line, place.col, self.code, message, hint)


RULES: dict[str, Rule] = {}


def rule(code: str, scope: str) -> Callable[[Check], Check]:
    """Registers a rule. Scopes: reading, content, readability, translation, html, site."""

    def register(check: Check) -> Check:
        assert code not in RULES, f"{code} is taken"
        RULES[code] = Rule(code, scope, check, (check.__doc__ or "").strip())
        return check

    return register


def of_scope(scope: str) -> list[Rule]:
    """The rules that look at one kind of thing, by code."""
    return [found for code, found in sorted(RULES.items()) if found.scope == scope]


def as_text() -> str:
    """All rules for a terminal."""
    return "\n\n".join(f"{code}  {inspect.cleandoc(found.doc)}" for code, found in sorted(RULES.items()))


def as_markdown() -> str:
    """All rules as a page for contributors."""
    parts = [_section(found) for _, found in sorted(RULES.items())]
    return "\n\n".join(["# The rules", "Made from the code by `factbook rules --markdown`.", *parts])


def _section(found: Rule) -> str:
    first, _, example = inspect.cleandoc(found.doc).partition("\n\n")
    return f"## {found.code}\n\n{' '.join(first.split())}\n\n```text\n{example}\n```"
