"""The commands that bring home what pages say: `refresh`, `stamp`, `ledger merge`."""

from __future__ import annotations

import math
import os
import re
import shlex
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from proofpack.cli.app import Bar, Project, cli, echo, from_here, guarded, style
from proofpack.text.plural import count

if TYPE_CHECKING:
    from proofpack.model.library import Library
    from proofpack.refresh.commands.patch import QuotePatch
    from proofpack.refresh.commands.refresh import RefreshRun
    from proofpack.refresh.fetch import Proxy
    from proofpack.refresh.run import ReadingOptions


_DEFAULT = click.core.ParameterSource.DEFAULT


class _SystemClock:
    """The time of this machine, which only goes forwards."""

    def now(self) -> float:
        """Return seconds since some moment in the past."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Come back after so many seconds."""
        time.sleep(seconds)


class _Seconds(click.FloatRange):
    """A number of seconds; `nan` is within no range, and compares as if it were."""

    def convert(self, value: Any, param: Any, ctx: Any) -> float:
        """Return the seconds."""
        seconds = super().convert(value, param, ctx)
        if not math.isfinite(seconds):
            self.fail(f"{value} is no number of seconds.", param, ctx)
        return seconds


class _ShardOption(click.ParamType[tuple[int, int]]):
    """One job of several: `K/N`."""

    name = "K/N"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[int, int]:
        """Return K and N."""
        if isinstance(value, tuple):
            return value
        match = re.fullmatch(r"([1-9]\d{0,3})/([1-9]\d{0,3})", value)
        if not match or int(match[1]) > int(match[2]):
            self.fail(f'found "{value}"; wanted K/N with K from 1 to N, such as 2/8.', param, ctx)
        return int(match[1]), int(match[2])


class _ProxyOption(click.ParamType["Proxy"]):
    """The URL of a proxy. What it holds may be a password, so no message repeats it."""

    name = "URL"

    def convert(self, value: Any, param: Any, ctx: Any) -> Proxy:
        """Return the proxy."""
        from proofpack.refresh.fetch import Proxy, UrlError, read_proxy

        if isinstance(value, Proxy):
            return value
        try:
            return read_proxy(value)
        except UrlError as error:
            self.fail(f"{error}; wanted http://HOST:PORT, with or without USER:PASSWORD@.", param)


@cli.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--only-due", is_flag=True, help="Only pages that policy.yml says are due.")
@click.option("--twice", is_flag=True, help="Read each page twice: which change by themselves?")
@click.option("--dry-run", is_flag=True, help="Read and report; write nothing.")
@click.option("--shard", type=_ShardOption(), help="Read the hosts of job K of N alone.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="How to report; Markdown suits a pull request.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--patch",
    is_flag=True,
    help="Print a diff of the source packs that takes the new words of lost quotes, and no report.",
)
@click.option("--prune", is_flag=True, help="Drop from the ledger what the project has no more.")
@click.option(
    "--allow-private",
    is_flag=True,
    help="Read from private and loopback addresses too: for intranets and tests.",
)
@click.option(
    "--authorities",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A PEM file of certificate authorities to trust besides the usual ones.",
)
@click.option(
    "--proxy",
    type=_ProxyOption(),
    help="Ask for all pages through this HTTP proxy; then only its own address is checked.",
)
@click.option(
    "--deadline",
    type=_Seconds(0.1, 600),
    default=30.0,
    show_default=True,
    help="Seconds that one page may take, from its name to its last byte.",
)
@click.pass_obj
@guarded
def refresh(
    project: Project,
    sources: tuple[str, ...],
    only_due: bool,
    twice: bool,
    dry_run: bool,
    shard: tuple[int, int] | None,
    output_format: str,
    as_json: bool,
    patch: bool,
    prune: bool,
    allow_private: bool,
    authorities: Path | None,
    proxy: Proxy | None,
    deadline: float,
) -> None:
    """Read the documented pages, and stamp what they still say.

    A date moves only when the page was read as the document it is; a quote's date only when its
    words stand there. Exits with 3 if a quote is lost or a page could not be read.
    """
    from proofpack.refresh.commands.refresh import RefreshOptions
    from proofpack.refresh.commands.refresh import refresh as read_pages
    from proofpack.refresh.plan import Shard, SourceSelection

    if patch and (
        as_json or click.get_current_context().get_parameter_source("output_format") != _DEFAULT
    ):
        raise click.UsageError(
            "--patch prints a diff and no report: leave out --format and --json."
        )
    _tell_proxy(proxy)
    if project.given_today:
        echo(f"The day of these readings is {project.today}, from --today.", err=True)
    if allow_private:
        echo("Private and loopback addresses are allowed in this run.", err=True)
    if authorities:
        _check_authorities(authorities)
    selection = SourceSelection(sources, only_due, Shard(*shard) if shard else None)
    options = RefreshOptions(selection, dry=dry_run, prune=prune, patch=patch)
    reading_options = _reading_options(twice, allow_private, authorities, proxy, deadline)
    with Bar() as progress:
        run = read_pages(project.root, project.today, options, reading_options, progress)
    for warning in run.warnings:
        echo(project.line(warning), err=True)
    if run.patch:
        _show_patch(project, run, run.patch, dry_run)
    else:
        _show(project, run, dry_run, "json" if as_json else output_format)
    if run.fault and project.debug:
        raise run.fault
    sys.exit(run.exit)


