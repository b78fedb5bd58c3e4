"""Random edits of a small site, each built as always and by the stock command, in one process."""

from __future__ import annotations

import datetime
import logging
import random
import shutil
import tempfile
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from unittest import mock

from proofpack.check.gates import Gates
from proofpack.model.problems import ProblemsError
from proofpack.site.build import Pipeline
from proofpack.site.engine.process import epoch
from proofpack.site.theme import scripts
from proofpack.site.viewer import Viewer
from proofpack.worksheets.assets import worksheet_assets
from tests.conftest import SMALL, TODAY
from tests.sites import digests

EDITS = 3
ASSETS = partial(worksheet_assets, scripts=scripts())
_FACT = "data/sources/api.yml"
_CONFIG = "mkdocs.yml"
_PAGE = "content/page.md"
_MAIN = "overrides/main.html"
_TEMPLATES = (
    '{% extends "base.html" %}{% block footer %}<p>NUMBER</p>{{ super() }}{% endblock %}',
    '{% extends "base.html" %}{% block footer %}{{ page.meta.description if page }}{% endblock %}',
    '{% extends "base.html" %}{% block footer %}{{ nav.pages[1].meta.description }}{% endblock %}',
    '{% extends "base.html" %}{% block footer %}{{ build_date_utc.year }}{% endblock %}',
)
_SETTINGS = (
    ("site_name: Small", "site_name: NUMBER"),
    ("use_directory_urls: false", "use_directory_urls: true"),
    ("permalink: true", "permalink: NUMBER"),
    ("font: false", "font: false, features: [navigation.footer, toc.integrate]"),
    ("site_url: https://docs.example.org/", "site_url: https://docs.example.org/NUMBER/"),
)
_PLUGINS = (
    *("plugins: []", "plugins: [search: {separator: NUMBER}]", "plugins: [search]"),
    "plugins: [proofpack]",
)
_SEARCH, _TWIN = "assets/search/", ".md"
"""What we add to a site beside the files that the stock command makes: where it stands, how it ends."""


def guide(number: int, more: str = "") -> str:
    """Return a guide that shows the fact that all show."""
    return f"""\
---
title: Guide {number}
description: A guide.
last_reviewed: 2026-11-01
owner: docs
audience: [Testers]
---

## Part {number}

What it says.[^chat.route] {more}
"""


def write_site(root: Path) -> Path:
    """Write a project of eight pages, and return its folder."""
    config = SMALL[_CONFIG].replace("font: false", "font: false, custom_dir: overrides")
    files = {**SMALL, _CONFIG: config, _MAIN: '{% extends "base.html" %}'}
    files |= {f"content/guides/g{number}.md": guide(number) for number in range(3)}
    files[_PAGE] = "---\ntitle: Page\ndescription: A page.\n---\n\nA page. See [home](index.md).\n"
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


