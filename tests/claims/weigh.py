"""Learn the points of `text.points` from the lists: `python -m tests.claims.weigh --write`.

Without `--write` prints how the points alone tell each list from the others: learned without it, on
sentences that they have not seen, and of lists by one writer without any of them. All lists teach, the
examples of the rules, and sentences of this project in which nothing is a claim; `apart-*.txt` teaches
nothing and is not looked at. The same lists give the same points, to the letter.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from math import exp, fsum, sqrt

from proofpack.project.load import load
from proofpack.project.shipped_rules import shipped_rules
from proofpack.text.markdown import sentences, text_blocks
from proofpack.text.points import BEGIN, LIKELY, TABLE, features
from tests.claims import APART, LISTS, lines_of
from tests.conftest import FOUNDING

_HELD_BACK = 1.0
"""How strongly points are held near zero: of a few values, the best on lists that taught nothing."""
_STEP, _ROUNDS = 0.3, 20
_OFTEN = 2
"""In how many sentences something must stand to get points."""
_PROSE = 0.5
"""What a sentence of this project's pages counts: they are many, and of one writer."""
Sample = tuple[tuple[str, ...], int, float]


def weigh(names: Iterable[str]) -> dict[str, float]:
    """Return the points that some lists teach: a logistic regression, by steps that grow smaller.

    Args:
        names: which lists.
    """
    texts = [
        (line, truth, 1.0)
        for name in names
        for truth, lines in zip((1, 0), LISTS[name], strict=True)
        for line in lines
    ]
    texts += [*_examples(), *((line, 0, _PROSE) for line in prose())]
    often = Counter(each for line, _, _ in texts for each in _features(line))
    samples: list[Sample] = [
        (tuple(sorted(one for one in _features(line) if often[one] >= _OFTEN)), truth, weight)
        for line, truth, weight in texts
    ]
    points = dict.fromkeys(sorted(one for one, count in often.items() if count >= _OFTEN), 0.0)
    moved = dict.fromkeys(points, 1e-2)
    order = random.Random(1)  # noqa: S311 - an order, and no secret
    for _ in range(_ROUNDS):
        order.shuffle(samples)
        for found, truth, weight in samples:
            likely = 1 / (1 + exp(-max(-30.0, min(30.0, fsum(points[one] for one in found)))))
            for one in found:
                back = 0.0 if one == BEGIN else _HELD_BACK / often[one] * points[one]
                slope = (truth - likely) * weight - back
                moved[one] += slope * slope
                points[one] += _STEP * slope / sqrt(moved[one])
    return {one: round(each, 2) for one, each in points.items() if abs(each) >= 0.1}


@cache
def prose() -> list[str]:
    """Return sentences of this project that might be claims, and are none.

    They are those of its frozen guides, on prices, limits and figures, and those of `pages-honest.txt`,
    which are taken from its guides of later: what is learned does not change with the pages.
    """
    kinds_of_claims = [
        re.compile(rule.topic, re.IGNORECASE)
        for file in shipped_rules(("CometAPI",))
        for rule in file.assertions
        if rule.topic and not rule.inferred
    ]
    kinds = ("contracts", "tables", "worksheets", "faq")
    tree = load(FOUNDING)
    texts = [tree.texts[page.path] for page in tree.pages]
    texts += [text for kind in kinds for nodes in tree.data[kind] for text in _values(nodes.data)]
    texts = list(dict.fromkeys(texts))
    return [
        line
        for text in texts
        for block in text_blocks(text)
        for line in (block.text[slice(*span)] for span in sentences(block.text))
        if "0" in _features(line) or any(kind.search(line) for kind in kinds_of_claims)
    ] + lines_of("pages-honest.txt")


def _values(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _values(inner)


def _examples() -> Iterator[tuple[str, int, float]]:
    """Yield the examples of the rules."""
    for file in shipped_rules(("CometAPI",)):
        for rule in file.assertions:
            if not rule.inferred:
                yield from ((line, 1, 1.0) for line in rule.matches)
                yield from ((line, 0, 1.0) for line in rule.passes)


@cache
def _features(line: str) -> frozenset[str]:
    """Return what of a line may get points: no name of the provider of this project."""
    return frozenset(each for each in features(line) if "cometapi" not in each)


def _share(lines: list[str], points: dict[str, float], least: float) -> float:
    sums = (sum(points.get(one, 0) for one in _features(line)) for line in lines)
    return sum(each >= least for each in sums) / len(lines)


def table() -> str:
    """Return the points that all lists teach but the one that is kept apart, as they are written."""
    points = weigh(name for name in LISTS if name != APART)
    return json.dumps(points, indent=0, ensure_ascii=False) + "\n"


def main() -> None:
    """Print how points tell lists that did not teach them; then write those of all lists."""
    taught = [name for name in LISTS if name != APART]
    for left_out in taught:
        writer = left_out.partition(",")[0]
        learned = weigh(name for name in taught if name.partition(",")[0] != writer)
        told = []
        for least in (0.0, LIKELY):
            claims, honest = (_share(lines, learned, least) for lines in LISTS[left_out])
            told.append(
                f"from {least:.1f} on {claims:4.0%} of claims, {honest:4.0%} of honest ones"
            )
        print(f"{left_out:12}  {'; '.join(told)}", flush=True)


if __name__ == "__main__":
    if "--write" in sys.argv:
        TABLE.write_text(table(), encoding="utf-8")
    else:
        main()