def _tell_proxy(proxy: Proxy | None) -> None:
    """Say that pages come through a proxy, or that the one which the environment names is not used."""
    from proofpack.refresh.fetch import proxies_of

    ignored = proxies_of(os.environ)
    if proxy:
        what = f"Pages are asked for through the proxy {proxy.shown}."
        echo(f"{what} Its address is checked, those of the pages are not.", err=True)
    elif ignored:
        what = f"The proxy in {' and '.join(ignored)} is not used; --proxy URL uses one."
        echo(what, err=True)


def _check_authorities(path: Path) -> None:
    import ssl

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(path)
    except OSError:  # SSLError is one
        what = f"{path.name} holds no certificates; wanted a PEM file."
        raise click.BadParameter(what, param_hint="--authorities") from None


def _reading_options(
    twice: bool,
    allow_private: bool,
    authorities: Path | None,
    proxy: Proxy | None,
    deadline: float,
) -> Callable[[Library], ReadingOptions]:
    """Return what makes, from the policy, how to read."""

    def make(library: Library) -> ReadingOptions:
        from proofpack import __version__
        from proofpack.refresh.fetch import FetchPolicy, Limits, fetchers
        from proofpack.refresh.run import ReadingOptions

        contact = library.policy.contact
        policy = FetchPolicy(
            agent=f"Proofpack/{__version__}" + (f" (+{contact})" if contact else ""),
            allow_private=allow_private,
            authorities=authorities,
            limits=Limits(deadline_seconds=deadline),
            proxy=proxy,
        )
        return ReadingOptions(
            library.policy.reading.connections, twice, fetchers(policy, _SystemClock())
        )

    return make


def _show(project: Project, run: RefreshRun, dry: bool, output_format: str) -> None:
    from proofpack.refresh import report

    if output_format == "json":
        echo(report.as_json(run, dry))
    elif output_format == "markdown":
        echo(report.as_markdown(run, dry), nl=False)
    else:
        _table(report.rows(run))
        _lost(report.lost(run))
        for source, advice in report.sections(run):
            echo(f"{style(source, bold=True)}: {advice}")
        for line in report.changed(run):
            echo(f"{style('changed', bold=True)}  {line}")
        for line in report.closing(run, dry, project.here(project.layout.ledger)):
            echo(line)
        if (waiting := report.waiting(run)) and not (dry or run.offline):
            echo(f"\nIf what changed leaves the facts true:\n  {report.accepting(waiting)}")


def _show_patch(project: Project, run: RefreshRun, patch: QuotePatch, dry: bool) -> None:
    """Print a diff and nothing else; what there is to say goes to the other stream."""
    from proofpack.refresh import report

    click.echo(
        patch.diff, nl=False
    )  # bytes, to be applied as they are; packs hold nothing that hides
    for fact, why in patch.left:
        echo(f"{fact}: not in the patch: {why}.", err=True)
    for line in report.closing(run, dry, project.here(project.layout.ledger)):
        echo(line, err=True)
    if patch.taken:
        echo(
            f"The patch takes new words for {', '.join(patch.taken)}."
            " See whether each fact still says what they say, then apply it:"
            f" git -C {shlex.quote(from_here(patch.folder))} apply",
            err=True,
        )
    else:
        echo("Nothing to patch.", err=True)


def _table(rows: list[Any]) -> None:
    """Print one line a source, its columns as wide as they need to be."""
    head = ("source", "outcome", "quotes", "accessed", "")
    cells = [(row.source, row.outcome, row.quotes, row.accessed, row.note) for row in rows]
    widths = [max(map(len, column)) for column in zip(head, *cells, strict=True)]
    if cells:
        titles = "  ".join(cell.ljust(width) for cell, width in zip(head, widths, strict=True))
        echo(style(titles.rstrip(), bold=True))
    for row, line in zip(rows, cells, strict=True):
        shown = [cell.ljust(width) for cell, width in zip(line, widths, strict=True)]
        shown[1] = style(shown[1], fg="green" if row.good else "yellow")
        echo("  ".join(shown).rstrip())
    if cells:
        echo()


