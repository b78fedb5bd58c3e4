"""The commands that judge a project: `check`, `rules`, `baseline`."""

from __future__ import annotations

import datetime
import gc
import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from proofpack.check.formats import FORMATS, PATHS, format_result
from proofpack.cli.app import (
    Day,
    NoProjectError,
    Project,
    UnwrittenError,
    cli,
    coloured,
    echo,
    fail,
    guarded,
    style,
)
from proofpack.model.problems import (
    Elsewhere,
    Exit,
    Place,
    ProblemsError,
    cannot_write,
    unreadable,
)
from proofpack.text.characters import visible
from proofpack.text.plural import count

if TYPE_CHECKING:
    from proofpack.check.run import CheckResult, FailOn
    from proofpack.model.documents import Tree
    from proofpack.util.kept import Kept


@cli.command()
@click.option("--only", multiple=True, metavar="RULE", help="Only these rules; may be repeated.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="error",
    show_default=True,
    help="From which level on to exit with something other than 0.",
)
@click.option(
    "--ignore-stale",
    is_flag=True,
    help="Report what only time or the outside world has brought, and do not fail for it.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    help="How to report. Default: text; in GitHub Actions, github.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write the report to a file, and lines to the terminal.",
)
@click.option("--all", "every_place", is_flag=True, help="A line for each finding, not each cause.")
@click.option("--no-cache", is_flag=True, help="Judge every file anew, as where CI is set.")
@click.option("--fix", is_flag=True, help="First put right what has one right answer.")
@click.option("--diff", is_flag=True, help="With --fix: print the difference, and change nothing.")
@click.pass_obj
@guarded
def check(
    project: Project,
    only: tuple[str, ...],
    fail_on: FailOn,
    ignore_stale: bool,
    format_name: str | None,
    output: Path | None,
    every_place: bool,
    no_cache: bool,
    fix: bool,
    diff: bool,
) -> None:
    """Judge the whole project: what changed, what cannot be supported, what is due.

    Tells each cause once: what must be fixed, what changed, what is due. Exits with 0 if clean, 1 for
    findings in what is written, 2 for files that cannot be read, and 3 if only time or the outside world
    is at fault.
    """
    from proofpack.check.run import check as run_check

    _known(project, only, "--only")
    if diff and not fix:
        raise click.UsageError("--diff belongs to --fix.")
    if fix:
        _fix(project, diff)
    with _uncollected():
        kept = None if no_cache or os.environ.get("CI") else _kept(project.root)
        result = run_check(project.root, project.today, only, fail_on, ignore_stale, kept)
    format_name = format_name or (
        "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"
    )
    text = _report(project, format_name, result, every_place)
    if output:
        _write(output, text)
        text = _report(project, "text", result, every_place)
    lines = format_name == "text" or output is not None
    echo(_coloured(text) if lines else text, nl=False)
    if format_name == "github":
        _summarise(project, result)
    if lines and not only and sys.stdout.isatty():
        echo(_news(project, result), nl=False)
    sys.exit(result.exit)


@cli.command()
@click.argument("rule", required=False)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "markdown"]),
    default="text",
    show_default=True,
)
@click.pass_obj
@guarded
def rules(project: Project, rule: str | None, format_name: str) -> None:
    """List the rules of `check`, or show the manual page of one."""
    from proofpack.check.rule_docs import pages, reference

    tree = _tree(project)
    if format_name == "markdown":
        echo(reference(tree), nl=False)
        return
    known = {page.id: page for page in pages(tree)}
    if rule:
        _known(project, (rule,), "RULE")
        page = known[rule]
        echo(f"{style(page.id, bold=True)} ({page.level})\n\n{page.text}")
        return
    width = max(map(len, known))
    group = ""
    for page in known.values():
        if page.group != group:
            echo(style(f"{'' if not group else chr(10)}{page.group}", bold=True))
            group = page.group
        echo(f"  {page.id.ljust(width)}  {page.level:15}  {page.summary}")


