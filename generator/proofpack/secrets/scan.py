"""Secrets in the files of a project: in the text as written, in values as parsed, in file names.

Both are looked at, because YAML joins what its file shows apart: a folded key is whole only as a
value. What both show is reported once, where it is written.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple, Protocol

from proofpack.model.documents import KeyPath, key_path
from proofpack.model.problems import Place, Problem
from proofpack.model.records.rules import KnownSecret
from proofpack.secrets.engine import Secrets
from proofpack.secrets.exceptions import apply_exceptions
from proofpack.secrets.rule import Hit


class Value(NamedTuple):
    """A text that was parsed from a file: where it begins, the path of its key, and itself."""

    place: Place
    key: str
    text: str


class Located(Protocol):
    """A parsed document that knows where everything stands, such as `documents.Nodes`."""

    @property
    def data(self) -> Any:
        """Dicts, lists and text."""

    def place(self, path: KeyPath) -> Place:
        """Return where the value at a path begins."""


class _Match(NamedTuple):
    place: Place
    key: str
    hit: Hit


def walk(nodes: Located) -> Iterator[Value]:
    """Yield every text of a parsed document, in its order.

    Args:
        nodes: the document.
    """

    def inner(value: Any, path: KeyPath) -> Iterator[Value]:
        if isinstance(value, str):
            yield Value(nodes.place(path), key_path(path), value)
        elif isinstance(value, dict):
            for name, inner_value in value.items():
                yield from inner(inner_value, (*path, name))
        elif isinstance(value, list):
            for position, inner_value in enumerate(value):
                yield from inner(inner_value, (*path, position))

    return inner(nodes.data, ())


def scan(
    secrets: Secrets,
    files: Mapping[str, str],
    values: Iterable[Value],
    known: Iterable[KnownSecret],
    today: datetime.date,
) -> Iterator[Problem]:
    """Yield a problem for each secret of a project that nobody has accepted, and for stale acceptance.

    Args:
        secrets: the compiled rules.
        files: text by path, as written.
        values: what was parsed from these files; see `walk`.
        known: findings that are accepted until a day.
        today: the day.
    """
    names = [_Match(Place(path), "", hit) for path in files for hit in secrets.find(path)]
    written = {path: _in_text(secrets, path, text) for path, text in files.items()}
    matches = [*names, *chain.from_iterable(written.values())]
    # What stands in its file letter for letter has been looked at there.
    joined = (value for value in values if value.text not in files.get(value.place.path, ""))
    matches += _in_values(secrets, joined, written)
    verdict = apply_exceptions((match.hit for match in matches), known, today)
    accepted = {_identity(hit) for hit in verdict.accepted}
    expired = {_identity(hit): entry for hit, entry in verdict.expired}
    for match in matches:
        if _identity(match.hit) not in accepted:
            yield _problem(secrets, match, expired.get(_identity(match.hit)))
    for spare in verdict.unused:
        passed = f", and its day, {spare.expires}, has passed" if spare.expires < today else ""
        what = f"nothing is found that {spare.rule} {spare.digest} would accept{passed}"
        place = Place("data/rules/secrets.yml")
        yield Problem(place, "secret-unused", "known", what, "Remove it.", "warning")


def _identity(hit: Hit) -> tuple[str, str]:
    return hit.rule, hit.digest


def _problem(secrets: Secrets, match: _Match, expired: KnownSecret | None) -> Problem:
    """Return the problem of one secret. Names of files and keys may hold it, and are redacted."""
    rule = secrets.rule(match.hit.rule)
    what = f"{rule.about} ({match.hit.mask}, digest {match.hit.digest})"
    if expired:
        what += f", accepted only until {expired.expires}"
    revoke = ", and revoke it: it has been written to disk" if rule.revoke else ""
    remedy = f"Replace it by {rule.instead}{revoke}."
    place = Place(secrets.redact(match.place.path), match.place.line, match.place.column)
    return Problem(place, f"secret-{rule.id}", secrets.redact(match.key), what, remedy)


def _in_text(secrets: Secrets, path: str, text: str) -> list[_Match]:
    hits = secrets.find(text)
    ends = [match.start() for match in re.finditer("\n", text)] if hits else []
    matches = []
    for hit in hits:
        line = bisect_left(ends, hit.start)
        column = hit.start - (ends[line - 1] + 1 if line else 0) + 1
        matches.append(_Match(Place(path, line + 1, column), "", hit))
    return matches


def _in_values(
    secrets: Secrets, values: Iterable[Value], written: Mapping[str, list[_Match]]
) -> Iterator[_Match]:
    """Yield what the parsed values show and the text as written does not."""
    listed = sorted(values, key=lambda value: value.place)
    places = {path: [match.place for match in matches] for path, matches in written.items()}
    for position, value in enumerate(listed):
        path = value.place.path
        first = bisect_left(places.get(path, ()), value.place)
        last = len(places.get(path, ()))
        if position + 1 < len(listed):
            last = bisect_left(places.get(path, ()), listed[position + 1].place)
        seen = {
            name for match in written.get(path, [])[first:last] for name in _identity(match.hit)
        }
        name = value.key.rpartition(".")[2].partition("[")[0]
        head = f"{name}: " if name else ""
        for hit in secrets.find(head + value.text):
            if hit.end > len(head) and not seen & {*_identity(hit)}:
                yield _Match(value.place, value.key, hit)
