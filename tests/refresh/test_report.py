"""What a run says to those who read a pull request."""

from __future__ import annotations

from pathlib import Path

from tests.ledgers import SMALL_QUOTE
from tests.mirror import Answer, Mirror, answer, page_html
from tests.refresh.project import CHAT, ERRORS, library, refresh


def test_markdown_reads_as_the_body_of_a_pull_request(mirror: Mirror, tmp_path: Path) -> None:
    """Counts first, then what a person should look at, then all pages, folded away."""
    refresh(tmp_path)
    mirror.pages[CHAT] = answer(library(tmp_path).sources["chat"].record, without=("route",))
    mirror.pages[ERRORS] = Answer("No.", status=503)
    result = refresh(tmp_path, "--format", "markdown", today="2026-06-02")
    text = result.stdout
    assert text.startswith("## Documented pages read on 2026-06-02\n\n- 2 sources: ")
    parts = [
        "### Look at these",
        "- **chat.route**: the quote is not on the page (last found on 2026-06-01).",
        f"    - We rely on: `{SMALL_QUOTE}`",
        "### Not read, so their dates stay",
        "- **errors**: http-error. ",
        "<details><summary>All pages</summary>",
        "| chat | quote-missing | 0 of 1 | 2026-06-02 | 1 quote lost; the text has changed |",
    ]
    places = [text.index(one) for one in parts]
    assert places == sorted(places)


def test_text_of_a_page_stays_in_its_code_span(mirror: Mirror, tmp_path: Path) -> None:
    """Backticks of a page cannot end it, and nobody is mentioned."""
    quoted = "Send a POST ``request @somebody to`` /chat [here](https://example.org)"
    mirror.pages[CHAT] = Answer(page_html("Chat reference", [quoted]))
    text = refresh(tmp_path, "--format", "markdown").stdout
    line = next(one for one in text.splitlines() if "Now there" in one)
    assert line.endswith(" ```")
    assert "``` " in line
