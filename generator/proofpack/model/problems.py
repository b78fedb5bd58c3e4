"""What can be wrong, as data.

Every stage collects problems instead of raising at the first one. A command prints them all and
takes its exit code from the most serious. Nothing here knows how a terminal looks.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable
from enum import IntEnum
from pathlib import Path
from typing import Literal, NamedTuple

from proofpack.text.characters import visible


class Exit(IntEnum):
    """Exit codes, the same for every command."""

    CLEAN = 0
    FINDINGS = 1
    UNREADABLE = 2
    OUTSIDE = 3
    LOCKED = 4
    FAULT = 70


_SERIOUSNESS = (Exit.CLEAN, Exit.OUTSIDE, Exit.FINDINGS, Exit.UNREADABLE, Exit.LOCKED, Exit.FAULT)


Level = Literal["error", "warning", "note"]
LEVELS: tuple[Level, ...] = ("error", "warning", "note")
"""The levels of a problem, the most serious first."""


class Place(NamedTuple):
    """Where something stands: a path relative to the project, or absolute, with line and column."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def moved(self, path_of: Callable[[str], str]) -> Place:
        """Return the place with its path as a reader sees it, who may stand elsewhere."""
        return self._replace(path=visible(path_of(self.path)))


class Elsewhere(Place):
    """What is no file of the project: an option, a program, a file as its user named it."""

    __slots__ = ()

    def moved(self, path_of: Callable[[str], str]) -> Place:
        """Return the place as it is: it is the same from everywhere."""
        return self._replace(path=visible(self.path))


class Cause(NamedTuple):
    """What several problems have in common, so that one line can tell it: "7 sources were never read".

    Attributes:
        name: which of them a problem is about, such as the id of a source.
        many: what is said after their number.
        remedy: what to do about all of them, as a sentence.
    """

    name: str
    many: str
    remedy: str


class Problem(NamedTuple):
    """One thing that is wrong, or deserves attention.

    Attributes:
        place: where it stands.
        rule: short name of the rule that found it, such as `unknown-key`.
        key: path of the key within the file, such as `sources[2].title`; empty for a whole file.
        what: what is wrong, without a final stop.
        remedy: what to do, as a sentence.
        level: an error fails the command with 1 or 2; a warning only where asked to, or with 3 where it
            is `urgent`; a note, of what is not done yet in a new project, never.
        exit: the exit code that the problem calls for when it fails.
        urgent: whether it fails although it is a warning: only time or the outside world is at fault.
        cause: what it shares with others; None where its own words say all.
    """

    place: Place
    rule: str
    key: str
    what: str
    remedy: str = ""
    level: Level = "error"
    exit: Exit = Exit.FINDINGS
    urgent: bool = False
    cause: Cause | None = None

    @property
    def fails(self) -> bool:
        """Whether a command ends with the problem's exit code."""
        return self.urgent or self.level == "error"

    @property
    def sentences(self) -> str:
        """What is wrong and what to do, after the key, for what shows place and rule elsewhere."""
        key = f"{self.key}: " if self.key else ""
        stop = "" if self.what.endswith((".", "?")) else "."
        return f"{key}{self.what}{stop} {self.remedy}".strip()

    def __str__(self) -> str:
        mark = " " if self.key else ": "
        return f"{self.place}: {self.level} {self.rule}{mark}{self.sentences}"

    def moved(self, path_of: Callable[[str], str]) -> Problem:
        """Return the problem as a reader sees it: its path (see `Place.moved`), and every character."""
        cause = self.cause and Cause(*map(visible, self.cause))
        key, what, remedy = map(visible, (self.key, self.what, self.remedy))
        place = self.place.moved(path_of)
        return self._replace(place=place, key=key, what=what, remedy=remedy, cause=cause)

    def elsewhere(self, path: str = "") -> Problem:
        """Return the problem as one of a file that a user named, by that name or by `path`."""
        place = self.place
        return self._replace(place=Elsewhere(path or place.path, place.line, place.column))


class ProblemsError(Exception):
    """Raised once by a stage, with everything it found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))

    @property
    def exit(self) -> Exit:
        """The most serious exit code among those that fail."""
        codes = [problem.exit for problem in self.problems if problem.fails]
        return max(codes, key=_SERIOUSNESS.index, default=Exit.CLEAN)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems without repetition, by file, line and column."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda problem: (problem.place, problem.rule, problem.key)))


def unreadable(place: Place, rule: str, what: str, remedy: str = "") -> Problem:
    """Return the problem of a file that cannot be read as what it is (exit code 2)."""
    return Problem(place, rule, "", what, remedy, exit=Exit.UNREADABLE)


NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the system says where a file does not fit: no fault of ours, whoever was writing."""


def not_a_file(place: Place) -> Problem:
    """Return the problem of what should be a file and is none, such as a folder or a pipe."""
    return unreadable(place, "not-a-file", "not a regular file", "Wanted: a text file.")


def cannot_write(path: Path, error: OSError) -> ProblemsError:
    """Return the problem of a folder that cannot be written to: one line, nothing else changed."""
    reason = error.strerror or type(error).__name__
    remedy = (
        "Make room for it."
        if error.errno in NO_ROOM
        else "Check what stands there, and permissions."
    )
    fault = unreadable(
        Place(path.absolute().as_posix()), "unwritable", f"cannot write here ({reason})", remedy
    )
    return ProblemsError([fault])
