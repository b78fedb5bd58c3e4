"""What every command shares: the global options, problems as lines, progress, exit codes."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from proofpack import __version__
from proofpack.model.problems import Exit, ProblemsError
from proofpack.text.plural import count

if TYPE_CHECKING:
    from proofpack.site.build import Say

_CELLS = 40
"""How wide a progress bar is."""


class Day(click.ParamType[datetime.date]):
    """A calendar day."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime.date:
        """Return the day that the user wrote."""
        if isinstance(value, datetime.date):
            return value
        try:
            day = datetime.date.fromisoformat(value)
        except ValueError:
            day = None
        if day is None or day.isoformat() != value:
            self.fail(f'found "{value}"; wanted a day as YYYY-MM-DD.', param, ctx)
        return day


class Project:
    """What the global options say."""

    def __init__(self, root: Path, today: datetime.date | None, debug: bool) -> None:
        self.root, self.debug, self.given_today = root, debug, today is not None
        self.today = today or datetime.datetime.now(datetime.UTC).date()


def guarded(command: Callable[..., None]) -> Callable[..., None]:
    """Turn problems into lines and an exit code, and a fault of ours into one line."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        project: Project = click.get_current_context().obj
        try:
            command(*args, **kwargs)
        except ProblemsError as error:
            fail(error)
        except KeyboardInterrupt:
            click.echo("Interrupted.", err=True)
            sys.exit(Exit.OUTSIDE)
        except BrokenPipeError:
            # Whoever read our output went away: no fault of ours, and nobody to tell.
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - until the end
            sys.exit(Exit.CLEAN)
        except (click.ClickException, click.exceptions.Exit):
            raise
        except Exception as error:  # a fault of ours: the reader gets one line, not a traceback
            if project.debug:
                raise
            what = f"{type(error).__name__}: {error}".splitlines()[0]
            click.echo(f"proofpack: a fault of its own ({what}). Run again with --debug.", err=True)
            sys.exit(Exit.FAULT)

    return run


def coloured(line: str) -> str:
    """Return the line of a problem with its place and its level set off; any other line as it is."""
    for level, colour in (("error", "red"), ("warning", "yellow"), ("note", "cyan")):
        place, mark, rest = line.partition(f": {level} ")
        if mark:
            return f"{click.style(place, bold=True)}: {click.style(level, fg=colour)} {rest}"
    return line


def show(error: ProblemsError) -> None:
    """Print every problem, one a line, and a count."""
    for problem in error.problems:
        click.echo(coloured(str(problem)), err=True)
    errors = sum(problem.level == "error" for problem in error.problems)
    files = len({problem.place.path for problem in error.problems})
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
@click.option("--today", type=Day(), help="Judge dates for this day (UTC). Default: today.")
@click.option("--debug", is_flag=True, help="Show a traceback for a fault of Proofpack's own.")
@click.pass_context
def cli(context: click.Context, project: Path, today: datetime.date | None, debug: bool) -> None:
    """Build guides that can prove what they say, from YAML facts and Markdown prose."""
    if os.environ.get("NO_COLOR"):
        context.color = False
    context.obj = Project(project.resolve(), today, debug)


def main() -> None:
    """Run the command line."""
    try:
        cli(prog_name="proofpack")
    except BrokenPipeError:
        # Whoever read our output went away: no fault of ours, and nobody to tell.
        sys.stderr.close()
        sys.exit(0)


class Bar:
    """A progress bar on a terminal, gone when it is done; nothing elsewhere."""

    _width = 0

    def __enter__(self) -> Say:
        return self._show if sys.stderr.isatty() else lambda stage, done, of: None

    def _show(self, stage: str, done: int, of: int) -> None:
        filled = "#" * (_CELLS * done // max(of, 1))
        self._put(f"{stage} [{filled:.<{_CELLS}}] {done}/{of}")

    def _put(self, line: str) -> None:
        """Write over the last line, with blanks over what was longer."""
        click.echo(f"\r{line:{self._width}}\r", err=True, nl=False)
        self._width = len(line)

    def __exit__(self, *_: object) -> None:
        if self._width:
            self._put("")
