"""What machines read besides HTML: each built page as Markdown, and llms.txt, which lists them (https://llmstxt.org).

Both are made of the HTML that readers get, so that they say the same, whoever built it.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..page import urls
from ..project import Project

LLMS = "llms.txt"
NAME = "index.md"
SAID = "article, .after"
"""What a page says: its text, then disclaimer, trust and sources."""
UNSAID = "svg, nav, script, button, a.back"
"""What is for eyes and hands only. A drawing says the same in words beside it."""
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_PARAGRAPHS = {"p", "dt", "summary", "figcaption", "pre", "table", *_HEADINGS}
_CONTAINERS = "article aside blockquote dd details div dl figure form hr li ol section ul"
_BLOCKS = _PARAGRAPHS.union(_CONTAINERS.split())
_MARKED = {"strong": "**", "b": "**", "em": "*", "i": "*", "cite": "*", "code": "`"}
_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]"} | {"<": "&#60;", "~": "&#126;"})
_ENTITY = re.compile(r"&(?=#?\w+;)")
_STARTS = re.compile(r"^(?:(?=[-+#>])|(\d+)(?=[.)](?: |$)))")
_SPACE = re.compile(r"\s+")


def write(site: Path, project: Project) -> None:
    """Write `index.md` beside each page of the languages that readers are offered, and the llms.txt of each of them."""
    for code in project.published:
        prefix = project.prefix(code)
        for path in project.pages:
            file = site / urls.url(path, prefix) / "index.html"
            if file.is_file():  # the gates report one that is not there
                file.with_name(NAME).write_text(of_page(file.read_text("utf-8", "replace")), "utf-8")
        home = site / prefix / "index.html"
        if home.is_file():
            menu = list(_menu(LexborHTMLParser(home.read_bytes()), project, code))
            listed = LexborHTMLParser(project.renderers[code].file("llms.html", menu=menu))
            (site / prefix / LLMS).write_text(_as_markdown(listed, "body"), "utf-8")


def of_page(html: str) -> str:
    """Return a page as Markdown, with its title, description, language and address before it."""
    tree = LexborHTMLParser(html)
    head = {
        "title": _attribute(tree, "meta[property='og:title']", "content") or _text(tree.css_first("h1")),
        "description": _attribute(tree, "meta[name=description]", "content"),
        "lang": _attribute(tree, "html", "lang"),
        "url": _attribute(tree, "link[rel=canonical]", "href"),
    }
    lines = "".join(f"{key}: {json.dumps(text, ensure_ascii=False)}\n" for key, text in head.items() if text)
    return f"---\n{lines}---\n\n{_as_markdown(tree, SAID)}"


def _as_markdown(tree: LexborHTMLParser, within: str) -> str:
    """Return what the elements that a selector finds say."""
    for node in tree.css(UNSAID):
        node.decompose()
    return "\n\n".join(block for node in tree.css(within) for block in _blocks(node)) + "\n"


def _menu(home: LexborHTMLParser, project: Project, code: str) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Section of the menu → address, title and description of its pages; those without a section come first."""
    render, prefix = project.renderers[code], project.prefix(code)
    pages = {urls.url(path, prefix): page for path, page in project.pages.items()}
    sections: dict[str, list[tuple[str, str, str]]] = {}
    section = ""
    for node in home.css("nav.menu .md-nav__item--section > .md-nav__link, nav.menu a.md-nav__link[href]"):
        if node.tag != "a":
            section = _text(node)
            continue
        address = urljoin(f"/{prefix}", node.attributes["href"] or "").removeprefix("/")
        if page := pages.pop(address, None):  # the menu stands there twice
            title, description = render.head(page, "title"), render.head(page, "description")
            row = (f"{urls.relative(address, prefix)}{NAME}".removeprefix("./"), title, description)
            sections.setdefault(section, []).append(row)
    yield from sections.items()


def _attribute(tree: LexborHTMLParser, selector: str, name: str) -> str:
    node = tree.css_first(selector)
    return (node.attributes.get(name) or "") if node else ""


