"""What the templates around pages are given as `factbook`: main.html and card.html, 404.html and sitemap.xml."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace
from typing import Any, NamedTuple
from urllib.parse import quote

from ..locale import cldr
from ..page import pages, urls
from ..project import Project
from ..render import links
from ..render.render_page import Rendered
from ..render.renderer import Renderer
from . import hosting, offline, pdf, structured_data

MOST_UNFOLDED = 60
"""Pages. The menu of a larger site unfolds the section at hand only, and leads to the first page of the others: with
all of 1,000 pages it would weigh 90 KB, on each page, and 180 MB in a site of two languages."""
HOME = "index.md"
SHARED = "assets/share-{code}.png"


class CurrentPage(NamedTuple):
    """The page at hand in the language at hand, as the generator of sites has it."""

    path: str
    code: str
    url: str
    """Below the site's root."""
    address: str
    """With the site's own address; empty where it has none."""
    title: str


@dataclass
class Site:
    """The site that is built, as far as its pages ask. `repository` is where the project's files are, or empty."""

    project: Project
    address: str
    repository: str
    privacy: str
    """The page, with a heading's id, that the foot of each page leads to; or empty."""
    report: str
    """The form for mistakes, below `repository`; or empty."""
    serving: bool
    script: bool = False
    """Whether a setting needs Material's script."""
    in_theme: frozenset[str] = frozenset()
    """Languages that the theme has."""
    copyright: str = ""
    """HTML for the foot of each page, or the id of a label."""

    def template_context(self) -> SimpleNamespace:
        """Return the context of 404.html and sitemap.xml: all languages that readers are offered at once."""
        project, source = self.project, self.project.book.source_language
        renderers = {code: project.renderers[code] for code in project.published}
        missing, render = CurrentPage(HOME, source, "404.html", "", ""), project.renderers[source]
        return SimpleNamespace(
            **self._around(missing, render.plain_label("missing.title"), render.plain_label("missing.text")),
            layout="page", page=None, rendered=None, feed="", offered=False, offers=[], json_ld="", report="",
            renderers=renderers,
            stored={code: list(self._always_stored(code)) for code in renderers},
            addresses=[(address, versions) for versions in map(self.alternates, project.pages)
                       for _, _, address in versions],
        )  # fmt: skip

    def page_context(self, here: CurrentPage, rendered: Rendered | None) -> SimpleNamespace:
        """Return the context of main.html and card.html; `rendered` is None where the page has problems."""
        project, page = self.project, self.project.pages[here.path]
        render, prefix = project.renderers[here.code], project.prefix(here.code)
        around = self._around(here, render.head(page, "title"), render.head(page, "description"))
        return SimpleNamespace(
            **around,
            layout=page.meta.layout,
            page=page,
            rendered=rendered,
            offered=here.code in project.published,
            feed=f"{prefix}{hosting.FEED}" if render.changed and here.code in project.published else "",
            address=self._public_address(here.code),
            changed=render.time(render.changed[here.path]) if here.path in render.changed else "",
            read=render.time(max(source.read for source in project.book.sources.values())),
            pdf=pdf.file_name(page, here.code) if page.meta.layout == "handout" else "",
            sheet=pdf.take_along(render, self._public_address(here.code))
                  if rendered and page.meta.layout == "handout" else "",
            offers=[self._offer(code, address) for code, _, address in around["alternates"] if code != here.code],
            looked_up=self._is_looked_up(page),
            report=self._report_address(here),
            json_ld=structured_data.json_ld(render, page, address=here.address) if rendered else "",
        )  # fmt: skip

    def _is_looked_up(self, page: pages.Page) -> bool:
        """Return whether a page lists facts or words, or rests on nothing that is medical evidence.

        Such pages hold most words of a search, and help least.
        """
        sources = self.project.book.sources
        medical = any(sources[name].medical_evidence for name in page.meta.sources if name in sources)
        return not medical or any(call.name in ("evidence", "compare", "glossary") for call in page.calls)

    def _around(self, here: CurrentPage, title: str, description: str) -> dict[str, Any]:
        """Return what the head, the menu and the foot of a page need. Addresses are below the site's root."""
        project, render, prefix = self.project, self.project.renderers[here.code], self.project.prefix(here.code)
        return {
            "render": render,
            "label": render.label,
            "plain": render.plain_label,
            "code": here.code,
            "language": render.language,
            "og_locale": cldr.og_locale(render.format.locale),
            "in_theme": here.code in self.in_theme,
            "title": title,
            "description": description,
            "policy": hosting.policy(serving=self.serving),
            "script": self.script,
            "source": project.book.source_language,
            "marked": partial(links.marked, language=project.book.source_language, note=self._note(render)),
            "copyright": render.label(self.copyright) if self.copyright in project.book.labels else self.copyright,
            "alternates": self.alternates(here.path),
            "folded": len(project.pages) > MOST_UNFOLDED,
            "contents": here.path != HOME and project.pages[here.path].meta.layout == "page",
            "home": prefix,
            "help": self._address_of("hotlines", here.code) or prefix,
            "translations": self._address_of("translations", here.code),
            "privacy": self._privacy_address(here.code),
            "picture": self._picture(here.code),
            "asset": self.asset,
            "offline": not self.serving,
            "worker": offline.WORKER,
            "manifest": f"{prefix}{offline.MANIFEST}",
            "touch_icon": self.asset(offline.TOUCH_ICON),
        }

    def _always_stored(self, code: str) -> Iterator[tuple[str, str]]:
        """Yield address and name of the pages of a language that every device keeps."""
        project, render = self.project, self.project.renderers[code]
        for path in offline.essential(project):
            name = render.label("missing.home") if path == HOME else render.head(project.pages[path], "title")
            yield urls.url(path, render.prefix), name

    def alternates(self, path: str) -> list[tuple[str, str, str]]:
        """Code, name and address below the site's root of a page in each language that is offered to readers."""
        project = self.project
        offered = ((code, project.book.languages[code].name) for code in project.published)
        return [(code, name, urls.url(path, project.prefix(code))) for code, name in offered]

    def asset(self, name: str) -> str:
        """Return the address of a file of docs/, named by its content too."""
        return urls.named_by_content(self.project.tree.root / pages.DOCS, name)

    def _public_address(self, code: str) -> str:
        """Where readers reach the first page of a language; empty where only this machine knows."""
        address = hosting.public_address(self.address)
        return address and f"{address}{self.project.prefix(code)}"

    def _note(self, render: Renderer) -> str:
        """What is added to links that lead on in the language that pages are written in; empty in that language."""
        source = self.project.book.source_language
        return (
            "" if render.code == source else render.plain_label("site.only-in", language=render.language_name(source))
        )

    def _address_of(self, function: str, code: str) -> str:
        """The page that calls a function; empty where none does."""
        path = self.project.index.calling.get(function)
        return urls.url(path, self.project.prefix(code)) if path else ""

    def _privacy_address(self, code: str) -> str:
        path, _, fragment = self.privacy.partition("#")
        return f"{urls.url(path, self.project.prefix(code))}#{fragment}" if path in self.project.pages else ""

    def _picture(self, code: str) -> str:
        """The picture that is shown where a page is shared, below the site's root; empty where there is none."""
        name = SHARED.format(code=code)
        return self.asset(name) if self.project.tree.exists(f"{pages.DOCS}/{name}") else ""

    def _offer(self, code: str, address: str) -> SimpleNamespace:
        """The words that offer a page in another language, in that language."""
        render = self.project.renderers[code]
        named = {"language": render.language_name(code)}
        return SimpleNamespace(
            code=code, direction=render.language.direction, address=address, text=render.label("site.offer", **named),
            open=render.label("site.offer.open", **named), close=render.label("site.offer.close"),
        )  # fmt: skip

    def _report_address(self, here: CurrentPage) -> str:
        """The form for mistakes, filled in; empty where the project has none."""
        if not (self.repository and self.report):
            return ""
        form = self.report
        for name, text in {"title": here.title, "address": here.address}.items():
            form = form.replace(f"{{{name}}}", quote(text, safe=""))
        return f"{self.repository}/{form}"
