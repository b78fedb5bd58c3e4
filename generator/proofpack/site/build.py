"""The straight line from files to a site: what `ProjectReader` reads is rendered, written and built."""

from __future__ import annotations

import contextlib
import datetime
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from proofpack.model.documents import Tree
from proofpack.model.library import Guide, Library
from proofpack.model.problems import Exit, Place, Problem, ProblemsError
from proofpack.model.records.rules import Rules
from proofpack.project.layout import layout
from proofpack.project.locked import locked
from proofpack.project.mkdocs_config import (
    MkdocsConfig,
    mkdocs_config,
    mkdocs_settings,
    own_search,
    theme_files,
)
from proofpack.project.reader import ProjectReader, Snapshot
from proofpack.project.worksheet_schema import address_digest
from proofpack.project.yaml_settings import setting
from proofpack.site import atom
from proofpack.site.build_info import BUILD, build_info
from proofpack.site.calendar import FEED, basis, feed
from proofpack.site.engine import (
    BESIDE,
    ENGINES,
    EngineMemory,
    Finish,
    PageCache,
    StoppedError,
    Work,
    build_site,
    configure,
    remove_leftovers,
    show_first,
    warm,
)
from proofpack.site.engine.cache import bytes_digest, digest
from proofpack.site.engine.config import settings_problems
from proofpack.site.machines.address import twin_of
from proofpack.site.machines.api import api
from proofpack.site.machines.linked_data import in_head, linked_data
from proofpack.site.machines.llms import PLACE as LLMS
from proofpack.site.machines.llms import llms_txt
from proofpack.site.notices import Notice, notices
from proofpack.site.render import Site, render
from proofpack.site.render.bases import Bases
from proofpack.site.render.pages import SitePage
from proofpack.site.scripts import FOLDER, OPEN, loading_tag, of_guide, script_tags
from proofpack.site.search.version import FOLDER as SEARCH
from proofpack.site.search.version import made_with
from proofpack.site.theme import loaded_by_pages, theme, watched
from proofpack.site.viewer import Viewer
from proofpack.site.write import Later, Output, Written, write
from proofpack.text.markdown import forget_scans
from proofpack.util.kept import Kept
from proofpack.util.stamps import linked_stamps

Assets = Callable[[Library, Sequence[Rules]], Mapping[str, Callable[[], str]]]
"""Gives what makes files of the site, by their paths in it, of the project and its rules."""


class Pending(Protocol):
    """What stops a build. It may still be looked for."""

    def ready(self) -> bool:
        """Return whether nobody has to wait for it."""

    def __call__(self) -> Collection[Problem]:
        """Return the problems, as soon as they are known."""


Gates = Callable[[Snapshot], Pending]
"""Finds what stops a build of a project that was read, whether or not it is valid."""
Say = Callable[[str, int, int], None]
"""Called with a stage, how far it is, and of how much."""


_Looks = tuple[str, int, int, int, int]
_ATTEMPTS = 3
"""How often a build begins anew because files were saved meanwhile."""


class SavedMeanwhileError(Exception):
    """A file that an engine reads is another than the one that was judged. Holds its path."""


class Permission(Struct, frozen=True):
    """Whether what is made of a project may be published.

    Attributes:
        stopping: what stops it.
        problems: what else is told then.
        looks: how the files beside the pages looked before they were judged.
        digests: of pages of an author's own, by their files: an engine reads them once more.
    """

    stopping: Pending
    problems: Sequence[Problem]
    looks: Sequence[_Looks] = ()
    digests: Mapping[Path, str] = {}

    def known(self) -> bool:
        """Return whether nobody has to wait for it."""
        return self.stopping.ready()

    def refused(self) -> bool:
        """Return whether it is known that it may not."""
        return self.known() and bool(self.stopping())

    def demand(self) -> None:
        """Wait until it is known.

        Raises:
            ProblemsError: it may not.
        """
        if stopping := self.stopping():
            raise ProblemsError([*self.problems, *stopping])

    def demand_for_site(self) -> None:
        """Wait until it is known of a site that was made.

        Raises:
            ProblemsError: it may not.
            SavedMeanwhileError: something else was judged.
        """
        self.demand()
        for look in self.looks:
            if _looks(Path(look[0])) != look:
                raise SavedMeanwhileError(look[0])
        for path, judged in self.digests.items():
            with contextlib.suppress(OSError):
                if bytes_digest(path.read_bytes()) == judged:
                    continue
            raise SavedMeanwhileError(os.fspath(path))


