"""Sentences that claim something of a provider, and honest ones: how well the two are told apart.

`claims.txt` and `honest.txt` hold a sentence a line, from incident reports and the manuals of APIs, in
words of our own. A third of them, chosen by digest, is set apart; its misses were read once, after the
first rules. `second-*.txt` to `fourth-*.txt` came after the first rules, from other fields; the
rules were measured on them unseen, and then fixed by them, as on `fresh-*.txt` from four more fields.
`public-*.txt` came from public writing, sorted by kind, in words of our own; 63 % of its claims were
found unseen, and 7 % of its honest sentences flagged. `stranger-*.txt` and `many-*.txt` were written by
people who had seen neither the rules nor the other lists; half of `many-*.txt`, chosen by digest, was
measured unread. `wide-*.txt` came from some thirty kinds of services, for the points: 73 % of its
claims were found unseen, and 8 % of its honest sentences flagged. No pattern was made for what came
later: `broad-*.txt`, `further-*.txt` and `latest-*.txt`, by authors of the rules, `visitor-*.txt` by
somebody who had seen neither rules nor lists (unseen: 92 % found, 3 % flagged). `newcomer-*.txt`, by
another one, was scored once, when nothing was to be changed any more. All lists but that and
`apart-*.txt` teach the points of words (`tests.claims.weigh`), and so does `pages-honest.txt`: sentences
of this project's pages that came near to being taken for claims.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from proofpack.check.rules.claims import Claims
from proofpack.project.shipped_rules import shipped_rules

HERE = Path(__file__).parent


class Score(NamedTuple):
    """How many sentences of a list are claims to the rules.

    Attributes:
        name: which part of the lists it is, such as `seen` or `stranger`.
        claims: how many claims the list has.
        missed: the claims among them that are not found.
        honest: how many honest sentences it has.
        flagged: the honest ones among them that are called claims.
    """

    name: str
    claims: int
    missed: list[str]
    honest: int
    flagged: list[str]

    @property
    def found_share(self) -> float:
        """Which share of the claims is found."""
        return 1 - len(self.missed) / self.claims

    @property
    def flagged_share(self) -> float:
        """Which share of the honest sentences is flagged."""
        return len(self.flagged) / self.honest

    def line(self) -> str:
        """Return it as a line of text."""
        found = f"{self.claims - len(self.missed)} of {self.claims} claims found"
        flagged = f"{len(self.flagged)} of {self.honest} honest sentences flagged"
        return f"{self.name:12}  {found} ({self.found_share:.0%}); {flagged} ({self.flagged_share:.0%})"


@cache
def score(name: str) -> Score:
    """Return the score of the rules of the program on one of the lists."""
    claims, honest = LISTS[name]
    rules = Claims.of(*shipped_rules(("CometAPI",)))
    missed = [line for line in claims if not any(rules.findings(line))]
    flagged = [line for line in honest if any(rules.findings(line))]
    return Score(name, len(claims), missed, len(honest), flagged)


def lines_of(name: str) -> list[str]:
    """Return the sentences of a list; a line that begins with `# ` says what kind follows."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("# ")]


def _some(name: str, of: int, parts: tuple[int, ...]) -> list[str]:
    """Return the lines of a list whose digest, divided by a number, leaves one of some rests."""
    return [
        line for line in lines_of(name) if hashlib.sha256(line.encode()).digest()[0] % of in parts
    ]


def _both(name: str, of: int = 1, parts: tuple[int, ...] = (0,)) -> tuple[list[str], list[str]]:
    """Return the claims and the honest sentences of a list, or of a part of it."""
    return _some(f"{name}claims.txt", of, parts), _some(f"{name}honest.txt", of, parts)


APART = ("apart", "newcomer")
FILES = {"set apart": "seen", "many, unread": "many, read"}
"""Lists that come from the file of another one."""
LISTS = {
    "seen": _both("", 3, (1, 2)),
    "set apart": _both("", 3),
    **{
        name: _both(f"{name}-")
        for name in (
            "second",
            "third",
            "fourth",
            "fresh",
            "stranger",
            "public",
            "wide",
            "broad",
            "further",
            "latest",
            "visitor",
        )
    },
    "many, read": _both("many-", 2),
    "many, unread": _both("many-", 2, (1,)),
    **{name: _both(f"{name}-") for name in APART},
}
"""The claims and the honest sentences of each list. Of `many-*.txt`, the half that is called unread was
not read before the rules were measured on it. Those of `APART` have fixed nothing: whoever works on the
rules leaves them unread, and they show what to expect of other people's sentences."""
