"""What a run says to those who read a pull request."""

from __future__ import annotations

from pathlib import Path

from tests.ledgers import SMALL_QUOTE
from tests.mirror import Answer, Mirror, answer, page_html
from tests.refresh.project import CHAT, ERRORS, RETRY, by_source, library, refresh


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


def test_a_change_that_touches_no_quote_is_told_with_its_sentences(
    mirror: Mirror, tmp_path: Path
) -> None:
    """One line a page, masked; no error, and nothing of what changes by itself."""
    key = "sk-" + "a1B2c3d4"
    before = [RETRY, "Old words go.", "Last updated 3 days ago"]
    after = [RETRY, f"The key {key} comes.", "Last updated on May 3, 2026"]
    mirror.pages[ERRORS] = Answer(page_html("Error reference", before))
    refresh(tmp_path)
    mirror.pages[ERRORS] = Answer(page_html("Error reference", after))
    shown = refresh(tmp_path, "--dry-run", today="2026-06-02").stdout
    result = refresh(tmp_path, "--format", "markdown", today="2026-06-02")
    assert result.exit_code == 0
    page = "    - went: `Old words go.`\n    - came: `The key sk-… comes.`\n\n<details>"
    assert page in result.stdout
    assert "changed  errors: went: Old words go. | came: The key sk-… comes.\n" in shown
    assert key not in (tmp_path / "build" / "pages" / "errors.json").read_text()
    mirror.pages[ERRORS] = Answer(page_html("Error reference", before))
    changes = by_source(refresh(tmp_path, "--json", today="2026-06-03"))["errors"]["changes"]
    assert changes == {"went": ["The key sk-… comes."], "came": ["Old words go."]}
    (tmp_path / "build" / "pages" / "errors.json").unlink()
    mirror.pages[ERRORS] = Answer(page_html("Error reference", after))
    text = refresh(tmp_path, today="2026-06-04").stdout
    assert "changed  errors: the text has changed; the one before is not kept here\n" in text


def test_a_section_that_is_gone_is_advice(mirror: Mirror, tmp_path: Path) -> None:
    """A line in every report, and no other outcome."""
    pack = tmp_path / "data" / "sources" / "api.yml"
    address = "url: https://docs.example.com/errors"
    pack.write_text(pack.read_text().replace(f"{address}\n", f"{address}#retry\n"))
    result = refresh(tmp_path)
    assert result.exit_code == 0
    advice = "#retry is not on the page any more; correct it in `url`"
    assert f"\nerrors: {advice}\n" in result.stdout
    told = by_source(refresh(tmp_path, "--json", "--twice"))
    assert (told["errors"]["lost_section"], told["chat"]["lost_section"]) == ("retry", None)
    markdown = refresh(tmp_path, "--format", "markdown", "--twice").stdout
    assert "### Sections that are gone\n" in markdown
    assert "- **errors**: \\#retry is not on the page any more; " in markdown


def test_text_of_a_page_stays_in_its_code_span(mirror: Mirror, tmp_path: Path) -> None:
    """Backticks of a page cannot end it, and nobody is mentioned."""
    quoted = "Send a POST ``request @somebody to`` /chat [here](https://example.org)"
    mirror.pages[CHAT] = Answer(page_html("Chat reference", [quoted]))
    text = refresh(tmp_path, "--format", "markdown").stdout
    line = next(one for one in text.splitlines() if "Now there" in one)
    assert line.endswith(" ```")
    assert "``` " in line
