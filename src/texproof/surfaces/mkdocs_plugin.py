"""The MkDocs plugin: judges in on_files, compares and decorates each page, publishes a site that was built whole."""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files as resources
from pathlib import Path
from typing import Any

from mkdocs.config import base
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler, get_relative_url

from ..build.cache import Cache, digest, versions
from ..build.judge import Judge
from ..build.project import CACHE, Project, UnusableError
from ..report.report import Message, PageReport, Report

try:
    from .citation import Cited
    from .comparison import CODE, differences
    from .decorated import Decoration, framed
    from .evidence import Evidence, to_typeset
    from .katex import FOLDER, STYLE, Katex, NoKatexError, with_preloads
    from .kept import Kept
    from .light import light
    from .links import PAGES, led_to
    from .notebook import heading_text, in_page_form
    from .places import Places, formula_id
    from .rendered import LISTS, inventory
    from .scripts import Scripts
    from .sections import sections
    from .staging import Staging
    from .text import plain, summary
    from .typeset import Typesetter
except ModuleNotFoundError as missing:
    # What the command alone does not need is an extra.
    raise ConfigurationError(f"texproof's plugin needs {missing.name}: pip install 'texproof[mkdocs]'") from missing

LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")
EXTENSION = "texproof.surfaces.blocks"
TYPESETS = "pymdownx.arithmatex"
OWN_STYLE = "assets/texproof.css"
OWN_SCRIPTS = ("assets/texproof.js", "assets/texproof-tools.js")
LAST = -100


class TexproofConfig(base.Config):  # type: ignore[no-untyped-call]
    """What `mkdocs.yml` may say under `texproof`."""

    snippets = option.Type(str, default="snippets")
    judge = option.Type(bool, default=True)
    cold = option.Type(bool, default=False)
    katex = option.Type(str, default="node_modules/katex/dist")


