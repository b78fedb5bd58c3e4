"""Why a page could not be fetched, on its way up to the fetcher that turns it into an outcome.

What servers, names and addresses can do to us is no surprise, so it has one exception of its own.
Anything else that is raised is a fault of ours, and nothing here catches it.
"""

from __future__ import annotations

from proofpack.model.outcomes import Outcome

_MOST_CHARACTERS = 200


class FetchError(Exception):
    """An error of a server, a name, an address or a connection while a page was fetched.

    Attributes:
        outcome: what it is.
        detail: what happened, in one line for people.
        status: the HTTP status, where there was an answer.
        transient: whether it may be gone a moment later, so that a retry makes sense.
        retry_after: how many seconds the host asked to be left alone, or None if it did not.
    """

    def __init__(
        self,
        outcome: Outcome,
        detail: str,
        *,
        status: int | None = None,
        transient: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.detail = one_line(detail)
        self.status = status
        self.transient = transient
        self.retry_after = retry_after


def one_line(text: str) -> str:
    """Return text from a server as one printable line.

    Control and bidirectional characters become spaces: a header must not be able to move the cursor
    of a terminal or turn a line around.

    Args:
        text: anything.

    Returns:
        At most 200 printable characters.
    """
    start = text[: 4 * _MOST_CHARACTERS]
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in start).split())
    return line if len(line) <= _MOST_CHARACTERS else line[: _MOST_CHARACTERS - 1] + "…"
