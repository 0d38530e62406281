"""The events of MkDocs: they feed it what the engine renders, judge what it has built, and publish that."""

import logging
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from jinja2 import ChoiceLoader, DictLoader, Environment, TemplateError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkPage

from ..check import report, run_checks, source_map
from ..load.cache import Cache
from ..maintain import diagnosis
from ..project import Project
from ..publish import assemble, hosting, manifest, swap
from ..publish.page_context import CurrentPage, Site
from ..render import links, templates
from . import others, publishing, settings, standing, theme
from .build import Build, Progress, collected_warnings, show
from .i18n import Languages
from .page_cache import PageCache

_KEPT_TEMPLATE = "factbook-kept.html"
_LAST, _FIRST = -100, 100


class Plugin:
    """One instance serves a process; each build makes its own `Build`."""

    def __init__(self) -> None:
        """Start without a build."""
        self.build: Build | None = None
        self.serving = self.quiet = self.deploying = self.building = False

    @property
    def now(self) -> Build:
        """The build at hand."""
        assert self.build is not None
        return self.build

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether this is `mkdocs serve`: then problems are shown and the site is built all the same."""
        self.serving, self.deploying, self.building = command == "serve", command == "gh-deploy", command == "build"
        self.quiet = self.serving or logging.getLogger("mkdocs").level > logging.WARNING
        if not self.serving:
            logging.getLogger("mkdocs").setLevel(logging.WARNING)  # what went well is said by the report
        if dirty and not self.serving:
            raise Abort("A partial build (--dirty) leaves search and lists incomplete: build without it.")

    @event_priority(_FIRST)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the project; a build stops here if it cannot be read."""
        self.build = None
        publishing.check_surroundings()
        root, target = Path(config.config_file_path).parent, Path(config.site_dir)
        cache = Cache(root)
        inputs = standing.inputs_of(config, quiet=self.quiet) if self.building and PageCache.allowed(config) else ""
        progress = Progress(shown=not self.quiet)
        if (said := standing.said(cache, inputs, target)) is not None:
            progress.step("Nothing has changed since this site was built")
            for text, err in said:
                click.echo(text, err=err)
            raise SystemExit(0)
        progress.step("Reading facts, pages and translations")
        project = Project.load(root, templates.CompiledTemplates(cache, root))
        own, wrong = settings.read(config, project)
        wrong += publishing.prepare(config, project, own)
        address, repository = config.site_url or "", config.repo_url or ""
        site = Site(project, address, repository, own.privacy or "", own.report or "", self.serving)
        given = (address, repository, config.edit_uri or "", str(self.serving), str(own.data))
        self.build = Build(
            project, self.serving, site, target, inputs, own, Languages(project),
            PageCache(cache, project, given) if PageCache.allowed(config) else None, progress, collected_warnings(),
        )  # fmt: skip
        self.now.problems = wrong
        if project.problems:
            self.now.problems += run_checks.check_content(project)
        self.now.problems += publishing.address_problems(config, project, deploying=self.deploying)
        if not self.serving:
            lacking, self.now.notes = publishing.shortcomings(config, project)
            self.now.problems += lacking
        self.now.stop_on_problems("content")
        if project.commit:  # MkDocs dates what it writes by this
            os.environ.setdefault(publishing.EPOCH, str(project.commit.time))
        self._set_up(config)
        if not self.serving:
            self.now.staging = swap.staging_dir(target)
            config.site_dir = self.now.staging.name
        return config

    def _set_up(self, config: MkDocsConfig) -> None:
        labels = self.now.project.book.labels
        if "site.name" in labels:
            config.site_name = labels["site.name"]
        for render in self.now.project.renderers.values():
            render.edit_root = publishing.edit_root(config)
        if not config.repo_url:
            config.edit_uri = ""  # MkDocs takes one without the other for an address
        self.now.languages.set_up(config)
        theme.set_up(config, self.now.site)

    @event_priority(_LAST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages of the other languages; check the content from now on, beside the rest of the build."""
        build = self.now
        others.expect(files, Files, "files", config)
        theme.remove_unused_files(files, config, script=build.site.script)
        build.project, wrong = others.with_generated_pages(build.project, files, config)
        build.problems += wrong
        build.site.project = build.languages.project = build.project
        if build.pages:
            build.pages.project = build.project
        build.languages.add_files(files, config)
        if not build.project.problems:
            steps = len(build.project.pages) * len(build.project.book.languages)
            build.progress.step("Checking the content, rendering", steps)
            build.start_content_check()
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Make one navigation per language, each with the sections' names in that language."""
        self.now.languages.make_navigation(nav, files, config)
        return nav

    @event_priority(_LAST)
    def on_page_markdown(self, markdown: str, *, page: MkPage, config: MkDocsConfig, **_: Any) -> str:
        """Return the page's text with its facts, in its language."""
        build, uri = self.now, page.file.src_uri
        path, code = build.languages.source_of(page)
        source, render = others.as_handed_on(build.project, path, markdown, config), build.project.renderers[code]
        if source is not build.project.pages[path]:
            build.altered.add(source.file)
        page.title = render.marked_head(source, "nav" if source.meta.nav else "title")
        page.meta = {
            **page.meta,
            "title": render.head(source, "title"),
            "description": render.head(source, "description").replace('"', "&quot;"),  # Material puts it in quotes
        }
        if build.pages and (html := build.pages.get(path, code)) is not None:
            build.kept[uri], page.meta["template"] = html, _KEPT_TEMPLATE
            return ""
        try:
            rendered = build.project.rendered(code, source)
        except (TemplateError, LookupError, TypeError, ValueError) as error:
            return self._shown_problems(source.file, error)
        build.rendered[uri] = rendered
        if source.meta.layout == "card":
            page.meta["template"] = "card.html"
        return rendered.text if path == uri else links.in_language(rendered.text, code)

    def on_page_content(self, html: str, *, page: MkPage, config: MkDocsConfig, **_: Any) -> str:
        """Return the page's HTML with its figures and citations, and the language of its links out of the site."""
        build = self.now
        others.expect(html, str, "page_content", config)
        if page.file.src_uri in build.kept:
            page.present_anchor_ids = None  # nobody knows them here; the gates do
        rendered = build.rendered.get(page.file.src_uri)
        if rendered is None:
            return html
        page.present_anchor_ids = {*(page.present_anchor_ids or ()), *rendered.ids}
        page.markdown = None  # MkDocs keeps all of that for all pages to the end
        build.rendered[page.file.src_uri] = replace(rendered, text="", held=())
        code, source = build.languages.source_of(page)[1], build.project.book.source_language
        render = build.project.renderers[code]
        note = render.plain_label("site.only-in", language=render.language_name(source)) if code != source else ""
        shown = links.marked(rendered.restored(html), source, note)
        build.converted[build.languages.source_of(page)] = shown
        page.toc = theme.contents_of(shown)
        return shown

    def _shown_problems(self, file: str, error: Exception) -> str:
        """Return what a page shows while serving if it cannot be rendered; it is back when that is mended."""
        self.now.wait_for_content()
        if not self.serving:
            raise error
        own = [problem for problem in self.now.problems if problem.file == file] or self.now.problems
        return f"# {file}\n\n```text\n{report.as_text(own) if own else error}\n```\n"

    def on_env(self, env: Environment, **_: Any) -> Environment:
        """Add the template of pages that an earlier build has made."""
        build = self.now
        if build.content:
            build.start_reading()
        assert env.loader is not None
        if build.pages:
            env.bytecode_cache = templates.CompiledTemplates(build.pages.cache, build.project.tree.root)
        env.loader = ChoiceLoader([env.loader, DictLoader({_KEPT_TEMPLATE: "{{ kept }}"})])
        return env

    def on_template_context(self, context: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Give 404.html and sitemap.xml all languages that readers are offered at once."""
        context["factbook"] = self.now.site.template_context()
        return context

    @event_priority(_LAST)
    def on_page_context(
        self, context: dict[str, Any], *, page: MkPage, config: MkDocsConfig, **_: Any
    ) -> dict[str, Any]:
        """Give main.html what it needs, in the page's language."""
        build, uri = self.now, page.file.src_uri
        build.progress.page()
        if uri in build.kept:
            return {"kept": build.kept[uri]}
        path, code = build.languages.source_of(page)
        context = build.languages.plugin.on_page_context(context, page=page, config=config, nav=Navigation([], []))
        context["config"]["theme"].language = theme.language_of(config, code) or str(config.theme["language"])
        here = CurrentPage(path, code, page.url, page.canonical_url or "", str(page.title or ""))
        context["nav"] = build.languages.navs[code]
        context["factbook"] = build.site.page_context(here, build.rendered.get(uri))
        return context

    @event_priority(_LAST)
    def on_post_page(self, output: str, *, page: MkPage, **_: Any) -> str:
        """Keep the page for the next build, and let go of what it was made of."""
        build, uri, output = self.now, page.file.src_uri, theme.without_blank_lines(output)
        page.content = None
        if build.rendered.pop(uri, None) and build.pages:
            build.pages.put(*build.languages.source_of(page), output)
        return output

    @event_priority(_LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what machines read, judge the built HTML, and only then put it in the place of the old site."""
        build, site = self.now, Path(config.site_dir)
        project, address = build.project, config.site_url or ""
        contact = build.settings.security_contact or config.repo_url or ""
        build.progress.step("Judging the built pages")
        cache, key = (build.pages.cache, build.pages.shared) if build.pages else (Cache(None), "")
        lacking = assemble.complete(site, project, address, contact, cache, kept=not self.serving)
        notes = build.notes + lacking + theme.cost_of_script(config, site)
        found = run_checks.check_site(site, project, cache, key)
        if notes:
            build.say(report.as_notes(notes))
        build.wait_for_content()
        build.stop_on_problems("content")  # what is wrong with the built pages may come of it
        reading = build.wait_for_reading()
        found = source_map.to_sources(found, project, site, build.shown(build.target), build.problems)
        build.problems += others.explained(found, build.altered, config)
        if config.strict:  # `mkdocs build --no-strict` makes a site to look at
            messages = [record.getMessage() for record in build.warnings]
            build.problems += source_map.warned(messages, project, build.problems)
            build.problems += run_checks.withdrawn(project) if hosting.public_address(address) else []
        build.stop_on_problems("site")
        if not self.serving:
            manifest.write(site)
            swap.swap(site, build.target)
            config.site_dir = str(build.target)
        build.show_to_do()
        if build.progress.shown:
            build.say(f"no problems\n{diagnosis.of_site(build.shown(build.target), project)}\n{reading}", err=False)
        if build.pages:
            if not (build.problems or build.warnings or lacking):  # fonts of this computer may come
                standing.keep(cache, build.inputs, build.target, build.said)
            cache.save()

    def on_build_error(self, *, error: Exception) -> None:
        """Clear away what a stopped build has left. What cannot be used is told as a problem."""
        if self.build is not None:  # loading has not failed
            self._clear_away(self.build, error)
        if isinstance(error, OSError):  # a full disk, a folder that must not be written, a file that must not be read …
            raise Abort(f"The site cannot be written: {error}; the published site is left as it was.") from error

    def _clear_away(self, build: Build, error: Exception) -> None:
        if not isinstance(error, Abort | OSError):
            build.wait_for_content()  # what is wrong with the content may be why
            if build.problems:
                build.clean_up()
                build.stop_on_problems("content")
        build.clean_up()
        if found := others.blamed(error, build.project) or templates.blamed(error, build.project.tree.root):
            if found not in build.problems:
                show([found])
            raise Abort("The site cannot be built; the published site is left as it was.")


PLUGIN = Plugin()
on_startup, on_config, on_files, on_nav, on_env = (
    PLUGIN.on_startup, PLUGIN.on_config, PLUGIN.on_files, PLUGIN.on_nav, PLUGIN.on_env
)  # fmt: skip
on_page_markdown, on_page_content, on_page_context, on_post_page = (
    PLUGIN.on_page_markdown, PLUGIN.on_page_content, PLUGIN.on_page_context, PLUGIN.on_post_page
)  # fmt: skip
on_template_context, on_post_build, on_build_error = (
    PLUGIN.on_template_context, PLUGIN.on_post_build, PLUGIN.on_build_error
)  # fmt: skip
