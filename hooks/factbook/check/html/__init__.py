"""Gates over built HTML, whoever built it."""

from . import originals, page_text, pictures, structure, weight  # noqa: F401  (they register their rules)
