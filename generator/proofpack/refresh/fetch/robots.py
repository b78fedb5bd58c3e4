"""robots.txt: what it lets us fetch, as RFC 9309 says it.

Protego parses it and matches addresses. The names of agents are looked at before, because Protego
makes each rule anew for each agent of its group: half a megabyte of it could ask for gigabytes.
"""

from __future__ import annotations

import re
from http import HTTPStatus

from msgspec import Struct
from protego import Protego

from proofpack.model.outcomes import Outcome
from proofpack.refresh.fetch.errors import FetchError
from proofpack.refresh.fetch.urls import Address

TOKEN = "Proofpack"  # noqa: S105 - the product token of RFC 9309, no secret

_AGENT_LINE = re.compile(r"\s*user[- ]?agent\s*[:\s]\s*(.*)", re.IGNORECASE)
_PRODUCT = re.compile(r"[a-z_-]*")
_FIRST_SERVER_ERROR = 500

_ERRORS_OF_THE_HOST = frozenset(
    {
        Outcome.BLOCKED_ADDRESS,
        Outcome.NETWORK_ERROR,
        Outcome.RATE_LIMITED,
        Outcome.TLS_ERROR,
        Outcome.TOO_SLOW,
    }
)
"""Faults that say more of the host than of its robots.txt: the page would meet them too."""


class RobotsRules(Struct, frozen=True):
    """What the robots.txt of one host says, or why it could not be read.

    Attributes:
        parsed: the rules; None if everything is allowed, or nothing.
        outcome: why nothing is allowed.
        detail: the same for people.
        delay: seconds between two requests.
    """

    parsed: Protego | None = None
    outcome: Outcome | None = None
    detail: str = ""
    delay: float = 0.0

    def check(self, address: Address) -> None:
        """Make sure that an address may be asked.

        Raises:
            FetchError: if it may not.
        """
        if self.outcome is not None:
            raise FetchError(self.outcome, self.detail)
        if self.parsed is not None and not self.parsed.can_fetch(address.text, TOKEN):
            raise FetchError(
                Outcome.ROBOTS_DISALLOWED, f"robots.txt asks not to read {address.shown}"
            )


def parse_robots(body: bytes, most_delay: float) -> RobotsRules:
    """Return the rules that a robots.txt states.

    Args:
        body: the file.
        most_delay: how many seconds of a `Crawl-delay` are honoured.

    Returns:
        The rules.
    """
    text = body.decode("utf-8-sig", errors="replace")
    parsed = Protego.parse("\n".join(map(_with_plain_agent, text.splitlines())))
    return RobotsRules(parsed, delay=min(parsed.crawl_delay(TOKEN) or 0.0, most_delay))


def rules_after_error(error: FetchError, *, redirected: bool = False) -> RobotsRules:
    """Return the rules of a host whose robots.txt could not be fetched.

    Args:
        error: why it could not.
        redirected: whether it was looked for elsewhere.

    Returns:
        No rules for a host that has none (4xx); else rules that allow nothing, and say why.
    """
    detail = f"robots.txt: {error.detail}"
    if error.outcome in _ERRORS_OF_THE_HOST:
        of_host = not redirected and error.outcome is not Outcome.TOO_SLOW
        return RobotsRules(outcome=error.outcome, detail=error.detail if of_host else detail)
    status = error.status or 0
    # RFC 9309, 2.3.1.3; and nothing is as good as no file
    if 400 <= status < _FIRST_SERVER_ERROR or status == HTTPStatus.NO_CONTENT:
        return RobotsRules()
    return RobotsRules(outcome=Outcome.ROBOTS_DISALLOWED, detail=detail)


def _with_plain_agent(line: str) -> str:
    """Give an agent line one of three names: everyone, us, or somebody else."""
    match = _AGENT_LINE.match(line.partition("#")[0])
    if match is None:
        return line
    name = match.group(1).strip().lower()
    if name != "*" and _PRODUCT.match(name).group() != TOKEN.lower():  # type: ignore[union-attr] # it matches nothing, too
        name = "other"
    return f"User-agent: {name if name in ('*', 'other') else TOKEN}"
