"""Stage 6: Markdown to a site. The engine is a replaceable last step, with no plugin or hook of ours.

An engine empties its target before it fills it. So it fills a folder aside, and only a site that was
built without a warning takes the place of the last one.
"""

from __future__ import annotations

import contextlib
import datetime
import itertools
import json
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct
from msgspec.structs import asdict
from msgspec.structs import replace as replaced

from proofpack.model.problems import Place, Problem, ProblemsError, cannot_write, unreadable
from proofpack.project.content_security import content_security
from proofpack.project.layout import layout
from proofpack.project.mkdocs_config import mkdocs_config
from proofpack.site.engine.blocked import blocked_pages
from proofpack.site.engine.cache import PageCache, digest
from proofpack.site.engine.config import configuration
from proofpack.site.engine.job import Job, StoppedError
from proofpack.site.engine.known import settings_digest, shortfalls, unknown
from proofpack.site.engine.last import remember, stands
from proofpack.site.engine.process import EngineRun, epoch, problems, run
from proofpack.site.engine.workers import WORTH, Workers
from proofpack.site.viewer import Viewer
from proofpack.util.atomic_swap import atomic_swap, replace

if TYPE_CHECKING:
    from proofpack.site.engine.driver import Driver

__all__ = [
    "BESIDE",
    "ENGINES",
    "EngineMemory",
    "Finish",
    "PageCache",
    "StoppedError",
    "Work",
    "build_site",
    "configure",
    "remove_leftovers",
    "show_first",
    "warm",
]

_ASIDE = ".site-"
_DRIVEN = "driven.yml"
BESIDE = "beside"
"""The folder, beside that of the site, of files that an engine would take for pages of its own."""
Progress = Callable[[int], None]


class Finish(Struct, frozen=True):
    """What a site has beside what an engine makes.

    Attributes:
        made_from: digest of what it is made from, but for the pages of the site.
        folder: where it stands in the site, and nothing else; nothing where there is none.
        add: makes it; takes a site, the folder to fill, the cache, under which key pages are kept for
            search, and that folder of the last site.
    """

    made_from: str = ""
    folder: str = ""
    add: Callable[[Path, Path, PageCache, Mapping[str, str], Path], None] = lambda *_: None


@dataclass
class EngineMemory:
    """What a process keeps between builds.

    Attributes:
        cache: what was made before.
        workers: processes that help.
        driver: what the last build has loaded.
    """

    cache: PageCache
    workers: Workers = field(default_factory=Workers)
    driver: Driver | None = None

    def stay(self) -> None:
        """Keep all of it: another build follows."""
        self.workers.stay = self.cache.stays = True


class Work(Struct, frozen=True, dict=True):
    """What an engine is to build.

    Attributes:
        root: the project's folder.
        build: the folder in which it works; `docs` in it holds the Markdown.
        nav: the navigation.
        origins: page of the site to the file that made it.
        ours: the pages that we make; all else is its author's own.
        strict: whether what an engine warns of on other pages stops the build, too.
        today: the day that stands for "now".
        content: digest of the Markdown and the theme.
        remembers: whether what was made before may be taken as it is.
        finish: what is added to what the engine makes.
        stopped: tells whether the build is wanted no more.
        allowed: called before the site takes its place; raises `ProblemsError` where it must not.
        shown: called as soon as the pages stand there, by somebody who waits for them: what is added
            follows.
        memory: what an earlier build in this process kept.
    """

    root: Path
    build: Path
    nav: list[Any]
    origins: Mapping[str, str]
    today: datetime.date
    ours: frozenset[str] = frozenset()
    strict: bool = True
    content: str = ""
    remembers: bool = True
    finish: Finish = Finish()
    stopped: Callable[[], bool] = lambda: False
    allowed: Callable[[], None] = lambda: None
    shown: Callable[[], None] | None = None
    memory: EngineMemory | None = None

    @cached_property
    def cache(self) -> PageCache:
        """Where an engine keeps what it made."""
        if self.remembers:
            return self.memory.cache if self.memory else PageCache(self.build / "cache")
        return PageCache(self.build / f"{_ASIDE}{os.getpid()}-cache")


