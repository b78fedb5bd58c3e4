"""A text with the marks of a merge conflict: each side of it as a whole text.

Git writes them in three styles. What the common ancestor had, in `diff3` and `zdiff3`, is no side.
"""

from __future__ import annotations

import re
from typing import Literal

from proofpack.model.problems import Place, ProblemsError, unreadable

CONFLICT = re.compile(r"^(?:<{7}(?: .*)?|\|{7}(?: .*)?|={7}|>{7}(?: .*)?)$", re.MULTILINE)
"""A mark, on a line of its own."""

_Part = Literal["both", "ours", "base", "theirs"]
_NEXT: dict[tuple[_Part, str], _Part] = {
    ("both", "<"): "ours",
    ("ours", "|"): "base",
    ("ours", "="): "theirs",
    ("base", "="): "theirs",
    ("theirs", ">"): "both",
}


def sides(path: str, text: str) -> tuple[str, ...]:
    """Return both sides of a conflict, each as a whole text; a text without marks is its own only side.

    Args:
        path: path of the file, for messages.
        text: the text, with the line ends of Unix.

    Raises:
        ProblemsError: a mark stands where none can stand, or is missing.
    """
    if not CONFLICT.search(text):
        return (text,)
    part: _Part = "both"
    ours: list[str] = []
    theirs: list[str] = []
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        if CONFLICT.fullmatch(line.rstrip("\n")):
            following = _NEXT.get((part, line[0]))
            if following is None:
                raise _misplaced(path, number)
            part = following
        else:
            ours += [line] if part in ("both", "ours") else []
            theirs += [line] if part in ("both", "theirs") else []
    if part != "both":
        raise _misplaced(path, text.count("\n") + 1)
    return "".join(ours), "".join(theirs)


def _misplaced(path: str, line: int) -> ProblemsError:
    what = "the marks of a merge conflict are not as git writes them"
    remedy = "Take the file from version control, with `git checkout --ours` for instance."
    return ProblemsError([unreadable(Place(path, line), "yaml", what, remedy)])
