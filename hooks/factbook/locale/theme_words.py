"""The words of Material for MkDocs, which it has in many languages: labels that a new language need not translate."""

import re
from importlib import resources
from importlib.resources.abc import Traversable

from .cldr import known_as

NAME = "Material for MkDocs"
"""As it stands at the foot of a site that names it."""


def theme_texts(source: str, code: str) -> dict[str, str]:
    """Texts in the language `source` → the same in another one, as far as Material has both."""
    folder = resources.files("material") / "templates/partials/languages"
    sources, target = _texts_of(folder, source), _texts_of(folder, code)
    return {text: target[key] for key, text in sources.items() if key in target}


def _texts_of(folder: Traversable, code: str) -> dict[str, str]:
    file = next((file for name in known_as(code) if (file := folder / f"{name}.html").is_file()), None)
    return dict(re.findall(r'"([\w.]+)": "((?:[^"\\]|\\.)*)"', file.read_text("utf-8"))) if file else {}
