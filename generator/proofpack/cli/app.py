"""What every command shares: the global options, problems as lines, progress, exit codes."""

from __future__ import annotations

import datetime
import io
import os
import re
import sys
from collections.abc import Callable
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

import click

from proofpack import __version__
from proofpack.model.problems import NO_ROOM, Elsewhere, Exit, Place, Problem, ProblemsError
from proofpack.model.years import YEARS
from proofpack.text.characters import visible
from proofpack.text.plural import count
from proofpack.util.garbage import collect_rarely

if TYPE_CHECKING:
    from proofpack.check.formats import PathsFrom
    from proofpack.model.layout import Layout
    from proofpack.site.build import Say

_STDERR = 2
_ESCAPE = f"\ufdd0{os.urandom(8).hex()}"
"""Stands for the escape character in what `style` gives: nobody who writes a text can know it."""
_TYPED = f"{__name__}.typed"
"""Where the words of the command line are kept."""
_LIKE_SECRET = re.compile(r"[0-9@=]")
"""What a word holds that may be a secret: most names hold none of it, and the rules take a while."""
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
        if not YEARS[0] <= day.year <= YEARS[1]:
            self.fail(f"found {day}; wanted a day from {YEARS[0]} to {YEARS[1]}.", param, ctx)
        return day


class NoProjectError(click.ClickException):
    """There is no project to work on; says what to do, in one line."""

    exit_code = Exit.UNREADABLE


class UnwrittenError(click.ClickException):
    """A report cannot be written; says so in one line."""

    exit_code = Exit.UNREADABLE

    def __init__(self, what: str, error: OSError | str) -> None:
        if isinstance(error, OSError):
            error = error.strerror or type(error).__name__
        super().__init__(f"cannot write {what}: {error}.")


class Project:
    """What the global options say, and the project that they lead to."""

    def __init__(self) -> None:
        self._options: dict[str, Any] = {}

    def take(self, name: str, value: Any) -> None:
        """Take in a global option, wherever on the line it stands.

        Raises:
            click.UsageError: it stands there twice, with different values.
        """
        if self._options.setdefault(name, value) != value:
            what = f"--{name} is given twice: {self._options[name]} and {value}."
            raise click.UsageError(what)

    @property
    def debug(self) -> bool:
        """Whether a fault of ours shows its traceback."""
        return "debug" in self._options

    @property
    def given_today(self) -> bool:
        """Whether the user has named the day."""
        return "today" in self._options

    @property
    def given(self) -> Path | None:
        """The folder that the user has named, or None."""
        return self._options.get("project")

    @cached_property
    def today(self) -> datetime.date:
        """The day to judge for."""
        day: datetime.date | None = self._options.get("today")
        return day or datetime.datetime.now(datetime.UTC).date()

    @cached_property
    def root(self) -> Path:
        """The folder of the project: that of `--project`, or the nearest from here upwards.

        Raises:
            NoProjectError: there is none.
        """
        from proofpack.project.root import find_root, missing

        if self.given:
            if lacks := ", ".join(missing(self.given)):
                what = f"{self.given} is no Proofpack project (missing: {lacks})."
                raise NoProjectError(f"{what} To start one there: proofpack init {self.given}")
            return self.given.resolve()
        root, passed = find_root(Path.cwd())
        others = [
            f"{from_here(path)} is of no Proofpack project"
            f" (missing beside it: {', '.join(missing(path.parent))})"
            for path in passed
        ]
        if root is None:
            what = "; ".join(["no Proofpack project in this folder or above it", *others])
            remedy = "Start one with proofpack init, or name the folder of one with --project."
            raise NoProjectError(f"{what}. {remedy}")
        for other in others:
            echo(f"{other}; {from_here(root)} is the project.", err=True)
        return root

    @cached_property
    def layout(self) -> Layout:
        """Where the parts of the project stand."""
        from proofpack.project.layout import layout

        return layout(self.root)

    def here(self, path: str) -> str:
        """Return a path of the project as seen from the current folder."""
        # An absolute path needs no project: a command that starts one may have nothing else to name.
        return from_here(Path(path) if Path(path).is_absolute() else self.root / path)

    def line(self, problem: Problem) -> str:
        """Return a problem as a line for a terminal."""
        return coloured(str(problem.moved(self.here)))

    def paths(self, start: PathsFrom) -> Callable[[str], str]:
        """Return what makes a path that counts from `start` of one that counts from the project."""
        from proofpack.project.root import repository_root

        if start == "here":
            return self.here
        top = self.root if start == "project" else repository_root(self.root) or self.root
        folder = self.root.relative_to(top)
        return lambda path: (folder / path).as_posix()


