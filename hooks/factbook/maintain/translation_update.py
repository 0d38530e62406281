"""The commands of translators and reviewers: a new language, PO files brought up to date, and who has checked what."""

import datetime as dt
import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

import polib

from ..check.content.calls import PARTS
from ..load import tables
from ..locale import cldr
from ..model.front_matter import Review
from ..page.calls import calls_in
from ..page.texts import Text
from ..project import Project
from ..render.renderer import Renderer
from ..translate import damages, language, po, po_update, reviews


@dataclass(frozen=True, slots=True)
class Update:
    """What an update has done: the files that changed, and how many translations came from another page's file."""

    files: list[Path]
    taken: int
    fuzzy: int
    """How many of `taken` somebody must look at."""


def update(project: Project, code: str, *, minor: bool = False) -> Update:
    """Brings every PO file of a language in line with the pages and data.

    With `minor`, a translation stays current where only spaces and punctuation of the text have changed, and no word.
    The file of a page that has moved goes where the page is now, and links follow it. A text that came from another
    page, or stands there too, takes the translation that it has there.
    """
    keeps = _same_meaning(project) if minor else None
    memory = _Memory.of(project, code)
    moved = list(_follow_pages(project, code))
    found = [_update_file(project, code, name, texts, keeps, memory.recall) for name, texts in project.texts()]
    files = list(dict.fromkeys([*moved, *(path for path in found if path)]))
    return Update(files, memory.taken.total(), memory.taken[True])


def add_language(project: Project, code: str, locale: str, labels: Mapping[str, str]) -> list[Path]:
    """Adds a language: its entry in languages.yml, and its PO files with the labels that are known already.

    Raises ValueError where the code or the locale is not known to CLDR, or the language is there already.
    """
    if code in project.book.languages:
        raise ValueError(f"{code!r} is in languages.yml already")
    entry = tables.dump({code: language_entry(code, locale)})
    register = project.tree.root / tables.FACTS / "languages.yml"
    register.write_text(f"{register.read_text('utf-8-sig').rstrip()}\n{entry}", encoding="utf-8")
    fresh = Project.load(project.tree.root)
    written = [register, *update(fresh, code).files]
    fill_in(fresh, code, labels)
    return written


def language_entry(code: str, locale: str) -> dict[str, object]:
    """What languages.yml says of a new language, from CLDR. Raises ValueError where that does not know it."""
    if not cldr.fits(code, locale):
        raise ValueError(
            f"{locale!r} is not a locale that CLDR knows for {code!r}. For a language that it does not know: "
            f"--locale {cldr.NO_LOCALE}"
        )
    known = cldr.cldr_locale(locale)
    name = cldr.name_of(code, known)
    content = {"name": name[:1].upper() + name[1:], "locale": locale}
    direction = {"direction": "rtl"} if known.text_direction == "rtl" else {}
    digits = {"digits": own} if (own := cldr.native_digits(locale)) else {}
    return {**content, **direction, **digits, "minimum": 90}


def fill_in(project: Project, code: str, labels: Mapping[str, str]) -> None:
    """Puts known translations of labels, by their original, where a language has none yet."""
    path = project.tree.root / language.catalog_file(code, language.UI)
    po = polib.pofile(str(path), wrapwidth=100)
    for entry in po:
        if not entry.msgstr and (entry.msgctxt or "").startswith("label."):
            entry.msgstr = labels.get(entry.msgid, "")
    path.write_text(f"{po}\n", encoding="utf-8")


def record_review(project: Project, path: str, code: str | None, *, by: str, role: str, date: dt.date) -> Path:
    """Records a review of a page, or of its translation; returns the file that holds the record."""
    page = project.pages[path]
    if code is None:
        file = project.tree.root / page.file
        review = Review(by=by, role=role, date=date, text=reviews.hash_of_page(page))
        file.write_text(reviews.with_review(file.read_text("utf-8-sig"), review), encoding="utf-8")
        return file
    found = project.bundles[code].catalog(path)
    review = Review(by=by, role=role, date=date, text=reviews.hash_of_translation(found, page.texts()))
    file = project.tree.root / found.file
    content = file.read_text("utf-8-sig")
    file.write_text(po_update.with_review(content, reviews.record(review), found.file), encoding="utf-8")
    return file