class Prepared(Struct, frozen=True):
    """What a project is made into for an engine, and what that was made of.

    Attributes:
        content: a digest of what an engine gets.
        permission: whether it may be published.
    """

    tree: Tree
    library: Library
    site: Site
    written: Written
    warnings: tuple[Problem, ...]
    content: str
    permission: Permission


class Built(Struct, frozen=True):
    """What somebody is told of a build.

    Attributes:
        today: the day it was made for.
        files: how many files were read.
        pages: how many pages are ours.
        written: what was written for an engine.
        warnings: what deserves attention.
        open: what is still open on the day.
    """

    today: datetime.date
    files: int
    pages: int
    written: Written
    warnings: tuple[Problem, ...]
    open: tuple[Notice, ...]

    @classmethod
    def of(cls, prepared: Prepared) -> Built:
        """Return what is told before an engine has said anything."""
        return cls(
            prepared.library.today,
            sum(map(len, prepared.tree.data.values())) + len(prepared.tree.pages),
            len(prepared.site.pages),
            prepared.written,
            prepared.warnings,
            tuple(notices(prepared.library)),
        )


@dataclass
class Pipeline:
    """A project on its way to a site. Kept between builds, it does again only what an edit changed.

    Attributes:
        root: folder of the project.
        assets: makes what browsers load to fill in worksheets.
        gates: finds what stops a build beside what is not valid.
        kept: what earlier builds have kept.
        memory: what the engine keeps.
    """

    root: Path
    assets: Assets
    gates: Gates
    kept: Kept = field(default_factory=Kept)
    _reader: ProjectReader = field(init=False)
    memory: EngineMemory = field(init=False)

    def __post_init__(self) -> None:
        self._reader = ProjectReader(self.root, self.kept)
        self.memory = EngineMemory(PageCache(self.folder / "cache"))

    @property
    def folder(self) -> Path:
        """Where everything is built."""
        return self.root / layout(self.root).build

    def read(self, today: datetime.date) -> tuple[Tree, Library, Permission]:
        """Read and join the project, and begin to look for what stops a build.

        Raises:
            ProblemsError: with everything that stops a build, where all of it is known.
        """
        tree = self._reader.tree()
        looks = [_looks(path) for path in tree.assets.values()]
        snapshot = self._reader.snapshot(tree, today)
        handed_on = (
            file.path
            for file in (snapshot.library.pages if snapshot.library else ())
            if file.handed_on
        )
        digests = {self.root / path: tree.digests[path] for path in handed_on}
        permission = Permission(self.gates(snapshot), snapshot.problems, looks, digests)
        if snapshot.library is None:
            raise ProblemsError([*snapshot.problems, *permission.stopping()])
        if permission.known():
            permission.demand()
        return snapshot.tree, snapshot.library, permission

    def markdown(
        self, today: datetime.date, viewer: Viewer | None = None, engine: str | None = None
    ) -> Prepared:
        """Make the Markdown for an engine: every stage but the last.

        Args:
            today: the day to judge for.
            viewer: who waits for it.
            engine: the one that follows. Where it reads one folder, as where none follows, this gets the
                files of the author's own, too, and nothing before all is known that stops a build.

        Raises:
            ProblemsError: something is wrong.
        """
        tree, library, permission = self.read(today)
        try:
            return self._markdown(tree, library, permission, viewer or Viewer(), engine)
        except ProblemsError:
            permission.demand()  # what stops it comes first
            raise

    def _markdown(
        self,
        tree: Tree,
        library: Library,
        permission: Permission,
        viewer: Viewer,
        engine: str | None,
    ) -> Prepared:
        config = mkdocs_config(self.root)
        bases = Bases(library, tree.digests, config)
        site = render(library, bases)
        layer, settings = theme(self.root), self._settings_problems(library)
        docs = Output(self.folder / "docs", self.kept.part("docs"))
        loose = loaded_by_pages() if tree.at.adopted and site.pages else {}
        for path, file in self._sources(tree, library, bases, bool(loose)):
            docs.settle(path, file)
        guides = {guide.file.target: guide for guide in library.guides.values()}
        tags = script_tags(library, _addresses(docs, library), config.directories)
        # The file for an engine and the one for programs are made one after the other.
        text = lru_cache(maxsize=1)(lambda path: site.pages[path].text)
        data = {
            path: partial(linked_data, guide, config)
            for path, guide in guides.items()
            if _for_machines(library)
        }
        later = {
            path: _later(
                page,
                partial(text, path),
                loading_tag(path, loose, config.directories),
                tags.get(path, ""),
                guides.get(path),
                data.get(path),
                tree.at.adopted,
            )
            for path, page in site.pages.items()
        }
        at_once = engine is not None and ENGINES[engine].lays_over
        beside = Output(self.folder / BESIDE, self.kept.part(BESIDE))
        beside.write_at_once({twin_of(config, path) for path in data})
        if at_once:
            write(layer.files, self.folder / "theme")
            docs.write_at_once({*docs.contents, *later, *loose})
            if permission.known():
                self._show_first(viewer, later, docs)
            docs.write_settled()
        for path, file in later.items():
            docs.settle(path, file)
            if path in data:
                twin = partial(_twin, partial(text, path), path, config)
                beside.settle(twin_of(config, path), Later(site.pages[path].basis, twin))
        if beside.contents or beside.folder.is_dir():
            beside.write()
        own = {**tree.assets, **{to: self.root / path for to, path in site.handed_on.items()}}
        docs.contents = {**({} if at_once else own), **loose, **docs.contents}
        if not at_once:
            permission.demand()
            write(layer.files, self.folder / "theme")
        written = docs.write()
        if at_once:
            warm(self.root, self.memory, written.changed)
        self.kept.parts |= {"docs": docs.record(), BESIDE: beside.record()}
        self.kept.save()
        hidden = (*_hidden(tree, site), *_displaced(self.root, tree, site))
        warnings = (*library.warnings, *settings, *layer.problems, *hidden)
        content = digest(
            sorted((path, record[1]) for path, record in docs.knows.items()),
            sorted((path, record[1]) for path, record in beside.knows.items()),
            [tree.digests.get(path) for path in site.handed_on.values()],
            permission.looks,
            [_digested(file) for file in sorted({**layer.files, **loose}.items())],
            [linked_stamps(folder) for folder in watched(self.root)] if tree.at.adopted else [],
        )
        return Prepared(tree, library, site, written, warnings, content, permission)

    def _settings_problems(self, library: Library) -> tuple[Problem, ...]:
        """Return what is to be warned of in `mkdocs.yml`.

        Raises:
            ProblemsError: something in it is wrong.
        """
        settings = tuple(settings_problems(self.root, bool(library.guides)))
        if any(problem.level == "error" for problem in settings):
            raise ProblemsError(settings)
        return settings

    def _sources(
        self, tree: Tree, library: Library, bases: Bases, loose: bool
    ) -> Iterator[tuple[str, Later]]:
        """Yield what pages and programs load, by its place, but for files of the author's own.

        Args:
            tree: the files of the project.
            library: the project.
            bases: what pages show.
            loose: whether pages load what the theme layer does not.
        """
        config, today = bases.config, library.today
        for path, make in self.assets(library, self._reader.rules).items():
            yield path, Later(_basis_of_asset(path, library, bases, tree), make)
        if library.guides and FEED not in tree.assets:
            yield FEED, Later(basis(library, config), lambda: feed(library, config))
        if (loose or not tree.at.adopted) and BUILD not in tree.assets:
            info = build_info(self.root, today, setting(mkdocs_settings(self.root), "repo_url"))
            yield BUILD, Later(info, lambda: info)
        if _for_machines(library):
            yield from (
                (path, file)
                for path, file in self._files_for_machines(library, bases)
                if path not in tree.assets
            )
        changes = atom.newest_changes(library)
        if changes and atom.FEED not in tree.assets:
            feed_basis = atom.basis(changes, library, config)
            yield atom.FEED, Later(feed_basis, lambda: atom.feed(changes, library, config))

    def _show_first(self, viewer: Viewer, later: Mapping[str, Later], docs: Output) -> None:
        """Write and show the pages that somebody looks at before others are made.

        Args:
            viewer: who waits.
            later: the pages.
            docs: where they are written, with what they load.
        """
        loaded = {path: data for path, data in docs.contents.items() if isinstance(data, bytes)}

        def write_page(path: str) -> None:
            file = later.get(path)
            if file and (docs.known.get(path) or [""])[0] != file.basis:
                docs.write_now(path, file.make())

        pages = show_first(self.root, self.memory, viewer, write_page)
        if pages:
            viewer.first({**loaded, **pages})

    def _files_for_machines(self, library: Library, bases: Bases) -> Iterator[tuple[str, Later]]:
        """Yield what programs read, by its place in the site."""
        kinds = ("source", "contract", "table", "worksheet")
        shown = (thing for kind in kinds for thing in bases.all(kind))
        placed = [known.guides for known in library.worksheets.values()]
        used = ("used", repr((library.used_by, placed, bool(library.faqs))))
        all_of_it = bases.of(*bases.listed(), *shown, used)
        yield LLMS, Later(all_of_it, partial(llms_txt, library, bases.config))
        files = cache(lambda: {file.path: file for file in api(library, bases.config)})

        def text(path: str) -> str:
            return files()[path].text()

        known = self.kept.part("api").get(all_of_it)  # most edits change no word of them
        known = known or {path: file.basis for path, file in files().items()}
        self.kept.parts["api"] = {all_of_it: known}
        yield from ((path, Later(version, partial(text, path))) for path, version in known.items())

    def build(
        self,
        today: datetime.date,
        engine: str | None,
        say: Say,
        viewer: Viewer | None = None,
        *,
        remembers: bool = True,
    ) -> Built:
        """Build the site.

        Args:
            today: the day to judge for.
            engine: which engine, or None to stop before it.
            say: told about progress.
            viewer: who waits for it.
            remembers: whether the engine may take what it made before as it is.

        Raises:
            ProblemsError: something is wrong; the last good site stays.
            StoppedError: it was wanted no more; the last good site stays.
        """
        with locked(self.folder, "serve" if viewer else "build", wait_seconds=0):
            remove_leftovers(self.folder)
            try:
                if remembers and engine and ENGINES[engine].lays_over:
                    warm(self.root, self.memory)
                return self._settled(
                    partial(self._built, today, engine, say, viewer or Viewer(), remembers)
                )
            finally:
                if not self.memory.workers.stay:
                    self.memory.workers.close()

    def _settled(self, build: Callable[[], Built]) -> Built:
        """Build the site of files that stay as they are until it is built."""
        saved = ""
        for _ in range(_ATTEMPTS):
            try:
                return build()
            except SavedMeanwhileError as error:
                saved = Path(os.path.relpath(str(error), self.root)).as_posix()
        what, remedy = "saved again and again while the site was built", "Build once it stays."
        raise ProblemsError(
            [Problem(Place(saved), "unsettled", "", what, remedy, exit=Exit.OUTSIDE)]
        )

    def _built(
        self,
        today: datetime.date,
        engine: str | None,
        say: Say,
        viewer: Viewer,
        remembers: bool,
    ) -> Built:
        prepared = self.markdown(today, viewer, engine)
        built, permission = Built.of(prepared), prepared.permission
        pages = built.pages + len(prepared.site.handed_on)
        work = self._work(prepared, viewer, remembers, finishes=engine is not None)
        del prepared
        if not self.memory.workers.stay:
            self._forget()
        if engine is None:
            permission.demand_for_site()
            configure(work)
        else:
            try:
                notes = build_site(work, engine, lambda done: say(engine, done, pages))
            except (ProblemsError, StoppedError) as error:
                if isinstance(error, ProblemsError) or permission.known():
                    permission.demand()
                raise
            permission.demand()
            built = replace(built, warnings=(*built.warnings, *notes))
        self.kept.save()  # in which files nothing was found
        return built

    def _forget(self) -> None:
        """Forget what was read: only another build asks for it, and an engine needs the memory."""
        forget_scans()
        self._reader = ProjectReader(self.root, self.kept)

    def _work(self, prepared: Prepared, viewer: Viewer, remembers: bool, *, finishes: bool) -> Work:
        """Return what an engine is to build. It holds nothing of what was read."""
        site, permission = prepared.site, prepared.permission
        return Work(
            root=self.root,
            build=self.folder,
            nav=site.nav,
            origins=site.origins,
            ours=frozenset(site.pages),
            strict=strict(self.root, prepared.tree),
            today=prepared.library.today,
            content=prepared.content,
            remembers=remembers,
            stopped=lambda: viewer.stopped() or permission.refused(),
            allowed=permission.demand_for_site,
            shown=viewer.shown,
            memory=self.memory,
            finish=self._finish(prepared.library.synonyms) if finishes else Finish(),
        )

    def _finish(self, synonyms: Sequence[Sequence[str]]) -> Finish:
        """Return what adds the search to a site, where it is ours."""
        if not own_search(self.root, mkdocs_settings(self.root)):
            return Finish()

        def add(
            site: Path, folder: Path, kept: PageCache, keys: Mapping[str, str], last: Path
        ) -> None:
            from proofpack.site.search.write import write_search  # takes a while

            write_search(site, folder, kept, keys, synonyms, last)

        return Finish(made_with(synonyms), SEARCH, add)


