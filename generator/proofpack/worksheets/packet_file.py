"""A packet file, read and judged: every fault in one pass, each with its place."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from proofpack.model.documents import KeyPath, Nodes
from proofpack.model.library import Library
from proofpack.model.problems import Place, Problem, ProblemsError, in_order
from proofpack.model.records.base import did_you_mean
from proofpack.project.load.text import MAXIMUM_BYTES, decode_whatever, read_bytes
from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.secrets import Secrets, scan, walk
from proofpack.worksheets.adopt import Adopted, adopt
from proofpack.worksheets.packet_rules import PacketChecker, PacketFinding
from proofpack.worksheets.read import read_text
from proofpack.worksheets.redact import redacted
from proofpack.worksheets.verdicts import path_of, verdicts

_STEP = re.compile(r"([^.\[\]]+)|\[([0-9]+)\]")


class PacketFile(Struct, frozen=True):
    """One file that was read.

    Attributes:
        name: what problems call it.
        text: as it stands in the file.
        nodes: its raw data, with places.
        schema: the worksheet of today.
        adopted: the packet, fitted to that.
    """

    name: str
    text: str
    nodes: Nodes
    schema: WorksheetSchema
    adopted: Adopted


def open_packet(library: Library, path: Path, name: str) -> PacketFile:
    """Read a packet, and fit it to its worksheet.

    Args:
        library: the project on one day.
        path: where the file stands.
        name: what problems call it.

    Raises:
        ProblemsError: it cannot be read, is no packet, or names no worksheet of the project.
    """
    text, nodes = read_text(path, name)
    worksheet = nodes.data["worksheet"].strip()
    if worksheet not in library.worksheets:
        what = f'no worksheet is called "{worksheet}"'
        remedy = did_you_mean(worksheet, library.worksheets)
        place = nodes.place(("worksheet",))
        raise ProblemsError([Problem(place, "unknown-id", "worksheet", what, remedy)])
    schema = WorksheetSchema.of(library, worksheet)
    return PacketFile(name, text, nodes, schema, adopt(schema, nodes.data))


def problems(judge: PacketChecker, file: PacketFile, today: datetime.date) -> tuple[Problem, ...]:
    """Return everything that is wrong with a packet file, in order of its lines.

    Secrets are looked for in the file as it is written as well: in its comments, keys and name.

    Args:
        judge: the rules of the project.
        file: the file.
        today: the day.
    """
    findings = judge.judge(file.schema, file.adopted.packet)
    by_digest = {finding.digest: finding for finding in findings if finding.holds}
    waived = {finding.digest for finding in findings if finding.digest} - by_digest.keys()
    written = []
    for problem in in_files(judge.secrets, file, today):
        # What was said to be no secret where it stands is none in the text of the file either.
        if any(digest in problem.what for digest in waived):
            continue
        there = (finding for digest, finding in by_digest.items() if digest in problem.what)
        excuse = next((_excuse(judge, finding) for finding in there), "")
        written.append(problem._replace(remedy=problem.remedy + excuse))
    known = " ".join(problem.what for problem in written)
    new = [finding for finding in findings if not finding.digest or finding.digest not in known]
    reported = [*written, *(_problem(judge, file, finding) for finding in new)]
    return in_order([*reported, *_documented(file)])


def _documented(file: PacketFile) -> Iterator[Problem]:
    """Yield what the tables of the worksheet say about the answers, each row beside the last of them."""
    for verdict in verdicts(file.schema, file.adopted.packet):
        bound = file.schema.verdicts[verdict["table"]]
        (*_, last) = [asked for asked in bound["inputs"] if asked["id"] in verdict["about"]]
        at = path_of(last["at"], bound["group"], verdict["entry"])
        for row in bound["rows"]:
            if row["id"] in verdict["rows"]:
                what = f"{row['title']}: {row['words']} ({row['standing']})"
                yield Problem(_place(file, at), "documented", at, what, row["said"], "note")


def in_files(secrets: Secrets, file: PacketFile, today: datetime.date) -> Iterator[Problem]:
    """Yield the secrets of a file as it is written, and of the values in it."""
    return scan(secrets, {file.name: file.text}, walk(file.nodes), (), today)


def searched(secrets: Secrets, path: Path, name: str, today: datetime.date) -> Iterator[Problem]:
    """Return the secrets of a packet of which the worksheet is not known.

    Args:
        secrets: the rules of the project.
        path: where the file stands.
        name: what problems call it.
        today: the day.

    Raises:
        ProblemsError: it cannot be read, or is no packet.
    """
    text, nodes = read_text(path, name)
    return scan(secrets, {name: text}, walk(nodes), (), today)


def unread(secrets: Secrets, path: Path, name: str, today: datetime.date) -> Iterator[Problem]:
    """Yield the secrets of a file that could not be read as a packet, as far as it is text.

    Args:
        secrets: the rules of the project.
        path: where the file stands.
        name: what problems call it.
        today: the day.
    """
    try:
        raw = read_bytes(path.parent, path, MAXIMUM_BYTES)
    except ProblemsError:
        raw = b""  # it has been said that it cannot be read; its name is left to look at
    yield from scan(secrets, {name: decode_whatever(raw)}, (), (), today)


def holding(judge: PacketChecker, file: PacketFile) -> tuple[Problem, ...]:
    """Return the problems for which an export waits."""
    findings = judge.judge(file.schema, file.adopted.packet)
    return in_order(_problem(judge, file, finding) for finding in findings if finding.holds)


def redacted_file(judge: PacketChecker, file: PacketFile) -> PacketFile:
    """Return a packet file with placeholders where secrets stood. The file itself stays as it is."""
    packet = redacted(judge, file.schema, file.adopted.packet)
    return replace(file, adopted=replace(file.adopted, packet=packet))


def _problem(judge: PacketChecker, file: PacketFile, finding: PacketFinding) -> Problem:
    place = _place(file, finding.at)
    place = Place(judge.secrets.redact(place.path), place.line, place.column)
    key = judge.secrets.redact(_told(file, finding.at))
    remedy = finding.remedy + _excuse(judge, finding)
    return Problem(place, finding.rule, key, finding.what, remedy, finding.level)


def _excuse(judge: PacketChecker, finding: PacketFinding) -> str:
    """Return how to say of a finding that it is no secret, where that can be said."""
    rule = finding.rule.removeprefix("secret-")
    if not finding.holds or judge.secrets.rule(rule).certain:
        return ""
    entry = f"{{rule: {rule}, at: {finding.at}, reason: …}}"
    return f" If it is none, say why under `waived:`, as {entry}."


def _told(file: PacketFile, at: str) -> str:
    """Return the path by which a reader knows an answer: an orphan by where it stood."""
    path = _path(at)
    if path[:1] == ("orphans",) and len(path) > 1 and isinstance(path[1], int):
        return str(file.adopted.packet["orphans"][path[1]]["at"])
    return at


def _place(file: PacketFile, at: str) -> Place:
    """Return where an answer stands: under the id that it has in the file, or what is nearest."""
    path = _path(at)
    if path[:1] == ("orphans",) and len(path) > 1 and isinstance(path[1], int):
        orphan = file.adopted.packet["orphans"][path[1]]["at"]
        before = _path(orphan)
        path = before[1:] if before[:1] == ("packet",) else ("answers", *before)
        return (
            file.nodes.key_place(path) if path in file.nodes.values else file.nodes.place(_path(at))
        )
    if path[:1] in (("guides",), ("facts",)):
        return file.nodes.place(path)
    if at in file.nodes.data and isinstance(file.nodes.data[at], str):
        return file.nodes.place((at,))
    return file.nodes.place(("answers", *_before(file, at)))


def _before(file: PacketFile, at: str) -> KeyPath:
    """Return the path that an answer had in the file, before it was carried over."""
    for move in reversed(file.adopted.moves):
        if at == move.after or at.startswith((f"{move.after}.", f"{move.after}[")):
            at = move.before + at[len(move.after) :]
    return _path(at)


def _path(at: str) -> KeyPath:
    """Return a path as keys and positions."""
    return tuple(name or int(number) for name, number in _STEP.findall(at))
