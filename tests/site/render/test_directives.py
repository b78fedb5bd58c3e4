"""What stands in the place of a directive."""

from __future__ import annotations

import html
import re

from proofpack.model.library import ResolvedDirective
from proofpack.model.records.directives import FaqPlace, FieldsPlace
from proofpack.project.mkdocs_config import UNKNOWN, mkdocs_config
from proofpack.project.reader import ProjectReader
from proofpack.site.render.directives import Placer
from tests.conftest import SMALL, TODAY, Project
from tests.every import EVERY, PROJECT
from tests.ledgers import digest, history, ledger
from tests.refresh.project import library
from tests.tables import SEEN

SHEET = """\
title: Telemetry
version: 1
purpose: What each attempt tells.
parts:
  - id: outcome
    kind: record
    title: Outcome
    fields:
      - id: http_status
        label: HTTP status
        type: code
        help: As received, `none` *never*.
        format: http-status
        choices: [{id: none, label: no response}]
        maps_to: http.response.status_code
      - id: attempt
        label: Attempt | try
        type: group
        repeat: true
        ordered_by: at
        fields:
          - {id: at, label: At, type: utc-time, sensitivity: internal, after: outcome.begun}
          - id: shape
            label: Shape
            type: choice
            choices: [json, html]
            when: {outcome.http_status: ["200", none], ended: [give-up]}
      - {id: taken, label: Taken, type: choice, decided_by: ended}
      - {id: begun, label: Begun, type: utc-time}
      - {id: total, label: Total, type: number, counts: outcome.attempt}
      - {id: last, label: Last, same_as: outcome.attempt.shape}
  - id: ended
    kind: decision
    title: Ending
    options: [{id: give-up, label: Give up, when: [x]}, {id: go, label: Go on, when: [x]}]
"""


def _placer(project: Project) -> Placer:
    root = project({"data/worksheets/telemetry.yml": SHEET})
    return Placer.of(ProjectReader(root).read(TODAY)[1], "", mkdocs_config(root))


def test_fields_are_a_table_to_read(project: Project) -> None:
    """With definition, type, attribute and sensitivity; those of a group come after it."""
    place = ResolvedDirective("fields", "telemetry.outcome", FieldsPlace(), 1)
    shown = _placer(project).render(place, None)
    assert '<span class="pp-field-name">`http_status`</span>' in shown
    rows = shown.split("\n")
    assert rows[0] == ("| Field | What it holds | Type | Standard attribute | Sensitivity |")
    assert '| <span data-label="Type">HTTP status, or `none`</span> |' in rows[2], "for phones"
    rows = [re.sub(r"<span (?:data-label|class)=[^>]*>|</span>", "", row) for row in rows]
    assert rows[2] == (
        "| HTTP status<br>`http_status` | As received, <code>none</code> <em>never</em>. "
        "| HTTP status, or `none` | <code>http.response.status&#95;code</code> | may be published |"
    )
    assert rows[3].startswith("| Attempt &#124; try<br>`attempt` |")
    assert rows[4] == "| At<br>`at` |  | UTC time |  | stays inside |"
    assert rows[5] == "| Shape<br>`shape` |  | choice&#58; `json`, `html` |  | may be published |"


def _symptoms(project: Project, ledger: str = "") -> list[str]:
    files = {"data/tables/statuses.yml": SEEN} | ({"data/ledger.yml": ledger} if ledger else {})
    known = library(project(files))
    placed = Placer.of(known, "", UNKNOWN).symptoms(known.tables["statuses"])
    return [re.sub(r"<[^>]*>", "", html.unescape(line)) for line in placed.split("\n") if line]


def test_symptoms_lead_to_their_rows(project: Project) -> None:
    """With the verdict, once where rows agree; and what carries a row that no fact does."""
    lines = _symptoms(project)
    assert lines == [
        "- 500, 503",
        "    - [The server fails Retry. First of all](tables/statuses.md#server)",
        (
            "    - [500 with bad_field Do not retry. First of all to verify]"
            "(tables/statuses.md#malformed)"
        ),
        "- 403 Do not retry.",
        "    - [403, a field First of all](tables/statuses.md#refused)",
        "    - [403, blocked First of all](tables/statuses.md#blocked)",
        "- [It stays silent Ask a person. First of all our own rule](tables/statuses.md#silent)",
        (
            "[All of it: how to wait, what to keep, and the quotes](tables/statuses.md). "
            "[1 quote, unchecked](freshness.md#words): "
            "nobody has compared them with the live pages yet."
        ),
    ]