def configure(work: Work, *, lays_over: bool = False) -> None:
    """Write `build/mkdocs.yml`, with which any engine that reads it can build the site.

    Args:
        work: what to build.
        lays_over: whether the engine reads the pages of the project where they stand, and ours
            beside them: then it is `build/driven.yml`. Else it reads `build/docs`, which holds all.
    """
    text = configuration(work.root, work.build, work.nav, "site", lays_over=lays_over)
    replace(work.build / (_DRIVEN if lays_over else "mkdocs.yml"), text.encode())


def warm(root: Path, memory: EngineMemory, changed: int | None = None) -> None:
    """Let processes load what they need while this one does something else, if pages will be many.

    Args:
        root: the project's folder.
        memory: what this process keeps; nothing was made before where its cache is not there.
        changed: how many files changed that it is made from, as soon as that is known.
    """
    if changed is None and not (memory.cache.folder / "pages").is_dir():
        pages = (root / layout(root).docs).rglob("*.md")
        changed = len([*itertools.islice(pages, WORTH)])
    with contextlib.suppress(ProblemsError, ImportError):  # whoever builds is told
        if (changed or 0) >= WORTH and not unknown(root):
            memory.workers.warm()


def show_first(
    root: Path, memory: EngineMemory, viewer: Viewer, write_page: Callable[[str], None]
) -> dict[str, bytes]:
    """Show pages that somebody looks at, if they changed, with what the last build has loaded.

    Where that does not hold any more, or a page is complained of, the whole build tells.

    Args:
        root: the project's folder.
        memory: what this process keeps.
        viewer: who looks.
        write_page: called with the source of a page before it is read, so that it stands there.

    Returns:
        The finished pages, by their files in the site.

    Raises:
        StoppedError: the build is wanted no more.
    """
    looked, driver = viewer.looks_at(), memory.driver
    if not looked or driver is None:
        return {}
    memory.driver = None
    try:
        pages: dict[str, bytes] = {}
        if driver.job.settings == _settings(root, Path(driver.job.config).parent):
            driver.stopped = viewer.stopped
            pages = driver.show_first(looked, write_page)
    except StoppedError:
        memory.driver = driver
        raise
    except (Exception, SystemExit):  # noqa: BLE001 - the build that follows begins anew, and tells
        return {}
    memory.driver = driver
    return pages


def build_site(work: Work, engine: str, progress: Progress) -> list[Problem]:
    """Build `build/site`.

    Args:
        work: what to build.
        engine: one of `ENGINES`.
        progress: called now and then with the number of pages built so far.

    Returns:
        What deserves attention and is no mistake.

    Raises:
        ProblemsError: the engine failed or warned. The last good site stays.
        StoppedError: it was wanted no more. The last good site stays.
    """
    module, build, lays_over = ENGINES[engine]
    if find_spec(module) is None:
        what, remedy = f"the engine {module} is not installed", f"Install it: pip install {module}."
        raise ProblemsError([unreadable(Place("mkdocs.yml"), "engine", what, remedy)])
    aside = work.build / f"{_ASIDE}{os.getpid()}"
    log = work.build / "engine.log"
    _check_place(work)
    try:
        configure(work, lays_over=lays_over)
        outcome = build(work, aside, progress)
        if outcome is None:
            return []
        replace(log, "\n".join(outcome.lines).encode())
        guides = work.ours & work.origins.keys()
        shown = f"{work.build.name}/{log.name}"
        complaints = list(problems(outcome, work.root, work.origins, shown, guides))
        judged = [
            problem if work.strict or outcome.code or page in work.ours else _warning(problem)
            for page, problem in complaints
        ]
        if not outcome.made_from and content_security(work.root).on:
            judged += blocked_pages(aside, mkdocs_config(work.root), work.origins)
        if any(problem.level == "error" for problem in judged):
            raise ProblemsError(judged)
        if work.strict and not (aside / "index.html").is_file():
            what = f"{engine} made no home page"
            home = Place(layout(work.root).of_docs("index.md"))
            raise ProblemsError([Problem(home, "engine", "", what)])
        work.allowed()
        _place(work, aside, outcome.searched)
        if outcome.made_from:
            work.cache.forget_unused()
            if not complaints:  # or the next build would say nothing of them
                remember(work.cache, outcome.made_from, work.build / "site")
    except OSError as error:
        raise cannot_write(work.build, error) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        if not work.remembers:
            shutil.rmtree(work.cache.folder, ignore_errors=True)
    notes = [Problem(Place("mkdocs.yml"), "engine", "", note) for note in outcome.notes]
    return [*judged, *map(_warning, notes)]


