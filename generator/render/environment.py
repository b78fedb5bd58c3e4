"""The templates, and how values stand in them.

A value that is not `Md` is encoded when it is printed, so that forgetting an escape is not possible.
An undefined name and a missing value are errors, never a gap on the page.
"""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..records.worksheets import FieldType
from .markup import Md, attribute, blocks, inline, plain, text, url


def _print(value: Any) -> str:
    if value is None:
        raise TypeError("a template printed a value that is not there")
    return value if isinstance(value, Md) else text(value)


def _day(value: datetime.date | None) -> Md:
    """Return a date, or that there is none."""
    return Md(value.isoformat()) if value else Md("not read yet")


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


@cache
def environment() -> Environment:
    """Return the environment of all templates."""
    made = Environment(
        loader=PackageLoader("generator.render", "templates"),
        undefined=StrictUndefined,
        finalize=_print,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - `finalize` encodes for Markdown, which HTML escaping does not
    )
    made.filters.update(
        inline=inline, blocks=blocks, attr=attribute, url=url, plain=plain, day=_day, md=Md
    )
    made.globals.update(
        count=_count,
        type_names={one.value: one.value.replace("-", " ") for one in FieldType}
        | {"utc-time": "UTC time", "yes-no": "yes or no", "choices": "several choices"},
        sensitivities={"internal": "stays inside", "redact": "clean it before you hand it over"},
    )
    return made


def fill(template: str, **values: Any) -> Md:
    """Return a template filled in."""
    return Md(environment().get_template(template).render(values))