def _text(node: LexborNode | None) -> str:
    return _SPACE.sub(" ", node.text()).strip() if node else ""


# --- blocks


def _blocks(node: LexborNode) -> Iterator[str]:
    """The blocks that stand in an element; text between them is one too."""
    loose: list[LexborNode] = []
    for child in node.iter(include_text=True):
        if child.tag in _BLOCKS:
            yield from _paragraph(_inline(loose))
            loose = []
            yield from _block(child)
        else:
            loose.append(child)
    yield from _paragraph(_inline(loose))


def _block(node: LexborNode) -> Iterator[str]:
    tag, classes = node.tag or "", (node.attributes.get("class") or "").split()
    if tag == "hr":
        yield "---"
    elif tag == "pre":
        yield f"```\n{node.text().strip()}\n```"
    elif tag == "table":
        yield "\n".join(_rows(node))
    elif tag in ("ul", "ol"):
        items = list(_items(node, ordered=tag == "ol"))
        yield ("\n\n" if any("\n\n" in item for item in items) else "\n").join(items)
    elif tag in _PARAGRAPHS:
        text = _inline(node.iter(include_text=True)).strip()
        bold = tag in ("dt", "summary") or "admonition-title" in classes
        shown = list(_paragraph(_wrapped(text, "**") if bold else text))
        yield from (f"{_HEADINGS[tag]} {text}" for text in shown) if tag in _HEADINGS else shown
    elif tag in ("blockquote", "aside") or "admonition" in classes:
        yield "\n".join(f"> {line}".rstrip() for line in "\n\n".join(_blocks(node)).split("\n"))
    else:
        yield from _blocks(node)


def _paragraph(text: str) -> Iterator[str]:
    if text := text.strip():
        yield _STARTS.sub(lambda found: f"{found[1] or ''}\\", text)


def _items(node: LexborNode, *, ordered: bool) -> Iterator[str]:
    for number, item in enumerate((child for child in node.iter() if child.tag == "li"), 1):
        mark, blocks = f"{number}. " if ordered else "- ", list(_blocks(item))
        if item.css_first(".mark"):  # a note: its mark has a number already, and the source follows on the same line
            mark, blocks = "- ", [" ".join(blocks[:2]), *blocks[2:]]
        lines = "\n\n".join(blocks).split("\n")
        yield "\n".join([f"{mark}{lines[0]}", *(f"    {line}".rstrip() for line in lines[1:])])


def _rows(table: LexborNode) -> Iterator[str]:
    for number, row in enumerate(table.css("tr")):
        cells = [_inline(cell.iter(include_text=True)).strip().replace("|", "\\|") for cell in row.css("th, td")]
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield f"|{' --- |' * len(cells)}"


# --- text within a block


def _inline(nodes: Iterable[LexborNode]) -> str:
    return _SPACE.sub(" ", "".join(map(_phrase, nodes)))


def _phrase(node: LexborNode) -> str:
    tag = node.tag or ""
    if tag == "-text":
        return _ENTITY.sub("&#38;", node.text_content or "").translate(_SPECIAL)
    inner = "".join(map(_phrase, node.iter(include_text=True)))
    if tag == "a":
        return _link(node, inner)
    if tag == "q":
        return f"“{inner}”"
    if tag == "code":
        return f"`{node.text()}`"
    if tag in _MARKED:
        return _wrapped(inner, _MARKED[tag])
    if "mark" in (node.attributes.get("class") or "").split():
        return inner.replace("\\", "")
    return f" {inner} " if tag in _BLOCKS or tag == "br" else inner


def _link(node: LexborNode, inner: str) -> str:
    """A link; a mark is shown as it is, and its number leads to the note of this number."""
    target = node.attributes.get("href") or ""
    if "cite" in (node.attributes.get("class") or "").split():
        return inner.replace("\\", "")
    return f"[{inner.strip()}]({target})" if target and not target.startswith("#") and inner.strip() else inner


def _wrapped(text: str, mark: str) -> str:
    bare = text.strip()
    return text.replace(bare, f"{mark}{bare}{mark}", 1) if bare else text