class TexproofPlugin(BasePlugin[TexproofConfig]):  # type: ignore[no-untyped-call]
    """Wires engine, Markdown extension and HTML together; MkDocs' types stop here."""

    def __init__(self) -> None:
        self.serving = False
        self.dirty = False
        self.publishing = False
        self._typesetter: Typesetter | None = None
        self._staging: Staging | None = None
        self._published = ""
        self._at = ""
        self._in_order: list[Page] = []

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Keep the command; that this method exists is what keeps the plugin, and its caches, from build to build."""
        self.serving = command == "serve"
        self.publishing = command == "gh-deploy"
        self.dirty = dirty

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self._root = Path(config.config_file_path or ".").resolve().parent
        self._messages: dict[str, list[Message]] = {}
        self._written: dict[str, str] = {}
        self._report = Report(())
        self._extend(config)
        try:
            self._katex = Katex.below(self._root, self.config.katex)
        except NoKatexError as error:
            raise PluginError(f"texproof: {error}") from None
        config.extra_css[:0] = [STYLE, OWN_STYLE]  # before the site's own, which may say otherwise
        config.extra_javascript.extend(OWN_SCRIPTS)
        if not self.serving:
            self._staging = Staging(Path(config.site_dir).resolve())
            self._published = config.site_dir
            with _as_plugin_error(f"cannot build beside {config.site_dir}"):
                self._staging.open(keep=self.dirty)
            config.site_dir = str(self._staging.folder)
        if not self.config.judge:
            # Not through the log: -q would silence it.
            sys.stderr.write("texproof: warning: judge is false: no formula is checked, and each page says so\n")
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        self._styles(files, config)
        if self.config.judge:
            self._report = self._judged(Path(config.docs_dir))
            if not self._report.passes:
                self._refuse(self._report)
            if self.dirty and not self.serving:
                self._forget_stale(files)
            listed = any(map(_lists, self._report.pages))
            self._typeset().ahead(tuple(to_typeset(self._report, listed)))
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        self._in_order = list(nav.pages)
        return nav

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        report = self._page(page)
        if str(page.file.src_uri).endswith(".ipynb"):
            html = in_page_form(html, lambda link: _address(link, page, files))
            _plain_titles(page.toc)
        if page.present_anchor_ids is not None:
            ids = {formula_id(report, index) for index in range(len(report.formulas))}
            page.present_anchor_ids |= ids if self.config.judge else set(LABEL.findall(html))
        return framed(html)

    def on_env(self, env: Any, config: MkDocsConfig, files: Files) -> Any:
        rest = (file.page for file in files.documentation_pages() if file.page is not None)
        pages = [*self._in_order, *rest]
        addresses = {self._path(page.file): page.url for page in pages}
        titles = {self._path(page.file): str(page.title) for page in pages}
        parts = {self._path(page.file): sections(page.content or "", _titles(page.toc)) for page in pages}
        self._places = Places(self._report, addresses, titles, parts)
        self._scripts = Scripts(self._places, config.site_url or "")
        for name, content in self._scripts.files():
            files.append(File.generated(config, name, content=content))
        return env

    @event_priority(LAST)
    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        report = self._page(page)
        found = inventory(output)
        wrong = differences(report, found) if self.config.judge else ()
        opened = frozenset(map(str, page.meta.get("evidence") or ()))
        cited = Cited(config.site_name, str(page.title or ""), page.canonical_url or "")
        evidence = Evidence(self._typeset())
        decoration = Decoration(report, self._places, evidence, opened, self.config.judge, cited, self._scripts)
        html = with_preloads(decoration.html(output, found, wrong), get_relative_url("", page.url))
        if messages := [*wrong, *(decoration.messages if self.config.judge else ())]:
            self._messages[report.path] = messages
        self._written[page.file.dest_uri] = _hash(html)
        return html

    @event_priority(LAST)
    def on_post_build(self, config: MkDocsConfig) -> None:
        if self._typesetter is not None:
            self._kept.write(self._typesetter)
        if self._messages:
            pages = (replace(self._page_at(path), diagnostics=tuple(ms)) for path, ms in self._messages.items())
            self._refuse(Report(tuple(replace(page, formulas=()) for page in pages)))
        if self._staging is not None:
            self._still_what_was_compared(self._staging.folder)
            config.site_dir = self._published
            if _warned():
                self._staging.close()  # MkDocs, being strict, fails after this
            else:
                with _as_plugin_error(f"cannot publish to {config.site_dir}"):
                    self._staging.publish()

    def on_pre_page(self, page: Page, config: MkDocsConfig, files: Files) -> Page:
        self._at = self._path(page.file)
        return page

    def on_build_error(self, error: Exception) -> None:
        if self._staging is not None:
            self._staging.close()
        if type(error).__name__ == "CellExecutionError":
            raise PluginError(f"{self._at}: a cell of this notebook fails:\n{error}") from None

    def on_serve(self, server: Any, config: MkDocsConfig, builder: Any) -> Any:
        snippets = self._root / self.config.snippets
        if snippets.is_dir():
            server.watch(str(snippets))
        return server

    def _path(self, file: File) -> str:
        """Return a page's path as people see it: below the project's folder."""
        return Path(os.path.relpath(str(file.abs_src_path or file.src_uri), self._root)).as_posix()

    def _page(self, page: Page) -> PageReport:
        return self._page_at(self._path(page.file))

    def _page_at(self, path: str) -> PageReport:
        return next((page for page in self._report.pages if page.path == path), PageReport(path, ""))

    def _judged(self, docs: Path) -> Report:
        """Return the report of all pages; what did not change since the last run is taken from it."""
        project = Project(self._root, docs, self._root / self.config.snippets, self._root / CACHE)
        try:
            with Judge(project, cold=self.config.cold or self.publishing) as judge:
                return judge.judge([docs])
        except UnusableError as error:
            raise PluginError(f"texproof: {error}") from None

    def _forget_stale(self, files: Files) -> None:
        """Remove from the copy of the site what a build of changed pages must render again: MkDocs sees pages alone."""
        for file in files.documentation_pages():
            page, rendered = self._page_at(self._path(file)), Path(file.abs_dest_path)
            snippets = [self._root / path for path in page.snippets]
            if _lists(page) or (
                rendered.is_file() and any(_changed(path) > _changed(rendered) for path in snippets if path.is_file())
            ):
                rendered.unlink(missing_ok=True)

    def _extend(self, config: MkDocsConfig) -> None:
        """Let pages be read with what finds formulas and blocks, whether or not the site's settings name it."""
        for name in (EXTENSION, TYPESETS):
            if name not in config.markdown_extensions:
                config.markdown_extensions.append(name)
                config.mdx_configs[name] = {"generic": True} if name == TYPESETS else {}
        if not config.mdx_configs.get(TYPESETS, {}).get("generic"):
            raise PluginError(f"texproof: {TYPESETS} needs `generic: true`, or leave it out of mkdocs.yml")

    def _typeset(self) -> Typesetter:
        if self._typesetter is None:
            script = self._katex.script
            self._kept = Kept(Cache(self._root / CACHE), {"katex": digest(script), "versions": versions()})
            cold = self.config.cold or self.publishing
            self._typesetter = Typesetter(script, {} if cold else self._kept.read())
        return self._typesetter

    def _styles(self, files: Files, config: MkDocsConfig) -> None:
        """Add to the site KaTeX's style and fonts, our own style, and our scripts."""
        style, fonts = self._katex.style()
        own = {name: light((resources(__package__) / name).read_text("utf-8")) for name in (OWN_STYLE, *OWN_SCRIPTS)}
        for name, content in {STYLE: style, **own}.items():
            files.append(File.generated(config, name, content=content))
        for name, font in fonts.items():
            files.append(File.generated(config, f"{FOLDER}/{name}", abs_src_path=str(font)))

    def _refuse(self, report: Report) -> None:
        """Say all that is wrong; a build then fails, a server goes on and shows it on the pages."""
        sys.stderr.write(plain(report, excerpts=sys.stderr.isatty()))
        if not self.serving:
            raise PluginError(f"texproof: {summary(report)}; nothing was published")

    def _still_what_was_compared(self, folder: Path) -> None:
        """Fail where a page was changed after it was compared, or came past it."""
        messages = {}
        for path in sorted(folder.rglob("*.html")):
            name = path.relative_to(folder).as_posix()
            html = path.read_text(encoding="utf-8")
            if name in self._written:
                strange = [] if _hash(html) == self._written[name] else ["what was changed after the comparison"]
            elif self.dirty or not self.config.judge:
                continue
            else:
                strange = inventory(html).strange
            if strange:
                messages[name] = tuple(
                    Message(CODE, f"{what} is on a page, but was not judged", 1, 1, 1, 1) for what in strange
                )
        if messages:
            self._refuse(Report(tuple(PageReport(name, "", diagnostics=found) for name, found in messages.items())))


