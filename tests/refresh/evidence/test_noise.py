"""Noise: what changes by itself is no change of the page, and what the page says is."""

from __future__ import annotations

import pytest

from tests.refresh.evidence.test_extract import OTHER, QUOTE, evaluated
from tests.vectors import each_of

NOISE = [
    ("<p>Last updated 3 days ago</p>", "<p>Last updated on May 3, 2026</p>"),
    (
        "<p>Updated <time>2026-05-01</time> by Ann</p>",
        "<p>Updated <time>2026-06-11</time> by Ben</p>",
    ),
    ("<div>Edited</div><time>3 minutes ago</time>", "<div>Edited</div><time>yesterday</time>"),
    ("<p>Zuletzt aktualisiert am 3. Mai 2026</p>", "<p>Zuletzt aktualisiert am 12. Juni 2026</p>"),
    ("<p>\u66f4\u65b0\u4e8e 2026-05-01</p>", "<p>\u66f4\u65b0\u4e8e 2026-06-02</p>"),
    ("<p>Written by Ann, updated 2026-05-01</p>", "<p>Written by Ann, updated 2026-05-02</p>"),
    ("<p>Generated at 12:30:05 UTC</p>", "<p>Generated at 12:31:00 UTC</p>"),
    ("<p>1,204 views</p>", "<p>1.3k views</p>"),
    ("<p>12 votes \u00b7 3 comments</p>", "<p>14 votes \u00b7 4 comments</p>"),
    ("<div>12</div><div>votes</div>", "<div>13</div><div>votes</div>"),
    ("<p>5 min read</p>", "<p>6 min read</p>"),
    ("<p>May 3, 2026 \u2022 5 min read</p>", "<p>May 4, 2026 \u2022 6 min read</p>"),
    ("<p>12 out of 20 found this helpful</p>", "<p>13 out of 22 found this helpful</p>"),
    (
        "<p>Was this page helpful? Yes (12) No (3)</p>",
        "<p>Was this page helpful? Yes (14) No (3)</p>",
    ),
    ("<p>\u00a9 2025 Example Inc.</p>", "<p>\u00a9 2026 Example Inc.</p>"),
    ("<p>Copyright 2019-2025 Example</p>", "<p>Copyright 2019-2026 Example</p>"),
    ("<p>We use cookies to improve your experience.</p>", ""),
    (
        "<h2>Related articles</h2><ul><li>How to pay</li><li>Limits</li></ul>",
        "<h2>Related articles</h2><ul><li>Errors</li></ul>",
    ),
    (
        "<p>This page was last updated on 12 May 2026.</p>",
        "<p>This page was last updated on 2 June 2026.</p>",
    ),
    ("<p>Last edited on Tuesday, May 5, 2026</p>", "<p>Last edited on Friday, June 5, 2026</p>"),
    (
        "<p>Edit this page \u2022 Last update: May 2026</p>",
        "<p>Edit this page \u2022 Last update: June 2026</p>",
    ),
    ("<p>Asked 3 years, 2 months ago</p>", "<p>Asked 3 years, 3 months ago</p>"),
    (
        "<p>By Ann Lee | May 3, 2026 | 5 min read</p>",
        "<p>By Ben Lee | May 4, 2026 | 6 min read</p>",
    ),
    ("<p>Zuletzt bearbeitet: 5. Mai 2026</p>", "<p>Zuletzt bearbeitet: 6. Mai 2026</p>"),
    ("<p>Mis \u00e0 jour il y a 3 jours</p>", "<p>Mis \u00e0 jour il y a 4 jours</p>"),
    (
        "<p>Docs last generated 2026-05-01 12:00 UTC</p>",
        "<p>Docs last generated 2026-06-02 13:00 UTC</p>",
    ),
    (
        "<p>Last update by the maintainers, May 2026</p>",
        "<p>Last update by the maintainers, June 2026</p>",
    ),
    ("<p>Stand: 05/2026</p>", "<p>Stand: 06/2026</p>"),
    ("<p>Estimated reading time: 4 minutes</p>", "<p>Estimated reading time: 5 minutes</p>"),
    (
        "<p>This article has been viewed 12,004 times.</p>",
        "<p>This article has been viewed 13,990 times.</p>",
    ),
    ("<p>Rated 4.3/5 based on 120 reviews</p>", "<p>Rated 4.4/5 based on 121 reviews</p>"),
    ("<p>\U0001f44d 12 \U0001f44e 3</p>", "<p>\U0001f44d 13 \U0001f44e 3</p>"),
    ("<p>Accept all cookies</p>", ""),
    ("<p>Nous utilisons des cookies pour am\u00e9liorer votre exp\u00e9rience.</p>", ""),
    (
        "<h2>More like this</h2><ul><li>Limits</li></ul>",
        "<h2>More like this</h2><ul><li>Errors</li></ul>",
    ),
    ("<p>Page generated in 0.12 s</p>", "<p>Page generated in 0.31 s</p>"),
]


