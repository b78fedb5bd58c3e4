"""The command line. The only module that prints, colours and exits.

Nothing heavy is imported before a command needs it, so that `--help` answers at once.
"""

from __future__ import annotations

import datetime
import os
import sys
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from . import __version__
from .problems import Exit, ProblemsError
from .words import count

if TYPE_CHECKING:
    from rich.progress import Progress

    from .pipeline import Built, Say


class _Day(click.ParamType[datetime.date]):
    """A calendar day."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime.date:
        if isinstance(value, datetime.date):
            return value
        try:
            day = datetime.date.fromisoformat(value)
        except ValueError:
            day = None
        if day is None or day.isoformat() != value:
            self.fail(f'found "{value}"; wanted a day as YYYY-MM-DD.', param, ctx)
        return day


class _Project:
    """What the global options say."""

    def __init__(self, root: Path, today: datetime.date, debug: bool) -> None:
        self.root, self.today, self.debug = root, today, debug


def _guarded(command: Callable[..., None]) -> Callable[..., None]:
    """Turn problems into lines and an exit code, and a fault of ours into one line."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        project: _Project = click.get_current_context().obj
        try:
            command(*args, **kwargs)
        except ProblemsError as error:
            fail(error)
        except (click.ClickException, click.exceptions.Exit, KeyboardInterrupt, BrokenPipeError):
            raise
        except Exception as error:  # a fault of ours: the reader gets one line, not a traceback
            if project.debug:
                raise
            what = f"{type(error).__name__}: {error}".splitlines()[0]
            click.echo(f"proofpack: a fault of its own ({what}). Run again with --debug.", err=True)
            sys.exit(Exit.FAULT)

    return run


def show(error: ProblemsError) -> None:
    """Print every problem, one a line, and a count."""
    for one in error.problems:
        colour = "red" if one.level == "error" else "yellow"
        place, _, rest = str(one).partition(f": {one.level} ")
        level = click.style(one.level, fg=colour)
        click.echo(f"{click.style(place, bold=True)}: {level} {rest}", err=True)
    errors = sum(one.level == "error" for one in error.problems)
    files = len({one.place.path for one in error.problems})
    click.echo(f"{count(errors, 'error')} in {count(files, 'file')}.", err=True)


def fail(error: ProblemsError) -> NoReturn:
    """Print every problem and exit with the code of the most serious."""
    show(error)
    sys.exit(error.exit)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="proofpack")
@click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="Folder with mkdocs.yml, data/ and content/. Default: this one.",
)
@click.option("--today", type=_Day(), help="Judge dates for this day (UTC). Default: today.")
@click.option("--debug", is_flag=True, help="Show a traceback for a fault of Proofpack's own.")
@click.pass_context
def cli(context: click.Context, project: Path, today: datetime.date | None, debug: bool) -> None:
    """Build guides that can prove what they say, from YAML facts and Markdown prose."""
    if os.environ.get("NO_COLOR"):
        context.color = False
    day = today or datetime.datetime.now(datetime.UTC).date()
    context.obj = _Project(project.resolve(), day, debug)


@cli.command()
@click.option(
    "--engine",
    type=click.Choice(["mkdocs", "zensical", "none"]),
    default="mkdocs",
    show_default=True,
    help="What turns Markdown into the site; `none` stops at build/docs.",
)
@click.pass_obj
@_guarded
def build(project: _Project, engine: str) -> None:
    """Build the site into build/site. A warning of the engine fails it."""
    from .pipeline import Pipeline

    started = time.monotonic()
    with _Bar() as say:
        built = Pipeline(project.root).build(
            project.today, None if engine == "none" else engine, say
        )
    _report(built, engine, time.monotonic() - started)


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on; 0 picks one.")
@click.option(
    "--engine", type=click.Choice(["mkdocs", "zensical"]), default="mkdocs", show_default=True
)
@click.pass_obj
@_guarded
def serve(project: _Project, host: str, port: int, engine: str) -> None:
    """Show the site in the browser, and build it again at each save."""
    from .pipeline import Pipeline
    from .serve import Server

    pipeline = Pipeline(project.root)

    def build_once() -> ProblemsError | None:
        started = time.monotonic()
        try:
            with _Bar() as say:
                built = pipeline.build(project.today, engine, say)
        except ProblemsError as error:
            show(error)
            return error
        wrote = f"{count(built.written.changed, 'file')} changed"
        click.echo(f"{wrote}, built in {time.monotonic() - started:.1f} s.")
        return None

    server = Server(project.root, pipeline.folder / "site", build_once, host, port)
    click.echo(f"Serving {server.url} (stop with Ctrl+C)")
    try:
        server.run()
    except KeyboardInterrupt:
        click.echo("Stopped.")


@cli.command()
@click.option("--check", is_flag=True, help="Write nothing; fail if a file is out of date.")
@click.pass_obj
@_guarded
def schema(project: _Project, check: bool) -> None:
    """Write the JSON Schemas that editors use, and a reference page, into data/schema/."""
    from .schema import schemas
    from .write import write

    folder = project.root / "data" / "schema"
    files = schemas()
    if check:
        old = [name for name, text in files.items() if not _same(folder / name, text)]
        if old:
            listed = ", ".join(sorted(old))
            click.echo(f"Out of date in data/schema/: {listed}. Run proofpack schema.", err=True)
            sys.exit(Exit.FINDINGS)
        click.echo("data/schema/ is up to date.")
        return
    written = write(files, folder)
    click.echo(f"Wrote {written.changed} of {len(files)} files in data/schema/.")


def main() -> None:
    """Run the command line."""
    try:
        cli(prog_name="proofpack")
    except BrokenPipeError:
        # Whoever read our output went away: no fault of ours, and nobody to tell.
        sys.stderr.close()
        sys.exit(0)


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


class _Bar:
    """A progress bar on a terminal; nothing elsewhere."""

    _bar: Progress | None = None

    def __enter__(self) -> Say:
        if not sys.stderr.isatty():
            return lambda stage, done, of: None
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        bar = self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        bar.start()
        task = bar.add_task("read", total=None)

        def say(stage: str, done: int, of: int) -> None:
            bar.update(task, description=stage, completed=done, total=of)

        return say

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()


def _report(built: Built, engine: str, seconds: float) -> None:
    """Say what was written and what needs attention."""
    from .attention import attention

    tree, site, written = built.tree, built.site, built.written
    files = sum(map(len, tree.data.values())) + len(tree.pages)
    changed = f"{count(written.changed, 'file')} changed" + (
        f", {written.removed} removed" if written.removed else ""
    )
    click.echo(f"Read {count(files, 'file')}, made {count(len(site.files), 'page')} ({changed}).")
    where = "build/docs" if engine == "none" else "build/site"
    click.echo(f"Wrote {click.style(where, bold=True)} in {seconds:.1f} s.")
    for warning in built.library.warnings:
        click.echo(str(warning), err=True)
    notices = list(attention(built.library))
    if notices:
        click.echo(f"\nNeeds attention on {built.library.today}:")
        width = max(len(one.sort) for one in notices)
        for one in notices:
            click.echo(f"  {click.style(one.sort.ljust(width), fg='yellow')}  {one.what}")
