"""How many secrets of unseen kinds the rules find, and how many harmless texts they take for one.

`python -m tests.secrets.measure` prints the figures of three lists, and `--list` names what is wrong.
The shapes in `kinds.yml` were written after the kinds that public reports on scanners and the documents
of services name, before the rules on them were; every third was looked at while the rules were written.
What was kept apart was measured before (23 of 104 found, 12 of 103 harmless ones flagged) and once
after (104 of 104, and 3 of 103); then a form that cannot be looked for quickly was taken out again,
which misses one. Those in `reported.yml` were written afterwards, after reports on what scanners miss
and on what they take for a secret. The rules of before found 153 of 185 and flagged none of 161; those
that `kinds.yml` had led to found 157 at first, and flagged 1. Then each kind that was missed got a
rule. The last 74 texts of each list were added after that: 63 were found at first, and 1 was flagged;
of these kinds, too, each got a rule. Later, of 112 shapes that services and reports name, 97 were found
at first; seven of the missed ones got a rule.
All these lists and the rules have the same author. A fresh list by somebody else, who had not seen the
rules, is not kept here, as its texts look like keys: of its 150 secrets 129 were found at first, and of
150 harmless texts 11 were flagged, 3 of these as customer data, which they are. Then each kind that was
missed or wrongly flagged was mended, as 24 shapes near the end of the first list of `reported.yml` and
10 of the second show: 150 were found, and 3 flagged, all three as customer data. These last figures are
no measure any more. A second fresh list, by yet another stranger, was first run after that mending: of
its 150 secrets 129 were found, and of 150 harmless texts 9 were flagged, besides the id of a payment,
which is customer data. These kinds were mended, too, as the last 21 shapes and the last 13 harmless
texts of `reported.yml` show. A third, by nobody of these, was run once and mended nothing: 126 of 150
were found, and 10 of 150 flagged, three of these as ids of customers. So of kinds that nobody has
thought of yet, expect 85 in 100 to be found, and 6 in 100 harmless texts to be flagged: mending one
list has not helped with the next.
Then what announces a value took the place of patterns for single ways to write it (see
`proofpack.secrets.announced`), with the third list to look at: in the end 150 of it were found and 1
flagged.
A fourth list, by yet another stranger, was first run on that: 128 of 150 were found, where the rules
before found 117, and 3 of 150 harmless texts were flagged, as before. What it missed was mended by its
causes, and is no measure any more.
Nor is a fifth: 123 of 150 on its first run (108 by the rules before those on announced values), and 3
of 150 harmless texts flagged. After both, a sixth: 134 of 150 on its first run, and 5 of 150 harmless
texts flagged, which are none any more. So expect 89 in 100 of kinds that nobody has thought of, and 3 in
100 harmless texts flagged.
A secret counts as found when any rule finds something: the text was made to hold it.
"""

from __future__ import annotations

import argparse
from functools import cache
from typing import Literal

import yaml

from proofpack.secrets import expand
from tests.conftest import ROOT
from tests.secrets import secrets

Side = Literal["found", "harmless"]
Part = Literal["looked at", "kept apart", "reported"]
SIDES: tuple[Side, ...] = ("found", "harmless")
PARTS: tuple[Part, ...] = ("looked at", "kept apart", "reported")


@cache
def kinds(side: Side, part: Part) -> tuple[str, ...]:
    """Return the texts of one list.

    Args:
        side: those that hold a secret, or those that hold none.
        part: those of `kinds.yml` that could be looked at, those that were kept apart, or those of
            `reported.yml`.
    """
    name = "reported.yml" if part == "reported" else "kinds.yml"
    path = ROOT / "tests" / "secrets" / name
    data = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - text only
    return tuple(
        expand(line.replace("⏎", "\n").replace("¦", ""))
        for number, line in enumerate(data[side].splitlines(), 1)
        if part == "reported" or (number % 3 != 0) == (part == "kept apart")
    )


def flagged(side: Side, part: Part) -> list[str]:
    """Return the texts of a list in which the rules find something.

    Args:
        side: see `kinds`.
        part: see `kinds`.
    """
    return [text for text in kinds(side, part) if secrets().find(text)]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--list", action="store_true", help="name what is wrong")
    given = parser.parse_args()
    for part in PARTS:
        for side in SIDES:
            texts, seen = kinds(side, part), flagged(side, part)
            print(f"{part}, {side}: {len(seen)} of {len(texts)} flagged")
            if given.list:
                wrong = seen if side == "harmless" else [text for text in texts if text not in seen]
                print(*(f"  {text!r}" for text in wrong), sep="\n")


if __name__ == "__main__":
    main()
