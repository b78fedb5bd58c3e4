"""MkDocs' building blocks, driven so that only what an edit changed is made again.

MkDocs converts and shows every page at each build. Here a page is converted again only if its text
changed, or what one of its links leads to; and shown again only if its text, its front matter, the
templates or what they read of the navigation changed. Everything else is called as `mkdocs build
--strict` calls it, in its order, and comes out the same, byte for byte.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import warnings
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateNotFound
from jinja2.bccache import Bucket, BytecodeCache
from mkdocs.commands.build import _build_theme_template, get_context
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.toc import get_toc

from proofpack.site.engine.cache import PageCache, bytes_digest, digest
from proofpack.site.engine.entries import pages
from proofpack.site.engine.inline_patterns import follow_markdown
from proofpack.site.engine.job import Job, StoppedError
from proofpack.site.engine.join import join
from proofpack.site.engine.process import EngineRun
from proofpack.site.engine.raw_anchors import follow_mkdocs
from proofpack.site.engine.search_sections import follow
from proofpack.site.engine.templates import reads
from proofpack.site.engine.workers import WORTH, Workers
from proofpack.site.search.write import keep_entry
from proofpack.util.garbage import looking_at_what_is_new
from proofpack.util.stamps import files_below

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

Record = dict[str, Any]
Said = list[list[Any]]
"""Messages, each with its level."""
_EVENTS = {
    *("startup", "shutdown", "serve", "config", "pre_build", "page_context", "post_build"),
}
"""What plugins may take part in. A page is shown to them as it is shown."""
_MATERIAL_SEARCH = "material.plugins.search.plugin"
_log = logging.getLogger("mkdocs.proofpack")
_ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "TZ": "UTC"}


class NotDrivenError(Exception):
    """Pages of this project may be made from what is not known; says what."""


@contextlib.contextmanager
def _templates_there() -> Iterator[None]:
    """Leave a template that is not there to the stock command, which tells whose it is.

    It is an `OSError`, and else looks like a file that cannot be written.
    """
    try:
        yield
    except TemplateNotFound as error:
        raise NotDrivenError(f"no template {error.name}") from None


@dataclass
class Driver:
    """One build after the other, or the part of them that one process does.

    Attributes:
        job: what is to be built.
        cache: what was made before.
        stopped: tells whether the build is wanted no more.
        workers: processes that help.
        said: what was said while configuration, files and navigation were loaded.
    """

    job: Job
    cache: PageCache
    stopped: Callable[[], bool] = lambda: False
    workers: Workers = field(default_factory=Workers)
    _config: MkDocsConfig = field(init=False)
    _env: jinja2.Environment = field(init=False)
    _files: Files = field(init=False)
    _nav: Navigation = field(init=False)
    _docs: Sequence[File] = field(init=False)
    _theme: list[tuple[str, str]] = field(init=False)
    _templates: str = field(init=False, default="")
    _made_from: tuple[object, ...] = field(init=False, default=())
    _listed: list[list[str]] = field(init=False, default_factory=list)
    _looks: dict[str, tuple[str, int, int, int]] = field(init=False, default_factory=dict)
    _converted: dict[str, Record] = field(init=False, default_factory=dict)
    _keys: dict[str, str] = field(init=False, default_factory=dict)
    _aside: dict[str, int] = field(init=False, default_factory=dict)
    _page_keys: dict[str, tuple[str, Record, str]] = field(init=False, default_factory=dict)
    _shown: str = field(init=False, default="")
    _said_again: Said = field(init=False, default_factory=list)
    said: Said = field(init=False, default_factory=list)

    def load(self) -> None:
        """Read configuration, files and navigation, and the text of each page; again, what changed."""
        self._shown = ""
        if not self._as_loaded():
            self._load()
            self._made_from, self._listed = self._loaded_from(), self._listing()
            self._forget_others()
        templates = self._digest_of_templates()
        if templates != self._templates:
            self._env = self._config.theme.get_env()
            self._env.bytecode_cache = _CODES
            self._templates = templates
        self._said_again = []
        with self._heard(self._said_again):
            self._config.plugins.on_pre_build(config=self._config)
            self._entries().clear()
            for file in self._docs:
                look = self._look(file)
                if look != self._looks.get(file.src_uri):
                    self._read(file)
                    self._looks[file.src_uri] = look

    def _forget_others(self) -> None:
        """Forget what is known of pages that are there no more."""
        uris = set(self.uris)
        for known in (self._converted, self._keys, self._page_keys, self._looks, self._aside):
            for uri in known.keys() - uris:
                del known[uri]

    def _loaded_from(self) -> tuple[object, ...]:
        job = self.job
        return Path(job.config).read_text(encoding="utf-8"), job.settings, job.site, job.epoch

    def _as_loaded(self) -> bool:
        """Return whether configuration, navigation and the names of all files are as they were read.

        What plugins of an adopted site do with files is not known to be the same.
        """
        return (
            self.job.joins is None
            and self._made_from == self._loaded_from()
            and self._listed == self._listing()
            and self._theme == [*_theme_files(self._config.theme.dirs)]
        )

    def _listing(self) -> list[list[str]]:
        """Return the names of our pages, and of the files of the project: MkDocs follows links, too."""
        return [sorted(files_below(top)) for top in (self.job.made, self._config.docs_dir)]

    def _look(self, file: File) -> tuple[str, int, int, int]:
        """Return how a page looks, where its text stands: among ours, or in the project."""
        path = Path(self.job.made, file.src_uri)
        if not path.is_file():
            path = Path(str(file.abs_src_path))
        status = path.stat()
        return str(path), status.st_size, status.st_mtime_ns, status.st_ino

    def _read(self, file: File) -> None:
        """Read a page, and forget what came of its last text."""
        for known in (self._converted, self._keys, self._page_keys):
            known.pop(file.src_uri, None)
        rendered, page = Path(self.job.made, file.src_uri), _page(file)
        ours = rendered.is_file()
        if ours:
            file._content = rendered.read_bytes()  # noqa: SLF001 - as `lay_over` does elsewhere
        page.content, page._title_from_render = None, None  # noqa: SLF001 - as of a new page
        page.read_source(self._config)
        self._source_key(file.src_uri)
        self._aside.pop(file.src_uri, None)
        words = page.markdown or ""
        # Nobody else writes there. The words of all pages would take a fifth of the memory of a build.
        if ours and file.content_string.endswith(words):
            self._aside[file.src_uri] = len(words)
            file._content, page.markdown = None, ""  # noqa: SLF001 - the setter takes no None

    @contextlib.contextmanager
    def _with_words(self, page: Page) -> Iterator[None]:
        """Let a page have its Markdown, which stands in its file until then."""
        uri = page.file.src_uri
        if length := self._aside.get(uri):
            page.markdown = Path(self.job.made, uri).read_bytes().decode()[-length:]
        try:
            yield
        finally:
            if length:
                page.markdown = ""

    def _load(self) -> None:
        """Read configuration, files and navigation."""
        job, self.said, self._looks, self._templates = self.job, [], {}, ""
        with self._heard(self.said):
            config = loaded(job)
            config.plugins.on_startup(command="build", dirty=False)
            config = config.plugins.on_config(config)
            follow_mkdocs()
            follow_markdown()
            if plugin := sys.modules.get(_MATERIAL_SEARCH):
                follow(plugin)
            used = {event for event, methods in config.plugins.events.items() if methods}
            if used - _EVENTS:
                raise NotDrivenError(f"the event {min(used - _EVENTS)}")
            self._config = config
            self._files = lay_over(get_files(config), job, config, pages_follow=True)
            self._theme = list(_theme_files(config.theme.dirs))
            listed = _Listing(sorted({name for _, name in self._theme}))
            self._files.add_files_from_theme(listed, config)  # type: ignore[arg-type] # it asks for no more
            set_exclusions(self._files, config)
            self._nav = joined(get_navigation(self._files, config), job, self._files, config)
            self._docs = self._files.documentation_pages()

    @property
    def uris(self) -> list[str]:
        """The pages, by the paths of their sources."""
        return [file.src_uri for file in self._docs]

    # Converting

    def unconverted(self) -> list[str]:
        """Return the pages that are to be converted, and take the others as they were."""
        return [uri for uri in self.uris if not self._recall(uri)]

    def _recall(self, uri: str) -> bool:
        record = self.cache.record("converted", self._source_key(uri))
        if record is None or not self._leads_there(record["links"]):
            return False
        self._take(uri, record)
        return True

    def convert(self, uri: str) -> None:
        """Convert a page, and keep what came of it."""
        if self.stopped():
            raise StoppedError
        page = _page(self._files.src_uris[uri])
        links, messages = _Links(self._files), Said()
        with self._heard(messages), self._with_words(page):
            page.render(self._config, links)  # type: ignore[arg-type] # it asks for files alone
        record = {
            "title": page._title_from_render,  # noqa: SLF001 - the title of a page without one
            "toc": [_token(item) for item in page.toc],
            "anchors": sorted(page.present_anchor_ids or ()),
            "anchored": [
                [file.src_uri, list(anchors.items())]
                for file, anchors in (page.links_to_anchors or {}).items()
            ],
            "links": links.found,
            "said": messages,
            "content": self.cache.keep_text((page.content or "").encode("utf-8", "surrogatepass")),
        }
        record["words"] = digest(record["title"], record["toc"], record["content"])
        self._take(uri, self.cache.keep("converted", self._source_key(uri), record))

    def _source_key(self, uri: str) -> str:
        if uri not in self._keys:
            text = _page(self._files.src_uris[uri]).markdown or ""
            words = bytes_digest(text.encode("utf-8", "surrogatepass"))
            self._keys[uri] = digest(self.job.settings, uri, words)
        return self._keys[uri]

    def _leads_there(self, links: dict[str, Any]) -> bool:
        files = self._files.src_uris
        return all(_target(files.get(uri)) == target for uri, target in links.items())

    def _take(self, uri: str, record: Record) -> None:
        """Make a page know what came of its conversion, but for its words."""
        if self._converted.get(uri) is record:
            return
        page, files = _page(self._files.src_uris[uri]), self._files.src_uris
        page.content = ""
        page._title_from_render = record["title"]  # noqa: SLF001 - the title of a page without one
        # Pages call their parts by the same names.
        page.present_anchor_ids = set(map(sys.intern, record["anchors"]))
        page.links_to_anchors = {
            files[to]: {sys.intern(anchor): sys.intern(link) for anchor, link in anchors}
            for to, anchors in record["anchored"]
        }
        asked = ("said", "content", "words")
        self._converted[uri] = record if self.job.stays else {key: record[key] for key in asked}

    # Showing

    def _read_of_templates(self) -> Record:
        """Return what the templates of the pages read beside the page that they show."""
        names = {
            str(_page(file).meta.get("template", "main.html")) for file in self._docs
        } | self._config.theme.static_templates
        key = digest(self._templates, sorted(names), self.job.settings)
        kept = self.cache.record("templates", key)
        if kept is None:
            own = [name for _, name in _laid_over(self._config.theme.custom_dir)]
            reading = reads(self._env, sorted(names), own)
            read = {"meta": reading.meta, "dated": reading.dated, "body": reading.body}
            kept = self.cache.keep("templates", key, read)
        if kept["body"]:
            raise NotDrivenError(f"{kept['body']} shows the words of other pages, or of a file")
        return kept

    def navigation(self) -> str:
        """Return a digest of all that templates read beside the page that they show."""
        kept = self._read_of_templates()
        return digest(
            self.job.settings,
            self._templates,
            self.job.epoch if kept["dated"] else "",
            self._config.nav,
            str(self._nav),  # title and address of each entry, which may be a file that is no page
            [_shown_elsewhere(_page(file), kept["meta"]) for file in self._docs],
        )

    def shows(self, navigation: str) -> bool:
        """Say what templates read beside a page, as a digest; return whether that changed."""
        before, self._shown = self._shown, navigation
        return before != navigation

    def unshown(self) -> list[str]:
        """Return the pages that are to be shown again."""
        return [uri for uri in self.uris if self._kept(uri) is None]

    def _kept(self, uri: str) -> Record | None:
        record = self.cache.record("pages", self._page_key(uri))
        if record and record["output"] and not self.cache.holds(record["output"]):
            return None
        return record

    def _page_key(self, uri: str) -> str:
        page, record = _page(self._files.src_uris[uri]), self._converted[uri]
        known = self._page_keys.get(uri)
        if known is None or known[0] != self._shown or known[1] is not record:
            parts = (page.title, page.meta, self._source_key(uri), record["words"])
            known = self._page_keys[uri] = (self._shown, record, digest(self._shown, uri, parts))
        return known[2]

    def show(self, uri: str) -> Record:
        """Show a page, keep what came of it, and return that."""
        if self.stopped():
            raise StoppedError
        page, messages = _page(self._files.src_uris[uri]), Said()
        entries = self._entries()
        key = self._page_key(uri)
        words = self.cache.text(self._converted[uri]["content"])
        record = self.cache.record("converted", self._source_key(uri))
        if words is None or record is None:  # somebody removed it meanwhile
            self.convert(uri)
            return self.show(uri)
        page.content = words.decode("utf-8", "surrogatepass")
        page.toc = get_toc(record["toc"])
        page.active = True
        with self._heard(messages), self._with_words(page):
            context = get_context(self._nav, self._docs, self._config, page)
            template = self._env.get_template(page.meta.get("template", "main.html"))
            context = self._config.plugins.on_page_context(
                context, page=page, config=self._config, nav=self._nav
            )
            output = template.render(context)
        page.active, page.content, page.toc = False, "", get_toc([])
        data = output.encode("utf-8", errors="xmlcharrefreplace")
        if not output.strip():
            messages.append([logging.INFO, f"Page skipped: '{uri}'. Generated empty output."])
        record = {
            "output": self.cache.keep_text(data) if output.strip() else "",
            "said": messages,
            "entries": entries[:],
            "search": keep_entry(self.cache, data) if self.job.searched else "",
        }
        entries.clear()
        return self.cache.keep("pages", key, record)

    def _entries(self) -> list[Any]:
        """Return the list to which the search plugin adds what a page says; it is kept empty."""
        plugins = self._config.plugins
        plugin: Any = plugins.get("search") or plugins.get("material/search")
        index = getattr(plugin, "search_index", None)
        entries: list[Any] = getattr(index, "entries", getattr(index, "_entries", []))
        return entries

    def get_ready(self) -> bool:
        """Load all, and take what was made before; return whether that is all there is to make."""
        self.load()
        ready = not self.unconverted()
        if ready:
            self.shows(self.navigation())
        return ready

    def show_first(
        self, looked: Collection[str], write_page: Callable[[str], None]
    ) -> dict[str, bytes]:
        """Show pages that changed since the last build, before anything else is done for the next one.

        Args:
            looked: their files in the site.
            write_page: called with the source of each before it is looked at.

        Returns:
            The finished pages by their files; without those that were complained of, and none where
            configuration, navigation, theme or the names of files are others.

        Raises:
            StoppedError: somebody does not want it any more.
        """
        if not self._as_loaded() or self._templates != self._digest_of_templates():
            return {}
        changed, complaints = [], Said()
        for file in self._docs:
            if file.dest_uri not in looked:
                continue
            write_page(file.src_uri)
            if (look := self._look(file)) != self._looks.get(file.src_uri):
                with self._heard(complaints):
                    self._read(file)
                self._looks[file.src_uri] = look
                if not self._recall(file.src_uri):
                    self.convert(file.src_uri)
                changed.append(file)
        if complaints:
            raise NotDrivenError(complaints[0][1])
        self.shows(self.navigation())
        self._entries().clear()  # of the last site
        return {
            file.dest_uri: data
            for file in changed
            for record in (self._kept(file.src_uri) or self.show(file.src_uri),)
            if not _warned([*record["said"], *self._converted[file.src_uri]["said"]])
            if (data := self.cache.text(record["output"]))
        }

    # Finishing

    @_templates_there()
    def build(self, progress: Callable[[int], None]) -> EngineRun:
        """Build the site.

        Args:
            progress: called now and then with the number of pages that are built.

        Raises:
            NotDrivenError: pages may be made from what is not known.
            StoppedError: somebody does not want it any more.
            OSError: a file cannot be written.
        """
        self.workers.begin(self.job)
        self.load()
        count, run = len(self.uris), self.workers.run
        rest = self.unconverted()
        self.workers.start(len(rest))
        self._read_of_templates()  # while they get ready
        start = count - len(rest)
        with looking_at_what_is_new(len(rest) >= WORTH):
            run("convert", rest, self.convert, lambda done: progress((start + done) // 2))
        for uri in rest:  # what other processes made, or did not
            if uri not in self._converted and not self._recall(uri):
                self.convert(uri)
        navigation = self.navigation()
        self.shows(navigation)
        rest = self.unshown()
        begin = 2 * count - len(rest)
        with looking_at_what_is_new(len(rest) >= WORTH):
            run("show", rest, self.show, lambda done: progress((begin + done) // 2), navigation)
        return self.finish()

    def finish(self) -> EngineRun:
        """Fill the folder of the site, and return what was said."""
        messages, entries, searched = [*self.said, *self._said_again], self._entries(), {}
        for uri in self.uris:
            messages += self._converted[uri]["said"]
        with self._heard(messages):
            self._files.copy_static_files()
            for template in self._config.theme.static_templates:
                _build_theme_template(template, self._env, self._files, self._config, self._nav)
        for file in self._docs:
            record = self._place(file)
            messages += record["said"]
            entries += record["entries"]
            if record["search"] and record["output"]:
                searched[file.dest_uri] = record["search"]
        with self._heard(messages):
            level = self._config.validation.links.anchors
            for file in self._docs:
                _page(file).validate_anchor_links(files=self._files, log_level=level)
            self._config.plugins.on_post_build(config=self._config)
        self._config.plugins.on_shutdown()
        lines = [f"{logging.getLevelName(level):<8}-  {what}" for level, what in messages]
        code = int(self.job.strict and _warned(messages))
        return EngineRun(code, tuple(lines), searched=searched)

    def _place(self, file: File) -> Record:
        """Put a page in its place in the site."""
        while True:
            record = self._kept(file.src_uri)
            if record is None:  # somebody removed it meanwhile
                self.show(file.src_uri)
            elif not record["output"] or self.cache.place(
                record["output"], Path(file.abs_dest_path)
            ):
                return record

    def _digest_of_templates(self) -> str:
        """Return a digest of the theme: its templates, and whatever lies in a project's folder."""
        own = self._config.theme.custom_dir
        templates = [
            (top, name)
            for top, name in self._theme
            if top != own and name.endswith((".html", ".xml", "mkdocs_theme.yml"))
        ]
        return digest(
            [
                (name, bytes_digest(Path(top, name).read_bytes()))
                for top, name in (*_laid_over(own), *templates)
            ]
        )

    @contextlib.contextmanager
    def _heard(self, messages: Said) -> Iterator[None]:
        """Listen to what MkDocs says, with the clock and the environment that it is to see."""
        log = logging.getLogger("mkdocs")
        before = log.level, log.propagate
        listener = _Listener(messages)
        log.addHandler(listener)
        log.setLevel(logging.INFO)
        log.propagate = False
        changes = {**_ENVIRONMENT, "SOURCE_DATE_EPOCH": str(self.job.epoch)}
        saved = {name: os.environ.get(name) for name in changes}
        os.environ.update(changes)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # those of libraries, about libraries
                yield
        finally:
            log.removeHandler(listener)
            log.setLevel(before[0])
            log.propagate = before[1]
            for name, value in saved.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value


