"""A site for another condition: the kit as it is, and a starter (docs/_starter) for all that a site has of its own."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import tempfile
import textwrap
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from . import audit, fingerprint, kit, loading, report, session, translating
from .patterns import INVISIBLE
from .project import Project

STARTER = "docs/_starter"
LABELS = f"{loading.FACTS}/labels.yml"
SUFFIX = ".jinja"
LONGEST = 60
"""Characters of the name of a condition: it stands in titles."""
_MARKUP = re.compile(r"""[<>{}\[\]`*_|#\\"^~$=;@\x00-\x1f]|javascript:""", re.IGNORECASE)
_KEPT = ("numerals", "wording", "negations", "dictionary")
"""What a new site has of the settings of a language that the kit knows."""
_EXAMPLE = "documents/example.txt"

Texts = Callable[[str, str], Mapping[str, str]]
"""Two languages → texts in the first one and the same in the second, from wherever they are known."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants a site for. The first language is the one that its pages are written in."""

    condition: str
    languages: Mapping[str, Mapping[str, object]]
    """Code → what languages.yml says of it."""

    @property
    def source_language(self) -> str:
        """The code of the first language."""
        return next(iter(self.languages))

    @property
    def package(self) -> str:
        """The name of the project: letters, digits and hyphens."""
        plain = unicodedata.normalize("NFKD", self.condition).encode("ascii", "ignore").decode().lower()
        return "-".join([*re.findall(r"[a-z0-9]+", plain), "guide"])


def wish(origin: Path, condition: str, locales: Sequence[str]) -> Wish:
    """Raises ValueError, with one sentence, where that cannot be."""
    if not (origin / STARTER).is_dir():
        raise ValueError(f"a new site is made from a clone of the kit, {origin} has no {STARTER}; see --root")
    name = " ".join(condition.split())
    if not name:
        raise ValueError("the condition must be named, for example --condition 'Glimmer itch'")
    if _MARKUP.search(name) or INVISIBLE.search(condition) or not name[0].isalnum():
        raise ValueError(f"the condition must be plain words without markup, {condition!r} is not")
    if len(name) > LONGEST:
        raise ValueError(f"the condition must have at most {LONGEST} characters, not {len(name)}: use its short name")
    return Wish(name, _languages(origin, [locale.strip().replace("-", "_") for locale in locales]))


def _languages(origin: Path, locales: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    """What CLDR knows of the languages, and what the kit's own file has for figures and denials."""
    known, found = kit.languages(origin), {}
    for locale in locales:
        code = locale.partition("_")[0]
        if not re.fullmatch("[a-z]{2,3}", code):
            raise ValueError(f"a language must be a code such as pt or pt_BR, {locale!r} is not")
        if code in found:
            raise ValueError(f"a language must be given once, {code!r} is given again")
        words = {key: text for key, text in known.get(code, {}).items() if key in _KEPT}
        found[code] = {**translating.language_entry(code, locale), **words}
    if not found:
        raise ValueError("a language must be given")
    found[next(iter(found))].pop("minimum")
    return found


def write(origin: Path, target: Path, wanted: Wish, texts: Texts) -> int:
    """Writes the site into a folder that is empty or not there; all of it or nothing. Returns the number of files.

    Raises ValueError, with one sentence, where that cannot be, OSError where the folder cannot be written.
    """
    origin, target = origin.resolve(), target.resolve()
    _refuse(origin, target)
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        _fill(origin, work, wanted, texts)
        count = sum(path.is_file() for path in work.rglob("*"))
        work.chmod(0o755)
        if target.exists():
            target.rmdir()
        work.rename(target)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    return count


def _refuse(origin: Path, target: Path) -> None:
    if target.is_relative_to(origin):
        raise ValueError(f"the folder must be outside of this project, {target} is in it")
    if target.exists() and not target.is_dir():
        raise ValueError(f"the folder must be empty or not there yet, {target} is a file")
    if target.exists() and any(target.iterdir()):
        raise ValueError(f"the folder must be empty or not there yet, {target} is not")


def _fill(origin: Path, work: Path, wanted: Wish, texts: Texts) -> None:
    for name, data in {**kit.engine(origin), **kit.first_files(origin)}.items():
        put(work / name, data)
        shutil.copymode(origin / name, work / name)
    _render(origin, work, wanted)
    _merge(origin, work, wanted)
    audit.add_source(work, "example", work / _EXAMPLE)
    project = Project.load(work)
    for code in project.bundles:
        translating.update(project, code)
        translating.fill_in(project, code, known_labels(origin, wanted.source_language, code, texts))
    if problems := session.check_content(Project.load(work)):
        raise ValueError(f"the starter does not pass with this condition:\n{report.as_text(problems)}")


def known_labels(origin: Path, source: str, code: str, texts: Texts) -> dict[str, str]:
    """Labels in a site's own language → in another one: the kit's translations, and what is known elsewhere."""
    return {**texts(source, code), **kit.label_texts(origin, source, code)}


def put(file: Path, data: bytes) -> None:
    """Writes a file and the folders that it stands in."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


# -- the starter


def _render(origin: Path, work: Path, wanted: Wish) -> None:
    """The starter's texts. Their brackets are others than those of pages, which stay as they are."""
    environment = Environment(
        loader=FileSystemLoader(origin / STARTER), undefined=StrictUndefined, keep_trailing_newline=True,
        variable_start_string="[[", variable_end_string="]]", block_start_string="[%", block_end_string="%]",
        comment_start_string="[##", comment_end_string="##]", trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["quoted"] = lambda text: json.dumps(text, ensure_ascii=False)  # for YAML
    example = environment.get_template(f"{_EXAMPLE}{SUFFIX}").render().encode()
    values = {**_values(origin, wanted), "sha256": fingerprint.make(example).sha256}
    for template in environment.list_templates(extensions=[SUFFIX[1:]]):
        put(work / template.removesuffix(SUFFIX), environment.get_template(template).render(values).encode())


def _values(origin: Path, wanted: Wish) -> dict[str, object]:
    first = kit.languages(origin)
    starter_language = next(iter(first))
    return {
        "condition": wanted.condition,
        "package": wanted.package,
        "language": wanted.source_language,
        "language_name": wanted.languages[wanted.source_language]["name"],
        "others": list(wanted.languages)[1:],
        "foreign": wanted.source_language != starter_language,
        "starter_language": starter_language,
        "starter_language_name": first[starter_language]["name"],
        "today": dt.date.today().isoformat(),
    }


# -- files of the kit that hold something of a site's own


def _merge(origin: Path, work: Path, wanted: Wish) -> None:
    """The starter has of these files what is a site's own; the rest is as it is here."""
    project, settings, labels, languages = (
        work / name for name in ("project.yml", "mkdocs.yml", LABELS, f"{loading.FACTS}/languages.yml")
    )
    own = yaml.safe_load(project.read_text("utf-8"))
    project.unlink()
    put(work / "pyproject.toml", kit.pyproject((origin / "pyproject.toml").read_text("utf-8"), own).encode())
    put(settings, kit.with_keys((origin / "mkdocs.yml").read_text("utf-8"), settings.read_text("utf-8")).encode())
    put(labels, f"{_kit_labels(origin, wanted.source_language)}\n{labels.read_text('utf-8')}".encode())
    entries = (_language(code, entry) for code, entry in wanted.languages.items())
    put(languages, "".join([languages.read_text("utf-8"), *entries]).encode())


def _kit_labels(origin: Path, code: str) -> str:
    """The file of the labels without those about a condition, in the language as far as they are known in it."""
    known, lines = {**kit.labels(origin), **kit.labels_in(origin, code)}, []
    for line in (origin / LABELS).read_text("utf-8").splitlines():
        key = line.partition(":")[0]
        if not line or line.startswith("#"):
            lines.append(line)
        elif key in known:
            lines.append(loading.dump({key: known[key]}).rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


def _language(code: str, entry: Mapping[str, object]) -> str:
    parts = (
        yaml.safe_dump({key: text}, allow_unicode=True, default_flow_style=None if isinstance(text, Mapping) else False)
        for key, text in entry.items()
    )
    return f"{code}:\n" + textwrap.indent("".join(parts), "  ")
