"""Reviews: who has checked which text. A review is of a text: a later change of that text clears it by itself."""

import hashlib
import re
from collections.abc import Iterable

import yaml
from pydantic import ValidationError

from ..model.front_matter import Review
from ..page.pages import FRONT_MATTER, Page
from ..page.texts import Text
from .po import Catalog

_OLD = re.compile(r"^reviewed:.*(?:\n[ \t]+.*)*\n?", re.MULTILINE)
_RECORD = re.compile(r"(?P<date>\d{4}-\d\d-\d\d) (?P<text>[0-9a-f]{16}) (?P<by>.+) \((?P<role>[^()]+)\)")


def hash_of_page(page: Page) -> str:
    """What a review of a page is bound to: its title, its description and its text."""
    return _hash([page.meta.title, page.meta.description, page.body])


def hash_of_translation(catalog: Catalog, texts: Iterable[Text]) -> str:
    """What a review of a translation is bound to: the original and the translation of each text."""
    found = [(text.source, catalog.get(text)) for text in texts]
    return _hash(part for source, entry in found for part in (source, entry.text if entry else ""))


def of_page(page: Page) -> Review | None:
    """The review of a page, where there is one of its present text."""
    review = page.meta.reviewed
    return review if review and review.text == hash_of_page(page) else None


def of_translation(page: Page, catalog: Catalog) -> Review | None:
    """The review of a page's translation, where there is one of its present text, and its record can be read."""
    found = _RECORD.fullmatch(catalog.reviewed)
    if found is None or found["text"] != hash_of_translation(catalog, page.texts()):
        return None
    try:
        return Review.model_validate(found.groupdict())
    except ValidationError:  # a day that is none
        return None


def with_review(content: str, review: Review) -> str:
    """The file of a page with the review in its front matter, in place of an earlier one."""
    head = FRONT_MATTER.match(content)
    if head is None:
        raise ValueError("a page must begin with front matter")
    entry = yaml.safe_dump(
        review.model_dump(), default_flow_style=True, sort_keys=False, allow_unicode=True, width=10_000
    )
    kept = _OLD.sub("", f"{head[1]}\n").rstrip("\n")
    return f"---\n{kept}\nreviewed: {entry}---\n{content[head.end() :]}"


def record(review: Review) -> str:
    """A review as one line, for the header of a PO file."""
    return f"{review.date} {review.text} {review.by} ({review.role})"


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