@cli.command()
@click.argument("guide", required=False)
@click.option("--changed-since", metavar="REV", help="What a branch bears on, since it left REV.")
@click.pass_obj
@guarded
def review(project: Project, guide: str | None, changed_since: str | None) -> None:
    """Prepare the review of GUIDE: what changed, what has lapsed, what to verify, what to edit.

    With --changed-since, list the guides and facts that a branch bears on, for a pull request.
    """
    from proofpack.check.changes import touched
    from proofpack.check.review import bearing
    from proofpack.check.review import review as prepare
    from proofpack.check.run import check as run_check
    from proofpack.model.records.base import did_you_mean
    from proofpack.project.reader import ProjectReader
    from proofpack.refresh.cache import Cache
    from proofpack.secrets.masking import mask_of

    if (guide is None) == (changed_since is None) or changed_since == "":
        raise click.UsageError("wanted a guide, or --changed-since REV.")
    reader = ProjectReader(project.root)
    library = reader.read(project.today)[1]
    if changed_since is not None:
        echo(bearing(library, touched(project.root, changed_since)), nl=False)
        return
    assert guide
    name = guide.removesuffix(".md").rpartition("/")[2]
    if name not in library.guides:
        what = f'no guide is called "{guide}"'
        place, remedy = Place(project.layout.docs), did_you_mean(guide, library.guides)
        raise ProblemsError([unreadable(place, "unknown-id", what, remedy)])
    findings = run_check(project.root, project.today).problems
    cache = Cache(reader.folder / "pages")
    mask = mask_of(reader.rules)
    echo(prepare(library, library.guides[name], findings, cache.text, mask), nl=False)


@cli.command()
@click.option(
    "--until", type=Day(), required=True, help="The last day on which they are let through."
)
@click.option("--reason", required=True, help="Why they are not fixed now.")
@click.pass_obj
@guarded
def baseline(project: Project, until: datetime.date, reason: str) -> None:
    """Let what fails today through until a day, so that what is new fails from now on.

    Writes data/baseline.yml: an entry for each finding in its words, added to those that are there. What
    no baseline lets through is named: secrets, and files that cannot be read or are not valid.
    """
    from proofpack.check.baseline import dump, renewed
    from proofpack.check.run import check as run_check
    from proofpack.project.locked import locked
    from proofpack.project.reader import ProjectReader
    from proofpack.util.atomic_swap import replace

    if until <= project.today:
        raise click.BadParameter("wanted a day after today.", param_hint="--until")
    if not reason.strip():
        raise click.BadParameter("wanted a sentence.", param_hint="--reason")
    reader = ProjectReader(project.root)
    path = project.root / project.layout.of_data("baseline.yml")
    with locked(reader.folder, "baseline"):
        result = run_check(project.root, project.today)
        reason = " ".join(reason.split())
        known = renewed(result.baseline, result.shown, project.today, until, reason)
        if result.shown:
            try:
                replace(path, dump(known).encode())
            except OSError as error:
                raise cannot_write(path, error) from None
    where, number = project.here(project.layout.of_data("baseline.yml")), len(set(result.shown))
    echo(f"Let through until {until}: {count(number, 'entry')}{f', in {where}' if number else ''}.")
    if result.barred:
        echo("No baseline lets these through:", err=True)
        fail(project, ProblemsError(result.barred))


