"""`refresh`, with a server on loopback whose pages a test can change."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from proofpack.model.library import Library
from proofpack.refresh.journal import Journal
from tests.ledgers import day
from tests.mirror import Answer, Mirror, answer, mirrored, page_html, redirect_packs, serving
from tests.refresh.project import (
    CHAT,
    ERRORS,
    built_page,
    built_pages,
    by_source,
    ledger_lines,
    library,
    plain,
    refresh,
    run,
    snapshot,
)


@pytest.mark.slow
def test_the_founding_packs_end_with_every_quote_found(
    founding: Library, founding_copy: Path
) -> None:
    """A mirror that holds their quotes confirms them all, and the site then shows it."""
    with serving(mirrored(founding)) as server:
        redirect_packs(founding_copy, server)
        result = refresh(founding_copy, today="2026-11-21")
    assert result.exit_code == 0
    assert "11 sources: 11 confirmed." in result.output
    assert "54 of 54 quotes found since 2026-11-21." in result.output
    after = library(founding_copy, "2026-11-21")
    assert all(one.holds for one in after.facts.values())
    assert "Not asked for: docs-home, support, site." in result.output
    read = [one for one in after.sources.values() if one.facts]
    assert {one.accessed for one in read} == {day("2026-11-21")}
    index = built_page(founding_copy, "sources/index.md", "2026-11-21")
    assert "54 of 54 quotes found since 2026-11-21." in plain(index)
    chat = built_page(founding_copy, "sources/chat.md", "2026-11-21")
    assert plain(chat).count("Quote found on 2026-11-21") == 11
    assert "Unchecked" not in chat


def test_a_first_refresh_earns_its_dates(mirror: Mirror, tmp_path: Path) -> None:
    """Table, counts and dates, and a ledger that a build can read."""
    result = refresh(tmp_path)
    lines = [line.split() for line in result.output.splitlines()]
    assert ["chat", "confirmed", "1", "of", "1", "2026-06-01"] in lines
    assert ["errors", "confirmed", "1", "of", "1", "2026-06-01"] in lines
    assert "2 sources: 2 confirmed.\n2 of 2 quotes found since 2026-06-01." in result.output
    assert result.exit_code == 0
    facts = library(tmp_path).facts
    assert {one.confirmed for one in facts.values()} == {day("2026-06-01")}
    assert [path for path, _ in mirror.asked] == [CHAT, ERRORS]


def test_a_lost_quote_keeps_its_date_and_shows_what_stands_there(
    mirror: Mirror, tmp_path: Path
) -> None:
    """The page was read; the quote was not found; the report has the nearest text and the old."""
    refresh(tmp_path)
    page = "Here it says: Send a PUT request to /chat"
    mirror.pages[CHAT] = Answer(page_html("Chat reference", [page]))
    result = refresh(tmp_path, today="2026-06-05")
    assert result.exit_code == 3
    assert "chat.route: the quote is not on the page (last found on 2026-06-01)." in result.output
    shown = " ".join(result.output.split())
    assert re.search(r"now there .*Send a PUT request to /chat.*\(\d\d % alike\)", shown)
    assert re.search(r"before .*Send a POST request to /chat", shown)
    known = library(tmp_path, "2026-06-05")
    fact, source = known.facts["chat.route"], known.sources["chat"]
    assert (source.accessed, source.changed) == (day("2026-06-05"), day("2026-06-05"))
    assert (fact.confirmed, fact.missing_since) == (day("2026-06-01"), day("2026-06-05"))
    assert known.facts["errors.retry"].confirmed == day("2026-06-05")
    kept = (tmp_path / "data" / "ledger.yml").read_text(encoding="utf-8")
    assert "Send a PUT request to /chat" in kept
    assert "written in the manner" not in kept


def test_the_ledger_is_named_from_the_current_folder(
    mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal; the body of a pull request names it as the project does."""
    monkeypatch.chdir(tmp_path / "content" / "guides")
    markdown = refresh(tmp_path, "--format", "markdown")
    assert "- Wrote data/ledger.yml.\n" in markdown.output
    result = refresh(tmp_path, today="2026-06-02")
    assert result.output.endswith("\nWrote ../../data/ledger.yml.\n")


