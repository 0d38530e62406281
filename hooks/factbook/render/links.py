"""Links on pages: those between pages stay in one language, those out of the site say in which one they lead on."""

import re

from markupsafe import escape

_TO_PAGE = re.compile(r"(\]\(\s*|^ {0,3}\[[^\]\n]+\]:\s*)([\w./-]+)\.md(?=[#)\s]|$)", re.MULTILINE)
_OUT = re.compile(r'<a (?=[^>]*\bhref="https?://)(?![^>]*\bhreflang=)([^>]*)>(.*?)</a>', re.DOTALL)


def in_language(markdown: str, code: str) -> str:
    """The Markdown with links to pages in the language `code`: "(care.md#a)" → "(care.pt.md#a)"."""
    return _TO_PAGE.sub(rf"\1\2.{code}.md", markdown)


def marked(html: str, language: str, note: str) -> str:
    """The HTML with the language of each link out of the site, which is taken to be the one that the pages are written
    in; `note`, which says it, is added to its text."""
    end = f" {escape(note)}" if note else ""
    return _OUT.sub(rf'<a \1 hreflang="{language}">\2{end}</a>', html)
