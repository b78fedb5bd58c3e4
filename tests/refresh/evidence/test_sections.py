"""Whether the section to which an address leads is on its page."""

from __future__ import annotations

import pytest

from proofpack.model.outcomes import Document, Kind, Outcome
from proofpack.refresh.evidence.marked_text import MarkedText
from proofpack.refresh.evidence.sections import lost_section
from tests.refresh.evidence.test_extract import OTHER, QUOTE, URL, evaluated
from tests.vectors import each_of

HTML, MARKDOWN = f"<main>{OTHER}{{}}<p>{QUOTE}</p></main>", f"{{}}\n\nWords. {QUOTE}\n"


def lost(page: str, section: str, kind: Kind) -> str:
    """Return the section that is told to be gone from a page."""
    found = evaluated(page, QUOTE, kind=kind, url=f"{URL}#{section}")
    assert found.outcome is Outcome.CONFIRMED
    return found.lost_section


THERE = [
    ("html", '<h2 id="limits">Rates</h2>', "limits"),
    ("html", "<h2 class=x id=limits>Rates</h2>", "limits"),
    ("html", "<a name='limits'></a><h2>Rates</h2>", "limits"),
    ("html", '<h2 id="a&amp;b">Rates</h2>', "a&b"),
    ("html", '<h2 id="\u00fcber uns">Rates</h2>', "%C3%BCber%20uns"),
    ("html", "<h2>Rate limits</h2>", "rate-limits"),
    ("html", "<nav><p id=limits>Menu</p></nav>", "limits"),
    ("markdown", "## Rate limits, and `429`", "rate-limits-and-429"),
    ("markdown", "## Rate limits", "rate_limits"),
    ("markdown", "## Rate limits", "rate-limits-1"),
    ("markdown", "## \u00dcber die Grenzen", "uber-die-grenzen"),
    ("markdown", "## \u00dcber die Grenzen", "%C3%BCber-die-grenzen"),
    ("markdown", "## Rates {#limits}", "limits"),
    ("markdown", '<a id="limits"></a>\n\n## Rates', "limits"),
    ("rst", ".. _limits:\n\nRates\n=====\n", "limits"),
    ("html", "<h2>Rates</h2>", "top"),
    ("html", "<h2>Rates</h2>", "/limits"),
    ("html", "<h2>Rates</h2>", ":~:text=limits"),
    ("text", "Rates", "limits"),
]


@each_of(("kind", "part", "section"), THERE)
def test_a_section_that_is_there_is_not_told(kind: Kind, part: str, section: str) -> None:
    """Ids, names of anchors, what generators make of headings; and what is no section."""
    page = (HTML if kind == "html" else MARKDOWN).format(part)
    assert lost(page, section, kind) == ""


GONE = [
    ("html", '<h2 id="rates">Rates</h2>', "limits"),
    ("html", '<!-- <h2 id="limits"> --><h2>Rates</h2>', "limits"),
    ("html", "<script>x = '<p id=\"limits\">'</script><h2>Rates</h2>", "limits"),
    ("html", '<input name="limits"><h2>Rates</h2>', "limits"),
    ("html", '<h2 data-id="limits">Rates</h2>', "limits"),
    ("markdown", "## Rates\n\nThe limits.", "limits"),
    ("markdown", '```html\n<a id="limits"></a>\n```', "limits"),
    ("markdown", "## Limits of rates", "limits"),
    ("rst", "Rates\n=====\n", "limits"),
]


@each_of(("kind", "part", "section"), GONE)
def test_a_section_that_is_gone_is_told(kind: Kind, part: str, section: str) -> None:
    """The outcome stays what it is: the words were found."""
    page = (HTML if kind == "html" else MARKDOWN).format(part)
    assert lost(page, section, kind) == section


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["html", "markdown", "rst"])
@pytest.mark.parametrize(
    "line",
    ["<a ", '<a id="', "<!--", "<script>", "</script", "{#", "{:", "```\n", "\n.. _`", "<a id = "],
)
def test_hostile_pages_are_soon_read(line: str, kind: Kind) -> None:
    """Many thousands of what never ends do not delay the evaluation."""
    document = Document(URL, URL, kind, line * 200_000)
    assert lost_section(f"{URL}#limits", document, MarkedText("")) == "limits"