def from_here(path: Path) -> str:
    """Return an absolute path as seen from the current folder, with `/` on every system."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # on another drive
        return path.as_posix()


def guarded(command: Callable[..., None]) -> Callable[..., None]:
    """Turn problems into lines and an exit code, and a fault of ours into one line."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        project: Project = click.get_current_context().obj
        _print_what_is_logged()
        try:
            command(*args, **kwargs)
        except ProblemsError as error:
            fail(project, error)
        except KeyboardInterrupt:
            echo("Interrupted.", err=True)
            sys.exit(Exit.OUTSIDE)
        except click.exceptions.Exit:
            raise
        except click.ClickException as error:
            raise _visible(error) from None
        except Exception as error:
            if isinstance(error, OSError) and error.errno in NO_ROOM:
                raise UnwrittenError(visible(str(error.filename or "a file")), error) from None
            # A fault of ours: the reader gets one line, not a traceback.
            if project.debug:
                raise
            what = f"{type(error).__name__}: {error}".splitlines()[0]
            echo(f"proofpack: a fault of its own ({what}). Run again with --debug.", err=True)
            sys.exit(Exit.FAULT)

    return run


class _Terminal:
    """What a handler of the standard library's writes to, so that it comes out by `echo`."""

    def write(self, text: str) -> None:
        echo(text, err=True, nl=False)

    def flush(self) -> None:
        """Do nothing: `echo` has done it."""


def _print_what_is_logged() -> None:
    """Print what other rooms log, which print nothing themselves."""
    import logging  # takes a while, and the help needs it not

    log = logging.getLogger("proofpack")
    if not log.handlers:
        log.addHandler(logging.StreamHandler(_Terminal()))


def _visible(error: click.ClickException) -> click.ClickException:
    """Return a refusal whose words may repeat what was typed: click prints it, and not `echo`."""
    vars(error).update(message=visible(_without_credentials(error.message)))
    return error


def _without_credentials(text: str) -> str:
    """Return a message without secrets that somebody has typed: many read the logs of a pipeline."""
    context = click.get_current_context(silent=True)
    typed = context.meta.get(_TYPED, ()) if context else ()
    if not any(word in text for word in typed if _LIKE_SECRET.search(word)):
        return text
    from proofpack.project.shipped_rules import shipped_rules  # takes a while
    from proofpack.secrets import Secrets

    return Secrets.of(shipped_rules(())).redact(text)


def style(text: str, **how: Any) -> str:
    """Return a text with its colour, for `echo`. See `click.style`."""
    return click.style(visible(text), **how).replace("\x1b", _ESCAPE)


def echo(text: object = "", *, err: bool = False, nl: bool = True) -> None:
    """Print a text: the only way out to the terminal, on which nothing that is quoted moves a cursor.

    Args:
        text: what to print; of what is not to be seen, only what `style` has added passes as it is.
            Bytes are UTF-8, whose line ends stay as they are on every system.
        err: whether to print to the other stream.
        nl: whether to end the line.
    """
    if isinstance(text, bytes):
        click.echo(visible(text.decode()).encode(), err=err, nl=nl)
    else:
        click.echo(visible(str(text)).replace(_ESCAPE, "\x1b"), err=err, nl=nl)


def coloured(line: str) -> str:
    """Return the line of a problem with its place and its level set off; any other line as it is."""
    for level, colour in (("error", "red"), ("warning", "yellow"), ("note", "cyan")):
        if line.startswith(f"{level} "):
            return f"{style(level, fg=colour)}{line[len(level) :]}"
        place, mark, rest = line.partition(f": {level} ")
        if mark:
            return f"{style(place, bold=True)}: {style(level, fg=colour)} {rest}"
    return line


def show(project: Project, error: ProblemsError) -> None:
    """Print every problem, one a line, and a count."""
    for problem in error.problems:
        echo(_without_credentials(project.line(problem)), err=True)
    errors = sum(problem.level == "error" for problem in error.problems)
    files = {problem.place.path for problem in error.problems if not _is_argument(problem.place)}
    among = f" in {count(len(files), 'file')}" if files else ""
    echo(f"{count(errors, 'error')}{among}.", err=True)