@each_of(("before", "after"), NOISE)
def test_what_changes_by_itself_is_no_change(before: str, after: str) -> None:
    """The digest is the same, and the text that is shown still holds it."""
    one, two = evaluated(f"<main>{OTHER}{before}</main>"), evaluated(f"<main>{OTHER}{after}</main>")
    assert one.digest == two.digest
    assert one.text != two.text


CHANGES = [
    ("<p>Sunset date: 2026-05-01</p>", "<p>Sunset date: 2026-08-01</p>"),
    ("<p>The call was removed on May 3, 2026.</p>", "<p>The call was removed on June 3, 2026.</p>"),
    ("<p>Limits are updated every 3 days.</p>", "<p>Limits are updated every 4 days.</p>"),
    ("<p>A page holds 100 comments at most.</p>", "<p>A page holds 200 comments at most.</p>"),
    (
        "<table><tr><td>limit</td><td>60</td></tr></table>",
        "<table><tr><td>limit</td><td>90</td></tr></table>",
    ),
    ("<p>Wait for 5 minutes.</p>", "<p>Wait for 6 minutes.</p>"),
    (
        "<p>Sessions use cookies that last 5 days.</p>",
        "<p>Sessions use cookies that last 9 days.</p>",
    ),
    (
        "<h2>Related calls</h2><p>The limit is 5.</p>",
        "<h2>Related calls</h2><p>The limit is 6.</p>",
    ),
    (
        "<h2>Related links</h2><p>The limit is 5.</p>",
        "<h2>Related links</h2><p>The limit is 6.</p>",
    ),
    (
        "<p>The old call, published on 2026-05-01, is kept.</p>",
        "<p>The old call, published on 2026-05-02, is kept.</p>",
    ),
    (
        "<tr><td>removed</td><td>2026-05-01</td></tr>",
        "<tr><td>removed</td><td>2026-08-01</td></tr>",
    ),
    ("<td>from</td><td>12:30</td>", "<td>from</td><td>13:30</td>"),
    ("<p>Version 3.1</p>", "<p>Version 3.2</p>"),
    ("<p>201 Created</p>", "<p>202 Created</p>"),
    ("<p>Comments: up to 100</p>", "<p>Comments: up to 200</p>"),
    ("<p>Time to answer: 5 minutes</p>", "<p>Time to answer: 9 minutes</p>"),
    ("<p>Read timeout: 5 minutes</p>", "<p>Read timeout: 9 minutes</p>"),
    ("<p>Released on May 3, 2026</p>", "<p>Released on May 4, 2026</p>"),
    (
        "<p>The API was last updated on May 3, 2026.</p>",
        "<p>The API was last updated on May 4, 2026.</p>",
    ),
    (
        "<h2>Other limits</h2><ul><li>Calls</li></ul>",
        "<h2>Other limits</h2><ul><li>Calls</li><li>Files</li></ul>",
    ),
    (
        "<p>Published models are kept until 2026-05-01.</p>",
        "<p>Published models are kept until 2026-06-01.</p>",
    ),
]


@each_of(("before", "after"), CHANGES)
def test_what_the_page_says_is_a_change(before: str, after: str) -> None:
    """A number or a day in a sentence or a cell is no noise."""
    one, two = evaluated(f"<main>{OTHER}{before}</main>"), evaluated(f"<main>{OTHER}{after}</main>")
    assert one.digest != two.digest


def test_what_a_source_ignores_is_no_change() -> None:
    """Within a block, without regard to case; under another pattern the text begins anew."""
    pages = [f"<main>{OTHER}<p>Build {one} of the docs.</p></main>" for one in ("a12", "b34")]
    one, two = (evaluated(page) for page in pages)
    assert one.digest != two.digest
    one, two = (evaluated(page, ignore_text=["BUILD [a-z0-9]+"]) for page in pages)
    assert one.digest == two.digest
    assert "of the docs." in one.counted
    other = evaluated(pages[0], ignore_text=["of the docs"])
    assert other.digest != one.digest
    assert other.rules != one.rules != evaluated(pages[0]).rules


def test_what_is_ignored_may_hold_a_quote() -> None:
    """It is no part of the digest, and nothing else."""
    page = f"<main>{OTHER}<p>{QUOTE}</p></main>"
    found = evaluated(page, QUOTE, ignore_text=[QUOTE])
    assert (found.matches[0].found, QUOTE in found.text, QUOTE in found.counted) == (
        True,
        True,
        False,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "line", ["a " * 60, "1 " * 60, "updated " * 15, "cookie we " * 60, "1," * 60, "12:3" * 30]
)
def test_hostile_lines_are_soon_read(line: str) -> None:
    """Thousands of lines that begin like noise, or almost are, do not delay the evaluation."""
    page = "\n".join(f"<h2>Related</h2><p>{line}x{at}</p>" for at in range(3000))
    assert evaluated(f"<main>{page}</main>").digest