@contextmanager
def _as_plugin_error(what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PluginError(f"texproof: {what}: {error.strerror or error}") from None


def _lists(page: PageReport) -> bool:
    """Whether a page lists formulas of others."""
    return any(name in page.text for name in LISTS)


def _titles(items: Iterable[Any]) -> dict[str, str]:
    """Return the titles in a table of contents by their anchors."""
    found = {}
    for item in items:
        found[item.id] = item.title
        found |= _titles(item.children)
    return found


def _changed(path: Path) -> float:
    return path.stat().st_mtime


def _warned() -> bool:
    """Whether MkDocs counted a warning that will end a strict build, once it is done."""
    counters = (h for h in logging.getLogger("mkdocs").handlers if isinstance(h, CountHandler))
    return any(counter.get_counts() for counter in counters)


def _address(link: str, page: Page, files: Files) -> str:
    """Return the address that a link to a source has on the site; one to no page is a warning, as MkDocs gives."""
    source = str(page.file.src_uri)
    path, anchor = led_to(link, source) or ("", "")
    file = files.get_file_from_path(path)
    if file is None:
        if path.endswith(PAGES):
            logging.getLogger("mkdocs.plugins.texproof").warning("%s links to %s, which is no page", source, link)
        return link
    if anchor:
        anchors = page.links_to_anchors = page.links_to_anchors or {}
        anchors.setdefault(file, {}).setdefault(anchor, link)
    address = str(file.url_relative_to(page.file))
    return f"{address}#{anchor}" if anchor else address


def _plain_titles(items: Iterable[Any]) -> None:
    for item in items:
        item.title = heading_text(item.title)
        _plain_titles(item.children)


def _hash(html: str) -> str:
    return sha256(html.strip().encode()).hexdigest()