def loaded(job: Job) -> MkDocsConfig:
    """Return the configuration of a build. Raises what MkDocs raises where it is wrong."""
    strict = {"strict": True} if job.strict else {}
    return load_config(job.config, config_file_path=job.project, site_dir=job.site, **strict)


def lay_over(files: Files, job: Job, config: MkDocsConfig, *, pages_follow: bool = False) -> Files:
    """Lay our pages over those of a project, and add those that it has not.

    A page that stands in the project stays the file that it is, for plugins that ask where that is; only
    its text is ours. In a site that was adopted, ours come last, and navigations do not ask for them.

    Args:
        files: what stands in the project.
        job: says where ours are.
        config: the configuration.
        pages_follow: whether the text of each page is read later, and not that of all at once.
    """
    folder, adopted, joining = Path(job.made), job.joins is not None, _joining(job, config)
    taken = {file.dest_uri: file.src_uri for file in files}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        uri = path.relative_to(folder).as_posix()
        if (file := files.src_uris.get(uri)) is not None:
            if not (pages_follow and file.is_documentation_page()):
                file._content = path.read_bytes()  # noqa: SLF001 - the setter forgets where the file is
            if uri in joining and file.inclusion is InclusionLevel.INCLUDED:
                file.inclusion = InclusionLevel.NOT_IN_NAV
            continue
        file = File(uri, str(folder), config.site_dir, config.use_directory_urls)
        if adopted:
            file.generated_by, file.inclusion = "proofpack", InclusionLevel.NOT_IN_NAV
        if other := taken.get(file.dest_uri):
            _log.warning(f"'{uri}' is left out: '{other}' stands at its address.")
            continue
        files.append(file)
    return files if adopted else Files(sorted(files, key=_walked))


