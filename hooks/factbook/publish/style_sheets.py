"""One style sheet in the place of a page's many, cut to what the pages that have it can use.

A rule stays if one of its selectors can match (`selectors.Names`), a custom property if something asks for it. Rules
of Material's scheme "slate" follow the system: they stand in `@media (prefers-color-scheme: dark)`.
"""

import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

import tinycss2

from ..load.cache import Cache, digest
from ..page import urls
from . import selectors
from .selectors import Names

BUNDLE, ICONS = "assets/style{}.css", "assets/icons"
_LINK = re.compile(
    r"<link\b(?=[^>]*\brel=[\"']?stylesheet\b)(?![^>]*\bmedia=)[^>]*>\s*|<style>[^<]*</style>\s*(?=.*</head>)",
    re.DOTALL,
)
_INLINE = "data-inline"
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)
_ADDRESS = re.compile(r"\b(?:href|src)=[\"']?([^\"'\s>]+)")
_ASKED_BY_SCRIPT = re.compile(r"\b(?:src|data-[\w-]+)=[\"']?([^\"'\s>]+)")
_GROUPS = {"media", "supports", "layer", "container"}
_SLATE, _DEFAULT = f"[{selectors.SCHEME}=slate]", f"[{selectors.SCHEME}=default]"
_DARK = "screen and (prefers-color-scheme:dark)"
_ASKED = re.compile(r"var\(\s*(--[\w-]+)")
_DATA = re.compile(r"url\(\s*([\"'])data:image/svg\+xml[^,]*,(.*?)\1\s*\)", re.DOTALL)
_URL = re.compile(r"url\(\s*([\"']?)(?!data:|#|/|[a-zA-Z]+:)([^\"')]+)\1\s*\)")
_CODE = [Path(file).read_bytes() for file in (__file__, selectors.__file__)]


class Rule(NamedTuple):
    """A rule, or a group of rules: `head` is a selector or the name of an at-rule, `body` what stands in its braces."""

    head: str
    body: "list[Rule | tuple[str, str]] | str | None"


def write(site: Path, cache: Cache) -> None:
    """Give each page of a built site one style sheet in the place of the site's own ones that it asks for.

    Where a link has `data-inline`, the rules stand in the page.
    """
    pages = {file: file.read_text("utf-8", "replace") for file in sorted(site.rglob("*.html"))}
    groups: dict[tuple[str, ...], list[Path]] = {}
    for file, html in pages.items():
        if sheets := tuple(name for _, name in _links(site, file, html)):
            inline = [_INLINE] if f"<link {_INLINE}" in html else []
            groups.setdefault((*sheets, *inline), []).append(file)
    for number, (sheets, files) in enumerate(sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))):
        css = _cut(site, sheets, [pages[file] for file in files], _scripts(site, files, pages), cache)
        name = BUNDLE.format(f"-{number + 1}" if number else "")
        if _INLINE not in sheets:
            css = _with_files(site, css)
            (site / name).parent.mkdir(exist_ok=True)
            (site / name).write_text(css, "utf-8")
        for file in files:
            links = _links(site, file, pages[file])
            base = _ADDRESS.findall(links[0][0])[0].partition("?")[0].removesuffix(links[0][1])
            tag = f'<link rel="stylesheet" href="{base}{name}?v={urls.version(css.encode())}">\n'
            html = pages[file].replace(links[0][0], f"<style>{css}</style>\n" if _INLINE in sheets else tag, 1)
            for link, _ in links[1:]:
                html = html.replace(link, "", 1)
            file.write_text(html, "utf-8")
    for name in {name for sheets in groups for name in sheets if name.endswith(".css")}:
        (site / name).unlink()


def _links(site: Path, file: Path, html: str) -> list[tuple[str, str]]:
    """Return the links of a page to the site's own style sheets, each with the path of the sheet, and its styles."""
    found = ((tag, tag if tag.startswith("<style") else _own(site, file, tag)) for tag in _LINK.findall(html))
    return [(link, name) for link, name in found if name]