def _fix(project: Project, diff: bool) -> None:
    """Put right what has one right answer, and say what it was; or print the difference, and end."""
    from proofpack.check.fix import fixes, write
    from proofpack.project.locked import locked
    from proofpack.project.reader import ProjectReader
    from proofpack.secrets import Secrets

    reader = ProjectReader(project.root)
    if diff:
        tree = reader.tree()
        files = fixes(tree, reader.snapshot(tree, project.today).problems)
        secrets = Secrets.of(reader.rules)
        echo("".join(secrets.redact(file.diff) for file in files), nl=False)
        sys.exit(Exit.FINDINGS if files else Exit.CLEAN)
    with locked(reader.folder, "check --fix"):
        tree = reader.tree()
        files = fixes(tree, reader.snapshot(tree, project.today).problems)
        try:
            write(project.root, files)
        except OSError as error:
            raise UnwrittenError("what was fixed", error) from None
    for edit in (edit for file in files for edit in file.edits):
        moved = edit._replace(place=edit.place.moved(project.here))
        echo(str(moved), err=True)


def _report(project: Project, format_name: str, result: CheckResult, every_place: bool) -> str:
    return format_result(format_name, _moved(project, format_name, result), every_place)


def _moved(project: Project, format_name: str, result: CheckResult) -> CheckResult:
    return result.moved(project.paths(PATHS[format_name]))


def _write(path: Path, text: str) -> None:
    """Write a report, or refuse in a line; what stood there stays until all of it is written."""
    from proofpack.util.atomic_swap import replace

    try:
        path.parent.stat()  # nobody asked for a folder
        replace(path.resolve(), visible(text).encode("utf-8", "replace"))
    except OSError as error:
        raise UnwrittenError(str(path), error) from None


def _summarise(project: Project, result: CheckResult) -> None:
    """Append the report as Markdown to the summary of the job, where there is one."""
    from proofpack.check.formats.github import job_summary

    path = Path(os.environ.get("GITHUB_STEP_SUMMARY", ""))
    if path.is_file():
        report = job_summary(_moved(project, "markdown", result), path.stat().st_size)
        try:
            with path.open("a", encoding="utf-8", errors="replace") as file:
                file.write(visible(report))
        except OSError as error:
            raise UnwrittenError(str(path), error) from None


def _kept(root: Path) -> Kept:
    """Return what the last check has kept of a project in the folder of its user, if there is one.

    Whoever could write it could hide findings: so it lies in no project, where a branch could bring it.
    """
    from proofpack.site.theme import layer
    from proofpack.util.kept import Kept, program

    caches = Path(os.environ.get("XDG_CACHE_HOME", ""))
    try:
        folder = (caches if caches.is_absolute() else Path.home() / ".cache").resolve()
        place = root.resolve()
    except (OSError, RuntimeError):
        return Kept()
    if folder.is_relative_to(place):
        return Kept()
    name = hashlib.sha256(os.fsencode(place)).hexdigest()[:32]
    by = f"{program(Path(__file__).parents[1], layer())} {place}"
    return Kept.read(folder / "proofpack" / "check" / f"{name}.json", by)


def _news(project: Project, result: CheckResult) -> str:
    from proofpack.check.news import news
    from proofpack.project.reader import ProjectReader

    path = ProjectReader(project.root).folder / "last-check.json"
    return news(path, result.problems, project.paths("here"))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no cycles meanwhile: a judgement makes a million objects and keeps nearly all of them.

    To look for what could be freed among them takes a tenth of the time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _coloured(text: str) -> str:
    return "".join(coloured(line) for line in text.splitlines(keepends=True))


def _tree(project: Project) -> Tree | None:
    """Return what was read of the project, or None where there is none."""
    from proofpack.project.load import load

    try:
        return load(project.root)
    except (ProblemsError, NoProjectError):
        return None


def _known(project: Project, names: tuple[str, ...], given: str) -> None:
    """Refuse names that are no rules, by what they were given as."""
    from proofpack.check.rule_docs import pages
    from proofpack.model.records.base import did_you_mean

    known = {page.id for page in pages(_tree(project))} if names else set()
    wrong = [
        unreadable(
            Elsewhere(given),
            "unknown-id",
            f'no rule is called "{name}"',
            did_you_mean(name, known),
        )
        for name in names
        if name not in known
    ]
    if wrong:
        raise ProblemsError(wrong)
