"""Tables of reStructuredText, drawn with signs, as rows of cells of lines."""

from __future__ import annotations

import re
from itertools import pairwise

Rows = list[list[list[str]]]

_RULE = re.compile(r"[+|][-=+| ]*[-=]{2}[-=+| ]*\Z")


def grid_rows(lines: list[str]) -> Rows:
    """Return the rows of a table that is drawn as a grid. Cells that span rows are cut at each."""
    edges = [at for at, sign in enumerate(lines[0]) if sign == "+"]
    rows: Rows = []
    group: list[str] = []
    for line in lines:
        if not _RULE.match(line):
            group.append(line)
        elif group:
            rows.append(_cells(group, edges))
            group = []
    return rows


def _cells(group: list[str], edges: list[int]) -> list[list[str]]:
    # Where a cell spans columns, no bar stands at the edge between them.
    bars = [at for at in edges if all(line[at : at + 1] == "|" for line in group)]
    return [[line[start + 1 : end].strip() for line in group] for start, end in pairwise(bars)]


def simple_rows(lines: list[str]) -> Rows:
    """Return the rows of a table that is drawn with rules of `=` alone."""
    starts = [match.start() for match in re.finditer("=+", lines[0])]
    ends = [*starts[1:], None]
    rows: Rows = []
    for line in lines:
        if not line.strip("=- "):
            continue
        cells = [line[start:end].strip() for start, end in zip(starts, ends, strict=True)]
        if not cells[0] and rows:
            for cell, more in zip(rows[-1], cells, strict=True):
                cell.append(more)
        else:
            rows.append([[cell] for cell in cells])
    return rows