def _own(site: Path, file: Path, tag: str) -> str:
    """Return the path, below the site's root, of the file that a tag asks for; empty if it is not the site's."""
    parts = urls.parts_of(next(iter(_ADDRESS.findall(tag)), ""))
    path = posixpath.normpath(posixpath.join(file.parent.relative_to(site).as_posix(), parts.path))
    steps = path.strip("/").split("/")  # 404.html has the folder of the site in its addresses
    names = ("/".join(steps[at:]) for at in range(len(steps) if path.startswith("/") else 1))
    own = next((name for name in names if (site / name).is_file()), "")
    return own if not parts.netloc and parts.path.endswith(own) else ""


def _scripts(site: Path, files: Iterable[Path], pages: dict[Path, str]) -> list[str]:
    """Return the scripts of pages, each once, and those that a `data-` attribute names for later."""
    found: dict[str, str] = {}
    for file in files:
        for attributes, text in _SCRIPT.findall(pages[file]):
            if "application/" not in attributes:
                found.setdefault(text, text)
                for address in _ASKED_BY_SCRIPT.findall(attributes):
                    if name := _own(site, file, f'src="{address}"'):
                        found.setdefault(name, (site / name).read_text("utf-8", "replace"))
    return list(found.values())


def _cut(site: Path, sheets: Iterable[str], pages: list[str], scripts: list[str], cache: Cache) -> str:
    """Return the style sheet of pages: a kept one if these have the same names as those of an earlier build."""
    texts = {name: _text(site, name) for name in sheets if name != _INLINE}
    names = Names.of(pages, scripts)
    asked = names.words.intersection(selectors.words("".join(texts.values())))
    key = digest([*_CODE, *texts, *texts.values(), *sorted(asked), *sorted(names.schemes)])
    if (kept := cache.get("style", key)) is None:
        rules = [rule for name, text in texts.items() for rule in cut(_rebased(text, name), names)]
        kept = "".join(_written(_without_unasked(rules, names))).encode()
        cache.put("style", key, kept)
    return kept.decode()


def _text(site: Path, sheet: str) -> str:
    if sheet.startswith("<style"):
        return sheet.partition(">")[2].rpartition("</")[0]
    return (site / sheet).read_text("utf-8", "replace")


def _rebased(css: str, name: str) -> str:
    """Return a style sheet with the addresses in it as the one that takes its place has them."""

    def moved(found: re.Match[str]) -> str:
        path = posixpath.relpath(posixpath.join(posixpath.dirname(name), found[2]), posixpath.dirname(BUNDLE))
        return f'url("{path}")'

    return _URL.sub(moved, css)


def _with_files(site: Path, css: str) -> str:
    """Write the pictures that stand in a style sheet to files: the policy of the pages allows no `data:`."""

    def file_of(found: re.Match[str]) -> str:
        data = unquote_to_bytes(found[2])
        name = f"{hashlib.sha256(data).hexdigest()[:8]}.svg"
        (site / ICONS).mkdir(parents=True, exist_ok=True)
        (site / ICONS / name).write_bytes(data)
        return f"url({posixpath.relpath(ICONS, posixpath.dirname(BUNDLE))}/{name})"

    return _DATA.sub(file_of, css)


def cut(css: str, names: Names) -> list[Rule]:
    """Return the rules of a style sheet that can match something."""
    return list(_rules(_parsed(css), names))


@lru_cache(maxsize=16)
def _parsed(css: str) -> Sequence[Any]:
    """Return the nodes of a style sheet, which may be cut for several groups of pages. Nobody may change them."""
    nodes: Sequence[Any] = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return nodes


