"""The pages as plain Markdown, with all figures filled in: the way out of MkDocs, for any generator of sites."""

import json
import re
from collections.abc import Iterator

from ..page.pages import Page
from ..project import Project
from ..render.render_page import render_page
from ..render.renderer import Renderer

_ATTRIBUTES = re.compile(r"[ \t]*\{:[^}\n]*\}[ \t]*$|\{: [^}\n]*\}", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6}[ \t]+)(.*?)[ \t]*\{:[^}\n]*#([\w:.-]+)[^}\n]*\}[ \t]*$", re.MULTILINE)
_BOX = re.compile(r'^!!! +[\w -]+?(?: +"(?P<title>[^"\n]*)")? *\n(?P<body>(?:(?: {4}[^\n]*)?\n)*(?: {4}[^\n]*)?)', re.M)


def render(project: Project) -> Iterator[tuple[str, str]]:
    """Path and text of each page in each language. Each ends with the disclaimer and its sources."""
    for code, renderer in project.renderers.items():
        for path, page in project.pages.items():
            yield f"{project.prefix(code)}{path}", _page(renderer, page)


def _page(renderer: Renderer, page: Page) -> str:
    done = render_page(renderer, page)
    head = {
        "title": renderer.head(page, "title"),
        "description": renderer.head(page, "description"),
        "lang": renderer.code,
    }
    lines = "".join(f"{key}: {json.dumps(text, ensure_ascii=False)}\n" for key, text in head.items())
    text = done.markdown
    if renderer.code != renderer.book.source_language:  # translated headings keep the ids that links lead to
        text = _HEADING.sub(r'\1<a id="\3"></a>\2', text)
    return f"---\n{lines}---\n{_plain(text).strip()}\n\n{done.disclaimer}\n\n{done.sources}\n"


def _plain(markdown: str) -> str:
    """Without what only some readers of Markdown know: attributes go, boxes become quotations."""
    return _ATTRIBUTES.sub("", _BOX.sub(_quotation, markdown))


def _quotation(found: re.Match[str]) -> str:
    title = [f"**{found['title']}**", ""] if found["title"] else []
    body = [line.removeprefix("    ") for line in found["body"].strip("\n").split("\n")]
    return "\n".join(f"> {line}".rstrip() for line in [*title, *body]) + "\n\n"
