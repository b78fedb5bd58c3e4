"""Pictures of counts and days, as SVG that stands in a page.

Places along a picture are in percent and its height is in pixels, so a letter has its size on a phone,
too. Colours are those of classes, in both schemes, and none says anything that no word says. A picture
is one image for a screen reader, told by its title and its description; a table beside it has all of it.
"""

from __future__ import annotations

import datetime
import html
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from proofpack.text.days import month, written
from proofpack.text.escape import Md, text

_ROW, _BAR, _AXIS, _COLUMN = 42, 10, 24, 120
_TODAY = 16
"""Room for the word that a browser writes."""
_LETTERS = 44
"""As many letters of a name as fit on the narrowest phone."""
_MOST_TICKS = 5
_EVERY = (1, 3, 6, 12, 24, 60, 120, 600)
"""After how many months a line may stand again."""
_EDGE = 0.08
"""So near to an end, a name begins or ends at its line, and is not cut."""
MOST_COLUMNS = 36


class CountBar(NamedTuple):
    """A count with its name. `tone` is a class: nothing for what asks nobody to act, `open` or `bad`."""

    name: str
    number: int
    tone: str = ""


class DaySpan(NamedTuple):
    """Days with a name: from one to another. `tone` as of a `CountBar`, on the day of the build.

    On a later day the browser shows it as it is then: `open` from `soon` on, and `bad` after the last.
    """

    name: str
    first: datetime.date
    last: datetime.date
    soon: datetime.date
    tone: str = ""


def bars(key: str, title: str, description: str, rows: Sequence[CountBar]) -> Md:
    """Return lying bars, the longest as wide as the picture.

    Args:
        key: tells the ids of this picture from those of others of its page.
        title: what it shows.
        description: what is to be seen in it, for who does not see it.
        rows: at least one.
    """
    most = max(row.number for row in rows) or 1
    drawn = []
    for at, row in enumerate(rows):
        top = at * _ROW
        drawn += [
            f'<text x="0" y="{top + 16}">{_text(row.name)}: {row.number}</text>',
            _rect("0", top + 22, _percent(row.number / most), row.tone),
        ]
    return _picture(key, title, description, len(rows) * _ROW, drawn)


def spans(key: str, title: str, description: str, rows: Sequence[DaySpan]) -> Md:
    """Return days as lines below their names, along one axis that begins and ends with them.

    A browser draws its own day into it, by `data-first` and `data-last`. Arguments as of `bars`.
    """
    first, last = min(row.first for row in rows), max(row.last for row in rows)
    length = max((last - first).days, 1)

    def at(day: datetime.date) -> str:
        return _percent((day - first).days / length)

    height = _AXIS + len(rows) * _ROW
    drawn = [*_axis(first, last, height)]
    for number, row in enumerate(rows):
        top = _AXIS + number * _ROW
        wide = _percent((row.last - row.first).days / length)
        drawn += [
            f'<text x="0" y="{top + 16}">{_text(row.name)}</text>',
            _rect(at(row.first), top + 22, wide, row.tone).replace(
                "<rect", f'<rect data-soon="{row.soon}" data-due="{row.last}"'
            ),
        ]
    days = f' data-first="{first}" data-last="{last}"'
    return _picture(key, title, description, height + _TODAY, drawn, days)


def columns(key: str, title: str, description: str, rows: Sequence[CountBar]) -> Md:
    """Return standing bars with their counts above; only so many names below as fit.

    Args:
        key: tells the ids of this picture from those of others of its page.
        title: what it shows.
        description: what is to be seen in it, for who does not see it.
        rows: at least one, and at most `MOST_COLUMNS`.
    """
    most, drawn = max(row.number for row in rows) or 1, []
    every = -(-len(rows) // 4)
    for at, row in enumerate(rows):
        height = round(row.number / most * _COLUMN)
        left = (at + 0.15) / len(rows)
        top = 18 + _COLUMN - height
        middle = _percent((at + 0.5) / len(rows))
        drawn.append(_rect(_percent(left), top, _percent(0.7 / len(rows)), row.tone, height))
        if row.number and len(rows) <= 12:
            drawn.append(
                f'<text x="{middle}" y="{top - 5}" text-anchor="middle">{row.number}</text>'
            )
        if at % every == 0:
            x, end = (left, "") if left < 0.8 else (left + 0.7 / len(rows), ' text-anchor="end"')
            drawn.append(
                f'<text x="{_percent(x)}" y="{_COLUMN + 34}"{end}>{_text(row.name)}</text>'
            )
    return _picture(key, title, description, _COLUMN + 40, drawn)


def _axis(first: datetime.date, last: datetime.date, height: int) -> Iterator[str]:
    """Yield a few beginnings of months, each with its line; the ends where no month begins between."""
    length = max((last - first).days, 1)
    days = _ticks(first, last)
    for day, name in days or [(first, written(first)), (last, written(last))]:
        part = (day - first).days / length
        x = _percent(part)
        anchor = "start" if part < _EDGE else "end" if part > 1 - _EDGE else "middle"
        yield f'<text class="pp-tick" x="{x}" y="14" text-anchor="{anchor}">{name}</text>'
        yield f'<line class="pp-grid" x1="{x}" x2="{x}" y1="{_AXIS}" y2="{height}"/>'


def _ticks(first: datetime.date, last: datetime.date) -> list[tuple[datetime.date, str]]:
    """Return beginnings of months between two days, as many as have room on a phone."""
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)
    every = next((step for step in _EVERY if len(months) <= step * _MOST_TICKS), len(months))
    days = [datetime.date(at // 12, at % 12 + 1, 1) for at in months if at % every == 0]
    return [(day, month(day) if every < 12 else str(day.year)) for day in days if day < last]


def _rect(left: str, top: int, wide: str, tone: str, height: int = _BAR) -> str:
    toned = f' class="pp-tone-{tone}"' if tone else ""
    return f'<rect{toned} x="{left}" y="{top}" width="{wide}" height="{height}" rx="2"/>'


def _picture(
    key: str, title: str, description: str, height: int, drawn: Sequence[str], more: str = ""
) -> Md:
    """Return a picture as one block of HTML. At a blank line Markdown would begin again."""
    attributes = f'role="img" aria-labelledby="{key}-title {key}-desc"'
    lines = [
        '<figure class="pp-picture">',
        f'<svg {attributes} width="100%" height="{height}"{more}>',
        f'<title id="{key}-title">{text(title)}</title>',
        f'<desc id="{key}-desc">{text(description)}</desc>',
        *drawn,
        "</svg>",
        "</figure>",
    ]
    return Md("\n".join(lines))


def _text(name: str) -> str:
    """Return a name as it fits."""
    short = name if len(name) <= _LETTERS else name[: _LETTERS - 2].rstrip() + " …"
    return text(html.unescape(short))


def _percent(part: float) -> str:
    return f"{part * 100:.2f}".rstrip("0").rstrip(".") + "%"
