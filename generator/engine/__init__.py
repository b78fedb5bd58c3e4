"""Stage 6: Markdown to a site. The engine is a replaceable last step, with no plugin or hook of ours.

An engine empties its target before it fills it. So it fills a folder aside, and only a site that was
built without a warning takes the place of the last one.
"""

from __future__ import annotations

import datetime
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..files import cannot_write, replace, swap
from ..problems import Place, Problem, ProblemsError
from .config import configuration
from .process import Outcome, problems, run

__all__ = ["ENGINES", "Work", "build_site", "configure", "sweep"]

_ASIDE = ".site-"
Progress = Callable[[int], None]


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


def build_site(work: Work, engine: str, progress: Progress) -> None:
    """Build `build/site`.

    Args:
        work: what to build.
        engine: one of `ENGINES`.
        progress: called with the number of pages built so far, where the engine tells.

    Raises:
        ProblemsError: the engine failed or warned. The last good site stays.
    """
    aside = work.build / f"{_ASIDE}{os.getpid()}"
    log = work.build / "engine.log"
    try:
        configure(work)
        outcome = ENGINES[engine](work, aside, progress)
        replace(log, "\n".join(outcome.lines).encode())
        found = list(problems(outcome, work.root, work.origins, f"{work.build.name}/{log.name}"))
        if found:
            raise ProblemsError(found)
        if not (aside / "index.html").is_file():
            what = f"{engine} made no home page"
            raise ProblemsError([Problem(Place("content/index.md"), "engine", "", what)])
        swap(aside, work.build / "site")
    except OSError as error:
        raise cannot_write(work.build, error) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def sweep(build: Path) -> None:
    """Remove what a killed run left behind. A site that was moved aside and never replaced returns."""
    for left in sorted(build.glob(f"{_ASIDE}*")):
        if left.name.endswith("-old") and not (build / "site").exists():
            left.rename(build / "site")
        else:
            shutil.rmtree(left, ignore_errors=True)


def _mkdocs(work: Work, aside: Path, progress: Progress) -> Outcome:
    built = 0

    def heard(line: str) -> None:
        nonlocal built
        if "Building page " in line:
            built += 1
            progress(built)

    # Never --quiet together with --strict: that returns 0 on broken links.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--verbose"]
    command += ["--config-file", str(work.build / "mkdocs.yml"), "--site-dir", str(aside)]
    return run(command, work.build, work.today, heard)


def _zensical(work: Work, aside: Path, progress: Progress) -> Outcome:
    config = work.build / "zensical.yml"
    text = configuration(work.root, work.build, work.nav, aside.name)
    replace(config, text.encode())
    command = [sys.executable, "-m", "zensical", "build", "--strict", "--clean"]
    return run([*command, "--config-file", str(config)], work.build, work.today, lambda _: None)


ENGINES: dict[str, Callable[[Work, Path, Progress], Outcome]] = {
    "mkdocs": _mkdocs,
    "zensical": _zensical,
}
"""The engines by name. The first is the default."""
