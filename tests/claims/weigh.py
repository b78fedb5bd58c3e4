"""Learn the points of `text.points` from the lists: `python -m tests.claims.weigh --write`.

Without `--write` prints how well the rules tell each list by points that it has not taught (some two
minutes): what to expect of other people's sentences, as far as the patterns were not made for the list.
All lists teach, the examples of the rules and of their tests, and sentences of this project in which
nothing is a claim; the lists of `APART` teach nothing and are not looked at. The same lists give the
same points.
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
from unittest import mock

import yaml

from proofpack.project.load import load
from proofpack.project.shipped_rules import shipped_rules
from proofpack.text import points
from proofpack.text.markdown import sentences, text_blocks
from proofpack.text.points import BEGIN, TABLE, features
from tests.claims import APART, FILES, LISTS, Score, lines_of, score
from tests.conftest import FOUNDING, ROOT

_HELD_BACK = 1.0
"""How strongly points are held near zero: of a few values, the best on lists that taught nothing."""
_STEP, _ROUNDS = 0.3, 20
_OFTEN = 2
"""In how many sentences something must stand to get points."""
_PROSE = 0.25
"""What a sentence of this project's pages counts: they are many, and of one writer."""
_NEAR = 0.75
"""What a sentence of `pages-honest.txt` counts."""
_LEAST = 0.13
"""What is nearer to zero than this gets no points."""
_PROVIDER = re.compile("cometapi|acme")
Sample = tuple[tuple[str, ...], int, float]


def weigh(names: Iterable[str]) -> dict[str, int]:
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
    texts += [(line, 0, _NEAR) for line in lines_of("pages-honest.txt")]
    often = Counter(each for line, _, _ in texts for each in _features(line))
    samples: list[Sample] = [
        (tuple(sorted(one for one in _features(line) if often[one] >= _OFTEN)), truth, weight)
        for line, truth, weight in texts
    ]
    learned = dict.fromkeys(sorted(one for one, count in often.items() if count >= _OFTEN), 0.0)
    moved = dict.fromkeys(learned, 1e-2)
    order = random.Random(1)  # noqa: S311 - an order, and no secret
    for _ in range(_ROUNDS):
        order.shuffle(samples)
        for found, truth, weight in samples:
            likely = 1 / (1 + exp(-max(-30.0, min(30.0, fsum(learned[one] for one in found)))))
            for one in found:
                back = 0.0 if one == BEGIN else _HELD_BACK / often[one] * learned[one]
                slope = (truth - likely) * weight - back
                moved[one] += slope * slope
                learned[one] += _STEP * slope / sqrt(moved[one])
    return {one: round(100 * each) for one, each in learned.items() if abs(each) >= _LEAST}


@cache
def prose() -> list[str]:
    """Return sentences of this project, in which nothing is a claim.

    They are those of its frozen guides: what is learned does not change with the pages.
    """
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
    ]


def _values(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _values(inner)


def _examples() -> Iterator[tuple[str, int, float]]:
    """Yield the examples of the rules, and those of their tests."""
    for file in shipped_rules(("CometAPI",)):
        for rule in file.assertions:
            if not rule.inferred:
                yield from ((line, 1, 1.0) for line in rule.matches)
                yield from ((line, 0, 1.0) for line in rule.passes)
    planted = yaml.safe_load((ROOT / "tests" / "planted" / "claims.yml").read_text("utf-8"))
    for kind, lines in planted["asserting"].items():
        yield from ((line, 1, 1.0) for line in lines if kind != "cause")
    yield from ((line, 0, 1.0) for line in planted["about"])


@cache
def _features(line: str) -> frozenset[str]:
    """Return what of a line may get points: no name of a provider."""
    return frozenset(each for each in features(line) if not _PROVIDER.search(each))


def table() -> str:
    """Return the points that all lists teach but those that are kept apart, as they are written."""
    learned = weigh(name for name in LISTS if name not in APART)
    return json.dumps(learned, indent=0, ensure_ascii=False) + "\n"


def unseen(left_out: str) -> Score:
    """Return how the rules tell a list by points that it has not taught, nor the rest of its file."""
    file = FILES.get(left_out, left_out)
    learned = weigh(name for name in LISTS if name not in APART and FILES.get(name, name) != file)
    with mock.patch.object(points, "_table", return_value=points.of_names(learned)):
        points.forget()
        told = score.__wrapped__(left_out)
    points.forget()
    return told


def main() -> None:
    """Print how the rules tell each list by points that the others teach."""
    scores = []
    for name in LISTS:
        if name not in APART:
            scores.append(unseen(name))
            print(scores[-1].line(), flush=True)
    found, flagged = (
        sum(getattr(each, share) for each in scores) / len(scores)
        for share in ("found_share", "flagged_share")
    )
    print(f"on average    {found:.1%} of claims found; {flagged:.1%} of honest sentences flagged")


if __name__ == "__main__":
    if "--write" in sys.argv:
        TABLE.write_text(table(), encoding="utf-8")
    else:
        main()
