"""Parts that come by script: what a page does not say is not confirmed where one is to come."""

from __future__ import annotations

from proofpack.model.outcomes import Outcome
from tests.refresh.evidence.test_extract import OTHER, QUOTE, evaluated
from tests.vectors import each_of

ABSENCE = {"id": "none", "says": "So.", "pattern": r"\d+ tokens per minute"}
RUNS = "<script src=/app.js></script>"
PARTIAL = {
    "pending": "<!--$?--><template id=B:0></template><p>Soon</p><!--/$-->",
    "by-browser": "<!--$!--><template></template><!--/$-->",
    "mount": "<div id=root></div>" + RUNS,
    "named": "<tbody id=t></tbody><p id=l></p><script>document.getElementById('l').append(1)</script>",
    "selected": "<div id=l><!-- x --></div><script>$('#l').load('/limits')</script>",
    "empty": "<div id=limits></div>" + RUNS,
    "busy": "<div aria-busy=true>Please hold</div>",
    "waiting": "<p>Loading…</p>" + RUNS,
    "skeleton": "<div class='skeleton w-2'></div>" + RUNS,
    "htmx": "<div hx-get=/limits hx-trigger=load></div>",
    "element": "<include-fragment src=/limits></include-fragment>",
    "reference": "<redoc spec-url=/openapi.json></redoc>",
    "data": "<div data-url=/limits.json></div>" + RUNS,
    "bound": "<ul><li v-for='x in limits'></li></ul>",
    "noscript": "<noscript>Enable JavaScript to see the limits.</noscript>",
    "written": "<script>document.write(limits)</script>",
}


@each_of("part", PARTIAL.values(), ids=PARTIAL)
def test_an_absence_waits_where_a_part_comes_by_script(part: str) -> None:
    """The quote is confirmed, the absence is neither confirmed nor overturned, with the reason."""
    evaluation = evaluated(f"<main>{OTHER}<p>{QUOTE}</p>{part}</main>", QUOTE, absences=[ABSENCE])
    assert evaluation.outcome is Outcome.READ  # a later 304 must not speak for the absence
    assert [(match.fact, match.found) for match in evaluation.matches] == [("f0", True)]
    assert "script" in evaluation.detail


def test_an_absence_waits_where_bytes_are_no_characters() -> None:
    """They might be a part of what it denies."""
    page = f"<main>{OTHER}<p>{QUOTE}</p><p>t\ufffdkens</p></main>"
    evaluation = evaluated(page, QUOTE, absences=[ABSENCE])
    assert [(match.fact, match.found) for match in evaluation.matches] == [("f0", True)]
    assert "no characters" in evaluation.detail
    assert evaluated(page, QUOTE).outcome is Outcome.CONFIRMED


@each_of("part", PARTIAL.values(), ids=PARTIAL)
def test_a_source_without_absences_is_confirmed_all_the_same(part: str) -> None:
    """A quote that stands there stands there, whatever else is to come."""
    assert (
        evaluated(f"<main>{OTHER}<p>{QUOTE}</p>{part}</main>", QUOTE).outcome is Outcome.CONFIRMED
    )


def test_what_is_there_overturns_although_a_part_is_to_come() -> None:
    """Half a page is enough to say something."""
    page = f"<main>{OTHER}{QUOTE} 60 tokens per minute <div id=root></div>{RUNS}</main>"
    evaluation = evaluated(page, QUOTE, absences=[ABSENCE])
    assert (evaluation.outcome, evaluation.matches[1].found) == (Outcome.QUOTE_MISSING, False)


WHOLE = {
    "scripts": RUNS + "<script>window.dataLayer = []; gtag('config')</script>",
    "frame": "</main><div id=toast></div><div id=search></div><main>" + RUNS,
    "hydrated": "<div id=root><p>Whole.</p></div>" + RUNS,
    "streamed": "<!--$--><p>Whole.</p><!--/$-->" + RUNS,
    "anchor": "<a href=#x>x</a><div id=x></div><a id=y></a><span id=z></span>" + RUNS,
    "icon": "<x-icon name=check></x-icon><x-copy value=a></x-copy>" + RUNS,
    "pixel": "<noscript><img src=/pixel.gif></noscript>" + RUNS,
    "about-loading": "<h2>Loading</h2><p>Loading models takes a minute at first.</p>" + RUNS,
    "empty-cells": "<table><tr><td></td><td id=a></td></tr></table><p></p>" + RUNS,
    "no-script": "<div id=root></div>",
}


@each_of("part", WHOLE.values(), ids=WHOLE)
def test_an_absence_is_confirmed_on_a_whole_page(part: str) -> None:
    """Scripts, frames, anchors and icons of an ordinary page keep nothing back."""
    evaluation = evaluated(f"<main>{OTHER}<p>{QUOTE}</p>{part}</main>", QUOTE, absences=[ABSENCE])
    assert (evaluation.outcome, evaluation.detail) == (Outcome.CONFIRMED, "")


def test_what_a_source_ignores_keeps_nothing_back() -> None:
    """An empty element that nothing fills can be ignored, with all in it."""
    marker = "<div class=a><i id=x>y</i><div id=marker></div></div>"
    page = f"<main>{OTHER}<p>{QUOTE}</p>{marker}{RUNS}</main>"
    kept = evaluated(page, QUOTE, absences=[ABSENCE])
    ignored = evaluated(page, QUOTE, absences=[ABSENCE], ignore=[".a"])
    assert (kept.outcome, ignored.outcome) == (Outcome.READ, Outcome.CONFIRMED)
