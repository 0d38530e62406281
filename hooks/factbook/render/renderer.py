"""Rendering pages: the words, figures and partials of one language.

Pages are written by strangers: their templates are not run; they can do nothing but call these functions (see
`calls.find_calls`). Partials (`overrides/partials/factbook`) are part of the project and may use all of Jinja.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup, escape

from ..locale import cldr, phones, value_format
from ..model.entries import Language, Line
from ..model.factbook import Factbook
from ..model.value import Value
from ..page.pages import Index, Page
from ..page.texts import Text
from ..translate.coverage import Coverage
from ..translate.language import UI, Bundle

FOREIGN_END = Markup("</span>")
_FIGURE = Markup('<data class="fact" data-fact="{}"{} value="{}">{}</data>')
_LINE_END = re.compile(r"\s*\n\s*")


class Renderer:
    """Renders pages into one language. `bundle` is None for the language that the pages are written in."""

    def __init__(
        self,
        book: Factbook,
        code: str,
        bundle: Bundle | None,
        index: Index,
        root: Path,
        partials: Environment,
        *,
        coverages: Callable[[], Mapping[str, Coverage]],
        prefix: str = "",
        changed: Mapping[str, dt.date] | None = None,
    ) -> None:
        self.book, self.code, self.bundle, self.index, self.prefix = book, code, bundle, index, prefix
        self.root = root
        self.coverages = coverages
        self.edit_root = ""
        """The address at which files below docs/ can be changed, where the project has one; set by what builds."""
        self.changed = changed or {}
        """Path of a page → when it was last changed in this language."""
        self.partials = partials
        self._in_partials = {
            "render": self, "book": book, "label": self.label, "plain": self.plain_label, "time": self.time,
            "foreign": self.foreign_attributes, "dialled": phones.address,
        }  # fmt: skip
        self.format = value_format.Formatter(self.language, self._own_label)

    @property
    def language(self) -> Language:
        """The language that is rendered."""
        return self.book.languages[self.code]

    @cached_property
    def disclaimer(self) -> Markup:
        """The disclaimer, which is the same on every page."""
        return self.partial("disclaimer")

    def phone_list(self) -> Markup:
        """The telephone lines by organisation; those in the language of the page come first."""
        return self.partial("phones", organisations=self.book.organisations(self.code))

    def phone(self, line: Line) -> str:
        """Return the number as the readers of the page write it."""
        return phones.shown(line, self.format.locale.territory)

    def partial(self, name: str, **values: object) -> Markup:
        """A partial as HTML on one line, so that it can stand anywhere in Markdown."""
        return Markup(_LINE_END.sub(" ", self.file(f"{name}.html", **values)).strip())

    def file(self, name: str, /, **values: object) -> str:
        """A template of the folder of partials, filled in this language."""
        return self.partials.get_template(name).render(self._in_partials, **values)

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
        translation = self.bundle.verdict(UI, Text(source, context)).text
        return translation or source, translation is not None

    def raw_label(self, key: str) -> str:
        """A label as plain text, for attributes and patterns."""
        return self.text(self.book.labels[key], f"label.{key}")[0]

    def _own_label(self, key: str) -> str:
        text, translated = self.text(self.book.labels[key], f"label.{key}")
        if not translated:
            raise value_format.Unsayable(f"label {key}")
        return text

    def label(self, key: str, **parameters: object) -> Markup:
        """A label with its placeholders filled, by text or by HTML; marked where it is not translated."""
        filled = {name: escape(value) for name, value in parameters.items()}
        return self.marked(self.book.labels[key], f"label.{key}").format(**filled)

    def plain_label(self, key: str, **parameters: object) -> str:
        """A label for an attribute or a title, where nothing can be marked."""
        return self.raw_label(key).format(**parameters)

    def time(self, value: Value | dt.date) -> Markup:
        """A date of the site itself (not of a fact) as `<time>`."""
        canonical = value.canonical() if isinstance(value, Value) else value.isoformat()
        text, own = self.said(value)
        shown = Markup('<time datetime="{}">{}</time>').format(canonical, text)
        return shown if own else self.foreign(shown)

    def said(self, value: Value | dt.date, *, original: bool = False) -> tuple[str, bool]:
        """Return a value as this language writes it, and whether it could: without words of its own, it is as the
        source language writes it. With `original`, it is so in any case."""
        if not original:
            with suppress(value_format.Unsayable):
                return self.format.said(value), True
        return self.source_format.said(value), original

    def figure(self, name: str, part: str, *, original: bool = False) -> tuple[str, bool]:
        """Return the same of a fact's value or date."""
        value: Value | None = getattr(self.book.facts[name], part)
        if value is None:
            raise LookupError(f"the fact {name!r} has no {part}")
        return self.said(value, original=original)

    def bound_figure(self, name: str, part: str, *, original: bool) -> Markup:
        """The same in `<data>`: the text is for people, the attributes are for the gates."""
        text, own = self.figure(name, part, original=original)
        attribute = Markup(' data-part="when"') if part == "when" else ""
        shown = _FIGURE.format(name, attribute, getattr(self.book.facts[name], part).canonical(), text)
        return shown if own else self.foreign(shown)

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
    def native_attributes(self) -> Markup:
        """The language and direction of the page, for what stands in text of the source language."""
        return Markup(' lang="{}" dir="{}"').format(self.code, self.language.direction)

    @cached_property
    def source_format(self) -> value_format.Formatter:
        """Formats the figures that stand in text left in the source language."""
        labels = self.book.labels
        return value_format.Formatter(self.book.languages[self.book.source_language], labels.__getitem__)

    def language_name(self, code: str) -> str:
        """The name of a language in this language, by CLDR."""
        return cldr.name_of(code, self.format.locale)
