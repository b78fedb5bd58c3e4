"""Weigh the signs of `text.signs` by the lists: `python -m tests.claims.weigh`.

Prints the points of each sign, in quarters, and how the signs alone tell each list from points that the
other lists gave: what only fits the sentences that were read does not show there. The points of the
program come from all but `many`, which stays a test of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from math import exp
from pathlib import Path

from proofpack.text.markdown import sentences, text_blocks
from proofpack.text.signs import signs
from proofpack.text.statement import LIKELY
from tests.claims import LISTS

_HELD_BACK = 3.0
"""How strongly points are held near zero."""
_ROUNDS = 12
GUIDES = Path(__file__).parents[2] / "content" / "guides"
BEGIN = "a sentence"
Sample = tuple[list[str], int]


def weigh(names: Iterable[str]) -> dict[str, float]:
    """Return the points of each sign, from the sentences of some lists: a logistic regression.

    Args:
        names: which lists.
    """
    samples = [
        ([BEGIN, *signs(line)], truth)
        for name in names
        for truth, lines in zip((1, 0), LISTS[name], strict=True)
        for line in lines
    ]
    samples += [([BEGIN, *signs(line)], 0) for line in prose()]
    every = sorted({sign for found, _ in samples for sign in found})
    number = {sign: at for at, sign in enumerate(every)}
    points = [0.0] * len(every)
    for _ in range(_ROUNDS):
        slope = [
            -_HELD_BACK * (each if sign != BEGIN else 0)
            for sign, each in zip(every, points, strict=True)
        ]
        curve = [[0.0] * len(every) for _ in every]
        for at, sign in enumerate(every):
            curve[at][at] = _HELD_BACK if sign != BEGIN else 1e-6
        for found, truth in samples:
            row = [number[sign] for sign in found]
            likely = 1 / (1 + exp(-sum(points[at] for at in row)))
            for at in row:
                slope[at] += truth - likely
                for other in row:
                    curve[at][other] += likely * (1 - likely)
        points = [each + step for each, step in zip(points, _solved(curve, slope), strict=True)]
    return {sign: round(each * 4) / 4 for sign, each in zip(every, points, strict=True)}


@cache
def prose() -> list[str]:
    """Return the sentences with a measure in the guides of this project: none of them is a claim."""
    texts = (page.read_text(encoding="utf-8") for page in sorted(GUIDES.glob("*.md")))
    return [
        line
        for text in texts
        for block in text_blocks(text)
        for begin, end in sentences(block.text)
        if "no measure" not in signs(line := block.text[begin:end])
    ]


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Return the solution of linear equations whose matrix is symmetric and positive."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at, pivot in enumerate(rows):
        for row in rows[at + 1 :]:
            if factor := row[at] / pivot[at]:
                row[at:] = [
                    each - factor * part for each, part in zip(row[at:], pivot[at:], strict=True)
                ]
    solution = [0.0] * len(rows)
    for at in range(len(rows) - 1, -1, -1):
        row = rows[at]
        rest = sum(row[k] * solution[k] for k in range(at + 1, len(rows)))
        solution[at] = (row[-1] - rest) / row[at]
    return solution


def _share(lines: list[str], points: dict[str, float]) -> float:
    sums = (sum(points.get(sign, 0) for sign in [BEGIN, *signs(line)]) for line in lines)
    return sum(each >= LIKELY for each in sums) / len(lines)


if __name__ == "__main__":
    for left_out in LISTS:
        learned = weigh(name for name in LISTS if name != left_out)
        claims, honest = (_share(lines, learned) for lines in LISTS[left_out])
        print(f"# {left_out}: unseen, {claims:.0%} of claims, {honest:.0%} of honest sentences")
    taught = [name for name in LISTS if not name.startswith("many")]
    for name, each in sorted(weigh(taught).items()):
        print(f'    "{name}": {each},' if each else f"# {name}: nothing")