def _lost(facts: list[Any]) -> None:
    """Print what a person should look at."""
    from proofpack.text.difference import marked

    for fact in facts:
        echo(f"{style(fact.fact, bold=True)}: {fact.what}")
        like = f"  ({fact.likeness} % alike)" if fact.likeness else ""
        texts = (
            ("we rely on", fact.quote),
            ("now there", f"{fact.nearest}{like}" if fact.nearest else ""),
            ("differs", ", ".join(fact.differences)),
            ("before", fact.before),
        )
        for label, text in texts:
            if text:
                margin = f"  {label:10}  "
                wrapped = textwrap.fill(text, 96, initial_indent=margin, subsequent_indent=" " * 14)
                echo(wrapped)
        if fact.same:
            echo(f"  {'changed':10}  the same as around {fact.same}")
        for label, was, now in fact.changes:
            margin = f"  {label:10}  "
            text = marked(was, now)
            echo(textwrap.fill(text, 96, initial_indent=margin, subsequent_indent=" " * 14))
        echo()


@cli.command()
@click.argument("source")
@click.option("--by", "who", required=True, help="Your initials, or your role.")
@click.option(
    "--fact", "confirmed", multiple=True, metavar="ID", help="A fact whose words you found."
)
@click.option("--lost", multiple=True, metavar="ID", help="A fact whose words are not there.")
@click.pass_obj
@guarded
def stamp(
    project: Project, source: str, who: str, confirmed: tuple[str, ...], lost: tuple[str, ...]
) -> None:
    """Record that you have read the page of SOURCE, which no program can read.

    The site then shows the day, and that a person read it. Facts count only if you name them.
    """
    from proofpack.refresh.commands.stamp import stamp as record_reading

    prefix = f"{source}."
    contradictory = sorted(
        {name.removeprefix(prefix) for name in confirmed}
        & {name.removeprefix(prefix) for name in lost}
    )
    if contradictory:
        raise click.UsageError(f"{', '.join(contradictory)}: found and lost at once.")
    facts = dict.fromkeys(confirmed, True) | dict.fromkeys(lost, False)
    library = record_reading(project.root, project.today, source, who, facts)
    quotes = library.sources[source].quotes
    found_now = f"; {quotes} quotes found" if quotes.total else ""
    echo(f"{source}: read by {who} on {project.today}{found_now}.")


@cli.command()
@click.argument("names", nargs=-1, required=True, metavar="FACT|SOURCE...")
@click.option("--by", "who", required=True, help="Your initials, or your role.")
@click.pass_obj
@guarded
def accept(project: Project, names: tuple[str, ...], who: str) -> None:
    """Accept what has changed around the quotes of facts that still hold.

    A quote stands on its page, but its sentence, its heading, its row or a notice near it is another
    than the one that was accepted. Read it, and accept it here; or correct the fact. `refresh` prints
    the command for all that wait, each fact with the passage that it read.
    """
    from proofpack.refresh.commands.accept import accept as accept_passages

    facts = accept_passages(project.root, project.today, who, names)
    for fact in facts:
        echo(f"{fact.ref}: accepted by {who}; confirmed on {fact.confirmed}.")


@cli.group()
def ledger() -> None:
    """Join ledgers that jobs or branches wrote."""


@ledger.command()
@click.argument(
    "files",
    nargs=-1,
    metavar="[FILE]...",
    type=click.Path(exists=True, path_type=Path),
)
@click.option(
    "--into",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The ledger that takes them in. Default: that of the project.",
)
@click.option("--prune", is_flag=True, help="Leave out what the project has no more.")
@click.option(
    "--name",
    metavar="PATH",
    help="What to call the ledger, where git hands it over under another name.",
)
@click.pass_obj
@guarded
def merge(
    project: Project, files: tuple[Path, ...], into: Path | None, prune: bool, name: str | None
) -> None:
    """Join ledgers, in any order, with the same result.

    Without FILE, resolve the merge conflict in the ledger of the project: what both sides know is kept.
    """
    from proofpack.refresh.commands.merge import merge as join

    target = into or Path(project.here(project.layout.ledger))
    if not (files or target.exists()):
        raise click.UsageError(f"there is no {target}, and no FILE is named.")
    merged = join(project.root, files, target, prune, name)
    called = name or target
    what = f"Wrote {called}" if merged.changed else f"{called} stays as it was"
    joined = f"Joined {count(len(files), 'ledger')}"
    if merged.resolved:
        listed = ", ".join(map(str, dict.fromkeys(merged.resolved)))
        joined = f"Joined both sides of the conflict in {listed}"
    elif not files:
        joined = "No merge conflict"
    echo(f"{joined}: {count(merged.sources, 'source')}. {what}.")
    if merged.dropped:
        echo(f"Dropped from it: {', '.join(merged.dropped)}.")
    if target in merged.resolved:
        echo(f"Then: git add {target}")
