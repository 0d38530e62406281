"""Recording that somebody has reviewed a page or a translation."""

import datetime as dt
from pathlib import Path

from ..model.front_matter import Review
from ..project import Project
from ..translate import po_update, reviews


def record_review(project: Project, path: str, language: str | None, *, by: str, role: str, date: dt.date) -> Path:
    """Records a review of a page, or of its translation; returns the file that holds the record."""
    page = project.pages[path]
    if language is None:
        file = project.tree.root / page.file
        review = Review(by=by, role=role, date=date, text=reviews.hash_of_page(page))
        file.write_text(reviews.with_review(file.read_text("utf-8-sig"), review), encoding="utf-8")
        return file
    found = project.bundles[language].catalog(path)
    review = Review(by=by, role=role, date=date, text=reviews.hash_of_translation(found, page.texts()))
    file = project.tree.root / found.file
    content = file.read_text("utf-8-sig")
    file.write_text(po_update.with_review(content, reviews.record(review), found.file), encoding="utf-8")
    return file
