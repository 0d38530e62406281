"""The search: Pagefind's index of each `<html lang>`, and what that does not know (docs/assets/search.js uses both).

Pagefind's Component UI (1.5.2) was tried in place of our dialog, on these pages under their policy, and is left out:
- the live regions that announce results lie outside its modal dialog, and so outside the accessibility tree;
- results below the fold are empty and hidden from screen readers until they are scrolled to;
- that a part cannot be loaded is said in one language only ("Pagefind Error: Could not load search bundle");
- its style sheet has pictures as `data:`, which the policy refuses; it weighs 46 KB (gzip), our script 4.
"""

import gzip
import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pagefind_bin import get_executable  # `python -m pagefind` takes 0.05 s longer

from ..locale.text_search import cut, mended, search_tokens
from ..model.problem import ContentError, Problem
from ..page import urls
from ..project import Project
from ..render.renderer import Renderer

_FOLDER = "pagefind"
WORDS, ENGINE = "search-words.json", "pagefind/pagefind.js"
_MARK = b"pagefind_dcd"
"""What its files begin with, once they are unpacked."""
UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")
"""Ready-made interfaces: this site has its own."""
_HINT = "Leave <article data-pagefind-body> in it, or take the file back from an earlier version (git checkout)."


def index(site: Path) -> None:
    """Write `pagefind/` into a built site.

    Raise OSError with the program's own words where it fails, ContentError where no page says what is searched.
    """
    pages = {file.relative_to(site): file.read_bytes() for file in sorted(site.rglob("*.html"))}
    if not any(b"data-pagefind-body" in page for page in pages.values()):
        raise ContentError(
            Problem("overrides/main.html", 0, 0, "FB115", "a template must mark what is searched", _HINT)
        )
    with TemporaryDirectory() as folder:
        for name, page in pages.items():
            (Path(folder) / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / name).write_text(cut(page.decode("utf-8", "replace")), "utf-8")
        command = [str(get_executable()), "--site", folder, "--output-path", str(site / _FOLDER)]
        command += ["--exclude-selectors", ".cite, .hotlines-known"]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        raise OSError(f"Pagefind failed: {done.stderr.strip() or done.stdout.strip()}")
    entry = site / "pagefind/pagefind-entry.json"  # its order is another one each time
    entry.write_text(json.dumps(json.loads(entry.read_text("utf-8")), sort_keys=True), encoding="utf-8")
    for file in (file for pattern in UNUSED for file in entry.parent.glob(pattern)):
        file.unlink()


def write_words(site: Path, project: Project) -> None:
    """Write for each language what its search needs besides the index that lies in `pagefind/`."""
    prefixes = {code: project.prefix(code) for code in project.published}
    for code, render in project.renderers.items():
        pages = list(_indexed(site, code))
        content = Counter(word for page in pages for word in search_tokens(page["content"]))
        names, sections = _names(render), _sections(render)
        words = {
            "known": " ".join(word for word, _ in content.most_common()),
            "small": [word for text in render.language.small_words for word in search_tokens(text)],
            "names": names,
            "sections": sections,
            "pages": {page["url"].strip("/"): _shown(page) for page in pages},
            "engine": urls.named_by_content(site, ENGINE),
            "prefix": render.prefix,
            "others": {other: prefix for other, prefix in prefixes.items() if other != code},
        }
        (site / render.prefix / WORDS).write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")


def _indexed(site: Path, code: str) -> Iterator[dict[str, Any]]:
    """The pages of a language as Pagefind has read them: without marks, menu and sources."""
    for file in sorted((site / _FOLDER / "fragment").glob(f"{code.lower()}_*")):
        yield json.loads(gzip.decompress(file.read_bytes()).removeprefix(_MARK))


def _shown(page: dict[str, Any]) -> tuple[str, dict[str, str], int]:
    """The title of a page, its headings below that by their ids, and 1 where it comes last (overrides/main.html)."""
    found = [anchor for anchor in page["anchors"] if anchor["element"] in ("h2", "h3", "h4")]
    headings = {anchor["id"]: mended(anchor["text"]) for anchor in found}
    return mended(page["meta"]["title"]), headings, int(page["meta"].get("last", 0))


def _names(render: Renderer) -> dict[str, str]:
    """Names that people may type → the one that the pages of this language use."""
    found: dict[str, str] = {}
    for name, term in render.book.glossary.items():
        own = render.text(term.term, f"term.{name}.term")[0]
        for other in (term.term, *term.names):
            if (typed := " ".join(search_tokens(other))) != " ".join(search_tokens(own)):
                found.setdefault(typed, own)
    return found


def _sections(render: Renderer) -> dict[str, str]:
    """What people type, in any language → the address of the section that answers it; its own words come first."""
    found: dict[str, str] = {}
    for code in dict.fromkeys([render.code, *render.book.languages]):
        for section, words in render.book.search.items():
            path, _, heading = section.partition("#")
            address = urls.url(path, render.prefix) + (f"#{heading}" if heading else "")
            for text in words.get(code, ()):
                found.setdefault(" ".join(search_tokens(text)), address)
    return found
