"""The words of Material for MkDocs, which it has in many languages: labels that a new language need not translate."""

from __future__ import annotations

import re
from pathlib import Path

import material


def theme_texts(source: str, code: str) -> dict[str, str]:
    """Texts in the language `source` → the same in another one, as far as Material has both."""
    folder = Path(material.__file__).parent / "templates/partials/languages"
    sources, target = _texts_of(folder / f"{source}.html"), _texts_of(folder / f"{code}.html")
    return {text: target[key] for key, text in sources.items() if key in target}


def _texts_of(file: Path) -> dict[str, str]:
    found = re.findall(r'"([\w.]+)": "((?:[^"\\]|\\.)*)"', file.read_text("utf-8")) if file.exists() else []
    return dict(found)
