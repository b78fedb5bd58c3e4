"""A small project with a worksheet that has every kind of part and every type of field."""

from __future__ import annotations

EVERY = """\
title: Every kind
version: 3
purpose: Shows what a worksheet can hold.
send_to: chat
parts:
  - id: record
    kind: record
    title: Record
    fields:
      - {id: operator, label: Operator, required: true, default: <operator_initials>}
      - {id: summary, label: Summary, type: long-text, renamed_from: [notes]}
      - {id: seen_at, label: Seen at, type: utc-time, required: true}
      - {id: day, label: Day, type: date}
      - {id: page, label: Page, type: url}
      - id: result
        label: Result
        type: choice
        choices: [pass, fail, {id: open, label: Left open, renamed_from: [unknown]}]
      - {id: scope, label: Scope, type: choices, choices: [all, region, tenant]}
      - {id: fallback, label: Fallback?, type: yes-no}
      - {id: attempts, label: Attempts, type: number, default: '1'}
      - {id: request, label: Request, type: code, sensitivity: redact}
      - {id: layers, label: Layers, type: list}
      - id: head
        label: Head
        type: group
        fields:
          - {id: owner, label: Owner, required: true, sensitivity: internal}
          - {id: env, label: Environment}
      - id: attempt
        label: Attempt
        type: group
        repeat: true
        fields:
          - {id: status, label: HTTP status, required: true}
          - {id: code, label: Error code}
  - id: checks
    kind: checklist
    title: Checks
    items:
      - {id: route, label: 'The route is documented.'}
      - {id: parsed, label: 'The body was parsed: all of it.'}
  - id: decision
    kind: decision
    title: Decision
    options:
      - {id: ship, label: Ship, when: [All is well.]}
      - {id: hold, label: Hold, when: [Something is open.]}
  - id: class
    kind: classification
    title: Class
    labels:
      - {id: transport, label: Transport, means: No response came.}
      - {id: contract, label: Contract, means: The response differs.}
  - id: table
    kind: table
    title: Table
    given: Assumption
    columns:
      - {id: confirmed, label: Confirmed by}
      - {id: result, label: Result}
    rows:
      - {id: path, label: Path}
      - {id: auth, label: Authentication}
  - id: message
    kind: message
    title: Message
    template: |-
      Operator {record.operator} saw {record.summary} at {record.seen_at}.
      Layers: {record.layers}. Status: {record.status}. Environment: {record.env}.
"""

GUIDE = """\
---
title: One
description: A guide.
last_reviewed: 2026-11-01
owner: docs
audience: [Testers]
---

A response goes to one route.[^chat.route]

::: worksheet every
"""

PROJECT = {"data/worksheets/every.yml": EVERY, "content/guides/one.md": GUIDE}
"""Files to put into the small project of `conftest`."""