def _warning(problem: Problem) -> Problem:
    return problem._replace(level="warning")


def _check_place(work: Work) -> None:
    """Refuse to build where the site cannot take its place as a whole: a link leads elsewhere."""
    site = work.build / "site"
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        what = "what stands here is no folder, and the site takes its place as a whole"
        place = Place(site.relative_to(work.root).as_posix())
        raise ProblemsError([unreadable(place, "unwritable", what, "Move it away.")])


def _place(work: Work, aside: Path, keys: Mapping[str, str]) -> None:
    """Put a site in the place of the last one, with what is added to it."""
    site, finish, shown = work.build / "site", work.finish, work.shown
    _lay_beside(work.build / BESIDE, aside)
    old, new = site / finish.folder, aside / finish.folder
    if shown and finish.folder and old.is_dir():
        # Until its own is made, it has what was added to the last one.
        shutil.copytree(old, new, copy_function=_link, dirs_exist_ok=True)
        atomic_swap(aside, site, shown)
        if work.stopped():
            raise StoppedError
        finish.add(site, aside, work.cache, keys, old)
        atomic_swap(aside, old)
    else:
        if finish.folder:
            finish.add(aside, new, work.cache, keys, old)
        atomic_swap(aside, site, shown or (lambda: None))


def _lay_beside(files: Path, site: Path) -> None:
    """Put files beside the pages of a site; what an engine has made at a place of theirs stays."""
    for path in sorted(files.rglob("*")):
        target = site / path.relative_to(files)
        if path.is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            _link(os.fspath(path), os.fspath(target))


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # no file system has to know links
        shutil.copyfile(source, target)


def remove_leftovers(build: Path) -> None:
    """Remove what a killed run left behind. A site that was moved aside and never replaced returns."""
    for left in sorted(build.glob(f"{_ASIDE}*")):
        if left.name.endswith("-old") and not (build / "site").exists():
            left.rename(build / "site")
        else:
            shutil.rmtree(left, ignore_errors=True)


@contextlib.contextmanager
def _counted(folder: Path, progress: Progress) -> Iterator[None]:
    """Report how many pages stand in a folder while it is being filled, whichever engine fills it."""
    done = threading.Event()

    def count() -> None:
        while not done.wait(0.2):
            progress(sum(1 for _ in folder.rglob("*.html")))

    counter = threading.Thread(target=count, daemon=True)
    counter.start()
    try:
        yield
    finally:
        done.set()
        counter.join()


def _mkdocs(work: Work, aside: Path, progress: Progress) -> EngineRun | None:
    """Drive MkDocs where all that pages are made from is known; return None if nothing changed."""
    what = unknown(work.root)
    if not what:
        cache, made_from = work.cache, _made_from(work)
        if stands(cache, made_from, work.build / "site"):
            _get_ready(work, aside)
            return None
        cache.begin()
        from proofpack.site.engine.driver import NotDrivenError

        try:
            return replaced(_drive(work, aside, progress), made_from=made_from)
        except (OSError, StoppedError):
            raise
        except NotDrivenError as error:
            what = str(error)
        except (Exception, SystemExit) as fault:  # noqa: BLE001 - the stock command says what is wrong
            what = f"{type(fault).__name__} ({fault})"
        shutil.rmtree(aside, ignore_errors=True)
    note = (
        f"every page is made at each build, because not all is known that it is made from: {what}"
    )
    # Whoever had a site before had all of its pages made at each build.
    notes = () if layout(work.root).adopted else (note,)
    return replaced(_whole(work, aside, progress), notes=(*notes, *shortfalls(work.root)))


def _get_ready(work: Work, aside: Path) -> None:
    """Load what the next build needs, where somebody waits for it; they can see this one already."""
    memory = work.memory
    if not (work.shown and memory and memory.workers.stay) or memory.driver:
        return
    from proofpack.site.engine.driver import Driver

    work.shown()
    driver = Driver(_job(work, aside), memory.cache, workers=memory.workers)
    with contextlib.suppress(Exception, SystemExit):  # the next build says what is wrong
        memory.driver = driver if driver.get_ready() else None