def _for_machines(library: Library) -> bool:
    """Return whether a site has files for programs: one that was adopted, where it asks for them."""
    wanted = library.policy.for_machines
    return bool(library.guides) and (not library.at.adopted if wanted is None else wanted)


def _twin(text: Callable[[], str], target: str, config: MkdocsConfig) -> str:
    from proofpack.site.machines.twin import twin

    return twin(text(), target, config)


def _basis_of_asset(path: str, library: Library, bases: Bases, tree: Tree) -> str:
    """Return the digest of what a file that browsers load is made from: worksheets, or rules."""
    name = path.removeprefix(f"{FOLDER}/").removesuffix(".js")
    if path == OPEN:
        schemas = [bases.schema(worksheet, words=False) for worksheet in library.worksheets]
        return digest([*schemas, tree.rules_digest])
    return bases.schema(name) if name in library.worksheets else tree.rules_digest


def _addresses(docs: Output, library: Library) -> dict[str, str]:
    """Return the digests of what pages load, with which they ask for it."""
    digests = {path: record[1] for path, record in docs.knows.items()}
    for path in (f"{FOLDER}/{name}.js" for name in library.worksheets):
        if path in digests:
            data = docs.contents[path]
            whole = data if isinstance(data, bytes) else (docs.folder / path).read_bytes()
            digests[path] = address_digest(whole)
    return digests


