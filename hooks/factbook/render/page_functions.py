"""The functions that pages call, and what the partials ask about the page at hand."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from markupsafe import Markup, escape

from ..load import git as repository
from ..locale import text_search
from ..page import calls, pages, segments, urls
from ..page.blocks import Piece, Segment
from ..page.pages import Page
from ..page.sentences import with_marks
from ..page.texts import Text
from ..translate.escaping import as_text
from . import html_stash, pictures, sections
from .citations import MARK, Citations, named_kinds, rest_alike
from .renderer import FOREIGN_END, Renderer

ROOT_HASH_PLACEHOLDER = "0" * 64
"""Stands for the root hash of the manifest until that is known."""
_PAGE_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s#][^()\s]*\)")


class PageFunctions:
    """Renders one page; its public methods are the functions that pages call."""

    def __init__(self, renderer: Renderer, page: Page) -> None:
        self.renderer, self.page_, self.book = renderer, page, renderer.book
        self.citations = Citations()
        self.in_original = False
        """Whether the segment at hand is left in the source language: then its texts and figures are in it too."""
        self.untranslated = 0
        self.kind = ""
        """The kind of source that all of the section at hand rests on, where its head says so."""

    def call(self, name: str, arguments: tuple[str, ...]) -> str:
        """What a function of pages gives."""
        if name not in (*calls.FUNCTIONS, *calls.IN_TRANSLATIONS, *calls.AROUND_TEXT):
            raise LookupError(f"a call must be a known function, got {name!r}")
        return escape(getattr(self, name)(*arguments))

    def fill(self, template: str) -> tuple[str, tuple[str, ...]]:
        """Return the template with its calls done, and the HTML that the stash holds.

        Nothing is held for a text with signs of its own. Raises LookupError for a call of no known function.
        """
        held, text, own_signs = list[str](), list[str](), html_stash.SIGN.search(template)
        for part in calls.split_calls(template):
            made = part if isinstance(part, str) else self.call(part.name, part.arguments)
            text.append(made if isinstance(part, str) or own_signs else html_stash.sign(held, part.name, made))
        return "".join(text), tuple(held)

    # -- the functions of pages

    def fact(self, name: str) -> Markup:
        """The fact's figure, bound to it; its citation is a `cite()` at the end of the sentence."""
        return self.figure(name, "value")

    def when(self, name: str) -> Markup:
        """The date or period of the fact, in the same way."""
        return self.figure(name, "when")

    def cite(self, *names: str) -> Markup:
        """The mark of what a sentence states; it names kinds of sources that are not to be taken for medical evidence,
        unless the head of the section does."""
        return self.cite_in("", *names)

    def term(self, name: str, shown: str = "") -> Markup:
        """A word with a link to its explanation."""
        entry = self.book.glossary[name]
        own = shown or (entry.term if self.in_original else "")
        text = escape(own) if own else self.renderer.marked(entry.term, f"term.{name}.term")
        if "glossary" not in self.renderer.index.calling or not entry.meaning:
            return text
        return Markup('<a class="term" href="{}">{}</a>').format(self.link("glossary", f"term-{name}"), text)

    def outdated(self, name: str) -> Markup:
        """The outdated words that a term replaces, quoted: for the one place that explains them."""
        first = self.book.glossary[name].replaces[0]
        pattern = '<q class="outdated" lang="{}">{}</q>'
        return Markup(pattern).format(self.book.source_language, first)

    def hotlines(self) -> Markup:
        """The telephone lines, with what is known of them."""
        return self.partial("hotlines", sources=dict.fromkeys(entry.source for entry in self.book.hotlines.values()))

    def claims(self, *names: str) -> Markup:
        """Facts as a list, each in its own words."""
        return self.partial("claims", names=names)

    def compare(self, *names: str) -> Markup:
        """Facts that differ, side by side."""
        return self.partial("compare", names=names)

    def timeline(self, *names: str) -> Markup:
        """Dated facts, earliest first."""
        return self.partial("timeline", names=sorted(names, key=lambda name: self.book.facts[name].date))

    def picture(self, name: str) -> Markup:
        """A picture drawn from facts, with its sources and the same in words."""
        render, entry = self.renderer, self.book.pictures[name]
        scene = pictures.scene(render, name, entry)
        text = pictures.text(render, name, entry, original=self.in_original)
        return self.partial("picture", ident=name, picture=entry, scene=scene, text=text)

    def glossary(self) -> Markup:
        """All terms that have a meaning, in the alphabet of the language."""
        shown = {
            name: self.renderer.text(term.term, f"term.{name}.term")[0] for name, term in self.book.glossary.items()
        }
        explained = [name for name in shown if self.book.glossary[name].meaning]
        explained.sort(key=lambda name: text_search.sort_key(shown[name], self.renderer.language.alphabet))
        return self.partial("glossary", names=explained)

    def sources(self) -> Markup:
        """The register of the documents."""
        return self.partial("register")

    def evidence(self, *topics: str) -> Markup:
        """The facts of the topics (without one, of all) with their anchors and the pages that show them."""
        known = self.book.topics
        return self.partial("evidence", topics=[(topic, known[topic]) for topic in topics or known])

    def disclaimer(self) -> Markup:
        """The disclaimer as running text (every page carries it anyway)."""
        return self.partial("disclaimer-text")

    def urgent(self, path: str) -> Markup:
        """The box that tells a reader to act, as another page has it, without its links to other pages."""
        page = self.renderer.index.pages[path]
        pieces = segments.parse(segments.urgent_box(page.body))
        box = self.translated(page, pieces)
        return Markup(html_stash.restored(*self.fill(_PAGE_LINK.sub(r"\1", box))))

    def origin(self) -> Markup:
        """From which commit the site is built, and the root hash of its files."""
        return self.partial("origin", commit=repository.commit(self.renderer.root), blank=ROOT_HASH_PLACEHOLDER)

    def count(self, table: str) -> Markup:
        """How many entries a table of the factbook has: a figure of the site's own that is always right."""
        shown = self.renderer.format.number(len(getattr(self.book, table)))
        return Markup('<span class="count">{}</span>').format(shown)

    def translations(self) -> Markup:
        """How far each translation is, page by page, with its PO files."""
        return self.partial("translations", coverages=self.renderer.coverages().values())

    # -- what translations may add, and what surrounds a segment that is left in the source language

    def original(self, words: str, *facts: str) -> Markup:
        """Words of the original, then figures of facts, for readers who say them to others or look for them."""
        source = self.book.source_language
        shown = Markup(" ").join([words, *(self.renderer.bound_figure(name, "value", original=True) for name in facts)])
        pattern = '<span class="original" lang="{}" dir="{}" translate="no">{}</span>'
        return Markup(pattern).format(source, self.book.languages[source].direction, shown)

    def foreign(self) -> Markup:
        """From here on, text and figures are in the source language."""
        self.in_original = True
        return self.renderer.foreign_start

    def native(self) -> Markup:
        """From here on, they are in the page's language again."""
        self.in_original = False
        return FOREIGN_END

    # -- what surrounds a section that rests on one kind of source

    def same_kind(self, kind: str) -> Markup:
        """From here on, all rests on a kind of source that marks would name; this says it once."""
        self.kind = kind
        return self.partial("same-kind", kind=kind)

    def any_kind(self) -> Markup:
        """From here on, marks name such kinds again."""
        self.kind = ""
        return Markup("")

    # -- what the partials use

    def partial(self, name: str, **values: object) -> Markup:
        """A partial about the page at hand."""
        return self.renderer.partial(name, page=self.page_, functions=self, **values)

    def figure(self, name: str, part: str) -> Markup:
        """The fact's value or date, bound to it."""
        return self.renderer.bound_figure(name, part, original=self.in_original)

    def claim(self, name: str) -> Markup:
        """The fact's claim with its figures bound."""
        fact, render = self.book.facts[name], self.renderer
        text, translated = (fact.claim, False) if self.in_original else render.text(fact.claim, f"fact.{name}.claim")
        parts = [part for part in ("value", "when") if getattr(fact, part)]
        filled = escape(text).format(
            **{part: render.bound_figure(name, part, original=not translated) for part in parts}
        )
        return filled if translated or self.in_original else self.renderer.foreign(filled)

    def bare_cite(self, name: str) -> Markup:
        """The mark of a fact beside the name of its source."""
        return self._mark((name,), ())

    def cite_in(self, back: str, *names: str) -> Markup:
        """The same; in a place that may be closed, a note that is new leads back to `back`."""
        kinds, only = named_kinds(names, self.book)
        return self._mark(names, () if kinds == (self.kind,) else kinds, only=only, back=back)

    def note(self, name: str) -> Markup:
        """The fact's note."""
        return self.renderer.marked(self.book.facts[name].note or "", f"fact.{name}.note")

    def link(self, function: str, fragment: str) -> str:
        """The address of something on the page that calls this function, from the page at hand."""
        path = self.renderer.index.calling[function]
        return urls.relative(f"{urls.url(path)}#{fragment}", urls.url(self.page_.path))

    def page_link(self, path: str) -> str:
        """The address of another page of this language, from the page at hand."""
        return urls.relative(urls.url(path), urls.url(self.page_.path))

    def card(self) -> tuple[str, str] | None:
        """Address of the card and the name to save it by; None on the card itself, and where there is none."""
        path = self.renderer.index.layouts.get("card")
        if path is None or self.page_.meta.layout == "card":
            return None
        return self.page_link(path), f"{Path(path).stem}.{self.renderer.code}.html"

    def uses(self, name: str) -> list[tuple[str, Markup]]:
        """Address and title of the pages that show a fact."""
        index = self.renderer.index
        paths = index.uses.get(name, ())
        return [(self.page_link(path), self.renderer.marked_head(index.pages[path], "title")) for path in paths]

    def translated_page(self, code: str, name: str) -> tuple[str, Markup]:
        """Address and title of a page in the language `code`; of its first page for the interface."""
        page = self.renderer.index.pages.get(name)
        title = self.renderer.marked_head(page, "title") if page else self.renderer.label("translations.interface")
        here = urls.url(self.page_.path, self.renderer.prefix)
        return urls.relative(urls.url(page.path if page else "index.md", f"{code}/"), here), title

    def edit_address(self, file: str) -> str:
        """Where a file below docs/ can be changed."""
        return f"{self.renderer.edit_root}{file.removeprefix(f'{pages.DOCS}/')}"

    # -- helpers

    def translated(self, page: Page, pieces: Sequence[Piece]) -> str:
        """A page's pieces in the language at hand, with their marks; what stays original is marked, and counted."""
        bundle = self.renderer.bundle
        marked, marked_original = map(self._marking, (self.renderer.code, self.book.source_language))
        if bundle is None:  # put back as it was, but for the ids of headings: they must be the same in all languages
            return sections.render(pieces, lambda segment: marked(segment.text), self.book)
        found = segments.segments(pieces)
        texts = {text: bundle.verdict(page.path, Text(text)).text for text in {item.text for item in found}}
        # One bad segment takes its whole group along: no instructions in a mixture of languages.
        spoiled = {item.group for item in found if item.group is not None and texts[item.text] is None}
        self.untranslated += sum(item.group in spoiled or texts[item.text] is None for item in found)

        def put(segment: Segment) -> str:
            translation = texts[segment.text]
            if translation is None or segment.group in spoiled:
                return f"{{{{ foreign() }}}}{marked_original(segment.text)}{{{{ native() }}}}"
            return marked(as_text(segment.text, translation))

        return sections.render(pieces, put, self.book)

    def _marking(self, code: str) -> Callable[[str], str]:
        """Return what puts the marks into a text of a language."""
        alike = partial(rest_alike, book=self.book)
        return partial(with_marks, abbreviations=self.book.languages[code].abbreviations, alike=alike)

    def _mark(self, facts: Sequence[str], kinds: Sequence[str], *, only: bool = True, back: str = "") -> Markup:
        render, label = self.renderer, self.renderer.plain_label
        note, new = self.citations.note(facts, self.book, back=back)
        ident = Markup(' id="cite-{}"').format(note.number) if new and not back else ""
        lang = render.native_attributes if self.in_original else ""
        text = render.format.number(note.number)
        if kinds:
            named = ", ".join(label(f"{MARK}.{kind}") for kind in kinds)
            text = f"{text}, {named if only else label('cite.partly', kinds=named)}"
        spoken = escape(label("cite.mark", label=text))
        return Markup(
            f'<a class="cite"{ident}{lang} href="#note-{note.number}" aria-label="{spoken}">[{escape(text)}]</a>'
        )