def _drive(work: Work, aside: Path, progress: Progress) -> EngineRun:
    """Drive MkDocs, with what an earlier build of this process has loaded. What failed is not kept."""
    from proofpack.site.engine.driver import Driver

    kept = work.memory or EngineMemory(work.cache)
    memory = kept if work.remembers else EngineMemory(work.cache, kept.workers)
    job = _job(work, aside)
    driver = memory.driver or Driver(job, memory.cache, workers=memory.workers)
    driver.job, driver.stopped = job, work.stopped
    memory.driver = None
    try:
        outcome = driver.build(progress)
    except StoppedError:
        memory.driver = driver
        raise
    finally:
        if not memory.workers.stay:
            memory.workers.close()
    memory.driver = driver if memory.workers.stay else None
    return outcome


def _made_from(work: Work) -> str:
    """Return a digest of everything that a site is made from."""
    config = (work.build / _DRIVEN).read_text(encoding="utf-8")
    settings = settings_digest(work.root, config)
    return digest(settings, work.nav, work.content, work.today, work.finish.made_from)


def _settings(root: Path, build: Path) -> str:
    """Return a digest of the configuration, but for its navigation, and of the programs."""
    return settings_digest(root, configuration(root, build, [], "site", lays_over=True))


def _job(work: Work, aside: Path) -> Job:
    at = layout(work.root)
    return Job(
        config=str(work.build / _DRIVEN),
        site=str(aside),
        cache=str(work.cache.folder),
        settings=_settings(work.root, work.build),
        made=str(work.build / "docs"),
        strict=work.strict,
        epoch=epoch(work.today),
        project=str(work.root / at.config),
        joins=list(work.nav) if at.adopted else None,
        data_pages=sorted(work.ours - work.origins.keys()),
        searched=bool(work.finish.folder),
        stays=bool(work.memory and work.memory.workers.stay),
    )


def _whole(work: Work, aside: Path, progress: Progress) -> EngineRun:
    """Run MkDocs with all plugins of a project, and our pages laid over those of its folder."""
    command = [
        sys.executable,
        "-P",  # as `mkdocs` has it: what lies in the folder is no module
        "-m",
        "proofpack.site.engine.whole",
        json.dumps(asdict(_job(work, aside))),
    ]
    with _counted(aside, progress):
        return run(command, work.root, work.today)


def _plain(work: Work, aside: Path, progress: Progress) -> EngineRun:
    # Never --quiet together with --strict: that returns 0 on broken links. Nor --verbose: that
    # switches the check of anchors off (`Page.render` of MkDocs 1.6).
    # In the project's folder, as its author runs it: extensions look for files from there.
    strict = ["--strict"] if work.strict else []
    command = [sys.executable, "-P", "-m", "mkdocs", "build", *strict]
    command += ["--config-file", str(work.build / "mkdocs.yml"), "--site-dir", str(aside)]
    with _counted(aside, progress):
        return run(command, work.root, work.today)


def _zensical(work: Work, aside: Path, progress: Progress) -> EngineRun:
    config = work.build / "zensical.yml"
    off = {"search": {"enabled": False}}  # its own search is there even where no plugin is listed
    text = configuration(work.root, work.build, work.nav, aside.name, off)
    replace(config, text.encode())
    strict = ["--strict"] if work.strict else []
    command = [sys.executable, "-m", "zensical", "build", *strict, "--clean"]
    with _counted(aside, progress):
        return run([*command, "--config-file", str(config)], work.build, work.today)


class Engine(NamedTuple):
    """An engine.

    Attributes:
        package: the package that it needs.
        build: builds a site in a folder; gives None where the last one stands.
        lays_over: whether it reads the pages of a project where they stand, and ours beside them.
    """

    package: str
    build: Callable[[Work, Path, Progress], EngineRun | None]
    lays_over: bool = False


ENGINES = {
    "mkdocs": Engine("mkdocs", _mkdocs, lays_over=True),
    "plain": Engine("mkdocs", _plain),
    "zensical": Engine("zensical", _zensical),
}
"""The engines by name. The first is the default."""
