"""The commands of translators and reviewers: PO files brought up to date, what is left, and who has checked what."""

from __future__ import annotations

import datetime as dt
import json
import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

import babel
import polib

from . import catalog, loading, localize, reviews, translation
from .catalog import Targets, Text
from .model import Review
from .project import Project
from .standing import Count
from .translation import State


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


@dataclass(frozen=True, slots=True)
class _Memory:
    """The translations of a language by their text, from all its PO files, and how many of them were taken."""

    bundle: translation.Bundle
    entries: Mapping[str, list[polib.POEntry]]
    taken: Counter[bool] = field(default_factory=Counter)
    """By whether they are fuzzy."""

    @classmethod
    def of(cls, project: Project, code: str) -> _Memory:
        entries = defaultdict(list)
        for file in project.tree.names(f"{translation.FOLDER}/{code}", "**/*.po"):
            for source, entry in catalog.translations(project.tree.text(file), file).items():
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
        source, target = (project.tree.root / translation.catalog_file(code, name) for name in (old, new))
        if source.exists() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            yield source.rename(target)


def _respell(project: Project, name: str) -> catalog.Respell:
    """Leads the links of a page to where the pages that have moved are now."""
    here = posixpath.dirname(name) or "."
    moved = {posixpath.relpath(old, here): posixpath.relpath(new, here) for old, new in project.moved.items()}
    links = re.compile(rf"(?<=\]\()({'|'.join(map(re.escape, moved))})(?=[)#\s])")
    return lambda text: links.sub(lambda found: moved[found[0]], text)


def update_interface(project: Project, code: str) -> None:
    """The same for the texts outside the pages alone."""
    _update_file(project, code, "ui", translation.interface_texts(project.book))


def take(project: Project, code: str, targets: Mapping[str, Targets]) -> list[Path]:
    """Puts translations, given by catalog and text, into the PO files of a language; returns those that changed."""
    given = ((name, texts, targets[name]) for name, texts in project.texts() if targets.get(name))
    found = (_update_file(project, code, name, texts, targets=wanted) for name, texts, wanted in given)
    return [path for path in found if path]


def _update_file(
    project: Project,
    code: str,
    name: str,
    texts: Iterable[Text],
    keeps: catalog.Keeps | None = None,
    recall: catalog.Recall | None = None,
    targets: Targets | None = None,
) -> Path | None:
    file = translation.catalog_file(code, name)
    path = project.tree.root / file
    before = path.read_text("utf-8-sig") if path.exists() else ""
    respell = _respell(project, name) if project.moved else None
    after = catalog.updated(before, texts, language=code, file=file, keeps=keeps, recall=recall, respell=respell)
    after = catalog.with_targets(after, targets, file) if targets else after
    if after == before:
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(after, encoding="utf-8")
    return path


def _same_meaning(project: Project) -> catalog.Keeps:
    code = project.book.source_language
    original = translation.Bundle(code, project.book.languages[code], project.numerals)
    return lambda was, now: _is_correction(was, now) and not any(original.damages(was, now))


def _is_correction(was: str, now: str) -> bool:
    """Whether all words are the same, each letter of them: a spelling that is only near may be another word."""
    return _words(was) == _words(now)


_WORD = re.compile(r"""\w+|[^\w\s.,;:!()'"‘’“”–—-]""")  # all but plain punctuation counts: a sign may be a figure's


def _words(text: str) -> list[str]:
    """The words and signs of a text, each once where it stands there twice by mistake."""
    words = _WORD.findall(text)
    return [word for word, before in zip(words, ["", *words], strict=False) if word != before]


def add_language(project: Project, code: str, locale: str, labels: Mapping[str, str]) -> list[Path]:
    """Adds a language: its entry in languages.yml, and its PO files with the labels that are known already.

    Raises ValueError where the code or the locale is not known to CLDR, or the language is there already.
    """
    entry = _entry(project, code, locale)
    register = project.tree.root / loading.FACTS / "languages.yml"
    register.write_text(f"{register.read_text('utf-8-sig').rstrip()}\n{entry}", encoding="utf-8")
    fresh = Project.load(project.tree.root)
    written = [register, *update(fresh, code).files]
    fill_in(fresh, code, labels)
    return written


def _entry(project: Project, code: str, locale: str) -> str:
    if code in project.book.languages:
        raise ValueError(f"{code!r} is in languages.yml already")
    return loading.dump({code: language_entry(code, locale)})


def language_entry(code: str, locale: str) -> dict[str, object]:
    """What languages.yml says of a new language, from CLDR. Raises ValueError where that does not know it."""
    try:
        known = babel.Locale.parse(locale)
    except (ValueError, babel.UnknownLocaleError) as error:
        raise ValueError(f"{locale!r} is not a locale that CLDR knows: {error}") from error
    if known.language != code:
        raise ValueError(f"the locale {locale!r} is of {known.language!r}, not of {code!r}")
    name = known.get_language_name() or code
    content = {"name": name[:1].upper() + name[1:], "locale": locale}
    direction = {"direction": "rtl"} if known.text_direction == "rtl" else {}
    digits = {"digits": own} if (own := localize.native_digits(locale)) else {}
    return {**content, **direction, **digits, "minimum": 90}


def fill_in(project: Project, code: str, labels: Mapping[str, str]) -> None:
    """Puts known translations of labels, by their original, where a language has none yet."""
    path = project.tree.root / translation.catalog_file(code, "ui")
    po = polib.pofile(str(path), wrapwidth=100)
    for entry in po:
        if not entry.msgstr and (entry.msgctxt or "").startswith("label."):
            entry.msgstr = labels.get(entry.msgid, "")
    path.write_text(f"{po}\n", encoding="utf-8")


def as_json(project: Project, codes: Iterable[str]) -> str:
    """Per language and page, how many texts are in which state and who has reviewed it, for programs."""
    content = {
        code: {
            "percent": standing.percent,
            "minimum": standing.minimum,
            "published": standing.published,
            "reviewed": len(standing.reviews),
            "pages": {count.name: _count(count) for count in standing.counts},
        }
        for code, standing in ((code, project.standings[code]) for code in codes)
    }
    return json.dumps(content, indent=2)


def _count(count: Count) -> dict[str, object]:
    states = {state: count.states[state] for state in get_args(State)}
    reviewed = count.review.date.isoformat() if count.review else None
    return {"file": count.file, **states, "percent": count.percent, "reviewed": reviewed}


def badge(project: Project, code: str) -> str:
    """An SVG badge with the percentage of a language."""
    render = project.renderers[project.book.source_language]
    return render.file("badge.svg", name=project.book.languages[code].name, standing=project.standings[code])


def record_review(project: Project, path: str, language: str | None, *, by: str, role: str, date: dt.date) -> Path:
    """Records a review of a page, or of its translation; returns the file that holds the record."""
    page = project.pages[path]
    if language is None:
        file = project.tree.root / page.file
        review = Review(by=by, role=role, date=date, text=reviews.hash_of_page(page))
        file.write_text(reviews.with_review(file.read_text("utf-8-sig"), review), encoding="utf-8")
        return file
    found = project.bundles[language].catalog(path)
    review = Review(by=by, role=role, date=date, text=reviews.hash_of_translation(found, page.texts()))
    file = project.tree.root / found.file
    content = file.read_text("utf-8-sig")
    file.write_text(catalog.with_review(content, reviews.record(review), found.file), encoding="utf-8")
    return file
