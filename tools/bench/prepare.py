"""Writes a site twice: for our build, and for plain Material with the same text already rendered to Markdown.

    python -m tools.bench.prepare FOLDER [PAGES]

writes FOLDER/ours and FOLDER/plain. Without PAGES it is the real site; with it, the real one and generated pages.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import polib
import yaml
from mkdocs.utils.yaml import yaml_load

from factbook.page.texts import Text
from factbook.project import Project
from factbook.render.render_page import render_page
from factbook.translate.language import UI
from tests.helpers import ROOT, copy_project

from . import content

CODE = "es"
_ADDRESS = "https://bench.example/"


def main(folder: str, pages: str = "") -> None:
    """Writes both sites below the folder."""
    ours = copy_project(Path(folder) / "ours")
    _configure(ours)
    if pages:
        _widen_limits(ours)
        _grow(ours, int(pages))
    _write_plain(Project.load(ours), Path(folder) / "plain", _config(ours))


def _config(root: Path) -> dict[str, Any]:
    with (root / "mkdocs.yml").open(encoding="utf-8") as file:
        return dict(yaml_load(file))


def _configure(root: Path, *, nav: list[Any] | None = None) -> None:
    """Our hooks as they are in the repository, not as copied, and an address."""
    config = _config(root)
    config.update(site_url=_ADDRESS, hooks=[str(ROOT / "hooks" / "build.py")], nav=nav or config["nav"])
    _dump(root / "mkdocs.yml", config)


def _dump(file: Path, content: dict[str, Any]) -> None:
    file.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")


# -- more pages


def _widen_limits(root: Path) -> None:
    """Pages that list all pages grow with their number. Here it is measured what a build costs, not what they weigh."""
    file = root / "docs" / "_facts" / "limits.yml"
    limits = yaml.safe_load(file.read_text("utf-8"))
    _dump(file, limits | {"page_kilobytes": 1000, "page_requests": 100})


def _grow(root: Path, pages: int) -> None:
    project = Project.load(root)
    sections = list(content.outline(pages - len(project.pages)))
    new = [page for _, group in sections for page in group]
    content.write(new, _claims(project), _differing(project))
    for page in new:
        _write(root / "docs" / page.path, page.markdown)
        _write(root / "docs" / "_translations" / CODE / f"{page.path.removesuffix('.md')}.po", _catalog(page))
    nav = [{section.key: [page.path for page in group]} for section, group in sections]
    _name_sections(root, [section for section, _ in sections])
    _configure(root, nav=[*_config(root)["nav"], *nav])


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _claims(project: Project) -> dict[str, content.Claim]:
    bundle = project.bundles[CODE]
    found = {}
    for name, fact in project.book.facts.items():
        spanish = bundle.verdict(UI, Text(fact.claim, f"fact.{name}.claim")).text
        if spanish:
            found[name] = content.claim(name, (fact.claim, spanish), fact.sources())
    return found


def _differing(project: Project) -> list[tuple[str, str]]:
    facts = project.book.facts
    return [(name, fact.differs_from[0]) for name, fact in facts.items() if fact.differs_from]


def _catalog(page: content.Page) -> str:
    head = {"title": page.title, "description": page.description}
    entries = [polib.POEntry(msgctxt=key, msgid=pair[0], msgstr=pair[1]) for key, pair in head.items()]
    entries += [polib.POEntry(msgid=english, msgstr=spanish) for english, spanish in page.texts.items()]
    return _po(entries)


def _po(entries: list[polib.POEntry]) -> str:
    catalog = polib.POFile(wrapwidth=100)
    catalog.metadata = {"Language": CODE, "Content-Type": "text/plain; charset=UTF-8"}
    catalog.extend(entries)
    return f"{catalog}\n"


def _name_sections(root: Path, sections: list[content.Section]) -> None:
    labels = root / "docs" / "_facts" / "labels.yml"
    names = "".join(f"{section.key}: {section.name[0]}\n" for section in sections)
    labels.write_text(f"{labels.read_text('utf-8')}\n{names}", encoding="utf-8")
    file = root / "docs" / "_translations" / CODE / f"{UI}.po"
    catalog = polib.pofile(file.read_text("utf-8"), wrapwidth=100)
    for section in sections:
        english, spanish = section.name
        catalog.append(polib.POEntry(msgctxt=f"label.{section.key}", msgid=english, msgstr=spanish))
    file.write_text(f"{catalog}\n", encoding="utf-8")


# -- plain Material


def _write_plain(project: Project, folder: Path, ours: dict[str, Any]) -> None:
    for code, render in project.renderers.items():
        for path, page in project.pages.items():
            _write(folder / "docs" / project.prefix(code) / path, render_page(render, page).markdown)
    english, spanish = (_nav(project, ours["nav"], code) for code in (project.book.source_language, CODE))
    _dump(folder / "mkdocs.yml", {
        "site_name": project.book.labels["site.name"],
        "site_url": _ADDRESS,
        "theme": {"name": "material", "font": False, "features": ["navigation.prune"]},
        "plugins": ["search"],
        "markdown_extensions": ours["markdown_extensions"],
        "nav": [*english, {project.book.languages[CODE].name: spanish}],
    })  # fmt: skip


def _nav(project: Project, items: list[Any], code: str) -> list[Any]:
    render = project.renderers[code]
    return [
        {render.raw_label(key): _nav(project, value, code) for key, value in item.items()}
        if isinstance(item, dict)
        else f"{project.prefix(code)}{item}"
        for item in items
    ]


if __name__ == "__main__":
    os.umask(0o022)
    main(*sys.argv[1:])