def _joining(job: Job, config: MkDocsConfig) -> set[str]:
    """Return the pages that join the navigation which a site states: it need not name them."""
    stated = {*pages(config.nav)}
    return {*pages(job.joins)} if stated and stated.isdisjoint(job.data_pages) else set()


def joined(nav: Navigation, job: Job, files: Files, config: MkDocsConfig) -> Navigation:
    """Return a navigation with our pages in it, where the project has one of its own."""
    return nav if job.joins is None else join(nav, job.joins, job.data_pages, files, config)


def _walked(file: File) -> list[tuple[int, tuple[bool, str]]]:
    """Return what sorts files as MkDocs finds them: those of a folder before what lies below it."""
    *folders, name = file.src_uri.split("/")
    first = PurePath(name).stem in ("index", "README")
    return [*((1, (False, folder)) for folder in folders), (0, (not first, name))]


def _theme_files(folders: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the files of a theme, each with its folder, but for hidden ones, which no site gets."""
    for top in folders:
        for folder, inner, names in os.walk(top):
            inner[:] = sorted(name for name in inner if not name.startswith("."))
            within = os.path.relpath(folder, top).replace(os.sep, "/")
            for name in sorted(names):
                yield top, name if within == "." else f"{within}/{name}"


def _laid_over(folder: str | None) -> list[tuple[str, str]]:
    """Return all that a template may load of a project's folder, which comes with each name.

    That is hidden files, too, such as icons, and what links lead to.
    """
    files = files_below(folder) if folder else ()
    names = [os.path.relpath(path, folder) for path in files if Path(path).is_file()]
    return [(str(folder), name.replace(os.sep, "/")) for name in sorted(names)]


class _Listing:
    """The names of templates, as an environment lists them."""

    def __init__(self, names: list[str]) -> None:
        self._names = names

    def list_templates(self, filter_func: Callable[[str], bool]) -> list[str]:
        """Return the names that a function lets through."""
        return list(filter(filter_func, self._names))


class _Listener(logging.Handler):
    def __init__(self, messages: Said) -> None:
        super().__init__(logging.INFO)
        self.said = messages

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append([record.levelno, record.getMessage()])


class _CompiledTemplates(BytecodeCache):
    """Templates that this process has compiled."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


_CODES = _CompiledTemplates()


class _Links:
    """The files of a site, as a page looks for them; knows what was found."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.found: dict[str, Any] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file at a path of the documentation, or None."""
        uri = PurePath(path).as_posix()
        file = self._files.src_uris.get(uri)
        self.found[uri] = _target(file)
        return file


def _warned(messages: Said) -> bool:
    return any(level >= logging.WARNING for level, _ in messages)


def _target(file: File | None) -> list[Any] | None:
    """Return what a link to a file depends on."""
    return None if file is None else [file.url, file.inclusion.value]


def _page(file: File) -> Page:
    assert file.page is not None
    return file.page


def _token(item: Any) -> Record:
    """Return an entry of a table of contents as Python-Markdown gives it."""
    children = [_token(child) for child in item.children]
    return {"name": item.title, "id": item.id, "level": item.level, "children": children}


def _shown_elsewhere(page: Page, keys: Sequence[str] | None) -> list[Any]:
    """Return what templates may read of a page where they show another one."""
    meta = {
        key: page.meta[key] for key in (page.meta if keys is None else keys) if key in page.meta
    }
    return [page.file.src_uri, page.url, page.title, meta, bool(page.meta), page.edit_url]