class Edits:
    """Random edits of a project; each is one of a kind that people make."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.draw = root, random.Random(seed)  # noqa: S311 - edits, not secrets
        self.today = TODAY
        self.kinds: list[Callable[[], None]] = [
            *(self.edit, self.link, self.front, self.add, self.rename, self.delete),
            *(self.fact, self.template, self.config, self.plugin, self.undo, self.wait),
        ]
        self.before: list[tuple[Path, str]] = []

    def make(self) -> str:
        """Make an edit, and return its kind."""
        kind = self.draw.choice(self.kinds)
        kind()
        return kind.__name__

    def number(self) -> int:
        """Return a number of few digits: some edits give a file the text that another one had."""
        return self.draw.randrange(5)

    def guide(self) -> Path:
        """Return a guide."""
        return self.draw.choice(sorted((self.root / "content/guides").glob("g*.md")))

    def unlinked(self) -> list[Path]:
        """Return the guides to which no other leads: without one of them, the project stays valid."""
        guides = sorted((self.root / "content/guides").glob("g*.md"))
        texts = {path: path.read_text(encoding="utf-8") for path in guides}
        return [
            path
            for path in guides
            if not any(f"({path.name}#" in text for other, text in texts.items() if other != path)
        ]

    def save(self, path: Path, text: str) -> None:
        """Write a file, and remember what it held."""
        if path.exists():
            self.before.append((path, path.read_text(encoding="utf-8")))
        path.write_text(text, encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace text in a file of the project."""
        path = self.root / name
        new = new.replace("NUMBER", f"n{self.number()}")
        self.save(path, path.read_text(encoding="utf-8").replace(old, new))

    def edit(self) -> None:
        """Add a heading and a sentence to a guide."""
        path, number = self.guide(), self.number()
        text = path.read_text(encoding="utf-8")
        self.save(path, f"{text}\n## More {number}\n\nOne more sentence.\n")

    def link(self) -> None:
        """Link to a heading of another guide, which may not be there."""
        path, other = self.guide(), self.guide()
        text = path.read_text(encoding="utf-8")
        self.save(path, f"{text}\nSee [this]({other.name}#part-{self.number()}).\n")

    def front(self) -> None:
        """Change the front matter of a page."""
        self.replace(_PAGE, "description: ", "description: NUMBER ")

    def add(self) -> None:
        """Add a guide."""
        number = self.number()
        self.save(self.root / f"content/guides/g{number}.md", guide(number, "Added."))

    def rename(self) -> None:
        """Rename a guide."""
        if guides := self.unlinked():
            self.draw.choice(guides).rename(self.root / f"content/guides/g{self.number()}.md")

    def delete(self) -> None:
        """Delete a guide, but not the last one."""
        if len(list((self.root / "content/guides").glob("g*.md"))) > 1 and self.unlinked():
            self.draw.choice(self.unlinked()).unlink()

    def fact(self) -> None:
        """Change what all guides show."""
        self.replace(_FACT, "Requests go", "Requests NUMBER go")

    def template(self) -> None:
        """Change the project's template."""
        text = self.draw.choice(_TEMPLATES).replace("NUMBER", f"n{self.number()}")
        self.save(self.root / _MAIN, text)

    def config(self) -> None:
        """Change a setting."""
        self.replace(_CONFIG, *self.draw.choice(_SETTINGS))

    def plugin(self) -> None:
        """Change the plugins."""
        text = (self.root / _CONFIG).read_text(encoding="utf-8")
        line = next(line for line in text.splitlines() if line.startswith("plugins:"))
        self.replace(_CONFIG, line, self.draw.choice(_PLUGINS))

    def wait(self) -> None:
        """Change nothing until another day."""
        self.today = TODAY + datetime.timedelta(days=self.number())

    def undo(self) -> None:
        """Take an edit back."""
        if self.before:
            path, text = self.before.pop()
            path.write_text(text, encoding="utf-8")


def check(start: Path, root: Path, seed: int) -> None:
    """Make random edits, and compare the site with what the stock command makes of the project.

    Args:
        start: a project of eight pages that was built.
        root: folder to make the edits in; made here.
        seed: chooses the edits.
    """
    shutil.copytree(start, root)
    edits = Edits(root, seed)
    pipeline = Pipeline(root, ASSETS, Gates())
    pipeline.memory.stay()
    looked_at = {f"guides/g{number}.html" for number in range(edits.draw.randint(0, 3))}
    viewer = Viewer(looks_at=lambda: looked_at)
    kinds = [edits.make()]
    built(pipeline, viewer, edits.today)
    kinds += [edits.make() for _ in range(EDITS - 1)]
    ours, stock = built(pipeline, viewer, edits.today), stock_build(root, edits.today)
    pipeline.memory.workers.close()
    assert ours == stock, f"seed {seed}: {kinds}: {difference(ours, stock)}"


