"""The commands that make the site: `build`, `serve`, `schema`."""

from __future__ import annotations

import contextlib
import datetime
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from proofpack.cli.app import Bar, Project, cli, echo, guarded, show, style
from proofpack.model.problems import Exit, ProblemsError
from proofpack.model.years import YEARS
from proofpack.text.plural import count

if TYPE_CHECKING:
    from proofpack.site.build import Assets, Built, Pipeline
    from proofpack.site.viewer import Viewer


@cli.command()
@click.option(
    "--engine",
    type=click.Choice(["mkdocs", "plain", "zensical", "none"]),
    default="mkdocs",
    show_default=True,
    help="What turns Markdown into the site: `plain` is the stock command of MkDocs, with the same"
    " result; `none` stops at build/docs.",
)
@click.option("--no-cache", is_flag=True, help="Make every page anew.")
@click.pass_obj
@guarded
def build(project: Project, engine: str, no_cache: bool) -> None:
    """Build the site into build/site. A warning of the engine fails it."""
    started = time.monotonic()
    with Bar() as say:
        built = _pipeline(project, not no_cache and engine != "plain").build(
            _day(project), None if engine == "none" else engine, say, remembers=not no_cache
        )
    _report(project, built, engine, time.monotonic() - started)


def _day(project: Project) -> datetime.date:
    """Return the day of a build: that of `--today`, or of SOURCE_DATE_EPOCH, as builds have it.

    Raises:
        click.UsageError: the variable is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if project.given_today or not epoch:
        return project.today
    with contextlib.suppress(ValueError, OverflowError, OSError):
        day = datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
        if day.year <= YEARS[1]:
            return day
    what = f"wanted: seconds since 1970, before {YEARS[1] + 1}."
    raise click.UsageError(f'SOURCE_DATE_EPOCH: found "{epoch}"; {what}')


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on; 0 picks one.")
@click.option(
    "--engine", type=click.Choice(["mkdocs", "zensical"]), default="mkdocs", show_default=True
)
@click.pass_obj
@guarded
def serve(project: Project, host: str, port: int, engine: str) -> None:
    """Show the site in the browser, and build it again at each save."""
    from proofpack.project.mkdocs_config import mkdocs_config
    from proofpack.site.serve import Server

    pipeline = _pipeline(project)
    pipeline.memory.stay()

    def build_once(viewer: Viewer) -> ProblemsError | None:
        started = time.monotonic()
        try:
            with Bar() as say:
                built = pipeline.build(project.today, engine, say, viewer)
        except ProblemsError as error:
            show(project, error)
            return error
        wrote = f"{count(built.written.changed, 'file')} changed"
        echo(f"{wrote}, built in {time.monotonic() - started:.1f} s.")
        return None

    mount = mkdocs_config(project.root).path
    server = Server(project.root, pipeline.folder / "site", build_once, host, port, mount)
    echo(f"Serving {server.url} (stop with Ctrl+C)")
    try:
        server.run()
    except KeyboardInterrupt:
        echo("Stopped.")
    finally:
        pipeline.memory.workers.close()


@cli.command()
@click.option("--check", is_flag=True, help="Write nothing; fail if a file is out of date.")
@click.option("--where", is_flag=True, help="Print the folder of the schemas of this release.")
@click.pass_obj
@guarded
def schema(project: Project, check: bool, where: bool) -> None:
    """Write the JSON Schemas that editors use, and a reference page, into data/schema/."""
    from proofpack.project.json_schema import folder_of_schemas, schemas
    from proofpack.site.write import write

    if where:
        echo(folder_of_schemas())
        return
    shown = project.here(project.layout.of_data("schema"))
    folder = project.root / project.layout.of_data("schema")
    files = schemas()
    if check:
        old = [name for name, text in files.items() if not _same(folder / name, text)]
        if old:
            listed = ", ".join(sorted(old))
            echo(f"Out of date in {shown}/: {listed}. Run proofpack schema.", err=True)
            sys.exit(Exit.FINDINGS)
        echo(f"{shown}/ is up to date.")
        return
    written = write(files, folder)
    echo(f"Wrote {written.changed} of {len(files)} files in {shown}/.")


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def _pipeline(project: Project, remembers: bool = True) -> Pipeline:
    """Return what builds a project, with what earlier builds have kept where it remembers them."""
    from proofpack.check.gates import Gates
    from proofpack.site.build import Pipeline
    from proofpack.site.theme import layer
    from proofpack.util.kept import Kept, program

    by = program(Path(__file__).parents[1], layer())
    path = project.root / project.layout.build / "kept.json"
    kept = Kept.read(path, by) if remembers else Kept()
    return Pipeline(project.root, _assets(), Gates(kept), kept)


def _assets() -> Assets:
    """Return what makes the files that browsers load, with the code of the theme layer."""
    from functools import partial

    from proofpack.site.theme import scripts
    from proofpack.worksheets.assets import worksheet_assets

    return partial(worksheet_assets, scripts=scripts())


def _report(project: Project, built: Built, engine: str, seconds: float) -> None:
    """Say what was written and what needs attention."""
    written = built.written
    changed = f"{count(written.changed, 'file')} changed" + (
        f", {written.removed} removed" if written.removed else ""
    )
    echo(f"Read {count(built.files, 'file')}, made {count(built.pages, 'page')} ({changed}).")
    folder = "docs" if engine == "none" else "site"
    where = project.here(f"{project.layout.build}/{folder}")
    echo(f"Wrote {style(where, bold=True)} in {seconds:.1f} s.")
    for warning in built.warnings:
        echo(project.line(warning), err=True)
    if built.open:
        echo(f"\nStill open on {built.today}; proofpack check says more:")
        width = max(len(notice.sort) for notice in built.open)
        for notice in built.open:
            echo(f"  {style(notice.sort.ljust(width), fg='yellow')}  {notice.what}")