def _is_argument(place: Place) -> bool:
    """Return whether a place is an option or a command; a file that a user named is a file."""
    return isinstance(place, Elsewhere) and not Path(place.path).exists()


def fail(project: Project, error: ProblemsError) -> NoReturn:
    """Print every problem and exit with the code of the most serious."""
    show(project, error)
    sys.exit(error.exit)


def _take(context: click.Context, option: click.Parameter, value: Any) -> None:
    project = context.ensure_object(Project)
    if value and option.name:
        project.take(option.name, value)


def _global_options() -> list[click.Parameter]:
    """Return the options that every command takes, before its name and after it."""
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    options: dict[str, dict[str, Any]] = {
        "--project": {
            "type": folder,
            "help": "Folder with mkdocs.yml and data/policy.yml. Default: the nearest, from here up.",
        },
        "--today": {"type": Day(), "help": "Judge dates for this day (UTC). Default: today."},
        "--debug": {
            "is_flag": True,
            "help": "Show a traceback for a fault of Proofpack's own.",
        },
    }
    return [
        click.Option([name], expose_value=False, callback=_take, **settings)
        for name, settings in options.items()
    ]


class _ProjectCommand(click.Command):
    """A command that takes the global options."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += _global_options()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the line. What is wrong with it is said without what moves a cursor."""
        ctx.meta.setdefault(_TYPED, tuple(args))
        try:
            return super().parse_args(ctx, args)
        except click.ClickException as error:
            raise _visible(error) from None


class _ProjectGroup(_ProjectCommand, click.Group):
    """A group whose commands and groups take the global options, as it does itself."""

    command_class = _ProjectCommand
    group_class = type

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command. What is none is said as what is wrong with the line."""
        try:
            return super().resolve_command(ctx, args)
        except click.ClickException as error:
            raise _visible(error) from None


@click.group(
    cls=_ProjectGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="No project yet? proofpack init FOLDER starts one.",
)
@click.version_option(__version__, prog_name="proofpack")
@click.pass_context
def cli(context: click.Context) -> None:
    """Build guides that can prove what they say, from YAML facts and Markdown prose."""
    if os.environ.get("NO_COLOR"):
        context.color = False


def main() -> None:
    """Run the command line. Where nobody reads its output any more, it ends as it would have ended."""
    collect_rarely()
    # Else pydantic looks through all that is installed for plugins of its own: a thirtieth of a build
    # after one edit.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    sys.stdout, sys.stderr = _patient(sys.stdout), _patient(sys.stderr)
    cli(prog_name="proofpack")


class _Patient(io.FileIO):
    """A stream whose reader may go away: what is written then is lost, and nothing else.

    What cannot be written for another reason, as on a full disk, is told once, where there is still a
    stream to tell it on.
    """

    _told = False

    def write(self, data: Any) -> int:
        try:
            return super().write(data) or 0
        except BrokenPipeError:
            return len(data)
        except OSError as error:
            # Python tries again to write what is left when it ends.
            if self._told or self.fileno() == _STDERR:
                return len(data)
            self._told = True
            raise UnwrittenError("the output", error) from None


def _patient(stream: TextIO | None) -> TextIO:
    """Return a standard stream that outlives its reader; as it is, where it is no file."""
    if stream is None:  # somebody closed it before we began
        return io.StringIO()
    try:
        raw = _Patient(stream.fileno(), "w", closefd=False)
    except (AttributeError, OSError):
        return stream
    stream.flush()
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=bool(stream.line_buffering),
    )


class Bar:
    """A progress bar on a terminal, gone when it is done; nothing elsewhere."""

    _width = 0

    def __enter__(self) -> Say:
        return self._show if sys.stderr.isatty() else lambda stage, done, of: None

    def _show(self, stage: str, done: int, of: int) -> None:
        done = min(done, of)  # an engine may make pages of its own
        filled = "#" * (_CELLS * done // max(of, 1))
        self._put(f"{stage} [{filled:.<{_CELLS}}] {done}/{of}")

    def _put(self, line: str) -> None:
        """Write over the last line, with blanks over what was longer."""
        click.echo(f"\r{visible(line):{self._width}}\r", err=True, nl=False)
        self._width = len(line)

    def __exit__(self, *_: object) -> None:
        if self._width:
            self._put("")
