"""Secrets in the files of a project: in the text as written, in values as parsed, in file names.

Both are looked at, because YAML joins what its file shows apart: a folded key is whole only as a
value. What both show is reported once, where it is written.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, Protocol

from proofpack.model.documents import KeyPath, key_path
from proofpack.model.problems import Place, Problem
from proofpack.model.records.rules import KnownSecret
from proofpack.secrets.engine import PERSONAL, PREFIX, Secrets
from proofpack.secrets.exceptions import apply_exceptions
from proofpack.secrets.rule import Hit
from proofpack.text.plural import count


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


class Match(NamedTuple):
    """A secret in a file: where it stands, the path of its key, and what was found."""

    place: Place
    key: str
    hit: Hit


def walk(nodes: Located) -> Iterator[Value]:
    """Yield every text of a parsed document, in its order.

    Args:
        nodes: the document.
    """
    return _walked(nodes, nodes.data, ())


def _walked(nodes: Located, value: Any, path: KeyPath) -> Iterator[Value]:
    if isinstance(value, str):
        yield Value(nodes.place(path), key_path(path), value)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _walked(nodes, inner, (*path, name))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _walked(nodes, inner, (*path, position))


def scan(
    secrets: Secrets,
    files: Mapping[str, str],
    values: Iterable[Value],
    known: Iterable[KnownSecret],
    today: datetime.date,
) -> Iterator[Problem]:
    """Yield a problem for each secret of some files that nobody has accepted, and for stale acceptance.

    Args:
        secrets: the compiled rules.
        files: text by path, as written.
        values: what was parsed from these files; see `walk`.
        known: findings that are accepted until a day.
        today: the day.
    """
    parsed: dict[str, list[Value]] = {path: [] for path in files}
    for value in values:
        parsed.setdefault(value.place.path, []).append(value)
    matches = [
        match
        for path, listed in parsed.items()
        for match in matches_in(secrets, path, files.get(path, ""), listed)
    ]
    return problems_of(secrets, matches, known, today)


def matches_in(secrets: Secrets, path: str, text: str, values: Iterable[Value]) -> list[Match]:
    """Return the secrets of one file: in its name, in its text, and in values that its text breaks.

    Args:
        secrets: the compiled rules.
        path: path of the file.
        text: the file as written.
        values: what was parsed from it.
    """
    written = _in_text(secrets, path, text)
    # What stands in its file letter for letter has been looked at there.
    joined = (value for value in values if value.text not in text)
    names = [Match(Place(path), "", hit) for hit in secrets.find(path)]
    return [*names, *written, *_in_values(secrets, joined, written)]


def problems_of(
    secrets: Secrets,
    matches: Iterable[Match],
    known: Iterable[KnownSecret],
    today: datetime.date,
    lenient: Callable[[str], bool] = lambda _: False,
) -> Iterator[Problem]:
    """Yield a problem for each match that nobody has accepted, and for stale acceptance.

    Args:
        secrets: the rules by which the matches were found.
        matches: what was found in all files.
        known: findings that are accepted until a day.
        today: the day.
        lenient: whether personal data in the file with a path is a warning, told once for each value.
    """
    matches = list(matches)
    verdict = apply_exceptions((match.hit for match in matches), known, today)
    accepted = {_identity(hit) for hit in verdict.accepted}
    expired = {_identity(hit): entry for hit, entry in verdict.expired}
    mild: dict[tuple[str, str], list[Match]] = defaultdict(list)
    for match in matches:
        identity = _identity(match.hit)
        if identity in accepted:
            continue
        if secrets.rule(match.hit.rule).kind == PERSONAL and lenient(match.place.path):
            mild[identity].append(match)
        else:
            yield _problem(secrets, match, expired.get(identity))
    for identity, several in mild.items():
        first = min(several, key=lambda match: match.place)
        problem = _problem(secrets, first, expired.get(identity))
        more = len(several) - 1
        what = f"{problem.what}, and in {count(more, 'place')} more" if more else problem.what
        yield problem._replace(what=what, level="warning")
    for spare in verdict.unused:
        passed = f", and its day, {spare.expires}, has passed" if spare.expires < today else ""
        what = f"nothing is found that {spare.rule} {spare.digest} would accept{passed}"
        place = Place("data/rules")
        yield Problem(place, "secret-unused", "known", what, "Remove it.", "warning")


def redacted(secrets: Secrets, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems that repeat no secret: what is wrong with a value may quote it.

    Args:
        secrets: the rules of the project.
        problems: what somebody is told.
    """
    # Many problems share their place, their key or their remedy.
    redact = cache(secrets.redact)
    for problem in problems:
        place = problem.place._replace(path=redact(problem.place.path))
        key, what, remedy = map(redact, (problem.key, problem.what, problem.remedy))
        cause = problem.cause and problem.cause._replace(name=redact(problem.cause.name))
        yield problem._replace(place=place, key=key, what=what, remedy=remedy, cause=cause)


def _identity(hit: Hit) -> tuple[str, str]:
    return hit.rule, hit.digest


def _problem(secrets: Secrets, match: Match, expired: KnownSecret | None) -> Problem:
    """Return the problem of one secret. Names of files and keys may hold it, and are redacted."""
    rule = secrets.rule(match.hit.rule)
    what = f"{rule.about} ({match.hit.mask}, digest {match.hit.digest})"
    if expired:
        what += f", accepted only until {expired.expires}"
    revoke = ", and revoke it: it has been written to disk" if rule.revoke else ""
    remedy = f"Replace it by {rule.instead}{revoke}."
    place = Place(secrets.redact(match.place.path), match.place.line, match.place.column)
    return Problem(place, f"{PREFIX}{rule.id}", secrets.redact(match.key), what, remedy)


def _in_text(secrets: Secrets, path: str, text: str) -> list[Match]:
    hits = secrets.find(text)
    ends = [match.start() for match in re.finditer("\n", text)] if hits else []
    matches = []
    for hit in hits:
        line = bisect_left(ends, hit.start)
        column = hit.start - (ends[line - 1] + 1 if line else 0) + 1
        matches.append(Match(Place(path, line + 1, column), "", hit))
    return matches


def _in_values(
    secrets: Secrets, values: Iterable[Value], written: Sequence[Match]
) -> Iterator[Match]:
    """Yield what the parsed values of a file show and its text as written does not."""
    listed = sorted(values, key=lambda value: value.place)
    places = [match.place for match in written]
    for position, value in enumerate(listed):
        first, last = bisect_left(places, value.place), len(places)
        if position + 1 < len(listed):
            last = bisect_left(places, listed[position + 1].place)
        seen = {name for match in written[first:last] for name in _identity(match.hit)}
        name = value.key.rpartition(".")[2].partition("[")[0]
        head = f"{name}: " if name else ""
        for hit in secrets.find(head + value.text):
            if hit.end > len(head) and not seen & {*_identity(hit)}:
                yield Match(value.place, value.key, hit)
