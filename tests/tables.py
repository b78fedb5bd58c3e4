"""A decision table for tests."""

from __future__ import annotations

import re

TABLE = """\
title: What do you see?
description: What came back, and what to do.
inputs:
  status: {label: HTTP status, values: {none: no answer}}
  code: {label: Error code}
verdicts:
  retry: Retry
  do-not-retry: Do not retry
  ask: Ask a person
facets:
  means: What it means
  next: Next step
asserts: [means]
rows:
  - id: server
    title: The server fails
    when: {status: ["500", "503"]}
    verdict: retry
    facts: [chat.route]
    tunable: {label: Longest wait, default: 30 s}
    facets: {means: The server failed., next: Send it again.}
    fallback: What it means is open.
  - id: malformed
    title: 500 with bad_field
    when: {status: ["500"], code: [bad_field]}
    verdict: do-not-retry
    sources: [chat]
    facets: {means: The request is malformed., next: Fix it.}
  - id: refused
    title: 403, a field
    when: {status: ["403"]}
    verdict: do-not-retry
    facts: [chat.route]
    facets: {means: A field is refused., next: Take it out.}
  - id: blocked
    title: 403, blocked
    when: {status: ["403"]}
    verdict: do-not-retry
    facts: [chat.route]
    facets: {means: The request is blocked., next: Send less.}
  - id: silent
    title: No answer
    when: {status: [none]}
    verdict: ask
    confirmed: {standing: internal-policy, by: Docs, on: 2026-05-01, basis: Nobody knows., }
    facets: {means: No status came., next: Ask.}
"""

SYMPTOMS = """\
symptoms:
  - title: 500, 503
    rows: [server, malformed]
  - title: "403"
    rows: [refused, blocked]
  - title: It stays silent
    rows: [silent]
rows:
"""
SEEN = re.sub(r"(    verdict: .*\n)", r"\1    step: First of all\n", TABLE).replace(
    "rows:\n", SYMPTOMS, 1
)
"""The table, with what somebody sees first."""

BOUND = """\
title: Note
version: 1
purpose: A short record.
parts:
  - id: record
    kind: record
    title: Record
    fields:
      - {id: status, label: HTTP status, type: code}
      - {id: code, label: Error code, type: code}
      - {id: decision, label: Decision, type: choice, choices: [again, stop, ask]}
      - {id: why, label: Why, type: long-text}
      - id: attempt
        label: Attempt
        type: group
        repeat: true
        fields:
          - {id: status, label: HTTP status}
          - {id: code, label: Error code}
          - {id: decision, label: Decision, type: choice, choices: [again, stop, ask]}
          - {id: why, label: Why}
  - id: way
    kind: decision
    title: Way
    options:
      - {id: again, label: Again, when: [It may help.]}
      - {id: stop, label: Stop, when: [It does not.]}
verdicts:
  - table: statuses
    inputs: {status: record.status, code: record.code}
    decisions:
      - field: record.decision
        because: record.why
        agree: {retry: [again, ask], do-not-retry: [stop, ask], ask: [ask]}
      - field: way
        agree: {retry: [again], do-not-retry: [stop], ask: [stop]}
  - table: statuses
    inputs: {status: record.attempt.status, code: record.attempt.code}
    decisions:
      - field: record.attempt.decision
        because: record.attempt.why
        agree: {retry: [again, ask], do-not-retry: [stop, ask], ask: [ask]}
"""
"""A worksheet that binds the table twice: for a record and a decision, and for each attempt."""