def test_what_has_lapsed_is_replaced_by_its_fallback(mirror: Mirror, tmp_path: Path) -> None:
    """Within the grace the page says what is missing; beyond it the assertion is withheld."""
    refresh(tmp_path)
    record = library(tmp_path).sources["chat"].record
    mirror.pages[CHAT] = answer(record, without=("route",))
    refresh(tmp_path, today="2026-06-05")
    within = built_page(tmp_path, "guides/one.md", "2026-06-15")
    assert "Requests go to <code>POST /chat</code>" in plain(within)
    assert "The route is unconfirmed at present" not in within
    beyond = plain(built_page(tmp_path, "guides/one.md", "2026-06-16"))
    assert "Requests go to <code>POST /chat</code>." not in beyond
    assert "The route is unconfirmed at present." in beyond
    assert "its quote has not been found since 2026-06-05" in beyond
    assert "Some words of this guide have lost their source" in beyond
    contract = plain(built_page(tmp_path, "contracts/chat.md", "2026-06-16"))
    assert "withheld until its facts hold again" in contract
    reason = re.search(
        r"^.*because of \[[^]]+\]\(\.\./sources/chat\.md#route.*$", contract, re.MULTILINE
    )
    assert reason
    assert not reason[0].startswith("<p>")  # in a block of HTML the engine would not see the link
    assert "Elsewhere nobody answers." in contract


def test_an_absence_that_is_overturned_says_so_at_once(mirror: Mirror, tmp_path: Path) -> None:
    """The page states now what it left unsaid: to be rewritten, without any grace."""
    refresh(tmp_path)
    record = library(tmp_path).sources["chat"].record
    mirror.pages[CHAT] = answer(record, more=("You may send 60 requests per minute.",))
    result = refresh(tmp_path, today="2026-06-02")
    assert result.exit_code == 3
    assert "chat.no-limit: now documented: rewrite what stands on it." in result.output
    assert "60 requests per minute" in result.output
    page = plain(built_page(tmp_path, "sources/chat.md", "2026-06-02"))
    assert "Now documented: rewrite." in page
    guide = plain(built_page(tmp_path, "contracts/chat.md", "2026-06-02"))
    assert "A limit is stated now; read it." in guide


def test_a_failing_source_stops_no_other_and_moves_no_date(mirror: Mirror, tmp_path: Path) -> None:
    """Its attempt is recorded apart; everything else of its entry stays letter for letter."""
    refresh(tmp_path)
    before = ledger_lines(tmp_path, "chat")
    mirror.pages[CHAT] = Answer("No.", status=404)
    result = refresh(tmp_path, today="2026-06-05")
    assert result.exit_code == 3
    assert (
        by_source(refresh(tmp_path, "--json", today="2026-06-05"))["errors"]["outcome"]
        == "unchanged"
    )
    after = ledger_lines(tmp_path, "chat")
    assert [line for line in after if line not in before] == [
        "- {by: fetch, outcome: http-error, status: 404, first: 2026-06-05, last: 2026-06-05}"
    ]
    assert [line for line in before if line not in after] == []
    known = library(tmp_path, "2026-06-05")
    assert known.sources["chat"].accessed == day("2026-06-01")
    assert known.areas["chat.endpoint"].status.value == "documented"
    refresh(tmp_path, today="2026-06-06")
    assert library(tmp_path, "2026-06-06").areas["chat.endpoint"].status.value == "to-verify"
    page = plain(built_page(tmp_path, "sources/chat.md", "2026-06-06"))
    assert "2 attempts since then failed, and moved no date." in page
    assert "The last was on 2026-06-06: http-error 404." in page


