"""Which files a site has, and what its style sheets say."""

import re
from collections.abc import Iterator

from ...model.problem import Place
from ...page import urls
from ..built_site import BuiltSite
from ..registry import Finding, rule
from ..visible_text import words_of_style

_WEB_PAGE = re.compile(r"\.[xs]?html?$", re.IGNORECASE)


@rule("FB510", "site")
def missing_page(site: BuiltSite) -> Iterator[Finding]:
    """Every page must be there in every language, and nothing else.

    Bad:  care/ without pt/care/
    Good: care/ and pt/care/
    """
    for code in site.project.book.languages:
        for path in site.project.pages:
            url = urls.url(path, site.project.prefix(code))
            if url not in site.pages:
                yield Place(f"{site.root}/{url}index.html"), f"the page {path!r} must be there in {code!r}", ""
    unread = site.files - {page.path for page in site.pages.values()}
    for name in sorted(name for name in unread if _WEB_PAGE.search(name)):
        yield Place(f"{site.root}/{name}"), "an HTML file must be named .html, so that it can be checked", "Remove it."
    expected = {"404.html", *(address for _, address, _ in site.project.stubs())}
    for url, page in site.pages.items():
        if page.source is None and url not in expected:
            yield page.place(), "an HTML file must come from a page of docs/", "Remove it, or write the page."


@rule("FB526", "site")
def words_in_built_style(site: BuiltSite) -> Iterator[Finding]:
    """A style sheet of a site must not put words or figures on its pages, whoever wrote it.

    Bad:  h1::after { content: "the best cream" } in a style sheet that a plugin brings
    Good: h1::after { content: "→" }
    """
    hint = "Write them on a page, or in docs/_facts/labels.yml."
    for name in sorted(name for name in site.files if name.endswith(".css")):
        for words in words_of_style(site.style_sheet(name)):
            yield Place(f"{site.root}/{name}", subject=words), f"a style must not hold words, {words} are some", hint
