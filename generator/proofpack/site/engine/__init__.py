"""Stage 6: Markdown to a site. The engine is a replaceable last step, with no plugin or hook of ours.

An engine empties its target before it fills it. So it fills a folder aside, and only a site that was
built without a warning takes the place of the last one.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from proofpack.model.problems import Place, Problem, ProblemsError, cannot_write, unreadable
from proofpack.site.engine.config import configuration
from proofpack.site.engine.process import EngineRun, problems, run
from proofpack.util.atomic_swap import atomic_swap, replace

__all__ = ["ENGINES", "Work", "build_site", "configure", "remove_leftovers"]

_ASIDE = ".site-"
Progress = Callable[[int], None]
Finish = Callable[[Path], None]
"""Adds to a finished site, in a folder aside, what no engine makes."""


@dataclass(frozen=True)
class Work:
    """What an engine is to build.

    Attributes:
        root: the project's folder.
        build: the folder in which it works; `docs` in it holds the Markdown.
        nav: the navigation.
        origins: page of the site to the file that made it.
        today: the day that stands for "now".
    """

    root: Path
    build: Path
    nav: object
    origins: Mapping[str, str]
    today: datetime.date


def configure(work: Work) -> None:
    """Write `build/mkdocs.yml`, with which any engine that reads it can build the site."""
    text = configuration(work.root, work.build, work.nav, "site")
    replace(work.build / "mkdocs.yml", text.encode())


def build_site(work: Work, engine: str, progress: Progress, finish: Finish) -> None:
    """Build `build/site`.

    Args:
        work: what to build.
        engine: one of `ENGINES`.
        progress: called now and then with the number of pages built so far.
        finish: called with the folder of the site before it takes the place of the last one.

    Raises:
        ProblemsError: the engine failed or warned. The last good site stays.
    """
    if find_spec(engine) is None:
        what, remedy = f"the engine {engine} is not installed", f"Install it: pip install {engine}."
        raise ProblemsError([unreadable(Place("mkdocs.yml"), "engine", what, remedy)])
    aside = work.build / f"{_ASIDE}{os.getpid()}"
    log = work.build / "engine.log"
    try:
        configure(work)
        with _counted(aside, progress):
            outcome = ENGINES[engine](work, aside)
        replace(log, "\n".join(outcome.lines).encode())
        complaints = list(
            problems(outcome, work.root, work.origins, f"{work.build.name}/{log.name}")
        )
        if complaints:
            raise ProblemsError(complaints)
        if not (aside / "index.html").is_file():
            what = f"{engine} made no home page"
            raise ProblemsError([Problem(Place("content/index.md"), "engine", "", what)])
        finish(aside)
        atomic_swap(aside, work.build / "site")
    except OSError as error:
        raise cannot_write(work.build, error) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)


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


def _mkdocs(work: Work, aside: Path) -> EngineRun:
    # Never --quiet together with --strict: that returns 0 on broken links. Nor --verbose: that
    # switches the check of anchors off (`Page.render` of MkDocs 1.6).
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += ["--config-file", str(work.build / "mkdocs.yml"), "--site-dir", str(aside)]
    return run(command, work.build, work.today)


def _zensical(work: Work, aside: Path) -> EngineRun:
    config = work.build / "zensical.yml"
    text = configuration(work.root, work.build, work.nav, aside.name)
    replace(config, text.encode())
    command = [sys.executable, "-m", "zensical", "build", "--strict", "--clean"]
    return run([*command, "--config-file", str(config)], work.build, work.today)


ENGINES: dict[str, Callable[[Work, Path], EngineRun]] = {
    "mkdocs": _mkdocs,
    "zensical": _zensical,
}
"""The engines by name. The first is the default."""