def test_what_changed_last_stands_in_a_line(project: Project) -> None:
    """With days as they are, whatever day it is; a guide that nobody reviewed is counted."""
    new = SMALL["content/guides/one.md"].replace(
        "last_reviewed: 2026-06-01", "last_reviewed: never"
    )
    new = new.replace("title: One", "title: Two")
    history = "history:\n  - {date: 2026-05-30, change: Written.}\nlast_reviewed: never"
    new = new.replace("last_reviewed: never", history)
    known = library(project({"content/guides/two.md": new}))
    changed, fresh = Placer.of(known, "", UNKNOWN).lately().strip().split("\n")
    fresh = re.sub(r" *<[^>]*hidden>.*?</span>|<[^>]*>", "", fresh)
    changed = re.sub(r"<[^>]*>", "", changed)
    assert changed == "- [Changed last](changes.md), on 30 May 2026: [Two](guides/two.md)."
    assert fresh == (
        "- [How fresh it is](freshness.md): 1 quote, unchecked; "
        "0 of 1 cited page read by a person or a program. "
        "To review first: [One](guides/one.md), 28 Nov 2026. "
        "1 guide is [not reviewed yet](freshness.md#words)."
    )


def test_symptoms_withhold_what_nothing_carries(project: Project) -> None:
    """A verdict whose fact has lapsed is not stated; one that is held says so."""
    looks = {("route", digest(), False): "2026-01-01", ("route", digest(), True): "2025-12-01"}
    lines = _symptoms(project, ledger(chat=history({"read": "2026-01-01"}, looked=looks)))
    assert "    - [The server fails What it means is open.](tables/statuses.md#server)" in lines
    assert "- 403" in lines, "no verdict of rows of which one states none"
    looks = {("route", digest(), False): "2026-05-31", ("route", digest(), True): "2026-05-01"}
    lines = _symptoms(project, ledger(chat=history({"read": "2026-05-31"}, looked=looks)))
    assert lines[1].startswith("    - [The server fails Retry. First of all held]("), lines


def test_a_table_of_fields_has_the_columns_that_are_named(project: Project) -> None:
    """In their order."""
    options = FieldsPlace(columns=["type", "field"])
    place = ResolvedDirective("fields", "telemetry.outcome", options, 1)
    assert _placer(project).render(place, None).startswith("| Type | Field |\n| --- | --- |\n")


def test_questions_are_folded_where_a_page_wants_it(project: Project) -> None:
    """Each under its anchor, as one HTML block, which needs no extension."""
    root = project(
        {
            "data/faq/chat.yml": (
                "title: Chat\nquestions:\n  - {id: retry, question: May I retry `<X>`?, "
                'answer: "No.\\n\\n- *Wait*.", facts: [chat.route]}\n'
            )
        }
    )
    placer = Placer.of(ProjectReader(root).read(TODAY)[1], "guides", mkdocs_config(root))
    options = FaqPlace.model_validate({"folded": "true"})
    shown = placer.render(ResolvedDirective("faq", "chat", options, 1), None)
    assert html.unescape(shown.strip()) == (
        '<details class="question pp-question" id="faq-chat-retry">\n'
        "<summary>May I retry `<X>`?</summary>\n"
        "<p>No.</p>\n<ul>\n<li><em>Wait</em>.</li>\n</ul>\n"
        '<p class="pp-note">Stands on: <a href="../sources/chat.html#route">'
        "Chat reference</a>.</p>\n</details>"
    )


def test_a_field_says_what_it_has_to_do_with_others(project: Project) -> None:
    """In the words of their labels, on the page that is read and printed."""
    placer = _placer(project)
    part = placer.part("telemetry", placer.library.worksheets["telemetry"].part("outcome"))
    said = re.findall('pp-relation">([^<]*)<', part)
    assert [html.unescape(one) for one in said] == [
        'In the order of "At".',
        'Not before "Begun".',
        'Required when "HTTP status" is 200 or none.',
        'Required when "Ending" is give-up.',
        'Taken from "Ending": give-up or go.',
        'How many entries of "Attempt | try" there are.',
        'The same as "Shape".',
    ]


def test_a_message_says_where_it_is_sent(project: Project) -> None:
    """The provider's channel as a source names it, or that none is documented."""
    root = project(PROJECT)
    sheet = root / "data/worksheets/every.yml"
    shown = []
    for text in (EVERY, EVERY.replace("send_to: chat\n", "")):
        sheet.write_text(text, encoding="utf-8")
        _, known = ProjectReader(root).read(TODAY)
        part = known.worksheets["every"].part("message")
        shown.append(Placer.of(known, "guides", UNKNOWN).part("every", part))
    channel = '<a href="https://docs.example.com/chat">Chat reference</a>'
    assert f"Where to send it: {channel}" in shown[0]
    assert "Where to send it: your provider's support channel, not documented here." in shown[1]
