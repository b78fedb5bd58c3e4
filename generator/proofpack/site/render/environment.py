"""The templates, and how values stand in them.

A value that is not `Md` is encoded when it is printed, so that forgetting an escape is not possible.
An undefined name and a missing value are errors, never a gap on the page.
"""

from __future__ import annotations

import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from proofpack.model.library import KnownArea, KnownFact, KnownSource
from proofpack.model.library.tables import row_of
from proofpack.model.records.contracts import AreaStatus, Confirmation
from proofpack.model.records.tables import DecisionTable
from proofpack.model.records.worksheets import FieldType
from proofpack.text.days import days_written, written
from proofpack.text.difference import difference
from proofpack.text.escape import Md, attribute, blocks, inline, plain, text, url
from proofpack.text.own_rule import OwnRule
from proofpack.text.plural import count

if TYPE_CHECKING:
    from jinja2 import Environment, Template


def _print(value: Any) -> str:
    if value is None:
        raise TypeError("a template printed a value that is not there")
    if isinstance(value, datetime.date):
        return f'<time datetime="{value}">{written(value)}</time>'
    return value if isinstance(value, Md) else text(value)


def _day(value: datetime.date | None) -> Md:
    """Return the day of a reading, or that there was none."""
    return Md(_print(value)) if value else Md("not read yet")


def _ago(day: Md) -> Md:
    """Return a day beside which the browser says how long ago it was."""
    return Md(day.replace("<time ", "<time data-ago ", 1))


def _dated(words: str) -> Md:
    """Return words with the days in them as people write them."""
    return Md(days_written(text(words), _print))


def _trouble(fact: KnownFact) -> Md:
    """Return what is wrong with a fact, in amber until it has lapsed; nothing while it holds."""
    soon = "" if fact.lapsed else " pp-soon"
    words = _dated(fact.trouble)
    return Md(f' <span class="pp-lapsed{soon}">{words}</span>' if words else "")


def _status(area: KnownArea) -> Md:
    """Return what an area may claim, coloured where somebody is to act on it.

    Documented words that nobody looked for are unchecked.
    """
    shown, words = area.status.value, area.status.value.replace("-", " ")
    tone, words = (" pp-act", f"{words}, lapsed") if area.lapsed else ("", words)
    if area.status is AreaStatus.DOCUMENTED and not all(fact.holds for fact in area.facts):
        shown = "unchecked"
        words += f", {area.quotes} quotes found" if area.quotes.looked else ", unchecked"
        tone = " pp-soon" if any(fact.trouble for fact in area.facts) else ""
    if area.status is AreaStatus.DOCUMENTED and (failing := area.failing_since):
        shown, tone = "unchecked", " pp-soon"
        words += f", not read since {_print(failing)}"
    if confirmed := area.record.confirmed:
        return vouched(confirmed)
    return Md(f'<span class="pp-standing pp-standing-{shown}{tone}">{words}</span>')


def vouched(confirmed: Confirmation) -> Md:
    """Return a status that a person vouches for; of a rule of our own, who decided it and when."""
    words = confirmed.status.value.replace("-", " ")
    if confirmed.status is AreaStatus.SUPPORT_CONFIRMED:
        words = "support-confirmed"
    if confirmed.status is AreaStatus.INTERNAL_POLICY and confirmed.by and confirmed.on:
        return decided(OwnRule(confirmed.by, confirmed.on))
    return Md(f'<span class="pp-standing pp-standing-{confirmed.status.value}">{words}</span>')


def decided(rule: OwnRule) -> Md:
    """Return that something is a rule of our own, who decided it, and when."""
    words = f"our own rule, decided by {text(rule.by)} on {_dated(str(rule.on))}"
    return Md(f'<span class="pp-standing pp-standing-internal-policy">{words}</span>')


def _labelled(value: Any, label: str, wide: bool = False) -> Md:
    """Return a cell of a table with the heading of its column, for narrow pages, which have none."""
    shown = _print(value)
    style = ' class="pp-wide"' if wide else ""
    return Md(f'<span{style} data-label="{attribute(label)}">{shown}</span>' if shown else "")


def _verdict(area: KnownArea, table: DecisionTable) -> Md:
    """Return what to do, and how far it is carried where no quote of today carries it."""
    row = row_of(area)
    words = text(table.verdicts[row.verdict])
    shown = f'<span class="pp-verdict pp-verdict-{row.verdict}">{words}</span>'
    return Md(shown if area.carries else f"{shown} {_status(area)}")


def outcome(source: KnownSource) -> str:
    """Return what came of the last attempts to read a page."""
    if source.failures:
        first, last = source.failures[0].day, source.failures[-1]
        return f"reads fail since {written(first)}: {last.words}"
    return source.latest.words if source.latest else ""


@cache
def environment() -> Environment:
    """Return the environment of all templates. It is loaded where a page is rendered."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    from proofpack.site.render.compiled import compiled

    templates = Environment(
        loader=PackageLoader("proofpack.site.render", "templates"),
        undefined=StrictUndefined,
        finalize=_print,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=compiled(),
        autoescape=False,  # noqa: S701 - `finalize` encodes for Markdown, which HTML escaping does not
    )
    templates.filters.update(
        inline=inline,
        blocks=blocks,
        attr=attribute,
        url=url,
        plain=plain,
        day=_day,
        status=_status,
        vouched=vouched,
        verdict=_verdict,
        labelled=_labelled,
        outcome=outcome,
        ago=_ago,
        trouble=_trouble,
        iso=lambda day: Md(day.isoformat()),
        dated=_dated,
        md=Md,
    )
    templates.globals.update(
        count=count,
        difference=difference,
        type_names={kind.value: kind.value.replace("-", " ") for kind in FieldType}
        | {"utc-time": "UTC time", "yes-no": "yes or no", "choices": "several choices"},
        format_names={
            "http-status": "HTTP status",
            "http-method": "HTTP method",
            "path": "path",
            "count": "whole number",
        },
        sensitivities={"internal": "stays inside", "redact": "clean it before you hand it over"},
    )
    return templates


@cache
def _template(name: str) -> Template:
    return environment().get_template(name)


def fill(template: str, **values: Any) -> Md:
    """Return a template filled in."""
    return Md(_template(template).render(values))
