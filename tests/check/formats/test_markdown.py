"""Markdown, for the summary of a job."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from proofpack.check.formats import format_result
from proofpack.check.run import CheckResult
from proofpack.model.problems import Place, Problem
from tests.check.projects import FILES, check
from tests.conftest import TODAY


def test_markdown_reads_by_file_errors_first(hostile: Path) -> None:
    """A summary of a job."""
    text = check(hostile, "--format", "markdown").stdout
    assert text.startswith(
        f"## Check of 2026-06-02\n\n2 errors, 1 warning on 2026-06-02; {FILES} files checked."
    )
    assert "### Errors\n\n`content/guides/one.md`\n\n- line " in text
    assert "a\\|b\\<c\\>" in text


@given(
    what=st.text("`\\*_[]()<>|#&~;:ab ", max_size=30).map(str.strip),
    remedy=st.sampled_from(["Write `a_b|<c>`.", "Run `proofpack review *x*`, then [go] on.", ""]),
)
def test_markdown_shows_what_is_said_and_no_more(what: str, remedy: str) -> None:
    """Letter for letter outside of code spans and inside, and neither links nor tags come of it."""
    shown = rendered(what, remedy)
    item = ET.fromstring(shown[shown.index("<li>") : shown.index("</li>") + 5])  # noqa: S314 - our own
    assert {one.tag for one in item.iter()} <= {"li", "strong", "code"}
    said = "".join(item.itertext()).removeprefix("line 1, rule: ")
    assert _plain(said) == _plain(f"{what}. {remedy}".strip())


def test_markdown_keeps_code_as_code() -> None:
    """Without a backslash in it; outside of it, what looks like an entity is none."""
    shown = rendered("found &lt; in `a_b`", "Write `a_b|<c>`.")
    assert "found &amp;lt; in <code>a_b</code>. Write <code>a_b|&lt;c&gt;</code>." in shown


def rendered(what: str, remedy: str) -> str:
    """Return what a reader's browser gets of a report with one finding."""
    verdict = CheckResult(TODAY, (Problem(Place("a.md"), "rule", "", what, remedy),), (), 1)
    return str(
        MarkdownIt("gfm-like", {"linkify": False}).render(format_result("markdown", verdict))
    )


def _plain(text: str) -> str:
    """Return text without the marks of code spans, and without blanks, which spans trim."""
    return re.sub(r"[`\s]", "", text)
