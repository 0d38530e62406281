"""What machines read: the facts as JSON, and schema.org data for each page."""

import json
from typing import Any

from ..model.entries import Fact
from ..page import urls
from ..page.pages import Page
from ..render.renderer import Renderer
from ..translate import reviews


def facts_json(render: Renderer) -> str:
    """Every fact in one language: id, claim, value, unit, sources with anchors, addresses of the pages that show it."""
    book = render.book
    head = {"language": render.code, "sources": {name: _source(render, name) for name in book.sources}}
    facts = [json.dumps(_fact(render, name, fact), ensure_ascii=False) for name, fact in book.facts.items()]
    lines = ",\n".join(facts)  # one each; with `indent`, Python writes JSON ten times as slowly
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "facts": [\n{lines}\n]}}\n'


def _source(render: Renderer, name: str) -> dict[str, Any]:
    source = render.book.sources[name]
    shown = source.model_dump(
        mode="json", include={"title", "publisher", "kind", "language", "sha256", "medical_evidence"}
    )
    return {**shown, "read": source.read.isoformat(), "dated": source.dated.canonical() if source.dated else None}


def _fact(render: Renderer, name: str, fact: Fact) -> dict[str, Any]:
    claim, translated = render.text(fact.claim, f"fact.{name}.claim")
    figures = {part: value for part in ("value", "when") if (value := getattr(fact, part))}
    shown = {part: render.figure(name, part)[0] for part in figures}
    plain = fact.model_dump(mode="json", by_alias=True, exclude_none=True, include={*figures, "evidence"})
    return {
        "id": name,
        "claim": claim.format(**shown),
        "claim_language": render.code if translated else render.book.source_language,
        **{part: {**plain[part], "canonical": value.canonical(), "text": shown[part]}
           for part, value in figures.items()},
        "unit": getattr(fact.value, "unit", None),
        "note": render.text(fact.note, f"fact.{name}.note")[0] if fact.note else None,
        "evidence": plain["evidence"],
        "differs_from": list(fact.differs_from),
        "pages": [urls.url(path, render.prefix) for path in render.index.uses.get(name, ())],
    }  # fmt: skip


def json_ld(render: Renderer, page: Page, *, address: str) -> str:
    """A schema.org MedicalWebPage with its citations; `lastReviewed` only where a review is recorded."""
    book = render.book
    content: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": render.head(page, "title"),
        "description": render.head(page, "description"),
        "inLanguage": render.code,
        "url": address,
        "about": {"@type": "MedicalCondition", "name": render.raw_label("site.condition")},
        "citation": [_citation(render, name) for name in page.meta.sources if name in book.sources],
    }
    if review := reviews.of_page(page):
        content["lastReviewed"] = review.date.isoformat()
        content["reviewedBy"] = {"@type": "Person", "name": review.by, "jobTitle": review.role}
    return json.dumps(content, ensure_ascii=False).replace("<", "\\u003c")


def _citation(render: Renderer, name: str) -> dict[str, Any]:
    source = render.book.sources[name]
    publisher = {"publisher": {"@type": "Organization", "name": source.publisher}} if source.publisher else {}
    return {"@type": "CreativeWork", "name": source.title, "inLanguage": source.language, **publisher}
