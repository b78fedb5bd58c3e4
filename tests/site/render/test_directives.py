"""What stands in the place of a directive."""

from __future__ import annotations

import html
import re

from proofpack.model.library import ResolvedDirective
from proofpack.model.records.directives import FaqPlace, FieldsPlace
from proofpack.project.mkdocs_config import mkdocs_config
from proofpack.project.reader import ProjectReader
from proofpack.site.render.directives import Placer
from tests.conftest import TODAY, Project

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
    rows = _placer(project).render(place, None).split("\n")
    assert rows[0] == ("| Field | What it holds | Type | Standard attribute | Sensitivity |")
    assert rows[2] == (
        "| HTTP status<br>`http_status` | As received, <code>none</code> <em>never</em>. "
        "| HTTP status, or `none` | <code>http.response.status&#95;code</code> | may be published |"
    )
    assert rows[3].startswith("| Attempt &#124; try<br>`attempt` |")
    assert rows[4] == "| At<br>`at` |  | UTC time |  | stays inside |"
    assert rows[5] == "| Shape<br>`shape` |  | choice&#58; `json`, `html` |  | may be published |"


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
        '<p class="pp-note">Stands on: <a href="../sources/chat.html#route" '
        'title="Requests go to POST /chat">Chat reference: route</a>.</p>\n</details>'
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
