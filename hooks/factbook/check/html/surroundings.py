"""Built pages read back: every word is one that the site has written, whatever put it there."""

import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import chain

from ...locale import theme_words
from ...locale.cldr import FALLBACK
from ...locale.text_search import folded, normal
from ...model.problem import Place
from ...page import urls
from ...page.sentences import split
from ...translate.damages import prose
from ..built_page import BuiltPage
from ..built_site import BuiltSite
from ..registry import Finding, rule

_JUDGED_ELSEWHERE = {
    "data", "q", "time", "code", "cite", "tel:", ".cite", ".original", ".names", ".address", ".scale", ".fact",
    ".md-social", ".md-source", ".md-copyright__highlight",
}  # fmt: skip
"""What other rules vouch for, and what settings name."""
_FILLED = re.compile(r"\{\{.*?\}\}|\{[^{}]*\}|<[^<>]*>|`[^`]*`")
_WORD = re.compile(r"[^\W\d_]+")
_HEAD = "title, meta[name$=description], meta[property$=description], meta[property$=title], meta[property$=site_name]"


@rule("FB529", "html")
def unwritten_text(site: BuiltSite, page: BuiltPage) -> Iterator[Finding]:
    """What stands around the text of a page, in its head, menu, foot and notes, must be words of labels, titles, names
    and data of the site, or of the theme, in the language that they are marked as. Of a translation, so must all text:
    what is not translated is marked as such. A template, a hook or an extension adds no words of its own.

    Bad:  <footer>Vitamins help.</footer>; at /pt/ <p>A cool cloth helps.</p>
    Good: <footer>{{ label('site.footer') }}</footer>; <p><span class="untranslated" lang="pl" dir="ltr">A cool cloth …
    """
    hint = "Write it into docs/_facts/labels.yml, and {{ label('…') }} into the template; translate it; or take it out."
    original = site.pages.get(urls.url(page.source.path)) if page.source else None
    for at, lang, text in _shown(page, site.project.book.source_language):
        code = lang if lang in site.project.book.languages else page.code
        for each in {code, page.code} - site.unwritten.keys():
            site.unwritten[each] = _unwritten(site, each)
        left = site.unwritten[code](text)
        if left and code != page.code:  # labels in the original may have a name in them that is translated
            left = site.unwritten[page.code](left)
        if len(left) > 1 and (lang == page.code or original is None or not _has(original, text)):
            yield at(), f"words must be the site's own, in {code!r} {left[:60]!r} are not", hint


def _has(original: BuiltPage, text: str) -> bool:
    """Return whether a page has a text: another plugin may have changed an original, which is judged itself."""
    return " ".join(_words(text)) in " ".join(_words(" ".join(run.text for run in original.runs)))


def _shown(page: BuiltPage, source: str) -> Iterator[tuple[Callable[[], Place], str, str]]:
    """Yield what gives the place, language and text of all that is judged."""
    exempt = _JUDGED_ELSEWHERE | ({"article"} if page.code == source else set())
    for node in page.tree.css(_HEAD):
        said = node.text() or node.attributes.get("content") or ""
        yield partial(page.place, said), page.code, said
    judged = {inside for inside in page.surroundings if inside.isdisjoint(exempt)}
    for stretch in page.stretches:
        if own := [run for run in stretch if run.inside in judged]:
            marked = own[0].lang != source or ".untranslated" in own[0].inside or "article" not in own[0].inside
            shown = "".join(run.text if run.inside in judged else " " for run in stretch)
            yield partial(page.place_of, own[0]), own[0].lang if marked else page.code, shown
    for node, text in page.labels:
        if page.code != source or all(at.tag != "article" for at in page.around(node)):
            yield partial(page.place, text), page.lang_of(node), text


def _unwritten(site: BuiltSite, code: str) -> Callable[[str], str]:
    """Return what gives the words of a text that no text of the site in a language has, in small letters."""
    phrases, lengths = set[tuple[str, ...]](), dict[str, set[int]]()
    for text in _texts(site, code):
        parts = [prose(part) for part in (text, *_FILLED.split(text))]
        for words in filter(None, map(_words, (*parts, *chain.from_iterable(map(split, parts))))):
            phrases.add(words)
            lengths.setdefault(words[0], set()).add(len(words))

    @cache  # most of it is on all pages
    def unwritten(text: str) -> str:
        words = _words(text)
        left: list[tuple[str, ...]] = [()]  # for each end of the text, from the shortest: the fewest words that remain
        for at in reversed(range(len(words))):
            fitting = (length for length in lengths.get(words[at], ()) if length <= len(left))
            ways = [left[-length] for length in fitting if words[at : at + length] in phrases]
            left.append(min([(words[at], *left[-1]), *ways], key=len))
        return " ".join(left[-1])

    return unwritten


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(folded(normal(text))))


def _texts(site: BuiltSite, code: str) -> Iterator[str]:
    """Yield what the site says in a language, and the names that it has."""
    project, book = site.project, site.project.book
    for name, texts in project.texts():
        for text in texts:
            known = project.bundles[code].verdict(name, text).text if code in project.bundles else text.source
            yield known or (text.source if text.context else "")  # a segment would be marked as untranslated
    yield from next(filter(None, (theme_words.theme_texts(own, own) for own in (code, FALLBACK.language)))).values()
    yield theme_words.NAME
    entries = [*book.hotlines.values(), *book.sources.values(), *book.languages.values()]
    reviews = [page.meta.reviewed for page in project.pages.values()]
    reviews += [review for coverage in project.coverages.values() for review in coverage.reviews.values()]
    for row in (*entries, *reviews):
        yield from (
            getattr(row, key, None) or "" for key in ("name", "abbreviation", "title", "publisher", "by", "role")
        )
    yield from (gloss for hotline in book.hotlines.values() for gloss in hotline.gloss.values())
    spoken = {*book.languages, *(source.language for source in book.sources.values())}
    yield from map(project.renderers[code].language_name, spoken)
    yield from chain.from_iterable(project.settings.values())
