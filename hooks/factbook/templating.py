"""Rendering pages: the functions that pages call, the citations they leave, and the partials they show.

Pages are written by strangers: their templates run in a sandbox and can do nothing but call these functions (see
`pages.find_calls`). Partials (`overrides/partials/factbook`) are part of the project and may use all of Jinja.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from . import drawing, localize, pages, reviews, segments
from . import origin as repository
from .catalog import Text
from .lettering import Words
from .manifest import BLANK
from .model import Fact, Factbook, Hotline, Language, Line, Mark, Picture, Review
from .pages import FUNCTIONS, Page
from .standing import Standing
from .translation import Bundle
from .values import Value

PARTIALS = "overrides/partials/factbook"
_AROUND_FOREIGN = ("foreign", "native")
FOREIGN_END = Markup("</span>")
_FIGURE = Markup('<data class="fact" data-fact="{}"{} value="{}">{}</data>')
# Characters for private use, which no writing system has. Markdown leaves a <div> alone, as it would the whole block.
_FIRST_SIGN = 0x100000
_SIGN = re.compile(r"(?:<div>)?([\U00100000-\U0010fffd])(?:</div>)?")
_SIGNS = {
    **dict.fromkeys(("fact", "when", "cite"), "{}"),
    **dict.fromkeys(
        (
            "hotlines",
            "claims",
            "compare",
            "timeline",
            "glossary",
            "sources",
            "evidence",
            "picture",
            "translations",
            "origin",
        ),
        "<div>{}</div>",
    ),
}
_LINE_END = re.compile(r"\s*\n\s*")
_PAGE_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]+\)")


def page_environment() -> Environment:
    """Jinja for pages: sandboxed, escaping, strict on undefined names, without a loader."""
    return ImmutableSandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        comment_start_string="{##",  # "{#" begins the id of a heading in Markdown
        comment_end_string="##}",
    )


def partial_environment(root: Path) -> Environment:
    """Jinja for the project's own partials."""
    return Environment(
        loader=FileSystemLoader(root / PARTIALS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # each build makes a new environment
    )


@dataclass(frozen=True)
class Index:
    """What a page has to know of the others."""

    pages: Mapping[str, Page]
    uses: Mapping[str, tuple[str, ...]]
    """Fact → paths of the pages that show it."""
    calling: Mapping[str, str]
    """Function → path of the first page that calls it: where the glossary is, where the evidence."""
    layouts: Mapping[str, str]
    """Layout → path of the first page that has it: where the card is, where the handout."""

    @classmethod
    def of(cls, given: Mapping[str, Page], book: Factbook) -> Index:
        """Built once per set of pages."""
        uses: dict[str, dict[str, None]] = {}
        calling: dict[str, str] = {}
        for path, page in given.items():
            for call in page.calls:
                if page.meta.layout == "page":  # others have no place to lead to
                    calling.setdefault(call.name, path)
                for name in pages.facts_of(call, book):
                    uses.setdefault(name, {})[path] = None
        layouts: dict[str, str] = {}
        for path, page in given.items():
            layouts.setdefault(page.meta.layout, path)
        return cls(given, {name: tuple(paths) for name, paths in uses.items()}, calling, layouts)


@dataclass
class Citations:
    """The marks of one page, in the order in which they appear: a number per source, a letter per fact."""

    numbers: dict[str, int] = field(default_factory=dict)
    letters: dict[tuple[str, str], str] = field(default_factory=dict)
    marks: dict[tuple[str, str], int] = field(default_factory=dict)

    def mark(self, source: str, fact: str) -> tuple[str, str]:
        """Label ("1a") and element id of the next mark for this fact and source."""
        label = self.label(source, fact)
        count = self.marks[(source, fact)] = self.marks.get((source, fact), 0) + 1
        return label, _mark_id(label, count)

    def label(self, source: str, fact: str) -> str:
        """The label of all marks for this fact and source."""
        number = self.numbers.setdefault(source, len(self.numbers) + 1)
        taken = sum(1 for known, _ in self.letters if known == source)
        return f"{number}{self.letters.setdefault((source, fact), _letters(taken))}"

    def of_source(self, source: str) -> Iterator[tuple[str, str, list[str]]]:
        """Fact, label and the ids of its marks, for the facts that this page takes from the source."""
        for (known, fact), letter in self.letters.items():
            if known == source:
                label = f"{self.numbers[source]}{letter}"
                yield fact, label, [_mark_id(label, n + 1) for n in range(self.marks[(source, fact)])]


def _mark_id(label: str, count: int) -> str:
    return f"cite-{label}" if count == 1 else f"cite-{label}-{count}"


def _letters(index: int) -> str:
    return (_letters(index // 26 - 1) if index >= 26 else "") + chr(ord("a") + index % 26)


@dataclass(frozen=True)
class Rendered:
    """A page in one language: Markdown for the body, HTML for what stands around it."""

    title: str
    nav: Markup
    description: str
    text: str
    """Markdown with a sign for the HTML of most calls, as reading that HTML takes Markdown as long as all the rest."""
    held: tuple[str, ...]
    """The HTML that the signs stand for, in order."""
    sources: Markup
    disclaimer: Markup
    trust: Markup
    """What the page draws on, who has reviewed it, when it was changed."""
    untranslated: int
    """How many segments are shown in the source language."""

    @property
    def markdown(self) -> str:
        """The whole page as Markdown."""
        return self.restored(self.text)

    def restored(self, text: str) -> str:
        """The text, or the HTML made of it, with what the signs stand for."""
        return _restored(text, self.held)


def _restored(text: str, held: Sequence[str]) -> str:
    return _SIGN.sub(lambda found: held[ord(found[1]) - _FIRST_SIGN], text) if held else text


class Renderer:
    """Renders pages into one language. `bundle` is None for the language that the pages are written in."""

    def __init__(
        self,
        book: Factbook,
        code: str,
        bundle: Bundle | None,
        index: Index,
        root: Path,
        *,
        standings: Callable[[], Mapping[str, Standing]],
        prefix: str = "",
        changed: Mapping[str, dt.date] | None = None,
    ) -> None:
        self.book, self.code, self.bundle, self.index, self.prefix = book, code, bundle, index, prefix
        self.root = root
        self.standings = standings
        self.edit_root = ""
        """The address at which files below docs/ can be changed, where the project has one; set by what builds."""
        self.changed = changed or {}
        """Path of a page → when it was last changed in this language."""
        self.environment = page_environment()
        self.partials = partial_environment(root)
        self.partials.globals.update({
            "book": book, "label": self.label, "plain": self.plain_label, "time": self.time,
            "foreign": self.foreign_attributes, "width": drawing.WIDTH,
        })  # fmt: skip
        self.format = localize.Formatter(self.language, self.raw_label)
        self._interface: dict[tuple[str, str], tuple[str, bool]] = {}
        self._labels: dict[tuple[object, ...], Markup] = {}
        self._figures: dict[tuple[str, str, bool], str] = {}
        self._bound: dict[tuple[str, str, bool], Markup] = {}

    @property
    def language(self) -> Language:
        """The language that is rendered."""
        return self.book.languages[self.code]

    def page(self, page: Page) -> Rendered:
        """The page in this language. Raises jinja2.TemplateError only where a rule has found a problem before."""
        work = _PageWork(self, page)
        text, held = self.filled(work.translated(), work)
        return Rendered(
            title=self.head(page, "title"),
            nav=self.marked_head(page, "nav" if page.meta.nav else "title"),
            description=self.head(page, "description"),
            text=text,
            held=held,
            sources=work.partial("page-sources", citations=work.citations),
            disclaimer=self.disclaimer,
            trust=self._trust(page, work),
            untranslated=work.untranslated,
        )

    def filled(self, template: str, work: _PageWork) -> tuple[str, tuple[str, ...]]:
        """The template with its calls done, and what is held. Jinja compiles (in 2 ms) only what is not plain."""
        parts = pages.split_calls(template)
        if parts is None or _SIGN.search(template):
            functions = {name: getattr(work, name) for name in (*FUNCTIONS, *_AROUND_FOREIGN)}
            return self.environment.from_string(template).render(functions), ()
        held: list[str] = []
        text = "".join(part if isinstance(part, str) else _sign(held, part[0], work.call(*part)) for part in parts)
        return text, tuple(held)

    @cached_property
    def disclaimer(self) -> Markup:
        """The disclaimer, which is the same on every page."""
        return self.partial("disclaimer")

    def _trust(self, page: Page, work: _PageWork) -> Markup:
        review, translation = reviews.of_page(page), self._translation_review(page)
        changed = self.changed.get(page.path)
        return work.partial("trust", citations=work.citations, review=review, translation=translation, changed=changed)

    def _translation_review(self, page: Page) -> Review | None:
        return reviews.of_translation(page, self.bundle.catalog(page.path)) if self.bundle else None

    def partial(self, name: str, **values: object) -> Markup:
        """A partial as HTML on one line, so that it can stand anywhere in Markdown."""
        html = self.partials.get_template(f"{name}.html").render(render=self, **values)
        return Markup(_LINE_END.sub(" ", html).strip())

    def head(self, page: Page, key: str) -> str:
        """A text of the front matter, translated where it can be."""
        source = getattr(page.meta, key) or ""
        if not (self.bundle and source):
            return source
        return self.bundle.verdict(page.path, Text(source, key)).text or source

    def marked_head(self, page: Page, key: str) -> Markup:
        """The same for a place where an untranslated text can be marked."""
        source = getattr(page.meta, key)
        shown = self.head(page, key)
        done = self.bundle is None or self.bundle.verdict(page.path, Text(source, key)).text is not None
        return escape(shown) if done else self.foreign(shown)

    def text(self, source: str, context: str) -> tuple[str, bool]:
        """A text of the interface in this language, and whether it is translated."""
        if self.bundle is None:
            return source, True
        found = self._interface.get((context, source))
        if found is None:
            verdict = self.bundle.verdict("ui", Text(source, context))
            found = self._interface[(context, source)] = (verdict.text or source, verdict.text is not None)
        return found

    def raw_label(self, key: str) -> str:
        """A label as plain text, for attributes and patterns."""
        return self.text(self.book.labels[key], f"label.{key}")[0]

    def label(self, key: str, **parameters: object) -> Markup:
        """A label with its placeholders filled, by text or by HTML; marked where it is not translated."""
        filled = {name: escape(value) for name, value in parameters.items()}
        known = (key, *filled.items())
        if known not in self._labels:
            self._labels[known] = self.marked(self.book.labels[key], f"label.{key}").format(**filled)
        return self._labels[known]

    def plain_label(self, key: str, **parameters: object) -> str:
        """A label for an attribute or a title, where nothing can be marked."""
        return self.raw_label(key).format(**parameters)

    def time(self, value: Value | dt.date) -> Markup:
        """A date of the site itself (not of a fact) as `<time>`."""
        canonical = value.canonical() if isinstance(value, Value) else value.isoformat()
        return Markup('<time datetime="{}">{}</time>').format(canonical, self.day(value))

    def day(self, value: Value | dt.date) -> str:
        """The same as plain text."""
        return self.format.value(value) if isinstance(value, Value) else self.format.date(value)

    def figure(self, name: str, part: str, *, original: bool = False) -> str:
        """A fact's value or date, as this language or the original writes it. Babel takes 0.1 ms for one."""
        key = (name, part, original)
        if key not in self._figures:
            shown = self.source_format if original else self.format
            self._figures[key] = shown.value(getattr(self.book.facts[name], part))
        return self._figures[key]

    def bound_figure(self, name: str, part: str, *, original: bool) -> Markup:
        """The same in `<data>`: the text is for people, the attributes are for the gates."""
        key = (name, part, original)
        if key not in self._bound:
            value: Value | None = getattr(self.book.facts[name], part)
            if value is None:
                raise LookupError(f"the fact {name!r} has no {part}")
            attribute = Markup(' data-part="when"') if part == "when" else ""
            shown = self.figure(name, part, original=original)
            self._bound[key] = _FIGURE.format(name, attribute, value.canonical(), shown)
        return self._bound[key]

    def marked(self, source: str, context: str) -> Markup:
        """A text of the interface for a place where an untranslated one can be marked as such."""
        text, translated = self.text(source, context)
        return escape(text) if translated else self.foreign(text)

    def foreign(self, text: str) -> Markup:
        """Text left in the source language, marked for screen readers, search engines and eyes."""
        return self.foreign_start + text + FOREIGN_END

    def foreign_attributes(self, translated: bool) -> Markup:
        """The same for an element that can hold nothing but text."""
        return Markup("") if translated else Markup(self.foreign_start.removeprefix("<span").removesuffix(">"))

    @cached_property
    def foreign_start(self) -> Markup:
        """The tag that begins text in the source language."""
        source = self.book.source_language
        pattern = '<span class="untranslated" lang="{}" dir="{}">'
        return Markup(pattern).format(source, self.book.languages[source].direction)

    @cached_property
    def source_format(self) -> localize.Formatter:
        """Formats the figures that stand in text left in the source language."""
        labels = self.book.labels
        return localize.Formatter(self.book.languages[self.book.source_language], labels.__getitem__)

    def language_name(self, code: str) -> str:
        """The name of a language in this language, by CLDR."""
        name = self.format.locale.languages.get(code, code)
        return str(name)


def _sign(held: list[str], function: str, html: str) -> str:
    """What stands for the HTML in Markdown: itself where Markdown has to read it (a term may be emphasized)."""
    if function not in _SIGNS:
        return html
    held.append(html)
    return _SIGNS[function].format(chr(_FIRST_SIGN + len(held) - 1))


class _PageWork:
    """Renders one page; its public methods are the functions that pages call."""

    def __init__(self, renderer: Renderer, page: Page) -> None:
        self.renderer, self.page_, self.book = renderer, page, renderer.book
        self.citations = Citations()
        self.original = False
        """Whether the text at hand is left in the source language."""
        self.untranslated = 0
        self._links: dict[str, tuple[str, Markup]] = {}

    def call(self, name: str, arguments: tuple[str, ...]) -> str:
        """What a function of pages gives."""
        return escape(getattr(self, name)(*arguments))

    # -- the functions of pages

    def fact(self, name: str) -> Markup:
        """The fact's figure, bound to it, and a citation."""
        return self.figure(name, "value") + self.cite(name)

    def when(self, name: str) -> Markup:
        """The date or period of the fact, bound to it; it leaves a citation too."""
        return self.figure(name, "when") + self.cite(name)

    def cite(self, *names: str) -> Markup:
        """Citation marks, one per fact and source."""
        return Markup("").join(self._mark(source, name) for name in names for source in self._fact(name).sources())

    def term(self, name: str, shown: str = "") -> Markup:
        """A word with a link to its explanation."""
        entry = self.book.glossary[name]
        text = escape(shown) if shown else self.renderer.marked(entry.term, f"term.{name}.term")
        if "glossary" not in self.renderer.index.calling or not entry.meaning:
            return text
        return Markup('<a class="term" href="{}">{}</a>').format(self.link("glossary", f"term-{name}"), text)

    def outdated(self, name: str) -> Markup:
        """The outdated words that a term replaces, quoted: for the one place that explains them."""
        first = self.book.glossary[name].replaces[0]
        pattern = '<q class="outdated" lang="{}">{}</q>'
        return Markup(pattern).format(self.book.source_language, first)

    def hotlines(self) -> Markup:
        """The telephone lines; those in the language of the page come first."""
        return self.partial("hotlines", entries=self._hotlines())

    def claims(self, *names: str) -> Markup:
        """Facts as a list, each in its own words."""
        return self.partial("claims", names=names)

    def compare(self, *names: str) -> Markup:
        """Facts that differ, side by side."""
        return self.partial("compare", names=names)

    def timeline(self, *names: str) -> Markup:
        """Dated facts, earliest first."""
        return self.partial("timeline", names=sorted(names, key=self._date))

    def picture(self, name: str) -> Markup:
        """A picture drawn from facts, with its sources and the same in words."""
        entry = self.book.pictures[name]
        return self.partial(
            "picture", ident=name, picture=entry, scene=self._scene(name, entry), text=self._seen(name, entry)
        )

    def glossary(self) -> Markup:
        """All terms that have a meaning, in the alphabet of the language."""
        shown = {
            name: self.renderer.text(term.term, f"term.{name}.term")[0] for name, term in self.book.glossary.items()
        }
        explained = [name for name in shown if self.book.glossary[name].meaning]
        return self.partial("glossary", names=sorted(explained, key=lambda name: shown[name].casefold()))

    def sources(self) -> Markup:
        """The register of the documents."""
        return self.partial("register")

    def evidence(self) -> Markup:
        """Every fact with its anchors and the pages that show it."""
        return self.partial("evidence", topics=self._topics())

    def disclaimer(self) -> Markup:
        """The disclaimer as running text (every page carries it anyway)."""
        return self.partial("disclaimer-text")

    def urgent(self, path: str) -> Markup:
        """The box that tells a reader to act, as another page has it, without its links to other pages."""
        page = self.renderer.index.pages[path]
        pieces = segments.parse(segments.urgent_box(page.body))
        box = segments.render(pieces, self._put(page, pieces))
        return Markup(_restored(*self.renderer.filled(_PAGE_LINK.sub(r"\1", box), self)))

    def origin(self) -> Markup:
        """From which commit the site is built, and the root hash of its files."""
        return self.partial("origin", commit=repository.commit(self.renderer.root), blank=BLANK)

    def translations(self) -> Markup:
        """How far each translation is, page by page, with its PO files."""
        return self.partial("translations", standings=self.renderer.standings().values())

    # -- what surrounds a segment that is left in the source language

    def foreign(self) -> Markup:
        """From here on, text and figures are in the source language."""
        self.original = True
        return self.renderer.foreign_start

    def native(self) -> Markup:
        """From here on, they are in the page's language again."""
        self.original = False
        return FOREIGN_END

    # -- what the partials use

    def partial(self, name: str, **values: object) -> Markup:
        """A partial about the page at hand."""
        return self.renderer.partial(name, page=self.page_, work=self, **values)

    def figure(self, name: str, part: str) -> Markup:
        """The fact's value or date, bound to it."""
        return self.renderer.bound_figure(name, part, original=self.original)

    def claim(self, name: str) -> Markup:
        """The fact's claim with its figures bound."""
        fact = self._fact(name)
        text, translated = self.renderer.text(fact.claim, f"fact.{name}.claim")
        start = Markup("") if translated else self.foreign()
        parts = {part: self.figure(name, part) for part in ("value", "when") if getattr(fact, part)}
        return start + Markup(escape(text)).format(**parts) + (Markup("") if translated else self.native())

    def cite_again(self, name: str) -> Markup:
        """Citation marks that the list of sources does not lead back to, for a place that may be closed. The page must
        cite the fact elsewhere."""
        labels = ((source, self.citations.label(source, name)) for source in self._fact(name).sources())
        return Markup("").join(self._citation(Markup(""), source, name, label) for source, label in labels)

    def note(self, name: str) -> Markup:
        """The fact's note."""
        return self.renderer.marked(self._fact(name).note or "", f"fact.{name}.note")

    def link(self, function: str, fragment: str) -> str:
        """The address of something on the page that calls this function, from the page at hand."""
        path = self.renderer.index.calling[function]
        return pages.relative(f"{pages.url(path)}#{fragment}", pages.url(self.page_.path))

    def page_link(self, path: str) -> str:
        """The address of another page of this language, from the page at hand."""
        return pages.relative(pages.url(path), pages.url(self.page_.path))

    def card(self) -> tuple[str, str] | None:
        """Address of the card and the name to save it by; None on the card itself, and where there is none."""
        path = self.renderer.index.layouts.get("card")
        if path is None or self.page_.meta.layout == "card":
            return None
        return self.page_link(path), f"{Path(path).stem}.{self.renderer.code}.html"

    def uses(self, name: str) -> list[tuple[str, Markup]]:
        """Address and title of the pages that show a fact."""
        return [self._use(path) for path in self.renderer.index.uses.get(name, ())]

    def _use(self, path: str) -> tuple[str, Markup]:
        if path not in self._links:
            title = self.renderer.marked_head(self.renderer.index.pages[path], "title")
            self._links[path] = (self.page_link(path), title)
        return self._links[path]

    def translated_page(self, code: str, name: str) -> tuple[str, Markup]:
        """Address and title of a page in the language `code`; of its first page for the interface."""
        page = self.renderer.index.pages.get(name)
        title = self.renderer.marked_head(page, "title") if page else self.renderer.label("translations.interface")
        here = pages.url(self.page_.path, self.renderer.prefix)
        return pages.relative(pages.url(page.path if page else "index.md", f"{code}/"), here), title

    def edit_address(self, file: str) -> str:
        """Where a file below docs/ can be changed."""
        return f"{self.renderer.edit_root}{file.removeprefix(f'{pages.DOCS}/')}"

    def phone(self, line: Line) -> str:
        """The number as people write it."""
        return localize.phone(line.number)

    def translated(self) -> str:
        """The page's template in the language at hand; what is not translated stays, marked."""
        return segments.render(self.page_.pieces, self._put(self.page_, self.page_.pieces))

    # -- helpers

    def _put(self, page: Page, pieces: Sequence[segments.Piece]) -> Callable[[segments.Segment], str]:
        """What puts a page's pieces in the language at hand; it counts what stays in the source language."""
        bundle = self.renderer.bundle
        if bundle is None:  # put back as it was, but for the ids of headings: they must be the same in all languages
            return lambda segment: segment.text
        put = _Segments(bundle, page.path, pieces)
        self.untranslated += put.missing
        return put

    def _fact(self, name: str) -> Fact:
        return self.book.facts[name]

    def _mark(self, source: str, fact: str) -> Markup:
        label, ident = self.citations.mark(source, fact)
        return self._citation(Markup(f' id="{ident}"'), source, fact, label)

    def _citation(self, ident: Markup, source: str, fact: str, label: str) -> Markup:
        spoken = escape(self.renderer.plain_label("cite.mark", label=label))
        return Markup(f'<a class="cite"{ident} href="#source-{source}-{fact}" aria-label="{spoken}">{label}</a>')

    def _seen(self, name: str, entry: Picture) -> tuple[Markup, bool]:
        """What there is to see in a picture, with its figures bound, and whether it is translated."""
        text, translated = self.renderer.text(entry.text, f"picture.{name}.text")
        self.original = not translated
        parts = {fact: self.figure(fact, "value") for fact in entry.facts() if self._fact(fact).value}
        self.original = False
        return escape(text).format(**parts), translated

    def _scene(self, name: str, entry: Picture) -> drawing.Scene:
        items = [self._item(f"{name}.marks.{index}", mark) for index, mark in enumerate(entry.marks)]
        start = self._words(entry.start, f"{name}.start") if entry.start else None
        made = drawing.scene(entry, items, start)
        return made.mirrored() if self.renderer.language.direction == "rtl" else made

    def _item(self, context: str, mark: Mark) -> drawing.Item:
        first = self._fact(mark.facts[0]) if mark.facts else None
        figures = [self._bound(mark.facts[0], part) for part in ("value", "when") if first and getattr(first, part)]
        name = [replace(self._words(mark.name, f"{context}.name"), bold=True)] if mark.name else []
        words = (*(name + figures), self._words(mark.label, f"{context}.label"))
        along = tuple(self._words(text, f"{context}.along.{index}") for index, text in enumerate(mark.along))
        return drawing.Item(mark, first.drawn if first else None, words, along)

    def _words(self, source: str, context: str) -> Words:
        text, translated = self.renderer.text(source, f"picture.{context}")
        code = self.book.source_language
        return Words(text) if translated else Words(text, code, self.book.languages[code].direction)

    def _bound(self, name: str, part: str) -> Words:
        value: Value = getattr(self._fact(name), part)
        return Words(self.renderer.figure(name, part), fact=name, part=part, value=value.canonical())

    def _hotlines(self) -> list[tuple[str, list[tuple[str, Hotline, Line]]]]:
        """Per language, the page's own first: (id, organisation, line)."""
        rows = [(name, entry, line) for name, entry in self.book.hotlines.items() for line in entry.lines]
        codes = dict.fromkeys([self.renderer.code, *(line.language for _, _, line in rows)])
        groups = [(code, [row for row in rows if row[2].language == code]) for code in codes]
        return [group for group in groups if group[1]]

    def _date(self, name: str) -> str:
        value = self._fact(name).value
        return value.canonical() if value else ""

    def _topics(self) -> list[tuple[str, list[str]]]:
        """Facts by the file that they are written in."""
        topics: dict[str, list[str]] = {}
        for name in self.book.facts:
            file = self.book.place("facts", name).file
            topics.setdefault(Path(file).stem, []).append(name)
        return sorted(topics.items())


class _Segments:
    """Puts the translation, or the marked original, in the place of each segment."""

    def __init__(self, bundle: Bundle, path: str, pieces: Sequence[segments.Piece]) -> None:
        found = segments.segments(pieces)
        self.texts = {text: bundle.verdict(path, Text(text)).text for text in {item.text for item in found}}
        # One bad segment takes its whole group along: no instructions in a mixture of languages.
        self.spoiled = {item.group for item in found if item.group is not None and self.texts[item.text] is None}
        self.missing = sum(self.left(item) for item in found)

    def left(self, segment: segments.Segment) -> bool:
        return segment.group in self.spoiled or self.texts[segment.text] is None

    def __call__(self, segment: segments.Segment) -> str:
        translated = None if self.left(segment) else self.texts[segment.text]
        return f"{{{{ foreign() }}}}{segment.text}{{{{ native() }}}}" if translated is None else translated
