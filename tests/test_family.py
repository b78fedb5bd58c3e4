"""An article that the program has never seen, of the same family: nothing in `generator/` changes.

Other sections in another order, a table with other columns, two sources a row, two records (one with
nested and repeated groups and lists), and a second publisher beside the first.
"""

from __future__ import annotations

import pytest
from bs4 import Tag

from tests.conftest import Project
from tests.sites import article, build

pytestmark = pytest.mark.site

FILES = {
    "data/sources/queue.yml": """\
publisher: Queue Works
sources:
  - id: queue-delivery
    title: Delivery guarantees of the Queue Works broker
    short: Delivery guarantees
    url: https://queue.example.com/delivery
    kind: concept
    facts:
      - id: at-least-once
        says: A message may arrive more than once
        quote: Consumers must tolerate duplicate delivery
  - id: queue-limits
    title: Limits
    url: https://queue.example.com/limits
    kind: reference
    absences:
      - id: no-order
        says: No order across partitions is promised
        pattern: ordering across partitions is guaranteed
""",
    "data/contracts/delivery.yml": """\
title: Delivery
description: |-
  How messages arrive.

  - Before the move, and
  - after it.
facets:
  before: Broker of last year
  after: Broker of this year
  risk: What breaks
areas:
  - id: duplicates
    title: Duplicate delivery
    facts: [queue-delivery.at-least-once, chat.route]
    facets:
      before: Dropped by the broker
      after: Reaches the consumer as `<MESSAGE_ID>`
      risk: A job runs twice
  - id: order
    title: Order
    facts: [queue-limits.no-order]
    sources: [queue-delivery]
    facets:
      before: Kept
      after: Kept in one partition
      risk: An update is lost
""",
    "data/worksheets/cutover.yml": """\
title: Cutover sheet
version: 3
purpose: What was seen while traffic moved.
parts:
  - id: plan
    kind: record
    title: Plan
    fields:
      - {id: owner, label: Owner, required: true, sensitivity: internal}
      - {id: topics, label: Topics, type: list, example: "orders, refunds"}
  - id: runs
    kind: record
    title: Runs
    fields:
      - id: run
        label: Run
        type: group
        repeat: true
        fields:
          - {id: started, label: Started, type: utc-time}
          - id: consumer
            label: Consumer
            type: group
            fields:
              - {id: name, label: Name}
              - {id: lag, label: Lag, type: number, maps_to: messaging.consumer.lag}
              - {id: modes, label: Modes, type: choices, choices: [push, pull]}
  - id: go
    kind: decision
    title: Go or back
    options:
      - {id: go, label: Go on, when: [Lag falls, No duplicate was acted on]}
      - {id: back, label: Go back, when: [Anything else]}
  - id: tell
    kind: message
    title: Tell the team
    template: "{plan.owner} moved {plan.topics}; lag was {runs.lag}."
""",
    "content/guides/cutover.md": """\
---
title: Move consumers to the new broker
description: A drill in which history comes first.
order: 7
last_reviewed: 2026-10-01
owner: docs
audience: [Queue owners, On-call engineers]
history:
  - {date: 2026-10-01, change: First drill.}
related:
  - {guide: one, why: The request behind the message}
  - {planned: Move producers}
---

## History first { #history }

::: history

## The sheet { #sheet }

::: record cutover.runs

::: decision cutover.go

## Questions come before the table { #questions }

::: faq chat

## Side by side { #compare }

Duplicates reach you.[^queue-delivery.at-least-once]

::: contract delivery
    columns: [area, before, after, source, standing, risk]
    headings: {risk: What breaks first, source: Read both}

::: contract
    areas: [delivery.order, chat.endpoint]
    columns: [facts, area]

## Before you start { #plan }

::: record cutover.plan

::: message cutover.tell

## More { #more }

::: related
""",
}


@pytest.fixture
def page(project: Project) -> Tag:
    """The article of the new guide."""
    return article(build(project(FILES)) / "guides" / "cutover.html")


def texts(page: Tag, selector: str) -> list[str]:
    """Return the text of each element that a selector finds."""
    return [" ".join(one.get_text(" ", strip=True).split()) for one in page.select(selector)]


def test_an_unseen_article_is_written_without_a_change_in_the_program(page: Tag) -> None:
    """Sections stand in the author's order; what the author did not place is added at the end."""
    assert texts(page, "h2") == [
        "History first",
        "The sheet",
        "Questions come before the table",
        "Side by side",
        "Before you start",
        "More",
        "Sources",
    ]
    tables = page.select("table:not([class])")
    first = tables[0]
    assert texts(first, "th") == [
        "Area", "Broker of last year", "Broker of this year", "Read both", "Status",
        "What breaks first",
    ]  # fmt: skip
    rows = [
        [" ".join(td.get_text(" ").split()) for td in tr.select("td")]
        for tr in first.select("tbody tr")
    ]
    assert rows[0] == [
        "Duplicate delivery", "Dropped by the broker", "Reaches the consumer as <MESSAGE_ID>",
        "Delivery guarantees (page) Chat reference (page)", "documented, unchecked",
        "A job runs twice",
    ]  # fmt: skip
    assert rows[1][3] == "Delivery guarantees (page) Limits (page)"
    assert texts(tables[1], "th") == ["What the pages say", "Area"]
    assert "No order across partitions is promised" in texts(tables[1], "td")[0]
    fields = [one["data-field"] for one in page.select("#ws-cutover--runs tr[data-field]")]
    assert fields == ["run", "started", "consumer", "name", "lag", "modes"]
    assert page.select_one("#ws-cutover--runs--run--consumer--modes--pull[data-choice=pull]")
    assert [one["data-field"] for one in page.select("#ws-cutover--plan tr[data-field]")] == [
        "owner",
        "topics",
    ]
    assert [one["data-slot"] for one in page.select(".pp-slot")] == [
        "plan.owner",
        "plan.topics",
        "runs.lag",
    ]
    assert "Move producers planned, not written yet" in texts(page, "li")


def test_two_publishers_stand_side_by_side(project: Project) -> None:
    """Each has its group on the page of sources, and each source its page."""
    site = build(project(FILES))
    assert texts(article(site / "sources" / "index.html"), "h2") == ["Example", "Queue Works"]
    limits = article(site / "sources" / "queue-limits.html")
    assert "An absence: a re-fetch overturns it" in limits.get_text()
    assert texts(article(site / "contracts" / "delivery.html"), "ul li")[:2] == [
        "Before the move, and",
        "after it.",
    ]