def test_a_page_that_has_moved_moves_no_date(mirror: Mirror, tmp_path: Path) -> None:
    """Old and new address are shown, the quotes are looked for there, the YAML stays."""
    mirror.pages["/new"] = mirror.pages[CHAT]
    mirror.pages[CHAT] = Answer("", status=301, headers={"Location": "/new"})
    result = refresh(tmp_path, "chat")
    assert result.exit_code == 3
    assert f"{mirror.address(CHAT)} → {mirror.address('/new')}" in result.output
    assert "2 of 2 facts hold there" in result.output
    known = library(tmp_path)
    assert known.sources["chat"].accessed is None
    assert known.facts["chat.route"].confirmed is None


@pytest.mark.slow
def test_a_past_day_is_built_as_it_was_then(mirror: Mirror, tmp_path: Path) -> None:
    """Tables, statuses and wording: what was learned later changes no page of an earlier day."""
    record = library(tmp_path).sources["chat"].record
    shown: dict[str, dict[str, bytes]] = {}
    pages = {
        "2026-06-01": answer(record),
        "2026-06-03": answer(record, more=("Something new.",)),
        "2026-06-05": answer(record, without=("route",)),
        "2026-06-20": Answer("No.", status=410),
        "2026-06-21": Answer("No.", status=410),
        "2026-06-25": answer(record),
    }
    for today, page in pages.items():
        mirror.pages[CHAT] = page
        refresh(tmp_path, today=today)
        shown[today] = built_pages(tmp_path, today)
    assert len({tuple(one.items()) for one in shown.values()}) == len(pages)
    for today, then in shown.items():
        assert built_pages(tmp_path, today) == then, today


def test_a_dry_run_writes_nothing(mirror: Mirror, tmp_path: Path) -> None:
    """It reads and reports; no file is made or changed."""
    before = snapshot(tmp_path)
    result = refresh(tmp_path, "--dry-run")
    assert "2 of 2" not in result.output.partition("\n")[0]
    assert "2 sources: 2 confirmed." in result.output
    assert "Dry run: nothing was written." in result.output
    assert snapshot(tmp_path) == before


def test_without_a_network_nothing_changes(mirror: Mirror, tmp_path: Path) -> None:
    """No server answers: one line says so, and the ledger stays byte for byte."""
    refresh(tmp_path)
    pack = tmp_path / "data" / "sources" / "api.yml"
    pack.write_text(pack.read_text().replace("http://127.0.0.1", "http://nowhere.invalid"))
    before = snapshot(tmp_path)
    result = refresh(tmp_path, today="2026-06-05")
    assert result.exit_code == 3
    assert "No network; nothing changed." in result.output
    assert snapshot(tmp_path) == before


def test_authorities_that_are_no_certificates_are_refused(mirror: Mirror, tmp_path: Path) -> None:
    """Before anything is asked."""
    result = refresh(tmp_path, "--authorities", str(tmp_path / "mkdocs.yml"))
    assert result.exit_code == 2
    assert "mkdocs.yml holds no certificates; wanted a PEM file." in result.output
    assert mirror.asked == []


def test_a_private_address_is_read_only_on_request(mirror: Mirror, tmp_path: Path) -> None:
    """Without the option the server is never asked; with it the run says so."""
    result = run(tmp_path, "refresh", "--json")
    assert {one["outcome"] for one in by_source(result).values()} == {"blocked-address"}
    assert mirror.asked == []
    assert "Private and loopback addresses are allowed in this run." in refresh(tmp_path).output