def built(
    pipeline: Pipeline, viewer: Viewer | None = None, today: datetime.date = TODAY
) -> dict[str, str] | str:
    """Build a site, and return digests of its files, or what is wrong with it."""
    try:
        pipeline.build(today, "mkdocs", lambda *_: None, viewer)
    except ProblemsError as error:
        return "\n".join(sorted(problem.what.rpartition(": ")[2] for problem in error.problems))
    return of_the_engine(pipeline.folder / "site")


def of_the_engine(site: Path) -> dict[str, str]:
    """Return digests of the files of a site, but for those that we add beside the engine's."""
    return {
        name: digest
        for name, digest in digests(site).items()
        if not name.startswith(_SEARCH) and not name.endswith(_TWIN)
    }


class _Listener(logging.Handler):
    """Keeps the words of warnings."""

    def __init__(self, warned: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._warned = warned

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the words of a warning."""
        self._warned.append(record.getMessage())


def _laid_over(root: Path) -> Path:
    """Return a folder with the pages of a project, and those that were made laid over them."""
    whole = root / "whole"
    shutil.rmtree(whole, ignore_errors=True)
    shutil.copytree(root / "content", whole)
    return Path(shutil.copytree(root / "build" / "docs", whole, dirs_exist_ok=True))


def stock_build(root: Path, today: datetime.date = TODAY) -> dict[str, str] | str:
    """Build with the stock command's own function, and return digests, or what it warned of."""
    from material.plugins.search import plugin as search
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort
    from mkdocs.structure import pages

    from proofpack.site.engine import raw_anchors
    from proofpack.site.engine.search_sections import SectionParser

    site, config = root / "stock", str(root / "build" / "driven.yml")
    log, warned = logging.getLogger("mkdocs"), list[str]()
    log.setLevel(logging.INFO)
    listener = _Listener(warned)
    log.addHandler(listener)
    shutil.rmtree(site, ignore_errors=True)
    try:
        with (
            mock.patch.dict("os.environ", SOURCE_DATE_EPOCH=str(epoch(today))),
            # What a driven build of this process has put in their place is not the stock command's.
            mock.patch.object(search, "Parser", getattr(SectionParser, "parser", search.Parser)),
            mock.patch.object(pages, "_HTMLHandler", raw_anchors._THEIRS),
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore")
            docs = str(_laid_over(root))
            seen_from = str(root / _CONFIG)
            loaded = load_config(
                config,
                config_file_path=seen_from,
                strict=True,
                site_dir=str(site),
                docs_dir=docs,
            )
            loaded.plugins.on_startup(command="build", dirty=False)
            build(loaded)
    except Abort:
        return "\n".join(sorted(what.rpartition(", but ")[2] for what in warned))
    finally:
        log.removeHandler(listener)
    return digests(site)


def small_site(root: Path) -> tuple[Path, Pipeline]:
    """Write a project of eight pages and build it; return the folder of the site, and the pipeline."""
    pipeline = Pipeline(write_site(root), ASSETS, Gates())
    site = built(pipeline)
    assert isinstance(site, dict), site
    return pipeline.folder / "site", pipeline


def difference(ours: dict[str, str] | str, stock: dict[str, str] | str) -> object:
    """Return what differs between two builds."""
    if isinstance(ours, str) or isinstance(stock, str):
        return [what if isinstance(what, str) else "a site" for what in (ours, stock)]
    return sorted({name for name, _ in ours.items() ^ stock.items()})


def main(count: int = 200) -> None:
    """Check that many random sequences of edits, beginning with a seed that is printed."""
    first = random.SystemRandom().randrange(1_000_000)
    print(f"\nBuilds after random edits, against the stock command: {count} seeds from {first}.")
    with tempfile.TemporaryDirectory() as folder:
        site, _ = small_site(Path(folder, "start"))
        for seed in range(first, first + count):
            root = Path(folder, str(seed))
            check(site.parent.parent, root, seed)
            shutil.rmtree(root)
    print(f"{count} of {count} sites are the same.")


if __name__ == "__main__":
    main()