def strict(root: Path, tree: Tree) -> bool:
    """Return whether an engine's warnings stop a build: in a site that was adopted, if it says so."""
    asked = setting(mkdocs_settings(root), "strict").lower() in ("true", "yes", "on")
    return asked or not tree.at.adopted


def _hidden(tree: Tree, site: Site) -> Iterator[Problem]:
    """Yield the pages of an adopted site that take the place of ours: whoever began with us knows."""
    for target in site.hidden if tree.at.adopted else ():
        what = "stands in the place of a page that Proofpack makes of the data"
        place, remedy = Place(site.handed_on[target]), "Rename it, if that page is wanted."
        yield Problem(place, "hidden-file", "", what, remedy, "warning")


def _displaced(root: Path, tree: Tree, site: Site) -> Iterator[Problem]:
    """Yield the files of an author that go from a site because the scripts of search stand there."""
    if not own_search(root, mkdocs_settings(root)):
        return
    files = {target: tree.at.of_docs(target) for target in tree.assets}
    laid = {file.name: file.shown for file in theme_files(root)}
    for target, path in sorted({**laid, **files, **site.origins}.items()):
        if target.startswith(f"{SEARCH}/"):
            what = (
                f"is not published: `{SEARCH}/` of a site holds the scripts of search, and no more"
            )
            remedy = "Move it to another folder."
            yield Problem(Place(path), "hidden-file", "", what, remedy, "warning")


def _digested(file: tuple[str, bytes]) -> tuple[str, str]:
    return file[0], bytes_digest(file[1])


def _looks(path: Path) -> _Looks:
    """Return how a file looks. Whoever puts another in its place can give it the same time."""
    with contextlib.suppress(OSError):  # it went, or comes and goes
        status = path.stat()
        looks = status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
        return path.as_posix(), *looks
    return path.as_posix(), 0, 0, 0, 0


def _later(
    page: SitePage,
    text: Callable[[], str],
    loads: str,
    tag: str,
    guide: Guide | None,
    data: Callable[[], str] | None,
    adopted: bool,
) -> Later:
    """Return a page with its script tag and its data, to be made where it does not stand already."""

    def made() -> str:
        shown = text() + loads + (of_guide(tag, guide) if tag and guide else tag)
        if not data:
            return shown
        return shown + data() if adopted else in_head(shown, data())

    # What the data say stands in the basis of the page: they are of its front matter and its sources.
    return Later(f"{page.basis} {loads}{tag}{'data' if data else ''}", made)
