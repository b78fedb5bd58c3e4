"""Print how well the rules tell claims from honest sentences: `python -m tests.claims`.

With `--show`, the sentences of the lists that were seen are listed where they get them wrong.
"""

from __future__ import annotations

import sys

from tests import claims

for score in map(claims.score, claims.LISTS):
    print(score.line())
    if "--show" in sys.argv and (
        score.name in ("seen", "second", "third", "fourth") or "--all" in sys.argv
    ):
        print(*(f"  missed: {line}" for line in score.missed), sep="\n")
        print(*(f"  flagged: {line}" for line in score.flagged), sep="\n")