def test_pages_are_read_through_a_proxy(
    mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run says so first; the login is in no output, and the environment is not asked."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    mirror.pages |= {mirror.address(path): page for path, page in mirror.pages.items()}
    password = "hu" + "sh"
    proxy = f"http://me:{password}@127.0.0.1:{mirror.port}"
    for more in (["--json", "--dry-run"], ["--format", "markdown"], ["--twice"]):
        result = refresh(tmp_path, "--proxy", proxy, *more)
        assert result.exit_code == 0, result.output
        assert result.output.startswith(
            f"Pages are asked for through the proxy http://127.0.0.1:{mirror.port}. "
            "Its address is checked, those of the pages are not.\n"
        )
        assert password not in result.output
        assert "HTTP_PROXY" not in result.output
    assert mirror.address(CHAT) in {path for path, _ in mirror.asked}
    assert CHAT not in {path for path, _ in mirror.asked}


def test_the_address_of_the_proxy_is_checked(mirror: Mirror, tmp_path: Path) -> None:
    """Without leave to dial a private address, the proxy is not asked."""
    result = run(tmp_path, "refresh", "--json", "--proxy", f"http://127.0.0.1:{mirror.port}")
    assert {one["outcome"] for one in by_source(result).values()} == {"blocked-address"}
    assert mirror.asked == []


def test_a_proxy_that_is_none_is_refused(mirror: Mirror, tmp_path: Path) -> None:
    """Before anything is asked, and without repeating what may hold a password."""
    password = "hu" + "sh"
    result = refresh(tmp_path, "--proxy", f"socks5://me:{password}@proxy.example.com")
    assert (result.exit_code, mirror.asked) == (2, [])
    assert "wanted http://HOST:PORT" in result.output
    assert password not in result.output


def test_a_proxy_of_the_environment_is_named_and_not_used(
    mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line with the names of the variables: their values may hold passwords."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    assert "proxy" not in refresh(tmp_path).output
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example.com")
    monkeypatch.setenv("all_proxy", "http://proxy.example.com")
    result = refresh(tmp_path, today="2026-06-05")
    assert result.exit_code == 0
    line = "The proxy in HTTPS_PROXY and all_proxy is not used; --proxy URL uses one."
    assert result.output.splitlines()[0] == line


def test_the_day_of_a_reading_is_the_clocks_unless_told(mirror: Mirror, tmp_path: Path) -> None:
    """A reading dated by --today says so."""
    assert "The day of these readings is 2026-06-01, from --today." in refresh(tmp_path).output


def test_a_link_to_the_ledger_stays_a_link(mirror: Mirror, tmp_path: Path) -> None:
    """What it leads to is written, with the permissions that it had."""
    real = tmp_path / "data" / "schema" / "kept.yml"
    real.parent.mkdir()
    real.write_text("schema: 1\nsources: {}\ncomplete: true\n")
    real.chmod(0o640)
    (tmp_path / "data" / "ledger.yml").symlink_to(real)
    refresh(tmp_path)
    assert (tmp_path / "data" / "ledger.yml").is_symlink()
    assert "outcome: confirmed" in real.read_text(encoding="utf-8")
    assert real.stat().st_mode & 0o777 == 0o640


def test_an_interrupt_at_the_worst_moment_loses_no_reading(
    mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C while a reading is written down: it is in the ledger all the same."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Journal, "add", interrupted)
    result = refresh(tmp_path)
    assert result.exit_code == 3
    assert "Interrupted: 1 page not read. Run it again to go on." in result.output
    assert library(tmp_path).sources["chat"].accessed == day("2026-06-01")


def test_a_page_without_a_quote_moves_no_date_and_is_told(mirror: Mirror, tmp_path: Path) -> None:
    """What is served in its place is recorded, lapses nothing, and is an error on the second day."""
    refresh(tmp_path)
    mirror.pages[CHAT] = Answer(page_html("Willkommen", ["Hier beginnt die Dokumentation."] * 5))
    result = refresh(tmp_path, today="2026-06-05")
    assert result.exit_code == 3
    assert "none of its quotes stands there, and nothing near them; it is called" in result.output
    refresh(tmp_path, today="2026-07-20")
    known = library(tmp_path, "2026-07-20")
    assert known.sources["chat"].accessed == day("2026-06-01")
    assert known.areas["chat.endpoint"].status.value == "documented"
    page = plain(built_page(tmp_path, "sources/chat.md", "2026-07-20"))
    assert "Unchecked since 2026-06-05: another page was served." in page
    assert "0 of 1 quotes found" in page
    checked = run(tmp_path, "check", today="2026-07-20")
    assert "the page was replaced, or every quote is gone: read it" in checked.output


def test_a_page_is_known_again_without_its_quotes(mirror: Mirror, tmp_path: Path) -> None:
    """Its landmarks are in the ledger from the reading that found a quote on it."""
    record = library(tmp_path).sources["errors"].record
    mirror.pages[ERRORS] = answer(record, without=("retry",))
    first = by_source(refresh(tmp_path, "errors", "--json"))["errors"]
    assert first["outcome"] == "not-the-document"
    mirror.pages[ERRORS] = answer(record)
    refresh(tmp_path, "errors", today="2026-06-02")
    mirror.pages[ERRORS] = answer(record, without=("retry",))
    again = by_source(refresh(tmp_path, "errors", "--json", today="2026-06-03"))["errors"]
    assert again["outcome"] == "quote-missing"


def test_a_page_that_sends_readers_on_shows_where(mirror: Mirror, tmp_path: Path) -> None:
    """A `Refresh` header is a redirect, whatever stands on the page."""
    mirror.pages[CHAT].headers["Refresh"] = "0; url=/new?from=old"
    result = refresh(tmp_path, "chat")
    assert f"sends its readers to {mirror.address('/new')}" in result.output
    assert library(tmp_path).sources["chat"].accessed is None


def test_a_source_that_nothing_shows_is_not_asked_for(mirror: Mirror, tmp_path: Path) -> None:
    """Its date moves by hand alone, and the report says so; what it expects changes that."""
    pack = tmp_path / "data/sources/api.yml"
    home = "  - {id: home, title: Home, url: %s, kind: start%s}\n"
    address = mirror.address("/home")
    mirror.pages["/home"] = Answer(page_html("Home", ["Start here."]))
    written = pack.read_text(encoding="utf-8")
    pack.write_text(written + home % (address, ""), encoding="utf-8")
    result = refresh(tmp_path)
    assert (
        "Not asked for: home. No fact and no `expect` shows that a page is theirs" in result.output
    )
    assert (result.exit_code, ("/home", 200) in mirror.asked) == (0, False)
    stamped = "proofpack stamp home --by INITIALS"
    assert stamped in run(tmp_path, "check").output
    pack.write_text(written + home % (address, ", expect: [Start here]"), encoding="utf-8")
    assert "Not asked for" not in refresh(tmp_path).output
    assert library(tmp_path).sources["home"].accessed == day("2026-06-01")


def test_a_notice_of_a_page_is_told_once(mirror: Mirror, tmp_path: Path) -> None:
    """At the first fact that it stands beside; the others say that it is the same."""
    pack = tmp_path / "data" / "sources" / "api.yml"
    more = "      - {id: key, says: A key goes along, quote: Every request carries a key}\n"
    pack.write_text(pack.read_text().replace("    absences:", f"{more}    absences:", 1))
    said = ["Send a POST request to /chat.", "Every request carries a key."]
    mirror.pages[CHAT] = Answer(page_html("Chat reference", said))
    refresh(tmp_path)
    notice = "This endpoint is deprecated and will be removed in March."
    mirror.pages[CHAT] = Answer(page_html("Chat reference", [notice, *said]))
    for form, same in (
        ("text", "the same as around"),
        ("markdown", "The same has changed as around"),
    ):
        result = refresh(tmp_path, "--dry-run", "--format", form, today="2026-06-02")
        assert (
            result.output.count("will be removed") == 2
        )  # there, and among the sentences that came
        assert f"{same} chat.route" in result.output
    output = refresh(tmp_path, "--json", today="2026-06-02").output
    facts = json.loads(output[output.index("{") :])["sources"][0]["facts"]
    assert facts[0]["changes"] == facts[1]["changes"] != []
