"""The commands that work on filled worksheets: `worksheet list`, `new`, `check`, `export`, `diff`."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from proofpack.cli.app import Project, UnwrittenError, cli, coloured, echo, guarded, style
from proofpack.model.problems import Exit, Place, Problem, ProblemsError, in_order
from proofpack.text.characters import visible, visible_in
from proofpack.text.plural import count

if TYPE_CHECKING:
    from proofpack.model.library import Library
    from proofpack.model.records.rules import Rules
    from proofpack.worksheets.drift import Drift, DriftEntry
    from proofpack.worksheets.packet_file import PacketFile
    from proofpack.worksheets.packet_rules import PacketChecker

_FILE = click.Path(path_type=Path)
_SUPPORT = ("md", "text", "slack", "jira")
_RECORDS = ("yaml", "json")


@cli.group()
def worksheet() -> None:
    """Fill in worksheets, check what was filled in, and hand it over."""


@worksheet.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
@guarded
def list_(project: Project, as_json: bool) -> None:
    """List the worksheets of the project."""
    library, _ = _read(project)
    if as_json:
        rows = [
            {"id": known.id, "version": known.record.version, "title": known.record.title}
            | {"parts": [part.id for part in known.record.parts], "guides": list(known.guides)}
            for known in library.worksheets.values()
        ]
        _echo_json(rows)
        return
    width = max(map(len, library.worksheets), default=0)
    for known in library.worksheets.values():
        parts = count(len(known.record.parts), "part")
        echo(
            f"{known.id.ljust(width)}  version {known.record.version}, {parts}  {known.record.title}"
        )
        if known.guides:
            echo(f"{' ' * width}  in {', '.join(known.guides)}")


@worksheet.command()
@click.argument("worksheet_id", metavar="ID")
@click.option(
    "--format",
    "form",
    type=click.Choice(["yaml", "json"]),
    default="yaml",
    show_default=True,
    help="YAML says what each field takes.",
)
@click.option("--name", help="What the packet is called. Default: Packet 1, or as with --from.")
@click.option("--from", "source", type=_FILE, help="A packet whose answers it begins with.")
@click.option("--output", type=_FILE, help="Write to a new file. Default: the terminal.")
@click.pass_obj
@guarded
def new(
    project: Project,
    worksheet_id: str,
    form: str,
    name: str | None,
    source: Path | None,
    output: Path | None,
) -> None:
    """Print a blank packet of a worksheet, to be filled in with an editor.

    With --from it begins with the answers of another packet, which may be of another worksheet: then
    fields take what stands under their ids, or maps to the same attribute, and what has none is named.
    """
    from proofpack.project.worksheet_schema import WorksheetSchema
    from proofpack.worksheets.blank import blank
    from proofpack.worksheets.carry import carried
    from proofpack.worksheets.constants import FIRST_NAME
    from proofpack.worksheets.packet import fresh

    library, judge = _read(project)
    _known(library, worksheet_id)
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    schema = WorksheetSchema.of(library, worksheet_id)
    unmatched: list[str] = []
    if source:
        opened = _without_secrets(library, judge, source)
        before = opened.adopted.packet
        packet, unmatched = carried(schema, name or before["name"], now, opened.schema, before)
    else:
        packet = fresh(schema, name or FIRST_NAME, now)
    _put(blank(schema, form, packet), output)
    if unmatched:
        click.echo(f"No field here for {', '.join(map(visible, unmatched))}.", err=True)


@worksheet.command()
@click.argument("files", nargs=-1, required=True, type=_FILE, metavar="FILE...")
@click.option("--format", "voice", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
@guarded
def check(project: Project, files: tuple[Path, ...], voice: str) -> None:
    """Check packets, as JSON or YAML: secrets, and what is missing.

    Bodies that were pasted, and statements that name no source, are advice. The state of the guides does
    not matter; where the data is not valid, packets are searched for secrets alone.

    Exits with 0 if no error is found, 1 for errors, and 2 for a file that is no packet. No file is
    changed.
    """
    from proofpack.project.reader import ProjectReader
    from proofpack.secrets import redacted
    from proofpack.worksheets.packet_file import problems, searched, unread

    reader = ProjectReader(project.root)
    tree = reader.tree()
    snapshot = reader.snapshot(tree, project.today)
    library = snapshot.library or reader.without_pages(tree, project.today)
    judge = _checker(snapshot.rules)
    listed: list[Problem] = []
    for path in files:
        try:
            if library is None:
                listed += searched(judge.secrets, path, str(path), project.today)
            else:
                listed += problems(judge, _open(library, path), project.today)
        except ProblemsError as error:
            listed += redacted(judge.secrets, error.problems)
            listed += unread(judge.secrets, path, str(path), project.today)
    if library is None:
        # As seen from here, beside packets as they were named.
        listed += [
            problem.moved(project.here) for problem in (*snapshot.problems, _unjudged(project))
        ]
    if voice == "json":
        _echo_json([_as_json(problem) for problem in in_order(listed)])
    else:
        _tell(listed, len(files))
    sys.exit(ProblemsError(listed).exit)


@worksheet.command()
@click.argument("file", type=_FILE)
@click.option(
    "--for",
    "whom",
    type=click.Choice(["support", "records"]),
    help="support: messages and public fields. records: everything. Default: by the format.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice((*_SUPPORT, *_RECORDS)),
    help=f"For support {', '.join(_SUPPORT)}; for records {', '.join(_RECORDS)}. Default: the first.",
)
@click.option("--redact", is_flag=True, help="Put placeholders where secrets stand.")
@click.option("--output", type=_FILE, help="Write to a new file. Default: the terminal.")
@click.pass_obj
@guarded
def export(
    project: Project,
    file: Path,
    whom: str | None,
    form: str | None,
    redact: bool,
    output: Path | None,
) -> None:
    """Print a packet for support, or for our records. It waits while the packet holds a secret.

    For support: its messages and what else may leave, in plain words, and nothing internal. For our
    records: all of it, which can be read back.
    """
    from proofpack.project.load.text import MAXIMUM_BYTES
    from proofpack.worksheets.formats import RECORDS, SUPPORTS
    from proofpack.worksheets.progress import open_items

    form = _form(whom, form)
    library, judge = _read(project)
    opened = _without_secrets(library, judge, file, redact=redact)
    packet = opened.adopted.packet
    text = (SUPPORTS | RECORDS)[form](opened.schema, packet)
    _put(text, output)
    if form in RECORDS and len(text.encode()) > MAXIMUM_BYTES:
        click.echo("It is over 1 MiB and cannot be read back: shorten an answer.", err=True)
    if form in SUPPORTS:
        for part, items in open_items(opened.schema, packet):
            click.echo(f"Still open: {count(len(items), 'item')} of {part['title']}.", err=True)
        for finding in judge.judge(opened.schema, packet):
            if finding.rule == "rests-on-open":
                click.echo(f"Not said: {finding.what}.", err=True)


@worksheet.command()
@click.argument("file", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
@guarded
def diff(project: Project, file: Path, as_json: bool) -> None:
    """Show what has changed since a packet was made: worksheet, guides, facts and their quotes.

    Exits with 0 if nothing that matters has changed, else with 3.
    """
    from proofpack.worksheets.drift import drift
    from proofpack.worksheets.redact import redacted

    library, judge = _read(project)
    opened = _guarded_open(library, judge, file)
    changes = drift(library, opened.schema, opened.adopted)
    packet = redacted(judge, opened.schema, opened.adopted.packet)
    if as_json:
        _echo_json([_change(judge, change) for change in changes.changes])
    else:
        age = f"made {packet['made']}" if packet["made"] else "made at an unknown time"
        echo(
            f"{opened.schema.data['title']}, {packet['name']}: {age}, compared on {project.today}."
        )
        _tell_changes(judge, changes)
    sys.exit(Exit.OUTSIDE if changes.matters else Exit.CLEAN)


@worksheet.command()
@click.argument("worksheet_id", metavar="ID")
@click.pass_obj
@guarded
def schema(project: Project, worksheet_id: str) -> None:
    """Print the JSON Schema of the packets of a worksheet."""
    from proofpack.project.worksheet_schema import WorksheetSchema
    from proofpack.worksheets.schema import schema as json_schema

    library, _ = _read(project)
    _known(library, worksheet_id)
    _echo_json(json_schema(WorksheetSchema.of(library, worksheet_id)))


def _echo_json(data: object) -> None:
    echo(json.dumps(visible_in(data), indent=2, ensure_ascii=False))


def _read(project: Project) -> tuple[Library, PacketChecker]:
    from proofpack.project.reader import ProjectReader

    reader = ProjectReader(project.root)
    _, library = reader.read(project.today)
    return library, _checker(reader.rules)


def _checker(rules: Sequence[Rules]) -> PacketChecker:
    from proofpack.worksheets.packet_rules import PacketChecker

    return PacketChecker.of(rules)


def _unjudged(project: Project) -> Problem:
    """Return what is said of packets in a project that cannot be built."""
    what = "packets were searched for secrets alone, because the project cannot be built"
    remedy = "Fix the errors, and check again."
    return Problem(Place(project.layout.data), "not-judged", "", what, remedy, "warning")


def _known(library: Library, name: str) -> None:
    """Refuse a name that no worksheet has."""
    from proofpack.model.records.base import did_you_mean

    if name not in library.worksheets:
        remedy = did_you_mean(name, library.worksheets)
        raise click.UsageError(f'no worksheet is called "{name}". {remedy}'.rstrip())


def _open(library: Library, path: Path) -> PacketFile:
    from proofpack.worksheets.packet_file import open_packet

    return open_packet(library, path, str(path))


def _guarded_open(library: Library, judge: PacketChecker, path: Path) -> PacketFile:
    """Read a packet. What is wrong with it is said without repeating a secret."""
    from proofpack.secrets import redacted

    try:
        return _open(library, path)
    except ProblemsError as error:
        raise _of_packets(redacted(judge.secrets, error.problems)) from None


def _without_secrets(
    library: Library, judge: PacketChecker, path: Path, *, redact: bool = False
) -> PacketFile:
    """Read a packet that goes on elsewhere. While a secret stands in it, it does not."""
    from proofpack.worksheets.packet_file import holding, redacted_file

    opened = _guarded_open(library, judge, path)
    if redact:
        opened = redacted_file(judge, opened)
    if problems := holding(judge, opened):
        raise _of_packets(problems)
    return opened


def _of_packets(problems: Iterable[Problem]) -> ProblemsError:
    """Return what is wrong with packets, which stand where their user said, not in the project."""
    return ProblemsError(problem.elsewhere() for problem in problems)


def _form(whom: str | None, form: str | None) -> str:
    """Return the format that is meant."""
    known = {"support": _SUPPORT, "records": _RECORDS}[whom] if whom else (*_SUPPORT, *_RECORDS)
    if form and form not in known:
        raise click.UsageError(f"{form} is no format for {whom}. Wanted: {', '.join(known)}.")
    return form or known[0]


def _put(text: str, output: Path | None) -> None:
    """Print a text, or write it to a file that is not there yet."""
    if output is None:
        echo(text, nl=False)
        return
    try:
        file = output.open("x", encoding="utf-8", newline="")
    except FileExistsError:
        what = "it is there already, and no packet is overwritten"
        raise UnwrittenError(str(output), what) from None
    except OSError as error:
        raise UnwrittenError(str(output), error) from None
    try:
        with file:
            file.write(visible(text))
    except OSError as error:
        output.unlink(missing_ok=True)
        raise UnwrittenError(str(output), error) from None


def _tell(problems: list[Problem], files: int) -> None:
    for problem in in_order(problems):
        echo(coloured(str(problem)))
    errors = sum(problem.level == "error" for problem in problems)
    warnings = len(problems) - errors
    counts = f"{count(errors, 'error')}, {count(warnings, 'warning')}"
    echo(
        f"{counts}; {count(files, 'packet')} checked. Common shapes of secrets are found, not all."
    )


def _as_json(problem: Problem) -> dict[str, object]:
    place = {"path": problem.place.path, "line": problem.place.line, "column": problem.place.column}
    rest = {"rule": problem.rule, "level": problem.level, "key": problem.key, "what": problem.what}
    return place | rest | {"remedy": problem.remedy}


def _change(judge: PacketChecker, entry: DriftEntry) -> dict[str, object]:
    redact = judge.secrets.redact
    head = {"kind": entry.kind, "name": redact(entry.name), "what": redact(entry.what)}
    return head | {"then": redact(entry.then), "now": redact(entry.now), "matters": entry.matters}


def _tell_changes(judge: PacketChecker, drift: Drift) -> None:
    for change in drift.changes:
        shown = _change(judge, change)
        mark = "" if change.matters else " (for your information)"
        echo(f"\n{change.kind} {style(str(shown['name']), bold=True)}: {shown['what']}{mark}")
        if shown["then"]:
            echo(f"  then  {shown['then']}")
        if shown["now"]:
            echo(f"  now   {shown['now']}")
    (facts, same_facts), (guides, same_guides) = drift.facts, drift.guides
    kept_of = (
        f"{same_facts} of {count(facts, 'fact')} and {same_guides} of {count(guides, 'guide')}"
    )
    echo()
    echo(f"{kept_of} are as they were.")