def _rules(nodes: Iterable[Any], names: Names) -> Iterator[Rule]:
    for node in nodes:
        if node.type == "qualified-rule":
            yield from _style_rule(node, names)
        elif node.type == "at-rule" and node.lower_at_keyword in _GROUPS and node.content is not None:
            inside = list(_rules(tinycss2.parse_rule_list(node.content, True, True), names))
            head = f"@{node.at_keyword} {tinycss2.serialize(node.prelude).strip()}"
            if inside:
                yield Rule(head, [*inside])
        elif node.type == "at-rule" and node.lower_at_keyword != "charset":
            prelude = tinycss2.serialize(node.prelude).strip()
            body = None if node.content is None else tinycss2.serialize(node.content).strip()
            yield Rule(f"@{node.at_keyword} {prelude}".strip(), body)


def _style_rule(node: Any, names: Names) -> Iterator[Rule]:
    """Yield a rule with the selectors that can match; those for dark pages apply where the system is dark."""
    fitting = [_compact(selector) for selector in selectors.parts(node.prelude) if names.allow(selector)]
    body = list(_declarations(node.content)) if fitting else []
    dark = [text for text in fitting if _SLATE in text and "slate" not in names.schemes]
    if body and (kept := [text for text in fitting if text not in dark]):
        yield Rule(",".join(kept), body)
    if body and dark:
        light = _DEFAULT if "default" in names.schemes else ":root"
        yield Rule(f"@media {_DARK}", [Rule(",".join(text.replace(_SLATE, light) for text in dark), body)])


def _compact(selector: Iterable[Any]) -> str:
    text = re.sub(r"\s+", " ", tinycss2.serialize(selector)).strip()
    return re.sub(r"\s*([>+~])\s*(?![^\[]*\])", r"\1", text).replace('"slate"', "slate")


def _declarations(content: Iterable[Any]) -> Iterator[Rule | tuple[str, str]]:
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            value = re.sub(r"\s+", " ", tinycss2.serialize(node.value)).strip()
            yield node.name, f"{value}!important" if node.important else value
        elif node.type == "qualified-rule":
            yield Rule(_compact(node.prelude), list(_declarations(node.content)))


def _without_unasked(rules: list[Rule], names: Names) -> list[Rule]:
    """Return rules without the animations and the custom properties that neither a rule nor a script asks for."""
    animated = "".join(value for name, value in _all_declarations(rules) if name.startswith("animation"))
    rules = [rule for rule in rules if "keyframes" not in rule.head or rule.head.split()[-1] in animated]
    while True:
        asked = {name for _, value in _all_declarations(rules) for name in _ASKED.findall(value)}
        asked |= {name for rule in rules if isinstance(rule.body, str) for name in _ASKED.findall(rule.body)}
        unasked = {name for name, _ in _all_declarations(rules) if name.startswith("--")} - asked
        unasked = {name for name in unasked if name.removeprefix("--") not in names.words}
        if not unasked:
            return rules
        rules = [left for rule in rules if (left := _left(rule, unasked))]


def _all_declarations(rules: Iterable[Rule | tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for rule in rules:
        if isinstance(rule, Rule):
            yield from _all_declarations(rule.body) if isinstance(rule.body, list) else ()
        else:
            yield rule


def _left(rule: Rule, unasked: set[str]) -> Rule | None:
    if not isinstance(rule.body, list):
        return rule
    parts = [_left(part, unasked) if isinstance(part, Rule) else part for part in rule.body]
    body = [part for part in parts if part and (isinstance(part, Rule) or part[0] not in unasked)]
    return Rule(rule.head, body) if body else None


def _written(rules: Iterable[Rule | tuple[str, str]]) -> Iterator[str]:
    for rule in rules:
        if not isinstance(rule, Rule):
            yield f"{rule[0]}:{rule[1]};"
        elif rule.body is None:
            yield f"{rule.head};"
        else:
            yield f"{rule.head}{{{rule.body if isinstance(rule.body, str) else ''.join(_written(rule.body))}}}"