@dataclass(frozen=True, slots=True)
class _Memory:
    """The translations of a language by their text, from all its PO files, and how many of them were taken."""

    bundle: language.Bundle
    entries: Mapping[str, list[polib.POEntry]]
    taken: Counter[bool] = field(default_factory=Counter)
    """By whether they are fuzzy."""

    @classmethod
    def of(cls, project: Project, code: str) -> Self:
        entries = defaultdict(list)
        for file in project.tree.names(f"{language.FOLDER}/{code}", "**/*.po"):
            for source, entry in po.translations(project.tree.text(file), file).items():
                entries[source].append(entry)
        return cls(project.bundles[code], entries)

    def recall(self, source: str) -> polib.POEntry | None:
        """An entry with the translation that is there most often; fuzzy where files differ or it has lost something."""
        known = self.entries.get(source, [])
        known = [entry for entry in known if not entry.fuzzy] or known
        if not known:
            return None
        found = Counter(entry.msgstr for entry in known).most_common()
        entry = next(entry for entry in known if entry.msgstr == found[0][0])
        fuzzy = entry.fuzzy or len(found) > 1 or any(self.bundle.damages(source, entry.msgstr))
        self.taken[fuzzy] += 1
        return polib.POEntry(msgstr=entry.msgstr, flags=["fuzzy"] * fuzzy, previous_msgid=entry.previous_msgid)


def _follow_pages(project: Project, code: str) -> Iterator[Path]:
    """Moves the files of pages that have moved; one that is there already is left alone."""
    for old, new in project.moved.items():
        source, target = (project.tree.root / language.catalog_file(code, name) for name in (old, new))
        if source.exists() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            yield source.rename(target)


def _respell(project: Project, name: str) -> po_update.Respell:
    """Leads the links of a page to where the pages that have moved are now."""
    here = posixpath.dirname(name) or "."
    moved = {posixpath.relpath(old, here): posixpath.relpath(new, here) for old, new in project.moved.items()}
    links = re.compile(rf"(?<=\]\()({'|'.join(map(re.escape, moved))})(?=[)#\s])")
    return lambda text: links.sub(lambda found: moved[found[0]], text)


def _update_file(
    project: Project,
    code: str,
    name: str,
    texts: Iterable[Text],
    keeps: po_update.Keeps | None = None,
    recall: po_update.Recall | None = None,
) -> Path | None:
    file = language.catalog_file(code, name)
    path = project.tree.root / file
    before = path.read_text("utf-8-sig") if path.exists() else ""
    respell = _respell(project, name) if project.moved else None
    noted = [replace(text, note=_note(project, code, text)) for text in texts]
    after = po_update.updated(before, noted, language=code, file=file, keeps=keeps, recall=recall, respell=respell)
    if after == before:
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(after, encoding="utf-8")
    return path


def _note(project: Project, code: str, text: Text) -> str:
    """What a text is, then what stands in the place of each call and placeholder, as the language has it.

    A `cite()` prints nothing but its mark, and is not named.
    """
    render, book = project.renderers[code], project.book
    kind, _, rest = text.context.partition(".")
    named = [(f"{{{name}}}", _fact_named(kind, rest, name)) for name in damages.placeholders(text.source)]
    named += [(given[0], (given[0], PARTS[call])) for call, given in calls_in(text.source) if call in PARTS]
    rows = [text.note]
    for shown, (fact, part) in dict.fromkeys(named):
        if fact in book.facts and getattr(book.facts[fact], part, None):
            rows.append(f"{shown} is: {render.figure(fact, part)[0]}")
    for call, given in dict.fromkeys(calls_in(text.source)):
        if call == "term" and len(given) == 1 and given[0] in book.glossary:
            rows.append(f"{given[0]} is: {render.text(book.glossary[given[0]].term, f'term.{given[0]}.term')[0]}")
    if kind == "label":
        rows += [f"{{{name}}} is, for example: {_sample(render, name)}" for name in damages.placeholders(text.source)]
    return "\n".join(rows)


def _sample(render: Renderer, placeholder: str) -> str:
    """What may stand in the place of a placeholder of a label."""
    source = next(iter(render.book.sources.values()))
    samples = {
        "language": render.language_name(render.book.source_language),
        "date": render.said(source.read)[0],
        "source": source.title,
        "name": source.publisher or source.title,
        "kind": render.book.labels.get(f"kind.{source.kind}", source.kind),
        "by": "a person's name",
        "role": "pediatrician",
        "commit": "1a2b3c4",
    }
    return samples.get(placeholder.removesuffix("s")) or render.format.number(12)


def _fact_named(kind: str, rest: str, placeholder: str) -> tuple[str, str]:
    """The fact, and the part of it, that fills a placeholder of a claim or of a picture."""
    return (rest.removesuffix(".claim"), placeholder) if kind == "fact" else (placeholder, "value")


def _same_meaning(project: Project) -> po_update.Keeps:
    code = project.book.source_language
    original = language.Bundle(code, project.book.languages[code], project.numerals)
    return lambda was, now: _words(was) == _words(now) and not any(original.damages(was, now))


_WORD = re.compile(r"""\w+|[^\w\s.,;:!()'"‘’“”–—-]""")  # all but plain punctuation counts: a sign may be a figure's


def _words(text: str) -> list[str]:
    """The words and signs of a text, each once where it stands there twice by mistake."""
    words = _WORD.findall(text)
    return [word for word, before in zip(words, ["", *words], strict=False) if word != before]
